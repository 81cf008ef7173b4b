//! Clauses: who says what, by the shape of the sentence.
//!
//! Each cue of a unit is tried against the patterns of reported speech: SRC CUE that C · C, SRC
//! CUE · C, CUE SRC · according to SRC · events and refusals to comment. The outermost ones are
//! kept; what stands inside the content of another is not looked at again. `speaker` then asks
//! whom the source names, `kind` what the cue and content do.

pub(crate) mod content;
pub(crate) mod event;
pub(crate) mod frame;
pub(crate) mod hearsay;
pub(crate) mod noun;
pub(crate) mod signed;
pub(crate) mod verb;
pub(crate) mod word;

use std::ops::Range;

use model::{AnswerForm, CorrectionForm, Kind};

use crate::lexicon::Class;
use crate::text::Token;
use crate::unit::Unit;
use noun::Phrase;

/// The shape in which a statement was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// SRC CUE C.
    Leading,
    /// C, SRC CUE or C, CUE SRC.
    Trailing,
    /// According to SRC, C.
    According,
    /// A refusal to comment.
    Silence,
    /// An act told by the outlet.
    Event,
    /// Hearsay: "allegedly", "is said to".
    Hearsay,
}

/// One place where somebody speaks or acts; ranges are items of the unit.
#[derive(Debug, Clone)]
pub(crate) struct Sighting {
    /// The speaking word or words.
    pub(crate) cue: Range<usize>,
    /// Its dictionary form.
    pub(crate) lemma: String,
    /// What it does; nothing for events and silence.
    pub(crate) class: Option<Class>,
    /// The kind that the word alone decides.
    pub(crate) kind: Option<Kind>,
    /// Whether "not" or "never" stands before it.
    pub(crate) negated: bool,
    /// Who speaks.
    pub(crate) source: Option<Phrase>,
    /// What is said.
    pub(crate) content: Vec<Range<usize>>,
    /// The shape.
    pub(crate) shape: Shape,
    /// How a refusal to comment was put.
    pub(crate) silence: Option<AnswerForm>,
    /// How something is taken back.
    pub(crate) correction: Option<CorrectionForm>,
}

impl Sighting {
    /// Returns the items from the first to the last word of the sighting.
    pub(crate) fn extent(&self) -> Range<usize> {
        let all = self
            .content
            .iter()
            .chain(std::iter::once(&self.cue))
            .chain(self.source.iter().map(|phrase| &phrase.items));
        let start = all.clone().map(|it| it.start).min().unwrap_or(0);
        let end = all.map(|it| it.end).max().unwrap_or(0);
        start..end
    }
}

/// Finds who speaks in a unit, in order, without what stands inside another's words.
pub(crate) fn sightings(unit: &Unit<'_>) -> Vec<Sighting> {
    let view = &unit.view;
    if crate::chinese::is_chinese(view) {
        return crate::chinese::sightings(unit);
    }
    if let Some(signed) = signed::signed(view) {
        return vec![signed];
    }
    if let Some(labelled) = signed::labelled(view) {
        return vec![labelled];
    }
    let framed = frame::framed(view);
    let held = |at: usize| framed.iter().any(|it| it.contains(&at));
    let mut found: Vec<Sighting> = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let sighting = event::silence(view, at)
            .or_else(|| event::according(view, at))
            .or_else(|| verb::speech(view, at))
            .or_else(|| event::event(view, at));
        match sighting {
            Some(sighting) => {
                at = sighting.cue.end.max(at + 1);
                if held(sighting.cue.start) {
                    continue;
                }
                add(&mut found, sighting, view);
            }
            None => at += 1,
        }
    }
    for sighting in &mut found {
        if sighting.source.is_none() && sighting.class.is_some() {
            sighting.source = verb::shared_subject(view, sighting.cue.start);
        }
    }
    found.retain(|sighting| has_speaker(sighting, view));
    if found.is_empty() {
        found.extend(hearsay::hearsay(view));
    }
    found.retain(|sighting| !held(sighting.cue.start) && !frame::says_nothing(sighting));
    found
}

/// Tells whether a cue has somebody who speaks: a source, or the subject of a participle. "Believe
/// it or not" has none.
fn has_speaker(sighting: &Sighting, view: &[Token<'_>]) -> bool {
    let participle = view[sighting.cue.start].lower.ends_with("ing");
    sighting.source.is_some() || sighting.class.is_none() || participle
}

/// Tells whether what somebody is cited for is that another speaks.
fn tells_of_teller(last: &Sighting, new: &Sighting) -> bool {
    last.shape == Shape::According
        && new.shape == Shape::Leading
        && new.source.as_ref().is_some_and(|source| {
            last.content
                .first()
                .is_some_and(|part| part.start == source.items.start)
        })
}

/// Keeps a sighting unless it stands inside the words of an earlier one.
fn add(found: &mut Vec<Sighting>, mut new: Sighting, view: &[Token<'_>]) {
    if let Some(last) = found.last_mut() {
        if tells_of_teller(last, &new) {
            // "According to the Bugle, Roe said …": Roe speaks, the Bugle passes it on.
            *last = new;
            return;
        }
        let inside = last
            .content
            .iter()
            .any(|part| part.start <= new.cue.start && new.cue.end <= part.end);
        if inside {
            let carried = content::carries_on(view, last, &new);
            if carried {
                new.source.clone_from(&last.source);
            } else if !content::starts_over(view, last, &new) {
                return;
            }
            let cut = if carried {
                new.cue.start
            } else {
                let from = new.extent().start.max(last.cue.end);
                content::clause_start(view, from)
            };
            for part in &mut last.content {
                if part.contains(&cut) {
                    part.end = content::trim_end(view, part.start..cut).end;
                }
            }
            last.content.retain(|part| !part.is_empty());
        } else if new.source.is_none() && new.shape != Shape::Hearsay {
            // "filed a suit, arguing that …", "criticised it and said …": the same one speaks.
            new.source.clone_from(&last.source);
            if last.shape == Shape::Event && new.class.is_some() {
                found.pop();
            }
        }
    }
    found.push(new);
}
