//! Chinese units on their page: notices, captions, clauses, quotations and what a document says on.

use model::{Attribution, Basis, Form, Kind};

use super::clause::clauses;
use super::draft::{draft, is_made, share};
use super::kind::kind;
use super::lexicon::{Again, Role, chinese};
use super::owns;
use super::script::folded;
use super::words::has;
use crate::clause::noun::Phrase;
use crate::draft::Draft;
use crate::speaker::salience::Salience;
use crate::speaker::{Speaker, resolve};
use crate::statement::{Page, quoted, settle, when};
use crate::text::Token;
use crate::unit::Unit;

/// Adds the statements of a unit, if it is Chinese; says whether it is.
pub(crate) fn add(
    page: &Page<'_, '_>,
    index: usize,
    salience: &Salience,
    found: &mut Vec<Draft>,
) -> bool {
    let unit = &page.units[index];
    if !owns(unit) {
        return false;
    }
    if is_furniture(page, unit) {
        return true;
    }
    if let Some(notice) = notice(page, index) {
        found.push(notice);
        return true;
    }
    if unit.is_quotation_only() {
        match introduced(page, index, salience) {
            Some(draft) => found.push(draft),
            None => quoted::add(page, index, found, salience),
        }
        return true;
    }
    let clauses: Vec<_> = clauses(&unit.view)
        .into_iter()
        .filter(|it| is_made(&unit.view, it))
        .collect();
    let before = found.len();
    for (place, clause) in clauses.iter().enumerate() {
        let range = share(unit, &clauses, place);
        found.extend(draft(page, index, clause, range, salience, &found[..]));
    }
    if found.len() == before {
        goes_on(page, index, found);
    }
    true
}

/// A quotation in a paragraph of its own behind "王小强表示：".
fn introduced(page: &Page<'_, '_>, index: usize, salience: &Salience) -> Option<Draft> {
    let before = index.checked_sub(1).map(|at| &page.units[at])?;
    let unit = &page.units[index];
    if !before
        .view
        .last()
        .is_some_and(|it| it.text == "：" || it.text == ":")
    {
        return None;
    }
    let clause = clauses(&before.view).pop()?;
    let spoken = matches!(clause.cue.role, Role::Speech(_)) && !clause.cue.negated;
    let items = clause
        .source
        .filter(|_| spoken && clause.content.is_empty())?;
    let phrase = Phrase { items, aside: None };
    let speaker = Speaker {
        evidence: "named before the colon",
        ..resolve(&page.scene(salience), before, &phrase)
    };
    let first = &page.quotations[unit.quotations.start].inner;
    let last = &page.quotations[unit.quotations.end - 1].inner;
    let inner = first.start.max(unit.range.start)..last.end.min(unit.range.end);
    if inner.is_empty() {
        return None;
    }
    let content: Vec<Token<'_>> = page.tokens_of(std::slice::from_ref(&inner));
    let mut draft = page.draft(index, unit.range.clone(), vec![inner], speaker);
    draft.form = Form::Direct;
    draft.quotation = Some(unit.quotations.start);
    draft.confidence = 0.8;
    let side = draft
        .speaker
        .name
        .as_deref()
        .and_then(|name| page.parties.side(name));
    let verdict = kind(clause.cue.role, false, &content, side, false)
        .unwrap_or_else(|| page.judge(&draft, None));
    settle(&mut draft, verdict);
    (draft.said, draft.said_basis) = when::published(page);
    Some(draft)
}

/// Items of the longest heading.
const HEADING: usize = 60;

/// Bytes of the longest caption.
const CAPTION: usize = 600;

/// Tells whether a paragraph is a heading, a caption or a byline.
fn is_furniture(page: &Page<'_, '_>, unit: &Unit<'_>) -> bool {
    let paragraph = &page.text.paragraphs[unit.paragraph];
    let words = &page.text.source[paragraph.range.clone()];
    let bar = Some(words)
        .filter(|it| it.len() < CAPTION)
        .and_then(|it| it.find(['|', '｜', '丨']));
    let caption = bar.is_some_and(|at| {
        let rest = folded(&words[at..]);
        let head = folded(&words[..at]);
        rest.len() < 120
            && chinese()
                .furniture
                .iter()
                .any(|it| rest.contains(it) || head.trim_end().ends_with(it.as_str()))
    });
    let ended = words.ends_with([
        '。', '！', '？', '；', '：', '…', '”', '」', '』', '"', '.', ':', '!', '?', '）',
    ]);
    let alone = paragraph.sentences.len() == 1 && page.text.paragraphs.len() > 1;
    caption || !ended && alone && unit.view.len() <= HEADING && !words.contains('\n')
}

