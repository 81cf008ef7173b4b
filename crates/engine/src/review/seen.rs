//! What a person saw when they decided: a statement, and the version of the document that it stood
//! in. A new version may have taken the statement over since, read anew, and a decision on words
//! that nobody looked at would be no check.

use model::{Statement, StatementId, VersionId};
use store::ReadTx;

use super::known;
use crate::error::EngineError;

/// A statement that is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The statement.
    pub id: StatementId,
    /// The version in which it was shown; nothing when that is not known, and not compared.
    pub version: Option<VersionId>,
}

impl From<StatementId> for Seen {
    fn from(id: StatementId) -> Self {
        Self { id, version: None }
    }
}

impl Seen {
    /// Returns the statement, unless it stands in another version by now.
    pub(super) fn statement(&self, tx: &ReadTx<'_>) -> Result<Statement, EngineError> {
        let statement = known(tx, self.id)?;
        if self.version.is_some_and(|seen| seen != statement.version) {
            return Err(EngineError::Changed { statement: self.id });
        }
        Ok(statement)
    }
}

pub(super) fn all<S: Into<Seen> + Copy>(statements: &[S]) -> Vec<Seen> {
    statements.iter().map(|&it| it.into()).collect()
}
