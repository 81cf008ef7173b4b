//! The store: one SQLite file per library, the source of truth behind a small typed API.
//!
//! Everything a library knows is here, but for the captured bytes (`archive`) and the index
//! (`search`), which is derived from here and can be built again at any time. A [`Store`] is opened
//! on a file, and all work happens inside [`Store::read`] (one consistent snapshot) or
//! [`Store::write`] (all of it or nothing). What can be done with a table stands in one file,
//! `table/<noun>.rs`: its SQL, how a row becomes a noun of `model`, how it is read and written.
//!
//! Three things hold whatever a caller does, because the database itself sees to them:
//!
//! - Each change that affects how a document or statement is found gives it the next number of one
//!   counter, its `rev`, and each removal leaves a tombstone with one ([`ReadTx::changes_since`]).
//! - The decision log and the capture log only grow.
//! - A row never refers to one that is not there.

mod error;
mod migration;
mod open;
mod store;
mod table;
#[cfg(test)]
mod testing;
mod tx;
mod value;

pub use error::StoreError;
pub use open::Options;
pub use store::{Born, Store};
pub use table::{
    Answer, AnswerBy, Answers, AnswersMut, CachedRobots, CaptureLog, CaptureLogMut, Captures,
    CapturesMut, CaseDocuments, CaseDocumentsMut, CaseFigures, Cases, CasesMut, Change,
    Checkpoints, CheckpointsMut, Decisions, DecisionsMut, DocumentFigures, Documents, DocumentsMut,
    Entities, EntitiesMut, Erasure, How, Identity, IndexedKind, Jobs, JobsMut, Leads, LeadsMut,
    LearnedNames, LearnedNamesMut, LogEntry, Logged, NamesUsed, Outlets, OutletsMut, Parties,
    PartiesMut, Points, PointsMut, Purges, PurgesMut, QueueLimits, QueueRun, Queued, Readings,
    ReadingsMut, RecapturedPage, Recaptures, RecapturesMut, Rereads, RereadsMut, Robots, RobotsMut,
    Seen, Settings, SettingsMut, Standings, StandingsMut, Statements, StatementsMut,
    StoredCheckpoint, StoredSettings, StoredStamp, StoredStanding, Validators, Versions,
    VersionsMut, Watches, WatchesMut,
};
pub use tx::{ReadTx, WriteTx};
