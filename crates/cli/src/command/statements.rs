//! `statements`: who said what in a text or page; nothing is stored.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use engine::model::{Reason, When, WhenError};
use engine::view::{StatementView, StatementsView};
use engine::{About, Inspector};

use super::Desk;
use super::read::each;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `statements`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim statements article.txt --published 2025-01-29 --outlet \"The Outlet\" --why"
)]
pub(crate) struct StatementsArguments {
    /// Texts or pages
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// When it appeared; "on Tuesday" is resolved with it
    #[arg(long, value_name = "DATE", value_parser = leading_date)]
    published: Option<When>,
    /// The name of the outlet
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Also print why each field was read so
    #[arg(long)]
    why: bool,
}

/// Reads a date that may be followed by a remark, as lists of documents have it: "2025-01-29 (print)".
fn leading_date(text: &str) -> Result<When, WhenError> {
    let first = text.split_whitespace().next().unwrap_or_default();
    text.parse()
        .or_else(|wrong| first.parse().map_err(|_| wrong))
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &StatementsArguments) -> Result<Outcome> {
    let inspector = Inspector::new(desk.world()?);
    let about = About {
        published: arguments.published.clone().unwrap_or_default(),
        outlet: arguments.outlet.clone(),
    };
    let read = |file: &Path| {
        let found = inspector.statements(file, &about)?;
        desk.output
            .result(&found, || in_words(&found, arguments.why))?;
        Ok(found.problems.is_empty())
    };
    let failed = |file: &Path, problem| StatementsView {
        doc: file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        problems: vec![problem],
        ..StatementsView::default()
    };
    each(desk, &arguments.files, read, failed)
}

fn in_words(found: &StatementsView, why: bool) -> String {
    let count = counted(found.statements.len(), "statement", "statements");
    let head = format!("{}: {count}", found.doc);
    let problems = found
        .problems
        .iter()
        .map(|problem| format!("problem: {problem}"));
    let statements = found
        .statements
        .iter()
        .enumerate()
        .map(|(index, it)| one(index, it) + &if why { reasons(it) } else { String::new() });
    std::iter::once(head)
        .chain(problems)
        .chain(statements)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn one(index: usize, statement: &StatementView) -> String {
    let speaker = statement
        .speaker
        .as_deref()
        .unwrap_or("(speaker not named)");
    let date = statement
        .date_of_statement
        .value
        .as_deref()
        .unwrap_or("undated");
    let answers = if statement.responds_to.is_empty() {
        String::new()
    } else {
        let list: Vec<String> = statement
            .responds_to
            .iter()
            .map(ToString::to_string)
            .collect();
        format!(", answers {}", list.join(", "))
    };
    format!(
        "[{index}] {} by {speaker}, {date}, {}{answers}, confidence {}\n    {}",
        statement.kind, statement.attribution, statement.confidence, statement.verbatim_span
    )
}

/// Says field by field why a statement was read so.
fn reasons(statement: &StatementView) -> String {
    let line = |it: &Reason| {
        let place = it.span.map(|it| format!(" [{}..{}]", it.start, it.end));
        let place = place.unwrap_or_default();
        format!("\n    {} ({}): {}{place}", it.field, it.method, it.because)
    };
    statement.reasons.iter().map(line).collect()
}
