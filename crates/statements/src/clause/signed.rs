//! Signed words: a quotation and under it, after a dash, whose it is: “It is late.” — Jo Roe.

use super::noun;
use super::word::{is_dash, is_quote};
use super::{Shape, Sighting};
use crate::lexicon::Class;
use crate::text::Token;

/// Reads a unit that is nothing but a quotation and a signature.
pub(crate) fn signed(view: &[Token<'_>]) -> Option<Sighting> {
    let (said, dash) = (view.first()?, view.get(1)?);
    let signature = view.get(2)?;
    if !is_quote(said) || !is_dash(dash) || !signature.is_capital() {
        return None;
    }
    let source = noun::after(view, 2)?;
    Some(Sighting {
        cue: 1..2,
        lemma: "sign".to_owned(),
        class: Some(Class::Say),
        kind: None,
        negated: false,
        source: Some(source),
        content: std::iter::once(0..1).collect(),
        shape: Shape::Trailing,
        silence: None,
        correction: None,
    })
}
