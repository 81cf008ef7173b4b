//! The headline, without the name of the site.

use model::{Confidence, Found};

use super::page::Page;
use crate::xml::unescape;

/// Chooses the headline among what the page offers.
///
/// A visible heading wins when a machine-readable title agrees with it, since that is what the
/// reader sees; else the machine-readable titles go in the order of their care.
pub(super) fn headline(page: &Page, outlet: Option<&str>) -> Found<Option<String>> {
    let offered = offers(page, outlet);
    let agreed = page.headings.iter().find(|heading| {
        let words = key(heading);
        !words.is_empty() && offered.iter().any(|(_, title)| key(title) == words)
    });
    if let Some(heading) = agreed {
        return found(clean(heading), "heading and metadata", 0.95);
    }
    let curated = page.data.headline.is_some();
    if let Some(heading) = part_of_title(page, &offered).filter(|_| !curated) {
        return found(heading, "heading and title", 0.85);
    }
    if let Some((method, title)) = offered.into_iter().next() {
        let title = if method == "title element" {
            without_tail(&title)
        } else {
            title
        };
        return found(title, method, 0.8);
    }
    match page.headings.first() {
        Some(heading) => found(clean(heading), "heading", 0.6),
        None => Found::default(),
    }
}

/// Finds the first-level heading that is a part of any title, or a lesser one that is a part of
/// the title element.
fn part_of_title(page: &Page, offered: &[(&'static str, String)]) -> Option<String> {
    let first = page.headings.iter().map(|heading| (clean(heading), true));
    let lesser = page
        .lesser_headings
        .iter()
        .map(|heading| (clean(heading), false));
    let machine = offered.iter().any(|(method, _)| *method != "title element");
    first
        .chain(lesser)
        .filter(|(heading, is_first)| heading.chars().count() >= 4 && (*is_first || !machine))
        .find(|(heading, _)| {
            let words = key(heading);
            offered
                .iter()
                .any(|(_, title)| is_part(&words, title) || (!machine && is_most(&words, title)))
        })
        .map(|(heading, _)| heading)
}

fn is_part(heading: &str, title: &str) -> bool {
    DIVIDERS.iter().any(|divider| {
        title.contains(divider) && title.split(divider).any(|part| key(part) == heading)
    })
}

/// Tells whether a heading is more than half of a title, at its beginning or end.
fn is_most(heading: &str, title: &str) -> bool {
    let whole = key(title);
    heading.len() * 2 > whole.len() && (whole.starts_with(heading) || whole.ends_with(heading))
}

/// Cuts what looks like the name of a site off a title of which nothing else is known.
fn without_tail(title: &str) -> String {
    match last_division(title) {
        Some((head, tail)) if tail.split_whitespace().count() <= 5 && head.chars().count() >= 4 => {
            head.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

fn found(title: String, method: &str, share: f64) -> Found<Option<String>> {
    Found {
        value: Some(title),
        method: method.to_owned(),
        confidence: Confidence::new(share),
    }
}

/// Returns the machine-readable titles, cleaned, with where each comes from.
fn offers(page: &Page, outlet: Option<&str>) -> Vec<(&'static str, String)> {
    let meta = |names: &[&'static str]| page.meta(names).map(|(_, value)| value.to_owned());
    let suffixes = page.title.as_deref();
    [
        ("json-ld headline", page.data.headline.clone()),
        ("og:title", meta(&["og:title"])),
        (
            "meta title",
            meta(&[
                "citation_title",
                "parsely-title",
                "sailthru.title",
                "dc.title",
                "headline",
                "twitter:title",
            ]),
        ),
        (
            "itemprop headline",
            page.property("headline").map(str::to_owned),
        ),
        ("title element", suffixes.map(str::to_owned)),
    ]
    .into_iter()
    .filter_map(|(method, title)| {
        let title = without_site(&clean(&title?), outlet);
        (!title.is_empty() && Some(key(&title)) != outlet.map(key)).then_some((method, title))
    })
    .collect()
}

fn clean(title: &str) -> String {
    unescape(title)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The letters and digits of a title, for comparison.
pub(super) fn key(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

const DIVIDERS: [&str; 11] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ｜ ", "｜", " │ ",
];

/// Cuts the name of the site off the end or the beginning of a title.
pub(super) fn without_site(title: &str, outlet: Option<&str>) -> String {
    let mut title = title.to_owned();
    while let Some((head, tail)) = last_division(&title) {
        let is_site = outlet.is_some_and(|name| same_site(tail, name));
        if !is_site {
            break;
        }
        title = head.trim().to_owned();
    }
    if let Some((head, tail)) = first_division(&title)
        && outlet.is_some_and(|name| same_site(head, name))
    {
        title = tail.trim().to_owned();
    }
    title
}

fn same_site(part: &str, outlet: &str) -> bool {
    let (part, outlet) = (key(part), key(outlet));
    !part.is_empty()
        && (part == outlet
            || outlet.strip_prefix("the") == Some(&part)
            || part.strip_prefix("the") == Some(&outlet)
            || (part.len() >= 4 && outlet.contains(&part))
            || (outlet.len() >= 4 && part.starts_with(&outlet)))
}

pub(super) fn last_division(title: &str) -> Option<(&str, &str)> {
    let (at, divider) = DIVIDERS
        .iter()
        .filter_map(|it| Some((title.rfind(it)?, it)))
        .max()?;
    Some((&title[..at], &title[at + divider.len()..]))
}

fn first_division(title: &str) -> Option<(&str, &str)> {
    let (at, divider) = DIVIDERS
        .iter()
        .filter_map(|it| Some((title.find(it)?, it)))
        .min()?;
    Some((&title[..at], &title[at + divider.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_cut_off_at_either_end() {
        let check = |title: &str, outlet: Option<&str>, expected: &str| {
            assert_eq!(without_site(title, outlet), expected, "{title}");
        };
        check(
            "Court rules - again | Harbour Ledger",
            Some("Harbour Ledger"),
            "Court rules - again",
        );
        check(
            "Court rules | Law | The Harbour Ledger",
            Some("Harbour Ledger"),
            "Court rules | Law",
        );
        check(
            "Harbour Ledger: no",
            Some("Harbour Ledger"),
            "Harbour Ledger: no",
        );
        check(
            "Harbour Ledger | Court rules",
            Some("Harbour Ledger"),
            "Court rules",
        );
        check(
            "Court rules – a chronicle",
            None,
            "Court rules – a chronicle",
        );
    }

    #[test]
    fn the_visible_heading_wins_where_metadata_agree() {
        let mut page = Page {
            headings: vec!["Harbour Ledger".into(), "Court rules: “No”".into()],
            title: Some("Court rules: No | Harbour Ledger".into()),
            ..Page::default()
        };
        let title = headline(&page, Some("Harbour Ledger"));
        assert_eq!(title.value.as_deref(), Some("Court rules: “No”"));
        page.headings.clear();
        let title = headline(&page, Some("Harbour Ledger"));
        assert_eq!(title.value.as_deref(), Some("Court rules: No"));
        assert_eq!(title.method, "title element");
        assert_eq!(headline(&Page::default(), None).value, None);
    }
}
