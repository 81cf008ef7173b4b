//! Frames: what stands around the words said: when, in which document, seen by whom.

use std::ops::Range;

use model::{Access, Attribution, Basis, Precision, When};

use super::Page;
use crate::chinese::chinese;
use crate::clause::{Shape, Sighting};
use crate::date::Dated;
use crate::draft::Draft;
use crate::lexicon::{Class, Sort, lexicon};
use crate::speaker::Speaker;
use crate::speaker::party::Side;
use crate::text::Text;
use crate::unit::Unit;

/// What kind of story a text tells.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    /// Where papers of a court case are named, with the paper.
    papers: Vec<(usize, String)>,
    /// Where decisions are named, with the word for them.
    decisions: Vec<(usize, String)>,
    /// When the first of them was filed, if the text says so.
    filed: Option<(When, Basis)>,
}

/// How often papers must be named for a story to be about a court case.
const LEGAL: usize = 2;
/// How often papers are named where every organisation speaks through them.
const STRONGLY_LEGAL: usize = 5;

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
        let filed = dates
            .iter()
            .find(|dated| {
                let sentence = &text.sentences[text
                    .sentence_at(dated.range.start)
                    .min(text.sentences.len() - 1)];
                let tokens = &text.tokens[sentence.tokens.clone()];
                let paper = papers.iter().any(|(at, _)| sentence.range.contains(at));
                let filing = tokens
                    .iter()
                    .any(|it| matches!(it.lower.as_ref(), "filed" | "sued" | "suing" | "lodged"));
                filing
                    && (paper || tokens.iter().any(|it| it.lower == "sued"))
                    && dated.value.precision() != Precision::Year
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

    /// Returns the paper that a party speaks through at a place.
    fn paper_of(&self, side: Option<Side>, at: usize) -> &str {
        let (foreign, usual): (&[&str], &str) = match side {
            Some(Side::Accuser) => (&["lawsuit", "suit", "response"], "complaint"),
            _ => (&["lawsuit", "suit", "complaint"], "court filing"),
        };
        self.paper_before(at)
            .filter(|paper| !foreign.contains(paper))
            .unwrap_or(usual)
    }

    /// Returns the paper named last before a place.
    fn paper_before(&self, at: usize) -> Option<&str> {
        let index = self.papers.partition_point(|paper| paper.0 < at);
        index
            .checked_sub(1)
            .map(|index| self.papers[index].1.as_str())
    }
}

fn basis(dated: &Dated) -> Basis {
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
    let body = matches!(speaker.sort, Sort::Company | Sort::Body | Sort::Group);
    let strongly = page.story.papers.len() >= STRONGLY_LEGAL && body;
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
        document: Some(page.story.paper_of(side, unit.range.end).to_owned()),
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

/// Finds when something was said: a date in the clause around the words, the date of the document,
/// or no more than the publication.
pub(crate) fn said(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
    draft: &Draft,
) -> (When, Basis) {
    let event = matches!(sighting.shape, Shape::Event | Shape::Silence);
    let quoted = |dated: &Dated| {
        page.quotations[unit.quotations.clone()]
            .iter()
            .any(|it| it.outer.start <= dated.range.start && dated.range.end <= it.outer.end)
    };
    let inside = |dated: &Dated| {
        draft
            .content
            .iter()
            .any(|part| part.start <= dated.range.start && dated.range.end <= part.end)
    };
    let around = dates_in(page, &draft.range)
        .iter()
        .find(|dated| !quoted(dated) && (event || !inside(dated)));
    if let Some(dated) = around {
        return (dated.value.clone(), basis(dated));
    }
    let lodged = sighting.kind == Some(model::Kind::Filing) && sighting.shape == Shape::Event;
    if (lodged || draft.speaker.attribution == Attribution::Document)
        && let Some((filed, basis)) = &page.story.filed
        && !matches!(
            draft.speaker.document.as_deref(),
            Some("ruling" | "order" | "opinion")
        )
    {
        return (filed.clone(), *basis);
    }
    let past = unit.view.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "previously" | "earlier" | "once" | "since"
        )
    });
    if past {
        (When::Unknown, Basis::None)
    } else {
        published(page)
    }
}

/// Returns the day of publication, which a statement without a date is not later than.
pub(crate) fn published(page: &Page<'_, '_>) -> (When, Basis) {
    let published = &page.input.published;
    let value = published
        .known_day()
        .map_or_else(|| published.clone(), When::day);
    let basis = if value.is_known() {
        Basis::Publication
    } else {
        Basis::None
    };
    (value, basis)
}

/// Returns the first date inside what was said.
pub(crate) fn happened(page: &Page<'_, '_>, content: &[Range<usize>]) -> When {
    content
        .iter()
        .find_map(|part| dates_in(page, part).first())
        .map(|dated| dated.value.clone())
        .unwrap_or_default()
}

fn dates_in<'p>(page: &Page<'p, '_>, range: &Range<usize>) -> &'p [Dated] {
    let first = page
        .dates
        .partition_point(|it| it.range.start < range.start);
    let last = page.dates.partition_point(|it| it.range.end <= range.end);
    &page.dates[first..last.max(first)]
}
