//! Reading: the stages joined into one pass over a text.
//!
//! Text → quotations → units → clauses → speakers → kinds, dates, chains → answers → reasons. Every stage is
//! a pure function over plain data; this module only hands them on and turns bytes into spans.

use model::{EntityType, FoundDate, FoundMention, ReaderInput, Reading, Reason, TextIndex};

use crate::altered::altered;
use crate::draft::finished;
use crate::lexicon::entity::listed;
use crate::names::{Mention, mentions};
use crate::quotation::quotations;
use crate::statement::drafts;
use crate::text::Text;
use crate::translation::translation;
use crate::unit::units;
use crate::why::{Grounds, reasons};
use crate::{answer, date};

/// Reads the statements, names and dates of a text.
///
/// The same input gives the same reading, byte for byte; any text is safe, and the time is linear
/// in its length. Everything found is a proposal for a person to check.
pub fn read(input: &ReaderInput) -> Reading {
    let text = Text::new(&input.text);
    let index = TextIndex::new(&input.text);
    let quotations = quotations(&text);
    let units = units(&text, &quotations);
    let mentions = mentions(&text, &input.known);
    let dates = date::dates(&input.text, &input.published);
    let (mut drafts, parties) = drafts(&text, &quotations, &units, &mentions, &dates, input);
    drafts.sort_by_key(|draft| (draft.range.start, draft.range.end));
    let moves: Vec<answer::Move> = (drafts.iter())
        .map(|draft| draft.as_move(&parties, &text))
        .collect();
    let links = answer::answers(&moves);
    let grounds = Grounds {
        index: &index,
        drafts: &drafts,
        mentions: &mentions,
        parties: &parties,
        dates: &dates,
        published: input.published.to_string(),
    };
    let whys: Vec<Vec<Reason>> = (links.iter().enumerate())
        .map(|(at, links)| reasons(&grounds, at, links))
        .collect();
    let cut = units.iter().filter(|unit| unit.cut).count();
    Reading {
        statements: drafts
            .into_iter()
            .zip(links.into_iter().zip(whys))
            .map(|(draft, (links, why))| {
                let translation = translation(&text, &draft);
                let responds_to = links.iter().map(|link| link.to).collect();
                let changes = altered(&input.text, &quotations, &draft.content);
                finished(draft, responds_to, translation, why, &changes, &index)
            })
            .collect(),
        mentions: (mentions.iter())
            .map(|mention| found_mention(mention, &mentions, &index))
            .collect(),
        dates: (dates.iter())
            .map(|dated| FoundDate {
                span: index.span_of(dated.range.clone()),
                value: dated.value.clone(),
            })
            .collect(),
        problems: problems(cut),
    }
}

fn found_mention(mention: &Mention, all: &[Mention], index: &TextIndex<'_>) -> FoundMention {
    FoundMention {
        span: index.span_of(mention.range.clone()),
        text: index.text()[mention.range.clone()].to_owned(),
        entity_type: mention.entity_type(),
        entity: entity(mention, all, index.text()),
    }
}

/// Returns the main name of the entity that a mention means: one of the case, else one of the
/// dictionary. A surname alone means somebody only where the text gives the whole name too.
fn entity(mention: &Mention, all: &[Mention], source: &str) -> Option<String> {
    if mention.entity.is_some() {
        return mention.entity.clone();
    }
    let listed = listed(&mention.name, mention.entity_type())?;
    let whole = |it: &Mention| {
        let words = &source[it.range.clone()];
        it.name == listed.name && (words.contains([' ', '·']) || words == listed.name)
    };
    let certain = mention.entity_type() != EntityType::Person || all.iter().any(whole);
    certain.then(|| listed.name.clone())
}

fn problems(cut: usize) -> Vec<String> {
    let longest = crate::unit::LONGEST;
    match cut {
        0 => Vec::new(),
        1 => vec![format!(
            "one sentence has more than {longest} words and was read only that far"
        )],
        _ => vec![format!(
            "{cut} sentences have more than {longest} words and were read only that far"
        )],
    }
}
