//! Texts that mean to hang whoever reads statements in them: quotations, names and dates without end.

use super::Expected::{Bounded, Read};
use super::make::WORDS;
use super::{Bomb, bomb, check};

/// How long each text is, in bytes: a page's worth, so that quadratic time is minutes.
const LENGTH: usize = 100_000;

/// Repeats a piece over the length of a text, before the words.
fn filled(piece: &str) -> String {
    format!(
        "{}\n\n{WORDS}, over eleven years.\n",
        piece.repeat(LENGTH / piece.len())
    )
}

fn of(name: &'static str, piece: &'static str) -> Bomb {
    bomb(name, Bounded, move || filled(piece))
}

pub(super) fn bombs() -> Vec<Bomb> {
    quoted().into_iter().chain(plain()).collect()
}

fn quoted() -> Vec<Bomb> {
    vec![
        of("quotes-open.txt", "“"),
        of("quotes-straight.txt", "\""),
        of("quotes-nested.txt", "“‘"),
        of("quotes-said.txt", "“No,” said Orbit. "),
        of("apostrophes.txt", "'"),
        of("corners.txt", "「"),
        of("guillemets.txt", "«‹"),
        of("said-in-chinese.txt", "他说：「不」"),
    ]
}

fn plain() -> Vec<Bomb> {
    vec![
        of("less-than.txt", "<"),
        of("brackets.txt", "(["),
        of("colons.txt", "Orbit: "),
        of("semicolons.txt", "; "),
        of("full-stops.txt", ". "),
        of("dates.txt", "on 1 January 2024 "),
        of("names.txt", "Mira Vane, "),
        of("abbreviations.txt", "Mr. "),
        of("faces.txt", "😀"),
        bomb("sentences.txt", Read(WORDS), || filled("He said no. ")),
    ]
}

#[test]
fn quotations_without_end_end() {
    check(&quoted());
}

#[test]
fn one_thing_again_and_again_is_read_to_its_end() {
    check(&plain());
}
