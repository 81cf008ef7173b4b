//! Failures as a reporter sees them: what failed, on what, what to do.

use std::path::PathBuf;
use std::process::ExitCode;

use engine::EngineError;

use crate::{hint, output};

/// Exit code: the arguments were not understood.
pub(crate) const WRONG_USE: u8 = 2;
/// Exit code: not possible.
pub(crate) const CANNOT: u8 = 3;
/// Exit code: done, with problems that were listed.
const WITH_PROBLEMS: u8 = 1;

/// How a command ended, once everything about it has been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// With problems, which were listed.
    WithProblems,
    /// Nothing of it could be done.
    Failed,
}

impl Outcome {
    /// Returns how a command ended that met problems, or did not.
    pub(crate) fn of(problems: bool) -> Self {
        if problems {
            Self::WithProblems
        } else {
            Self::Done
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::WithProblems => Self::from(WITH_PROBLEMS),
            Outcome::Failed => Self::from(CANNOT),
        }
    }
}

/// The folder that was named is not there, and the command makes no library.
#[derive(Debug, thiserror::Error)]
#[error("there is no library in {}", folder.display())]
pub(crate) struct NoLibrary {
    /// The folder as it was given.
    pub(crate) folder: PathBuf,
}

/// Something that cannot be taken back was not confirmed.
#[derive(Debug, thiserror::Error)]
#[error("nothing was removed: it was not confirmed")]
pub(crate) struct Unconfirmed {
    /// What would have been done.
    pub(crate) what: String,
}

/// Prints a failure in three lines on stderr.
pub(crate) fn complain(failure: &anyhow::Error) {
    let causes: Vec<String> = failure.chain().skip(1).map(ToString::to_string).collect();
    let subject = subject(failure)
        .or_else(|| (!causes.is_empty()).then(|| causes.join(": ")))
        .unwrap_or_else(|| "this command".to_owned());
    output::to_stderr(&three_lines(
        &failure.to_string(),
        &subject,
        &what_to_do(failure),
    ));
}

/// Returns the three lines of a failure; a line break inside a part would make them more.
pub(crate) fn three_lines(what: &str, subject: &str, hint: &str) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "error: {}\n   on: {}\n   do: {}",
        line(what),
        line(subject),
        line(hint)
    )
}

fn subject(failure: &anyhow::Error) -> Option<String> {
    if let Some(unconfirmed) = failure.downcast_ref::<Unconfirmed>() {
        return Some(unconfirmed.what.clone());
    }
    match failure.downcast_ref::<NoLibrary>() {
        Some(missing) => Some(missing.folder.display().to_string()),
        None => known(failure).and_then(EngineError::subject),
    }
}

fn what_to_do(failure: &anyhow::Error) -> String {
    if failure.is::<NoLibrary>() {
        return "check --library and COUNTERCLAIM_LIBRARY".to_owned();
    }
    if failure.is::<Unconfirmed>() {
        return "give the command again with --yes when you mean it".to_owned();
    }
    known(failure).map_or_else(
        || "run the command with --help for its use".to_owned(),
        hint::of,
    )
}

fn known(failure: &anyhow::Error) -> Option<&EngineError> {
    failure.chain().find_map(|cause| cause.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_three_lines_whatever_is_in_it() {
        assert_eq!(
            three_lines("no case\n\"a\n\nb\"", "a\n  b", "list the cases"),
            "error: no case \"a b\"\n   on: a b\n   do: list the cases"
        );
    }
}
