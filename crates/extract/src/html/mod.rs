//! HTML pages to articles.
//!
//! `safe` rewrites the page so that no parser chokes on it; `page` gathers the facts; `title`,
//! `byline`, `times`, `outlet` and `language` choose among them; the body is trafilatura's, `text`
//! renders it, and `seams` parts what it glued together; `wall` tells whether it is an article at
//! all. `clean` makes a page harmless that is to be seen as it was archived.

mod byline;
mod clean;
mod element;
mod json_ld;
mod language;
mod outlet;
mod page;
mod safe;
mod seams;
pub(crate) mod text;
mod times;
mod title;
mod wall;

use model::{Article, Confidence, Found};
use scraper::Html;
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};
use url::Url;

pub use clean::CleanPage;
pub(crate) use clean::clean;
pub(crate) use language::of_text as language_of_text;

use crate::line::ends_sentence;

use page::Page;
use safe::SafePage;

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
    // The search through all words of a page is dear, so it is asked for only where it is needed
    // and can be afforded.
    let search = if is_dated || safe.html.len() > MAX_SEARCHED {
        HtmlDateMode::Disabled
    } else {
        HtmlDateMode::Extensive
    };
    let found = main_part(&safe, focus(&page), url, search);
    if !is_dated {
        published = times::guessed(&tree, found.day);
    }
    let main = body(&page, &found, &tree);
    let outlet = outlet::outlet(&page, url);
    let visible = visible_words(&tree);
    let own = own_names(&page, outlet.value.as_deref(), url);
    let evidence = wall::Evidence {
        page: &page,
        safe: &safe,
        source: cut,
        text: &main,
        visible: &visible,
    };
    let wall = wall::wall(&evidence);
    let text = if main.is_empty() {
        last_resort(&tree, &mut problems)
    } else {
        main
    };
    Article {
        title: title::headline(&page, outlet.value.as_deref()),
        authors: byline::authors(&page, &found.author, &own),
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

/// What trafilatura makes of a page.
#[derive(Default)]
struct MainPart {
    text: String,
    author: String,
    /// The day it answers when asked for one, and it always answers.
    day: Option<chrono::NaiveDate>,
}

/// Elements that are never part of an article; without them trafilatura is faster and surer.
const PRUNED: [&str; 5] = ["nav", "footer", "aside", "button", "dialog"];

fn main_part(
    safe: &SafePage,
    focus: ExtractionFocus,
    url: Option<&Url>,
    search: HtmlDateMode,
) -> MainPart {
    let mut options = Options::default()
        .with_fallback(true)
        .with_focus(focus)
        .with_exclude_comments(true)
        .with_prune_selector(PRUNED.join(", "))
        .with_html_date_mode(search);
    options.original_url = url.cloned();
    trafilatura::extract(&with_tails_held(&safe.html), &options)
        .map(|found| MainPart {
            text: text::of_fragment(&found.content_html),
            author: found.metadata.author,
            day: found.metadata.date,
        })
        .unwrap_or_default()
}

/// Puts an empty element behind every pruned one: trafilatura prunes the words that follow an
/// element directly together with it.
fn with_tails_held(html: &str) -> String {
    PRUNED.iter().fold(html.to_owned(), |html, name| {
        let end = format!("</{name}>");
        html.replace(&end, &format!("{end}<span></span>"))
    })
}

/// A page that says it is a news article has one body of text, and everything beside it is noise.
/// Of other pages it is better to keep too much.
fn focus(page: &Page) -> ExtractionFocus {
    if page.data.is_news {
        ExtractionFocus::FavorPrecision
    } else {
        ExtractionFocus::Balanced
    }
}

/// Returns the text of the article, paragraph by paragraph as the page or its JSON-LD has it.
fn body(page: &Page, found: &MainPart, tree: &Html) -> String {
    let told = page.data.body.as_deref().map(told_body).unwrap_or_default();
    let is_fuller = told.len() > 2 * found.text.len() && told.len() > 500;
    if is_fuller || found.text.is_empty() {
        return told;
    }
    let whole = format!("{}\n\n{told}", text::of_main_tree(tree));
    seams::restored(&found.text, &whole)
}

/// A page with more visible text than this has more on it than a few sentences, in characters.
const FEW_SENTENCES: usize = 1_000;

/// Returns the visible text of a page in which no article was told apart, when any of it reads as
/// a sentence: a menu alone is no text.
fn last_resort(tree: &Html, problems: &mut Vec<String>) -> String {
    let visible = [text::of_main_tree(tree), text::of_tree(tree)]
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

/// The words of an article in its JSON-LD: HTML in some houses, plain text in others.
fn told_body(body: &str) -> String {
    if body.contains("<p") || body.contains("</") {
        text::of_fragment(&safe::rewrite(body).html)
    } else {
        model::plain_text(body)
    }
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
