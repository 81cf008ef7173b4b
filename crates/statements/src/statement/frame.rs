//! Frames: what stands around the words said: in which document, seen by whom. `when` finds the
//! day.

use std::ops::Range;

use model::{Access, Attribution, Basis, Precision, When};

use super::Page;
use crate::chinese::chinese;
use crate::clause::Sighting;
use crate::clause::word::is_quote;
use crate::date::Dated;
use crate::lexicon::{Class, Sort, lexicon};
use crate::speaker::Speaker;
use crate::speaker::party::Side;
use crate::text::{Sentence, Text};
use crate::unit::Unit;

/// What kind of story a text tells.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    /// Where papers of a court case are named, with the paper.
    papers: Vec<(usize, String)>,
    /// Where decisions are named, with the word for them.
    decisions: Vec<(usize, String)>,
    /// When the first of them was filed, if the text says so.
    pub(super) filed: Option<(When, Basis)>,
}

/// How often papers must be named for a story to be about a court case.
const LEGAL: usize = 2;
/// How often papers are named where every organisation speaks through them.
const STRONGLY_LEGAL: usize = 5;

/// Tells whether a sentence says that papers were filed; `papers` are those of the text, in order.
fn tells_of_filing(text: &Text<'_>, sentence: &Sentence, papers: &[(usize, String)]) -> bool {
    let tokens = &text.tokens[sentence.tokens.clone()];
    let next = papers.partition_point(|(at, _)| *at < sentence.range.start);
    let paper = papers
        .get(next)
        .is_some_and(|(at, _)| sentence.range.contains(at));
    let filing = tokens
        .iter()
        .any(|it| matches!(it.lower.as_ref(), "filed" | "sued" | "suing" | "lodged"));
    filing && (paper || tokens.iter().any(|it| it.lower == "sued"))
}

impl Story {
    /// Looks for the papers of a court case and their date.
    pub(crate) fn of(text: &Text<'_>, dates: &[Dated]) -> Self {
        let papers: Vec<(usize, String)> = (0..text.tokens.len())
            .filter_map(|at| {
                let rest = &text.tokens[at..];
                let (length, ()) = lexicon()
                    .legal_papers
                    .longest(rest)
                    .or_else(|| chinese().legal.longest(rest))?;
                let range = text.tokens[at].start..text.tokens[at + length - 1].end;
                Some((range.start, text.source[range].to_lowercase()))
            })
            .collect();
        // Asked of each sentence once: a text may have thousands of dates in one.
        let told: Vec<bool> = (text.sentences.iter())
            .map(|it| tells_of_filing(text, it, &papers))
            .collect();
        let filed = dates
            .iter()
            .find(|dated| {
                let sentence = text.sentence_at(dated.range.start).min(told.len() - 1);
                told[sentence] && dated.value.precision() != Precision::Year
            })
            .map(|dated| (dated.value.clone(), basis(dated)));
        let decisions = (0..text.tokens.len())
            .filter_map(|at| {
                let (length, ()) = lexicon().decisions.longest(&text.tokens[at..])?;
                let range = text.tokens[at].start..text.tokens[at + length - 1].end;
                Some((range.start, text.source[range].to_lowercase()))
            })
            .collect();
        Self {
            papers,
            decisions,
            filed,
        }
    }

    fn is_legal(&self) -> bool {
        self.papers.len() >= LEGAL
    }

    /// Returns the decision named last before a place.
    fn decision_before(&self, at: usize) -> Option<&str> {
        let index = self.decisions.partition_point(|paper| paper.0 < at);
        index
            .checked_sub(1)
            .map(|index| self.decisions[index].1.as_str())
    }

    /// Returns the paper that a party speaks through where the text only argues on.
    fn usual_paper(&self, side: Option<Side>, at: usize) -> &str {
        let usual = match side {
            Some(Side::Accuser) => "complaint",
            _ => "court filing",
        };
        let foreign: &[&str] = match side {
            Some(Side::Accuser) => &["lawsuit", "suit", "response"],
            _ => &["lawsuit", "suit", "complaint"],
        };
        let index = self.papers.partition_point(|paper| paper.0 < at);
        index
            .checked_sub(1)
            .map(|index| self.papers[index].1.as_str())
            .filter(|paper| !foreign.contains(paper))
            .unwrap_or(usual)
    }

    /// Returns the paper that a party speaks through, when one of its own is named in a stretch of
    /// text. The complaint that somebody answers is not theirs.
    fn paper_of(&self, side: Option<Side>, window: &Range<usize>) -> Option<&str> {
        let foreign: &[&str] = match side {
            Some(Side::Accuser) => &["response"],
            _ => &["lawsuit", "suit", "complaint"],
        };
        let last = self.papers.partition_point(|paper| paper.0 < window.end);
        let paper = self.papers[..last]
            .iter()
            .rev()
            .take_while(|paper| paper.0 >= window.start)
            .map(|paper| paper.1.as_str())
            .find(|paper| !foreign.contains(paper))?;
        Some(match paper {
            "lawsuit" | "suit" => "complaint",
            paper => paper,
        })
    }
}

