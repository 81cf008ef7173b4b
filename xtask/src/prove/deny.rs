//! Licences, bans and sources of every dependency, by cargo-deny and `deny.toml`.
//!
//! Known vulnerabilities are not asked for here: the list of them is fetched from the network.
//! Where there is one, `cargo deny check advisories` is the command.

use anyhow::Result;

use crate::{say, shell};

/// Checks the dependency tree, installing cargo-deny first when it is missing.
pub(super) fn run() -> Result<()> {
    if !shell::answers("cargo", &["deny", "--version"]) {
        say::line("installing cargo-deny");
        shell::run(&mut shell::cargo("install --locked cargo-deny"))?;
    }
    shell::run(&mut shell::cargo("deny check licenses bans sources"))
}
