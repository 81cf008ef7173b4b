//! Statements: one pass over the units of a text, with a memory of who spoke.
//!
//! The clauses of each unit become drafts: `sides` has told who accuses whom before, `spoken` asks
//! who speaks, `frame` finds documents and `when` the date around the words, `quoted` gives
//! quotations without a cue to whoever was speaking, `own` reads what a page says of itself.

pub(crate) mod frame;
mod own;
pub(crate) mod quoted;
mod sides;
mod spoken;
mod target;
pub(crate) mod when;

use std::ops::Range;

use model::{Attribution, Basis, Form, Kind, ReaderInput, Ruling, Stage, When};

use crate::clause::{Sighting, sightings};
use crate::date::Dated;
use crate::draft::Draft;
use crate::kind::{Evidence, Verdict, kind};
use crate::lexicon::lexicon;
use crate::names::Mention;
use crate::quotation::Quotation;
use crate::speaker::party::Parties;
use crate::speaker::salience::Salience;
use crate::speaker::{Scene, Speaker};
use crate::text::{Text, Token};
use crate::tone::{Tones, tones};
use crate::unit::Unit;

/// Everything that is read and does not change while statements are made.
pub(crate) struct Page<'p, 't> {
    pub(crate) text: &'p Text<'t>,
    pub(crate) quotations: &'p [Quotation],
    pub(crate) units: &'p [Unit<'t>],
    pub(crate) mentions: &'p [Mention],
    pub(crate) dates: &'p [Dated],
    pub(crate) input: &'p ReaderInput,
    pub(crate) parties: Parties,
    pub(crate) story: frame::Story,
    /// Who speaks as "we" outside quotations, on a page of their own.
    pub(crate) own: Option<Speaker>,
}

/// Makes the statements of a text, and says who accuses whom in it.
pub(crate) fn drafts<'t>(
    text: &Text<'t>,
    quotations: &[Quotation],
    units: &[Unit<'t>],
    mentions: &[Mention],
    dates: &[Dated],
    input: &ReaderInput,
) -> (Vec<Draft>, Parties) {
    let sighted: Vec<Vec<Sighting>> = units.iter().map(sightings).collect();
    let page = Page {
        text,
        quotations,
        units,
        mentions,
        dates,
        input,
        parties: sides::parties(text, units, &sighted, mentions),
        story: frame::Story::of(text, dates),
        own: own::voice(units, input),
    };
    let mut salience = Salience::default();
    let mut found: Vec<Draft> = Vec::new();
    for (index, sightings) in sighted.iter().enumerate() {
        let before = found.len();
        if let Some(notice) = notice(&page, index) {
            found.push(notice);
            continue;
        }
        if crate::chinese::add(&page, index, &salience, &mut found) {
            for draft in &found[before.min(found.len())..] {
                salience.spoke(&draft.speaker, draft.range.end);
            }
            continue;
        }
        if sightings.is_empty() {
            quoted::add(&page, index, &mut found, &salience);
            found.extend(own::denial(&page, index));
        }
        for (place, sighting) in sightings.iter().enumerate() {
            let range = share(&units[index], sightings, place);
            found.extend(spoken::spoken(
                &page, index, sighting, range, &salience, &found,
            ));
        }
        for draft in &found[before.min(found.len())..] {
            salience.spoke(&draft.speaker, draft.range.end);
        }
    }
    quoted::pass_back(&page, &mut found);
    (found, page.parties)
}

/// Returns the bytes that belong to one of the sightings of a unit: all of it when there is one.
fn share(unit: &Unit<'_>, sightings: &[Sighting], place: usize) -> Range<usize> {
    let start = match place {
        0 => unit.range.start,
        _ => unit
            .bytes(&sightings[place].extent())
            .start
            .max(unit.range.start),
    };
    let end = match sightings.get(place + 1) {
        Some(next) => unit.bytes(&next.extent()).start,
        None => unit.range.end,
    };
    start..end.max(start)
}

