//! HTML pages to articles.
//!
//! `safe` rewrites the page so that no parser chokes on it; `page` gathers the facts; `title`,
//! `byline`, `times`, `outlet` and `language` choose among them; the `body` is trafilatura's, which is
//! `shown` the page without what is never part of an article; `text` renders it, and `seams` parts what
//! it glued together; `notices` are left out at last; `wall` tells whether it is an article at all. `clean` makes a page harmless that is to be seen as it was archived.

mod body;
mod byline;
mod clean;
mod element;
mod json_ld;
mod language;
mod names;
mod notices;
mod outlet;
mod page;
mod safe;
mod seams;
mod shown;
pub(crate) mod text;
mod times;
mod title;
mod wall;

use model::{Article, Confidence, Found};
use scraper::Html;
use url::Url;

pub use clean::CleanPage;
pub(crate) use clean::clean;
pub(crate) use language::of_text as language_of_text;

use crate::line::ends_sentence;

use body::{Wanted, body, main_part};
use page::Page;

/// The largest page that is read, in bytes of decoded text.
pub(crate) const MAX_HTML: usize = 20 * 1024 * 1024;

/// The largest page in whose words a date is searched for, in bytes.
const MAX_SEARCHED: usize = 400_000;

/// Reads a page that was decoded already.
pub(crate) fn article(source: &str, url: Option<&Url>) -> Article {
    let (cut, mut problems) = within_bounds(source);
    let safe = safe::rewrite(cut);
    problems.extend(safe.problems.iter().cloned());
    let tree = Html::parse_document(&safe.html);
    let page = Page::of(&tree, &safe);
    let canonical_url = canonical(&page, url);
    let address = canonical_url.value.as_ref().or(url);
    let mut published = times::published(&page, address);
    let is_dated = published.value.is_known();
    let outlet = outlet::outlet(&page, url);
    let own = own_names(&page, outlet.value.as_deref(), url);
    let mut authors = byline::authors(&page, &own);
    let whole = text::of_main_tree(&tree);
    let wanted = Wanted {
        author: authors.value.is_empty(),
        // The search through all words of a page is dear, so it is asked for only where it is
        // needed and can be afforded.
        day: !is_dated && safe.html.len() <= MAX_SEARCHED,
    };
    let found = main_part(&safe, &page, url, wanted, &whole);
    if !is_dated {
        published = times::guessed(&tree, found.day);
    }
    if wanted.author {
        authors = byline::guessed(&page, &found.author, &own);
    }
    let title = title::headline(&page, outlet.value.as_deref());
    let main = body(&page, &found, &whole);
    let wall = wall::wall(&wall::Evidence {
        page: &page,
        safe: &safe,
        source: cut,
        text: &main,
        visible: &visible_words(&tree),
    });
    let text = if main.is_empty() {
        last_resort(&tree, whole, &mut problems)
    } else {
        // Only now: a wall is known by such lines.
        notices::without(&main, title.value.as_deref(), &authors.value)
    };
    Article {
        title,
        authors,
        published,
        modified: times::modified(&page),
        lang: language::language(&page, &text),
        wall,
        outlet,
        canonical_url,
        text,
        problems,
    }
}

fn within_bounds(source: &str) -> (&str, Vec<String>) {
    if source.len() <= MAX_HTML {
        return (source, Vec::new());
    }
    let problem = format!("only the first {} MB of the page were read", MAX_HTML >> 20);
    (
        &source[..source.floor_char_boundary(MAX_HTML)],
        vec![problem],
    )
}

/// Rewrites a fragment of HTML so that it is safe to parse.
pub(crate) fn rewritten(source: &str) -> String {
    safe::rewrite(source).html
}

/// A page with more visible text than this has more on it than a few sentences, in characters.
const FEW_SENTENCES: usize = 1_000;

/// Returns the visible text of a page in which no article was told apart, when any of it reads as
/// a sentence: a menu alone is no text.
fn last_resort(tree: &Html, whole: String, problems: &mut Vec<String>) -> String {
    let visible = [whole, text::of_tree(tree)]
        .into_iter()
        .find(|it| it.split("\n\n").any(reads_as_sentence));
    let Some(visible) = visible else {
        problems.push("no text was found on this page".to_owned());
        return String::new();
    };
    if visible.chars().count() > FEW_SENTENCES {
        problems.push("no article stands out: this is all the text of the page".to_owned());
    }
    visible
}

/// Tells a sentence from a label that ends in a full stop.
fn reads_as_sentence(paragraph: &str) -> bool {
    ends_sentence(paragraph) && paragraph.chars().count() >= 10
}

/// Returns the address under which the page wants to be known, when it is one of the web.
fn canonical(page: &Page, url: Option<&Url>) -> Found<Option<Url>> {
    let link = page.links.iter().find(|(rel, _)| rel == "canonical");
    [
        ("link canonical", link.map(|(_, href)| href.as_str())),
        ("og:url", page.meta(&["og:url"]).map(|(_, value)| value)),
        ("json-ld url", page.data.url.as_deref()),
    ]
    .into_iter()
    .find_map(|(method, address)| {
        let address = address.filter(|it| !it.trim().is_empty())?;
        let address = match url {
            Some(base) => base.join(address).ok()?,
            None => Url::parse(address).ok()?,
        };
        matches!(address.scheme(), "http" | "https").then(|| Found {
            value: Some(address),
            method: method.to_owned(),
            confidence: Confidence::new(0.9),
        })
    })
    .unwrap_or_default()
}

/// Returns the names by which the outlet itself may sign: its own, its publisher's, its domain's.
fn own_names(page: &Page, outlet: Option<&str>, url: Option<&Url>) -> Vec<String> {
    let site = url
        .and_then(model::site_of)
        .map(|site| site.as_str().to_owned());
    let label = site
        .as_deref()
        .and_then(|it| it.split('.').next())
        .map(str::to_owned);
    let names = [
        outlet.map(str::to_owned),
        page.data.publisher.clone(),
        site,
        label,
    ];
    names
        .into_iter()
        .flatten()
        .map(|name| title::key(&name))
        .filter(|key| !key.is_empty())
        .collect()
}

fn visible_words(tree: &Html) -> String {
    let mut words = String::new();
    for piece in tree.root_element().text().flat_map(str::split_whitespace) {
        if words.len() > wall::SEEN {
            break;
        }
        words.push_str(piece);
        words.push(' ');
    }
    words.to_lowercase().replace('’', "'")
}
