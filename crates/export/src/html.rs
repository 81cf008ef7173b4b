//! The timeline as a page: static, without script or outside resource, to read and to print.
//!
//! One escaper does it all: the template escapes every value, and this file marks nothing as safe
//! but our own style sheet. Captured words stand in `<bdi>`, so that a planted override turns no
//! more than itself.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;

use crate::line::lines;
use crate::sentence;
use crate::timeline::Timeline;

const PAGE: &str = include_str!("../templates/timeline.html");
const LINE: &str = include_str!("../templates/line.html");
const STYLE: &str = include_str!("../templates/timeline.css");

/// Returns a timeline as a page.
pub(crate) fn render(timeline: &Timeline) -> Result<String, minijinja::Error> {
    let mut pages = Environment::empty();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_syntax(block_tags_leave_no_lines()?);
    pages.add_filter("visible", |text: String| {
        crate::hidden::without_controls(&text)
    });
    pages.add_filter("paragraphs", paragraphs);
    pages.add_template("line.html", LINE)?;
    pages.add_template("timeline.html", PAGE)?;
    pages.get_template("timeline.html")?.render(context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        case => to_value(&timeline.case),
        fictional => timeline.case.fictional.then_some(sentence::FICTIONAL),
        parties => timeline.case.parties.join(", "),
        count => sentence::count(timeline),
        order => sentence::order(timeline.clock),
        filters => sentence::filters(timeline),
        left_out => sentence::left_out(timeline.left_out),
        as_of => sentence::as_of(timeline),
        notes => sentence::notes(timeline),
        tool => timeline.tool.as_str(),
        lines => to_value(lines(timeline)),
    })
}

fn block_tags_leave_no_lines() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

fn to_value(data: impl Serialize) -> Value {
    Value::from(Serde(data))
}

/// Returns the paragraphs of a text.
fn paragraphs(text: &str) -> Vec<String> {
    let blocks = text.split("\n\n").map(str::trim);
    blocks
        .filter(|block| !block.is_empty())
        .map(str::to_owned)
        .collect()
}
