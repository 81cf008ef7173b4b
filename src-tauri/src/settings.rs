//! What a person set for the window on this machine, kept in one small file.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

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
        match fs::read_to_string(&path) {
            // What this program wrote is never empty: such a file has lost the folder of the library.
            Ok(text) if text.trim().is_empty() => {
                let empty = io::Error::new(io::ErrorKind::UnexpectedEof, "it is empty");
                Err(Failure::settings(&empty, &path))
            }
            Ok(text) => toml::from_str(&text).map_err(|error| Failure::settings(&error, &path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::settings(&error, &path)),
        }
    }

    /// Writes them; a crash leaves the old or the new, never a part.
    pub(crate) fn write(&self, folder: &Path) -> Answer<()> {
        let path = folder.join(FILE);
        let text = toml::to_string(self).map_err(|error| Failure::settings(&error, &path))?;
        replace(&path, folder, &text).map_err(|error| Failure::settings(&error, &path))
    }

    /// Returns the name that decisions bear: the one set, else the one given, else nobody's.
    pub(crate) fn reporter(&self, given: Option<String>) -> String {
        let set = self.reporter.clone();
        set.or(given).unwrap_or_else(|| NOBODY.to_owned())
    }

    /// Takes over what the window sent where it differs from what the window was shown: what was kept
    /// in between stays.
    pub(crate) fn changed(&self, shown: &WindowSettings, sent: &WindowSettings) -> Self {
        let name = sent.reporter.trim();
        let named = (!name.is_empty()).then(|| name.to_owned());
        let mut kept = self.clone();
        if sent.theme != shown.theme {
            kept.theme = sent.theme;
        }
        if sent.single_keys != shown.single_keys {
            kept.single_keys = sent.single_keys;
        }
        if sent.hints != shown.hints {
            kept.hints = sent.hints;
        }
        if name != shown.reporter {
            kept.reporter = named;
        }
        if sent.library != shown.library {
            kept.library = Some(PathBuf::from(&sent.library));
        }
        kept
    }
}

/// Puts a text in the place of a file. It is on the disk before it has the name, so that a crash of
/// the machine leaves the old or the new too.
fn replace(path: &Path, folder: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut fresh = NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().sync_all()?;
    fresh.persist(path)?;
    Ok(())
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
    fn what_was_kept_since_the_window_was_shown_it_stays() {
        let kept = Kept {
            theme: Theme::Dark,
            library: Some(PathBuf::from("/other")),
            ..Kept::default()
        };
        let sent = WindowSettings {
            hints: false,
            ..shown()
        };
        let expected = Kept {
            hints: false,
            ..kept.clone()
        };
        assert_eq!(kept.changed(&shown(), &sent), expected);
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
        let files = fs::read_dir(folder.path()).unwrap();
        assert_eq!(files.count(), 1, "nothing else is left there");
    }

    #[test]
    fn a_file_that_makes_no_sense_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["theme = 3", "library = \"/ca", "", "\n"] {
            fs::write(folder.path().join(FILE), text).unwrap();
            let failure = Kept::read(folder.path()).unwrap_err();
            assert_eq!(failure.code, "settings", "{text:?}");
            assert!(failure.subject.unwrap().contains(FILE));
        }
    }
}
