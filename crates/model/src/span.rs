//! Spans of a text, and the one place where bytes, code points and UTF-16 units are converted.
//!
//! A span counts Unicode code points from 0, end exclusive, as a W3C `TextPositionSelector` does
//! (<https://www.w3.org/TR/annotation-model/#text-position-selector>). Rust slices by bytes and a
//! webview by UTF-16 units; [`TextIndex`] turns one into the other.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// A range of code points of a text, end exclusive.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One past the last code point; never below `start`.
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`, empty when they are the wrong way round.
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns how many code points the span covers.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Tells whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns how many code points both spans cover.
    pub fn shared(self, other: Self) -> u32 {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }

    /// Returns intersection over union, from 0 (apart) to 1 (the same).
    pub fn overlap(self, other: Self) -> f64 {
        let shared = self.shared(other);
        if shared == 0 {
            return 0.0;
        }
        f64::from(shared) / f64::from(self.len() + other.len() - shared)
    }
}

/// A text with the table that converts between its units in logarithmic time.
#[derive(Debug, Clone)]
pub struct TextIndex<'a> {
    text: &'a str,
    /// Byte and UTF-16 offset of every `STEP`-th code point.
    marks: Vec<(usize, usize)>,
    code_points: u32,
}

/// Code points between two marks: a compromise between table size and the walk after a look-up.
const STEP: usize = 64;

impl<'a> TextIndex<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut utf16 = 0;
        let mut count = 0;
        for (byte, character) in text.char_indices() {
            if count % STEP == 0 {
                marks.push((byte, utf16));
            }
            utf16 += character.len_utf16();
            count += 1;
        }
        Self {
            text,
            marks,
            code_points: u32::try_from(count).unwrap_or(u32::MAX),
        }
    }

    /// Returns the text itself.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the length of the text in code points.
    pub fn len(&self) -> u32 {
        self.code_points
    }

    /// Tells whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.code_points == 0
    }

    /// Returns the byte offset of a code point; the end of the text for one beyond it.
    pub fn byte_of(&self, code_point: u32) -> usize {
        self.walk(code_point).0
    }

    /// Returns the UTF-16 offset of a code point; the end of the text for one beyond it.
    pub fn utf16_of(&self, code_point: u32) -> usize {
        self.walk(code_point).1
    }

    /// Returns the code point that contains the byte at `byte`.
    pub fn code_point_of(&self, byte: usize) -> u32 {
        let mark = self
            .marks
            .partition_point(|mark| mark.0 <= byte)
            .saturating_sub(1);
        let from = self.marks.get(mark).map_or(0, |mark| mark.0);
        let inside = self.text[from..]
            .char_indices()
            .take_while(|(offset, character)| from + offset + character.len_utf8() <= byte)
            .count();
        u32::try_from(mark * STEP + inside).unwrap_or(u32::MAX)
    }

    /// Returns the span of a byte range.
    pub fn span_of(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(
            self.code_point_of(bytes.start),
            self.code_point_of(bytes.end),
        )
    }

    /// Returns the bytes that a span covers, cut to the text.
    pub fn range_of(&self, span: Span) -> std::ops::Range<usize> {
        self.byte_of(span.start)..self.byte_of(span.end)
    }

    /// Returns the words of a span, cut to the text.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.text[self.range_of(span)]
    }

    fn walk(&self, code_point: u32) -> (usize, usize) {
        if code_point >= self.code_points {
            return self.end();
        }
        let mark = code_point as usize / STEP;
        let (mut byte, mut utf16) = self.marks[mark];
        for character in self.text[byte..].chars().take(code_point as usize % STEP) {
            byte += character.len_utf8();
            utf16 += character.len_utf16();
        }
        (byte, utf16)
    }

    fn end(&self) -> (usize, usize) {
        let (byte, utf16) = self.marks.last().copied().unwrap_or((0, 0));
        let rest = self.text[byte..]
            .chars()
            .map(char::len_utf16)
            .sum::<usize>();
        (self.text.len(), utf16 + rest)
    }
}

/// The words of a span with what stands round them, by which it is found again in a changed text
/// (W3C `TextQuoteSelector`).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuoteSelector {
    /// The words themselves.
    pub exact: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
}

/// Code points of context kept on each side of a quote.
const CONTEXT: u32 = 32;

impl QuoteSelector {
    /// Returns the selector of a span.
    pub fn of(text: &TextIndex<'_>, span: Span) -> Self {
        let before = Span::new(span.start.saturating_sub(CONTEXT), span.start);
        let after = Span::new(span.end, span.end.saturating_add(CONTEXT));
        Self {
            exact: text.slice(span).to_owned(),
            prefix: text.slice(before).to_owned(),
            suffix: text.slice(after).to_owned(),
        }
    }

    /// Finds the words in another text: the occurrence with the most of its old surroundings,
    /// or nothing when the words are gone or two places fit equally well.
    pub fn find(&self, text: &TextIndex<'_>) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        let mut places: Vec<(usize, usize)> = text
            .text()
            .match_indices(&self.exact)
            .map(|(byte, _)| (self.context_kept(text.text(), byte), byte))
            .collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        let (best, byte) = *places.first()?;
        if places.get(1).is_some_and(|(second, _)| *second == best) {
            return None;
        }
        Some(text.span_of(byte..byte + self.exact.len()))
    }

    fn context_kept(&self, text: &str, byte: usize) -> usize {
        let before = text[..byte].chars().rev();
        let after = text[byte + self.exact.len()..].chars();
        let same = |(a, b): &(char, char)| a == b;
        before
            .zip(self.prefix.chars().rev())
            .take_while(same)
            .count()
            + after.zip(self.suffix.chars()).take_while(same).count()
    }
}

/// Returns a text in the form in which it is stored: NFC, line feeds only, no other control
/// characters than tab and form feed, no white space at line ends, one blank line between
/// paragraphs, and nothing blank at either end.
pub fn plain_text(text: &str) -> String {
    let composed: String = if is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    };
    let mut plain = String::with_capacity(composed.len());
    let mut blank = 0;
    for line in composed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .split('\n')
    {
        let line: String = line
            .chars()
            .filter(|c| !c.is_control() || "\t\u{c}".contains(*c))
            .collect();
        let line = line.trim_end_matches([' ', '\t', '\u{a0}']);
        if line.trim_matches([' ', '\t', '\u{a0}']).is_empty() {
            blank += 1;
            continue;
        }
        if !plain.is_empty() {
            plain.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        plain.push_str(line);
        blank = 0;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_are_converted_both_ways() {
        let text = TextIndex::new("a“é”😀z");
        assert_eq!(text.len(), 6);
        assert_eq!(text.slice(Span::new(1, 4)), "“é”");
        assert_eq!(text.byte_of(4), 9);
        assert_eq!(text.utf16_of(5), 6);
        assert_eq!(text.code_point_of(9), 4);
        assert_eq!(text.slice(Span::new(4, 99)), "😀z");
    }

    #[test]
    fn overlap_is_intersection_over_union() {
        let check = |a: (u32, u32), b: (u32, u32), expected: f64| {
            let found = Span::new(a.0, a.1).overlap(Span::new(b.0, b.1));
            assert!((found - expected).abs() < 1e-9, "{a:?} {b:?}: {found}");
        };
        check((0, 10), (0, 10), 1.0);
        check((0, 10), (5, 15), 5.0 / 15.0);
        check((0, 10), (10, 20), 0.0);
        check((3, 3), (3, 3), 0.0);
    }

    #[test]
    fn a_quote_is_found_by_its_surroundings() {
        let old = "He said no. She said no. They left.";
        let index = TextIndex::new(old);
        let second = QuoteSelector::of(&index, Span::new(16, 23));
        assert_eq!(second.exact, "said no");
        let new = TextIndex::new("Later, he said no. She said no. They left.");
        assert_eq!(second.find(&new), Some(Span::new(23, 30)));
        assert_eq!(second.find(&TextIndex::new("Nobody spoke.")), None);
    }

    #[test]
    fn two_equal_places_are_not_guessed_at() {
        let selector = QuoteSelector {
            exact: "no".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
        };
        assert_eq!(selector.find(&TextIndex::new("no no")), None);
    }

    #[test]
    fn text_is_made_plain() {
        for (given, expected) in [
            ("a\r\nb\r\n\r\n\r\nc", "a\nb\n\nc"),
            ("  \n\n a \n", " a"),
            ("page one\u{c}page two", "page one\u{c}page two"),
            ("e\u{301}\u{0}\u{7}", "é"),
        ] {
            assert_eq!(plain_text(given), expected);
        }
    }

    proptest! {
        #[test]
        fn conversions_agree_with_a_plain_count(text in "\\PC{0,300}", at in 0_u32..320) {
            let index = TextIndex::new(&text);
            let characters: Vec<char> = text.chars().collect();
            let cut = (at as usize).min(characters.len());
            let head: String = characters[..cut].iter().collect();
            prop_assert_eq!(index.byte_of(at), head.len());
            prop_assert_eq!(index.utf16_of(at), head.encode_utf16().count());
            prop_assert_eq!(index.code_point_of(head.len()) as usize, cut);
        }

        #[test]
        fn plain_text_is_a_fixed_point(text in "[\\PC\\r\\n\\t\\x0c]{0,200}") {
            let plain = plain_text(&text);
            prop_assert_eq!(plain_text(&plain), plain);
        }
    }
}
