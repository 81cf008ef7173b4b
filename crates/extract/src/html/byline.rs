//! Authors: one name each, without "By", roles, addresses and the outlet itself.

use std::sync::LazyLock;

use model::{Confidence, Found};
use regex::Regex;

use super::page::{BylineKind, Page};
use super::title::key;
use crate::xml::unescape;

/// Metas that hold an author, the most careful first.
const METAS: [&str; 16] = [
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.aut",
    "authors",
    "creator",
    "cxenseparse:author",
    "shareaholic:article_author_name",
    "og:article:author",
    "twitter:creator:name",
];

/// Chooses the authors among what the page offers.
///
/// `own` are the names by which the outlet itself may sign, as [`key`]s.
pub(super) fn authors(page: &Page, own: &[String]) -> Found<Vec<String>> {
    let data = names(&page.data.authors, own);
    if !data.is_empty() {
        return found(data, "json-ld", 0.95);
    }
    for name in METAS {
        let values = page
            .metas
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone());
        let values = names(&values.collect::<Vec<_>>(), own);
        if !values.is_empty() {
            return found(values, &format!("meta {name}"), 0.9);
        }
    }
    let labelled = names(&labelled(page), own);
    if !labelled.is_empty() {
        return found(labelled, "meta twitter:data", 0.9);
    }
    let properties = page.properties.iter().filter(|(name, _)| name == "author");
    let properties = names(
        &properties
            .map(|(_, value)| value.clone())
            .collect::<Vec<_>>(),
        own,
    );
    if !properties.is_empty() {
        return found(properties, "itemprop author", 0.85);
    }
    visible(page, own)
}

/// Makes authors of what trafilatura takes for the author of a page that names none.
pub(super) fn guessed(guess: &str, own: &[String]) -> Found<Vec<String>> {
    let guessed = shaped(names(&[guess.to_owned()], own));
    if guessed.is_empty() {
        Found::default()
    } else {
        found(guessed, "trafilatura", 0.4)
    }
}

/// Reads the cards that some publishing systems write: a label, and what it labels.
fn labelled(page: &Page) -> Vec<String> {
    ["1", "2"]
        .iter()
        .filter(|number| {
            let label = page
                .meta(&[&format!("twitter:label{number}")])
                .map(|(_, it)| it.to_lowercase());
            label.is_some_and(|it| LABELS.contains(&it.trim_end_matches(':')))
        })
        .filter_map(|number| Some(page.meta(&[&format!("twitter:data{number}")])?.1.to_owned()))
        .collect()
}

/// Labels of an author.
const LABELS: [&str; 6] = [
    "written by",
    "author",
    "verfasst von",
    "écrit par",
    "escrito por",
    "scritto da",
];

/// Reads the bylines that a reader sees; the first place that holds a name counts.
fn visible(page: &Page, own: &[String]) -> Found<Vec<String>> {
    let people_of = |kind: BylineKind| {
        let here = page
            .bylines
            .iter()
            .filter(move |it| it.kind == kind && !it.elsewhere);
        here.map(|it| shaped(names(std::slice::from_ref(&it.text), own)))
            .filter(|it| !it.is_empty())
    };
    let related = distinct(people_of(BylineKind::Relation).take(6).flatten());
    let single = if related.is_empty() {
        distinct(people_of(BylineKind::Name).take(6).flatten())
    } else {
        related
    };
    // A byline may link one of two authors only: the line that holds the linked names counts.
    let mut lines = people_of(BylineKind::Class).chain(people_of(BylineKind::Words));
    let whole = lines.find(|line| single.iter().all(|name| line.contains(name)));
    match whole {
        Some(line) => found(line, "visible byline", 0.7),
        None if single.is_empty() => Found::default(),
        None => found(single, "visible byline", 0.7),
    }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in names {
        if !people.iter().any(|it| key(it) == key(&name)) {
            people.push(name);
        }
    }
    people
}

/// Keeps what is written as a name is: capitals, or a script that has none. Only words that a
/// machine did not call an author need this.
fn shaped(names: Vec<String>) -> Vec<String> {
    names.into_iter().filter(|name| is_shaped(name)).collect()
}

/// Particles of names.
const PARTICLES: [&str; 22] = [
    "de", "del", "della", "da", "di", "do", "dos", "du", "la", "le", "van", "von", "der", "den",
    "ter", "zu", "al", "bin", "el", "y", "af", "av",
];

fn is_shaped(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital =
        |word: &&str| word.starts_with(|c: char| !c.is_lowercase()) || PARTICLES.contains(word);
    words.len() <= 5
        && words.iter().all(capital)
        && !name.bytes().any(|byte| byte.is_ascii_digit())
        && (words.len() > 1 || name.chars().count() >= 3)
}

fn found(value: Vec<String>, method: &str, share: f64) -> Found<Vec<String>> {
    Found {
        value,
        method: method.to_owned(),
        confidence: Confidence::new(share),
    }
}

/// The words before a name.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:written|posted|published|reported|story|words|text|review|analysis|article|interview|edited|created)\s+by|by|von|por|par|di|door|av|af|autor(?:in)?|author|authors|auteur|text|escrito por|publié par|ein(?:e)? \p{L}+ von)(?:\s*:\s*|\s+)",
    )
    .expect("the pattern is a constant")
});

/// Where one name ends and the next begins, or something that is no name begins.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:[;,|/&\n·•、，]|\s(?:and|und|et|y|och|og|with|mit)\s)\s*")
        .expect("the pattern is a constant")
});

