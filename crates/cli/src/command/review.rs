//! `review`, and the decisions: `accept`, `reject`, `edit`, `link`, `unlink`, `undo`.

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use engine::model::{AnswerForm, Attribution, Kind, StatementId, Status, When};
use engine::view::DecisionLine;
use engine::{Edit, OrderClock, Queue, TimelineFilter};
use serde_json::json;

use super::timeline::{self, Around};
use super::{By, Desk};
use crate::failure::Outcome;
use crate::phrase::{self, counted};

/// Arguments of `review`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    after_help = "Example:\n  counterclaim review sample\n  counterclaim accept 01J8ZQ6N4V3T2R1P0M9K8H7G6F --by AB"
)]
pub(crate) struct ReviewArguments {
    /// Id, name or unique beginning of the case
    #[arg(required = true)]
    case: Option<String>,
    /// Also proposals that are not by or about a party
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    decide: Option<Decide>,
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
    after_help = "Example:\n  counterclaim edit 01J8ZQ6N4V3T2R1P0M9K8H7G6F --speaker \"Orbit AI\" --kind denial --said 2025-03"
)]
pub(crate) struct EditArguments {
    /// The statement
    id: StatementId,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    changes: Changes,
}

/// What to change; what is not given stays.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
#[command(next_help_heading = "Changes, at least one")]
struct Changes {
    /// What it does
    #[arg(long)]
    kind: Option<Kind>,
    /// How it answers
    #[arg(long)]
    answer_form: Option<AnswerForm>,
    /// Whose words they are; "" for nobody that is named
    #[arg(long)]
    speaker: Option<String>,
    /// Organisation and role of the speaker
    #[arg(long)]
    affiliation: Option<String>,
    /// named, anonymous, document or outlet
    #[arg(long)]
    attribution: Option<Attribution>,
    /// When it was said
    #[arg(long, value_name = "DATE")]
    said: Option<When>,
    /// When what it speaks of happened
    #[arg(long, value_name = "DATE")]
    happened: Option<When>,
    /// Whom or what it speaks of
    #[arg(long)]
    about: Option<String>,
    /// Where it stands: first code point and one past the last
    #[arg(long, num_args = 2, value_names = ["START", "END"])]
    span: Option<Vec<u32>>,
    /// The point that it belongs to: its id or a part of its proposition
    #[arg(long)]
    point: Option<String>,
}

/// Lists proposals, or passes a decision on.
pub(crate) fn run(desk: &Desk, arguments: ReviewArguments) -> Result<Outcome> {
    if let Some(decision) = arguments.decide {
        return decide(desk, decision);
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
            let edit = edit_of(&arguments.changes);
            let line = library.edit(arguments.id, &edit, &arguments.by.by)?;
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
                format!("took back the decision {} by {}", undone.id, undone.by)
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
        if repeats.is_empty() {
            format!("{}  {status}", line.id)
        } else {
            format!(
                "{}  {status}, with its word-identical repeats {}",
                line.id,
                repeats.join(", ")
            )
        }
    })
}

fn joined(desk: &Desk, pair: &Pair, verb: &str) -> Result<()> {
    let value = json!({"answer": pair.answer, "answered": pair.answered});
    desk.output.result(&value, || {
        format!("{} {verb} {}", pair.answer, pair.answered)
    })
}

fn edit_of(changes: &Changes) -> Edit {
    let span = changes.span.as_deref();
    Edit {
        kind: changes.kind,
        answer_form: changes.answer_form,
        speaker: changes.speaker.clone(),
        speaker_affiliation: changes.affiliation.clone(),
        attribution: changes.attribution,
        said: changes.said.clone(),
        happened: changes.happened.clone(),
        about: changes.about.clone(),
        span: span.and_then(|it| Some((*it.first()?, *it.get(1)?))),
        point: changes.point.clone(),
    }
}
