//! Turns: who has the word in a transcript, an interview or a hearing.
//!
//! "MR. SMITH:", "Jo Roe (Acme):", "Q." and "A." stand at the beginning of a line. One such line
//! proves nothing ("Note:"); a text has turns when several lines agree. `text` cuts paragraphs at
//! them, `statement::turn` gives the words to their speakers.

use std::collections::BTreeMap;
use std::ops::Range;

/// Who has the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Somebody whose label stands before the words.
    Named,
    /// Whoever asks: "Q."
    Question,
    /// Whoever answers: "A."
    Answer,
    /// Whoever asks in an interview without labels.
    Interviewer,
    /// Whoever answers in an interview without labels.
    Interviewee,
}

/// The turn that a paragraph belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The bytes of the label, without its mark; of an earlier paragraph when the turn goes on.
    pub(crate) label: Range<usize>,
    /// Who has the word.
    pub(crate) voice: Voice,
}

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// "Q." and "A."
    Letter,
    /// "MR. SMITH:"
    Capitals,
    /// "Jo Roe (Acme):"
    Name,
}

/// A line that may begin a turn.
#[derive(Debug, Clone)]
struct Line {
    label: Range<usize>,
    body: usize,
    style: Style,
}

/// The turns of a text, by the byte at which their line begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns {
    lines: BTreeMap<usize, (Turn, usize)>,
}

impl Turns {
    /// Finds the lines that begin turns.
    pub(super) fn of(source: &str) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        for line in source.split_inclusive(['\n', '\u{c}']) {
            let blank = line.len() - line.trim_start().len();
            found.extend(label(line).map(|label| (at + blank, label.moved(at))));
            at += line.len();
        }
        let letters = agree_on_letters(source, &found);
        let capitals = agree(source, &found, Style::Capitals);
        let names = agree(source, &found, Style::Name);
        let held = |style: Style| match style {
            Style::Letter => letters,
            Style::Capitals => capitals,
            Style::Name => names || capitals && letters,
        };
        let lines = found
            .into_iter()
            .filter(|(_, line)| held(line.style))
            .map(|(at, line)| (at, (turn(source, &line), line.body)));
        Self {
            lines: lines.collect(),
        }
    }

    /// Returns the turn that begins with the line at `at`, and where its words begin.
    pub(super) fn at(&self, at: usize) -> Option<&(Turn, usize)> {
        self.lines.get(&at)
    }

    /// Tells whether a turn begins in a range of bytes.
    pub(super) fn begins_in(&self, line: Range<usize>) -> bool {
        self.lines.range(line).next().is_some()
    }

    /// Tells whether another turn begins after `at`.
    pub(super) fn goes_on_after(&self, at: usize) -> bool {
        self.lines.range(at..).next().is_some()
    }
}

fn turn(source: &str, line: &Line) -> Turn {
    let voice = match (line.style, source[line.label.clone()].chars().next()) {
        (Style::Letter, Some('Q' | 'q')) => Voice::Question,
        (Style::Letter, _) => Voice::Answer,
        _ => Voice::Named,
    };
    Turn {
        label: line.label.clone(),
        voice,
    }
}

impl Line {
    fn moved(self, by: usize) -> Self {
        Self {
            label: self.label.start + by..self.label.end + by,
            body: self.body + by,
            ..self
        }
    }
}

/// Letters need both a question and an answer.
fn agree_on_letters(source: &str, found: &[(usize, Line)]) -> bool {
    let has = |wanted: &str| {
        found.iter().any(|(_, line)| {
            line.style == Style::Letter && source[line.label.clone()].eq_ignore_ascii_case(wanted)
        })
    };
    has("q") && has("a")
}

/// Two or more speakers who take turns: one of them twice, or each with a title of speakers.
fn agree(source: &str, found: &[(usize, Line)], style: Style) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, line) in found.iter().filter(|(_, line)| line.style == style) {
        *counts.entry(&source[line.label.clone()]).or_default() += 1;
    }
    let again = counts.values().any(|count| *count > 1);
    let titled = counts
        .keys()
        .filter(|label| is_titled(label))
        .take(2)
        .count();
    counts.len() > 1 && (again || titled > 1)
}

/// Words that begin the label of a speaker.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "the",
    "judge",
    "justice",
    "chief",
    "senator",
    "sen",
    "rep",
    "representative",
    "chairman",
    "chairwoman",
    "chair",
    "professor",
    "prof",
    "sir",
    "dame",
    "lord",
    "lady",
    "minister",
    "president",
    "secretary",
    "counsel",
];

fn is_titled(label: &str) -> bool {
    let first: String = label
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect::<String>()
        .to_lowercase();
    TITLES.contains(&first.as_str()) || label.ends_with(')')
}

