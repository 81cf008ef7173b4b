//! `timeline`: every statement of a case beside its answers, in order.

use anyhow::Result;
use clap::Args;
use engine::model::{Kind, When};
use engine::view::Row;
use engine::{OrderClock, Show, TimelineFilter};

use super::Desk;
use crate::failure::Outcome;

/// Arguments of `timeline`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim timeline acme-v-orbit --kind denial --after 2025-01 --checked"
)]
pub(crate) struct TimelineArguments {
    /// Id, name or unique beginning of the case
    case: String,
    #[command(flatten)]
    filter: FilterArguments,
    /// Only statements whose reading a person has checked
    #[arg(long)]
    checked: bool,
}

/// Which rows; the same for `timeline` and `export`.
#[derive(Debug, Args)]
pub(crate) struct FilterArguments {
    /// Only this kind; can be given several times
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<Kind>,
    /// Only what this speaker said
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only what may lie on or after this date
    #[arg(long, value_name = "DATE")]
    after: Option<When>,
    /// Only what may lie on or before this date
    #[arg(long, value_name = "DATE")]
    before: Option<When>,
    /// The clock that orders and filters: said, happened, published or captured
    #[arg(long, default_value = "said")]
    clock: OrderClock,
}

impl FilterArguments {
    /// Returns the filter, with what is shown and as of when.
    pub(crate) fn filter(&self, show: Show, as_of: Option<When>) -> TimelineFilter {
        TimelineFilter {
            kinds: self.kinds.clone(),
            speaker: self.speaker.clone(),
            after: self.after.clone(),
            before: self.before.clone(),
            clock: self.clock,
            show,
            as_of,
        }
    }
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &TimelineArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case = library.case(&arguments.case)?;
    let show = if arguments.checked {
        Show::Checked
    } else {
        Show::WithProposals
    };
    let timeline = library.timeline(&case, &arguments.filter.filter(show, None))?;
    let subtitle = case.subtitle.as_deref().unwrap_or("");
    desk.output.words(&format!("{}\n{subtitle}\n", case.name))?;
    for row in &timeline.rows {
        desk.output.result(row, || {
            in_words(row, arguments.filter.clock, &timeline.rows)
        })?;
    }
    let left_out = &timeline.left_out;
    desk.output.words(&format!(
        "{} lines; left out: {} proposals, {} rejected, {} by the filters",
        timeline.rows.len(),
        left_out.proposals,
        left_out.rejected,
        left_out.filtered
    ))?;
    Ok(Outcome::Done)
}

/// Returns one row for a terminal: date and kind, words, source, answers.
pub(crate) fn in_words(row: &Row, clock: OrderClock, all: &[Row]) -> String {
    let date = clock.date_of(row);
    let when = date.value.as_deref().unwrap_or("undated");
    let speaker = row.speaker.as_deref().unwrap_or("(speaker not named)");
    let affiliation = row
        .speaker_affiliation
        .as_ref()
        .filter(|it| Some(*it) != row.speaker.as_ref());
    let affiliation = affiliation.map(|it| format!(", {it}")).unwrap_or_default();
    let form = row
        .answer_form
        .map(|form| format!(" ({})", spaced(form.as_str())))
        .unwrap_or_default();
    let mut lines = vec![
        format!(
            "{} {when}  {}{form}  {speaker}{affiliation}",
            mark(row),
            spaced(row.kind.as_str())
        ),
        format!("    {}", row.text),
        format!("    {}", source(row)),
    ];
    for id in &row.answered_by {
        let answer =
            answer(id, all).unwrap_or_else(|| format!("by {id}, which is not among these lines"));
        lines.push(format!("    answered: {answer}"));
    }
    if row.answered_by.is_empty() && row.kind == Kind::Allegation && row.confidence.is_some() {
        lines.push("    no answer captured".to_owned());
    }
    lines.extend(
        row.response
            .as_ref()
            .map(|it| format!("    response: {it}")),
    );
    lines.push(format!(
        "    {}  {}\n",
        status_in_words(row.status.as_str()),
        row.id
    ));
    lines.join("\n")
}

/// Returns the sign of a row: shape and word, never colour alone.
fn mark(row: &Row) -> char {
    match row.kind {
        Kind::Allegation => '▲',
        Kind::Claim => '●',
        Kind::Denial => '◆',
        Kind::NoComment => '◇',
        Kind::Confirmation => '◐',
        Kind::Filing | Kind::Ruling => '■',
        Kind::Announcement => '▬',
        Kind::Retraction => '↶',
    }
}

fn source(row: &Row) -> String {
    let document = row.document.as_ref();
    let outlet = document
        .and_then(|it| it.outlet.clone())
        .unwrap_or_else(|| "unknown outlet".to_owned());
    let via = if row.cited_via.is_empty() {
        String::new()
    } else {
        format!(", via {}", row.cited_via.join(", "))
    };
    let url = document.map(|it| it.url.as_str()).unwrap_or_default();
    match &row.capture {
        Some(capture) => {
            let digest: String = capture.sha256.chars().take(12).collect();
            format!(
                "{outlet}{via}, sha256 {digest}… ({})\n    {url}",
                capture.provenance
            )
        }
        None => format!("lead, not captured: {url}"),
    }
}

fn answer(id: &str, all: &[Row]) -> Option<String> {
    let row = all.iter().find(|row| row.id == id)?;
    let speaker = row.speaker.as_deref().unwrap_or("(speaker not named)");
    let date = row.said.value.as_deref().unwrap_or("undated");
    Some(format!(
        "{} by {speaker}, {date}: {}",
        spaced(row.kind.as_str()),
        row.text
    ))
}

/// Returns a status as a person says it; a proposal is always called one.
pub(crate) fn status_in_words(status: &str) -> String {
    if status == "unread" {
        "PROPOSAL, not checked by a person".to_owned()
    } else {
        spaced(status)
    }
}

fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
