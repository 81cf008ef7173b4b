//! Mending: the names that the trained model finds, put right where they cannot be names as they are.
//!
//! The model has seen encyclopedias and short news, whole sentences all. In headings, lists and
//! quotations it joins what does not belong together; the dictionary then knows better.

use std::ops::Range;

use super::model::label::{Found, Type};
use crate::lexicon::{Sort, lexicon};
use crate::text::{Text, Token, TokenKind};

/// Small words that stand inside and at the beginning of names.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "du", "la", "le", "bin", "al", "del", "di", "da", "y", "ibn",
    "ten", "ter", "dos",
];
/// Small words that join the parts of one name.
const JOINTS: &[&str] = &[
    "of", "for", "the", "de", "la", "du", "von", "van", "&", "in", "on", "at",
];
/// Words that begin sentences and also names ("New", "First").
const OPENERS: &[&str] = &[
    "the", "new", "old", "early", "late", "first", "second", "third", "one", "two", "three",
    "four", "five", "all", "our", "my", "your", "another", "most", "last", "other", "just",
    "today",
];
/// Marks that stand inside names.
const MARKS: &[&str] = &[
    ",", ".", "&", "-", "–", "'", "’", "/", "(", ")", "+", "#", "!", "·", "@",
];

/// Titles that stand before the names of persons and hardly begin any other name.
const PERSONAL_TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "judge",
    "justice",
    "magistrate",
    "president",
    "senator",
    "representative",
    "congressman",
    "congresswoman",
    "chancellor",
    "minister",
    "governor",
    "mayor",
    "ambassador",
    "commissioner",
];

/// Words of an office before a name, at most.
const LONGEST_OFFICE: usize = 4;

/// Returns the names with their ends put right, without those that hold what no name holds.
pub(super) fn mended(text: &Text<'_>, found: Vec<Found>) -> Vec<Found> {
    let mend = |(range, kind): Found| {
        let range = trimmed(&text.tokens, range, kind);
        let tokens = &text.tokens[range.clone()];
        let heading = tokens
            .first()
            .is_some_and(|it| text.paragraph_at(it.start).is_some_and(|it| it.heading));
        let sound = tokens.iter().any(|it| it.kind != TokenKind::Mark)
            && tokens
                .iter()
                .all(|it| it.kind != TokenKind::Mark || MARKS.contains(&it.text))
            && !tokens.iter().any(Token::is_ideograph);
        (sound && !is_disputed(tokens, heading)).then_some((range, kind))
    };
    found
        .into_iter()
        .flat_map(|it| told_apart(&text.tokens, it))
        .flat_map(|it| parties(&text.tokens, it))
        .map(|(range, kind)| {
            let titled = is_titled(&text.tokens[range.clone()]);
            (range, if titled { Type::Person } else { kind })
        })
        .filter(|it| !is_office(&text.tokens, it))
        .filter_map(mend)
        .collect()
}

