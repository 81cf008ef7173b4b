//! Words as they are compared: without case, marks and white space.

use model::{Span, TextIndex};
use unicode_segmentation::UnicodeSegmentation;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// How it is compared: lower case, with straight apostrophes.
    pub key: String,
}

/// Returns the words of a text in their order; Chinese and Japanese words are single characters.
pub fn words(text: &str) -> Vec<Word> {
    let index = TextIndex::new(text);
    parts(text)
        .map(|(start, part)| Word {
            span: index.span_of(start..start + part.len()),
            key: key(part),
        })
        .collect()
}

/// Returns the words as they are compared, without their places.
pub(crate) fn keys(text: &str) -> impl Iterator<Item = String> {
    parts(text).map(|(_, part)| key(part))
}

fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices().flat_map(|(start, word)| {
        // Han and hiragana are parted already; runs of katakana are one word to the standard.
        let split = word.chars().any(is_katakana);
        let whole = (!split).then_some((start, word));
        let single = word.char_indices().filter(move |_| split);
        let single = single.map(move |(at, it)| (start + at, &word[at..at + it.len_utf8()]));
        whole.into_iter().chain(single)
    })
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A0}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}')
}

fn key(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expected: &[&str]) {
        let keys: Vec<String> = words(text).into_iter().map(|it| it.key).collect();
        assert_eq!(keys, expected);
    }

    #[test]
    fn case_marks_and_apostrophes_do_not_count() {
        check("“It’s OVER,” she said.", &["it's", "over", "she", "said"]);
    }

    #[test]
    fn chinese_and_japanese_are_read_by_character() {
        check(
            "公司否认 AI データ",
            &["公", "司", "否", "认", "ai", "デ", "ー", "タ"],
        );
    }

    #[test]
    fn places_count_code_points() {
        let found = words("É — né");
        assert_eq!((found[1].span.start, found[1].span.end), (4, 6));
    }
}
