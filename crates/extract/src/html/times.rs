//! When a page was published and when it was changed: two dates, never one for the other.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
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
    let mut published = first([
        data.map(|when| (when, "json-ld datePublished".to_owned(), 0.95)),
        from_metas(page, &PUBLISHED, 0.95),
        page.property("datepublished")
            .map(|it| (parse(it), "itemprop datePublished".to_owned(), 0.9)),
        from_times(page, |it| it.after_heading && is_of_publication(it), 0.85),
        from_times(page, is_of_publication, 0.8),
        url.and_then(|it| day_of_path(it.path()))
            .map(|day| (When::day(day), "address".to_owned(), 0.75)),
        page.property("datecreated")
            .map(|it| (parse(it), "itemprop dateCreated".to_owned(), 0.7)),
        from_times(page, |it| it.after_heading && !is_of_change(it), 0.6),
        from_times(page, |it| !is_of_change(it), 0.5),
    ]);
    if let When::Instant(instant) = &mut published.value {
        *instant = as_told_at_home(page, *instant);
    }
    published
}

/// Returns a moment that is told in universal time with the clock of its house, where the page tells
/// the same moment once more: the day on which something appeared is that of its readers.
fn as_told_at_home(page: &Page, instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    if instant.offset().local_minus_utc() != 0 {
        return instant;
    }
    let metas = page.metas.iter();
    let metas = metas.filter(|(name, _)| PUBLISHED.contains(&name.as_str()));
    let times = page.times.iter().map(|it| it.machine.as_str());
    metas
        .map(|(_, value)| value.as_str())
        .chain(times)
        .chain(page.data.uploaded.as_deref())
        .find_map(|told| clock_of(told, instant))
        .map_or(instant, |clock| instant.with_timezone(&clock))
}

/// Returns the clock by which a text tells a moment, where it does: with its zone, or without one but
/// to the second, whole quarters of an hour away.
fn clock_of(told: &str, instant: DateTime<FixedOffset>) -> Option<FixedOffset> {
    if let When::Instant(other) = parse(told) {
        let is_other = other.offset().local_minus_utc() != 0;
        return (is_other && other == instant).then(|| *other.offset());
    }
    let told = told.trim().replacen('T', " ", 1);
    let local = NaiveDateTime::parse_from_str(&told, "%Y-%m-%d %H:%M:%S").ok()?;
    let away = (local - instant.naive_utc()).num_seconds();
    let is_clock = away != 0 && away % QUARTER == 0 && away.abs() <= FARTHEST;
    FixedOffset::east_opt(i32::try_from(away).ok().filter(|_| is_clock)?)
}

/// A quarter of an hour in seconds: clocks differ by whole ones.
const QUARTER: i64 = 15 * 60;

/// The clock that is farthest from universal time, in seconds.
const FARTHEST: i64 = 14 * 60 * 60;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the day of a page whose data say that it appeared at a moment.
    #[track_caller]
    fn check(metas: &[(&str, &str)], uploaded: Option<&str>, expected: &str) {
        let mut page = Page::default();
        page.data.published = Some("2024-09-04T05:30:07Z".to_owned());
        page.data.uploaded = uploaded.map(str::to_owned);
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        page.metas = metas.iter().map(pair).collect();
        let found = published(&page, None).value.value().unwrap_or_default();
        assert_eq!(found, expected, "{metas:?} {uploaded:?}");
    }

    #[test]
    fn a_moment_is_told_by_the_clock_of_its_house() {
        check(&[], None, "2024-09-04T05:30:07Z");
        check(
            &[("sailthru.date", "2024-09-03 22:30:07")],
            None,
            "2024-09-03T22:30:07-07:00",
        );
        let uploaded = Some("2024-09-04T01:30:07-04:00");
        check(&[], uploaded, "2024-09-04T01:30:07-04:00");
        check(
            &[("sailthru.date", "2024-09-03 22:31:00")],
            Some("2024-09-04T01:30:08-04:00"),
            "2024-09-04T05:30:07Z",
        );
    }
}
