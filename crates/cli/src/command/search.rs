//! `search`: statements and documents by their words.

use anyhow::Result;
use clap::Args;
use engine::SearchFor;
use engine::view::HitView;

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::{self, counted};

/// Arguments of `search`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim search '\"model weights\" speaker:orbit kind:denial' --case acme-v-orbit"
)]
pub(crate) struct SearchArguments {
    /// Words, "phrases", AND, OR, NOT, and fields: speaker: kind: outlet: title: status: lang:
    query: String,
    /// Only this case
    #[arg(long)]
    case: Option<String>,
    /// How many hits
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// How many hits to skip
    #[arg(long, default_value_t = 0)]
    offset: usize,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &SearchArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    let found = library.search(&SearchFor {
        query: arguments.query.clone(),
        case: case.map(|case| case.id),
        limit: arguments.limit,
        offset: arguments.offset,
    })?;
    desk.output.result(&found, || {
        let lag = if found.lag == 0 {
            String::new()
        } else {
            format!(
                ", {} not indexed yet",
                counted(found.lag, "change", "changes")
            )
        };
        let hits = counted(found.total, "hit", "hits");
        let head = format!("{hits} in {} ms{lag}", found.took_ms);
        let problems = found.problems.iter().map(|it| format!("note: {it}"));
        let hits = found.hits.iter().map(in_words);
        std::iter::once(head)
            .chain(problems)
            .chain(hits)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    Ok(Outcome::of(!found.problems.is_empty()))
}

fn in_words(hit: &HitView) -> String {
    let who = match (&hit.kind, &hit.speaker) {
        (Some(kind), Some(speaker)) => format!("{kind} by {speaker}"),
        (Some(kind), None) => format!("{kind}, speaker not named"),
        _ => "document".to_owned(),
    };
    let date = hit
        .said
        .as_ref()
        .and_then(|it| it.value.clone())
        .or(hit.published.value.clone());
    let outlet = hit.outlet.as_deref().unwrap_or("unknown outlet");
    let status = hit
        .status
        .map(|status| format!(" [{}]", phrase::status(status.as_str())))
        .unwrap_or_default();
    format!(
        "\n{}  {who}{status}  {outlet}  {}\n  {}\n  {}",
        date.as_deref().unwrap_or("undated"),
        hit.id,
        hit.snippet,
        if phrase::is_file_address(&hit.url) {
            "imported file"
        } else {
            &hit.url
        }
    )
}
