//! What this machine gives to the engine: clock, randomness, network, folders.
//!
//! The command line and the window hand the same things to [`engine`], which reads none of them by
//! itself. They are put together here once, so that both reach the same library under the same rules.

mod clock;
mod folder;
mod ids;
mod world;

pub use folder::{FolderError, config_folder, default_library};
pub use world::{ALLOW_HOSTS, WorldError, system_proxy, world};
