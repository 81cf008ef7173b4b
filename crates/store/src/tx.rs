//! Transactions, and the few ways in which tables are asked and changed.
//!
//! A table hands in its SQL and the function that reads a row; errors are sorted here, with the
//! noun and the file in them.

use std::fmt::Display;
use std::ops::Deref;
use std::path::Path;

use rusqlite::{Connection, Params, Row};

use crate::error::StoreError;
use crate::table::{
    Answers, AnswersMut, CaptureLog, CaptureLogMut, Captures, CapturesMut, CaseDocuments,
    CaseDocumentsMut, Cases, CasesMut, Checkpoints, CheckpointsMut, Decisions, DecisionsMut,
    Documents, DocumentsMut, Entities, EntitiesMut, Jobs, JobsMut, Leads, LeadsMut, LearnedNames,
    LearnedNamesMut, Outlets, OutletsMut, Parties, PartiesMut, Points, PointsMut, Purges,
    PurgesMut, Readings, ReadingsMut, Recaptures, RecapturesMut, Rereads, RereadsMut, Robots,
    RobotsMut, Settings, SettingsMut, Standings, StandingsMut, Statements, StatementsMut, Versions,
    VersionsMut, Watches, WatchesMut,
};

/// A consistent snapshot of the library, for reading.
#[derive(Debug)]
pub struct ReadTx<'a> {
    connection: &'a Connection,
    path: &'a Path,
}

/// A change of the library, not yet committed; reads see it already.
#[derive(Debug)]
pub struct WriteTx<'a> {
    read: ReadTx<'a>,
}

impl<'a> Deref for WriteTx<'a> {
    type Target = ReadTx<'a>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

/// Gives the transactions one method per table.
macro_rules! tables {
    ($( $(#[$doc:meta])* $read:ident: $Read:ident, $write:ident: $Write:ident; )+) => {
        impl ReadTx<'_> { $(
            $(#[$doc])*
            pub fn $read(&self) -> $Read<'_> {
                $Read { tx: self }
            }
        )+ }

        impl WriteTx<'_> { $(
            $(#[$doc])*
            pub fn $write(&self) -> $Write<'_> {
                $Write { tx: self }
            }
        )+ }
    };
}

tables! {
    /// Links between statements and the statements they answer.
    answers: Answers, answers_mut: AnswersMut;
    /// The log that binds captures to their order.
    capture_log: CaptureLog, capture_log_mut: CaptureLogMut;
    /// Captures and the walls that some of them show.
    captures: Captures, captures_mut: CapturesMut;
    /// Which documents belong to which cases.
    case_documents: CaseDocuments, case_documents_mut: CaseDocumentsMut;
    /// Cases and their figures.
    cases: Cases, cases_mut: CasesMut;
    /// Checkpoints of the capture log and the time stamps over them.
    checkpoints: Checkpoints, checkpoints_mut: CheckpointsMut;
    /// The decision log.
    decisions: Decisions, decisions_mut: DecisionsMut;
    /// Documents and the captures of each.
    documents: Documents, documents_mut: DocumentsMut;
    /// Entities with their names and tags.
    entities: Entities, entities_mut: EntitiesMut;
    /// The capture queue.
    jobs: Jobs, jobs_mut: JobsMut;
    /// Leads.
    leads: Leads, leads_mut: LeadsMut;
    /// Words by which the texts of a case mean an entity.
    learned_names: LearnedNames, learned_names_mut: LearnedNamesMut;
    /// Outlets by their domain.
    outlets: Outlets, outlets_mut: OutletsMut;
    /// Parties of cases.
    parties: Parties, parties_mut: PartiesMut;
    /// Points in dispute.
    points: Points, points_mut: PointsMut;
    /// What a person ordered to be removed.
    purges: Purges, purges_mut: PurgesMut;
    /// Mentions and dates found in versions.
    readings: Readings, readings_mut: ReadingsMut;
    /// Pages that are captured again.
    recaptures: Recaptures, recaptures_mut: RecapturesMut;
    /// How far a new reading of the library has come.
    rereads: Rereads, rereads_mut: RereadsMut;
    /// Kept copies of robots.txt.
    robots: Robots, robots_mut: RobotsMut;
    /// What a person set for the library.
    settings: Settings, settings_mut: SettingsMut;
    /// What became of statements in later versions.
    standings: Standings, standings_mut: StandingsMut;
    /// Statements.
    statements: Statements, statements_mut: StatementsMut;
    /// Versions of documents.
    versions: Versions, versions_mut: VersionsMut;
    /// Watches and what each has seen.
    watches: Watches, watches_mut: WatchesMut;
}

impl<'a> ReadTx<'a> {
    pub(crate) fn new(connection: &'a Connection, path: &'a Path) -> Self {
        Self { connection, path }
    }

    /// Returns the first row, if there is one.
    pub(crate) fn one<T>(
        &self,
        noun: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let first = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map(params, read)?.next().transpose()
        };
        first().map_err(|source| StoreError::reading(noun, self.path, source))
    }

    /// Returns every row.
    pub(crate) fn many<T>(
        &self,
        noun: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let all = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement
                .query_map(params, read)?
                .collect::<rusqlite::Result<Vec<T>>>()
        };
        all().map_err(|source| StoreError::reading(noun, self.path, source))
    }

    /// Returns the one row that is always there: a count, a sum.
    pub(crate) fn sure<T>(
        &self,
        noun: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let row = || self.connection.prepare_cached(sql)?.query_row(params, read);
        row().map_err(|source| StoreError::reading(noun, self.path, source))
    }
}

impl<'a> WriteTx<'a> {
    pub(crate) fn new(connection: &'a Connection, path: &'a Path) -> Self {
        Self {
            read: ReadTx::new(connection, path),
        }
    }

    /// Changes rows and returns how many.
    pub(crate) fn run(
        &self,
        noun: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<usize, StoreError> {
        let run = || self.connection.prepare_cached(sql)?.execute(params);
        run().map_err(|source| StoreError::writing(noun, self.path, source))
    }

    /// Changes the row of this id, which must be there.
    pub(crate) fn run_on(
        &self,
        noun: &'static str,
        id: &dyn Display,
        sql: &str,
        params: impl Params,
    ) -> Result<(), StoreError> {
        match self.run(noun, sql, params)? {
            0 => Err(StoreError::missing(noun, id)),
            _ => Ok(()),
        }
    }

    /// Changes at most one row and returns it.
    pub(crate) fn take<T>(
        &self,
        noun: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let first = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            // Every row is drawn, so that the change has ended before the caller goes on.
            let rows: Vec<T> = statement
                .query_map(params, read)?
                .collect::<Result<_, _>>()?;
            Ok(rows.into_iter().next())
        };
        first().map_err(|source| StoreError::writing(noun, self.path, source))
    }
}
