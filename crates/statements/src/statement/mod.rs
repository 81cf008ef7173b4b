//! Statements: one pass over the units of a text, with a memory of who spoke.
//!
//! The clauses of each unit become drafts: `sides` has told who accuses whom before, `spoken` asks
//! who speaks, `frame` finds documents and `when` the date around the words, `quoted` gives
//! quotations without a cue to whoever was speaking, `own` reads what a page says of itself.

mod evidence;
mod fold;
pub(crate) mod frame;
mod motion;
mod notice;
mod own;
pub(crate) mod quoted;
mod ruling;
mod sides;
pub(crate) mod spoken;
mod sure;
mod target;
mod turn;
pub(crate) mod when;

pub(crate) use target::stem;

use std::ops::Range;

use model::{Attribution, ReaderInput};

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
    /// Who is named in it, by last name.
    people: turn::People,
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
        people: turn::People::of(mentions),
    };
    let mut salience = Salience::default();
    let mut found: Vec<Draft> = Vec::new();
    let mut noticed = 0;
    for (index, unit) in units.iter().enumerate() {
        if unit.range.start < noticed {
            continue;
        }
        match notice::notice(&page, index) {
            Some(notice) => {
                noticed = notice.range.end;
                found.push(notice);
            }
            None => read_unit(&page, index, &sighted, &mut found, &mut salience),
        }
    }
    quoted::pass_back(&page, &mut found);
    for draft in &mut found {
        draft.ruling = page.ruling(draft);
        draft.confidence = sure::sure(draft);
    }
    page.supersede(&mut found);
    (found, page.parties)
}

/// Adds the statements of one unit, and notes who spoke in it.
fn read_unit(
    page: &Page<'_, '_>,
    index: usize,
    sighted: &[Vec<Sighting>],
    found: &mut Vec<Draft>,
    salience: &mut Salience,
) {
    let before = found.len();
    if !crate::chinese::add(page, index, salience, found) {
        read_english(page, index, sighted, found, salience);
    }
    for draft in &found[before.min(found.len())..] {
        salience.spoke(&fold::aloud(draft), draft.range.end);
    }
}

/// Reads the statements of one unit that is not Chinese.
fn read_english(
    page: &Page<'_, '_>,
    index: usize,
    sighted: &[Vec<Sighting>],
    found: &mut Vec<Draft>,
    salience: &Salience,
) {
    let unit = &page.units[index];
    let sightings = &sighted[index];
    let before = found.len();
    if sightings.is_empty() && !turn::add(page, index, sighted, found) {
        quoted::add(page, index, found, salience);
        fold::look_again(page, found, before, unit.range.end);
        fold::join_block(page, found, before);
        found.extend(own::denial(page, index).or_else(|| own::announcement(page, index)));
    }
    for (place, sighting) in sightings.iter().enumerate() {
        let range = share(unit, sightings, place);
        found.extend(spoken::spoken(
            page, index, sighting, range, salience, found,
        ));
    }
    fold::fold(page, found, before);
    fold::carry_on(page, found, before);
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
            access: (speaker.attribution == Attribution::Document)
                .then(|| frame::access(&self.units[index], &speaker)),
            happened: when::happened(self, &content),
            targets: target::targets(self, &content, &speaker),
            words: target::words(&tokens),
            content,
            ..Draft::of(speaker, range)
        }
    }

    /// Decides what a draft does.
    pub(crate) fn judge(&self, draft: &Draft, sighting: Option<&Sighting>) -> Verdict {
        kind(sighting, &evidence::evidence(self, draft, sighting))
    }
}

/// Puts a verdict into a draft.
pub(crate) fn settle(draft: &mut Draft, verdict: Verdict) {
    draft.kind = verdict.kind;
    draft.answer_form = verdict.form;
    draft.because = verdict.because;
    draft.open = verdict.open;
    draft.takes_up = verdict.takes_up;
}
