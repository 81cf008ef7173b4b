//! Names in words: whether a text names somebody.

use model::normalised_name;

/// Tells whether a text has a name in it, as whole words, whatever its case and width.
///
/// Chinese, Japanese and Korean are written without spaces, so that there any place is a beginning.
pub(crate) fn names_in(text: &str, name: &str) -> bool {
    let (text, name) = (normalised_name(text), normalised_name(name));
    if name.is_empty() {
        return false;
    }
    let is_whole = |start: usize| {
        let end = start + name.len();
        is_border(text[..start].chars().next_back(), name.chars().next())
            && is_border(name.chars().next_back(), text[end..].chars().next())
    };
    text.match_indices(&name).any(|(start, _)| is_whole(start))
}

/// Tells whether a word may end between two characters.
fn is_border(left: Option<char>, right: Option<char>) -> bool {
    let is_within = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    !(is_within(left) && is_within(right))
}

/// Tells whether a character is of a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_whole_words_only() {
        let check = |text: &str, name: &str, expected: bool| {
            assert_eq!(names_in(text, name), expected, "{name:?} in {text:?}");
        };
        check("Mira Vane", "Vane", true);
        check("Mira Vane", "mira vane", true);
        check("Vanessa Orr", "Vane", false);
        check("the Acme Corp’s lawyer", "ACME Corp", true);
        check("Tax experts of Maxx", "X", false);
        check("X, which was Kite", "X", true);
        check("深港科技公司表示", "深港科技", true);
        check("Orbit AI表示", "Orbit AI", true);
        check("anything", "", false);
        check("anything", "  ", false);
    }
}
