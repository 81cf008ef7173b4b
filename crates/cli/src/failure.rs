//! Failures as a reporter sees them: what failed, on what, what to do.

use std::process::ExitCode;

use engine::EngineError;

use crate::output;

/// Exit code: not possible.
pub(crate) const CANNOT: u8 = 3;
/// Exit code: done, with problems that were listed.
const WITH_PROBLEMS: u8 = 1;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// With problems, which were listed.
    WithProblems,
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
        }
    }
}

/// Prints a failure in three lines on stderr.
pub(crate) fn complain(failure: &anyhow::Error) {
    let known = failure
        .chain()
        .find_map(|cause| cause.downcast_ref::<EngineError>());
    let causes: Vec<String> = failure.chain().skip(1).map(ToString::to_string).collect();
    let subject = known
        .and_then(EngineError::subject)
        .or_else(|| (!causes.is_empty()).then(|| causes.join(": ")))
        .unwrap_or_else(|| "this command".to_owned());
    let hint = known.map_or_else(
        || "run the command with --help for its use".to_owned(),
        EngineError::hint,
    );
    output::to_stderr(&format!(
        "error: {failure}\n   on: {subject}\n   do: {hint}"
    ));
}
