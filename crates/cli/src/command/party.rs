//! `party`: who takes part in a case.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::NewParty;
use engine::model::{EntityType, PartyRole};

use super::{By, Desk};
use crate::failure::Outcome;

/// Arguments of `party`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim party add acme-v-orbit Orbit --alias \"Orbit AI\" --role accused"
)]
pub(crate) struct PartyArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a party
    #[command(
        after_help = "Example:\n  counterclaim party add acme-v-orbit Orbit --alias \"Orbit AI\" --role accused"
    )]
    Add {
        /// Id, name or unique beginning of the case
        case: String,
        /// Its main name
        name: String,
        /// Another name; can be given several times
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
        /// Its item on Wikidata
        #[arg(long, value_name = "Q")]
        wikidata: Option<String>,
        /// accuser, accused or party
        #[arg(long, default_value = "party")]
        role: PartyRole,
        /// person, organisation, place, product, law or proceeding
        #[arg(long = "type", value_name = "TYPE", default_value = "organisation")]
        entity_type: EntityType,
        #[command(flatten)]
        by: By,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: PartyArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let What::Add {
        case,
        name,
        aliases,
        wikidata,
        role,
        entity_type,
        by,
    } = arguments.what;
    let case = library.case(&case)?;
    let new = NewParty {
        name,
        entity_type,
        role,
        aliases,
        wikidata,
    };
    let entity = library.add_party(case.id, new, &by.by)?;
    desk.output.result(&entity, || {
        format!("{} is {role} in {}", entity.name, case.name)
    })?;
    Ok(Outcome::Done)
}
