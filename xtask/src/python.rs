//! A Python virtual environment under the target folder, for other people's tools: the checkers of
//! `prove` and the peer of `bench`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{setup, shell};

/// A virtual environment of Python.
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Makes the environment where it is missing and installs `packages` into it.
    pub(crate) fn with(packages: &[&str]) -> Result<Self> {
        setup::python()?;
        let folder = shell::target_dir()?.join("prove").join("python");
        let environment = Self { folder };
        if !environment.folder.exists() {
            environment.make()?;
        }
        if !packages.is_empty() {
            let install = ["-m", "pip", "install", "--quiet"];
            shell::run(environment.tool("python", &install).args(packages))?;
        }
        Ok(environment)
    }

    /// Returns a command of the environment.
    pub(crate) fn tool(&self, program: &str, arguments: &[&str]) -> Command {
        let programs = if cfg!(windows) { "Scripts" } else { "bin" };
        shell::command(self.folder.join(programs).join(program), arguments)
    }

    /// Makes the environment, with a pip that is up to date: older ones miss packages.
    fn make(&self) -> Result<()> {
        let make = ["-m".as_ref(), "venv".as_ref(), self.folder.as_os_str()];
        shell::run(&mut shell::command("python3", make))?;
        let upgrade = ["-m", "pip", "install", "--quiet", "--upgrade", "pip"];
        shell::run(&mut self.tool("python", &upgrade))
    }
}
