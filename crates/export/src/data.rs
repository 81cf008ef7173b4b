//! The timeline as data: one JSON document, with the sentences that explain it.

use serde::Serialize;

use crate::hidden;
use crate::row::Row;
use crate::sentence;
use crate::timeline::{CaseHead, LeftOut, OrderClock, Timeline};

#[derive(Serialize)]
struct Data<'a> {
    case: &'a CaseHead,
    label: Option<&'static str>,
    order: OrderClock,
    filters: &'a [String],
    as_of: Option<&'a str>,
    left_out: LeftOut,
    notes: Vec<String>,
    tool: &'a str,
    rows: &'a [Row],
}

/// Returns a timeline as indented JSON. Words stand in it as they were captured; characters that
/// cannot be seen are written as escapes.
pub(crate) fn render(timeline: &Timeline) -> Result<String, serde_json::Error> {
    let data = Data {
        case: &timeline.case,
        label: timeline.case.fictional.then_some(sentence::FICTIONAL),
        order: timeline.clock,
        filters: &timeline.filters,
        as_of: timeline.as_of.as_deref(),
        left_out: timeline.left_out,
        notes: sentence::notes(timeline),
        tool: &timeline.tool,
        rows: &timeline.rows,
    };
    Ok(hidden::escape_json(&serde_json::to_string_pretty(&data)?) + "\n")
}
