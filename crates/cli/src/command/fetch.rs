//! `fetch`: poll the watches that are due and work the queue.

use std::time::Duration;

use anyhow::Result;
use clap::Args;
use engine::view::{CaptureLine, CaptureResult};

use super::Desk;
use crate::failure::Outcome;

/// How often a running `fetch` looks whether something is due.
const PAUSE: Duration = Duration::from_secs(5);

/// Arguments of `fetch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim fetch --once\n\nWithout --once it goes on until it is ended (Ctrl+C); nothing is lost by that."
)]
pub(crate) struct FetchArguments {
    /// Id, name or unique beginning of a case [default: all cases]
    case: Option<String>,
    /// Stop when nothing is due
    #[arg(long)]
    once: bool,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &FetchArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    loop {
        let lines = library.fetch(case.as_ref())?;
        if arguments.once {
            if lines.is_empty() {
                desk.output.words("nothing new")?;
            }
            return Ok(outcome_of(&lines));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Tells how captures ended: a failure is a problem, a wall is not.
pub(crate) fn outcome_of(lines: &[CaptureLine]) -> Outcome {
    Outcome::of(
        lines
            .iter()
            .any(|line| line.result == CaptureResult::Failed),
    )
}
