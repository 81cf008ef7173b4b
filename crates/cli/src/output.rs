//! The one place that prints.
//!
//! Captured text is hostile: control characters are taken out of everything that is printed for a
//! person, so that a page cannot move the cursor or recolour a speaker's name. That holds for a pipe
//! too, since what goes into `less` or a file is looked at on a terminal later. JSON is for programs
//! and keeps the text as it is.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use serde::Serialize;

/// Where results go, and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    terminal: bool,
}

impl Output {
    /// Prints to stdout, as JSON lines or for a person.
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            terminal: io::stdout().is_terminal(),
        }
    }

    /// Prints one result: as one line of JSON, or in words.
    pub(crate) fn result<T: Serialize>(
        self,
        value: &T,
        words: impl FnOnce() -> String,
    ) -> Result<()> {
        if self.json {
            self.print(&serde_json::to_string(value)?)
        } else {
            self.print(&words())
        }
    }

    /// Prints one result as JSON; for a person it has been told already.
    pub(crate) fn data<T: Serialize>(self, value: &T) -> Result<()> {
        if self.json {
            self.print(&serde_json::to_string(value)?)
        } else {
            Ok(())
        }
    }

    /// Prints words that JSON has no use for.
    pub(crate) fn words(self, words: &str) -> Result<()> {
        if self.json { Ok(()) } else { self.print(words) }
    }

    fn print(self, text: &str) -> Result<()> {
        let text = match (self.json, self.terminal) {
            (true, _) => Cow::Borrowed(text),
            (false, false) => harmless(text),
            (false, true) => Cow::Owned(wrapped(&harmless(text), textwrap::termwidth())),
        };
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}")?;
        Ok(stdout.flush()?)
    }
}

/// Wraps each line at a width, and keeps its indentation; words are not broken, so that an address
/// can still be copied.
fn wrapped(text: &str, width: usize) -> String {
    let wrap = |line: &str| {
        let indent = " ".repeat(line.len() - line.trim_start_matches(' ').len());
        let options = textwrap::Options::new(width.max(40))
            .subsequent_indent(&indent)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(line, options)
    };
    text.split('\n').map(wrap).collect::<Vec<_>>().join("\n")
}

/// Prints bytes on stdout as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    Ok(stdout.flush()?)
}

/// Prints a line on stderr, without control characters.
pub(crate) fn to_stderr(text: &str) {
    // Nobody can be told that stderr is gone.
    let _gone = writeln!(io::stderr().lock(), "{}", harmless(text));
}

/// Returns a text without control characters other than line feed and tab, and without the
/// characters that turn the direction of a line (Unicode UAX #9).
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_harmful) {
        Cow::Owned(text.replace(is_harmful, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Tells whether a failure is only that the reader of a pipe has gone (`| head`).
pub(crate) fn is_closed_pipe(failure: &anyhow::Error) -> bool {
    let kind = failure.downcast_ref::<io::Error>().map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_under_their_own_indentation() {
        let text = "head\n    one two three four five six seven eight nine ten eleven\n";
        let expected = "head\n    one two three four five six seven\n    eight nine ten eleven\n";
        assert_eq!(wrapped(text, 40), expected);
    }

    #[test]
    fn control_characters_are_taken_out() {
        for (given, expected) in [
            ("plain\n\ttext", "plain\n\ttext"),
            ("\u{1b}[31mred", "\u{fffd}[31mred"),
            ("a\u{202e}b\u{7}", "a\u{fffd}b\u{fffd}"),
        ] {
            assert_eq!(harmless(given), expected);
        }
    }
}
