//! `timeline`: every statement of a case beside its answers, in order.

use anyhow::Result;
use clap::Args;
use engine::model::{Kind, Standing, When};
use engine::view::{PageChange, Row};
use engine::{OrderClock, Show, TimelineFilter};

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::{counted, is_file_address, spaced, status};

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
            outlets: Vec::new(),
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
    let head = std::iter::once(case.name.as_str()).chain(case.subtitle.as_deref());
    desk.output
        .words(&format!("{}\n", head.collect::<Vec<_>>().join("\n")))?;
    let around = Around {
        shown: &timeline.rows,
        all: &timeline.rows,
    };
    for row in &timeline.rows {
        desk.output
            .result(row, || in_words(row, arguments.filter.clock, &around))?;
    }
    let left_out = &timeline.left_out;
    desk.output.words(&format!(
        "{}; left out: {}, {} rejected, {} by the filters",
        counted(timeline.rows.len(), "line", "lines"),
        counted(left_out.proposals, "proposal", "proposals"),
        left_out.rejected,
        left_out.filtered
    ))?;
    Ok(Outcome::Done)
}

/// The rows round the one that is told of.
pub(crate) struct Around<'a> {
    /// Those that are printed with it.
    pub(crate) shown: &'a [Row],
    /// Those among which its answers are.
    pub(crate) all: &'a [Row],
}

/// Returns one row for a terminal: date and kind, words, source, answers.
pub(crate) fn in_words(row: &Row, clock: OrderClock, around: &Around<'_>) -> String {
    let mut lines = said(row, clock);
    lines.push(format!("    {}", source(row)));
    lines.extend(repeats(row, around.shown).map(|it| format!("    {it}")));
    lines.extend(answers(row, around.all));
    lines.extend(
        row.response
            .as_ref()
            .map(|it| format!("    response: {it}")),
    );
    lines.extend(row.page_change.as_ref().map(page_change));
    lines.push(format!("    {}  {}\n", status(row.status.as_str()), row.id));
    lines.join("\n")
}

/// Returns what became of the words in a later capture of their page.
fn page_change(change: &PageChange) -> String {
    let day = change.captured.value.as_deref().unwrap_or_default();
    let state = match change.state {
        Standing::Gone => "absent in",
        _ => "in other words in",
    };
    format!("    {}: {state} the capture of {day}", change.note)
}

fn said(row: &Row, clock: OrderClock) -> Vec<String> {
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
    vec![
        format!(
            "{} {when}  {}{form}  {speaker}{affiliation}",
            mark(row),
            spaced(row.kind.as_str())
        ),
        format!("    {}", row.text),
    ]
}

fn answers(row: &Row, all: &[Row]) -> Vec<String> {
    let told = |id: &String| {
        let answer =
            answer(id, all).unwrap_or_else(|| format!("by {id}, which is not among these lines"));
        format!("    answered: {answer}")
    };
    let mut lines: Vec<String> = row.answered_by.iter().map(told).collect();
    if row.answered_by.is_empty() && row.kind == Kind::Allegation && row.confidence.is_some() {
        lines.push("    no answer linked".to_owned());
    }
    lines
}

/// Tells how many of the other lines have the same words.
fn repeats(row: &Row, shown: &[Row]) -> Option<String> {
    let cluster = row.cluster.as_ref()?;
    let is_repeat = |other: &&Row| other.id != row.id && other.cluster.as_ref() == Some(cluster);
    let count = shown.iter().filter(is_repeat).count();
    let lines = counted(count, "other line", "other lines");
    (count > 0).then(|| format!("same words in {lines}"))
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

/// Returns where the words stand: outlet, headline, capture, address.
fn source(row: &Row) -> String {
    let document = row.document.as_ref();
    let url = document.map(|it| it.url.as_str()).unwrap_or_default();
    let Some(capture) = &row.capture else {
        return format!("lead, not captured: {url}");
    };
    let is_file = is_file_address(url);
    let nameless = if is_file {
        "imported file"
    } else {
        "unknown outlet"
    };
    let outlet = document.and_then(|it| it.outlet.as_deref());
    let mut parts = vec![outlet.unwrap_or(nameless).to_owned()];
    let title = document.and_then(|it| it.title.as_deref());
    parts.extend(title.map(|it| format!("“{it}”")));
    let page = document.and_then(|it| it.page);
    parts.extend(page.map(|it| format!("p. {it}")));
    if !row.cited_via.is_empty() {
        parts.push(format!("via {}", row.cited_via.join(", ")));
    }
    let digest: String = capture.sha256.chars().take(12).collect();
    parts.push(format!("sha256 {digest}… ({})", capture.provenance));
    let head = parts.join(", ");
    match (is_file, outlet) {
        (false, _) => format!("{head}\n    {url}"),
        (true, Some(_)) => format!("{head}\n    imported file"),
        (true, None) => head,
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
