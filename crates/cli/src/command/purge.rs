//! `purge`: remove a capture or document with everything that was made of it.

use std::io::{IsTerminal as _, stdin};

use anyhow::Result;
use clap::Args;
use engine::view::PurgePlan;

use super::Desk;
use crate::failure::{Outcome, Unconfirmed};
use crate::output;
use crate::phrase::counted;

/// Arguments of `purge`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim purge 01J8ZQ6N4V3T2R1P0M9K8H7G6F --yes\n\nIt is gone from the archive, the store, the index, the queue and the copies of the store. The capture log keeps that something was removed, and when. What was exported before stays where it is, and so do your own backups."
)]
pub(crate) struct PurgeArguments {
    /// Id of a capture, of a document, or of a statement, whose document it then is
    id: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &PurgeArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let plan = library.purge_plan(&arguments.id)?;
    if !arguments.yes && !confirmed(&plan)? {
        let what = in_words("would be removed", &plan);
        return Err(Unconfirmed { what }.into());
    }
    let line = library.purge(&arguments.id)?;
    desk.output
        .result(&line, || in_words("removed", &line.removed))?;
    Ok(Outcome::Done)
}

/// Asks a person, where there is one.
fn confirmed(plan: &PurgePlan) -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(false);
    }
    output::to_stderr(&in_words("will be removed for good", plan));
    output::to_stderr("Type yes to remove it.");
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}

fn in_words(what: &str, plan: &PurgePlan) -> String {
    let count = |list: usize| u64::try_from(list).unwrap_or(u64::MAX);
    let captures = counted(count(plan.captures.len()), "capture", "captures");
    let documents = counted(count(plan.documents.len()), "document", "documents");
    let statements = counted(plan.statements, "statement", "statements");
    let head = format!("{what}: {captures} of {documents}, with {statements}");
    let addresses = plan.addresses.iter().map(|it| format!("\n  {it}"));
    let twins = plan.same_bytes_elsewhere.iter();
    let twins =
        twins.map(|it| format!("\n  the same bytes stay under another address, as capture {it}"));
    addresses.chain(twins).fold(head, |text, line| text + &line)
}
