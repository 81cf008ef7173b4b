//! One statement with everything that is known of it: what stands beside the text in the reader.

mod history;

use std::collections::BTreeSet;

use export::{Row, RowStatus, RowType, sourced_line};
use model::{Act, Basis, Case, Reason, StatementId, Status, VersionId};
use store::ReadTx;

use crate::error::EngineError;
use crate::library::Library;
use crate::line::line;
use crate::review::known;
use crate::view::{DecisionNote, StatementDetail, TimelineLine};

const UNREAD: RowStatus = RowStatus::Reading(Status::Unread);

/// What only a statement has, and a lead has not.
#[derive(Default)]
struct Captured {
    version: Option<VersionId>,
    span: Option<(u32, u32)>,
    said_basis: Option<Basis>,
    history: Vec<DecisionNote>,
    changes: Vec<DecisionNote>,
    content: Vec<(u32, u32)>,
    reasons: Vec<Reason>,
    is_added: bool,
}

impl Library {
    /// Returns a statement or lead of a case with its answers, its repeats and what people decided
    /// on it. One that was rejected is shown too: it can be looked at and taken back.
    pub fn statement_detail(&self, case: &Case, id: &str) -> Result<StatementDetail, EngineError> {
        let all = self.all_rows(case)?;
        let found = all.rows.iter().map(|(_, row)| row).find(|row| row.id == id);
        let row = found.ok_or_else(|| EngineError::NotFound {
            noun: "statement or lead in this case",
            given: id.to_owned(),
        })?;
        let captured = match row.row_type {
            RowType::Lead => Captured::default(),
            RowType::Statement => self.store.read(|tx| captured(tx, case, row))?,
        };
        let voices = self.voices(case.id)?;
        let standing: Vec<&Row> = all
            .rows
            .iter()
            .filter(|(status, _)| *status != Some(Status::Rejected))
            .map(|(_, row)| row)
            .collect();
        let repeats = repeats(row, &standing);
        let lines = |rows: Vec<&Row>| -> Vec<TimelineLine> {
            rows.into_iter().map(|row| line(row, &voices)).collect()
        };
        Ok(StatementDetail {
            version: captured.version,
            span: captured.span,
            said_basis: captured.said_basis,
            answers: lines(answers(row, &repeats, &standing)),
            answered_by: lines(answered_by(row, &repeats, &standing)),
            repeats: lines(repeats),
            history: captured.history,
            changes: captured.changes,
            content: captured.content,
            reasons: captured.reasons,
            is_added: captured.is_added,
            sourced_line: sourced_line(row),
            row: row.clone(),
        })
    }
}

/// Returns the same words in other places, those left out that a person rejected.
fn repeats<'a>(row: &Row, standing: &[&'a Row]) -> Vec<&'a Row> {
    let is_repeat = |it: &&Row| it.id != row.id && it.cluster == row.cluster;
    let found = standing.iter().copied().filter(is_repeat);
    found.filter(|it| it.cluster.is_some()).collect()
}

/// Returns what the statement and its repeats answer. What a machine read into a repeat does not
/// stand beside what a person checked.
fn answers<'a>(row: &Row, repeats: &[&Row], standing: &[&'a Row]) -> Vec<&'a Row> {
    let counts = |it: &&&Row| it.status != UNREAD || row.status == UNREAD;
    let further = repeats.iter().filter(counts);
    let further = further.flat_map(|it| &it.answers).collect();
    ends(&row.answers, &further, standing)
}

/// Returns what answers the statement or one of its repeats: whoever answers words answers them
/// wherever they stand.
fn answered_by<'a>(row: &Row, repeats: &[&Row], standing: &[&'a Row]) -> Vec<&'a Row> {
    let further = repeats.iter().flat_map(|it| &it.answered_by).collect();
    ends(&row.answered_by, &further, standing)
}

/// Returns what the statement itself is linked with and, of what only its repeats are linked with,
/// each wording once, where a person checked it if there is such a place.
fn ends<'a>(own: &[String], further: &BTreeSet<&String>, standing: &[&'a Row]) -> Vec<&'a Row> {
    let (mut found, others): (Vec<&Row>, Vec<&Row>) =
        standing.iter().partition(|it| own.contains(&it.id));
    let mut told: BTreeSet<&str> = found
        .iter()
        .filter_map(|it| it.cluster.as_deref())
        .collect();
    let mut linked: Vec<&Row> = others
        .into_iter()
        .filter(|it| further.contains(&it.id))
        .collect();
    linked.sort_by_key(|it| it.status == UNREAD);
    linked.retain(|it| {
        it.cluster
            .as_deref()
            .is_none_or(|cluster| told.insert(cluster))
    });
    found.append(&mut linked);
    found
}

fn captured(tx: &ReadTx<'_>, case: &Case, row: &Row) -> Result<Captured, EngineError> {
    let id = row.id.parse().map_err(|_| EngineError::NotFound {
        noun: "statement",
        given: row.id.clone(),
    })?;
    let statement = known(tx, id)?;
    let span = statement.found.span;
    let content = statement.found.content.iter();
    Ok(Captured {
        version: Some(statement.version),
        span: Some((span.start, span.end)),
        said_basis: Some(statement.found.said_basis),
        history: history::of(tx, case, id)?,
        changes: history::changes(tx, id)?,
        content: content.map(|it| (it.start, it.end)).collect(),
        is_added: statement.found.why.is_empty() && is_added(tx, id)?,
        reasons: statement.found.why,
    })
}

/// Tells whether a person added a statement, so that no machine read it.
fn is_added(tx: &ReadTx<'_>, id: StatementId) -> Result<bool, EngineError> {
    let decisions = tx.decisions().of_statement(id)?;
    Ok(decisions.iter().any(|it| matches!(it.act, Act::Add(_))))
}
