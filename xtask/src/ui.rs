//! The pages of the window: installed, built and checked by npm in `ui/`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{say, setup, shell};

/// What the lock file names; nothing of it runs a script of its own while it is installed.
const INSTALL: &[&str] = &["ci", "--ignore-scripts", "--no-audit", "--no-fund"];

/// Builds the pages that are embedded in the program.
pub(crate) fn build() -> Result<()> {
    install()?;
    shell::run(&mut npm(&["run", "--silent", "build"]))
}

/// Checks types, rules and behaviour of the pages.
pub(crate) fn check() -> Result<()> {
    for script in ["check", "lint", "test"] {
        shell::run(&mut npm(&["run", "--silent", script]))?;
    }
    Ok(())
}

/// Installs the packages that the lock file names, unless they are there.
fn install() -> Result<()> {
    setup::node()?;
    let wanted = fs_err::read(folder().join("package-lock.json"))?;
    let mark = folder().join("node_modules").join(".installed");
    if fs_err::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::line("installing the packages of ui/package-lock.json with npm");
    shell::run(&mut npm(INSTALL))?;
    Ok(fs_err::write(mark, wanted)?)
}

fn folder() -> PathBuf {
    shell::root().join("ui")
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = shell::command(setup::NPM, arguments);
    command.current_dir(folder());
    command
}
