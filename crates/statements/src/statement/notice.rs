//! Notices: what an outlet says about its own text, and takes back.

use model::{Attribution, CorrectionForm, Form, Kind};

use super::{Page, when};
use crate::draft::Draft;
use crate::lexicon::kinds::kind_words;
use crate::lexicon::lexicon;
use crate::speaker::Speaker;
use crate::text::{Paragraph, Text};

/// Paragraphs at the head of a page in which its title is looked for.
const HEAD: usize = 3;

/// Tells whether a page is a list of corrections.
pub(super) fn is_list(text: &Text<'_>) -> bool {
    let title = |it: &Paragraph| {
        let words = text.source[it.range.clone()].to_lowercase();
        it.heading && words.starts_with("corrections")
            || words.starts_with("corrections and clarifications")
    };
    text.paragraphs.iter().take(HEAD).any(title)
}

/// Words that say in a list of corrections that something was wrong.
const WRONG: &[(&str, CorrectionForm)] = &[
    ("make clear", CorrectionForm::Clarification),
    ("made clear", CorrectionForm::Clarification),
    ("clarify", CorrectionForm::Clarification),
    ("that was wrong", CorrectionForm::Correction),
    ("wrongly", CorrectionForm::Correction),
    ("incorrect", CorrectionForm::Correction),
    ("in error", CorrectionForm::Correction),
    ("error was", CorrectionForm::Correction),
    ("should have", CorrectionForm::Correction),
    ("mistake", CorrectionForm::Correction),
    ("misstated", CorrectionForm::Correction),
];

/// Reads a notice of the outlet that it was wrong, over its whole paragraph where it opens one.
pub(super) fn notice(page: &Page<'_, '_>, index: usize) -> Option<Draft> {
    let unit = &page.units[index];
    let paragraph = &page.text.paragraphs[unit.paragraph];
    let opens = unit.range.start <= paragraph.body.max(paragraph.range.start);
    let range = if opens {
        unit.range.start..paragraph.range.end
    } else {
        unit.range.clone()
    };
    let form = begins(&page.text.source[unit.range.clone()])
        .or_else(|| listed(&page.text.source[range.clone()], page.corrections && opens))?;
    let speaker = Speaker {
        name: page.input.outlet.clone(),
        attribution: Attribution::Outlet,
        evidence: "the outlet itself",
        sure: 0.9,
        ..Speaker::unknown()
    };
    let mut draft = page.draft(index, range.clone(), vec![range], speaker);
    draft.form = Form::Event;
    draft.kind = Kind::Retraction;
    draft.correction_form = Some(form);
    draft.because = "a notice of the outlet";
    draft.confidence = 0.9;
    (draft.said, draft.said_basis) = when::published(page);
    Some(draft)
}

/// Reads an entry of a list of corrections.
fn listed(words: &str, in_list: bool) -> Option<CorrectionForm> {
    if !in_list {
        return None;
    }
    let words = words.to_lowercase();
    let found = WRONG.iter().find(|(word, _)| words.contains(word));
    found.map(|(_, form)| *form)
}

/// Characters of a sentence in which a notice shows itself.
const OPENING: usize = 80;

/// Finds out how a notice begins and what it takes back.
fn begins(words: &str) -> Option<CorrectionForm> {
    let head: String = words.chars().take(OPENING).collect();
    let words = head.to_lowercase().replace('’', "'");
    let further = kind_words()
        .notices
        .iter()
        .filter(|(begin, _)| words.starts_with(begin.as_str()))
        .max_by_key(|(begin, _)| begin.len());
    if let Some((_, form)) = further {
        return Some(*form);
    }
    let notice = lexicon().notices.iter().find(|notice| {
        words
            .strip_prefix(notice.begins.as_str())
            .is_some_and(|rest| {
                notice.begins.contains(' ') || rest.starts_with(':') && rest.len() > 20
            })
    })?;
    Some(notice.form)
}
