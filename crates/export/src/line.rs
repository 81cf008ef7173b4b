//! A row with everything it says put into words, once for all formats that people read.

use std::collections::BTreeMap;

use chrono::DateTime;
use model::{Form, Kind, Standing};
use serde::Serialize;

use crate::row::{Date, PageChange, Row, RowType};
use crate::timeline::{OrderClock, Timeline};
use crate::{date_words, hidden, sentence, words};

/// One of the four clocks of a row, in words.
#[derive(Debug, Serialize)]
pub(crate) struct ClockLine {
    pub(crate) name: &'static str,
    pub(crate) words: String,
    /// The words before the time of day, and the time of day.
    pub(crate) day: String,
    pub(crate) time: Option<String>,
    /// The machine's spelling, where HTML has one for it.
    pub(crate) value: Option<String>,
    pub(crate) remark: Option<&'static str>,
}

/// A reference to another line.
#[derive(Debug, Serialize)]
pub(crate) struct Reference {
    /// The number of the line, when it is in this export.
    pub(crate) number: Option<usize>,
    pub(crate) words: String,
}

/// A row in words.
#[derive(Debug, Serialize)]
pub(crate) struct Line<'a> {
    pub(crate) number: usize,
    pub(crate) id: &'a str,
    pub(crate) is_lead: bool,
    pub(crate) is_proposal: bool,
    pub(crate) lane: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) form: Option<String>,
    pub(crate) speaker: &'a str,
    /// The speaker behind the word "Speaker".
    pub(crate) speaker_fact: &'a str,
    pub(crate) affiliation: Option<&'a str>,
    pub(crate) attribution: Option<String>,
    pub(crate) chain: Option<String>,
    /// The words said, where the text sets them in quotation marks.
    pub(crate) quote: Option<&'a str>,
    /// The sentences, where they say more than the quote; without one they are what is read.
    pub(crate) text: Option<&'a str>,
    pub(crate) about: Option<&'a str>,
    pub(crate) point: Option<&'a str>,
    /// The clock by which the export is ordered.
    pub(crate) ordered: ClockLine,
    pub(crate) clocks: Vec<ClockLine>,
    pub(crate) title: Option<&'a str>,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    /// The page of the document, in words.
    pub(crate) page: Option<String>,
    /// The address, where it is one that may be followed.
    pub(crate) href: Option<&'a str>,
    pub(crate) sha256: Option<&'a str>,
    pub(crate) provenance: Option<&'static str>,
    pub(crate) status: String,
    pub(crate) answers: Vec<Reference>,
    pub(crate) answered_by: Vec<Reference>,
    /// Whether an answer could be expected and none is known.
    pub(crate) unanswered: bool,
    pub(crate) response: Option<&'a str>,
    /// What became of it in a later capture of its page.
    pub(crate) page_change: Option<String>,
    pub(crate) why: Option<&'a str>,
    pub(crate) confidence: Option<String>,
    pub(crate) label: Option<&'static str>,
    pub(crate) hidden: Option<String>,
}

/// Returns every row in words, numbered from 1.
pub(crate) fn lines(timeline: &Timeline) -> Vec<Line<'_>> {
    let places: BTreeMap<&str, usize> = timeline
        .rows
        .iter()
        .zip(1..)
        .map(|(row, number)| (row.id.as_str(), number))
        .collect();
    let rows = timeline.rows.iter().zip(1..);
    rows.map(|(row, number)| line(timeline, &places, row, number))
        .collect()
}

fn line<'a>(
    timeline: &'a Timeline,
    places: &BTreeMap<&str, usize>,
    row: &'a Row,
    number: usize,
) -> Line<'a> {
    let is_lead = row.row_type == RowType::Lead;
    let quote = row.quote.as_deref().filter(|_| is_quotation(row));
    let document = row.document.as_ref();
    let url = document.map(|document| document.url.as_str());
    Line {
        number,
        id: &row.id,
        is_lead,
        is_proposal: row.status.is_proposal(),
        lane: words::lane(row.kind),
        sign: words::sign(row.kind),
        kind: words::kind(row.kind),
        form: words::form(row),
        speaker: words::speaker(row),
        speaker_fact: words::speaker_fact(row),
        affiliation: row.speaker_affiliation.as_deref(),
        attribution: words::attribution(row),
        chain: chain(row),
        quote,
        text: Some(row.text.as_str()).filter(|text| quote != Some(text)),
        about: row.about.as_deref(),
        point: row.point.as_deref(),
        ordered: clock_line(timeline.clock, row),
        clocks: clocks(row),
        title: document.and_then(|document| document.title.as_deref()),
        outlet: document.and_then(|document| document.outlet.as_deref()),
        url,
        page: words::page(row),
        href: url.filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        sha256: row.capture.as_ref().map(|capture| capture.sha256.as_str()),
        provenance: words::provenance(row),
        status: words::status(row),
        answers: references(timeline, places, &row.answers),
        answered_by: references(timeline, places, &row.answered_by),
        unanswered: is_unanswered(row),
        response: row.response.as_deref(),
        page_change: row.page_change.as_ref().map(page_change),
        why: row.why.as_deref(),
        confidence: row.confidence.map(|it| it.to_string()),
        label: (timeline.case.fictional || row.fictional).then_some(sentence::FICTIONAL),
        hidden: hidden_note(row),
    }
}

