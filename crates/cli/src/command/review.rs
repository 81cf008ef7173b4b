//! `review`, and the decisions: `accept`, `reject`, `edit`, `link`, `unlink`, `undo`.

mod changes;
mod shape;

use anyhow::Result;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use engine::model::{StatementId, Status};
use engine::view::DecisionLine;
use engine::{Lesson, OrderClock, Queue, TimelineFilter};
use serde_json::json;

use super::timeline::{self, Around};
use super::{By, Desk};
use crate::failure::Outcome;
use crate::phrase::{self, counted};
use changes::{CHANGES, Changes};
use shape::Shape;

/// Arguments of `review`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    after_help = "Example:\n  counterclaim review sample\n  counterclaim review split 01J8ZQ6N4V3T2R1P0M9K8H7G6F --at 412"
)]
pub(crate) struct ReviewArguments {
    /// Id, name or unique beginning of the case
    #[arg(required = true)]
    case: Option<String>,
    /// Also proposals that are not by or about a party
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

/// What can be done beside listing proposals.
#[derive(Debug, Subcommand)]
enum Act {
    #[command(flatten)]
    Decide(Decide),
    #[command(flatten)]
    Shape(Shape),
}

/// What a person can decide.
#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    /// The words were read right (says nothing of whether they are true)
    #[command(after_help = "Example:\n  counterclaim accept 01J8ZQ6N4V3T2R1P0M9K8H7G6F --by AB")]
    Accept {
        /// Statements
        #[arg(required = true)]
        ids: Vec<StatementId>,
        /// How far it is checked
        #[arg(long, value_enum, default_value = "reading_checked")]
        status: Checked,
        #[command(flatten)]
        by: By,
    },
    /// The words were read wrong
    #[command(after_help = "Example:\n  counterclaim reject 01J8ZQ6N4V3T2R1P0M9K8H7G6F --by AB")]
    Reject {
        /// Statements
        #[arg(required = true)]
        ids: Vec<StatementId>,
        #[command(flatten)]
        by: By,
    },
    /// Correct a statement
    Edit(Box<EditArguments>),
    /// A answers B
    #[command(
        after_help = "Example:\n  counterclaim link 01J8ZQ6N4V3T2R1P0M9K8H7G6F 01J8ZQ7B5W2X3Y4Z5A6B7C8D9E --by AB"
    )]
    Link(Pair),
    /// A does not answer B
    #[command(
        after_help = "Example:\n  counterclaim unlink 01J8ZQ6N4V3T2R1P0M9K8H7G6F 01J8ZQ7B5W2X3Y4Z5A6B7C8D9E --by AB"
    )]
    Unlink(Pair),
    /// Take back the last decision of the person named
    #[command(after_help = "Example:\n  counterclaim undo --by AB")]
    Undo {
        #[command(flatten)]
        by: By,
    },
}

/// How far a reading can be accepted: the statuses that a person stands behind.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Checked {
    /// A person compared reading and source
    #[value(name = "reading_checked")]
    Reading,
    /// A second person did
    SecondCheck,
    /// Cleared for publication
    Cleared,
}

impl From<Checked> for Status {
    fn from(checked: Checked) -> Self {
        match checked {
            Checked::Reading => Self::Checked,
            Checked::SecondCheck => Self::SecondCheck,
            Checked::Cleared => Self::Cleared,
        }
    }
}

/// Two statements.
#[derive(Debug, Args)]
pub(crate) struct Pair {
    /// The statement that answers
    #[arg(value_name = "A")]
    answer: StatementId,
    /// The statement that is answered
    #[arg(value_name = "B")]
    answered: StatementId,
    #[command(flatten)]
    by: By,
}

/// Arguments of `edit`.
#[derive(Debug, Args)]
#[command(
    override_usage = "counterclaim edit [OPTIONS] <ID> <CHANGE>...",
    group = ArgGroup::new("Changes").required(true).multiple(true).args(CHANGES),
    after_help = "Example:\n  counterclaim edit 01J8ZQ6N4V3T2R1P0M9K8H7G6F --speaker \"Orbit AI\" --kind denial --said 2025-03"
)]
pub(crate) struct EditArguments {
    /// The statement
    id: StatementId,
    #[command(flatten)]
    by: By,
    /// Also read the words by which the speaker was found as the new speaker, in this case
    #[arg(long, value_name = "CASE", requires = "speaker")]
    learn: Option<String>,
    #[command(flatten)]
    changes: Changes,
}