/// Cuts where a verb stands between two names: "Acme accused Orbit".
fn told_apart(tokens: &[Token<'_>], (range, kind): Found) -> Vec<Found> {
    let verb = |at: usize| {
        let token = &tokens[at];
        let told = token.lower.ends_with("ed") || lexicon().cue_at(tokens, at).is_some();
        is_small(token) && told
    };
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in range.clone().filter(|at| verb(*at)) {
        parts.push((start..at, kind));
        start = at + 1;
    }
    parts.push((start..range.end, kind));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// Cuts the name of a case ("Roe v. Acme") into those of its parties, and takes a person apart from
/// where they work ("Jo Roe of the Herald").
fn parties(tokens: &[Token<'_>], (range, kind): Found) -> Vec<Found> {
    let given = || lexicon().given.contains(tokens[range.start].lower.as_ref());
    let (words, left): (&[&str], usize) = match kind {
        Type::Other => (&["v", "vs", "versus"], 1),
        Type::Person if given() => (&["of", "for"], 2),
        _ => return vec![(range, kind)],
    };
    let parts = |at: &usize| words.contains(&tokens[*at].lower.as_ref());
    let Some(at) = range
        .clone()
        .find(parts)
        .filter(|at| range.start + left <= *at)
    else {
        return vec![(range, kind)];
    };
    let first = if kind == Type::Person {
        kind
    } else {
        Type::Organisation
    };
    vec![
        (range.start..at, first),
        (at + 1..range.end, Type::Organisation),
    ]
}

/// Tells whether a name is that of a person behind a title: "Judge Roe", not "Justice Department".
fn is_titled(tokens: &[Token<'_>]) -> bool {
    let Some((title, name)) = tokens.split_first() else {
        return false;
    };
    let words = lexicon();
    let plain = |it: &Token<'_>| {
        let word = it.lower.as_ref();
        let listed = words.titles.contains(word)
            || words.roles.contains(word)
            || words.organisation_words.contains(word)
            || words.telling_words.contains_key(word);
        it.is_word() && it.is_capital() && !it.is_acronym() && !listed
    };
    title.is_capital()
        && PERSONAL_TITLES.contains(&title.lower.as_ref())
        && (1..=2).contains(&name.len())
        && name.iter().all(plain)
}

/// Tells whether what was taken for a person is an office alone: "District Court Judge".
fn is_office(tokens: &[Token<'_>], (range, kind): &Found) -> bool {
    let last = tokens[range.clone()].last();
    let title = last.is_some_and(|it| PERSONAL_TITLES.contains(&it.lower.as_ref()));
    *kind == Type::Person && range.len() > 1 && title
}

/// Takes off what stands before and after a name: titles, small words, marks, and its owner.
fn trimmed(tokens: &[Token<'_>], mut range: Range<usize>, kind: Type) -> Range<usize> {
    let own = |range: &Range<usize>| {
        let owner = lexicon().name_forms.longest(&tokens[range.clone()])?.0;
        let mark = tokens[range.clone()].get(owner)?;
        matches!(mark.text, "'s" | "’s").then_some(range.start + owner + 1)
    };
    if let Some(start) = own(&range) {
        range.start = start;
    }
    if kind == Type::Organisation
        && let Some(at) = behind_description(&tokens[range.clone()])
    {
        range.start += at;
    }
    if opens_with_a_common_word(&tokens[range.clone()]) {
        range.start += 1;
    }
    if kind == Type::Person {
        range.start += behind_office(&tokens[range.clone()]);
    }
    while let Some(first) = tokens[range.clone()]
        .first()
        .filter(|it| stands_before(it, kind))
    {
        let point = first.is_word() && tokens.get(range.start + 1).is_some_and(|it| it.text == ".");
        range.start = (range.start + 1 + usize::from(point)).min(range.end);
    }
    while tokens[range.clone()]
        .last()
        .is_some_and(|it| stands_after(it, kind))
    {
        range.end -= 1;
    }
    range
}

/// Returns where a name begins behind a description: "security company Acme Labs".
fn behind_description(tokens: &[Token<'_>]) -> Option<usize> {
    let noun = |it: &Token<'_>| {
        let words = std::slice::from_ref(it);
        is_small(it) && lexicon().descriptions.longest(words).is_some()
    };
    let at = tokens.iter().rposition(noun)? + 1;
    tokens.get(at).is_some_and(Token::is_capital).then_some(at)
}

/// Returns where a person's name begins behind an office of several words: "District Judge Ann Poe".
fn behind_office(tokens: &[Token<'_>]) -> usize {
    let title = |it: &Token<'_>| PERSONAL_TITLES.contains(&it.lower.as_ref());
    let at = tokens.iter().take(LONGEST_OFFICE).rposition(title);
    let start = at.map_or(0, |at| at + 1);
    if start < tokens.len() { start } else { 0 }
}

/// Tells whether a longer name begins with a word like "Former" or "While".
fn opens_with_a_common_word(tokens: &[Token<'_>]) -> bool {
    let [first, next, ..] = tokens else {
        return false;
    };
    let word = first.lower.as_ref();
    let common = lexicon().function.contains(word) && !OPENERS.contains(&word);
    common && !first.is_acronym() && next.is_capital()
}

fn stands_before(token: &Token<'_>, kind: Type) -> bool {
    let word = token.lower.as_ref();
    let title = kind == Type::Person
        && lexicon().titles.contains(word)
        && !matches!(word, "king" | "queen" | "prince" | "princess" | "pope");
    title
        || is_small(token) && !PARTICLES.contains(&word) && word != "the"
        || matches!(token.text, "," | "." | "/" | "-" | "(" | ")" | "'" | "’")
}

fn stands_after(token: &Token<'_>, kind: Type) -> bool {
    let small = matches!(kind, Type::Person | Type::Product) && is_small(token);
    small || matches!(token.text, "," | "(" | "-" | "/" | "&" | "'" | "’")
}

/// Tells whether a word has no capital and no digit in it.
fn is_small(token: &Token<'_>) -> bool {
    token.is_word()
        && !token
            .text
            .contains(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Tells whether the dictionary knows names inside a longer one that cannot be parts of it: words that
/// join no names stand beside them.
fn is_disputed(tokens: &[Token<'_>], heading: bool) -> bool {
    let mut at = 0;
    while at < tokens.len() {
        let known = lexicon().name_forms.longest(&tokens[at..]);
        let Some((length, index)) = known.filter(|_| tokens[at].is_capital()) else {
            at += 1;
            continue;
        };
        let listed = !matches!(
            lexicon().names[index].sort,
            Sort::Place | Sort::Person | Sort::Law
        );
        let before = at.checked_sub(1).map(|it| &tokens[it]);
        let beside = [before, tokens.get(at + length)];
        let apart = beside.into_iter().flatten().any(parts_names);
        let alone = beside.iter().all(Option::is_none);
        if listed && !alone && (apart || heading) {
            return true;
        }
        at += length;
    }
    false
}

/// Tells whether a word between two names keeps them apart.
fn parts_names(token: &Token<'_>) -> bool {
    let word = token.lower.as_ref();
    token.text == ","
        || is_small(token) && !JOINTS.contains(&word) && !matches!(token.text, "'s" | "’s")
}
