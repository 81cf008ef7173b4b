//! Translation: in which language words were first said, and who translated them, when the text
//! says so beside them.

use std::ops::Range;

use model::Translation;

use crate::draft::Draft;
use crate::lexicon::kinds::kind_words;
use crate::text::{Text, Token};

/// Reads what the sentence of a statement, or the one after it, says of a translation.
pub(crate) fn translation(text: &Text<'_>, draft: &Draft) -> Option<Translation> {
    if draft.content.is_empty() {
        return None;
    }
    let outside: Vec<Token<'_>> = text.tokens[text.tokens_in(&draft.range)]
        .iter()
        .filter(|it| !is_inside(&draft.content, it))
        .cloned()
        .collect();
    let found = read(&outside);
    if found != Translation::default() {
        return Some(found);
    }
    let next = text.sentences.get(text.sentence_at(draft.range.end))?;
    let tokens = &text.tokens[next.tokens.clone()];
    let told = tokens.len() < LONGEST && tokens.iter().any(|it| it.lower == "translated");
    let found = told.then(|| read(tokens))?;
    (found != Translation::default()).then_some(found)
}

/// Words of a sentence that does nothing but tell of a translation.
const LONGEST: usize = 20;

fn is_inside(parts: &[Range<usize>], token: &Token<'_>) -> bool {
    parts
        .iter()
        .any(|part| part.start <= token.start && token.end <= part.end)
}

fn read(tokens: &[Token<'_>]) -> Translation {
    let mut found = Translation::default();
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        if found.from.is_none() {
            found.from = spoken_in(rest).or_else(|| translated_from(rest));
        }
        if found.by.is_none() {
            found.by = translator(tokens, at);
        }
    }
    found
}

fn language(token: &Token<'_>) -> Option<String> {
    kind_words()
        .languages
        .contains(token.text)
        .then(|| token.text.to_owned())
}

/// "said in Mandarin", but not "in German courts".
fn spoken_in(rest: &[Token<'_>]) -> Option<String> {
    let [first, tongue, after @ ..] = rest else {
        return None;
    };
    let of = after.first().is_none_or(|next| {
        !next.is_word()
            || matches!(
                next.lower.as_ref(),
                "that" | "on" | "at" | "to" | "through" | "via" | "and" | "during" | "by" | "with"
            )
    });
    (first.lower == "in" && of).then(|| language(tongue))?
}

/// "translated from Chinese", "from the Chinese".
fn translated_from(rest: &[Token<'_>]) -> Option<String> {
    if rest[0].lower != "translated" {
        return None;
    }
    let from = rest.iter().take(4).position(|it| it.lower == "from")?;
    let skip = usize::from(rest.get(from + 1).is_some_and(|it| it.lower == "the"));
    language(rest.get(from + 1 + skip)?)
}

/// "translated by Jo Roe", "through an interpreter", "according to a Quill translation".
fn translator(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let word = tokens[at].lower.as_ref();
    let before = |by: usize| at.checked_sub(by).map(|at| &tokens[at]);
    match word {
        "translated" | "translation" => {
            let by = tokens[at..].iter().take(6).position(|it| it.lower == "by");
            by.and_then(|by| name(&tokens[at + by + 1..]))
                .or_else(|| before_noun(tokens, at).filter(|_| word == "translation"))
        }
        "interpreter" | "translator" => {
            let through = (1..=3)
                .filter_map(before)
                .any(|it| matches!(it.lower.as_ref(), "through" | "via"));
            through.then(|| format!("an {word}").replace("an t", "a t"))
        }
        _ => None,
    }
}

/// Returns the capitalised words at the start.
fn name(tokens: &[Token<'_>]) -> Option<String> {
    let skip = usize::from(tokens.first().is_some_and(|it| it.lower == "the"));
    let words: Vec<&str> = tokens[skip..]
        .iter()
        .take(4)
        .take_while(|it| it.is_capital())
        .map(|it| it.text)
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns the capitalised words before "translation", which are no language.
fn before_noun(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let mut words: Vec<&str> = tokens[..at]
        .iter()
        .rev()
        .skip_while(|it| matches!(it.lower.as_ref(), "'s" | "’s" | "english" | "own"))
        .take(3)
        .take_while(|it| it.is_capital())
        .map(|it| it.text)
        .collect();
    words.reverse();
    words.retain(|it| !kind_words().languages.contains(*it) && *it != "English");
    (!words.is_empty()).then(|| words.join(" "))
}
