//! `verify` and `reindex`: is everything there and unchanged, and can it be found.

use anyhow::Result;
use clap::Args;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterclaim verify")]
pub(crate) struct VerifyArguments {
    /// Id, name or unique beginning of a case [default: the whole library]
    case: Option<String>,
}

/// Arguments of `reindex`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterclaim reindex")]
pub(crate) struct ReindexArguments {}

/// Checks the library.
pub(crate) fn run(desk: &Desk, arguments: &VerifyArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    let checks = library.verify(case.as_ref())?;
    for check in &checks {
        desk.output.result(check, || {
            let head = format!(
                "{}  {} ({} checked)",
                if check.ok { "ok " } else { "BAD" },
                check.check,
                check.count
            );
            check
                .problems
                .iter()
                .fold(head, |text, problem| format!("{text}\n     {problem}"))
        })?;
    }
    Ok(Outcome::of(checks.iter().any(|check| !check.ok)))
}

/// Rebuilds the index.
pub(crate) fn reindex(desk: &Desk, _: &ReindexArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let line = library.reindex()?;
    desk.output.result(&line, || {
        format!(
            "indexed {}",
            counted(
                line.entries,
                "statement or document",
                "statements and documents"
            )
        )
    })?;
    Ok(Outcome::Done)
}