impl<'t> Page<'_, 't> {
    pub(crate) fn scene<'s>(&'s self, salience: &'s Salience) -> Scene<'s, 't> {
        Scene {
            said: Vec::new(),
            text: self.text,
            mentions: self.mentions,
            parties: &self.parties,
            salience,
        }
    }

    /// Returns the bytes of items; of a lone quotation without its marks.
    pub(crate) fn inner(&self, unit: &Unit<'_>, items: &Range<usize>) -> Range<usize> {
        let range = unit.bytes(items);
        let index = self
            .quotations
            .partition_point(|it| it.outer.end <= range.start);
        match self.quotations.get(index) {
            Some(quotation) if items.len() == 1 && quotation.outer.start <= range.start => {
                quotation.inner.start.max(range.start)..quotation.inner.end.min(range.end)
            }
            _ => range,
        }
    }

    pub(crate) fn tokens_of(&self, content: &[Range<usize>]) -> Vec<Token<'t>> {
        content
            .iter()
            .flat_map(|part| self.text.tokens[self.text.tokens_in(part)].iter().cloned())
            .collect()
    }

    /// Starts a draft with what its words and speaker alone say.
    pub(crate) fn draft(
        &self,
        index: usize,
        range: Range<usize>,
        content: Vec<Range<usize>>,
        speaker: Speaker,
    ) -> Draft {
        let content: Vec<Range<usize>> = content
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let range = content.iter().fold(range, |whole, part| {
            whole.start.min(part.start)..whole.end.max(part.end)
        });
        let tokens = self.tokens_of(&content);
        Draft {
            paragraph: self.units[index].paragraph,
            quotation: None,
            form: Form::Direct,
            cue: None,
            kind: Kind::Claim,
            answer_form: None,
            correction_form: None,
            ruling: None,
            access: (speaker.attribution == Attribution::Document)
                .then(|| frame::access(&self.units[index], &speaker)),
            cited_via: Vec::new(),
            said: When::Unknown,
            said_basis: Basis::None,
            happened: when::happened(self, &content),
            targets: target::targets(self, &content, &speaker),
            words: target::words(&tokens),
            confidence: 0.5,
            because: "",
            range,
            content,
            speaker,
        }
    }

    /// Decides what a draft does.
    pub(crate) fn judge(&self, draft: &Draft, sighting: Option<&Sighting>) -> Verdict {
        let tokens = self.tokens_of(&draft.content);
        let tones: Tones = tones(&tokens, draft.speaker.name.as_deref());
        let evidence = Evidence {
            speaker: &draft.speaker,
            tones,
            parties: &self.parties,
            names_other: !draft.targets.is_empty() || target::points_at_other(&tokens),
            own_plan: target::is_own_plan(&tokens, &draft.speaker),
        };
        kind(sighting, &evidence)
    }
}

/// Puts a verdict into a draft.
pub(crate) fn settle(draft: &mut Draft, verdict: Verdict) {
    draft.kind = verdict.kind;
    draft.answer_form = verdict.form;
    draft.because = verdict.because;
    if draft.kind == Kind::Ruling {
        draft.ruling = Some(Ruling {
            court: draft.speaker.name.clone(),
            question: None,
            stage: stage(&draft.words),
        });
    }
}

fn stage(words: &std::collections::BTreeSet<String>) -> Option<Stage> {
    let has = |word: &str| words.contains(word);
    if has("preliminary") || has("interim") || has("temporary") {
        Some(Stage::Interim)
    } else if has("appeal") {
        Some(Stage::Appealed)
    } else if has("judgment") || has("judgement") || has("verdict") {
        Some(Stage::Judgment)
    } else {
        None
    }
}

/// A notice of the outlet that it was wrong.
fn notice(page: &Page<'_, '_>, index: usize) -> Option<Draft> {
    let unit = &page.units[index];
    let words = page.text.source[unit.range.clone()]
        .to_lowercase()
        .replace('’', "'");
    let notice = lexicon().notices.iter().find(|notice| {
        words
            .strip_prefix(notice.begins.as_str())
            .is_some_and(|rest| {
                notice.begins.contains(' ')
                    || rest.starts_with([':', ' ', '—', '-'])
                        && rest.len() > 20
                        && rest.starts_with(':')
            })
    })?;
    let speaker = Speaker {
        name: page.input.outlet.clone(),
        attribution: Attribution::Outlet,
        evidence: "the outlet itself",
        sure: 0.9,
        ..Speaker::unknown()
    };
    let mut draft = page.draft(index, unit.range.clone(), vec![unit.range.clone()], speaker);
    draft.form = Form::Event;
    draft.kind = Kind::Retraction;
    draft.correction_form = Some(notice.form);
    draft.because = "a notice of the outlet";
    draft.confidence = 0.9;
    (draft.said, draft.said_basis) = when::published(page);
    Some(draft)
}
