//! Blocks: where paragraphs begin and end, and which stand quoted without marks.
//!
//! Blank lines and form feeds part paragraphs; so do list items and turns of a transcript that
//! follow each other line by line. Lines behind ">" and signed blocks ("… — Jo Roe") are
//! quotations. `text` builds its paragraphs from them.

use std::ops::Range;

use super::turn::Turns;

/// Cuts at blank lines, form feeds, list items and turns.
pub(super) fn paragraphs(source: &str, turns: &Turns) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in source.split_inclusive(['\n', '\u{c}']) {
        let end = at + line.len();
        let blank = line.trim().is_empty();
        let begins =
            !blank && (turns.begins_in(at..end) || item(source, at, line) || changes(source, at));
        if let Some(start) = open.filter(|_| blank || begins) {
            push_trimmed(&mut found, source, start..at);
            open = None;
        }
        if !blank {
            let start = *open.get_or_insert(at);
            if line.ends_with('\u{c}') {
                push_trimmed(&mut found, source, start..end);
                open = None;
            }
        }
        at = end;
    }
    push_trimmed(&mut found, source, open.unwrap_or(at)..at);
    found
}

/// Tells whether a line begins a list item: not "in May\n12. It fell", which only wraps.
fn item(source: &str, at: usize, line: &str) -> bool {
    let before = last_line(&source[..at]);
    let ended = before.ends_with(|c: char| !c.is_alphanumeric() && c != ',' && c != '-');
    bullet(line).is_some() && (ended || bullet(before).is_some())
}

/// Returns the last line that is not empty.
fn last_line(words: &str) -> &str {
    let words = words.trim_end();
    words.rfind('\n').map_or(words, |line| &words[line + 1..])
}

/// Tells whether the line at `at` begins or ends a block behind ">".
fn changes(source: &str, at: usize) -> bool {
    at > 0 && is_behind_mark(last_line(&source[..at])) != is_behind_mark(&source[at..])
}

fn is_behind_mark(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with('>')
}

fn push_trimmed(found: &mut Vec<Range<usize>>, source: &str, range: Range<usize>) {
    let words = &source[range.clone()];
    let trimmed = words.trim();
    if !trimmed.is_empty() {
        let start = range.start + words.len() - words.trim_start().len();
        found.push(start..start + trimmed.len());
    }
}

/// Returns the bytes of the mark that begins a list item: "• ", "- ", "* ", "3) ".
pub(super) fn bullet(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '\t']);
    let start = line.len() - bare.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let first = bare.chars().next()?;
    let mark = if matches!(first, '•' | '‣' | '▪' | '●' | '◦' | '·' | '*' | '-' | '–')
    {
        first.len_utf8()
    } else if (1..=2).contains(&digits) && bare[digits..].starts_with([')', '.']) {
        digits + 1
    } else {
        return None;
    };
    let rest = &bare[mark..];
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    (spaces > 0 && !rest.trim().is_empty()).then_some(start + mark + spaces)
}

/// Returns the words of a paragraph that stands behind ">".
pub(super) fn behind_mark(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let words = &source[range.clone()];
    let inner = words.trim_start_matches(['>', ' ', '\t']);
    words
        .starts_with('>')
        .then(|| range.end - inner.len()..range.end)
        .filter(|inner| !inner.is_empty())
}

/// Bytes of the longest signature.
const SIGNATURE: usize = 120;

/// Finds the words above a signature: "It is late. — Jo Roe", "It is late.\n— Jo Roe (@jroe)".
pub(super) fn signed(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let words = &source[range.clone()];
    let (at, dash) = words
        .char_indices()
        .rev()
        .take_while(|(at, _)| words.len() - at <= SIGNATURE)
        .find(|(_, c)| matches!(c, '—' | '–' | '―'))?;
    let (said, signature) = (words[..at].trim_end(), words[at + dash.len_utf8()..].trim());
    let ended = said.ends_with(['.', '!', '?', '…', '”', '"', '»']);
    let free = signature.starts_with(|c: char| c.is_uppercase() || c == '@');
    let named = free && !signature.ends_with(['.', '!', '?', ':', ',', ';']) && is_name(signature);
    let inner = said.trim_matches(['“', '”', '"']);
    let whole = !inner.contains(['“', '”', '"']);
    (ended && whole && named && said.len() > SHORTEST)
        .then_some(range.start..range.start + said.len())
}

