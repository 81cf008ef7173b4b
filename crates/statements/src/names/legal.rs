//! Laws: acts by their last word, sections by their number.
//!
//! A case is not read as one name: "Roe v. Acme" names its two parties, and `statement` learns from it
//! who accuses whom.

use super::{Mention, Step};
use crate::lexicon::Sort;
use crate::text::{Text, Token, TokenKind};

/// Words that end the name of a law.
const LAWS: &[&str] = &[
    "act",
    "directive",
    "regulation",
    "amendment",
    "code",
    "bill",
    "statute",
];

/// Tells whether words, given small, are the name of a law.
pub(super) fn is_law(words: &str) -> bool {
    words
        .rsplit_once(' ')
        .is_some_and(|it| LAWS.contains(&it.1))
}

/// Reads "Section 1202(b)" and "Article 5" at `at`.
pub(super) fn section(text: &Text<'_>, at: usize) -> Step {
    let rest = &text.tokens[at..];
    let word = rest[0].lower.as_ref();
    let numbered = rest.get(1).is_some_and(|it| it.kind == TokenKind::Number);
    if !rest[0].is_capital() || !matches!(word, "section" | "article") || !numbered {
        return None;
    }
    let mut length = 2;
    while let [open, inner, close, ..] = &rest[length..]
        && open.text == "("
        && close.text == ")"
        && inner.text.len() <= 4
        && touches(&rest[length - 1], open)
    {
        length += 3;
    }
    let range = rest[0].start..rest[length - 1].end;
    let mention = Mention {
        name: text.source[range.clone()].to_owned(),
        range,
        sort: Sort::Law,
        given_type: None,
        entity: None,
    };
    Some((length, Some(mention)))
}

fn touches(left: &Token<'_>, right: &Token<'_>) -> bool {
    left.end == right.start
}
