//! Signed and labelled words: “It is late.” — Jo Roe, and Roe: “It is late.”
//!
//! A mark stands where others have a verb. `statement::spoken` keeps them only where it finds out
//! who is meant: "Background: “…”" is nobody.

use std::ops::Range;

use super::noun::{self, Phrase};
use super::word::{is_comma, is_dash, is_expression, is_quote};
use super::{Shape, Sighting};
use crate::lexicon::{Class, lexicon};
use crate::text::Token;

/// What stands for the dictionary form of a mark.
pub(crate) const MARK: &str = "mark";

/// Reads a unit that is nothing but a quotation and a signature.
pub(crate) fn signed(view: &[Token<'_>]) -> Option<Sighting> {
    let said = view.first().filter(|it| is_quote(it))?;
    let at = 1 + usize::from(view.get(1).is_some_and(is_dash));
    let named = view.get(at).is_some_and(Token::is_capital);
    // Under a pull quote the name alone stands, on a line of its own.
    let alone = at == 2 || is_pulled(said) && view[1..].iter().all(is_part);
    let source = noun::after(view, at).filter(|_| named && alone)?;
    Some(marked(1..at, source, 0..1))
}

/// Tells whether a quotation stands as a block, without marks.
fn is_pulled(quote: &Token<'_>) -> bool {
    !quote
        .text
        .starts_with(['“', '"', '‘', '\'', '«', '‹', '„', '「', '『'])
}

fn is_part(item: &Token<'_>) -> bool {
    item.is_capital()
        || is_comma(item)
        || is_role(item)
        || matches!(item.text, "." | "(" | ")" | "of")
}

/// Items in the longest label.
const LABEL: usize = 8;

/// Reads a unit that is a label, a colon and a quotation.
pub(crate) fn labelled(view: &[Token<'_>]) -> Option<Sighting> {
    let colon = view.iter().take(LABEL).position(|it| it.lower == ":")?;
    let words = view[..colon].iter().all(|it| {
        it.is_capital()
            || it.text == "."
            || is_comma(it)
            || is_role(it)
            || matches!(it.text, "(" | ")")
    });
    let said = view.get(colon + 1).filter(|it| is_quote(it))?;
    let alone = view[colon + 2..].iter().all(|it| !it.is_word());
    if colon == 0
        || crate::text::is_nobody(&view[0].lower)
        || !words
        || !alone
        || is_expression(said)
    {
        return None;
    }
    let source = noun::after(view, 0)?;
    Some(marked(colon..colon + 1, source, colon + 1..colon + 2))
}

fn is_role(item: &Token<'_>) -> bool {
    lexicon().roles.contains(item.lower.as_ref())
}

fn marked(cue: Range<usize>, source: Phrase, content: Range<usize>) -> Sighting {
    Sighting {
        cue,
        lemma: MARK.to_owned(),
        class: Some(Class::Say),
        kind: None,
        negated: false,
        source: Some(source),
        content: std::iter::once(content).collect(),
        shape: Shape::Trailing,
        silence: None,
        correction: None,
    }
}
