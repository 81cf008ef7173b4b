//! `reread`: the library through the reader of this program, decisions kept.

use anyhow::Result;
use clap::Args;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `reread`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim reread\n\nWhat you decided stays. A run that was broken off goes on where it was."
)]
pub(crate) struct RereadArguments {
    /// Id, name or unique beginning of a case [default: the whole library]
    case: Option<String>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &RereadArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    let lines = library.reread(case.as_ref())?;
    for line in &lines {
        desk.output.result(line, || {
            let statements = counted(line.statements, "statement", "statements");
            let head = format!(
                "read  {} ({statements}, changed: {})",
                line.url, line.changed
            );
            let problems = line.problems.iter();
            problems.fold(head, |text, problem| {
                format!("{text}\n      note: {problem}")
            })
        })?;
    }
    if lines.is_empty() {
        desk.output.words("there is nothing to read")?;
    }
    Ok(Outcome::of(lines.iter().any(|it| !it.problems.is_empty())))
}
