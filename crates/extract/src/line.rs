//! Single lines: names and headlines in which nothing acts on the terminal or window that shows
//! them, and whether a line ends a sentence.

/// Returns a text in one line, or nothing when it is blank.
///
/// Control characters count as spaces. Marks that turn the direction of writing (embeddings,
/// overrides and isolates, [UAX 9](https://www.unicode.org/reports/tr9/)) are left out, since they
/// can make one name look like another and reach into what stands beside it.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let shown: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Tells whether a text ends as sentences do, within quotation marks and brackets too.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '“', '«', ')', ']', '」', '』'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_acts() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                one_line(text).as_deref(),
                expected,
                "{}",
                text.escape_unicode()
            );
        };
        check(" Ada \n\t Quill\u{a0} ", Some("Ada Quill"));
        check("Port\u{0}\u{1b}[2J shut\u{7}", Some("Port [2J shut"));
        check("Port\u{85}shut\u{9b}1m", Some("Port shut 1m"));
        check("Ada \u{202e}lliuQ\u{202c}", Some("Ada lliuQ"));
        check("\u{2066}Ada\u{2069} Quill", Some("Ada Quill"));
        check("\u{5d0}\u{200f}!", Some("\u{5d0}\u{200f}!"));
        check("\u{202e}\u{1}\n", None);
    }

    #[test]
    fn a_sentence_ends_within_its_quotation_marks() {
        let check = |text: &str, expected| assert_eq!(ends_sentence(text), expected, "{text}");
        check("The port is shut.", true);
        check("“The port is shut!”", true);
        check("港口关闭。", true);
        check("Port shut", false);
        check("“Port shut”", false);
        check("", false);
    }
}
