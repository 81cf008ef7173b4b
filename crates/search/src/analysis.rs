//! How text becomes terms: words of alphabetic scripts whole, Chinese, Japanese and Korean
//! characters one by one.
//!
//! A query for 深度求索 thus becomes a phrase of four characters and is found inside a longer run
//! without a dictionary. Characters that cannot be seen are skipped inside a word, so that a zero
//! width space hides nothing from a search. Compatibility forms (full-width letters) are folded by
//! NFKC. Offsets are those of the text as given.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, RemoveLongFilter, Stemmer,
    TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};
use unicode_normalization::UnicodeNormalization as _;

/// Words as they stand, in lower case and without accents.
pub(crate) const EXACT: &str = "exact";
/// The same words cut to their English stems.
pub(crate) const STEMMED: &str = "stemmed";
/// The whole value as one term, in lower case.
pub(crate) const WHOLE: &str = "whole";

/// Names the rules of this file; a change to them makes the index another one.
pub(crate) const RULES: &str = "words-1";

/// Bytes beyond which a "word" is no word but data.
const LONGEST_WORD: usize = 255;

/// Returns the analyzers by their names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(EXACT, exact());
    manager.register(STEMMED, stemmed());
    manager.register(WHOLE, whole());
    manager
}

pub(crate) fn exact() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

pub(crate) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

fn whole() -> TextAnalyzer {
    TextAnalyzer::builder(RawTokenizer::default())
        .filter(LowerCaser)
        .build()
}

/// Returns the terms of a text by an analyzer, with the bytes they stand at.
pub(crate) fn terms(mut analyzer: TextAnalyzer, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    analyzer
        .token_stream(text)
        .process(&mut |token| found.push(token.clone()));
    found
}

/// Returns a value as the one term that [`WHOLE`] makes of it.
pub(crate) fn whole_term(value: &str) -> String {
    value.to_lowercase()
}

/// Splits text into words and single characters.
#[derive(Debug, Clone, Default)]
struct Words {
    token: Token,
}

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            text,
            at: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(skipped) = rest.find(char::is_alphanumeric) else {
            return false;
        };
        let start = self.at + skipped;
        let end = start + word_length(&self.text[start..]);
        self.at = end;
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = start;
        self.token.offset_to = end;
        spell(&self.text[start..end], &mut self.token.text);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Returns the bytes of the word that `text` begins with.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if stands_alone(character) {
            return if at == 0 { character.len_utf8() } else { end };
        }
        if character.is_alphanumeric() {
            end = at + character.len_utf8();
        } else if !is_unseen(character) {
            break;
        }
    }
    end
}

fn spell(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
    } else {
        into.extend(word.chars().filter(|c| !is_unseen(*c)).nfkc());
    }
}

/// Tells whether a character is a term of its own: scripts that put no spaces between words.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}' // radicals
        | '\u{3040}'..='\u{30ff}' // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' // unified ideographs
        | '\u{ac00}'..='\u{d7af}' // Hangul syllables
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' // half-width Katakana
        | '\u{20000}'..='\u{3ffff}')
}

/// Tells whether a character takes no room and ends no word.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_words_and_single_characters() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = terms(exact(), text).into_iter().map(|t| t.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("", &[]);
        check("The weights, copied.", &["the", "weights", "copied"]);
        check("Évian’s ＡＣＭＥ-2", &["evian", "s", "acme", "2"]);
        check("Kest\u{200b}rel\u{202e} AI", &["kestrel", "ai"]);
        check(
            "据深度求索V3称",
            &["据", "深", "度", "求", "索", "v3", "称"],
        );
        check("ab\u{200b}", &["ab"]);
    }

    #[test]
    fn offsets_are_those_of_the_text() {
        let text = "Ja: 深度\u{200b}x";
        let found: Vec<&str> = terms(exact(), text)
            .iter()
            .map(|token| &text[token.offset_from..token.offset_to])
            .collect();
        assert_eq!(found, ["Ja", "深", "度", "x"]);
    }

    #[test]
    fn stems_join_the_forms_of_a_word() {
        let stem = |word| terms(stemmed(), word).remove(0).text;
        assert_eq!(stem("denies"), stem("denied"));
        assert_eq!(stem("copying"), stem("copied"));
        assert_ne!(stem("denied"), stem("deposit"));
    }
}
