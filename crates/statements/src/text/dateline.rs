//! Datelines: "PORTSMOUTH, May 3 (Agency) —", the place of a report before its first sentence.
//!
//! They name nobody who speaks or acts; `text` leaves them out of the body of a paragraph.

use super::{Token, TokenKind};
use crate::lexicon::{Sort, lexicon};

/// Tokens in the longest dateline.
const LONGEST: usize = 14;
/// Letters of the shortest place that stands in capitals without a dash.
const SHOUTED: usize = 5;

/// Returns how many tokens at the beginning of a paragraph are a dateline.
pub(super) fn length(tokens: &[Token<'_>]) -> usize {
    dashed(tokens).or_else(|| shouted(tokens)).unwrap_or(0)
}

/// "Aldham — ", "ALDHAM, Feb 12 (Agency) – ".
fn dashed(tokens: &[Token<'_>]) -> Option<usize> {
    let dash = tokens
        .iter()
        .take(LONGEST)
        .enumerate()
        .position(|(at, it)| {
            matches!(it.text, "—" | "–")
                || it.text == "-" && at > 0 && it.start > tokens[at - 1].end
        })?;
    let places = &tokens[..dash];
    let first = places.first()?;
    let fits = |it: &Token<'_>| {
        it.is_capital()
            || it.kind == TokenKind::Number
            || matches!(it.text, "," | "." | "(" | ")" | "/")
    };
    let again = tokens[dash + 1..]
        .iter()
        .any(|it| matches!(it.text, "—" | "–"));
    let plain = is_shouted(first) || places.iter().any(|it| it.text == "(");
    let goes_on = tokens.get(dash + 1).is_some_and(Token::is_capital);
    let fits = first.is_capital() && places.iter().all(fits) && goes_on;
    (fits && (plain || !again)).then_some(dash + 1)
}

/// "ALDHAM Acme sued Bolt": a place in capitals before a sentence.
fn shouted(tokens: &[Token<'_>]) -> Option<usize> {
    let (first, next) = (tokens.first()?, tokens.get(1)?);
    let known = lexicon()
        .name_forms
        .longest(tokens)
        .is_some_and(|(_, index)| lexicon().names[index].sort != Sort::Place);
    let belongs = lexicon().roles.contains(next.lower.as_ref())
        || lexicon().titles.contains(next.lower.as_ref())
        || lexicon().organisation_words.contains(next.lower.as_ref());
    let small = next.text.chars().skip(1).all(char::is_lowercase);
    let long = first.text.chars().count() >= SHOUTED;
    let starts = next.is_capital() && small && next.start > first.end;
    (long && is_shouted(first) && starts && !known && !belongs).then_some(1)
}

fn is_shouted(token: &Token<'_>) -> bool {
    token.text.chars().count() > 2 && token.text.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn a_dateline_is_the_place_before_the_first_sentence() {
        let check = |source: &str, expected: usize| {
            assert_eq!(length(&tokens(source, 0)), expected, "{source}");
        };
        check("ALDHAM Acme sued Bolt.", 1);
        check("Aldham — Acme, a maker of saws, sued Bolt.", 2);
        check("ALDHAM, Feb 12 (Agency) – Acme sued Bolt.", 8);
        check("ALDHAM A judge ruled.", 1);
        check("Acme — which makes saws — sued Bolt.", 0);
        check("Roe — Acme's chief — sued Bolt.", 0);
        check("Acme sued Bolt — again.", 0);
        check("ADLER Group sued Bolt.", 0);
        check("The shop — Acme's — closed.", 0);
    }
}