/// What follows a name: a date, a role, a place.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        \s*(?:\(.*|\[.*|<.*
        |\s(?:-|–|—|@)\s?.*
        |(?-u:\b)(?:on|am|le|il|el|op)\s+(?:\p{L}+,?\s+)?\d.*
        |(?-u:\b)(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+\d.*
        |(?-u:\b)(?:published|updated|posted|last\supdated)(?-u:\b).*
        |(?-u:\b)(?:for|at|in|of|from)\s+(?:the\s+)?\p{Lu}.*
        |,.*(?-u:\b)(?:correspondent|editor|reporter|writer|staff|journalist)(?-u:\b).*
        |\s+(?:senior\s+|staff\s+|chief\s+|political\s+|science\s+|health\s+|technology\s+|associated\s+)*(?:correspondent|editor|reporter|staff\swriter|columnist)(?-u:\b).*
        )$",
    )
    .expect("the pattern is a constant")
});

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\S+@\S+\.\S+|@\w+|https?://\S+").expect("the pattern is a constant")
});

/// Words that are no name, whatever stands round them.
const NO_NAME: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "editors",
    "editorial",
    "staff",
    "release",
    "newsroom",
    "redaktion",
    "redaction",
    "rédaction",
    "redacción",
    "redazione",
    "guest",
    "contributor",
    "contributors",
    "author",
    "authors",
    "unknown",
    "anonymous",
    "anónimo",
    "default",
    "webmaster",
    "team",
    "office",
    "desk",
    "correspondent",
    "reporter",
    "reporters",
    "writer",
    "share",
    "follow",
    "subscribe",
    "comments",
    "comment",
    "read",
    "more",
    "minutes",
    "ago",
    "updated",
    "published",
    "posted",
    "email",
    "twitter",
    "facebook",
    "senior",
    "chief",
    "associate",
    "managing",
    "ceo",
];

/// Makes names of texts that are supposed to hold them.
fn names(values: &[String], own: &[String]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for value in values {
        for name in split(value) {
            let known = people.iter().any(|it| key(it) == key(&name));
            if !known && is_name(&name, own) && people.len() < 20 {
                people.push(name);
            }
        }
    }
    people
}

fn split(value: &str) -> Vec<String> {
    let text = unescape(value);
    let text = MAIL.replace_all(&text, " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = without_lead(&text);
    let text = inverted(text).unwrap_or_else(|| text.to_owned());
    BETWEEN
        .split(&text)
        .map(|part| {
            TAIL.replace(without_lead(part.trim()), "")
                .trim_matches(trimmed)
                .to_owned()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

fn trimmed(c: char) -> bool {
    c.is_whitespace() || ",;:.|-–—·•*\"'“”()[]".contains(c)
}

/// "Quill, Ada" is one name.
fn inverted(text: &str) -> Option<String> {
    let (family, given) = text.split_once(',')?;
    let single = |part: &str| part.split_whitespace().count() == 1;
    let plain = !given.contains([',', ';']) && single(family) && single(given);
    plain.then(|| format!("{} {}", given.trim(), family.trim()))
}

fn without_lead(text: &str) -> &str {
    let mut text = text;
    while let Some(lead) = LEAD.find(text) {
        text = &text[lead.end()..];
    }
    text
}

/// Tells whether a text can be the name of a person (or of a body that signs an article).
fn is_name(name: &str, own: &[String]) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2
        || name.len() > 80
        || words.len() > 6
        || name.contains("://")
        || name.contains(".com")
    {
        return false;
    }
    if name.chars().filter(char::is_ascii_digit).count() > 1 {
        return false;
    }
    let no_name = |word: &str| {
        let word = word.to_lowercase();
        NO_NAME.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    if words.iter().any(|word| no_name(word)) {
        return false;
    }
    let name_key = key(name);
    !is_company(&words)
        && !own.iter().any(|own| {
            *own == name_key
                || own.strip_prefix("the") == Some(&name_key)
                || name_key.strip_prefix("the") == Some(own)
        })
}

/// A firm, or an address: nobody who writes.
fn is_company(words: &[&str]) -> bool {
    let forms = [
        "gmbh", "ag", "inc", "inc.", "ltd", "ltd.", "llc", "e.v.", "co.", "corp.", "s.a.", "kg",
        "plc",
    ];
    let address = |word: &str| {
        let (stem, end) = word.rsplit_once('.').unwrap_or_default();
        stem.len() > 2
            && (2..=7).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    words.len() > 1
        && words
            .iter()
            .any(|word| forms.contains(&word.to_lowercase().as_str()))
        || words.iter().any(|word| address(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(
            names(&[text.to_owned()], &[key("Harbour Ledger")]),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_byline_becomes_names() {
        check("By Ada Quill", &["Ada Quill"]);
        check(
            "By Ada Quill and Bo Reed, Senior Reporter",
            &["Ada Quill", "Bo Reed"],
        );
        check("Ada Quill | Bo Reed", &["Ada Quill", "Bo Reed"]);
        check(
            "Written by: Ada Quill (a.quill@ledger.example)",
            &["Ada Quill"],
        );
        check("Von Ada Quill und Bo Reed", &["Ada Quill", "Bo Reed"]);
        check("Ada Quill, Harbour Ledger", &["Ada Quill"]);
        check("Ada Quill Published March 3, 2024", &["Ada Quill"]);
        check("ADA QUILL &amp; BO REED", &["ADA QUILL", "BO REED"]);
        check("Ada Quill for the Tidewater Post", &["Ada Quill"]);
        check("Quill, Ada", &["Ada Quill"]);
        check("Ada Quill, Ada Quill", &["Ada Quill"]);
    }

    #[test]
    fn what_is_no_person_is_left_out() {
        check("Harbour Ledger", &[]);
        check("By Harbour Ledger Staff", &[]);
        check("https://ledger.example/ada", &[]);
        check("Admin", &[]);
        check("3 min read", &[]);
        check("Ledger Media GmbH", &[]);
        check("ledger.example", &[]);
    }
}
