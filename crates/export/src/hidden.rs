//! Characters that cannot be seen, turn the reading order, or drive a terminal.
//!
//! Quoted words stay as they were captured wherever the format can hold them safely; a note on the
//! line says what is in them. Where it cannot (a plain text has no isolation), a label stands in
//! the character's place.

use std::collections::BTreeSet;

/// Returns the code points that are hidden in a text, in order, each once.
pub(crate) fn hidden_in<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<char> {
    let characters = texts.into_iter().flat_map(str::chars);
    characters.filter(|c| is_hidden(*c)).collect()
}

/// Returns the note for hidden characters, or nothing when there are none.
pub(crate) fn note(hidden: &BTreeSet<char>) -> Option<String> {
    let labels: Vec<String> = hidden.iter().map(|c| label(*c)).collect();
    (!labels.is_empty()).then(|| format!("contains hidden characters: {}", labels.join(", ")))
}

/// Returns a text with a label in the place of each hidden character.
pub(crate) fn labelled(text: &str) -> String {
    replaced(text, is_hidden, |c| format!("⟨{}⟩", label(c)))
}

/// Returns a text without characters that drive a terminal or end a cell; U+FFFD stands for each.
pub(crate) fn without_controls(text: &str) -> String {
    let control = |c: char| c.is_control() && !"\n\t".contains(c);
    replaced(text, control, |_| '\u{fffd}'.to_string())
}

/// Returns a JSON document with its hidden characters written as escapes, which is the same data.
pub(crate) fn escape_json(document: &str) -> String {
    let unsafe_here = |c: char| is_hidden(c) && !c.is_ascii();
    replaced(document, unsafe_here, |c| {
        let mut units = [0; 2];
        let units: Vec<String> = c
            .encode_utf16(&mut units)
            .iter()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect();
        units.concat()
    })
}

fn replaced(text: &str, chosen: impl Fn(char) -> bool, by: impl Fn(char) -> String) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if chosen(character) {
            result.push_str(&by(character));
        } else {
            result.push(character);
        }
    }
    result
}

fn label(character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    match name(character) {
        Some(name) => format!("{code} {name}"),
        None => code,
    }
}

/// Returns the Unicode name of those that somebody is most likely to plant.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{1b}' => "escape",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "zero width no-break space",
        _ => return None,
    })
}

fn is_hidden(character: char) -> bool {
    (character.is_control() && !"\n\t".contains(character))
        || matches!(character,
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0e}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_named_once() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(note(&hidden_in([text])).as_deref(), expected, "{text:?}");
        };
        check("plain – “words” é 深度\n\tnext", None);
        check(
            "a\u{202e}b\u{202e}\u{1b}[2J",
            Some("contains hidden characters: U+001B escape, U+202E right-to-left override"),
        );
        check("x\u{e0041}", Some("contains hidden characters: U+E0041"));
    }

    #[test]
    fn each_format_makes_them_harmless_in_its_way() {
        assert_eq!(labelled("a\u{200b}b"), "a⟨U+200B zero width space⟩b");
        assert_eq!(
            without_controls("a\u{1b}[1m\u{9b}\u{202e}\n"),
            "a\u{fffd}[1m\u{fffd}\u{202e}\n"
        );
        assert_eq!(
            escape_json("\"\u{202e}\u{e0041}é\""),
            "\"\\u202e\\udb40\\udc41é\""
        );
    }
}
