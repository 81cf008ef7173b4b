//! Quotations without a cue: they belong to whoever was speaking, or to nobody.

use model::Form;

use super::{Page, settle, when};
use crate::clause::noun;
use crate::draft::Draft;
use crate::lexicon::lexicon;
use crate::speaker::salience::Salience;
use crate::speaker::{Speaker, resolve};
use crate::unit::Unit;

/// Words in the shortest quotation that is a statement without anybody named beside it.
const SHORTEST: usize = 6;

/// Adds the statement of a unit that is nothing but quotations.
pub(crate) fn add(page: &Page<'_, '_>, index: usize, found: &mut Vec<Draft>, salience: &Salience) {
    let unit = &page.units[index];
    if !unit.is_quotation_only() {
        return;
    }
    let quotation = &page.quotations[unit.quotations.start];
    let inner = quotation.inner.start.max(unit.range.start)
        ..page.quotations[unit.quotations.end - 1]
            .inner
            .end
            .min(unit.range.end);
    if inner.is_empty() {
        return;
    }
    let part_of_block =
        quotation.outer.start < unit.range.start || quotation.outer.end > unit.range.end;
    if let Some(last) = found.last_mut()
        && last.paragraph == unit.paragraph
        && last.quotation.is_some()
        && !part_of_block
        && page.text.source[last.range.end..unit.range.start]
            .trim()
            .is_empty()
    {
        last.range.end = unit.range.end;
        last.content.push(inner);
        return;
    }
    let words = page.text.tokens_in(&inner).len();
    let speaker = speaker(page, index, found, salience);
    if speaker.name.is_none() && words < SHORTEST {
        return;
    }
    let mut draft = page.draft(index, unit.range.clone(), vec![inner], speaker);
    draft.form = Form::Direct;
    draft.quotation = Some(unit.quotations.start);
    complete(page, &mut draft, found.last());
    found.push(draft);
}

/// Fills in what follows from the speaker.
fn complete(page: &Page<'_, '_>, draft: &mut Draft, before: Option<&Draft>) {
    let verdict = page.judge(draft, None);
    settle(draft, verdict);
    draft.confidence = 0.6_f64.midpoint(draft.speaker.sure);
    let same =
        before.filter(|it| it.speaker.name == draft.speaker.name && draft.speaker.name.is_some());
    (draft.said, draft.said_basis) = match same {
        Some(before) => (before.said.clone(), before.said_basis),
        None => when::published(page),
    };
    draft.cited_via = same.map_or_else(
        || draft.speaker.document.iter().cloned().collect(),
        |it| it.cited_via.clone(),
    );
}

fn speaker(page: &Page<'_, '_>, index: usize, found: &[Draft], salience: &Salience) -> Speaker {
    let unit = &page.units[index];
    let quotation = &page.quotations[unit.quotations.start];
    let before = index.checked_sub(1).map(|at| &page.units[at]);
    let told = before.and_then(|before| {
        introduced(page, before, salience).or_else(|| {
            issued(page, before, salience).filter(|_| before.paragraph == unit.paragraph)
        })
    });
    if let Some(speaker) = told {
        return speaker;
    }
    let last = found.last();
    let goes_on = quotation.went_on || quotation.outer.start < unit.range.start;
    let touching = last
        .zip(before)
        .is_some_and(|(last, before)| last.range.end == before.range.end);
    let near = last.is_some_and(|last| unit.paragraph <= last.paragraph + 1);
    match last.filter(|_| touching && near || goes_on) {
        Some(last) => Speaker {
            range: None,
            evidence: "the quotation follows this speaker",
            sure: (last.speaker.sure * 0.85).max(0.3),
            ..last.speaker.clone()
        },
        None => Speaker::unknown(),
    }
}

/// Reads who is announced by a sentence that ends in a colon: "A statement from Roe:".
fn introduced(page: &Page<'_, '_>, unit: &Unit<'_>, salience: &Salience) -> Option<Speaker> {
    if unit.view.last()?.lower != ":" {
        return None;
    }
    let scene = page.scene(salience);
    let verb = (0..unit.view.len())
        .rev()
        .find(|at| lexicon().cue_at(&unit.view, *at).is_some());
    let source = verb.and_then(|at| noun::before(&unit.view, at));
    if let Some(source) = source {
        return Some(resolve(&scene, unit, &source));
    }
    let from = unit
        .view
        .iter()
        .rposition(|it| matches!(it.lower.as_ref(), "from" | "by" | "of"))?;
    let phrase = noun::after(&unit.view, from + 1)?;
    let speaker = resolve(&scene, unit, &phrase);
    speaker.name.is_some().then_some(speaker)
}

/// Reads who is told to have issued a statement in the sentence before: "Roe issued a statement on
/// the saw. “It fell.”"
fn issued(page: &Page<'_, '_>, unit: &Unit<'_>, salience: &Salience) -> Option<Speaker> {
    let verb = unit.view.iter().position(|it| {
        matches!(
            it.lower.as_ref(),
            "issued" | "released" | "published" | "sent" | "posted" | "gave" | "made" | "wrote"
        )
    })?;
    let paper = unit.view[verb + 1..].iter().take(4).any(|it| {
        matches!(
            it.lower.as_ref(),
            "statement" | "letter" | "response" | "message" | "email" | "memo" | "speech"
        )
    });
    let source = noun::before(&unit.view, verb).filter(|_| paper)?;
    let speaker = resolve(&page.scene(salience), unit, &source);
    speaker.name.is_some().then_some(speaker)
}

/// Gives the parts of a quotation that goes on over paragraphs the speaker who is named at its end.
pub(crate) fn pass_back(page: &Page<'_, '_>, found: &mut [Draft]) {
    for index in (1..found.len()).rev() {
        let (head, tail) = found.split_at_mut(index);
        let (Some(earlier), Some(later)) = (head.last_mut(), tail.first()) else {
            continue;
        };
        let chained = later
            .quotation
            .zip(earlier.quotation)
            .is_some_and(|(later, earlier)| {
                later == earlier || later == earlier + 1 && page.quotations[later].went_on
            });
        let own = earlier.cue.is_some() && earlier.speaker.name.is_some();
        if chained
            && !own
            && later.speaker.name.is_some()
            && later.speaker.name != earlier.speaker.name
        {
            earlier.speaker = Speaker {
                range: None,
                evidence: "the quotation goes on to this speaker",
                ..later.speaker.clone()
            };
            earlier.targets = super::target::targets(page, &earlier.content, &earlier.speaker);
            (earlier.said, earlier.said_basis) = (later.said.clone(), later.said_basis);
            earlier.cited_via.clone_from(&later.cited_via);
            let verdict = page.judge(earlier, None);
            settle(earlier, verdict);
        }
    }
}
