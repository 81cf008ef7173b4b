//! What this machine gives to the engine: clock, randomness, network, worker, data folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use engine::model::{Clock, Ids};
use engine::{Guard, Library, LiveTransport, Progress, WorkerProgram, World};
use etcetera::BaseStrategy as _;
use ulid::{Generator, Ulid};

use crate::output;

/// Names hosts that may be reached although their addresses are private.
pub(crate) const ALLOW_HOSTS: &str = "COUNTERCLAIM_ALLOW_HOSTS";

/// Opens the library in `folder`, or in the platform's data folder.
pub(crate) fn open(folder: Option<&Path>, progress: Arc<dyn Progress>) -> Result<Library> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => default_folder()?,
    };
    Library::open(&folder, world(progress)?)
        .with_context(|| format!("cannot open the library {}", folder.display()))
}

fn default_folder() -> Result<PathBuf> {
    let base = etcetera::choose_base_strategy().context("this account has no home folder")?;
    Ok(base.data_dir().join("counterclaim").join("library"))
}

/// Returns the world outside a library.
pub(crate) fn world(progress: Arc<dyn Progress>) -> Result<World> {
    let guard = guard()?;
    Ok(World {
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds::default()),
        transport: Arc::new(LiveTransport::new().context("cannot set up the network")?),
        guard,
        worker: worker_program()?,
        progress,
    })
}

/// Returns this program as the worker.
pub(crate) fn worker_program() -> Result<WorkerProgram> {
    let program = std::env::current_exe().context("cannot find this program on disk")?;
    Ok(WorkerProgram {
        program,
        arguments: vec!["worker".into()],
    })
}

fn guard() -> Result<Guard> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read in this binary alone"
    )]
    let Ok(allowed) = std::env::var(ALLOW_HOSTS) else {
        return Ok(Guard::default());
    };
    let guard = allowed
        .parse()
        .with_context(|| format!("{ALLOW_HOSTS} cannot be read"))?;
    output::to_stderr(&format!(
        "note: private hosts are allowed by {ALLOW_HOSTS}: {allowed}"
    ));
    Ok(guard)
}

struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock is handed in"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

#[derive(Default)]
struct RandomIds {
    generator: Mutex<Generator>,
}

impl Ids for RandomIds {
    fn fresh(&self) -> Ulid {
        let mut generator = self
            .generator
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // A generator refuses only after 2^80 ids in one millisecond.
        generator.generate().unwrap_or_else(|_| Ulid::new())
    }

    fn nonce(&self) -> [u8; 32] {
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce).expect("the system has randomness");
        nonce
    }
}
