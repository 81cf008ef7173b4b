//! Authors: one name each, without "By", roles, addresses and the outlet itself.

use super::names::{NO_NAME, has_form_of_name, names, split};
use super::page::{BylineKind, Page};
use super::title::key;
use model::{Confidence, Found};

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

/// What one place of a page says about its authors.
type Offer = (Vec<String>, String, f64);

/// Chooses the authors among what the page offers.
///
/// `own` are the names by which the outlet itself may sign, as [`key`]s. The name of an account, or
/// of whoever holds the rights, counts only where no place names anybody better.
pub(super) fn authors(page: &Page, own: &[String]) -> Found<Vec<String>> {
    let holder = page.meta(&["copyright", "dc.rights", "dcterms.rights", "rights"]);
    let holder = holder.map(|(_, it)| key(it)).unwrap_or_default();
    let is_weak = |name: &String| is_account(name) || holder.contains(&key(name));
    let mut weak = None;
    for (offered, method, share) in told(page) {
        let people = names(&offered, own);
        if people.is_empty() {
            continue;
        }
        let offer = found(people, &method, share);
        if !offer.value.iter().all(is_weak) {
            return offer;
        }
        // The name under which somebody signs in is no name.
        if page.data.by_account && offer.method == "json-ld" {
            continue;
        }
        weak = weak.or(Some(offer));
    }
    let visible = visible(page, own);
    if visible.value.is_empty() {
        weak.unwrap_or_default()
    } else {
        visible
    }
}

/// Returns what a page tells machines about its authors, the most careful place first.
fn told(page: &Page) -> impl Iterator<Item = Offer> {
    let data = [(page.data.authors.clone(), "json-ld".to_owned(), 0.95)];
    let metas = METAS.iter().map(|name| {
        let here = page.metas.iter().filter(|(key, _)| key == name);
        let values = here.map(|(_, value)| value.clone()).collect();
        (values, format!("meta {name}"), 0.9)
    });
    let cards = [(labelled(page), "meta twitter:data".to_owned(), 0.9)];
    let properties = page.properties.iter().filter(|(name, _)| name == "author");
    let properties = properties.map(|(_, value)| value.clone()).collect();
    let properties = [(properties, "itemprop author".to_owned(), 0.85)];
    data.into_iter().chain(metas).chain(cards).chain(properties)
}

/// Returns the house that signs a page on which nobody else does, where the page says so itself: to
/// machines, or in the place of a name.
fn house(page: &Page) -> Found<Vec<String>> {
    let told = told(page).filter(|(_, method, _)| match method.as_str() {
        "json-ld" | "meta twitter:data" => !page.data.by_account,
        method => method == "itemprop author",
    });
    let seen = page.bylines.iter();
    let seen = seen.filter(|it| it.kind == BylineKind::Name && !it.elsewhere);
    let groups = seen.map(|it| it.text.clone()).filter(|it| names_group(it));
    let seen = [(groups.take(1).collect(), "visible byline".to_owned(), 0.5)];
    let mut houses = told.chain(seen).map(|(offered, method, _)| {
        let named = offered.iter().flat_map(|it| split(it));
        let houses = distinct(named.filter(|it| is_house(it)));
        found(houses, &method, 0.5)
    });
    houses.find(|it| !it.value.is_empty()).unwrap_or_default()
}

fn names_group(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split_whitespace();
    words.clone().count() <= 4 && words.any(|word| GROUPS.contains(&word))
}

/// Tells whether a text can be the name of a house or of a group in it: more than the bare word for
/// whoever happens to write.
fn is_house(name: &str) -> bool {
    let no_name = |word: &str| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        NO_NAME.contains(&word) && !GROUPS.contains(&word)
    };
    let is_bare = GROUPS.contains(&name.to_lowercase().as_str());
    has_form_of_name(name) && !is_bare && !name.split_whitespace().any(no_name)
}

/// Words for the people of a house.
const GROUPS: [&str; 12] = [
    "staff",
    "team",
    "editors",
    "editorial",
    "newsroom",
    "desk",
    "office",
    "redaktion",
    "redaction",
    "rédaction",
    "redacción",
    "redazione",
];

