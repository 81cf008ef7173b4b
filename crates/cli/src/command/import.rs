//! `import`: files and folders on this machine.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use url::Url;

use super::Desk;
use super::fetch::outcome_of;
use crate::failure::Outcome;

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim import acme-v-orbit complaint.pdf\n  counterclaim import acme-v-orbit saved.html --url https://outlet.example/story"
)]
pub(crate) struct ImportArguments {
    /// Id, name or unique beginning of the case
    case: String,
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The address of a page that you saved yourself; it is marked as supplied by you
    #[arg(long)]
    url: Option<Url>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &ImportArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = library.case(&arguments.case)?;
    let lines = library.import(&case, &arguments.paths, arguments.url.as_ref())?;
    Ok(outcome_of(&lines))
}
