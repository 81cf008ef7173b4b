//! `fetch`: poll the watches that are due and work the queue.

use std::time::Duration;

use anyhow::Result;
use clap::Args;
use engine::view::{CaptureLine, CaptureResult};
use engine::{QueueRun, RunBounds};

use super::Desk;
use crate::failure::Outcome;

/// How often a running `fetch` looks whether something is due.
const PAUSE: Duration = Duration::from_secs(5);

/// What is told of a queue that a person stopped.
const PAUSED: &str = "the queue is paused (`counterclaim queue resume`)";

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
    /// The most pages that are captured of one site before others have had their turn again
    #[arg(long, value_name = "N")]
    most: Option<usize>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &FetchArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    let bounds = arguments
        .most
        .map(|pages_of_a_site| RunBounds { pages_of_a_site });
    let mut is_told = false;
    loop {
        let lines = library.fetch_within(case.as_ref(), bounds.unwrap_or_default())?;
        let run = library.queue_run()?;
        if arguments.once {
            return once(desk, run, &lines);
        }
        if run.paused_since.is_some() && !is_told {
            desk.output.words(PAUSED)?;
        }
        is_told = run.paused_since.is_some();
        std::thread::sleep(PAUSE);
    }
}

/// Tells how a single run ended. One that found no network has said so, and is not done.
fn once(desk: &Desk, run: QueueRun, lines: &[CaptureLine]) -> Result<Outcome> {
    if run.paused_since.is_some() {
        desk.output.words(PAUSED)?;
    } else if let Some(since) = run.offline_since {
        let since = since.format("%Y-%m-%d %H:%M UTC");
        desk.output
            .words(&format!("no network since {since}: everything waits"))?;
        return Ok(Outcome::WithProblems);
    } else if lines.is_empty() {
        desk.output.words("nothing new")?;
    }
    Ok(outcome_of(lines))
}

/// Tells how captures ended: a failure is a problem, a wall is not.
pub(crate) fn outcome_of(lines: &[CaptureLine]) -> Outcome {
    Outcome::of(
        lines
            .iter()
            .any(|line| line.result == CaptureResult::Failed),
    )
}
