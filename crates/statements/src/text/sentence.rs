//! Sentences: UAX-29 boundaries, mended where news text breaks them.
//!
//! The standard ends a sentence after "Inc.", "v." and initials, and at every line feed, which a
//! PDF puts inside sentences. The pieces are joined again here.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// Abbreviations that do not end a sentence, without the point.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "sgt", "lt", "st", "jr",
    "sr", "v", "vs", "no", "nos", "art", "sec", "para", "fig", "vol", "pp", "p", "ed", "eds", "al",
    "approx", "cf", "eg", "e.g", "i.e", "viz", "hon", "rev", "messrs", "capt", "supp", "cal",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "f", "op",
];

/// Abbreviations that may also end a sentence: they do when a capital that is no name part follows.
const SOFT: &[&str] = &[
    "inc", "corp", "ltd", "co", "u.s", "u.k", "u.n", "e.u", "a.i", "d.c", "bros", "llc", "p.m",
    "a.m",
];

/// Words that begin a new sentence after a soft abbreviation.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "however",
    "for",
    "as",
    "if",
    "when",
    "while",
    "after",
    "its",
    "their",
    "his",
    "her",
    "according",
    "there",
    "some",
    "many",
    "last",
    "both",
    "also",
    "to",
];

/// Returns the byte ranges of the sentences of a paragraph, without white space at their ends.
pub(crate) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, piece) in paragraph.split_sentence_bound_indices() {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = start + piece.len() - piece.trim_start().len();
        let end = start + trimmed.len();
        match found.last_mut() {
            Some(last)
                if goes_on(
                    &paragraph[last.clone()],
                    &paragraph[last.end..start],
                    trimmed,
                ) =>
            {
                last.end = end;
            }
            _ => found.push(start..end),
        }
    }
    found
}

fn goes_on(before: &str, gap: &str, after: &str) -> bool {
    let bare = before.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', ')', ']']);
    let ended = bare.ends_with(['.', '!', '?', '。', '！', '？', '…']);
    let small = after.starts_with(|c: char| c.is_lowercase() || c == ',' || c == ';');
    if gap.contains('\n') {
        return !ended && !bare.ends_with(':') && small;
    }
    if small || only_closing(after) {
        return true;
    }
    bare.len() == before.len() && ended_by_abbreviation(before, after)
}

/// Tells whether a piece is nothing but closing marks, which belong to the sentence before.
fn only_closing(piece: &str) -> bool {
    piece.chars().all(|c| {
        matches!(
            c,
            '"' | '\u{201d}' | '\u{2019}' | '\'' | ')' | ']' | '»' | '」' | '』' | '.'
        )
    })
}

fn ended_by_abbreviation(before: &str, after: &str) -> bool {
    let Some(head) = before.strip_suffix('.') else {
        return false;
    };
    let word = head
        .rsplit(|c: char| c.is_whitespace() || "(\"“‘[".contains(c))
        .next()
        .unwrap_or("")
        .to_lowercase();
    let first: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_lowercase();
    if SOFT.contains(&word.as_str()) {
        return !STARTERS.contains(&first.as_str());
    }
    let initial = word.chars().count() == 1 && word != "i" && word.chars().all(char::is_alphabetic);
    initial || ABBREVIATIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = sentences(text).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, expected);
        };
        check(
            "Ada v. Bo Inc. is old. It ends.",
            &["Ada v. Bo Inc. is old.", "It ends."],
        );
        check("The U.S. The court sat.", &["The U.S.", "The court sat."]);
        check(
            "J. R. Doe left. No. 3 stayed.",
            &["J. R. Doe left.", "No. 3 stayed."],
        );
        check(
            "“Why?” she asked. “Why not?”",
            &["“Why?” she asked.", "“Why not?”"],
        );
        check(
            "One line\ngoes on here.\nNext line.",
            &["One line\ngoes on here.", "Next line."],
        );
        check("他说。我们走。", &["他说。", "我们走。"]);
        check("", &[]);
    }
}
