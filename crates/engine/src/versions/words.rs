//! Two texts compared word by word.
//!
//! Pure, and bounded: the algorithm gives up the shortest answer before it gives up time, and texts
//! of more words than [`MANY`] are compared paragraph by paragraph. White space is no word, so that a
//! text that is only laid out otherwise has not changed.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::view::{SegmentState, TextSegment};

/// From so many words on, texts are compared by paragraphs.
const MANY: usize = 400_000;

/// From here on stand the scripts that write words without spaces.
const UNSPACED: char = '\u{2e80}';

/// A text in pieces, each with the bytes where it stands.
struct Pieces<'a> {
    text: &'a str,
    places: Vec<Range<usize>>,
}

impl<'a> Pieces<'a> {
    fn words(text: &'a str) -> Self {
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut is_open = false;
        for (start, character) in text.char_indices() {
            let end = start + character.len_utf8();
            let is_letter = character.is_alphanumeric() && character < UNSPACED;
            match places.last_mut() {
                Some(word) if is_letter && is_open => word.end = end,
                _ if character.is_whitespace() => {}
                _ => places.push(start..end),
            }
            is_open = is_letter;
        }
        Self { text, places }
    }

    fn paragraphs(text: &'a str) -> Self {
        let mut places = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                places.push(start..start + line.trim_end().len());
            }
            start += line.len();
        }
        Self { text, places }
    }

    fn iter(&self) -> impl Iterator<Item = String> {
        self.places.iter().map(|it| folded(&self.text[it.clone()]))
    }

    /// Returns the pieces that lie wholly or partly in these bytes.
    fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|it| it.end <= bytes.start);
        let end = self.places.partition_point(|it| it.start < bytes.end);
        first..end.max(first)
    }

    /// Returns the bytes from one piece up to another, with the white space between them.
    fn bytes(&self, pieces: Range<usize>) -> Range<usize> {
        match self.places.get(pieces.clone()) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            _ => {
                let at = self.start_of(pieces.start);
                at..at
            }
        }
    }

    /// Returns pieces with the white space that follows them, and that before the first one.
    fn with_space(&self, pieces: Range<usize>) -> &'a str {
        let start = match pieces.start {
            0 => 0,
            first => self.start_of(first),
        };
        let text: &'a str = self.text;
        if pieces.is_empty() {
            return "";
        }
        &text[start..self.start_of(pieces.end)]
    }

    /// Returns where a piece begins, or the end of the text for none.
    fn start_of(&self, piece: usize) -> usize {
        self.places
            .get(piece)
            .map_or(self.text.len(), |it| it.start)
    }
}

/// Returns a word with the marks of typesetters made plain ones: “it’s” and "it's" are the same.
fn folded(word: &str) -> String {
    let plain = |character| match character {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        other => other,
    };
    word.chars().map(plain).collect()
}

/// What two texts have in common.
pub(crate) struct Comparison<'a> {
    before: Pieces<'a>,
    after: Pieces<'a>,
    /// What is not common, in order: pieces of the one with the pieces of the other in their place.
    changes: Vec<(Range<usize>, Range<usize>)>,
    /// For each piece of the first text, the one of the second that it is.
    kept: Vec<Option<usize>>,
}

/// Where words of the one text stand in the other by their place.
pub(crate) struct Aligned {
    /// The bytes in their place.
    pub(crate) bytes: Range<usize>,
    /// Whether every word is there, and none between them.
    pub(crate) is_whole: bool,
}

impl<'a> Comparison<'a> {
    /// Compares two texts.
    pub(crate) fn of(before: &'a str, after: &'a str) -> Self {
        let (mut old, mut new) = (Pieces::words(before), Pieces::words(after));
        if old.places.len().max(new.places.len()) > MANY {
            (old, new) = (Pieces::paragraphs(before), Pieces::paragraphs(after));
        }
        let mut input: InternedInput<String> = InternedInput::default();
        input.update_before(old.iter());
        input.update_after(new.iter());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_no_heuristic(&input);
        let wide = |it: &Range<u32>| it.start as usize..it.end as usize;
        let changes = diff.hunks().map(|it| (wide(&it.before), wide(&it.after)));
        let changes: Vec<_> = changes.collect();
        Self {
            kept: kept(&changes, old.places.len()),
            before: old,
            after: new,
            changes,
        }
    }

    /// Returns the two texts.
    pub(crate) fn texts(&self) -> (&'a str, &'a str) {
        (self.before.text, self.after.text)
    }

    /// Returns the texts in one: what both have, what only the first has, what only the second has.
    /// What is not `added` has the words of the first text, what is not `removed` those of the
    /// second, each with its white space; where both have the words, with that of the second.
    pub(crate) fn segments(&self) -> Vec<TextSegment> {
        let mut segments = Vec::new();
        let mut push = |state, text: &str| {
            if !text.is_empty() {
                let text = text.to_owned();
                segments.push(TextSegment { state, text });
            }
        };
        let mut new = 0;
        let ends = (self.before.places.len(), self.after.places.len());
        let last = (ends.0..ends.0, ends.1..ends.1);
        for (removed, added) in self.changes.iter().chain([&last]) {
            push(SegmentState::Same, self.after.with_space(new..added.start));
            push(
                SegmentState::Removed,
                self.before.with_space(removed.clone()),
            );
            push(SegmentState::Added, self.after.with_space(added.clone()));
            new = added.end;
        }
        segments
    }

