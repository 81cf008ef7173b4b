//! When a page was published and when it was changed: two dates, never one for the other.

use std::sync::LazyLock;

use model::{Confidence, Found, When};
use regex::Regex;
use scraper::Html;
use url::Url;

use super::page::{Page, TimeTag};
use crate::dates::{day_of_path, days_in, parse};

const PUBLISHED: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "citation_online_date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "date.published",
    "datepublished",
    "article.published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "bt:pubdate",
    "date",
];

const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "lastmod",
    "last-modified",
    "revision_date",
    "article.updated",
];

/// Chooses the date of publication.
pub(super) fn published(page: &Page, url: Option<&Url>) -> Found<When> {
    let data = page.data.published.as_deref().map(parse);
    first([
        data.map(|when| (when, "json-ld datePublished".to_owned(), 0.95)),
        from_metas(page, &PUBLISHED, 0.95),
        page.property("datepublished")
            .map(|it| (parse(it), "itemprop datePublished".to_owned(), 0.9)),
        from_times(page, |it| it.after_heading && is_of_publication(it), 0.85),
        from_times(page, is_of_publication, 0.8),
        url.and_then(|it| day_of_path(it.path()))
            .map(|day| (When::day(day), "address".to_owned(), 0.75)),
        from_times(page, |it| it.after_heading && !is_of_change(it), 0.6),
        from_times(page, |it| !is_of_change(it), 0.5),
    ])
}

/// Chooses the date of the last change.
pub(super) fn modified(page: &Page) -> Found<When> {
    let data = page.data.modified.as_deref().map(parse);
    first([
        data.map(|when| (when, "json-ld dateModified".to_owned(), 0.9)),
        from_metas(page, &MODIFIED, 0.9),
        page.property("datemodified")
            .map(|it| (parse(it), "itemprop dateModified".to_owned(), 0.85)),
        from_times(page, is_of_change, 0.7),
    ])
}

/// Looks for a day in the words of the page, and asks trafilatura where they offer several.
///
/// What trafilatura answers is a guess, often the day of the last change: it counts only when the
/// day is written on the page, and little.
pub(super) fn guessed(tree: &Html, guess: Option<chrono::NaiveDate>) -> Found<When> {
    let text = words_of(tree);
    let announced = ANNOUNCED
        .find_iter(&text)
        .find_map(|found| days_in(cut(&text[found.end()..], 40)).next());
    if let Some(day) = announced {
        return found(When::day(day), "words on the page", 0.5);
    }
    match guess {
        Some(guess) if days_in(&text).any(|day| day == guess) => {
            found(When::day(guess), "a date on the page", 0.3)
        }
        _ => Found::default(),
    }
}

type Candidate = Option<(When, String, f64)>;

fn first<const N: usize>(candidates: [Candidate; N]) -> Found<When> {
    candidates
        .into_iter()
        .flatten()
        .find(|(when, ..)| when.is_known())
        .map(|(when, method, share)| found(when, &method, share))
        .unwrap_or_default()
}

fn found(value: When, method: &str, share: f64) -> Found<When> {
    Found {
        value,
        method: method.to_owned(),
        confidence: Confidence::new(share),
    }
}

fn from_metas(page: &Page, names: &[&str], share: f64) -> Candidate {
    names.iter().find_map(|name| {
        let values = page.metas.iter().filter(|(key, _)| key == name);
        let when = values.map(|(_, value)| parse(value)).find(When::is_known)?;
        Some((when, format!("meta {name}"), share))
    })
}

fn from_times(page: &Page, wanted: impl Fn(&TimeTag) -> bool, share: f64) -> Candidate {
    let tag = page
        .times
        .iter()
        .filter(|tag| !tag.elsewhere && wanted(tag))
        .find(|tag| of_tag(tag).is_known())?;
    Some((of_tag(tag), "visible date".to_owned(), share))
}

fn of_tag(tag: &TimeTag) -> When {
    let machine = parse(&tag.machine);
    if machine.is_known() {
        machine
    } else {
        parse(&tag.text)
    }
}

fn is_of_publication(tag: &TimeTag) -> bool {
    !is_of_change(tag)
        && (tag.is_time
            || [
                "publi",
                "pubdate",
                "posted",
                "entry-date",
                "post-date",
                "article-date",
            ]
            .iter()
            .any(|it| tag.label.contains(it)))
}

fn is_of_change(tag: &TimeTag) -> bool {
    let text = tag.text.to_lowercase();
    ["updated", "modified", "changed", "lastmod"]
        .iter()
        .any(|it| tag.label.contains(it))
        || [
            "updated",
            "modified",
            "aktualisiert",
            "mis à jour",
            "actualizado",
            "aggiornato",
            "stand:",
        ]
        .iter()
        .any(|it| text.starts_with(it))
}

/// Words that announce a day of publication.
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:published|posted|first published|veröffentlicht|publié|publicado|pubblicato|erschienen|date)\s*(?:on|am|le|el|il|:)?\s*:?\s")
        .expect("the pattern is a constant")
});

/// How much of a page is searched for days in words, in bytes.
const SEARCHED: usize = 200_000;

fn words_of(tree: &Html) -> String {
    let mut text = String::new();
    for piece in tree.root_element().text() {
        if text.len() > SEARCHED {
            break;
        }
        text.push_str(piece);
        text.push(' ');
    }
    text
}

fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}
