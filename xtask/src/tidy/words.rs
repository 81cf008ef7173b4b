//! Words that have no place in the tree: marks of unfinished work, paths of one person's machine,
//! and hosts that packages are fetched from.
//!
//! The words are written in two halves so that this file does not find itself.

use super::{SourceFile, Violation};

/// Something that must not stand in a file.
struct Word {
    text: &'static str,
    kind: WordKind,
}

/// How a word is looked for, and what to do when it is found.
#[derive(Clone, Copy)]
enum WordKind {
    /// A mark in capitals, as a word of its own.
    Mark,
    /// A phrase, whatever its case.
    Phrase,
    /// The beginning of an absolute path, not inside an address.
    Path,
    /// Part of an address.
    Host,
}

const WORDS: &[Word] = &[
    mark(concat!("TO", "DO")),
    mark(concat!("FIX", "ME")),
    mark(concat!("XX", "X")),
    mark(concat!("HA", "CK")),
    phrase(concat!("coming ", "soon")),
    phrase(concat!("not ", "implemented")),
    path(concat!("/wo", "rk/")),
    path(concat!("/tm", "p/")),
    path(concat!("/ro", "ot/")),
    path(concat!("/ho", "me/")),
    path(concat!("/Us", "ers/")),
    path(concat!("C:\\Us", "ers\\")),
    host(concat!("index.crates", ".io")),
    host(concat!("static.crates", ".io")),
    host(concat!("registry.npmjs", ".org")),
    host(concat!("files.pythonhosted", ".org")),
];

/// Files that nobody here wrote: their words are not ours.
const EXEMPT: &[&str] = &[
    "Cargo.lock",
    "package-lock.json",
    "assets/cases/sample/pages/",
];

/// Finds forbidden words.
pub(super) fn check(files: &[SourceFile]) -> Vec<Violation> {
    let ours = files.iter().filter(|file| !is_exempt(&file.path));
    ours.flat_map(check_file).collect()
}

const fn mark(text: &'static str) -> Word {
    Word {
        text,
        kind: WordKind::Mark,
    }
}

const fn phrase(text: &'static str) -> Word {
    Word {
        text,
        kind: WordKind::Phrase,
    }
}

const fn path(text: &'static str) -> Word {
    Word {
        text,
        kind: WordKind::Path,
    }
}

const fn host(text: &'static str) -> Word {
    Word {
        text,
        kind: WordKind::Host,
    }
}

fn is_exempt(path: &str) -> bool {
    EXEMPT
        .iter()
        .any(|exempt| path.starts_with(exempt) || path.ends_with(exempt))
}

fn check_file(file: &SourceFile) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for word in WORDS.iter().filter(|word| stands_in(word, line)) {
            violations.push(Violation {
                path: file.path.clone(),
                line: index + 1,
                what: format!("{:?} stands here; {}", word.text, remedy(word.kind)),
            });
        }
    }
    violations
}

fn remedy(kind: WordKind) -> &'static str {
    match kind {
        WordKind::Mark | WordKind::Phrase => "finish it, or open an issue and remove the mark",
        WordKind::Path => "take the path from the caller or from a temporary folder",
        WordKind::Host => "leave the choice of registry to the person's own settings",
    }
}

fn stands_in(word: &Word, line: &str) -> bool {
    match word.kind {
        WordKind::Phrase => line.to_lowercase().contains(word.text),
        WordKind::Host => line.contains(word.text),
        WordKind::Mark => {
            occurrences(line, word.text).any(|(before, after)| !is_word(before) && !is_word(after))
        }
        WordKind::Path => occurrences(line, word.text)
            .any(|(before, _)| !is_word(before) && !before.is_some_and(|c| "./-~}>".contains(c))),
    }
}

/// Returns the characters before and after each place of `word`.
fn occurrences<'a>(
    line: &'a str,
    word: &'a str,
) -> impl Iterator<Item = (Option<char>, Option<char>)> + 'a {
    line.match_indices(word).map(move |(at, _)| {
        let before = line[..at].chars().next_back();
        (before, line[at + word.len()..].chars().next())
    })
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::super::tests::expect;
    use super::*;

    #[test]
    fn marks_are_found_as_words_of_their_own() {
        let mark = concat!("TO", "DO");
        let text = format!("a\n// {mark}: b\n{mark}S {mark}_LIST\n");
        let expected = format!(
            "a.rs:2: {mark:?} stands here; finish it, or open an issue and remove the mark"
        );
        expect(check, &[("a.rs", &text)], &[&expected]);
    }

    #[test]
    fn phrases_are_found_in_any_case() {
        let phrase = concat!("coming ", "soon");
        let text = format!("Charts are C{}.", &phrase[1..]);
        let expected = format!(
            "a.md:1: {phrase:?} stands here; finish it, or open an issue and remove the mark"
        );
        expect(check, &[("a.md", &text)], &[&expected]);
    }

    #[test]
    fn a_path_of_a_machine_is_told_from_an_address() {
        let home = concat!("/ho", "me/");
        let text = format!("https://a.example{home}x\n\"{home}ann\"\n..{home}\n");
        let expected = format!(
            "a.rs:2: {home:?} stands here; take the path from the caller or from a temporary folder"
        );
        expect(check, &[("a.rs", &text)], &[&expected]);
    }

    #[test]
    fn captured_pages_and_lock_files_keep_their_words() {
        let mark = concat!("FIX", "ME");
        let host = format!("https://{}/x", concat!("registry.npmjs", ".org"));
        expect(
            check,
            &[
                ("assets/cases/sample/pages/one.html", mark),
                ("ui/package-lock.json", &host),
            ],
            &[],
        );
    }

    #[test]
    fn this_file_does_not_find_itself() {
        expect(check, &[("words.rs", include_str!("words.rs"))], &[]);
    }
}
