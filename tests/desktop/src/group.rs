//! Processes that are ended with everything they started.
//!
//! Each group is noted beside the built programs while it lives, so that `cargo xtask` can end what a
//! test that was killed has left behind, and nothing else.

use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// The folder of the notes; `xtask/src/window.rs` reads it.
const NOTES: &str = "desktop-groups";

/// How often a process that was told to end is asked whether it has: three seconds in all.
const ATTEMPTS: u32 = 120;
const PAUSE: Duration = Duration::from_millis(25);

/// A process at the head of a group of its own; the group ends when this is dropped.
pub(crate) struct Group {
    child: Child,
    note: PathBuf,
}

impl Group {
    /// Starts a command as the head of a group.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let notes = notes()?;
        fs_err::create_dir_all(&notes)?;
        let name = command.get_program().display().to_string();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("start {name}; `cargo xtask setup` installs it"))?;
        let note = notes.join(child.id().to_string());
        let group = Self { child, note };
        fs_err::write(&group.note, name)?;
        Ok(group)
    }

    /// Returns what the process prints, when it was started with a pipe.
    pub(crate) fn stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Sends a signal to all of the group. The shell has this command where no package brings it.
    fn signal(&self, name: &str) {
        let kill = format!("kill -s {name} -- -{}", self.child.id());
        // A group that is gone already is what is wanted.
        let _gone = Command::new("sh")
            .args(["-c", &kill])
            .stderr(Stdio::null())
            .status();
    }

    /// Waits a while for the head of the group to end.
    fn wait_for_end(&mut self) {
        for _ in 0..ATTEMPTS {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(PAUSE);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal("TERM");
        self.wait_for_end();
        self.signal("KILL");
        let _gone = self.child.kill();
        let _ended = self.child.wait();
        let _unnoted = fs_err::remove_file(&self.note);
    }
}

/// Returns the folder of the notes: beside the programs, whether this is one or a test of them.
fn notes() -> Result<PathBuf> {
    let own = std::env::current_exe().context("find this program")?;
    let mut folders = own.ancestors().skip(1);
    let programs = folders.find(|it| !it.ends_with("deps"));
    Ok(programs.context("find the built programs")?.join(NOTES))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};

    use super::*;

    /// Tells whether something of a group lives.
    fn lives(id: u32) -> bool {
        let mut ask = Command::new("sh");
        let ask = ask.args(["-c", &format!("kill -s 0 -- -{id}")]);
        ask.stderr(Stdio::null()).status().unwrap().success()
    }

    #[test]
    fn a_group_ends_also_when_it_does_not_listen() {
        let mut deaf = Command::new("sh");
        deaf.args(["-c", "trap '' TERM; echo deaf; exec sleep 600"])
            .stdout(Stdio::piped());
        let mut group = Group::start(&mut deaf).unwrap();
        let mut said = String::new();
        let stdout = group.stdout().unwrap();
        BufReader::new(stdout).read_line(&mut said).unwrap();
        let (id, note) = (group.child.id(), group.note.clone());
        assert!(lives(id) && note.is_file());
        drop(group);
        assert!(!lives(id) && !note.exists());
    }
}
