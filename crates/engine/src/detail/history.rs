//! What people decided on one statement, in words, as the decision log has it.

use export::Decided;
use model::{
    Act, AnswerForm, Case, CorrectionForm, Decision, FoundStatement, Judgement, Link, StatementId,
    Status,
};
use store::ReadTx;

use crate::error::EngineError;
use crate::view::DecisionNote;

/// Returns what people decided on a statement and on the answers that it gives and gets in a case,
/// the latest first.
pub(super) fn of(
    tx: &ReadTx<'_>,
    case: &Case,
    statement: StatementId,
) -> Result<Vec<DecisionNote>, EngineError> {
    let mut decisions = tx.decisions().of_statement(statement)?;
    decisions.retain(|decision| match &decision.act {
        Act::Link(link) | Act::Unlink(link) => link.case == case.id,
        _ => true,
    });
    let note = |decision: &Decision| {
        let undone = decisions.iter().find(|it| Some(it.id) == decision.undoes);
        let what = match undone {
            Some(undone) => format!("taken back: {}", in_words(tx, statement, undone)?),
            None => in_words(tx, statement, decision)?,
        };
        Ok(DecisionNote {
            what,
            decided: Decided {
                by: decision.by.clone(),
                at: decision.at,
            },
        })
    };
    decisions.iter().rev().map(note).collect()
}

fn in_words(
    tx: &ReadTx<'_>,
    statement: StatementId,
    decision: &Decision,
) -> Result<String, EngineError> {
    Ok(match &decision.act {
        Act::Judge(judgement) => judged(judgement),
        Act::Link(link) if link.answer == statement => {
            format!("linked as answer to {}", other(tx, statement, link)?)
        }
        Act::Link(link) => format!("linked as answered by {}", other(tx, statement, link)?),
        Act::Unlink(link) if link.answer == statement => {
            format!("found to be no answer to {}", other(tx, statement, link)?)
        }
        Act::Unlink(link) => {
            format!(
                "found not to be answered by {}",
                other(tx, statement, link)?
            )
        }
        Act::Entity(_) | Act::Merge { .. } => "a name in it was changed".to_owned(),
    })
}

/// Names the statement at the other end of an answer by its speaker.
fn other(tx: &ReadTx<'_>, statement: StatementId, link: &Link) -> Result<String, EngineError> {
    let other = if link.answer == statement {
        link.answered
    } else {
        link.answer
    };
    let other = tx.statements().by_id(other)?;
    let speaker = other.and_then(|it| it.found.speaker);
    Ok(speaker.map_or_else(
        || "a statement without a named speaker".to_owned(),
        |speaker| format!("what {speaker} said"),
    ))
}

fn judged(judgement: &Judgement) -> String {
    let replaced = judgement.replaced.as_ref();
    let mut changes = replaced.map_or_else(Vec::new, |it| changes(it, &judgement.result));
    if judgement.before_point != judgement.point {
        changes.push("the point that it belongs to".to_owned());
    }
    if !changes.is_empty() {
        return format!("changed: {}", changes.join("; "));
    }
    let what = match judgement.status {
        Status::Unread => "put back among the proposals",
        Status::Checked => "read right",
        Status::SecondCheck => "read right, by a second person",
        Status::Cleared => "cleared for publication",
        Status::Rejected => "rejected",
    };
    what.to_owned()
}

/// A field of a statement: its name, and how it is shown.
type Field<'a> = (&'a str, &'a dyn Fn(&FoundStatement) -> Option<String>);

/// Returns what a person changed about a statement, field by field.
fn changes(before: &FoundStatement, after: &FoundStatement) -> Vec<String> {
    let word = |word: Option<&str>| word.map(|it| it.replace('_', " "));
    let name = |name: &Option<String>| name.as_ref().map(|it| format!("“{it}”"));
    let fields: [Field<'_>; 9] = [
        ("kind", &|it| word(Some(it.kind.as_str()))),
        ("answer form", &|it| {
            word(it.answer_form.map(AnswerForm::as_str))
        }),
        ("correction form", &|it| {
            word(it.correction_form.map(CorrectionForm::as_str))
        }),
        ("speaker", &|it| name(&it.speaker)),
        ("affiliation", &|it| name(&it.speaker_affiliation)),
        ("attribution", &|it| word(Some(it.attribution.as_str()))),
        ("about", &|it| name(&it.about)),
        ("date said", &|it| it.said.value()),
        ("date happened", &|it| it.happened.value()),
    ];
    let mut changes: Vec<String> = fields
        .into_iter()
        .map(|(field, of)| (field, of(before), of(after)))
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| {
            let none = || "none".to_owned();
            let (before, after) = (before.unwrap_or_else(none), after.unwrap_or_else(none));
            format!("{field} {before} to {after}")
        })
        .collect();
    if before.span != after.span {
        changes.push("where its words begin and end".to_owned());
    }
    changes
}
