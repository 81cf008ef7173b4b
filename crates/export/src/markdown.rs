//! The timeline as Markdown (`CommonMark` 0.31), to read as it is or to put into a document.
//!
//! Every character of captured text that could begin markup is escaped, and characters that cannot
//! be seen are shown by their names: a plain text cannot hold them apart from what surrounds them.

use std::fmt::Write as _;

use crate::hidden::labelled;
use crate::line::{ClockLine, Line, Reference, lines};
use crate::sentence;
use crate::timeline::Timeline;

/// Returns a timeline as Markdown.
pub(crate) fn render(timeline: &Timeline) -> String {
    let mut page = head(timeline);
    for line in lines(timeline) {
        page.push('\n');
        page.push_str(&entry(&line));
    }
    let _ = write!(page, "\n---\n\nMade by {}.\n", escaped(&timeline.tool));
    page
}

fn head(timeline: &Timeline) -> String {
    let case = &timeline.case;
    let mut head = format!("# {}\n\n", escaped(&case.name));
    if case.fictional {
        let _ = write!(head, "**{}**\n\n", sentence::FICTIONAL);
    }
    if let Some(subtitle) = &case.subtitle {
        let _ = write!(head, "{}\n\n", escaped(subtitle));
    }
    let facts = [
        ("Parties", case.parties.join(", ")),
        (
            "Shows",
            format!(
                "{}, {}",
                sentence::count(timeline),
                sentence::order(timeline.clock)
            ),
        ),
        ("As of", sentence::as_of(timeline)),
        ("Filters", sentence::filters(timeline)),
        ("Left out", sentence::left_out(timeline.left_out)),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(head, "- {name}: {}", escaped(value));
    }
    head.push('\n');
    for note in sentence::notes(timeline) {
        let _ = write!(head, "{}\n\n", escaped(&note));
    }
    head.push_str("---\n");
    head
}

fn entry(line: &Line<'_>) -> String {
    let form = line
        .form
        .as_ref()
        .map(|form| format!(": {}", escaped(form)));
    let mut entry = format!(
        "## {}. {} {} ({}{}), {}\n\n",
        line.number,
        line.sign,
        escaped(line.speaker),
        line.kind,
        form.unwrap_or_default(),
        line.ordered.words,
    );
    if let Some(label) = line.label {
        let _ = write!(entry, "**{label}**\n\n");
    }
    if let Some(quote) = line.quote {
        let _ = write!(entry, "{}\n\n", quoted(quote));
    }
    if let Some(text) = line.text {
        let whose = if line.is_lead {
            "The reporter's own words"
        } else {
            "In the source"
        };
        let _ = write!(entry, "{whose}: {}\n\n", escaped(text));
    }
    for (name, value) in facts(line) {
        let _ = writeln!(entry, "- {name}: {value}");
    }
    entry
}

/// Returns the facts of a line as name and Markdown, in a fixed order.
fn facts(line: &Line<'_>) -> Vec<(&'static str, String)> {
    let plain = |value: Option<&str>| value.map(escaped);
    let mut facts = vec![("Status", Some(format!("**{}**", escaped(&line.status))))];
    facts.extend([
        ("Speaker", Some(speaker(line))),
        ("Chain", plain(line.chain.as_deref())),
        ("About", plain(line.about)),
        ("Point", plain(line.point)),
        ("Answers", references(&line.answers)),
        ("Answered by", answered_by(line)),
        ("Response", plain(line.response)),
        ("Page", plain(line.page_change.as_deref())),
    ]);
    facts.extend(
        line.clocks
            .iter()
            .map(|it| (clock_name(it.name), Some(clock(it)))),
    );
    facts.extend([
        ("Source", source(line)),
        ("Address", line.url.map(address)),
        ("Capture", capture(line)),
        ("Read so", plain(line.why)),
        (
            "Confidence of the machine",
            line.confidence.clone().filter(|_| line.is_proposal),
        ),
        ("Note", plain(line.hidden.as_deref())),
    ]);
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn speaker(line: &Line<'_>) -> String {
    let parts = [
        Some(line.speaker_fact),
        line.affiliation,
        line.attribution.as_deref(),
    ];
    parts
        .into_iter()
        .flatten()
        .map(escaped)
        .collect::<Vec<_>>()
        .join("; ")
}

fn answered_by(line: &Line<'_>) -> Option<String> {
    if line.unanswered {
        return Some("**no answer linked**".to_owned());
    }
    references(&line.answered_by)
}

fn references(references: &[Reference]) -> Option<String> {
    let words = references.iter().map(|reference| match reference.number {
        Some(number) => format!("line {number} ({})", escaped(&reference.words)),
        None => escaped(&reference.words),
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join("; "))
}

fn clock_name(name: &str) -> &'static str {
    match name {
        "happened" => "Happened",
        "published" => "Published",
        "captured" => "Captured",
        _ => "Said",
    }
}

fn clock(clock: &ClockLine) -> String {
    match clock.remark {
        Some(remark) => format!("{} ({remark})", clock.words),
        None => clock.words.clone(),
    }
}

fn source(line: &Line<'_>) -> Option<String> {
    let parts: Vec<String> = [line.outlet, line.title, line.page.as_deref()]
        .into_iter()
        .flatten()
        .map(escaped)
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Returns an address as a link that shows all of itself, or as plain words when it holds what a
/// link may not.
fn address(url: &str) -> String {
    let fits = url
        .chars()
        .all(|c| c.is_ascii_graphic() && !"<>".contains(c));
    if fits && (url.starts_with("https://") || url.starts_with("http://")) {
        format!("<{url}>")
    } else {
        escaped(url)
    }
}

fn capture(line: &Line<'_>) -> Option<String> {
    let provenance = line.provenance.unwrap_or_default();
    Some(format!("SHA-256 `{}`, {provenance}", escaped(line.sha256?)))
}

/// Returns words as a block quotation.
fn quoted(words: &str) -> String {
    let paragraphs = words
        .split("\n\n")
        .map(escaped)
        .filter(|text| !text.is_empty());
    paragraphs
        .map(|text| format!("> {text}"))
        .collect::<Vec<_>>()
        .join("\n>\n")
}

/// Returns text on one line, with everything that could be markup escaped.
fn escaped(text: &str) -> String {
    let one_line = labelled(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut escaped = String::with_capacity(one_line.len());
    for (at, character) in one_line.char_indices() {
        if is_markup(character) || (at == 0 && "-+=".contains(character)) {
            escaped.push('\\');
        }
        if ".)".contains(character) && is_number(&one_line[..at]) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn is_markup(character: char) -> bool {
    "\\`*_{}[]<>#|~&!$^".contains(character)
}

/// Tells whether what stands before a dot would make a list of it.
fn is_number(before: &str) -> bool {
    !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_captured_text_is_escaped() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected, "{text}");
        check("plain – “words”, 深度", "plain – “words”, 深度");
        check("<script>x</script>", r"\<script\>x\</script\>");
        check("![a](http://x.example)", r"\!\[a\](http://x.example)");
        check("# head\n\n- item", r"\# head - item");
        check("- item", r"\- item");
        check("1. item 2.", r"1\. item 2.");
        check("a_b*c`d`", r"a\_b\*c\`d\`");
        check("a\u{202e}b", "a⟨U+202E right-to-left override⟩b");
    }

    #[test]
    fn quotations_keep_their_paragraphs() {
        assert_eq!(quoted("one\ntwo\n\n> three"), "> one two\n>\n> \\> three");
        assert_eq!(quoted(""), "");
    }
}