/// Only words in quotation marks are set as a quotation: what an outlet reports in its own words
/// is not what the speaker said.
pub(crate) fn is_quotation(row: &Row) -> bool {
    row.row_type == RowType::Statement && matches!(row.form, Some(Form::Direct | Form::Mixed))
}

/// Says what became of the words, as far as captures tell: never who took them away, or when.
fn page_change(change: &PageChange) -> String {
    let state = match change.state {
        Standing::Gone => "absent in",
        _ => "worded otherwise in",
    };
    let at = date_words::in_words(&change.captured);
    format!("{} ({state} the capture of {at})", change.note)
}

/// Allegations wait for an answer; nothing else is called unanswered.
fn is_unanswered(row: &Row) -> bool {
    row.row_type == RowType::Statement && row.kind == Kind::Allegation && row.answered_by.is_empty()
}

/// Returns through whom the words came, from the text back to the speaker.
fn chain(row: &Row) -> Option<String> {
    let last = row.cited_via.last()?;
    let outlet = row.document.as_ref().and_then(|it| it.outlet.as_deref());
    let via = row.cited_via.iter().map(String::as_str);
    let speaker = Some(words::speaker(row)).filter(|speaker| speaker != last);
    let links: Vec<&str> = outlet.into_iter().chain(via).chain(speaker).collect();
    Some(links.join(" ← "))
}

fn clocks(row: &Row) -> Vec<ClockLine> {
    OrderClock::ALL.map(|clock| clock_line(clock, row)).into()
}

fn clock_line(clock: OrderClock, row: &Row) -> ClockLine {
    let date = clock.date_of(row);
    let words = date_words::in_words(date);
    let (day, time) = match words.split_once(", ") {
        Some((day, time)) => (day.to_owned(), Some(time.to_owned())),
        None => (words.clone(), None),
    };
    ClockLine {
        name: clock.as_str(),
        words,
        day,
        time,
        value: html_value(date),
        remark: date_words::remark(date),
    }
}

/// Returns a value that the `time` element of HTML allows: an instant, a day, a month or a year.
fn html_value(date: &Date) -> Option<String> {
    let value = date.value.clone()?;
    let shape = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let instant = DateTime::parse_from_rfc3339(&value).is_ok();
    (instant || (shape && matches!(value.len(), 4 | 7 | 10))).then_some(value)
}

fn references(
    timeline: &Timeline,
    places: &BTreeMap<&str, usize>,
    ids: &[String],
) -> Vec<Reference> {
    let mut found: Vec<Reference> = ids
        .iter()
        .map(|id| match places.get(id.as_str()) {
            Some(number) => Reference {
                number: Some(*number),
                words: in_short(timeline, &timeline.rows[number - 1]),
            },
            None => Reference {
                number: None,
                words: format!("statement {id}, not in this export"),
            },
        })
        .collect();
    found.sort_by_key(|reference| reference.number.unwrap_or(usize::MAX));
    found
}

fn in_short(timeline: &Timeline, row: &Row) -> String {
    let speaker = words::speaker(row);
    let date = date_words::in_words(timeline.clock.date_of(row));
    format!("{speaker}, {date}")
}

fn hidden_note(row: &Row) -> Option<String> {
    let document = row.document.as_ref();
    let texts = [
        row.speaker.as_deref(),
        row.speaker_affiliation.as_deref(),
        row.quote.as_deref(),
        Some(row.text.as_str()),
        row.about.as_deref(),
        row.point.as_deref(),
        row.response.as_deref(),
        document.and_then(|it| it.title.as_deref()),
        document.and_then(|it| it.outlet.as_deref()),
        document.map(|it| it.url.as_str()),
    ];
    let texts = texts.into_iter().flatten();
    hidden::note(&hidden::hidden_in(
        texts.chain(row.cited_via.iter().map(String::as_str)),
    ))
}
