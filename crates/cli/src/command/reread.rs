//! `reread`: the machine reads what is captured once more; decisions stay.

use anyhow::Result;
use clap::Args;
use engine::view::RereadLine;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `reread`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim reread sample\n\nWhat you decided stays. A run that was broken off goes on where it was."
)]
pub(crate) struct RereadArguments {
    /// Id, name or unique beginning of the case; every case when it is not given
    case: Option<String>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &RereadArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let given = arguments.case.as_deref();
    let case = given.map(|it| library.case(it)).transpose()?;
    let lines = library.reread(case.as_ref())?;
    for line in &lines {
        desk.output.result(line, || in_words(line))?;
    }
    if lines.is_empty() {
        desk.output.words("there is nothing to read")?;
    }
    Ok(Outcome::of(lines.iter().any(|it| !it.problems.is_empty())))
}

fn in_words(line: &RereadLine) -> String {
    let title = line.title.as_deref().unwrap_or(&line.url);
    let statements = counted(line.statements, "statement", "statements");
    let head = format!(
        "{title}: {statements}, {} decided and kept, {} new, {} no longer found",
        line.decided, line.fresh, line.gone
    );
    let problems = line.problems.iter();
    problems.fold(head, |text, problem| {
        format!("{text}\n      note: {problem}")
    })
}