    /// Returns what stands in the second text in the place of some bytes of the first.
    pub(crate) fn aligned(&self, bytes: &Range<usize>) -> Aligned {
        let pieces = self.before.within(bytes);
        let inside = &self.kept[pieces.clone()];
        let first = inside.first().copied().flatten();
        let last = inside.last().copied().flatten();
        let before = self.kept[..pieces.start].iter().rev().find_map(|it| *it);
        let after = self.kept[pieces.end..].iter().find_map(|it| *it);
        let start = first.or(before.map(|it| it + 1)).unwrap_or(0);
        let end = last.map(|it| it + 1).or(after);
        let end = end.unwrap_or(self.after.places.len()).max(start);
        Aligned {
            is_whole: !inside.is_empty()
                && inside.iter().all(Option::is_some)
                && end - start == inside.len(),
            bytes: self.after.bytes(start..end),
        }
    }

    /// Returns the bytes of the second text that the first has not.
    pub(crate) fn added(&self) -> impl Iterator<Item = Range<usize>> {
        let added = self.changes.iter().map(|(_, new)| new.clone());
        let added = added.filter(|it| !it.is_empty());
        added.map(|it| self.after.bytes(it))
    }
}

/// Returns for each of `count` pieces of the first text the piece of the second that it is.
fn kept(changes: &[(Range<usize>, Range<usize>)], count: usize) -> Vec<Option<usize>> {
    let mut kept = Vec::with_capacity(count);
    let mut new = 0;
    for (removed, added) in changes {
        while kept.len() < removed.start {
            kept.push(Some(new));
            new += 1;
        }
        kept.resize(removed.end, None);
        new = added.end;
    }
    while kept.len() < count {
        kept.push(Some(new));
        new += 1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(before: &str, after: &str) -> String {
        let mark = |it: &TextSegment| match it.state {
            SegmentState::Same => it.text.clone(),
            SegmentState::Removed => format!("[-{}-]", it.text),
            SegmentState::Added => format!("{{+{}+}}", it.text),
        };
        let segments = Comparison::of(before, after).segments();
        segments.iter().map(mark).collect()
    }

    #[test]
    fn texts_are_compared_by_words() {
        for (before, after, expected) in [
            ("", "", ""),
            ("Orbit denied it.", "Orbit denied it.", "Orbit denied it."),
            ("", "Orbit denied it.", "{+Orbit denied it.+}"),
            ("Orbit denied it.", "", "[-Orbit denied it.-]"),
            (
                "Orbit stole some charts.",
                "Orbit copied some charts.",
                "Orbit [-stole -]{+copied +}some charts.",
            ),
            (
                "It denied this. It left.",
                "It left.",
                "It [-denied this. It -]left.",
            ),
            (
                "深度求索否认抄袭",
                "深度求索承认抄袭",
                "深度求索[-否-]{+承+}认抄袭",
            ),
        ] {
            assert_eq!(marked(before, after), expected);
        }
    }

    #[test]
    fn layout_and_the_marks_of_typesetters_are_no_change() {
        let (before, after) = ("“It’s ours,”\n\nshe – said", "\"It's  ours,\" she - said");
        let segments = Comparison::of(before, after).segments();
        assert_eq!(segments.len(), 1);
        assert_eq!(segments[0].state, SegmentState::Same);
        assert_eq!(segments[0].text, after);
    }

    #[test]
    fn words_are_found_by_their_place() {
        let before = "One two three. Four five six.";
        let after = "Zero. One two three. Four other six. Seven.";
        let comparison = Comparison::of(before, after);
        let first = comparison.aligned(&(0..14));
        assert!(first.is_whole);
        assert_eq!(&after[first.bytes], "One two three.");
        let second = comparison.aligned(&(15..before.len()));
        assert!(!second.is_whole);
        assert_eq!(&after[second.bytes], "Four other six.");
    }

    #[test]
    fn long_texts_without_a_common_line_come_to_an_end() {
        let text = |seed: u32, count: u32| {
            let mut state = seed;
            let mut words = String::new();
            for at in 0..count {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                words.extend(["w", &(state >> 22).to_string(), " "]);
                if at % 12 == 0 {
                    words.push_str("\n\n");
                }
            }
            words
        };
        for count in [50_000, 500_000] {
            let (before, after) = (text(1, count), text(2, count));
            let segments = Comparison::of(&before, &after).segments();
            let removed: usize = segments
                .iter()
                .filter(|it| it.state != SegmentState::Removed)
                .map(|it| it.text.len())
                .sum();
            assert_eq!(removed, after.len(), "the second text is whole in it");
        }
    }
}
