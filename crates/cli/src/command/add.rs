//! `add`: capture these pages now.

use anyhow::Result;
use clap::Args;

use super::Desk;
use super::fetch::outcome_of;
use crate::failure::Outcome;

/// Arguments of `add`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterclaim add acme-v-orbit https://outlet.example/story")]
pub(crate) struct AddArguments {
    /// Id, name or unique beginning of the case
    case: String,
    /// Addresses of pages
    #[arg(required = true, value_name = "URL")]
    urls: Vec<String>,
    /// Capture these pages whatever robots.txt says: you read them as a reader does. The choice holds
    /// for these addresses alone and is recorded in the capture
    #[arg(long)]
    ignore_robots: bool,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &AddArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = library.case(&arguments.case)?;
    if arguments.ignore_robots {
        library.ignore_robots(&arguments.urls)?;
    }
    let lines = library.add(&case, &arguments.urls)?;
    Ok(outcome_of(&lines))
}
