//! What a program hands to the engine: time, ids, the network, the worker, a place for progress.
//!
//! The engine reads no clock, no environment and no terminal by itself; a binary builds one
//! [`World`] and a test builds another.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use fetch::{Guard, Limits, Transport};
use model::{Clock, Ids};

use crate::view::CaptureLine;

/// Everything outside the library that the engine works with.
#[derive(Clone)]
pub struct World {
    /// The present time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids and nonces.
    pub ids: Arc<dyn Ids>,
    /// The network.
    pub transport: Arc<dyn Transport>,
    /// Which addresses may be connected to.
    pub guard: Guard,
    /// The bounds of one fetch.
    pub limits: Limits,
    /// Whether this machine has a way to the network; nothing is sent to find that out.
    pub has_route: Arc<dyn Fn() -> bool + Send + Sync>,
    /// The proxy that the system names, for those who want that one.
    pub system_proxy: Option<String>,
    /// The program that parses hostile bytes.
    pub worker: WorkerProgram,
    /// Who hears what is going on.
    pub progress: Arc<dyn Progress>,
}

/// How the worker process is started.
#[derive(Debug, Clone)]
pub struct WorkerProgram {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// What happens during a long operation.
#[derive(Debug)]
pub enum Event<'a> {
    /// Work on an address begins.
    Started(&'a str),
    /// A capture is stored and read, or has failed for good: what `--json` prints a line of.
    Captured(&'a CaptureLine),
    /// One thing more is done of those that a run has taken on so far.
    Advanced {
        /// How many are done.
        done: u64,
        /// How many there are.
        total: u64,
    },
    /// Something a reporter should know, while the work goes on.
    Noticed(&'a str),
}

/// Hears events, from several threads.
pub trait Progress: Send + Sync {
    /// Takes note of one event.
    fn report(&self, event: &Event<'_>);
}
