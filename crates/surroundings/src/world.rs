//! The world outside a library, on this machine.

use std::sync::Arc;

use engine::{
    AllowError, Guard, Limits, LiveTransport, Progress, TransportError, WorkerProgram, World,
};

use crate::clock::SystemClock;
use crate::ids::RandomIds;

/// Names hosts that may be reached although their addresses are private.
pub const ALLOW_HOSTS: &str = "COUNTERCLAIM_ALLOW_HOSTS";

/// Why there is no world to work in.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The list of allowed hosts is not one.
    #[error("{ALLOW_HOSTS} cannot be read")]
    Allowed(#[source] AllowError),
    /// The root certificates of the system cannot be loaded.
    #[error("cannot set up the network")]
    Network(#[source] TransportError),
}

/// Returns the proxy that the environment names, by the first of the names that programs look for;
/// the caller reads the environment.
pub fn system_proxy(read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names = [
        "all_proxy",
        "ALL_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "http_proxy",
        "HTTP_PROXY",
    ];
    let found = names.iter().find_map(|name| read(name));
    let proxy = found.filter(|it| !it.trim().is_empty())?;
    Some(if proxy.contains("://") {
        proxy
    } else {
        format!("http://{proxy}")
    })
}

/// Returns the world outside a library. `allowed` is what the environment says in
/// [`ALLOW_HOSTS`]; the caller reads it, and tells the person when something is allowed.
pub fn world(
    allowed: Option<&str>,
    worker: WorkerProgram,
    progress: Arc<dyn Progress>,
) -> Result<World, WorldError> {
    let guard = allowed
        .map(str::parse::<Guard>)
        .transpose()
        .map_err(WorldError::Allowed)?
        .unwrap_or_default();
    Ok(World {
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds::default()),
        transport: Arc::new(LiveTransport::new().map_err(WorldError::Network)?),
        guard,
        limits: Limits::default(),
        has_route: Arc::new(engine::has_route),
        system_proxy: None,
        worker,
        progress,
    })
}
