//! The timeline as a table (RFC 4180): every cell quoted, every line complete in itself.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or one of their full-width twins
//! for a formula, also behind spaces and quotation marks (OWASP ASVS 5.0, 1.2.10). Such a cell gets
//! an apostrophe in front, and the last column says which ones did, so that quotations can still be
//! checked letter by letter.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::hidden::without_controls;
use crate::line::{Line, Reference, lines};
use crate::row::{Date, Row};
use crate::sentence;
use crate::timeline::{OrderClock, Timeline};

/// Returns a timeline as a table with one heading line.
pub(crate) fn render(timeline: &Timeline) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let about = about(timeline);
    writer.write_record(columns())?;
    for (row, line) in timeline.rows.iter().zip(lines(timeline)) {
        writer.write_record(cells(timeline, row, &line, &about))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// The columns before the dates.
const HEAD: [&str; 14] = [
    "number",
    "label",
    "type",
    "kind",
    "form",
    "speaker",
    "affiliation",
    "attribution",
    "cited_via",
    "words",
    "text",
    "about",
    "point",
    "order_date",
];

/// The columns after the dates.
const TAIL: [&str; 20] = [
    "title",
    "outlet",
    "address",
    "capture_sha256",
    "provenance",
    "capture",
    "status",
    "answers",
    "answered_by",
    "response",
    "page_change",
    "confidence",
    "why",
    "document",
    "cluster",
    "id",
    "case",
    "about_this_export",
    "notes",
    "page",
];

fn columns() -> Vec<String> {
    let dates = OrderClock::ALL
        .into_iter()
        .flat_map(|clock| ["", "_precision", "_zone"].map(|part| format!("{clock}{part}")));
    let owned = |name: &&str| (*name).to_owned();
    HEAD.iter()
        .map(owned)
        .chain(dates)
        .chain(TAIL.iter().map(owned))
        .collect()
}

fn cells(timeline: &Timeline, row: &Row, line: &Line<'_>, about: &str) -> Vec<String> {
    let mut cells = head(row, line);
    cells.extend(
        OrderClock::ALL
            .into_iter()
            .flat_map(|clock| date(clock.date_of(row))),
    );
    cells.extend(tail(timeline, row, line, about));
    let names = columns();
    let mut guarded = Vec::new();
    for (cell, name) in cells.iter_mut().zip(&names) {
        *cell = without_controls(cell);
        if is_formula(cell) {
            cell.insert(0, '\'');
            guarded.push(name.as_str());
        }
    }
    cells.push(notes(line, &guarded));
    let page = row.document.as_ref().and_then(|it| it.page);
    cells.push(page.map(|it| it.to_string()).unwrap_or_default());
    cells
}

fn head(row: &Row, line: &Line<'_>) -> Vec<String> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    vec![
        line.number.to_string(),
        text(line.label),
        if line.is_lead { "lead" } else { "statement" }.to_owned(),
        line.kind.to_owned(),
        line.form.clone().unwrap_or_default(),
        line.speaker.to_owned(),
        text(line.affiliation),
        line.attribution.clone().unwrap_or_default(),
        line.chain.clone().unwrap_or_default(),
        text(row.quote.as_deref().filter(|_| !line.is_lead)),
        row.text.clone(),
        text(line.about),
        text(line.point),
        line.ordered.words.clone(),
    ]
}

fn date(date: &Date) -> [String; 3] {
    [
        date.value.clone().unwrap_or_default(),
        date.precision.as_str().to_owned(),
        date.zone.clone().unwrap_or_default(),
    ]
}

fn tail(timeline: &Timeline, row: &Row, line: &Line<'_>, about: &str) -> Vec<String> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    vec![
        text(line.title),
        text(line.outlet),
        text(line.url),
        text(line.sha256),
        text(line.provenance),
        text(row.capture.as_ref().map(|capture| capture.id.as_str())),
        line.status.clone(),
        numbers(&line.answers),
        if line.unanswered {
            "no answer linked".to_owned()
        } else {
            numbers(&line.answered_by)
        },
        text(line.response),
        text(line.page_change.as_deref()),
        line.confidence.clone().unwrap_or_default(),
        text(line.why),
        text(row.document.as_ref().and_then(|it| it.id.as_deref())),
        text(row.cluster.as_deref()),
        line.id.to_owned(),
        timeline.case.name.clone(),
        about.to_owned(),
    ]
}

fn numbers(references: &[Reference]) -> String {
    let words = references.iter().map(|reference| match reference.number {
        Some(number) => format!("line {number}"),
        None => reference.words.clone(),
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Returns what the head of the other formats says, in one cell.
fn about(timeline: &Timeline) -> String {
    let subtitle = timeline.case.subtitle.as_deref().unwrap_or("no subtitle");
    let mut parts = vec![
        subtitle.to_owned(),
        format!("as of: {}", sentence::as_of(timeline)),
        format!("ordered {}", sentence::order(timeline.clock)),
        format!("filters: {}", sentence::filters(timeline)),
        format!("left out: {}", sentence::left_out(timeline.left_out)),
        timeline.tool.clone(),
    ];
    parts.extend(sentence::notes(timeline));
    parts.join(" | ")
}

fn notes(line: &Line<'_>, guarded: &[&str]) -> String {
    let added = (!guarded.is_empty()).then(|| {
        let columns = guarded.join(", ");
        format!("an apostrophe was put before: {columns}")
    });
    let notes: Vec<String> = line.hidden.clone().into_iter().chain(added).collect();
    notes.join("; ")
}

/// Tells whether a spreadsheet could run a cell.
fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || "\"'“”‘’\u{feff}\u{200b}\u{fffd}".contains(c)
    });
    cell.starts_with(['\t', '\r', '\n', '\0', '\u{fffd}'])
        || first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_guarded_cell_begins_like_a_formula(cell in "[\"' \t\r\n=+@＝a-c\u{200b}-]{0,12}") {
            let guarded = if is_formula(&cell) { format!("'{cell}") } else { cell };
            let begins = guarded.trim_start().starts_with(['=', '+', '-', '@', '＝']);
            proptest::prop_assert!(!begins, "{guarded:?}");
        }
    }

    #[test]
    fn cells_that_a_spreadsheet_could_run_are_known() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "  =1",
            "\"=1",
            "'=1",
            "“=cmd|' /C calc'!A0",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            "\u{feff}=1",
            "\u{200b}=1",
            "=HYPERLINK(\"http://x.example\")",
            "=WEBSERVICE(\"http://x.example\")",
            "\ttext",
        ] {
            assert!(is_formula(cell), "{cell:?}");
        }
        for cell in [
            "",
            "words",
            "1 = 1",
            "“quoted”",
            "2031-03-06",
            "a-b",
            "– dash",
            "'tis",
        ] {
            assert!(!is_formula(cell), "{cell:?}");
        }
    }
}
