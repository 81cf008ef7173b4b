//! `export`: the timeline of a case as a document or as data.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use engine::model::When;
use engine::{Format, Show, write_export};
use serde_json::json;

use super::Desk;
use super::timeline::FilterArguments;
use crate::failure::Outcome;
use crate::output;
use crate::phrase::counted;

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim export acme-v-orbit --format html -o timeline.html"
)]
pub(crate) struct ExportArguments {
    /// Id, name or unique beginning of the case
    case: String,
    /// md, html, csv or json
    #[arg(long)]
    format: Format,
    /// A file, or a folder to put it into [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArguments,
    /// Also what nobody has checked, marked as proposals
    #[arg(long)]
    proposals: bool,
    /// The case as it stood at the end of this date
    #[arg(long, value_name = "DATE")]
    as_of: Option<When>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &ExportArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = library.case(&arguments.case)?;
    let show = if arguments.proposals {
        Show::WithProposals
    } else {
        Show::Checked
    };
    let filter = arguments.filter.filter(show, arguments.as_of.clone());
    let exported = library.export(&case, &filter, arguments.format)?;
    let summary = format!(
        "{}, {} left out",
        counted(exported.rows, "line", "lines"),
        counted(exported.proposals_left_out, "proposal", "proposals")
    );
    let Some(target) = &arguments.output else {
        output::bytes(&exported.bytes)?;
        output::to_stderr(&summary);
        return Ok(Outcome::Done);
    };
    let path = write_export(&exported, target)?;
    let value = json!({
        "file": path,
        "rows": exported.rows,
        "proposals_left_out": exported.proposals_left_out,
    });
    desk.output
        .result(&value, || format!("{}: {summary}", path.display()))?;
    Ok(Outcome::Done)
}
