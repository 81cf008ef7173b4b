//! Driving the window: what a test that was killed leaves open is ended afterwards.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{say, shell};

/// Where the tests of the window note which process groups they started, by their numbers;
/// `tests/desktop/src/group.rs` writes and removes the notes.
const NOTES: &str = "desktop-groups";

/// Runs a command that drives windows, then ends those that it left open.
pub(crate) fn drive(command: &mut Command) -> Result<()> {
    // A number that was noted long ago may be that of somebody else's group by now.
    let notes = shell::emptied(notes()?)?;
    let driven = shell::run(command);
    let reaped = reap(&notes);
    driven.and(reaped)
}

fn notes() -> Result<PathBuf> {
    Ok(shell::target_dir()?.join("debug").join(NOTES))
}

fn reap(notes: &Path) -> Result<()> {
    for note in fs_err::read_dir(notes)? {
        let note = note?;
        if let Some(group) = note.file_name().to_str().and_then(group) {
            let kill = format!("kill -s KILL -- -{group}");
            if shell::answers("sh", &["-c", &kill]) {
                say::line("ended a window, or its display, that was left open");
            }
        }
        fs_err::remove_file(note.path())?;
    }
    Ok(())
}

/// Reads the number of a group; 0 and 1 would mean all that runs here.
fn group(note: &str) -> Option<u32> {
    note.parse().ok().filter(|group| *group > 1)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::CommandExt as _;

    use super::*;

    #[test]
    fn only_what_was_noted_is_ended() {
        let start = || {
            let mut command = Command::new("sleep");
            command.arg("600").process_group(0).spawn().unwrap()
        };
        let (mut left, mut other) = (start(), start());
        let folder = shell::target_dir().unwrap().join("left-in-a-test");
        let folder = shell::emptied(folder).unwrap();
        fs_err::write(folder.join(left.id().to_string()), "sleep").unwrap();
        reap(&folder).unwrap();
        assert!(!left.wait().unwrap().success());
        assert_eq!(other.try_wait().unwrap(), None);
        other.kill().unwrap();
        other.wait().unwrap();
        assert_eq!(fs_err::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_note_that_would_mean_everything_means_nothing() {
        for note in ["0", "1", "-1", "", "sleep"] {
            assert_eq!(group(note), None, "{note}");
        }
        assert_eq!(group("4711"), Some(4711));
    }
}
