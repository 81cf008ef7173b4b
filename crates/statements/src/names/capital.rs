//! Names by their capitals: runs of capitalised words and what kind of name they are.

use super::legal::is_law;
use super::memory::Memory;
use super::model::label::Type;
use super::{Mention, Step};
use crate::lexicon::{Sort, lexicon};
use crate::text::{Text, Token};
use std::ops::Range;

const JOINTS: &[&str] = &[
    "of", "for", "de", "van", "von", "der", "den", "du", "la", "le", "bin", "al", "del", "di",
    "da", "y", "&",
];

/// Reads a run of capitalised words at `at`.
pub(crate) fn from_capitals(text: &Text<'_>, at: usize, memory: &Memory) -> Step {
    let rest = &text.tokens[at..];
    let first = rest.first()?;
    if !first.is_capital() || is_contraction(first) {
        return None;
    }
    if opens_sentence(text, at)
        && (lexicon().function.contains(first.lower.as_ref())
            || only_capital_here(rest, memory)
            || is_opening_adverb(rest)
            || is_opening_participle(rest, memory))
    {
        return None;
    }
    if lexicon().function.contains(first.lower.as_ref()) && first.lower != "new" || is_title(rest) {
        return None;
    }
    let length = run_length(rest);
    if length == 1
        && (lexicon().never.contains(first.lower.as_ref()) || first.text.chars().count() < 2)
    {
        return Some((1, None));
    }
    let range = first.start..rest[length - 1].end;
    let words = &text.source[range.clone()];
    let (name, sort) = typed(text, at, length, memory);
    let name = name.unwrap_or_else(|| words.to_owned());
    Some((
        length,
        Some(Mention {
            range,
            name,
            sort,
            given_type: None,
            entity: None,
        }),
    ))
}

/// Tells whether a word is "We'll" or "Springfield-based", which are no names.
fn is_contraction(token: &Token<'_>) -> bool {
    const TAILS: &[&str] = &[
        "-based",
        "-language",
        "-owned",
        "-style",
        "-led",
        "-backed",
        "-wide",
        "-era",
    ];
    let head = token.lower.split_once('\'').map(|it| it.0);
    head.is_some_and(|head| lexicon().function.contains(head))
        || TAILS.iter().any(|tail| token.lower.ends_with(tail))
}

/// Tells whether the capitalised run at `at` is longer than a dictionary name that begins it, in a
/// way that makes it another name ("Apple Valley").
pub(crate) fn runs_on(text: &Text<'_>, at: usize, length: usize) -> bool {
    let rest = &text.tokens[at..];
    let single_person = length == 1
        && at > 0
        && text.tokens[at - 1].is_capital()
        && lexicon().given.contains(text.tokens[at - 1].lower.as_ref());
    let Some(next) = rest.get(length) else {
        return single_person;
    };
    let place_before_body = next.is_capital()
        && lexicon().organisation_words.contains(next.lower.as_ref())
        && lexicon()
            .name_forms
            .longest(rest)
            .is_some_and(|(_, index)| lexicon().names[index].sort == Sort::Place);
    let given_before_surname =
        length == 1 && next.is_capital() && lexicon().given.contains(rest[0].lower.as_ref());
    place_before_body || given_before_surname || single_person
}

fn opens_sentence(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|index| &text.tokens[index]);
    let token = &text.tokens[at];
    let starts = text.sentences[text.sentence_at(token.start)].range.start == token.start
        || text
            .paragraph_at(token.start)
            .is_some_and(|it| it.body == token.start);
    starts || before.is_some_and(|it| matches!(it.text, "“" | "\"" | "‘" | ":" | "(" | "—"))
}

