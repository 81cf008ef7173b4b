//! One statement with everything that is known of it: what stands beside the text in the reader.

mod history;

use export::{Row, RowType, sourced_line};
use model::{Case, Status, VersionId};
use store::ReadTx;

use crate::error::EngineError;
use crate::library::Library;
use crate::line::line;
use crate::review::known;
use crate::view::{DecisionNote, StatementDetail, TimelineLine};

/// What only a statement has, and a lead has not.
#[derive(Default)]
struct Captured {
    version: Option<VersionId>,
    span: Option<(u32, u32)>,
    history: Vec<DecisionNote>,
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
        let lines = |chosen: &dyn Fn(&Row) -> bool| -> Vec<TimelineLine> {
            let standing = all.rows.iter();
            let standing = standing.filter(|(status, _)| *status != Some(Status::Rejected));
            let rows = standing.map(|(_, row)| row).filter(|row| chosen(row));
            rows.map(|row| line(row, &voices)).collect()
        };
        let is_repeat = |it: &Row| it.id != row.id && it.cluster == row.cluster;
        Ok(StatementDetail {
            version: captured.version,
            span: captured.span,
            answers: lines(&|it| row.answers.contains(&it.id)),
            answered_by: lines(&|it| row.answered_by.contains(&it.id)),
            repeats: lines(&|it| row.cluster.is_some() && is_repeat(it)),
            history: captured.history,
            sourced_line: sourced_line(row),
            row: row.clone(),
        })
    }
}

fn captured(tx: &ReadTx<'_>, case: &Case, row: &Row) -> Result<Captured, EngineError> {
    let id = row.id.parse().map_err(|_| EngineError::NotFound {
        noun: "statement",
        given: row.id.clone(),
    })?;
    let statement = known(tx, id)?;
    let span = statement.found.span;
    Ok(Captured {
        version: Some(statement.version),
        span: Some((span.start, span.end)),
        history: history::of(tx, case, id)?,
    })
}
