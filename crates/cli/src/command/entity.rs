//! `entity`: who and what a dispute is about, under all their names.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::{Entity, EntityType};

use super::{By, Desk};
use crate::failure::Outcome;

/// Arguments of `entity`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim entity alias Orbit \"Orbit AI, Inc.\"\n  counterclaim entity tag Orbit defendant"
)]
pub(crate) struct EntityArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the entities of the library
    #[command(after_help = "Example:\n  counterclaim entity list")]
    List,
    /// Make an entity
    #[command(after_help = "Example:\n  counterclaim entity add \"Mira Vane\" --type person")]
    Add {
        /// Its main name
        name: String,
        /// person, organisation, place, product, law or proceeding
        #[arg(long = "type", value_name = "TYPE", default_value = "organisation")]
        entity_type: EntityType,
        #[command(flatten)]
        by: By,
    },
    /// Make the first entity part of the second
    #[command(after_help = "Example:\n  counterclaim entity merge \"Orbit Labs\" Orbit")]
    Merge {
        /// Id or name of the one that goes
        from: String,
        /// Id or name of the one that stays
        into: String,
        #[command(flatten)]
        by: By,
    },
    /// Give an entity another name
    #[command(after_help = "Example:\n  counterclaim entity alias Orbit \"Orbit AI, Inc.\"")]
    Alias {
        /// Id or name
        entity: String,
        /// The other name
        alias: String,
        /// Only in this case, and its proposals with that speaker are read anew: for descriptions
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
        #[command(flatten)]
        by: By,
    },
    /// Put a tag on an entity
    #[command(after_help = "Example:\n  counterclaim entity tag Orbit defendant")]
    Tag {
        /// Id or name
        entity: String,
        /// The tag
        tag: String,
        #[command(flatten)]
        by: By,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: EntityArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let entities = match arguments.what {
        What::List => library.entities()?,
        What::Add {
            name,
            entity_type,
            by,
        } => vec![library.add_entity(&name, entity_type, &by.by)?],
        What::Merge { from, into, by } => vec![library.merge_entities(&from, &into, &by.by)?],
        What::Alias {
            entity,
            alias,
            case: Some(case),
            by,
        } => {
            let case = library.case(&case)?;
            vec![library.learn_alias(&case, &entity, &alias, &by.by)?]
        }
        What::Alias {
            entity, alias, by, ..
        } => vec![library.add_alias(&entity, &alias, &by.by)?],
        What::Tag { entity, tag, by } => vec![library.tag_entity(&entity, &tag, &by.by)?],
    };
    for entity in &entities {
        desk.output.result(entity, || in_words(entity))?;
    }
    Ok(Outcome::Done)
}

fn in_words(entity: &Entity) -> String {
    let mut line = format!("{}  {} ({})", entity.id, entity.name, entity.entity_type);
    if !entity.aliases.is_empty() {
        line = format!("{line}, also {}", entity.aliases.join(", "));
    }
    if !entity.tags.is_empty() {
        line = format!("{line}, tagged {}", entity.tags.join(", "));
    }
    line
}
