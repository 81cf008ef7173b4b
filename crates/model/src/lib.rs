//! The nouns of Counterclaim: plain data that every other room speaks in.
//!
//! A dispute is made of statements that people and documents make, found in versions of
//! documents, each read from one capture. This crate gives these things their types and their
//! spelling, and nothing else: no input or output, no clock, no source of randomness. It stands at
//! the top of the house; `fetch`, `archive`, `extract`, `statements`, `store`, `search` and
//! `export` depend on it and never on one another.
//!
//! The words are those of `docs/glossary.md`, one meaning each.

mod article;
mod capture;
mod case;
mod date;
mod decision;
mod digest;
mod document;
mod entity;
mod id;
mod point;
mod queue;
mod reading;
mod reason;
mod site;
mod span;
mod standing;
mod statement;
mod watch;
mod word;
mod world;

pub use article::{Article, Found, Wall};
pub use capture::{
    Body, Capture, Header, Hop, Provenance, RecordLocation, Retrieval, RobotsVerdict, header_value,
};
pub use case::{Case, Lead, Party, PartyRole, slug};
pub use date::{Precision, When, WhenError};
pub use decision::{
    Act, BeforeMerge, Decision, EntityChange, Judgement, Learned, LearnedName, Link,
};
pub use digest::{Sha256, Sha256Error};
pub use document::{Document, Outlet, Version};
pub use entity::{Entity, EntityType, normalised_name};
pub use id::{
    CaptureId, CaseId, DecisionId, DocumentId, EntityId, IdError, JobId, LeadId, LibraryId,
    PointId, StatementId, VersionId, WatchId,
};
pub use point::Point;
pub use queue::{Job, JobState};
pub use reading::{
    Basis, Confidence, FoundDate, FoundMention, FoundStatement, ReaderInput, Reading,
};
pub use reason::{Field, Method, Reason, why};
pub use site::{Site, site_of};
pub use span::{QuoteSelector, Span, TextIndex, plain_text};
pub use standing::Standing;
pub use statement::{
    Access, Alteration, Altered, Anonymity, AnswerForm, Attribution, CorrectionForm, Form, Kind,
    Ruling, Stage, Statement, Status, Translation,
};
pub use watch::{Recapture, Watch, WatchKind};
pub use word::WordError;
pub use world::{Clock, Ids};