/// Lists proposals, or passes a decision on.
pub(crate) fn run(desk: &Desk, arguments: ReviewArguments) -> Result<Outcome> {
    match arguments.act {
        Some(Act::Decide(decision)) => return decide(desk, decision),
        Some(Act::Shape(shape)) => return shape::run(desk, shape),
        None => {}
    }
    let library = desk.library()?;
    let case = library.case(arguments.case.as_deref().unwrap_or_default())?;
    let queue = if arguments.all {
        Queue::All
    } else {
        Queue::Parties
    };
    let rows = library.proposals(&case, queue)?;
    let all = library.timeline(&case, &TimelineFilter::default())?.rows;
    let around = Around {
        shown: &rows,
        all: &all,
    };
    for row in &rows {
        desk.output.result(row, || {
            let why = row.why.as_deref().unwrap_or("no reason given");
            let confidence = row.confidence.map(|it| it.to_string()).unwrap_or_default();
            let words = timeline::in_words(row, OrderClock::Said, &around);
            format!("{words}    why: {why} (confidence {confidence})\n")
        })?;
    }
    desk.output
        .words(&counted(rows.len(), "proposal", "proposals"))?;
    Ok(Outcome::Done)
}

/// Takes a decision.
pub(crate) fn decide(desk: &Desk, decision: Decide) -> Result<Outcome> {
    let library = desk.library()?;
    match decision {
        Decide::Accept { ids, status, by } => {
            tell_each(desk, &library.accept(&ids, status.into(), &by.by)?)?;
        }
        Decide::Reject { ids, by } => tell_each(desk, &library.reject(&ids, &by.by)?)?,
        Decide::Edit(arguments) => {
            let edit = arguments.changes.edit();
            let by = &arguments.by.by;
            let line = match arguments.learn.as_deref() {
                Some(case) => {
                    let case = library.case(case)?.id;
                    library.edit_and_learn(arguments.id, &edit, Lesson { case }, by)?
                }
                None => library.edit(arguments.id, &edit, by)?,
            };
            tell(desk, &line)?;
        }
        Decide::Link(pair) => {
            library.link(pair.answer, pair.answered, &pair.by.by)?;
            joined(desk, &pair, "answers")?;
        }
        Decide::Unlink(pair) => {
            library.unlink(pair.answer, pair.answered, &pair.by.by)?;
            joined(desk, &pair, "does not answer")?;
        }
        Decide::Undo { by } => {
            let undone = library.undo(&by.by)?;
            desk.output.result(&undone, || {
                let what = engine::phrase::decision(&undone);
                format!(
                    "took back the decision {} by {}: {what}",
                    undone.id, undone.by
                )
            })?;
        }
    }
    Ok(Outcome::Done)
}

fn tell_each(desk: &Desk, lines: &[DecisionLine]) -> Result<()> {
    lines.iter().try_for_each(|line| tell(desk, line))
}

fn tell(desk: &Desk, line: &DecisionLine) -> Result<()> {
    desk.output.result(line, || {
        let status = phrase::status(line.status.as_str());
        let repeats: Vec<String> = line.repeats.iter().map(ToString::to_string).collect();
        let mut words = format!("{}  {status}", line.id);
        if !repeats.is_empty() {
            words = format!(
                "{words}, with its word-identical repeats {}",
                repeats.join(", ")
            );
        }
        if !line.learned.is_empty() {
            let learned = counted(line.learned.len(), "proposal", "proposals");
            words = format!("{words}, and {learned} read anew by the alias");
        }
        words
    })
}

fn joined(desk: &Desk, pair: &Pair, verb: &str) -> Result<()> {
    let value = json!({"answer": pair.answer, "answered": pair.answered});
    desk.output.result(&value, || {
        format!("{} {verb} {}", pair.answer, pair.answered)
    })
}
