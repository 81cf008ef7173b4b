//! What to do about a failure, as it is typed.
//!
//! The hints of the engine are plain words that are true in the window too. Where a command of this
//! program does what a hint says, the command is put behind it.

use engine::{EngineError, SAVE_AND_IMPORT};

/// Returns what to do about an error, with the command that does it.
pub(crate) fn of(error: &EngineError) -> String {
    let hint = error.hint();
    match command_line_hint(error) {
        Some(command) => format!("{hint} ({command})"),
        None => page(&hint, None),
    }
}

/// Returns what to do about a page, with the command that imports one that was saved by hand.
pub(crate) fn page(hint: &str, address: Option<&str>) -> String {
    if !hint.contains(SAVE_AND_IMPORT) {
        return hint.to_owned();
    }
    let address = address.unwrap_or("ADDRESS");
    format!("{hint} (`counterclaim import CASE FILE --url {address}`)")
}

/// Returns the words of the command line for what the hint of an error asks for.
fn command_line_hint(error: &EngineError) -> Option<&'static str> {
    match error {
        EngineError::Search(_) => Some("`counterclaim reindex`"),
        EngineError::Store(_) | EngineError::Archive(_)
            if error.hint().contains("library checked") =>
        {
            Some("`counterclaim verify`")
        }
        EngineError::NothingToUndo => Some("name yourself with --by"),
        EngineError::NotAllowed { .. } => Some("`counterclaim archive saving on`"),
        EngineError::Offline { .. } => Some("`counterclaim fetch`"),
        EngineError::TooEarly { .. } => Some("by `counterclaim fetch`"),
        EngineError::NotFound { noun, .. } => listing(noun),
        EngineError::BadValue {
            noun: "single page",
            ..
        } => Some("--url goes with one FILE"),
        _ => None,
    }
}

/// Returns the command that lists things of a kind.
fn listing(noun: &str) -> Option<&'static str> {
    match noun {
        "case" => Some("`counterclaim case list`"),
        "entity" => Some("`counterclaim entity list`"),
        "lead" => Some("`counterclaim lead list CASE`"),
        "address in the queue" => Some("`counterclaim queue list CASE`"),
        "copy in the web archive" => Some("`counterclaim archive list URL`"),
        "watch" => Some("`counterclaim watch list CASE`"),
        "statement" => Some("`counterclaim timeline CASE --json`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_found(noun: &'static str) -> EngineError {
        let given = "x".to_owned();
        EngineError::NotFound { noun, given }
    }

    #[test]
    fn a_hint_ends_with_the_command_that_does_it() {
        let url = "https://outlet.example/a".to_owned();
        for (error, expected) in [
            (not_found("case"), "(`counterclaim case list`)"),
            (not_found("watch"), "(`counterclaim watch list CASE`)"),
            (EngineError::NothingToUndo, "(name yourself with --by)"),
            (
                EngineError::Status { url, status: 403 },
                "(`counterclaim import CASE FILE --url ADDRESS`)",
            ),
        ] {
            let hint = of(&error);
            assert!(hint.starts_with(&error.hint()), "{hint}");
            assert!(hint.ends_with(expected), "{hint}");
        }
    }

    #[test]
    fn a_hint_without_a_command_stays_as_it_is() {
        let error = not_found("folder");
        assert_eq!(of(&error), error.hint());
    }

    #[test]
    fn a_page_that_a_browser_can_open_is_imported_with_its_own_address() {
        assert_eq!(
            page(SAVE_AND_IMPORT, Some("https://outlet.example/a")),
            format!(
                "{SAVE_AND_IMPORT} \
                 (`counterclaim import CASE FILE --url https://outlet.example/a`)"
            )
        );
        assert_eq!(page("check the address", None), "check the address");
    }
}