/// A notice of the outlet that it was wrong.
fn notice(page: &Page<'_, '_>, index: usize) -> Option<Draft> {
    let unit = &page.units[index];
    let words = folded(&page.text.source[unit.range.clone()]);
    let told = chinese()
        .notices
        .iter()
        .find(|notice| {
            notice
                .begins
                .iter()
                .any(|it| words.starts_with(it.as_str()))
        })
        .map(|notice| notice.form);
    let noted = chinese()
        .note
        .iter()
        .any(|it| words.starts_with(it.as_str()))
        && chinese()
            .righted
            .iter()
            .any(|it| words.contains(it.as_str()));
    let form = told.or(noted.then_some(model::CorrectionForm::Correction))?;
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
    draft.correction_form = Some(form);
    draft.because = "a notice of the outlet";
    draft.confidence = 0.9;
    (draft.said, draft.said_basis) = when::published(page);
    Some(draft)
}

/// How a speaker is known whose document goes on.
const GOES_ON: &str = "the document goes on";

/// A sentence without a cue behind what a document says, about one of the parties: the document
/// goes on.
fn goes_on(page: &Page<'_, '_>, index: usize, found: &mut Vec<Draft>) {
    let unit = &page.units[index];
    let Some(last) = found.last_mut() else {
        return;
    };
    if !may_go_on(page, unit, last) {
        return;
    }
    if last.speaker.evidence == GOES_ON {
        last.range.end = unit.range.end;
        last.content.push(unit.range.clone());
        return;
    }
    let speaker = Speaker {
        range: None,
        evidence: GOES_ON,
        sure: 0.5,
        ..last.speaker.clone()
    };
    let (kind, said, basis, via) = (
        last.kind,
        last.said.clone(),
        last.said_basis,
        last.cited_via.clone(),
    );
    let range = unit.range.clone();
    let mut draft = page.draft(index, range.clone(), vec![range], speaker);
    draft.form = Form::Indirect;
    draft.confidence = 0.45;
    let verdict = page.judge(&draft, None);
    settle(&mut draft, verdict);
    if matches!(kind, Kind::Allegation | Kind::Claim) {
        draft.kind = kind;
        draft.because = "it goes on as it began";
    }
    draft.cited_via = via;
    (draft.said, draft.said_basis) = match basis {
        Basis::None => when::published(page),
        _ => (said, basis),
    };
    found.push(draft);
}

/// Tells whether a unit can be what a document says on: it touches its words and speaks of a party.
fn may_go_on(page: &Page<'_, '_>, unit: &Unit<'_>, last: &Draft) -> bool {
    let papered = last.speaker.document.is_some()
        && matches!(
            last.speaker.evidence,
            "the party behind the document" | GOES_ON
        );
    let touching = last.paragraph == unit.paragraph
        && last.range.end <= unit.range.start
        && page.text.source[last.range.end..unit.range.start]
            .trim()
            .is_empty();
    papered && touching && unit.view.iter().any(Token::is_word) && speaks_of_party(page, unit)
}

/// Tells whether a unit speaks of a party, by name or as "该公司".
fn speaks_of_party(page: &Page<'_, '_>, unit: &Unit<'_>) -> bool {
    let again = (0..unit.view.len()).any(|at| {
        let found = chinese().again.longest(&unit.view[at..]);
        found.is_some_and(|(length, again)| {
            matches!(again, Again::Body | Again::Accused) && length > 1
        })
    });
    let first = unit.view.first().is_some_and(|it| it.lower == "它");
    let named = page
        .mentions_within(&unit.range)
        .iter()
        .any(|it| page.parties.side(&it.name) == Some(crate::speaker::party::Side::Accused));
    let passive = has(&chinese().passive, &unit.view);
    (again || first || named) && !passive
}
