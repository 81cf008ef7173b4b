//! Quotations: which words stand inside quotation marks.
//!
//! All common marks are read: “curly”, "straight", ‘single’ (told from apostrophes), «guillemets»,
//! „low" and 「corner」 marks. Only the outermost pair counts. A quotation that is not closed at the
//! end of its paragraph goes on in the next one. `unit` uses quotations as single items of a clause.

use std::ops::Range;

use crate::text::Text;

/// Words inside one pair of marks in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The bytes with the marks.
    pub(crate) outer: Range<usize>,
    /// The bytes between the marks.
    pub(crate) inner: Range<usize>,
    /// Whether the next quotation is the same speech going on.
    pub(crate) goes_on: bool,
    /// Whether this one goes on from the one before.
    pub(crate) went_on: bool,
}

/// Paragraphs of pictures and headings that may stand inside a quotation, and the one after them.
const PICTURES: usize = 3;

/// Tells whether a mark stands behind "said," or "said:", so that words follow although nothing
/// closes them.
fn is_announced(source: &str, before: Range<usize>) -> bool {
    source[before].trim_end().ends_with([',', ':'])
}

/// The most paragraphs that one quotation with marks at its two ends only may cover.
const LONGEST: usize = 40;

/// Finds the quotations of a text, in order.
pub(crate) fn quotations(text: &Text<'_>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut paragraph = 0;
    while let Some(current) = text.paragraphs.get(paragraph) {
        if let Some(inner) = &current.quoted {
            found.extend(unmarked(text, current.range.start..inner.end));
            paragraph += 1;
            continue;
        }
        let (closed, open) = pairs(text.source, &current.range);
        let at_start = open.is_some_and(|mark| mark.at == current.range.start);
        found.extend(closed);
        paragraph += 1;
        let Some(mark) = open else { continue };
        let next = (text.paragraphs[paragraph..].iter())
            .take(PICTURES)
            .find(|it| !it.heading)
            .map(|it| it.range.start);
        if next.is_some_and(|start| text.source[start..].starts_with(mark.open)) {
            found.push(part(mark.inner()..current.range.end, mark.at, Part::First));
        } else if at_start {
            let last = last_paragraph(text, paragraph, mark);
            found.push(part(
                mark.inner()..current.range.end,
                mark.at,
                if last.is_some() {
                    Part::First
                } else {
                    Part::Only
                },
            ));
            if let Some(last) = last {
                push_block(&mut found, text, paragraph..last + 1);
                paragraph = last + 1;
            }
        } else if is_announced(text.source, current.range.start..mark.at) {
            found.push(part(mark.inner()..current.range.end, mark.at, Part::Only));
        }
    }
    join_reopened(text, &mut found);
    found
}

