//! Chinese: who says what, by the shape of the clause.
//!
//! Chinese reports put the source before the cue and part them with commas: 诉状称，…… ; X 表示，…… ;
//! “……”，X 说。Words are single ideographs here, phrases come from the lexicon. The sightings are
//! those of `clause`, so everything after it (sides, kinds, dates, answers) is shared.

mod lexicon;
mod speaker;

use std::ops::Range;

use model::{AnswerForm, Kind};

use crate::clause::noun::Phrase;
use crate::clause::word::is_quote;
use crate::clause::{Shape, Sighting};
use crate::lexicon::Class;
use crate::text::Token;
use crate::unit::Unit;
pub(crate) use lexicon::chinese;
pub(crate) use speaker::resolve;

/// Tells whether a unit is written in Chinese.
pub(crate) fn is_chinese(view: &[Token<'_>]) -> bool {
    let ideographs = view.iter().take(60).filter(|it| is_han(it)).count();
    let words = view.iter().take(60).filter(|it| it.is_word()).count();
    ideographs >= 2 && ideographs * 2 >= words
}

fn is_han(token: &Token<'_>) -> bool {
    token
        .text
        .starts_with(|c: char| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// Finds who speaks in a Chinese unit: the first cue with a source, and answers after "but".
pub(crate) fn sightings(unit: &Unit<'_>) -> Vec<Sighting> {
    let view = &unit.view;
    let mut found: Vec<Sighting> = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let Some((length, kind)) = cue_at(view, at) else {
            at += 1;
            continue;
        };
        if let Some(sighting) = sighting(view, at..at + length, kind)
            && found
                .last_mut()
                .is_none_or(|last| starts_over(view, last, &sighting))
        {
            if let Some(last) = found.last_mut() {
                end_before(last, &sighting);
            }
            found.push(sighting);
        }
        at += length;
    }
    found
}

fn cue_at(view: &[Token<'_>], at: usize) -> Option<(usize, Option<Kind>)> {
    let (length, kind) = chinese().cues.longest(&view[at..])?;
    let from = at.saturating_sub(3);
    let blocked = (from..at + length).any(|start| {
        chinese()
            .blocked
            .longest(&view[start..])
            .is_some_and(|(blocked, ())| start + blocked > at && blocked > length)
    });
    let before = at.checked_sub(1).map_or("", |before| view[before].text);
    let noun =
        chinese().nouns.longest(&view[at..]).is_some() && chinese().noun_after.contains(before);
    (!blocked && !noun && before != "被").then_some((length, kind))
}

fn is_break(token: &Token<'_>) -> bool {
    matches!(
        token.text,
        "，" | "；" | "。" | "：" | "、" | "！" | "？" | "," | ";" | ":"
    ) || is_quote(token)
}

fn sighting(view: &[Token<'_>], cue: Range<usize>, kind: Option<Kind>) -> Option<Sighting> {
    let source = source(view, cue.start)?;
    if kind == Some(Kind::Ruling) && !speaker::is_court(&view[source.clone()]) {
        return None;
    }
    let (class, shape, silence) = role(view, &cue, kind);
    let content = content(view, &source, &cue);
    if content.is_empty() && silence.is_none() && class != Some(Class::Deny) {
        return None;
    }
    let trailing = content.first().is_some_and(|part| part.end <= source.start);
    Some(Sighting {
        lemma: if kind == Some(Kind::Filing) {
            "sue"
        } else {
            "say"
        }
        .to_owned(),
        class,
        kind,
        negated: false,
        source: Some(Phrase {
            items: source,
            aside: None,
        }),
        content,
        shape: if trailing { Shape::Trailing } else { shape },
        silence,
        correction: (kind == Some(Kind::Retraction))
            .then_some(model::CorrectionForm::ClaimWithdrawn),
        cue,
    })
}

fn role(
    view: &[Token<'_>],
    cue: &Range<usize>,
    kind: Option<Kind>,
) -> (Option<Class>, Shape, Option<AnswerForm>) {
    match kind {
        None => (Some(Class::Say), Shape::Leading, None),
        Some(Kind::Denial) => (Some(Class::Deny), Shape::Leading, None),
        Some(Kind::Confirmation) => (Some(Class::Admit), Shape::Leading, None),
        Some(Kind::Allegation) => (Some(Class::Accuse), Shape::Leading, None),
        Some(Kind::Claim) => (Some(Class::Demand), Shape::Leading, None),
        Some(Kind::NoComment) => {
            let refused = view[cue.start].text.starts_with(['拒', '不', '婉']);
            let form = if refused {
                AnswerForm::Declined
            } else {
                AnswerForm::NoResponse
            };
            (None, Shape::Silence, Some(form))
        }
        Some(_) => (None, Shape::Event, None),
    }
}

/// Items in the longest source.
const LONGEST: usize = 40;

/// Returns the source between the last break and the cue, without words of time around it.
fn source(view: &[Token<'_>], cue: usize) -> Option<Range<usize>> {
    let mut start = cue;
    while start > 0
        && cue - start < LONGEST
        && (!is_break(&view[start - 1]) || view[start - 1].text == "、")
    {
        start -= 1;
    }
    let mut end = cue;
    loop {
        let before = (start, end);
        start = skip_time(view, start, end);
        end = drop_time(view, start, end);
        if before == (start, end) {
            break;
        }
    }
    (start < end && speaker::is_source(&view[start..end])).then_some(start..end)
}

fn skip_time(view: &[Token<'_>], start: usize, end: usize) -> usize {
    if let Some((length, ())) = chinese().time.longest(&view[start..end]) {
        return start + length;
    }
    let dated = view[start..end]
        .iter()
        .take_while(|it| {
            it.text.starts_with(|c: char| c.is_ascii_digit())
                || matches!(it.text, "年" | "月" | "日" | "号")
        })
        .count();
    start + dated
}

fn drop_time(view: &[Token<'_>], start: usize, end: usize) -> usize {
    (start..end)
        .find(|at| {
            chinese()
                .time
                .all(&view[*at..end])
                .any(|(length, ())| at + length == end && *at > start)
        })
        .unwrap_or(end)
}

/// Returns what is said: behind the cue, or before a trailing attribution.
fn content(view: &[Token<'_>], source: &Range<usize>, cue: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = cue.end;
    while start < view.len()
        && matches!(
            view[start].text,
            "，" | "：" | "," | ":" | "道" | "说" | "称"
        )
    {
        start += 1;
    }
    let mut end = view.len();
    while end > start && matches!(view[end - 1].text, "。" | "！" | "；") {
        end -= 1;
    }
    if start < end {
        return std::iter::once(start..end).collect();
    }
    let mut left = source.start;
    while left > 0 && matches!(view[left - 1].text, "，" | "," | "。") {
        left -= 1;
    }
    (left > 0).then_some(0..left).into_iter().collect()
}

/// Tells whether a cue inside another's words begins a statement of its own: an answer, or a
/// clause after "but" or a semicolon.
fn starts_over(view: &[Token<'_>], last: &Sighting, new: &Sighting) -> bool {
    let Some(source) = &new.source else {
        return false;
    };
    if source.items.start < last.cue.end {
        return false;
    }
    let joint = view[last.cue.end..source.items.start].iter().rev().take(3);
    let turned = joint
        .clone()
        .any(|it| matches!(it.text, "但" | "而" | "；"));
    let answers = matches!(
        new.kind,
        Some(Kind::Denial | Kind::NoComment | Kind::Confirmation)
    );
    let parted = joint.clone().any(is_break);
    parted && (turned || answers)
}

fn end_before(last: &mut Sighting, new: &Sighting) {
    let start = new
        .source
        .as_ref()
        .map_or(new.cue.start, |it| it.items.start);
    for part in &mut last.content {
        part.end = part.end.min(start.saturating_sub(1)).max(part.start);
    }
    last.content.retain(|part| !part.is_empty());
}
