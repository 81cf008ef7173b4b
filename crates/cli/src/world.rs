//! What the command line hands to the engine: the surroundings of this machine, with itself as the
//! worker.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use engine::{Library, Progress, WorkerProgram, World};
use surroundings::{ALLOW_HOSTS, default_library};

use crate::output;

/// Opens the library in `folder`, or in the platform's data folder.
pub(crate) fn open(folder: Option<&Path>, progress: Arc<dyn Progress>) -> Result<Library> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => default_library()?,
    };
    Library::open(&folder, world(progress)?)
        .with_context(|| format!("cannot open the library {}", folder.display()))
}

/// Returns the world outside a library, and tells when private hosts are let through.
pub(crate) fn world(progress: Arc<dyn Progress>) -> Result<World> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read in this binary alone"
    )]
    let allowed = std::env::var(ALLOW_HOSTS).ok();
    let mut world = surroundings::world(allowed.as_deref(), worker_program()?, progress)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read in this binary alone"
    )]
    let system_proxy = surroundings::system_proxy(|name| std::env::var(name).ok());
    world.system_proxy = system_proxy;
    if let Some(allowed) = allowed {
        output::to_stderr(&format!(
            "note: private hosts are allowed by {ALLOW_HOSTS}: {allowed}"
        ));
    }
    Ok(world)
}

/// Returns this program as the worker.
pub(crate) fn worker_program() -> Result<WorkerProgram> {
    let program = std::env::current_exe().context("cannot find this program on disk")?;
    Ok(WorkerProgram {
        program,
        arguments: vec!["worker".into()],
    })
}