/// Words that stand quoted as a block, by their place and perhaps by marks as well. Lines behind
/// ">" go on from each other.
fn unmarked(text: &Text<'_>, block: Range<usize>) -> Option<Quotation> {
    let words = &text.source[block.clone()];
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "“”\"«»>".contains(c));
    let start = block.start + words.find(bare)?;
    (!bare.is_empty()).then(|| Quotation {
        inner: start..start + bare.len(),
        outer: block,
        goes_on: true,
        went_on: false,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Middle,
    Last,
    Only,
}

fn part(inner: Range<usize>, outer: usize, part: Part) -> Quotation {
    Quotation {
        outer: outer..inner.end,
        inner,
        goes_on: matches!(part, Part::First | Part::Middle),
        went_on: matches!(part, Part::Middle | Part::Last),
    }
}

/// Finds the paragraph that ends with the closing mark of a quotation opened before `from`.
fn last_paragraph(text: &Text<'_>, from: usize, mark: Mark) -> Option<usize> {
    text.paragraphs
        .iter()
        .enumerate()
        .skip(from)
        .take(LONGEST)
        .take_while(|(_, it)| !text.source[it.range.start..].starts_with(mark.open))
        .find(|(_, it)| {
            text.source[it.range.clone()].ends_with(mark.close)
                && stray_end(text.source, &it.range, mark)
        })
        .map(|(index, _)| index)
}

/// Tells whether the last mark of a paragraph closes nothing that the paragraph opened.
fn stray_end(source: &str, range: &Range<usize>, mark: Mark) -> bool {
    let words = &source[range.clone()];
    if mark.open == mark.close {
        return words.matches(mark.close).count() % 2 == 1;
    }
    words.matches(mark.close).count() > words.matches(mark.open).count()
}

fn push_block(found: &mut Vec<Quotation>, text: &Text<'_>, paragraphs: Range<usize>) {
    let last = paragraphs.end - 1;
    for index in paragraphs {
        let range = text.paragraphs[index].range.clone();
        let (place, end) = if index == last {
            let mark = text.source[range.clone()]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
            (Part::Last, range.end - mark)
        } else {
            (Part::Middle, range.end)
        };
        let mut quotation = part(range.start..end, range.start, place);
        quotation.outer.end = range.end;
        found.push(quotation);
    }
}

/// Marks the quotation that follows an unclosed one as going on from it.
fn join_reopened(text: &Text<'_>, found: &mut [Quotation]) {
    for index in 1..found.len() {
        if found[index - 1].goes_on && follows(text, &found[index - 1], &found[index]) {
            found[index].went_on = true;
        } else {
            found[index - 1].goes_on = false;
        }
    }
    if let Some(last) = found.last_mut() {
        last.goes_on = false;
    }
}

/// Tells whether nothing but pictures and headings stands between two quotations.
fn follows(text: &Text<'_>, earlier: &Quotation, later: &Quotation) -> bool {
    let (from, to) = (earlier.outer.end, later.outer.start);
    let gap = &text.source[from..to];
    gap.trim().is_empty()
        || gap.len() < PICTURE
            && text
                .tokens
                .get(text.tokens_in(&(from..to)))
                .is_some_and(|tokens| {
                    tokens
                        .iter()
                        .all(|it| text.paragraph_at(it.start).is_some_and(|it| it.heading))
                })
}

/// Bytes of the longest text of a picture between two parts of a quotation.
const PICTURE: usize = 1000;

/// An opening mark with the mark that closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    at: usize,
    open: char,
    close: char,
}

impl Mark {
    fn inner(self) -> usize {
        self.at + self.open.len_utf8()
    }
}

/// The pairs of marks: opening, closing.
const PAIRS: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('‘', '’'),
    ('\'', '\''),
    ('«', '»'),
    ('‹', '›'),
    ('„', '“'),
    ('‚', '‘'),
    ('「', '」'),
    ('『', '』'),
];

/// Returns the closed quotations of a paragraph and the mark that stays open, if any.
fn pairs(source: &str, range: &Range<usize>) -> (Vec<Quotation>, Option<Mark>) {
    let words = &source[range.clone()];
    let singles = ['’', '\''].map(|mark| closers_of_singles(words, mark));
    let mut found = Vec::new();
    let mut dead: Vec<char> = Vec::new();
    let mut unclosed = None;
    let mut at = 0;
    while let Some((offset, mark)) = next_opening(words, at, &dead) {
        if let Some(end) = closing(words, offset, mark, &singles) {
            at = end + words[end..].chars().next().map_or(0, char::len_utf8);
            found.push(Quotation {
                outer: range.start + offset..range.start + at,
                inner: range.start + offset + mark.0.len_utf8()..range.start + end,
                goes_on: false,
                went_on: false,
            });
            continue;
        }
        at = offset + mark.0.len_utf8();
        if matches!(mark.0, '‘' | '\'') {
            continue;
        }
        // Nothing after this place closes such a mark: do not look again.
        dead.push(mark.0);
        let (at, open, close) = (range.start + offset, mark.0, mark.1);
        let first = *unclosed.get_or_insert(Mark { at, open, close });
        if first.at == range.start {
            return (Vec::new(), unclosed);
        }
    }
    if let Some(mark) = unclosed {
        found.retain(|it: &Quotation| it.outer.end <= mark.at);
    }
    (found, unclosed)
}

fn next_opening(words: &str, from: usize, dead: &[char]) -> Option<(usize, (char, char))> {
    let mut before = words[..from].chars().next_back();
    for (offset, character) in words[from..].char_indices() {
        let offset = from + offset;
        let pair = PAIRS.iter().find(|pair| pair.0 == character);
        if let Some(pair) = pair.filter(|pair| !dead.contains(&pair.0)) {
            let after = words[offset + character.len_utf8()..].chars().next();
            if may_open(
                character,
                before,
                after,
                &words[offset + character.len_utf8()..],
            ) {
                return Some((offset, *pair));
            }
        }
        before = Some(character);
    }
    None
}

