//! `recapture`: whether and how often the pages of checked statements are captured again.

use anyhow::Result;
use clap::Args;
use engine::model::Recapture;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `recapture`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim recapture acme-v-orbit --every week\n\nThe pages are captured by `fetch` once they are due. Each time the site sees that somebody reads its page."
)]
pub(crate) struct RecaptureArguments {
    /// Id, name or unique beginning of the case
    case: String,
    /// off, day, week or month [default: only tell what is set]
    #[arg(long, value_name = "TIME")]
    every: Option<Recapture>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &RecaptureArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = library.case(&arguments.case)?;
    if let Some(every) = arguments.every {
        library.set_recapture(&case, every)?;
    }
    let view = library.recapture(&case)?;
    desk.output.result(&view, || {
        let next = view.next.map_or_else(
            || "nothing is due".to_owned(),
            |at| format!("the next is due {}", at.format("%Y-%m-%d %H:%M UTC")),
        );
        let pages = counted(view.pages, "page", "pages");
        format!(
            "{}: captured again: {}; {pages} with checked statements, {next}",
            case.name, view.every
        )
    })?;
    Ok(Outcome::Done)
}
