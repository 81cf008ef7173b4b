//! What a reporter does: collect, read, review, resolve, search, export.
//!
//! The engine joins the seven rooms below it and is all that the command line and the window know.
//! It reads no clock, environment, terminal or home folder: a binary hands these in as a [`World`].
//! Every operation is a method of [`Library`], except those that store nothing ([`Inspector`]).
//! What an operation returns for people and programs is a struct of [`view`].

mod archived;
#[cfg(feature = "bindings")]
pub mod bindings;
mod case;
mod collect;
mod detail;
mod document;
mod entities;
mod error;
mod evidence;
mod find;
mod import;
mod index;
mod inspect;
mod library;
mod line;
mod overview;
mod owner;
pub mod phrase;
mod publish;
mod purge;
mod queue;
mod reading;
mod reread;
mod review;
mod settings;
mod start;
mod supply;
mod tag;
mod take_over;
mod template;
mod timeline;
mod verify;
mod versions;
pub mod view;
mod worker;
mod world;

pub use case::{NewLead, NewParty};
pub use collect::{Discovered, NewWatch, RunBounds, SAVING_TELLS, WEB_ARCHIVE};
pub use error::{EngineError, SAVE_AND_IMPORT};
pub use evidence::{STAMPING_TELLS, check_bundle};
pub use export::{Format, OrderClock, RowStatus, Timeline};
pub use fetch::{
    AllowError, Guard, Limits, LiveTransport, Resolver, Transport, TransportError, has_route,
};
pub use find::SearchFor;
pub use index::Reindexed;
pub use inspect::{About, Inspector};
pub use library::Library;
pub use model;
pub use publish::{Exported, write_export};
pub use review::{Edit, Lesson, NewStatement, Queue, Seen};
pub use settings::SettingsChange;
pub use start::Started;
pub use store::QueueRun;
pub use supply::SuppliedText;
pub use tag::TagSelection;
pub use template::TemplateError;
pub use timeline::{Show, TimelineFilter};
pub use worker::{WorkerError, serve_web_archive, serve_worker};
pub use world::{Event, Progress, WorkerProgram, World};
