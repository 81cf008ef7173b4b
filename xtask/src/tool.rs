//! The built command line on a library of its own, for what other tasks do with it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{say, shell, test, ui};

/// How a program is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As `cargo xtask test` builds it.
    Dev,
    /// As it is shipped and measured.
    Release,
}

/// The program `counterclaim`, working on one library.
pub(crate) struct Tool {
    binary: PathBuf,
    library: PathBuf,
    /// A private address, as `host:port`, that it may fetch from.
    allowed: Option<String>,
}

impl Tool {
    /// Builds the program; the library is a path from the root of the project.
    pub(crate) fn built(profile: Profile, library: &str) -> Result<Self> {
        let (flag, folder) = match profile {
            Profile::Dev => ("", "debug"),
            Profile::Release => (" --release", "release"),
        };
        ui::build()?;
        shell::run(&mut shell::cargo(&format!("{}{flag}", test::BUILD)))?;
        let name = format!("counterclaim{}", std::env::consts::EXE_SUFFIX);
        Ok(Self {
            binary: shell::target_dir()?.join(folder).join(name),
            library: shell::root().join(library),
            allowed: None,
        })
    }

    /// Lets the program fetch from a private address.
    pub(crate) fn allowing(self, host: &str) -> Self {
        let allowed = Some(host.to_owned());
        Self { allowed, ..self }
    }

    /// Removes the library.
    pub(crate) fn forget_everything(&self) -> Result<()> {
        if self.library.exists() {
            fs_err::remove_dir_all(&self.library)?;
        }
        Ok(())
    }

    /// Returns a command line of the program.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shell::command(&self.binary, ["--library"]);
        command.arg(&self.library).args(arguments);
        if let Some(host) = &self.allowed {
            command.env("COUNTERCLAIM_ALLOW_HOSTS", host);
        }
        command
    }

    /// Shows a command line and runs it; "done with problems" (exit 1) counts as done.
    pub(crate) fn show(&self, arguments: &[&str]) -> Result<()> {
        let status = shell::run_for_status(&mut self.command(arguments))?;
        match status.code() {
            Some(0) => Ok(()),
            Some(1) => {
                say::line("(done, with the problems listed above)");
                Ok(())
            }
            _ => bail!("`counterclaim {}` ended with {status}", arguments.join(" ")),
        }
    }

    /// Runs a command with `--json` and returns its lines.
    pub(crate) fn rows(&self, arguments: &[&str]) -> Result<Vec<Value>> {
        let mut command = self.command(&["--json"]);
        let (status, printed) = shell::printed_by(command.args(arguments))?;
        if !matches!(status.code(), Some(0 | 1)) {
            bail!("`counterclaim {}` ended with {status}", arguments.join(" "));
        }
        printed
            .lines()
            .map(|line| serde_json::from_str(line).with_context(|| format!("read {line:?}")))
            .collect()
    }
}
