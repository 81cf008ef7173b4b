//! `lead`: what is known but not captured yet, in the reporter's own words.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::NewLead;
use engine::model::{Kind, LeadId, When};
use url::Url;

use super::Desk;
use crate::failure::Outcome;

/// Arguments of `lead`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim lead add acme-v-orbit --kind denial --date 2025-03 --by Orbit \\\n      --address https://outlet.example/reply \"Orbit is said to have answered\""
)]
pub(crate) struct LeadArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a lead
    Add(Box<New>),
    /// List the leads of a case
    #[command(after_help = "Example:\n  counterclaim lead list acme-v-orbit")]
    List {
        /// Id, name or unique beginning of the case
        case: String,
    },
    /// Remove a lead
    #[command(
        after_help = "Example:\n  counterclaim lead remove acme-v-orbit 01J8ZQ6N4V3T2R1P0M9K8H7G6F"
    )]
    Remove {
        /// Id, name or unique beginning of the case
        case: String,
        /// The lead
        id: LeadId,
    },
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim lead add acme-v-orbit --kind denial --date 2025-03 --by Orbit \\\n      --address https://outlet.example/reply \"Orbit is said to have answered\""
)]
struct New {
    /// Id, name or unique beginning of the case
    case: String,
    /// What is known, in your own words
    words: String,
    /// What it would be: allegation, claim, denial, `no_comment`, filing, ruling and so on
    #[arg(long)]
    kind: Kind,
    /// When it was said: 2025-01-29, 2025-01, 2025, 2025-01/2025-03, 2025-03~
    #[arg(long)]
    date: When,
    /// Who said it
    #[arg(long)]
    by: Option<String>,
    /// About whom
    #[arg(long)]
    about: Option<String>,
    /// Where it is to be found
    #[arg(long)]
    address: Url,
    /// What is known of the other side's response
    #[arg(long)]
    response: Option<String>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: LeadArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match arguments.what {
        What::Add(new) => {
            let case = library.case(&new.case)?;
            let lead = library.add_lead(
                case.id,
                NewLead {
                    kind: new.kind,
                    date: new.date,
                    words: new.words,
                    by: new.by,
                    about: new.about,
                    address: new.address,
                    response: new.response,
                },
            )?;
            desk.output
                .result(&lead, || format!("noted the lead {}", lead.id))?;
        }
        What::List { case } => {
            for lead in library.leads(library.case(&case)?.id)? {
                desk.output.result(&lead, || {
                    format!(
                        "{}  {}  {}  {}\n  {}",
                        lead.id, lead.date, lead.kind, lead.words, lead.address
                    )
                })?;
            }
        }
        What::Remove { case, id } => {
            let case = library.case(&case)?;
            library.remove_lead(case.id, id)?;
            desk.output.words(&format!("removed the lead {id}"))?;
        }
    }
    Ok(Outcome::Done)
}
