//! `review`, and the decisions: `accept`, `reject`, `edit`, `link`, `unlink`, `undo`.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::{AnswerForm, Attribution, Kind, Span, StatementId, Status, When};
use engine::view::DecisionLine;
use engine::{Edit, Library, OrderClock, Queue, TimelineFilter};
use serde_json::json;

use super::{By, Desk};
use crate::failure::Outcome;

/// Arguments of `review`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    after_help = "Example:\n  counterclaim review sample\n  counterclaim accept 01J... --by AB"
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
    Accept {
        /// Statements
        #[arg(required = true)]
        ids: Vec<StatementId>,
        /// How far it is checked: `reading_checked`, `second_check` or `cleared`
        #[arg(long, default_value = "reading_checked")]
        status: Status,
        #[command(flatten)]
        by: By,
    },
    /// The words were read wrong
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
    Link(Pair),
    /// A does not answer B
    Unlink(Pair),
    /// Take back the last decision on a statement or an answer
    Undo {
        #[command(flatten)]
        by: By,
    },
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

/// What to change; what is not given stays.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim edit 01J... --speaker \"Orbit AI\" --kind denial --said 2025-03"
)]
pub(crate) struct EditArguments {
    /// The statement
    id: StatementId,
    /// What it does
    #[arg(long)]
    kind: Option<Kind>,
    /// How it answers
    #[arg(long)]
    answer_form: Option<AnswerForm>,
    /// Whose words they are; \"\" for nobody that is named
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
    #[command(flatten)]
    by: By,
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
    for row in &rows {
        desk.output.result(row, || {
            let why = row.why.as_deref().unwrap_or("no reason given");
            let confidence = row.confidence.map(|it| it.to_string()).unwrap_or_default();
            let words = super::timeline::in_words(row, OrderClock::Said, &all);
            format!("{words}    why: {why} (confidence {confidence})\n")
        })?;
    }
    desk.output.words(&format!("{} proposals", rows.len()))?;
    Ok(Outcome::Done)
}

/// Takes a decision.
pub(crate) fn decide(desk: &Desk, decision: Decide) -> Result<Outcome> {
    let library = desk.library()?;
    match decision {
        Decide::Accept { ids, status, by } => judge(desk, &library, &ids, status, &by.by)?,
        Decide::Reject { ids, by } => judge(desk, &library, &ids, Status::Rejected, &by.by)?,
        Decide::Edit(arguments) => {
            let edit = edit_of(&arguments);
            let line = library.edit(arguments.id, &edit, &arguments.by.by)?;
            tell(desk, &line)?;
        }
        Decide::Link(pair) => {
            let case = library.case_of_both(pair.answer, pair.answered)?;
            library.link(&case, pair.answer, pair.answered, &pair.by.by)?;
            joined(desk, &pair, "answers")?;
        }
        Decide::Unlink(pair) => {
            let case = library.case_of_both(pair.answer, pair.answered)?;
            library.unlink(&case, pair.answer, pair.answered, &pair.by.by)?;
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

fn judge(
    desk: &Desk,
    library: &Library,
    ids: &[StatementId],
    status: Status,
    by: &str,
) -> Result<()> {
    for line in library.judge(ids, status, by)? {
        tell(desk, &line)?;
    }
    Ok(())
}

fn tell(desk: &Desk, line: &DecisionLine) -> Result<()> {
    desk.output.result(line, || {
        let status = super::timeline::status_in_words(line.status.as_str());
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

fn edit_of(arguments: &EditArguments) -> Edit {
    let span = arguments.span.as_deref();
    Edit {
        kind: arguments.kind,
        answer_form: arguments.answer_form,
        speaker: arguments.speaker.clone(),
        speaker_affiliation: arguments.affiliation.clone(),
        attribution: arguments.attribution,
        said: arguments.said.clone(),
        happened: arguments.happened.clone(),
        about: arguments.about.clone(),
        span: span.and_then(|it| Some(Span::new(*it.first()?, *it.get(1)?))),
        point: arguments.point.clone(),
    }
}
