//! Script: traditional characters are compared as the simplified ones.
//!
//! Only the form in which words are compared changes; the text shown and its places never do.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    traditional: String,
}

static PAIRS: LazyLock<BTreeMap<char, String>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../../assets/lexicons/words-zh.toml"))
        .expect("the shipped lexicons are read by a test");
    let characters: Vec<char> = file
        .traditional
        .split_whitespace()
        .flat_map(str::chars)
        .collect();
    characters
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1].to_string()))
        .collect()
});

/// Returns the simplified form of a word that is one traditional character.
pub(crate) fn simplified(word: &str) -> Option<&'static str> {
    let mut characters = word.chars();
    let (first, rest) = (characters.next()?, characters.next());
    if rest.is_some() || !is_han(first) {
        return None;
    }
    PAIRS.get(&first).map(String::as_str)
}

/// Returns words with every traditional character simplified.
pub(super) fn folded(words: &str) -> String {
    let mut buffer = [0; 4];
    words
        .chars()
        .map(|c| {
            let word: &str = c.encode_utf8(&mut buffer);
            simplified(word)
                .and_then(|it| it.chars().next())
                .unwrap_or(c)
        })
        .collect()
}

/// Tells whether a character is a Chinese ideograph.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_script_is_compared_as_simplified() {
        assert_eq!(
            folded("該公司否認，並稱「沒有」"),
            "该公司否认，并称「没有」"
        );
        assert_eq!(simplified("称"), None);
        assert_eq!(simplified("word"), None);
    }
}