/// The longest sign of a news agency or of initials, in characters.
const AGENCY: usize = 4;

/// Tells the name of an account from one that a person has: a single word that does not begin with a
/// capital, or one with marks and digits in it.
fn is_account(name: &str) -> bool {
    let is_single = !name.contains(char::is_whitespace);
    is_single
        && name.chars().count() > AGENCY
        && (name.starts_with(char::is_lowercase)
            || name.contains(|c: char| c == '_' || c.is_ascii_digit()))
}

/// Makes authors of what trafilatura takes for the author of a page that names none, or else of the
/// house that signs it.
///
/// What was turned down where the page told it does not come back through the guess.
pub(super) fn guessed(page: &Page, guess: &str, own: &[String]) -> Found<Vec<String>> {
    let refused: Vec<String> = told(page)
        .flat_map(|(values, ..)| values)
        .map(|value| key(&value))
        .collect();
    let mut guessed = shaped(names(&[guess.to_owned()], own));
    guessed.retain(|name| !refused.contains(&key(name)));
    if guessed.is_empty() {
        house(page)
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
        here.filter(move |it| kind != BylineKind::Words || begins_with_name(&it.text))
            .map(|it| shaped(names(std::slice::from_ref(&it.text), own)))
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

/// Tells a byline from a sentence that begins with "By".
fn begins_with_name(text: &str) -> bool {
    split(text).first().is_some_and(|it| is_shaped(it))
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

#[cfg(test)]
mod tests {
    use super::super::page::Byline;
    use super::*;

    #[test]
    fn an_account_and_the_holder_of_the_rights_count_where_nobody_else_is_named() {
        let meta = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for author in ["aquill7", "Tidewater Press"] {
            let mut page = Page {
                metas: vec![
                    meta("author", author),
                    meta("copyright", "(c) Tidewater Press 2024"),
                ],
                ..Page::default()
            };
            assert_eq!(authors(&page, &[]).value, [author]);
            page.bylines.push(Byline {
                kind: BylineKind::Name,
                text: "Ada Quill".to_owned(),
                elsewhere: false,
            });
            assert_eq!(authors(&page, &[]).value, ["Ada Quill"], "{author}");
        }
    }

    #[test]
    fn a_house_signs_where_its_data_say_so_and_nobody_else_does() {
        let check = |author: &str, by_account: bool, expected: &[&str]| {
            let mut page = Page::default();
            page.data.authors = vec![author.to_owned()];
            page.data.by_account = by_account;
            assert!(authors(&page, &[key("Harbour Ledger")]).value.is_empty());
            assert_eq!(house(&page).value, expected, "{author}");
        };
        check("Harbour Ledger", false, &["Harbour Ledger"]);
        check("Harbour Ledger Staff", false, &["Harbour Ledger Staff"]);
        check("Harbour Ledger", true, &[]);
        check("hledger", true, &[]);
        check("staff", false, &[]);
        check("admin", false, &[]);
        check("https://ledger.example", false, &[]);
    }

    #[test]
    fn a_group_signs_in_the_place_of_a_name() {
        let page = Page {
            bylines: vec![Byline {
                kind: BylineKind::Name,
                text: "The Tidewater Team".to_owned(),
                elsewhere: false,
            }],
            ..Page::default()
        };
        assert!(authors(&page, &[]).value.is_empty());
        assert_eq!(house(&page).value, ["The Tidewater Team"]);
    }

    #[test]
    fn a_guess_does_not_bring_back_what_was_refused() {
        let page = Page {
            metas: vec![("author".to_owned(), "ledger.example".to_owned())],
            ..Page::default()
        };
        assert!(guessed(&page, "Ledger Example", &[]).value.is_empty());
        assert_eq!(guessed(&page, "Ada Quill", &[]).value, ["Ada Quill"]);
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        assert!(begins_with_name("By Ada Quill and Bo Reed"));
        assert!(!begins_with_name(
            "Von der Werft bis zum Hafen, quer durch Breitengrade"
        ));
    }
}