/// Tells whether a sentence begins with "Shortly" or "Notably".
fn is_opening_adverb(rest: &[Token<'_>]) -> bool {
    let word = rest[0].lower.as_ref();
    let alone = !rest.get(1).is_some_and(Token::is_capital);
    alone && word.len() > 5 && word.ends_with("ly") && !lexicon().given.contains(word)
}

/// Tells whether a sentence begins with "Comparing" or "Founded".
fn is_opening_participle(rest: &[Token<'_>], memory: &Memory) -> bool {
    let word = rest[0].lower.as_ref();
    let goes_on = rest.get(1).is_some_and(|it| {
        it.is_word() && !it.is_capital() && !matches!(it.lower.as_ref(), "said" | "says")
    });
    goes_on
        && word.len() > 5
        && (word.ends_with("ing") || word.ends_with("ed"))
        && !memory.capital.contains(word)
        && !lexicon().given.contains(word)
}

fn only_capital_here(rest: &[Token<'_>], memory: &Memory) -> bool {
    let single = !rest.get(1).is_some_and(Token::is_capital);
    let word = rest[0].lower.as_ref();
    let plural =
        rest[0].is_word() && word.len() > 4 && word.ends_with('s') && !rest[0].is_acronym();
    let noun = plural
        && rest
            .get(1)
            .is_some_and(|it| it.is_word() && !memory.capital.contains(word));
    single && (memory.small.contains(word) || noun)
}

fn is_title(rest: &[Token<'_>]) -> bool {
    lexicon().titles.contains(rest[0].lower.as_ref())
        && rest
            .get(1)
            .is_some_and(|it| it.is_capital() || it.text == ".")
}

/// Tokens in the longest name.
const LONGEST: usize = 10;

fn run_length(rest: &[Token<'_>]) -> usize {
    let mut length = 1;
    while length < rest.len() && length < LONGEST {
        let item = &rest[length];
        let next = rest.get(length + 1);
        let named = |it: Option<&Token<'_>>| {
            it.is_some_and(|it| it.is_capital() && !lexicon().never.contains(it.lower.as_ref()))
        };
        let touching = item.start - rest[length - 1].end <= 1;
        if !touching {
            break;
        }
        // "Jo Roe of the Herald": a person does not run on into where they work.
        let person = length > 1 && lexicon().given.contains(rest[0].lower.as_ref());
        if person && matches!(item.lower.as_ref(), "of" | "for") {
            break;
        }
        if item.is_capital() && !splits(rest, length) {
            length += 1;
        } else if JOINTS.contains(&item.lower.as_ref()) && named(next) {
            length += 2;
        } else if item.lower == "of"
            && next.is_some_and(|it| it.lower == "the")
            && named(rest.get(length + 2))
        {
            length += 3;
        } else if item.text == "."
            && rest[length - 1].text.chars().count() == 1
            && next.is_some_and(|it| it.start - item.end <= 1)
            && named(next)
        {
            length += 2;
        } else if item.kind == crate::text::TokenKind::Number
            && rest[length - 1].is_capital()
            && item.text.len() <= 3
            && !item.text.contains(',')
        {
            length += 1;
        } else {
            break;
        }
    }
    length
}

/// Tells whether a name ends before the capitalised word at `at`: a title or another known name.
fn splits(rest: &[Token<'_>], at: usize) -> bool {
    let word = rest[at].lower.as_ref();
    if lexicon().never.contains(word) && word != "ai"
        || is_title(&rest[at..]) && at > 0 && !matches!(word, "general" | "king" | "prince")
    {
        return true;
    }
    let known = lexicon().name_forms.longest(&rest[at..]);
    known.is_some_and(|(length, index)| {
        let sort = lexicon().names[index].sort;
        length > 1
            || matches!(sort, Sort::Person)
                && !lexicon().given.contains(rest[0].lower.as_ref())
                && at > 1
    })
}

/// Decides what a run of capitals names.
fn typed(text: &Text<'_>, at: usize, length: usize, memory: &Memory) -> (Option<String>, Sort) {
    let run = &text.tokens[at..at + length];
    let words = text.source[run[0].start..run[length - 1].end].to_lowercase();
    if let Some((name, sort)) = memory.short.get(words.as_str()) {
        return (Some(name.clone()), *sort);
    }
    if length == 1
        && let Some((full, sort)) = memory.surnames.get(words.as_str())
    {
        return (Some(full.clone()), *sort);
    }
    if let Some(sort) = titled(text, at) {
        return (None, sort);
    }
    if words.ends_with(" act") || words.ends_with(" directive") || words.ends_with(" amendment") {
        return (None, Sort::Law);
    }
    if let Some(sort) = organisation_sort(&words).filter(|_| length > 1) {
        return (None, sort);
    }
    // "AG Roe": initials written as one word before a surname, beside a role.
    let plain_end = run.last().is_some_and(|it| !it.is_acronym());
    if (2..=3).contains(&length) && follows_role(text, at) && plain_end {
        return (None, Sort::Person);
    }
    let acronym = run.iter().any(Token::is_acronym);
    let digits = words.contains(|c: char| c.is_ascii_digit());
    let joined = run
        .iter()
        .any(|token| token.lower == "of" || token.lower == "for" || token.text == "&");
    if digits && !joined {
        return (None, Sort::Product);
    }
    if lexicon().given.contains(run[0].lower.as_ref()) && length >= 2 && !joined {
        return (None, Sort::Person);
    }
    let role = follows_role(text, at);
    if (2..=3).contains(&length) && !acronym && !joined && (role || is_plain_pair(run)) {
        return (None, Sort::Person);
    }
    if length == 1 && !acronym && follows_place_word(text, at) {
        return (None, Sort::Place);
    }
    (None, Sort::Company)
}

fn is_plain_pair(run: &[Token<'_>]) -> bool {
    run.len() == 2
        && run.iter().all(|token| {
            let inner = token.text.chars().skip(1);
            token.is_word()
                && token.text.chars().count() > 1
                && inner.clone().all(char::is_lowercase)
        })
}

/// Returns what the title before a name makes of it.
pub(super) fn titled(text: &Text<'_>, at: usize) -> Option<Sort> {
    let before = |back: usize| at.checked_sub(back).map(|index| &text.tokens[index]);
    if before(1).is_some_and(|it| it.text == "官") && before(2).is_some_and(|it| it.text == "法")
    {
        return Some(Sort::Judge);
    }
    let point = before(1).is_some_and(|it| it.text == ".");
    let title = before(if point { 2 } else { 1 })?;
    let is_title = title.is_capital() && lexicon().titles.contains(title.lower.as_ref());
    let judge = matches!(title.lower.as_ref(), "judge" | "justice" | "magistrate");
    is_title.then_some(if judge { Sort::Judge } else { Sort::Person })
}

fn follows_role(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|index| lexicon().roles.contains(text.tokens[index].lower.as_ref()))
}

fn follows_place_word(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|index| {
        matches!(
            text.tokens[index].lower.as_ref(),
            "in" | "near" | "across" | "throughout"
        )
    })
}

/// Returns the sort of an organisation by the words of its name, given in lower case.
pub(crate) fn organisation_sort(words: &str) -> Option<Sort> {
    let words = || words.split_whitespace();
    words()
        .find_map(|word| lexicon().telling_words.get(word).copied())
        .or_else(|| {
            words()
                .any(|word| lexicon().organisation_words.contains(word))
                .then_some(Sort::Company)
        })
}

/// Returns the main name and the sort of a name whose type the model tells; nothing for names of a
/// type that is not listed.
pub(super) fn sorted(
    text: &Text<'_>,
    tokens: Range<usize>,
    kind: Type,
    memory: &Memory,
) -> Option<(Option<String>, Sort)> {
    let run = &text.tokens[tokens.clone()];
    let words = text.source[run[0].start..run[run.len() - 1].end].to_lowercase();
    if let Some((name, sort)) = memory.short.get(words.as_str()) {
        return Some((Some(name.clone()), *sort));
    }
    let surname = memory.surnames.get(words.as_str());
    if let Some((full, sort)) = surname.filter(|_| run.len() == 1 && kind == Type::Person) {
        return Some((Some(full.clone()), *sort));
    }
    let sort = match kind {
        Type::Person if is_masthead(run) => Sort::Outlet,
        Type::Person => titled(text, tokens.start).unwrap_or(Sort::Person),
        Type::Organisation => organisation_sort(&words).unwrap_or(Sort::Company),
        Type::Place => Sort::Place,
        Type::Product => Sort::Product,
        Type::Other if is_law(&words) => Sort::Law,
        Type::Other => return None,
    };
    Some((None, sort))
}

/// Tells whether a single word joins two, the last of which ends the names of newspapers
/// ("Star-Tribune").
fn is_masthead(run: &[Token<'_>]) -> bool {
    let [word] = run else { return false };
    let last = word.lower.rsplit_once('-').map(|it| it.1);
    last.and_then(|last| lexicon().telling_words.get(last)) == Some(&Sort::Outlet)
}

/// Tells whether a word alone names an institution that the text has introduced: "the Board".
pub(super) fn is_institution(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let before = at.checked_sub(1).map(|it| &text.tokens[it]);
    let after = text.tokens.get(at + 1);
    token.is_capital()
        && lexicon().organisation_words.contains(token.lower.as_ref())
        && before.is_some_and(|it| it.lower == "the")
        && !after.is_some_and(|it| it.is_capital() || it.lower == "of")
}
