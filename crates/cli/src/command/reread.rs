//! `reread`: the machine reads what is captured once more; decisions stay.

use anyhow::Result;
use clap::Args;
use engine::view::RereadLine;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `reread`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterclaim reread sample")]
pub(crate) struct RereadArguments {
    /// Id, name or unique beginning of the case; every case when it is not given
    case: Option<String>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &RereadArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let given = arguments.case.as_deref();
    let case = given.map(|it| library.case(it)).transpose()?;
    for line in library.reread(case.as_ref())? {
        desk.output.result(&line, || in_words(&line))?;
    }
    Ok(Outcome::Done)
}

fn in_words(line: &RereadLine) -> String {
    let title = line.title.as_deref().unwrap_or(&line.url);
    let statements = counted(line.statements, "statement", "statements");
    format!(
        "{title}: {statements}, {} decided and kept, {} new, {} no longer found",
        line.decided, line.fresh, line.gone
    )
}