fn may_open(mark: char, before: Option<char>, after: Option<char>, rest: &str) -> bool {
    let Some(after) = after else { return false };
    match mark {
        // In numbers a low comma parts thousands, and a mark after a digit means inches.
        '‚' => opens_by_place(before, after),
        '"' if before.is_some_and(|c| c.is_ascii_digit()) => false,
        '"' => {
            opens_by_place(before, after)
                || !before.is_none_or(char::is_alphanumeric) && !after.is_whitespace()
        }
        '\'' | '‘' => opens_by_place(before, after) && !is_elision(rest),
        _ => true,
    }
}

fn opens_by_place(before: Option<char>, after: char) -> bool {
    let free = before.is_none_or(|c| c.is_whitespace() || "([{“\"‘'—–-:/".contains(c));
    free && !after.is_whitespace()
}

/// Tells whether an apostrophe stands for letters left out ("'90s", "'em").
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let short = ["em", "tis", "twas", "til", "cause", "n", "round", "bout"];
    short.contains(&word.to_lowercase().as_str())
        || word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit())
}

/// Places where a single mark may close: after a word or point, before space or a mark.
struct Singles {
    /// After a point or comma: surely a closing mark.
    strong: Vec<usize>,
    /// After a word that does not end in s: hardly an apostrophe.
    weak: Vec<usize>,
    /// After an s: a closing mark or the apostrophe of a plural.
    last: Vec<usize>,
}

fn closers_of_singles(words: &str, mark: char) -> Singles {
    let mut singles = Singles {
        strong: Vec::new(),
        weak: Vec::new(),
        last: Vec::new(),
    };
    let mut before = ' ';
    let mut characters = words.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |next| next.1);
        if character == mark && !before.is_whitespace() && !after.is_alphanumeric() {
            if before.is_alphanumeric() && matches!(before, 's' | 'S') && after.is_whitespace() {
                singles.last.push(offset);
            } else if before.is_alphanumeric() {
                singles.weak.push(offset);
            } else {
                singles.strong.push(offset);
            }
        }
        before = character;
    }
    singles
}

/// Bytes in the longest quotation between single marks.
const LONGEST_SINGLE: usize = 3000;

fn closing(words: &str, open: usize, pair: (char, char), singles: &[Singles; 2]) -> Option<usize> {
    let from = open + pair.0.len_utf8();
    match pair.0 {
        '‘' | '\'' => {
            let singles = &singles[usize::from(pair.1 == '\'')];
            let next = |list: &[usize]| list.get(list.partition_point(|at| *at <= from)).copied();
            let best = [next(&singles.strong), next(&singles.weak)]
                .into_iter()
                .flatten()
                .min();
            best.or_else(|| next(&singles.last))
                .filter(|at| at - open <= LONGEST_SINGLE)
        }
        '"' => closing_straight(words, from),
        '“' => closing_curly(words, from),
        '„' => words[from..].find(['“', '”']).map(|at| from + at),
        '‚' => words[from..].find(['‘', '’']).map(|at| from + at),
        _ => closing_nested(words, from, pair),
    }
}

/// Finds the closing mark of its own kind, past pairs of the same kind inside.
fn closing_nested(words: &str, from: usize, pair: (char, char)) -> Option<usize> {
    let mut depth = 0_usize;
    let mut first = None;
    for (offset, character) in words[from..].char_indices() {
        if character == pair.0 && depth == DEEPEST {
            break;
        } else if character == pair.0 {
            depth += 1;
        } else if character == pair.1 {
            first = first.or(Some(from + offset));
            if depth == 0 {
                return Some(from + offset);
            }
            depth -= 1;
        }
    }
    first
}

/// Finds the mark that closes a curly one: its own, or a straight or turned one in its place.
fn closing_curly(words: &str, from: usize) -> Option<usize> {
    if let Some(end) = words[from..].find('”') {
        return Some(from + end);
    }
    (words[from..].char_indices())
        .find(|(offset, c)| matches!(c, '"' | '“') && closes_by_place(words, from + offset, *c))
        .map(|(offset, _)| from + offset)
}

