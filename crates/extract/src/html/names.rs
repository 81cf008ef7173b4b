//! Names of authors, cut out of texts that are supposed to hold them.

use std::sync::LazyLock;

use regex::Regex;

use super::title::key;
use crate::xml::unescape;

/// The words before a name.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:written|posted|published|reported|researched|story|words|text|review|analysis|article|interview|edited|created)\s+by|by|von|por|par|di|door|av|af|autor(?:in)?|author|authors|auteur|text|escrito por|publié par|ein(?:e)? \p{L}+ von)(?:\s*:\s*|\s+)",
    )
    .expect("the pattern is a constant")
});

/// Where one name ends and the next begins, or something that is no name begins.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:[;,|/&\n·•、，]|\s\+\s|\s(?:and|und|et|y|och|og|with|mit)\s)\s*")
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
        |\s(?:mon|tues|wednes|thurs|fri|satur|sun)day(?-u:\b).*
        |\s(?:january|february|july|september|october|november|december)$
        |(?:\s(?:stellv\.|leitende[rs]?))?\s(?:chefredakteur|redakteur|korrespondent|reporter|journalist|autor)(?:in)?$
        |\s(?:rédacteur|rédactrice|journaliste|redactora?|periodista|giornalista)$
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
pub(super) const NO_NAME: &[&str] = &[
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
    "veröffentlicht",
    "aktualisiert",
    "publié",
    "publicado",
    "pubblicato",
    "kommentare",
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
pub(super) fn names(values: &[String], own: &[String]) -> Vec<String> {
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

pub(super) fn split(value: &str) -> Vec<String> {
    let text = unescape(value);
    let text = MAIL.replace_all(&text, " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = without_lead(&text);
    if is_body(text) {
        return vec![text.trim_matches(trimmed).to_owned()];
    }
    let text = inverted(text).unwrap_or_else(|| text.to_owned());
    BETWEEN
        .split(&text)
        .map(|part| {
            TAIL.replace(without_lead(part.trim()), "")
                .trim_matches(trimmed)
                .to_owned()
        })
        .filter(|part| !part.is_empty() && !is_degree(part))
        .collect()
}

/// Tells a public body, whose name may have "and" in it.
fn is_body(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.to_lowercase();
    let has_word = BODIES.iter().any(|it| first.ends_with(it));
    has_word && text.split_whitespace().count() > 2 && !text.contains([',', ';', '|', '/'])
}

/// How the names of public bodies begin.
const BODIES: [&str; 14] = [
    "center",
    "centre",
    "institute",
    "institut",
    "department",
    "ministry",
    "ministerium",
    "ministère",
    "ministerio",
    "bureau",
    "agency",
    "university",
    "anstalt",
    "foundation",
];

/// What stands behind a name with a comma and is no name.
fn is_degree(part: &str) -> bool {
    let letters: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
    DEGREES.contains(&letters.to_lowercase().as_str())
}

/// Degrees and licences, without their full stops.
const DEGREES: [&str; 24] = [
    "phd", "md", "msc", "bsc", "ma", "ba", "mba", "mph", "jd", "llm", "llb", "rn", "rd", "rdn",
    "dvm", "vmd", "lvt", "dds", "cpa", "cfa", "esq", "jr", "sr", "edd",
];

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
    without_glued_lead(text)
}

/// Cuts off a "By" that the page sets apart by its looks alone, so that it runs into the name.
fn without_glued_lead(text: &str) -> &str {
    let rest = text.strip_prefix("By").unwrap_or_default();
    let mut letters = rest.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    if is_name { rest } else { text }
}

/// Tells whether a text can be the name of a person (or of a body that signs an article).
pub(super) fn is_name(name: &str, own: &[String]) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if !has_form_of_name(name) || name.contains(".com") {
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

pub(super) fn has_form_of_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && name.len() <= 80
        && name.split_whitespace().count() <= 6
        && !name.contains("://")
        && !NO_WHOLE_NAME.contains(&name.to_lowercase().as_str())
}

/// Words that are no name when they stand alone: labels of the page round the name.
const NO_WHOLE_NAME: [&str; 18] = [
    "von",
    "by",
    "por",
    "par",
    "name",
    "edit",
    "red",
    "tags",
    "home",
    "login",
    "print",
    "agenturen",
    "agencies",
    "bluesky",
    "instagram",
    "linkedin",
    "youtube",
    "gravatar",
];

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
        check("Ada Quill, PhD, R.N.", &["Ada Quill"]);
        check("ByAda Quill Thursday", &["Ada Quill"]);
        check("Byron Quill", &["Byron Quill"]);
        check(
            "Researched by Ada Quill + Bo Reed",
            &["Ada Quill", "Bo Reed"],
        );
        check(
            "Ministry of Ports and Harbours",
            &["Ministry of Ports and Harbours"],
        );
        check("Ada Quill Chefredakteurin", &["Ada Quill"]);
        check("January Quill", &["January Quill"]);
    }

    #[test]
    fn what_is_no_person_is_left_out() {
        check("Harbour Ledger", &[]);
        check("By Harbour Ledger Staff", &[]);
        check("https://ledger.example/ada", &[]);
        check("Admin", &[]);
        check("3 min read", &[]);
        check("von", &[]);
        check("Ledger Media GmbH", &[]);
        check("ledger.example", &[]);
    }
}
