//! Statements: one pass over the units of a text, with a memory of who spoke.
//!
//! The clauses of each unit become drafts: `sides` has told who accuses whom before, `spoken` asks
//! who speaks, `frame` finds documents and `when` the date around the words, `quoted` gives
//! quotations without a cue to whoever was speaking, `own` reads what a page says of itself.

mod evidence;
mod fold;
mod frame;
mod motion;
mod notice;
mod own;
mod quoted;
mod sides;
mod spoken;
mod target;
mod when;

pub(crate) use target::stem;

use std::ops::Range;

use model::{Attribution, Basis, Form, Kind, ReaderInput, Ruling, Stage, When};

use crate::clause::{Sighting, sightings};
use crate::date::Dated;
use crate::draft::Draft;
use crate::kind::{Verdict, kind};
use crate::names::Mention;
use crate::quotation::Quotation;
use crate::speaker::party::Parties;
use crate::speaker::salience::Salience;
use crate::speaker::{Scene, Speaker};
use crate::text::{Text, Token};
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
    /// Who lodged which motion.
    pub(crate) motions: motion::Motions,
    /// Whether the page is a list of corrections.
    corrections: bool,
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
        motions: motion::Motions::of(text, mentions),
        corrections: notice::is_list(text),
    };
    let mut noticed = 0;
    let mut salience = Salience::default();
    let mut found: Vec<Draft> = Vec::new();
    for (index, sightings) in sighted.iter().enumerate() {
        let before = found.len();
        if units[index].range.start < noticed {
            continue;
        }
        if let Some(notice) = notice::notice(&page, index) {
            noticed = notice.range.end;
            found.push(notice);
            continue;
        }
        if sightings.is_empty() {
            quoted::add(&page, index, &mut found, &salience);
            fold::look_again(&page, &mut found, before, units[index].range.end);
            fold::join_block(&page, &mut found, before);
            found.extend(own::denial(&page, index));
        }
        for (place, sighting) in sightings.iter().enumerate() {
            let range = share(&units[index], sightings, place);
            found.extend(spoken::spoken(
                &page, index, sighting, range, &salience, &found,
            ));
        }
        fold::fold(&page, &mut found, before);
        fold::carry_on(&page, &mut found, before);
        for draft in &found[before.min(found.len())..] {
            salience.spoke(&draft.speaker, draft.range.end);
        }
    }
    quoted::pass_back(&page, &mut found);
    for draft in &mut found {
        draft.ruling = page.ruling(draft);
    }
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
    fn scene<'s>(&'s self, salience: &'s Salience) -> Scene<'s, 't> {
        Scene {
            said: Vec::new(),
            text: self.text,
            mentions: self.mentions,
            parties: &self.parties,
            salience,
        }
    }

    /// Returns the bytes of items; of a lone quotation without its marks.
    fn inner(&self, unit: &Unit<'_>, items: &Range<usize>) -> Range<usize> {
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

    fn tokens_of(&self, content: &[Range<usize>]) -> Vec<Token<'t>> {
        content
            .iter()
            .flat_map(|part| self.text.tokens[self.text.tokens_in(part)].iter().cloned())
            .collect()
    }

    /// Starts a draft with what its words and speaker alone say.
    fn draft(
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
            open: false,
            takes_up: false,
            range,
            content,
            speaker,
        }
    }

    /// Decides what a draft does.
    fn judge(&self, draft: &Draft, sighting: Option<&Sighting>) -> Verdict {
        kind(sighting, &evidence::evidence(self, draft, sighting))
    }
}

/// Characters of the question that a ruling decides, at most; longer ones are no short question.
const QUESTION: usize = 200;

impl Page<'_, '_> {
    /// Returns the court, question and stage of a ruling.
    fn ruling(&self, draft: &Draft) -> Option<Ruling> {
        let question = draft
            .content
            .first()
            .map(|part| self.text.source[part.clone()].trim())
            .filter(|words| !words.is_empty() && words.chars().count() <= QUESTION);
        (draft.kind == Kind::Ruling).then(|| Ruling {
            court: draft.speaker.name.clone(),
            question: question.map(str::to_owned),
            stage: stage(&self.tokens_of(std::slice::from_ref(&draft.range))),
        })
    }
}

fn settle(draft: &mut Draft, verdict: Verdict) {
    draft.kind = verdict.kind;
    draft.answer_form = verdict.form;
    draft.because = verdict.because;
    draft.open = verdict.open;
    draft.takes_up = verdict.takes_up;
}

/// Tells how far a proceeding has come, by the words of the sentence.
fn stage(tokens: &[Token<'_>]) -> Option<Stage> {
    let has = |words: &[&str]| tokens.iter().any(|it| words.contains(&it.lower.as_ref()));
    if has(&[
        "preliminary",
        "interim",
        "temporary",
        "interlocutory",
        "provisional",
    ]) {
        Some(Stage::Interim)
    } else if has(&[
        "appeal",
        "appeals",
        "appellate",
        "overturned",
        "upheld",
        "reversed",
    ]) {
        Some(Stage::Appealed)
    } else if has(&[
        "judgment",
        "judgement",
        "verdict",
        "convicted",
        "sentenced",
        "acquitted",
    ]) {
        Some(Stage::Judgment)
    } else {
        None
    }
}