/// Finds the words of a pull quote: words of the text that stand a second time, above a name and
/// nothing else: "It fell on its own. Jo Roe, head of Acme".
pub(super) fn pulled(
    source: &str,
    range: &Range<usize>,
    searches: &mut usize,
) -> Option<Range<usize>> {
    let words = &source[range.clone()];
    if words.len() > PULLED || !words.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
        return None;
    }
    let end = words
        .char_indices()
        .rev()
        .take_while(|(at, _)| words.len() - at <= SIGNATURE)
        .find(|(at, c)| matches!(c, '.' | '!' | '?') && names_at(&words[at + 1..]))
        .map(|(at, c)| at + c.len_utf8())?;
    let said = &words[..end];
    let head: String = said.chars().take(REPEATED).collect();
    *searches += 1;
    let again = head.len() >= REPEATED && source.matches(head.as_str()).nth(1).is_some();
    again.then_some(range.start..range.start + end)
}

/// Tells whether nothing but a name and a role follows.
fn names_at(rest: &str) -> bool {
    let name = rest.trim();
    rest.starts_with([' ', '\n']) && name.starts_with(char::is_uppercase) && is_name(name)
}

/// Bytes of the longest pull quote, and characters that must stand a second time.
const PULLED: usize = 1500;
const REPEATED: usize = 40;

/// Bytes of the shortest words above a signature.
const SHORTEST: usize = 12;

/// Tells whether a signature is a name with a role, a handle or a date, and no sentence.
fn is_name(signature: &str) -> bool {
    let words: Vec<&str> = signature.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || "(@".contains(c));
    let first = words.iter().take(2).all(capital);
    let few =
        words.len() <= 14 && words.iter().filter(|word| capital(word)).count() * 2 >= words.len();
    let person = words.len() > 1 && words.iter().all(|word| !is_staff(word));
    first && few && person
}

/// Tells whether a word shows that a signature names an outlet or its staff.
fn is_staff(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    [
        "staff", "news", "press", "agency", "agencies", "files", "wire", "editor", "reuters",
        "afp", "ap",
    ]
    .contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_blank_lines_items_and_turns() {
        let check = |source: &str, expected: &[&str]| {
            let found: Vec<&str> = paragraphs(source, &Turns::of(source))
                .into_iter()
                .map(|range| &source[range])
                .collect();
            assert_eq!(found, expected);
        };
        check("One.\nTwo.\n\nThree.", &["One.\nTwo.", "Three."]);
        check("Page one.\u{c}Page two.", &["Page one.", "Page two."]);
        check(
            "They say:\n• One.\n• Two.",
            &["They say:", "• One.", "• Two."],
        );
        check(
            "It says:\n> One.\n> Two.\nSo.",
            &["It says:", "> One.\n> Two.", "So."],
        );
        check(
            "MR. ROE: One.\nTHE COURT: Two.",
            &["MR. ROE: One.", "THE COURT: Two."],
        );
        check("\n\n  \n", &[]);
    }

    #[test]
    fn a_signature_ends_the_words_above_it() {
        let check = |source: &str, expected: Option<&str>| {
            let found = signed(source, &(0..source.len())).map(|range| &source[range]);
            assert_eq!(found, expected, "{source}");
        };
        check("It fell on its own. — Jo Roe", Some("It fell on its own."));
        check(
            "It fell on its own.\n— Jo Roe (@jroe) May 3, 2031",
            Some("It fell on its own."),
        );
        check(
            "“It fell on its own.” – Jo Roe, chief of Acme",
            Some("“It fell on its own.”"),
        );
        check("It fell on its own. — It was late.", None);
        check("It fell, on its own — Jo Roe saw it", None);
    }
}