/// Tells whether a denial is only told, without what was argued: "Acme rejected the claim" need not
/// be read in a filing.
fn is_plain(unit: &Unit<'_>, sighting: &Sighting) -> bool {
    let told = sighting.class == Some(Class::Deny);
    let clause = sighting.content.iter().any(|items| {
        items.start > sighting.cue.end || unit.view[items.clone()].iter().any(is_quote)
    });
    told && !clause
}

/// Returns the bytes of the sentence before, in the same paragraph or the one before it.
fn before_of(page: &Page<'_, '_>, unit: &Unit<'_>) -> Range<usize> {
    let index = page
        .units
        .partition_point(|it| it.range.start < unit.range.start);
    index
        .checked_sub(1)
        .map_or(unit.range.clone(), |index| page.units[index].range.clone())
}

pub(crate) fn basis(dated: &Dated) -> Basis {
    if dated.relative {
        Basis::Relative
    } else {
        Basis::Explicit
    }
}

/// Words that show that somebody spoke to people and not through papers.
const ALOUD: &[&str] = &[
    "told",
    "statement",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "interview",
    "tweeted",
    "tweet",
    "blog",
    "email",
    "reporters",
    "posted",
    "announced",
    "podcast",
];

/// Words that place something before the story, where the outlet sums it up.
const BEFORE: &[&str] = &["previously", "earlier", "long", "repeatedly"];

/// In a story about a court case, the parties speak through their papers, unless the text says
/// that they told somebody.
pub(crate) fn with_document(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
    speaker: Speaker,
) -> Speaker {
    let Some(name) = speaker.name.as_deref() else {
        return speaker;
    };
    let argued = sighting
        .class
        .is_some_and(|class| !matches!(class, Class::Report | Class::Announce));
    let has = |words: &[&str]| {
        unit.view
            .iter()
            .any(|it| words.contains(&it.lower.as_ref()))
    };
    if !argued || speaker.attribution != Attribution::Named || has(ALOUD) {
        return speaker;
    }
    if matches!(speaker.sort, Sort::Court | Sort::Judge) {
        return ruled(page, unit, speaker);
    }
    let side = page.parties.side(name);
    let window = before_of(page, unit).start..unit.range.end;
    // Papers that argue with one voice are parties; one alone may only report.
    let papers = speaker.sort == Sort::Outlet && name.contains("; ");
    let body = papers || matches!(speaker.sort, Sort::Company | Sort::Body | Sort::Group);
    let strongly = page.story.papers.len() >= STRONGLY_LEGAL && body;
    let near = page.story.paper_of(side, &window);
    if near.is_none() && is_plain(unit, sighting) {
        return speaker;
    }
    let paper = near.unwrap_or_else(|| page.story.usual_paper(side, unit.range.end));
    let party = side.is_some() && page.story.is_legal()
        || strongly && sighting.class != Some(Class::Demand) && sighting.lemma != "say";
    if !party {
        return speaker;
    }
    if has(BEFORE) {
        return Speaker {
            attribution: Attribution::Outlet,
            ..speaker
        };
    }
    Speaker {
        attribution: Attribution::Document,
        document: Some(paper.to_owned()),
        ..speaker
    }
}

/// A judge speaks through the decision, unless the text tells of a hearing.
fn ruled(page: &Page<'_, '_>, unit: &Unit<'_>, speaker: Speaker) -> Speaker {
    let heard = unit
        .view
        .iter()
        .any(|it| matches!(it.lower.as_ref(), "hearing" | "asked" | "trial"));
    if heard {
        return speaker;
    }
    let document = page
        .story
        .decision_before(unit.range.end)
        .unwrap_or("ruling");
    Speaker {
        attribution: Attribution::Document,
        document: Some(document.to_owned()),
        ..speaker
    }
}

/// Says whether the document that speaks can be read.
pub(crate) fn access(unit: &Unit<'_>, speaker: &Speaker) -> Access {
    let seen = unit.view.windows(2).any(|pair| {
        matches!(
            pair[0].lower.as_ref(),
            "seen" | "reviewed" | "obtained" | "viewed"
        ) && pair[1].lower == "by"
    });
    let legal = speaker.document.as_deref().is_some_and(|noun| {
        let tokens = crate::text::token::tokens(noun, 0);
        lexicon().legal_papers.longest(&tokens).is_some()
            || lexicon().decisions.longest(&tokens).is_some()
    });
    if seen {
        Access::SeenByOutlet
    } else if legal {
        Access::Public
    } else {
        Access::Unknown
    }
}
