//! Frames that take back what they hold: "would not say whether", "no evidence that", "was asked
//! if".
//!
//! A clause cut out of such a frame says the opposite of its sentence: "he would not say whether
//! Acme accused Bolt" is no accusation by Acme. `clause` drops what is found inside.

use std::ops::Range;

use super::content::right_of;
use super::word::{is_comma, is_complementiser, is_dash, is_quote, is_stop};
use super::{Shape, Sighting};
use crate::lexicon::{Class, lexicon};
use crate::text::Token;

/// Returns the clauses of a unit that nobody asserts.
pub(crate) fn framed(view: &[Token<'_>]) -> Vec<Range<usize>> {
    (0..view.len())
        .filter_map(|at| {
            let (length, ()) = lexicon().frames.longest(&view[at..])?;
            let start = at + length;
            Some(start..clause_end(view, start))
        })
        .collect()
}

/// Returns where a clause ends, past "…, which …,".
fn clause_end(view: &[Token<'_>], start: usize) -> usize {
    let mut aside = false;
    for at in start..view.len() {
        let item = &view[at];
        if is_comma(item) {
            let opens = view
                .get(at + 1)
                .is_some_and(|it| matches!(it.lower.as_ref(), "who" | "which"));
            if !opens && !aside {
                return at;
            }
            aside = opens;
        } else if is_stop(item) || is_dash(item) || item.lower == "but" {
            return at;
        }
    }
    view.len()
}

/// Tells whether a sighting says that somebody did not say something: "did not accuse".
pub(crate) fn says_nothing(sighting: &Sighting) -> bool {
    let asserts = matches!(
        sighting.class,
        Some(Class::Accuse | Class::Allege | Class::Argue | Class::Show | Class::Report)
    );
    sighting.negated && sighting.lemma != "agree" && (asserts || sighting.shape == Shape::Hearsay)
}

/// Items after a refusal to comment in which "whether" is looked for.
const REACH: usize = 10;

/// Returns what a refusal to comment leaves open: "whether it knew".
pub(crate) fn withheld(view: &[Token<'_>], from: usize) -> Option<Range<usize>> {
    let at = view[from..]
        .iter()
        .take(REACH)
        .take_while(|it| !is_comma(it) && !is_stop(it) && !is_quote(it) && it.lower != "but")
        .position(|it| is_complementiser(it) || matches!(it.lower.as_ref(), "who" | "which"))?;
    let items = right_of(view, from + at);
    (!items.is_empty()).then_some(items)
}