/// Tells whether a mark stands after a word or point and before a space or the end.
fn closes_by_place(words: &str, at: usize, mark: char) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + mark.len_utf8()..].chars().next();
    before.is_some_and(|c| !c.is_whitespace())
        && after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || "—–…".contains(c))
}

/// Quotations inside each other, at most.
const DEEPEST: usize = 16;

/// Finds the straight mark that closes: one that opens by its place is a quotation inside. Where
/// none does, a curly mark may stand in its place.
fn closing_straight(words: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = Some('"');
    let mut curly = None;
    let mut opened = 0_usize;
    for (offset, character) in words[from..].char_indices() {
        let at = from + offset;
        match character {
            '"' if !is_inch(words, at) => {
                let after = words[at + 1..].chars().next();
                let opens = before.is_some_and(char::is_whitespace)
                    && after.is_some_and(|c| c.is_alphanumeric() || c == '[');
                match (opens, depth) {
                    (true, DEEPEST..) => return curly,
                    (true, _) => depth += 1,
                    (false, 0) => return Some(at),
                    (false, _) => depth -= 1,
                }
            }
            '“' | '”' if closes_by_place(words, at, character) => {
                if opened == 0 {
                    curly = curly.or(Some(at));
                }
                opened = opened.saturating_sub(1);
            }
            '“' => opened += 1,
            _ => {}
        }
        before = Some(character);
    }
    curly
}

/// Tells whether a straight mark means inches: a number with no mark open for it, as in 6'2" and
/// a 24" screen.
fn is_inch(words: &str, at: usize) -> bool {
    let digit = words[..at].ends_with(|c: char| c.is_ascii_digit());
    let after = words[at + 1..].chars().next();
    let word = words[at + 1..].trim_start_matches([' ', '-']);
    let measured = [
        "screen", "display", "monitor", "wide", "tall", "long", "deep", "thick", "by ", "x ",
        "disk", "wafer", "wheel", "pipe", "gun", "record", "tablet", "laptop",
    ]
    .iter()
    .any(|it| word.starts_with(it));
    let feet = words[..at]
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with(['\'', '’']);
    digit && (feet || after.is_some_and(|c| c == ' ' || c == '-') && measured)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let text = Text::new(source);
        let found: Vec<&str> = quotations(&text)
            .iter()
            .map(|quotation| &source[quotation.inner.clone()])
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn every_style_of_marks_is_read() {
        check("She said “one” and “two”.", &["one", "two"]);
        check("She said \"one,\" then \"two.\"", &["one,", "two."]);
        check("Elle dit « oui ».", &[" oui "]);
        check("他说「好」。", &["好"]);
        check("Er sagt „ja“.", &["ja"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check("‘It’s ours,’ said Roe.", &["It’s ours,"]);
        check("The makers’ tool isn’t Roe’s.", &[]);
        check(
            "It was 'not fair' in the '90s, the makers' man said.",
            &["not fair"],
        );
        check(
            "‘The makers’ tool is ours,’ said Roe.",
            &["The makers’ tool is ours,"],
        );
    }

    /// A straight mark was once closed by a curly one, which is longer.
    #[test]
    fn single_marks_are_closed_by_their_own_kind() {
        check("She said 'it is ours’ now.", &[]);
        check("She said 'it is ‘ours’ now' twice.", &["it is ‘ours’ now"]);
    }

    #[test]
    fn inner_quotations_belong_to_the_outer_one() {
        check(
            "“We call it ‘theft’ here,” he said.",
            &["We call it ‘theft’ here,"],
        );
        check(
            "\"We call it \"theft\" here,\" he said.",
            &["We call it \"theft\" here,"],
        );
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        let source = "“One.\n\n“Two.\n\n“Three,” she said.";
        check(source, &["One.", "Two.", "Three,"]);
        let text = Text::new(source);
        let found = quotations(&text);
        assert!(found[0].goes_on && found[1].went_on && found[2].went_on);
        check(
            "\"One.\n\nTwo.\n\nThree. \"\n\nFour.",
            &["One.", "Two.", "Three. "],
        );
        check("“One.\n\nTwo and no more.", &["One."]);
    }
}
