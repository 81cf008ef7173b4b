//! What people decided on one statement, in words, as the decision log has it.

use export::Decided;
use model::{Act, Case, Decision, DecisionId, Link, StatementId};
use store::ReadTx;

use crate::error::EngineError;
use crate::phrase;
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

/// Returns what people changed about a statement, of the decisions that stand, the first one first.
pub(super) fn changes(
    tx: &ReadTx<'_>,
    statement: StatementId,
) -> Result<Vec<DecisionNote>, EngineError> {
    let decisions = tx.decisions().of_statement(statement)?;
    let undone: Vec<DecisionId> = decisions.iter().filter_map(|it| it.undoes).collect();
    let standing = decisions
        .iter()
        .filter(|it| it.undoes.is_none() && !undone.contains(&it.id));
    let note = |decision: &Decision| {
        let judgement = decision.act.judgement()?;
        let what = if decision.act.reshapes() {
            phrase::deed(&decision.act, judgement)
        } else {
            Some(phrase::changes(judgement).join("; ")).filter(|it| !it.is_empty())?
        };
        Some(DecisionNote {
            what,
            decided: Decided {
                by: decision.by.clone(),
                at: decision.at,
            },
        })
    };
    Ok(standing.filter_map(note).collect())
}

fn in_words(
    tx: &ReadTx<'_>,
    statement: StatementId,
    decision: &Decision,
) -> Result<String, EngineError> {
    Ok(match &decision.act {
        Act::Judge(it) | Act::Split(it) | Act::Join(it) | Act::Add(it) => {
            phrase::deed(&decision.act, it)
        }
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
        Act::Entity(_) | Act::Merge { .. } | Act::Learn(_) => phrase::decision(decision),
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
