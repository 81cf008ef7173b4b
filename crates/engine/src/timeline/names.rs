//! Names in words: whether a text names somebody.

/// Tells whether a text has a name in it, as whole words. Both are in the form in which names are
/// compared ([`model::normalised_name`]): where many are looked for in many, each is brought into it
/// once.
///
/// Chinese, Japanese and Korean are written without spaces, so that there any place is a beginning.
pub(crate) fn stands_in(text: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let is_whole = |start: usize| {
        let end = start + name.len();
        is_border(text[..start].chars().next_back(), name.chars().next())
            && is_border(name.chars().next_back(), text[end..].chars().next())
    };
    text.match_indices(name).any(|(start, _)| is_whole(start))
}

/// Tells whether a word may end between two characters.
pub(crate) fn is_border(left: Option<char>, right: Option<char>) -> bool {
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
    use model::normalised_name;

    use super::*;

    #[test]
    fn a_name_is_found_as_whole_words_only() {
        let check = |text: &str, name: &str, expected: bool| {
            let found = stands_in(&normalised_name(text), &normalised_name(name));
            assert_eq!(found, expected, "{name:?} in {text:?}");
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
