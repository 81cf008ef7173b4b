//! What a person set for the window on this machine, kept in one small file.

use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::error::{Answer, Failure};

/// The file in the folder of settings.
const FILE: &str = "window.toml";
/// Who decides while nobody is named; the command line says the same.
const NOBODY: &str = "reporter";

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl From<Theme> for Option<tauri::Theme> {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        }
    }
}

/// The settings as the window sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WindowSettings {
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Whether single keys act (WCAG 2.1.4).
    pub(crate) single_keys: bool,
    /// Under which name decisions are written down.
    pub(crate) reporter: String,
    /// The folder of the library.
    pub(crate) library: String,
    /// Whether the hints of the first minute are still shown.
    pub(crate) hints: bool,
}

/// The settings as they are kept; what a person never set is left out, so that it follows the
/// environment and the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Whether single keys act.
    pub(crate) single_keys: bool,
    /// Whether the hints of the first minute are still shown.
    pub(crate) hints: bool,
    /// Under which name decisions are written down.
    pub(crate) reporter: Option<String>,
    /// The folder of the library.
    pub(crate) library: Option<PathBuf>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            single_keys: true,
            hints: true,
            reporter: None,
            library: None,
        }
    }
}

impl Kept {
    /// Reads the settings from a folder; those of a first start when there are none.
    pub(crate) fn read(folder: &Path) -> Answer<Self> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::settings(&error, &path)),
        };
        toml::from_str(&text).map_err(|error| Failure::settings(&error, &path))
    }

    /// Writes them; a crash leaves the old or the new, never a part.
    pub(crate) fn write(&self, folder: &Path) -> Answer<()> {
        let path = folder.join(FILE);
        let fresh = path.with_extension("new");
        let text = toml::to_string(self).map_err(|error| Failure::settings(&error, &path))?;
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&fresh, text))
            .and_then(|()| fs::rename(&fresh, &path))
            .map_err(|error| Failure::settings(&error, &path))
    }

    /// Returns the name that decisions bear: the one set, else the one given, else nobody's.
    pub(crate) fn reporter(&self, given: Option<String>) -> String {
        let set = self.reporter.clone();
        set.or(given).unwrap_or_else(|| NOBODY.to_owned())
    }

    /// Takes over what the window sent where it differs from what the window was shown.
    pub(crate) fn changed(&self, shown: &WindowSettings, sent: &WindowSettings) -> Self {
        let name = sent.reporter.trim();
        let named = (!name.is_empty()).then(|| name.to_owned());
        let is_same_name = name == shown.reporter;
        let is_same_library = sent.library == shown.library;
        Self {
            theme: sent.theme,
            single_keys: sent.single_keys,
            hints: sent.hints,
            reporter: if is_same_name {
                self.reporter.clone()
            } else {
                named
            },
            library: if is_same_library {
                self.library.clone()
            } else {
                Some(PathBuf::from(&sent.library))
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown() -> WindowSettings {
        WindowSettings {
            theme: Theme::System,
            single_keys: true,
            reporter: "reporter".to_owned(),
            library: "/cases".to_owned(),
            hints: true,
        }
    }

    #[test]
    fn only_what_a_person_changed_is_kept() {
        let sent = WindowSettings {
            hints: false,
            ..shown()
        };
        let kept = Kept::default().changed(&shown(), &sent);
        assert_eq!(
            (kept.hints, kept.reporter, kept.library),
            (false, None, None)
        );
    }

    #[test]
    fn an_emptied_name_is_no_name() {
        let kept = Kept {
            reporter: Some("AB".to_owned()),
            ..Kept::default()
        };
        let sent = WindowSettings {
            reporter: "  ".to_owned(),
            ..shown()
        };
        let kept = kept.changed(&shown(), &sent);
        assert_eq!(kept.reporter(Some("CD".to_owned())), "CD");
        assert_eq!(kept.reporter(None), "reporter");
    }

    #[test]
    fn settings_come_back_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Kept::read(folder.path()), Ok(Kept::default()));
        let kept = Kept {
            theme: Theme::Dark,
            library: Some(PathBuf::from("/cases")),
            ..Kept::default()
        };
        kept.write(folder.path()).unwrap();
        assert_eq!(Kept::read(folder.path()), Ok(kept));
    }

    #[test]
    fn a_file_that_makes_no_sense_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "theme = 3").unwrap();
        let failure = Kept::read(folder.path()).unwrap_err();
        assert_eq!(failure.code, "settings");
        assert!(failure.subject.unwrap().contains(FILE));
    }
}
