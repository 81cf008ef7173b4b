//! `queue`: what waits to be captured, what failed and why, and whether it is worked at all.

use std::fmt::Write as _;

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::Library;
use engine::model::{Case, JobId};
use engine::view::{JobLine, JobStep};

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `queue`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim queue list acme-v-orbit\n  counterclaim queue retry --failed acme-v-orbit"
)]
pub(crate) struct QueueArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List what waits, what failed and why, the newest first
    #[command(after_help = "Example:\n  counterclaim queue list acme-v-orbit")]
    List {
        /// Id, name or unique beginning of the case
        case: String,
        /// Also what is done
        #[arg(long)]
        done: bool,
    },
    /// Let addresses wait again that were given up; one that waits is tried at the next `fetch`
    #[command(
        after_help = "Example:\n  counterclaim queue retry 01J8ZQ6N4V3T2R1P0M9K8H7G6F\n  counterclaim queue retry --failed acme-v-orbit"
    )]
    Retry {
        /// The addresses in the queue
        #[arg(required_unless_present = "failed", value_name = "ID")]
        ids: Vec<JobId>,
        /// Everything of this case that was given up
        #[arg(long, value_name = "CASE", conflicts_with = "ids")]
        failed: Option<String>,
    },
    /// Take addresses out of the queue; what was captured of them stays
    #[command(after_help = "Example:\n  counterclaim queue drop 01J8ZQ6N4V3T2R1P0M9K8H7G6F")]
    Drop {
        /// The addresses in the queue
        #[arg(required = true, value_name = "ID")]
        ids: Vec<JobId>,
    },
    /// Stop the queue and the watches of this library, in the window too, until `resume`
    #[command(after_help = "Example:\n  counterclaim queue pause")]
    Pause,
    /// Let the queue and the watches go on
    #[command(after_help = "Example:\n  counterclaim queue resume")]
    Resume,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: QueueArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match arguments.what {
        What::List { case, done } => list(desk, &library, &library.case(&case)?, done)?,
        What::Retry { ids, failed } => {
            let mut tried = ids.len() as u64;
            for id in ids {
                library.retry(id)?;
            }
            if let Some(case) = failed {
                tried = library.retry_failed(&library.case(&case)?)?;
            }
            let tried = counted(tried, "address waits", "addresses wait");
            desk.output.words(&format!("{tried} again"))?;
        }
        What::Drop { ids } => {
            for id in ids {
                library.drop_job(id)?;
                desk.output.words(&format!("dropped {id}"))?;
            }
        }
        What::Pause => {
            library.pause_queue()?;
            desk.output
                .words("the queue is paused; pages that you add are captured all the same")?;
        }
        What::Resume => {
            library.resume_queue()?;
            desk.output.words("the queue goes on")?;
        }
    }
    Ok(Outcome::Done)
}

fn list(desk: &Desk, library: &Library, case: &Case, done: bool) -> Result<()> {
    let queue = library.queue(case)?;
    for job in &queue.jobs {
        if done || job.step != JobStep::Done {
            desk.output.result(job, || in_words(job))?;
        }
    }
    let of = |steps: &[JobStep]| {
        let jobs = queue.jobs.iter().filter(|job| steps.contains(&job.step));
        jobs.count()
    };
    let mut words = format!(
        "in work: {}, waiting: {}, later: {}, failed: {}, done: {}",
        of(&[JobStep::Fetching, JobStep::Reading]),
        of(&[JobStep::Waiting]),
        of(&[JobStep::Later]),
        of(&[JobStep::Failed]),
        of(&[JobStep::Done]),
    );
    let run = library.queue_run()?;
    if let Some(since) = run.paused_since {
        let since = since.format("%Y-%m-%d %H:%M UTC");
        write!(
            words,
            "\npaused since {since} (`counterclaim queue resume`)"
        )?;
    }
    if let Some(since) = run.offline_since {
        let since = since.format("%Y-%m-%d %H:%M UTC");
        write!(words, "\nno network since {since}")?;
    }
    desk.output.words(&words)
}

fn in_words(job: &JobLine) -> String {
    let step = match job.step {
        JobStep::Fetching => "being fetched".to_owned(),
        JobStep::Reading => "being read".to_owned(),
        JobStep::Waiting => "waiting".to_owned(),
        JobStep::Later => format!("later, from {}", job.due.format("%Y-%m-%d %H:%M:%S UTC")),
        JobStep::Failed => "failed".to_owned(),
        JobStep::Done => "done".to_owned(),
    };
    let mut words = format!("{}  {step}  {}", job.id, job.url);
    if let Some(error) = &job.error {
        let times = counted(job.attempts, "attempt", "attempts");
        words = format!("{words}\n  {times}: {error}");
    }
    words
}
