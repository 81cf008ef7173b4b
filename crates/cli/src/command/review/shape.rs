//! `review split`, `review join` and `review add`: which words are one statement.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::NewStatement;
use engine::model::{DocumentId, Kind, StatementId};
use engine::view::ShapeLine;

use super::changes::Facts;
use crate::command::{By, Desk};
use crate::failure::Outcome;
use crate::phrase;

/// What a person can do to the words of statements.
#[derive(Debug, Subcommand)]
pub(super) enum Shape {
    /// Make two statements of one
    #[command(
        after_help = "Example:\n  counterclaim review split 01J8ZQ6N4V3T2R1P0M9K8H7G6F --at 412"
    )]
    Split {
        /// The statement
        id: StatementId,
        /// Where the second one begins: a code point of the text
        #[arg(long, value_name = "OFFSET")]
        at: u32,
        #[command(flatten)]
        by: By,
    },
    /// Make one statement of two that stand side by side
    #[command(
        after_help = "Example:\n  counterclaim review join 01J8ZQ6N4V3T2R1P0M9K8H7G6F 01J8ZQ7B5W2X3Y4Z5A6B7C8D9E"
    )]
    Join {
        /// The statement that stays, with how it is read
        id: StatementId,
        /// The statement whose words go to it
        other: StatementId,
        #[command(flatten)]
        by: By,
    },
    /// Add a statement that was not found
    Add(Box<AddArguments>),
}

/// Arguments of `review add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim review add sample 01J8ZQ6N4V3T2R1P0M9K8H7G6F --start 120 --end 188 --kind denial --speaker \"Mira Vane\""
)]
pub(super) struct AddArguments {
    /// Id, name or unique beginning of the case
    case: String,
    /// The document
    document: DocumentId,
    /// Its first code point
    #[arg(long)]
    start: u32,
    /// One past its last code point
    #[arg(long)]
    end: u32,
    /// What it does
    #[arg(long)]
    kind: Kind,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    by: By,
}

/// Does it.
pub(super) fn run(desk: &Desk, shape: Shape) -> Result<Outcome> {
    let library = desk.library()?;
    let line = match shape {
        Shape::Split { id, at, by } => library.split(id, at, &by.by)?,
        Shape::Join { id, other, by } => library.join_statements(id, other, &by.by)?,
        Shape::Add(arguments) => {
            let case = library.case(&arguments.case)?;
            library.document_view(&case, arguments.document, None)?;
            let new = NewStatement {
                document: arguments.document,
                version: None,
                start: arguments.start,
                end: arguments.end,
                kind: arguments.kind,
                edit: arguments.facts.edit(),
            };
            library.add_statement(&new, &arguments.by.by)?
        }
    };
    desk.output.result(&line, || in_words(&line))?;
    Ok(Outcome::Done)
}

fn in_words(line: &ShapeLine) -> String {
    let status = phrase::status(line.status.as_str());
    let words = format!("{}  {status}", line.id);
    match (line.added, line.removed) {
        (Some(added), _) if added == line.id => format!("{words}, added"),
        (Some(added), _) => format!("{words}; its second part is {added}"),
        (None, Some(removed)) => format!("{words}, joined with {removed}"),
        (None, None) => words,
    }
}
