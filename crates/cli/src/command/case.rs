//! `case`: make, list, show and start cases.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::Library;
use engine::model::Case;
use engine::view::CaptureResult;
use serde_json::json;

use super::{By, Desk};
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `case`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim case new \"Acme v. Orbit\"\n  counterclaim case start openai-v-deepseek"
)]
pub(crate) struct CaseArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a case
    #[command(after_help = "Example:\n  counterclaim case new \"Acme v. Orbit\"")]
    New {
        /// What you call it
        name: String,
    },
    /// List the cases
    #[command(after_help = "Example:\n  counterclaim case list")]
    List,
    /// Show a case with its parties, watches and leads
    #[command(after_help = "Example:\n  counterclaim case show acme-v-orbit")]
    Show {
        /// Id, name or unique beginning
        case: String,
    },
    /// Start a case that ships with the program (sample, openai-v-deepseek, ...)
    #[command(after_help = "Example:\n  counterclaim case start sample")]
    Start {
        /// Its name
        template: String,
        #[command(flatten)]
        by: By,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: CaseArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match arguments.what {
        What::New { name } => {
            let case = library.new_case(&name)?;
            desk.output.result(&case, || {
                format!("made the case {} ({})", case.name, case.slug)
            })?;
            Ok(Outcome::Done)
        }
        What::List => list(desk, &library),
        What::Show { case } => show(desk, &library, &library.case(&case)?),
        What::Start { template, by } => start(desk, &library, &template, &by.by),
    }
}

fn list(desk: &Desk, library: &Library) -> Result<Outcome> {
    let cases = library.cases()?;
    if cases.is_empty() {
        desk.output
            .words("no cases yet: `counterclaim case start sample` shows how one looks")?;
    }
    for case in cases {
        desk.output.result(&case, || {
            format!(
                "{}  {} ({}, {}, {} unread)",
                case.slug,
                case.name,
                counted(case.documents, "document", "documents"),
                counted(case.statements, "statement", "statements"),
                case.unread
            )
        })?;
    }
    Ok(Outcome::Done)
}

fn show(desk: &Desk, library: &Library, case: &Case) -> Result<Outcome> {
    let parties = library.parties(case.id)?;
    let watches = library.watches(case.id)?;
    let leads = library.leads(case.id)?;
    let value = json!({
        "case": case,
        "parties": parties.iter().map(|(party, entity)| json!({"role": party.role, "entity": entity})).collect::<Vec<_>>(),
        "watches": watches,
        "leads": leads,
    });
    desk.output.result(&value, || {
        let mut lines = vec![format!("{} ({})", case.name, case.slug)];
        lines.extend(case.subtitle.clone());
        lines.extend(parties.iter().map(|(party, entity)| {
            let aliases = if entity.aliases.is_empty() {
                String::new()
            } else {
                format!(" (also {})", entity.aliases.join(", "))
            };
            format!("  {}: {}{aliases}", party.role, entity.name)
        }));
        lines.push(format!(
            "  {}, {}",
            counted(watches.len(), "watch", "watches"),
            counted(leads.len(), "lead", "leads")
        ));
        lines.join("\n")
    })?;
    Ok(Outcome::Done)
}

fn start(desk: &Desk, library: &Library, template: &str, by: &str) -> Result<Outcome> {
    let started = library.start_case(template, by)?;
    let failed = started
        .captures
        .iter()
        .any(|line| line.result == CaptureResult::Failed);
    desk.output.words(&if started.is_new {
        format!(
            "started the case {} ({})",
            started.case.name, started.case.slug
        )
    } else {
        format!(
            "the case {} is there already; nothing was changed",
            started.case.name
        )
    })?;
    desk.output.data(&started.case)?;
    Ok(Outcome::of(failed))
}