/// Words that stand before a colon and are nobody.
const NOBODY: &[&str] = &[
    "note",
    "update",
    "updated",
    "correction",
    "clarification",
    "source",
    "sources",
    "photo",
    "image",
    "picture",
    "video",
    "caption",
    "credit",
    "date",
    "time",
    "place",
    "published",
    "re",
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "sent",
    "exclusive",
    "breaking",
    "analysis",
    "opinion",
    "comment",
    "warning",
    "example",
    "summary",
    "introduction",
    "conclusion",
    "background",
    "answer",
    "question",
    "tags",
    "topics",
    "category",
    "filed",
    "related",
    "see",
    "also",
    "more",
    "read",
    "total",
    "price",
    "contact",
    "phone",
    "email",
    "fax",
    "tel",
    "address",
    "website",
    "http",
    "https",
    "figure",
    "table",
    "step",
    "day",
    "part",
    "chapter",
    "section",
    "article",
    "pros",
    "cons",
    "tip",
    "fact",
    "facts",
    "claim",
    "verdict",
    "rating",
    "editor",
    "disclaimer",
    "disclosure",
    "abstract",
    "keywords",
    "by",
    "exhibit",
    "case",
    "court",
    "title",
    "location",
];

/// Tells whether a word before a colon names nobody, as in "Note:".
pub(crate) fn is_nobody(word: &str) -> bool {
    NOBODY.contains(&word)
}

/// Bytes and words of the longest label.
const LABEL: (usize, usize) = (80, 7);

/// Reads the label at the beginning of a line.
fn label(line: &str) -> Option<Line> {
    let bare = line.trim_start_matches([' ', '\t', '*', '_', '#', '\u{a0}']);
    let start = line.len() - bare.len();
    if let Some(found) = letter(bare) {
        return Some(found.moved(start));
    }
    let end = bare.bytes().take(LABEL.0).position(|byte| byte == b':')?;
    let label = bare.get(..end)?.trim_end_matches(['*', '_', ' ']);
    let rest = &bare[end + 1..];
    let spaced = rest.starts_with([' ', '\t', '*', '_', '\n', '\u{a0}']) || rest.is_empty();
    if !spaced || rest.trim().is_empty() {
        return None;
    }
    let (name, aside) = match label.split_once('(') {
        Some((name, aside))
            if aside.ends_with(')') && !aside.contains(|c: char| c.is_ascii_digit()) =>
        {
            (name.trim_end(), true)
        }
        Some(_) => return None,
        None => (label, false),
    };
    let style = style(name, aside)?;
    let body = end + 1 + skipped(rest);
    Some(
        Line {
            label: 0..label.len(),
            body,
            style,
        }
        .moved(start),
    )
}

/// Bytes between a label and its words.
fn skipped(rest: &str) -> usize {
    rest.len()
        - rest
            .trim_start_matches([' ', '\t', '*', '_', '\u{a0}'])
            .len()
}

fn letter(bare: &str) -> Option<Line> {
    let first = bare.chars().next().filter(|c| matches!(c, 'Q' | 'A'))?;
    let rest = &bare[first.len_utf8()..];
    let marked = rest.strip_prefix(['.', ':'])?;
    let skip = skipped(marked);
    (skip > 0 && !marked.trim().is_empty()).then_some(Line {
        label: 0..1,
        body: 2 + skip,
        style: Style::Letter,
    })
}

fn style(name: &str, aside: bool) -> Option<Style> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first()?.to_lowercase();
    let nobody = is_nobody(first.trim_matches(|c: char| !c.is_alphanumeric()));
    let plain =
        |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | ' ' | '&' | ',');
    if words.len() > LABEL.1 || nobody || !name.chars().all(plain) {
        return None;
    }
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let small = letters().any(char::is_lowercase);
    if letters().count() < 2 {
        return None;
    }
    if !small {
        return letters().all(char::is_uppercase).then_some(Style::Capitals);
    }
    let named = words.iter().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(*word, "of" | "de" | "van" | "von" | "al")
    });
    (named && (aside || words.len() <= 4)).then_some(Style::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_agree_begin_turns() {
        let check = |source: &str, expected: &[&str]| {
            let turns = Turns::of(source);
            let found: Vec<&str> = turns
                .lines
                .values()
                .map(|(turn, _)| &source[turn.label.clone()])
                .collect();
            assert_eq!(found, expected, "{source}");
        };
        check(
            "MR. ROE: We object.\nTHE COURT: Noted.",
            &["MR. ROE", "THE COURT"],
        );
        check("Q. Did you?\nA. No.", &["Q", "A"]);
        check(
            "Jo Roe (Acme): It fell.\n\nAnn Poe (Bolt): It did not.",
            &["Jo Roe (Acme)", "Ann Poe (Bolt)"],
        );
        check(
            "Roe: It fell.\n\nPoe: When?\n\nRoe: In May.",
            &["Roe", "Poe", "Roe"],
        );
        check(
            "**Poe:** Why?\n\n**Roe:** It fell.\n\n**Poe:** So?",
            &["Poe", "Roe", "Poe"],
        );
        check("Note: it fell.\n\nUpdate: it rose.", &[]);
        check("Jo Roe: It fell.", &[]);
        check(
            "Step (Listing 1): It fell.\n\nRung (Listing 2): It rose.",
            &[],
        );
        check("A. B. Roe left.\n\nA. She did.", &[]);
        check("WASHINGTON: It fell.\nIt rose.", &[]);
    }
}
