//! Turns: in a transcript or an interview everything that somebody says in their turn is theirs,
//! with or without a word of speaking.
//!
//! Questions are no statements, and neither are the few words that only keep order ("Thank you").

use std::collections::BTreeMap;
use std::ops::Range;

use model::Form;

use super::{Page, settle, when};
use crate::clause::Sighting;
use crate::draft::Draft;
use crate::lexicon::{Sort, lexicon};
use crate::names::Mention;
use crate::speaker::Speaker;
use crate::text::{Turn, Voice};
use crate::unit::Unit;

/// Words in the shortest statement of a turn; an answer may be one word.
const SHORTEST: usize = 4;

/// Returns who has the word in the paragraph of a unit.
pub(super) fn speaker(page: &Page<'_, '_>, unit: &Unit<'_>) -> Option<Speaker> {
    match &page.text.paragraphs[unit.paragraph].turn {
        Some(turn) if turn.voice == Voice::Interviewee => interviewee(page),
        Some(turn) => Some(voice(page, turn)),
        None => labelled(page, unit),
    }
}

/// Reads the one label of a text without turns: "Ann Poe: I admit that …".
fn labelled(page: &Page<'_, '_>, unit: &Unit<'_>) -> Option<Speaker> {
    let paragraph = &page.text.paragraphs[unit.paragraph].range;
    let at = page
        .mentions
        .partition_point(|it| it.range.start < paragraph.start);
    let name = page.mentions.get(at)?;
    let opens = name.range.start == paragraph.start
        && page.text.source[name.range.end..paragraph.end].starts_with(':');
    opens.then(|| Speaker::named(name.name.clone(), name.sort, "whose turn it is", 0.85))
}

/// Returns the one person named where an interview is announced; who asked stands behind "by".
fn interviewee(page: &Page<'_, '_>) -> Option<Speaker> {
    let source = page.text.source;
    let mut names = page.text.announced.iter().flat_map(|range| {
        let first = page
            .mentions
            .partition_point(|it| it.range.start < range.start);
        page.mentions[first..]
            .iter()
            .take_while(|it| it.range.end <= range.end)
            .filter(|it| it.sort.is_person() && it.name.contains(' '))
            .filter(|it| {
                !source[range.start..it.range.start]
                    .trim_end()
                    .ends_with(" by")
            })
    });
    let first = names.next()?;
    names
        .all(|it| it.name == first.name)
        .then(|| Speaker::named(first.name.clone(), first.sort, "who is interviewed", 0.75))
}

/// Says whom a label names.
fn voice(page: &Page<'_, '_>, turn: &Turn) -> Speaker {
    if turn.voice != Voice::Named {
        return Speaker {
            range: Some(turn.label.clone()),
            evidence: "who asks and answers here is not named",
            ..Speaker::unknown()
        };
    }
    let label = page.text.source[turn.label.clone()].trim();
    let (name, aside) = match label.split_once('(') {
        Some((name, aside)) => (name.trim(), Some(aside.trim_end_matches(')').to_owned())),
        None => (label, None),
    };
    let bare = without_title(name);
    let known = page.people.whole_name(&bare);
    let bench = name
        .split_whitespace()
        .any(|word| ["court", "judge", "justice"].contains(&word.to_lowercase().as_str()));
    let sort = if bench { Sort::Judge } else { Sort::Person };
    let written = known.unwrap_or_else(|| capitalised(name));
    Speaker {
        affiliation: aside,
        range: Some(turn.label.clone()),
        ..Speaker::named(written, sort, "whose turn it is", 0.9)
    }
}

/// The people of a text by their last name: the whole name, or nothing when two share it.
#[derive(Debug, Clone, Default)]
pub(super) struct People(BTreeMap<String, Option<String>>);

impl People {
    /// Gathers the people named in a text.
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut people = BTreeMap::new();
        for mention in mentions.iter().filter(|it| it.sort.is_person()) {
            let Some((_, last)) = mention.name.rsplit_once(' ') else {
                continue;
            };
            let entry = people
                .entry(last.to_lowercase())
                .or_insert_with(|| Some(mention.name.clone()));
            if entry.as_ref().is_some_and(|name| *name != mention.name) {
                *entry = None;
            }
        }
        Self(people)
    }

    /// Returns the only person whose last name a label gives.
    fn whole_name(&self, label: &str) -> Option<String> {
        let wanted = label.to_lowercase();
        let last = wanted.split_whitespace().next_back()?;
        let name = self.0.get(last)?.as_ref()?;
        let lower = name.to_lowercase();
        (lower.ends_with(&wanted) || wanted.ends_with(&lower)).then(|| name.clone())
    }
}

fn without_title(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        !lexicon().titles.contains(&word)
            && !["the", "chief", "justice", "judge"].contains(&word.as_str())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Writes a label in capitals as names are written: "MR. ROE" is "Mr. Roe".
fn capitalised(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut first = true;
    let written = name.chars().map(|c| {
        let small = !first;
        first = !c.is_alphabetic();
        if small {
            c.to_lowercase().to_string()
        } else {
            c.to_string()
        }
    });
    written.collect()
}

/// Adds what is said in a turn without a word of speaking: the sentences from this unit to the
/// next question or cue. Returns whether the unit belongs to a turn.
pub(super) fn add(
    page: &Page<'_, '_>,
    index: usize,
    sighted: &[Vec<Sighting>],
    found: &mut Vec<Draft>,
) -> bool {
    let unit = &page.units[index];
    let Some(turn) = &page.text.paragraphs[unit.paragraph].turn else {
        return false;
    };
    if matches!(turn.voice, Voice::Interviewer | Voice::Interviewee) {
        return false;
    }
    if told_before(page, index, sighted) || !tells(unit) || turn.voice == Voice::Question {
        return true;
    }
    let run = (index..page.units.len())
        .take_while(|at| {
            let next = &page.units[*at];
            next.paragraph == unit.paragraph && sighted[*at].is_empty() && tells(next)
        })
        .last()
        .unwrap_or(index);
    let said = unit.range.start..page.units[run].range.end;
    let words = page.text.tokens[page.text.tokens_in(&said)]
        .iter()
        .filter(|it| it.is_word())
        .count();
    if words < SHORTEST && turn.voice != Voice::Answer {
        return true;
    }
    found.push(draft(page, index, &said, voice(page, turn)));
    true
}

/// Tells whether the unit before has taken this one along.
fn told_before(page: &Page<'_, '_>, index: usize, sighted: &[Vec<Sighting>]) -> bool {
    index.checked_sub(1).is_some_and(|before| {
        let unit = &page.units[before];
        unit.paragraph == page.units[index].paragraph && sighted[before].is_empty() && tells(unit)
    })
}

/// Tells whether a unit is more than a question.
fn tells(unit: &Unit<'_>) -> bool {
    unit.view.last().is_some_and(|it| it.lower != "?")
}

fn draft(page: &Page<'_, '_>, index: usize, said: &Range<usize>, speaker: Speaker) -> Draft {
    let paragraph = &page.text.paragraphs[page.units[index].paragraph];
    let opens = said.start == paragraph.body;
    let start = if opens {
        paragraph.range.start
    } else {
        said.start
    };
    let mut draft = page.draft(index, start..said.end, vec![said.clone()], speaker);
    draft.form = Form::Direct;
    draft.confidence = 0.7_f64.midpoint(draft.speaker.sure);
    let verdict = page.judge(&draft, None);
    settle(&mut draft, verdict);
    (draft.said, draft.said_basis) = when::published(page);
    draft
}
