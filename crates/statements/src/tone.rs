//! Tone: what the words of a statement say about right and wrong.

use crate::chinese::chinese;
use crate::lexicon::{Tone, lexicon};
use crate::text::Token;

/// Which properties of content its words show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tones {
    /// How many words of wrongdoing there are.
    pub(crate) wrong: usize,
    /// How many words of contesting.
    pub(crate) contest: usize,
    /// Whether something is denied outright.
    pub(crate) denies: bool,
    /// Whether the act is justified.
    pub(crate) defends: bool,
}

/// Reads the tone of words.
pub(crate) fn tones(tokens: &[Token<'_>]) -> Tones {
    let mut found = Tones::default();
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        found.wrong += usize::from(is(&lexicon().tones, rest) && !is_legal_name(tokens, at));
        found.contest += usize::from(is(&lexicon().contests, rest));
        found.denies |= is(&lexicon().denials, rest);
        found.defends |= is(&lexicon().defences, rest);
        found.wrong += usize::from(chinese().wrong.longest(rest).is_some());
        found.contest += usize::from(chinese().contest.longest(rest).is_some());
        found.defends |= chinese().defends.longest(rest).is_some();
    }
    found
}

fn is(phrases: &crate::phrase::Phrases<Tone>, rest: &[Token<'_>]) -> bool {
    phrases.longest(rest).is_some()
}

/// "copyright infringement claims" name a suit; they do not say that anybody infringed.
fn is_legal_name(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| {
        matches!(
            next.lower.as_ref(),
            "claim"
                | "claims"
                | "case"
                | "cases"
                | "lawsuit"
                | "lawsuits"
                | "suit"
                | "allegation"
                | "allegations"
                | "accusation"
                | "accusations"
                | "liability"
                | "theory"
        )
    })
}
