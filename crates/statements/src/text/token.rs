//! Words, numbers and marks of a text with their places.
//!
//! UAX-29 word boundaries cut "U.S.", "co-founder" and "AT&T" apart and leave "Acme's" whole,
//! which is the wrong way round for reading who speaks; so words are cut here, in one pass.
//! `text` joins the tokens with sentences and paragraphs.

use std::borrow::Cow;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, perhaps with digits, inner points, hyphens and apostrophes.
    Word,
    /// A number that begins with a digit.
    Number,
    /// One mark.
    Mark,
}

/// A word, number or mark; offsets are bytes of the text.
#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// The characters themselves.
    pub(crate) text: &'a str,
    /// The form in which words are compared: lower case, straight apostrophes.
    pub(crate) lower: Cow<'a, str>,
    /// What it is made of.
    pub(crate) kind: TokenKind,
}

impl Token<'_> {
    /// Tells whether the token is a word.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Tells whether the token begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.is_word() && self.text.starts_with(char::is_uppercase)
    }

    /// Tells whether the token stands for a word or syllable by itself, as in Chinese.
    pub(crate) fn is_ideograph(&self) -> bool {
        self.text.starts_with(is_ideograph)
    }

    /// Tells whether the token is written with more than one capital and nothing small ("FTC").
    pub(crate) fn is_acronym(&self) -> bool {
        self.is_word()
            && self.text.chars().filter(|c| c.is_uppercase()).count() > 1
            && !self.text.chars().any(char::is_lowercase)
    }
}

/// Cuts `text` into tokens; `offset` is added to every place.
pub(crate) fn tokens(text: &str, offset: usize) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = at + token_length(&text[at..], first);
        if !first.is_whitespace() {
            push(&mut found, text, at..end, offset);
        }
        at = end;
    }
    found
}

fn token_length(rest: &str, first: char) -> usize {
    if !first.is_alphanumeric() || is_ideograph(first) {
        return first.len_utf8();
    }
    let mut end = first.len_utf8();
    let mut characters = rest[end..].chars().peekable();
    let mut before = first;
    while let Some(next) = characters.next() {
        let joins = if next.is_alphanumeric() {
            !is_ideograph(next)
        } else {
            is_combining(next) || joins_words(before, next, characters.peek().copied())
        };
        if !joins {
            break;
        }
        end += next.len_utf8();
        before = next;
    }
    end + abbreviation_point(&rest[..end], &rest[end..])
}

/// Takes the last point of "U.S." into the token.
fn abbreviation_point(word: &str, rest: &str) -> usize {
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    usize::from(dotted && rest.starts_with('.'))
}

/// Tells whether a mark between two characters belongs inside a word or number.
fn joins_words(before: char, mark: char, after: Option<char>) -> bool {
    let Some(after) = after.filter(|c| c.is_alphanumeric() && !is_ideograph(*c)) else {
        return false;
    };
    match mark {
        '\'' | '\u{2019}' | '&' => before.is_alphabetic() && after.is_alphabetic(),
        '-' | '\u{2010}' | '\u{2011}' => before.is_alphanumeric(),
        '.' => before.is_alphanumeric() && !(before.is_lowercase() && after.is_uppercase()),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Tells whether a character is a mark that is written over another.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{ad}')
}

/// Tells whether a character stands for a word or syllable by itself.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn push<'a>(
    found: &mut Vec<Token<'a>>,
    text: &'a str,
    range: std::ops::Range<usize>,
    offset: usize,
) {
    let word = &text[range.clone()];
    let possessive = ["'s", "\u{2019}s", "'S", "\u{2019}S"]
        .iter()
        .find(|ending| word.len() > ending.len() && word.ends_with(**ending));
    let cut = possessive.map_or(word.len(), |ending| word.len() - ending.len());
    for (start, end) in [(0, cut), (cut, word.len())] {
        if start < end {
            found.push(token(&word[start..end], offset + range.start + start));
        }
    }
}

fn token(text: &str, start: usize) -> Token<'_> {
    let first = text.chars().next().unwrap_or(' ');
    let kind = if first.is_numeric() && misread_digits(text).is_none() {
        TokenKind::Number
    } else if first.is_alphabetic() || text.len() > first.len_utf8() {
        TokenKind::Word
    } else {
        TokenKind::Mark
    };
    Token {
        start,
        end: start + text.len(),
        text,
        lower: folded(text),
        kind,
    }
}

fn folded(text: &str) -> Cow<'_, str> {
    if let Some(read) = misread_digits(text) {
        return Cow::Owned(folded(&read).into_owned());
    }
    if let Some(simplified) = crate::chinese::simplified(text) {
        return Cow::Borrowed(simplified);
    }
    if !text.contains(|c: char| c.is_uppercase() || c == '\u{2019}') {
        return Cow::Borrowed(text);
    }
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    // Text recognition reads a capital I after small letters as an l ("AcmeAl" for "AcmeAI").
    match text.strip_suffix("Al") {
        Some(head) if head.ends_with(char::is_lowercase) => {
            Cow::Owned(format!("{}ai", head.to_lowercase()))
        }
        _ => Cow::Owned(lower),
    }
}

/// Letters on both sides of a digit that shape a word, at least.
const LETTERS: usize = 3;

/// Reads digits that stand for letters inside a word: "0penAI", "G00gle", "C1aude". Model names
/// and amounts ("4o", "H100", "10x") have no small letters around the digit.
fn misread_digits(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| matches!(byte, b'0' | b'1')) {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let other = |c: char| !c.is_alphabetic() && !matches!(c, '0' | '1');
    if letters < LETTERS || text.contains(other) {
        return None;
    }
    let shaped = text
        .trim_start_matches(['0', '1'])
        .starts_with(char::is_lowercase);
    let opens = text.starts_with('0') && shaped && !text.starts_with("0x");
    let inside =
        text.chars().next().is_some_and(char::is_alphabetic) && text.ends_with(char::is_lowercase);
    (opens || inside).then(|| {
        let read = text.replace('1', "l");
        let rest = read.trim_start_matches('0');
        let head = "O".repeat(read.len() - rest.len());
        head + &rest.replace('0', "o")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_a_reader_cuts_them() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = tokens(text, 0).iter().map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Acme’s co-founder", &["Acme", "’s", "co-founder"]);
        check("the U.S. court.", &["the", "U.S.", "court", "."]);
        check("1,200 of 4.0, AT&T", &["1,200", "of", "4.0", ",", "AT&T"]);
        check("don't “go”", &["don't", "“", "go", "”"]);
        check("起诉Acme", &["起", "诉", "Acme"]);
    }

    #[test]
    fn misread_capitals_are_folded_for_comparison_only() {
        let found = tokens("AcmeAl and Al", 0);
        assert_eq!(found[0].text, "AcmeAl");
        assert_eq!(found[0].lower, "acmeai");
        assert_eq!(found[2].lower, "al");
        let check = |text: &str, expected: &str| {
            let found = tokens(text, 0);
            assert_eq!((found[0].text, found[0].lower.as_ref()), (text, expected));
        };
        check("0penAI", "openai");
        check("G00gle", "google");
        check("C1aude", "claude");
        check("100x", "100x");
        check("H100", "h100");
        check("1st", "1st");
        check("10th", "10th");
        check("0xff", "0xff");
    }
}
