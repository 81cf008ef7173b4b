//! Own pages: whose "we" a page speaks in, and what it denies or announces
//! there without a word of speaking.

use model::{Form, Kind, ReaderInput};

use super::target::{is_own_act, is_own_plan};
use super::{Page, settle, turn, when};
use crate::draft::Draft;
use crate::lexicon::Sort;
use crate::speaker::Speaker;
use crate::tone::tones;
use crate::unit::Unit;

/// Sentences in the first person that make a page somebody's own.
const LEAST: usize = 2;
/// How many of a hundred sentences they must be.
const SHARE: usize = 30;
/// Questions that make a page an interview, in which "we" is somebody else.
const QUESTIONS: usize = 3;

/// Returns the outlet as speaker where the page speaks as "we" throughout, outside quotations.
pub(super) fn voice(units: &[Unit<'_>], input: &ReaderInput) -> Option<Speaker> {
    let outlet = input.outlet.clone()?;
    let told = || units.iter().filter(|it| !it.is_quotation_only());
    let we = |unit: &&Unit<'_>| {
        unit.view
            .iter()
            .any(|it| matches!(it.lower.as_ref(), "we" | "our" | "ours" | "us"))
    };
    let asked = |unit: &&Unit<'_>| unit.view.last().is_some_and(|it| it.lower == "?");
    let first = told().filter(we).count();
    let own = first >= LEAST && first * 100 >= told().count() * SHARE;
    (own && told().filter(asked).count() < QUESTIONS)
        .then(|| Speaker::named(outlet, Sort::Company, "the page speaks for itself", 0.7))
}

/// Reads "We did not copy anything" on a page of one's own: a denial without a cue.
pub(super) fn denial(page: &Page<'_, '_>, index: usize) -> Option<Draft> {
    let unit = &page.units[index];
    let speaker = turn::speaker(page, unit)
        .filter(|it| it.name.is_some())
        .or_else(|| page.own.clone())
        .filter(|_| !unit.is_quotation_only())?;
    let found = tones(&unit.view, speaker.name.as_deref());
    // "We stand by our claim" contests nothing.
    let own_case = unit.view.windows(2).any(|pair| {
        pair[0].lower == "our"
            && matches!(
                pair[1].lower.as_ref(),
                "claim" | "claims" | "case" | "complaint" | "lawsuit"
            )
    });
    if found.disowns.is_none() && !found.denies || own_case {
        return None;
    }
    Some(told(page, index, speaker))
}

/// Words before "we" in a sentence that announces something: "Today, we are launching".
const LEAD: usize = 4;

/// Reads "Today we are launching a saw" on a page of one's own: an announcement without a cue.
pub(super) fn announcement(page: &Page<'_, '_>, index: usize) -> Option<Draft> {
    let unit = &page.units[index];
    let speaker = page.own.clone().filter(|_| !unit.is_quotation_only())?;
    let we = (unit.view.iter().take(LEAD)).position(|it| it.lower == "we")?;
    let tokens = &unit.view[we..];
    let asks = unit.view.last().is_some_and(|it| it.lower == "?");
    if asks || !is_own_plan(tokens, &speaker) && !is_own_act(tokens, &speaker) {
        return None;
    }
    let draft = told(page, index, speaker);
    (draft.kind == Kind::Announcement).then_some(draft)
}

/// Makes a sentence a statement of whoever's page it is.
fn told(page: &Page<'_, '_>, index: usize, speaker: Speaker) -> Draft {
    let range = page.units[index].range.clone();
    let mut draft = page.draft(index, range.clone(), vec![range], speaker);
    draft.form = Form::Direct;
    draft.confidence = 0.6;
    let verdict = page.judge(&draft, None);
    settle(&mut draft, verdict);
    (draft.said, draft.said_basis) = when::published(page);
    draft
}
