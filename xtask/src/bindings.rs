//! `cargo xtask bindings`: the types of the window, written down from the views of the engine.
//!
//! A test of the engine fails when the committed file is not the derived one.

use anyhow::{Result, bail};

use crate::{say, shell};

const FILE: &str = "ui/src/lib/ipc/bindings.ts";
const PRINT: &str =
    "run --quiet --locked --package counterclaim-engine --features bindings --example bindings";

/// Writes the file.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let (status, text) = shell::printed_by(&mut shell::cargo(PRINT))?;
    if !status.success() {
        bail!("`cargo {PRINT}` ended with {status}");
    }
    fs_err::write(shell::root().join(FILE), text)?;
    say::line(&format!("wrote {FILE}"));
    Ok(())
}
