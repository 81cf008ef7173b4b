//! What a single element of a page looks like: a byline, a date, a part of something else.
//!
//! Pages name the purpose of their elements in classes and ids, in words that are much the same
//! from one house to the next; these are the words.

use scraper::{ElementRef, Node};

use super::page::{BylineKind, SHORT};

/// An author may be an item of its own, whose name is a property of it.
pub(super) fn author_name(element: ElementRef<'_>, property: &str) -> String {
    let inner = element
        .descendants()
        .skip(1)
        .filter_map(ElementRef::wrap)
        .find(|it| {
            it.value()
                .attr("itemprop")
                .is_some_and(|name| name.trim() == "name")
        });
    match inner {
        Some(name) if property == "author" => name
            .value()
            .attr("content")
            .map_or_else(|| text_of(name, SHORT), str::to_owned),
        _ => text_of(element, SHORT),
    }
}

/// Tells how an element shows that it names an author, if it does.
pub(super) fn byline_kind(element: ElementRef<'_>, label: &str) -> Option<BylineKind> {
    let value = element.value();
    let is_author = |rel: &str| rel.split_ascii_whitespace().any(|it| it == "author");
    if value.attr("rel").is_some_and(is_author) {
        return Some(BylineKind::Relation);
    }
    if value.name() == "a" && value.attr("href").is_some_and(leads_to_author) {
        return Some(BylineKind::Name);
    }
    let words = || label.split(|c: char| !c.is_ascii_alphanumeric());
    if words().any(|word| NO_BYLINE.contains(&word)) {
        return None;
    }
    if NAME_LABELS.iter().any(|it| label.contains(it)) {
        return Some(BylineKind::Name);
    }
    if words().any(|word| BYLINE.contains(&word)) {
        return Some(BylineKind::Class);
    }
    by_words(element)
}

fn leads_to_author(href: &str) -> bool {
    let parts = [
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/auteur/",
        "/by/",
        "/staff/",
        "/reporter/",
        "/profile/",
        "/contributor/",
        "/contributors/",
    ];
    parts.iter().any(|part| href.contains(part))
}

/// Words in the label of an element that holds a byline.
const BYLINE: [&str; 8] = [
    "byline", "byl", "author", "authors", "autor", "autoren", "auteur", "writer",
];

/// Parts of the label of an element that holds a name alone.
const NAME_LABELS: [&str; 6] = [
    "author-name",
    "author_name",
    "authorname",
    "byline-name",
    "byline__name",
    "byline__author",
];

/// Words in the label of an element that stands near a byline and is none.
const NO_BYLINE: [&str; 9] = [
    "bio",
    "image",
    "img",
    "avatar",
    "photo",
    "social",
    "follow",
    "desc",
    "description",
];

/// A paragraph, span or div with nothing in it but "By" and a name.
fn by_words(element: ElementRef<'_>) -> Option<BylineKind> {
    if !matches!(
        element.value().name(),
        "p" | "span" | "div" | "h3" | "h4" | "h5" | "address" | "strong" | "em"
    ) {
        return None;
    }
    let first = element.children().find_map(|child| match child.value() {
        Node::Text(text) if !text.trim().is_empty() => Some(text.trim_start().to_owned()),
        Node::Element(_) => Some(String::new()),
        _ => None,
    })?;
    [
        "By ",
        "by ",
        "BY ",
        "By\u{a0}",
        "Written by ",
        "Posted by ",
        "Von ",
        "Por ",
        "Par ",
    ]
    .iter()
    .any(|word| first.starts_with(word) || first.trim_end() == word.trim_end())
    .then_some(BylineKind::Words)
}

/// Class, id and the like, by which a designer names what an element is for.
pub(super) fn label_of(element: ElementRef<'_>) -> String {
    let names = [
        "class",
        "id",
        "itemprop",
        "data-testid",
        "data-component",
        "name",
    ];
    let mut label = String::new();
    for (name, value) in element.value().attrs() {
        if names.contains(&name) {
            label.push_str(value);
            label.push(' ');
        }
    }
    label.make_ascii_lowercase();
    label
}

pub(super) fn looks_dated(label: &str) -> bool {
    label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| {
            matches!(
                word,
                "date"
                    | "pubdate"
                    | "published"
                    | "datetime"
                    | "timestamp"
                    | "dateline"
                    | "postdate"
                    | "publishdate"
                    | "publicationdate"
                    | "datum"
                    | "fecha"
                    | "posted"
                    | "created"
                    | "time"
            )
        })
        || label.contains("entry-date")
        || label.contains("publish-date")
        || label.contains("articledate")
}

/// Tells whether an element belongs to something else than the article: other articles, comments,
/// the footer.
pub(super) fn is_elsewhere(element: ElementRef<'_>) -> bool {
    element
        .ancestors()
        .take(12)
        .filter_map(ElementRef::wrap)
        .any(|it| {
            if matches!(it.value().name(), "footer" | "nav" | "aside") {
                return true;
            }
            if matches!(it.value().name(), "body" | "html" | "main" | "article") {
                return false;
            }
            let label = label_of(it);
            label
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| {
                    matches!(
                        word,
                        "comment"
                            | "comments"
                            | "related"
                            | "recommended"
                            | "recommendations"
                            | "sidebar"
                            | "teaser"
                            | "teasers"
                            | "promo"
                            | "footer"
                            | "popular"
                            | "trending"
                            | "widget"
                            | "latest"
                            | "commentlist"
                            | "readmore"
                            | "carousel"
                            | "review"
                            | "reviews"
                    )
                })
        })
}

/// Returns the text of an element with its white space collapsed, cut after about `most` bytes.
pub(super) fn text_of(element: ElementRef<'_>, most: usize) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(inner) if !INLINE.contains(&inner.name()) => text.push(' '),
            _ => {}
        }
        if text.len() > most.saturating_mul(4) {
            break;
        }
    }
    let mut short = String::with_capacity(text.len().min(most));
    for word in text.split_whitespace() {
        if short.len() > most {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

/// Elements that do not part the words on their two sides.
const INLINE: [&str; 14] = [
    "a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sup", "u",
];
