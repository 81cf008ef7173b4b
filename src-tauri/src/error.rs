//! Failures as the window shows them: a code to match, and the words.

use std::error::Error;
use std::fmt::Display;
use std::path::Path;

use engine::EngineError;
use serde::Serialize;
use surroundings::{FolderError, WorldError};

/// What a command returns.
pub(crate) type Answer<T> = Result<T, Failure>;

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Failure {
    /// A short name by which the window tells it from others.
    pub(crate) code: &'static str,
    /// What failed.
    pub(crate) message: String,
    /// What it is about: the address, file or value that was given.
    pub(crate) subject: Option<String>,
    /// What to do.
    pub(crate) hint: String,
}

impl Failure {
    /// Makes the failure of a value that a person gave.
    pub(crate) fn bad_value(noun: &'static str, given: &str, expected: &str) -> Self {
        Self::from(EngineError::BadValue {
            noun,
            given: given.to_owned(),
            expected: expected.to_owned(),
        })
    }

    /// Makes the failure of an operation that broke down in the middle.
    pub(crate) fn broke_down(error: &impl Display) -> Self {
        Self {
            code: "broke_down",
            message: "the program made a mistake and gave up what it was doing".to_owned(),
            subject: Some(error.to_string()),
            hint: "try again; what was captured and decided before is kept".to_owned(),
        }
    }

    /// Makes the failure of a file or folder whose name is no text.
    pub(crate) fn no_text(path: &Path) -> Self {
        Self {
            code: "name",
            message: "the name of a file or folder cannot be read as text".to_owned(),
            subject: Some(path.display().to_string()),
            hint: "rename it, then choose it again".to_owned(),
        }
    }

    /// Returns all of it in a line, as a notice has it.
    pub(crate) fn in_a_line(&self) -> String {
        let on = self.subject.as_ref().map(|it| format!(" ({it})"));
        format!("{}{}: {}", self.message, on.unwrap_or_default(), self.hint)
    }

    /// Makes the failure of a settings file that cannot be used.
    pub(crate) fn settings(error: &dyn Error, path: &Path) -> Self {
        Self {
            code: "settings",
            message: "the settings of the window cannot be used".to_owned(),
            subject: Some(format!("{}: {}", path.display(), causes(error))),
            hint: "mend or remove that file, then start the program again".to_owned(),
        }
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        let message = error.to_string();
        // Some messages end in their cause.
        let cause = error.source().map(causes);
        let cause = cause.filter(|it| !message.ends_with(it.as_str()));
        Self {
            code: error.code(),
            subject: error.subject().or(cause),
            hint: error.hint(),
            message,
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self {
            code: "folder",
            message: error.to_string(),
            subject: error.source().map(causes),
            hint: "name a folder for the library in COUNTERCLAIM_LIBRARY".to_owned(),
        }
    }
}

impl From<WorldError> for Failure {
    fn from(error: WorldError) -> Self {
        Self {
            code: "network",
            message: error.to_string(),
            subject: error.source().map(causes),
            hint: match error {
                WorldError::Allowed(_) => {
                    "give host:port pairs in COUNTERCLAIM_ALLOW_HOSTS, joined by commas"
                }
                WorldError::Network(_) => "check the root certificates of this system",
            }
            .to_owned(),
        }
    }
}

/// Returns an error with what lies behind it.
fn causes(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        words = format!("{words}: {cause}");
        next = cause.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_the_engine_keeps_its_four_parts() {
        let failure = Failure::from(EngineError::NotFound {
            noun: "case",
            given: "acme".to_owned(),
        });
        assert_eq!(failure.code, "not_found");
        assert_eq!(failure.message, "there is no case \"acme\"");
        assert_eq!(failure.subject.as_deref(), Some("acme"));
        assert!(!failure.hint.is_empty());
    }

    #[test]
    fn a_value_that_was_mistyped_is_named_with_what_would_do() {
        let failure = Failure::bad_value("date", "soon", "a day, a month or a year");
        assert_eq!(failure.subject.as_deref(), Some("soon"));
        assert_eq!(failure.hint, "give a day, a month or a year");
    }
}
