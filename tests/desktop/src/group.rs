//! Processes that are ended with everything they started.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

/// A process at the head of a group of its own; the group ends when this is dropped.
pub(crate) struct Group {
    child: Child,
}

impl Group {
    /// Starts a command as the head of a group.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().display().to_string();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("start {name}; `cargo xtask setup` installs it"))?;
        Ok(Self { child })
    }

    /// Returns what the process prints, when it was started with a pipe.
    pub(crate) fn stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    fn signal(&self, name: &str) {
        let group = format!("-{}", self.child.id());
        // A group that is gone already is what is wanted.
        let _gone = Command::new("kill")
            .args([name, "--", &group])
            .stderr(Stdio::null())
            .status();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal("-TERM");
        let _ended = self.child.wait();
        self.signal("-KILL");
    }
}
