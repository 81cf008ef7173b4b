//! One statement as one line of plain text with its source, ready to be pasted into a draft.
//!
//! It says what an entry of an export says, in the same words, and no less: a proposal is called
//! one, and a lead is no statement.

use crate::hidden::labelled;
use crate::line::is_quotation;
use crate::row::{Row, RowType};
use crate::{date_words, sentence, words};

/// How many hexadecimal digits of a digest name a capture for a reader.
const DIGITS: usize = 12;

/// Returns a row as one line of plain text: the words, who said them and when, where they stand,
/// which capture shows it, and how far the reading was checked.
pub fn sourced_line(row: &Row) -> String {
    let is_fictional = row.fictional.then_some(sentence::FICTIONAL);
    let said = match row.row_type {
        RowType::Statement => statement(row),
        RowType::Lead => lead(row),
    };
    let parts = [
        is_fictional.map(str::to_owned),
        Some(said),
        source(row),
        capture(row),
        Some(words::status(row)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let line = labelled(&parts.join(". "));
    format!("{}.", line.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn statement(row: &Row) -> String {
    let words = match row.quote.as_deref().filter(|_| is_quotation(row)) {
        Some(quote) => format!("“{}”", quote.trim()),
        None => format!("In the source: {}", row.text.trim_end_matches(['.', ' '])),
    };
    let about = format!(
        "({}{})",
        words::kind(row.kind),
        words::form(row).map_or_else(String::new, |form| format!(": {form}"))
    );
    let speaker = [
        Some(words::speaker(row).to_owned()),
        row.speaker_affiliation.clone(),
        words::attribution(row).filter(|it| it != "named"),
    ];
    let speaker: Vec<String> = speaker.into_iter().flatten().collect();
    let via = match row.cited_via.as_slice() {
        [] => String::new(),
        chain => format!(", through {}", chain.join(" ← ")),
    };
    let said = date_words::in_words(&row.said);
    format!("{words} — {}{via} {about}, said {said}", speaker.join("; "))
}

fn lead(row: &Row) -> String {
    let date = date_words::in_words(&row.said);
    let words = row.text.trim_end_matches(['.', ' ']);
    format!("The reporter's own words: {words} ({date})")
}

/// Returns outlet, headline, date of publication and address.
fn source(row: &Row) -> Option<String> {
    let document = row.document.as_ref()?;
    let published = date_words::in_words(&row.published);
    let is_statement = row.row_type == RowType::Statement;
    let parts = [
        document.outlet.clone(),
        document.title.as_ref().map(|title| format!("“{title}”")),
        words::page(row),
        is_statement.then(|| format!("published {published}")),
        // In angle brackets, so that the full stop behind it is not taken for a part of it.
        words::has_address(row).then(|| format!("<{}>", document.url)),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn capture(row: &Row) -> Option<String> {
    let capture = row.capture.as_ref()?;
    let digits: String = capture.sha256.chars().take(DIGITS).collect();
    Some(format!(
        "Captured {} ({}), SHA-256 {digits}…",
        date_words::in_words(&row.captured),
        words::provenance(row)?
    ))
}
