//! What the commands share: the settings and the library, opened once and kept open.

use std::ffi::OsString;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use engine::{Event, Library, Progress as _};
use surroundings::{ALLOW_HOSTS, config_folder, default_library};

use crate::environment::{self, BY, LIBRARY};
use crate::error::{Answer, Failure};
use crate::event::{Ear, Wire};
use crate::settings::{Kept, WindowSettings};
use crate::worker;

/// Who names the parties of a case that ships with the program: no person, who could then not take
/// back a decision of her own before these.
pub(crate) const PROGRAM: &str = "Counterclaim";

/// The settings and the library.
pub(crate) struct Desk {
    ear: Arc<Ear>,
    /// The folder of the settings, or why none is known.
    folder: Answer<PathBuf>,
    /// Held for the whole of a change of settings, which may take as long as a library takes to open.
    changing: Mutex<()>,
    inside: Mutex<Inside>,
}

struct Inside {
    /// The settings, or why those that are kept cannot be used.
    kept: Answer<Kept>,
    opening: Arc<Opening>,
}

/// A library that is being opened, is open, or could not be.
struct Opening {
    /// The folder, or why none is known.
    folder: Answer<PathBuf>,
    wire: Arc<Wire>,
    library: OnceLock<Answer<Arc<Library>>>,
    first_case: OnceLock<()>,
}

impl Desk {
    /// Reads the settings; the library is opened by whoever needs it first.
    pub(crate) fn new(ear: Ear) -> Self {
        let folder = config_folder().map_err(Failure::from);
        Self::with(ear, folder, environment::variable(LIBRARY))
    }

    /// `library` goes before the folder that the settings name.
    fn with(ear: Ear, folder: Answer<PathBuf>, library: Option<OsString>) -> Self {
        let kept = folder.clone().and_then(|folder| Kept::read(&folder));
        if let (Some(_), Err(failure)) = (&library, &kept) {
            ear.notice(&failure.in_a_line());
        }
        // Unreadable settings may name another folder: to open the usual one would look like a
        // library that has lost its cases.
        let named = match (library, &kept) {
            (Some(named), _) => Ok(PathBuf::from(named)),
            (None, Ok(kept)) => kept.folder(),
            (None, Err(failure)) => Err(failure.clone()),
        };
        let ear = Arc::new(ear);
        Self {
            folder,
            changing: Mutex::new(()),
            inside: Mutex::new(Inside {
                kept,
                opening: Opening::of(named, &ear),
            }),
            ear,
        }
    }

    /// Returns the settings as the window shows them.
    pub(crate) fn settings(&self) -> WindowSettings {
        self.inside().shown()
    }

    /// Returns light, dark, or nothing for that of the system.
    pub(crate) fn theme(&self) -> Option<tauri::Theme> {
        self.inside().settings().theme.into()
    }

    /// Returns the name that decisions bear.
    pub(crate) fn reporter(&self) -> String {
        self.inside().settings().reporter(environment::text(BY))
    }

    /// Keeps what a person changed. Another folder is opened first: when that fails, nothing has
    /// changed. Whoever comes meanwhile waits, and changes what came of it.
    pub(crate) fn change_settings(&self, sent: &WindowSettings) -> Answer<()> {
        self.change(&self.settings(), sent)
    }

    fn change(&self, shown: &WindowSettings, sent: &WindowSettings) -> Answer<()> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.settings();
        // Settings that cannot be used are not written over.
        let kept = self.inside().kept.clone()?;
        let another = if [&shown.library, &now.library].contains(&&sent.library) {
            None
        } else {
            let another = Opening::of(Ok(full_path(&sent.library)?), &self.ear);
            another.library()?;
            Some(another)
        };
        let kept = kept.changed(shown, sent);
        kept.write(&self.folder.clone()?)?;
        let mut inside = self.inside();
        inside.kept = Ok(kept);
        if let Some(another) = another {
            let left = mem::replace(&mut inside.opening, another);
            left.wire.cut();
        }
        Ok(())
    }

    /// Returns the library; waits while it is being opened.
    pub(crate) fn library(&self) -> Answer<Arc<Library>> {
        self.opening().library()
    }

    /// Returns the library with at least one case: an empty one is given its first.
    pub(crate) fn furnished(&self) -> Answer<Arc<Library>> {
        let opening = self.opening();
        let library = opening.library()?;
        opening.first_case.get_or_init(|| {
            if let Err(error) = library.give_first_case(PROGRAM) {
                self.notice(&Failure::from(error).in_a_line());
            }
        });
        Ok(library)
    }

    /// Takes note that the window hears what it is told.
    pub(crate) fn is_heard(&self) {
        self.ear.opens();
    }

    /// Tells the window something.
    pub(crate) fn notice(&self, text: &str) {
        self.ear.notice(text);
    }

    fn opening(&self) -> Arc<Opening> {
        let mut inside = self.inside();
        inside.opening = inside.opening.once_more();
        Arc::clone(&inside.opening)
    }

    /// Locks, also after another thread panicked: what is inside is replaced whole.
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn settings(&self) -> Kept {
        self.kept.clone().unwrap_or_default()
    }

    fn shown(&self) -> WindowSettings {
        let folder = self.opening.folder.as_deref().unwrap_or(Path::new(""));
        let kept = self.settings();
        WindowSettings {
            theme: kept.theme,
            single_keys: kept.single_keys,
            reporter: kept.reporter(environment::text(BY)),
            // To be read and compared only: a name that is no text cannot have come from the window.
            library: folder.display().to_string(),
            hints: kept.hints,
        }
    }
}

impl Kept {
    fn folder(&self) -> Answer<PathBuf> {
        match &self.library {
            Some(folder) => Ok(folder.clone()),
            None => Ok(default_library()?),
        }
    }
}

impl Opening {
    fn of(folder: Answer<PathBuf>, ear: &Arc<Ear>) -> Arc<Self> {
        Self::on(folder, Arc::new(Wire::to(ear)))
    }

    fn on(folder: Answer<PathBuf>, wire: Arc<Wire>) -> Arc<Self> {
        Arc::new(Self {
            folder,
            wire,
            library: OnceLock::new(),
            first_case: OnceLock::new(),
        })
    }

    /// Returns it, or where it failed another try: what stood in its way may be gone.
    fn once_more(self: &Arc<Self>) -> Arc<Self> {
        let has_failed = self.library.get().is_some_and(Result::is_err);
        if has_failed {
            Self::on(self.folder.clone(), Arc::clone(&self.wire))
        } else {
            Arc::clone(self)
        }
    }

    fn library(&self) -> Answer<Arc<Library>> {
        let open = || open(self.folder.as_deref().map_err(Clone::clone)?, &self.wire);
        self.library.get_or_init(open).clone()
    }
}

/// Reads the folder that a person named; a part of a path would lie wherever the program was started.
fn full_path(given: &str) -> Answer<PathBuf> {
    let folder = PathBuf::from(given);
    if folder.is_absolute() {
        Ok(folder)
    } else {
        let expected = "the full path of a folder";
        Err(Failure::bad_value("folder for a library", given, expected))
    }
}

/// Opens the library in a folder, with this machine round it.
fn open(folder: &Path, wire: &Arc<Wire>) -> Answer<Arc<Library>> {
    let allowed = environment::text(ALLOW_HOSTS);
    let mut world = surroundings::world(
        allowed.as_deref(),
        worker::program()?,
        Arc::clone(wire) as Arc<_>,
    )?;
    world.system_proxy = surroundings::system_proxy(environment::text);
    let library = Library::open(folder, world)?;
    if let Some(allowed) = allowed {
        wire.report(&Event::Noticed(&format!(
            "private hosts are allowed by {ALLOW_HOSTS}: {allowed}"
        )));
    }
    Ok(Arc::new(library))
}

#[cfg(test)]
mod tests {
    use fs_err as fs;
    use tempfile::TempDir;

    use super::*;
    use crate::event::News;
    use crate::settings::Theme;

    fn desk(folder: &TempDir, library: Option<&str>, heard: &Arc<Mutex<Vec<News>>>) -> Desk {
        let list = Arc::clone(heard);
        let ear = Ear::new(move |news| list.lock().unwrap().push(news.clone()));
        let folder = Ok(folder.path().to_owned());
        Desk::with(ear, folder, library.map(OsString::from))
    }

    #[test]
    fn unusable_settings_open_no_library_and_are_not_written_over() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("window.toml");
        fs::write(&file, "").unwrap();
        let heard = Arc::default();
        let desk = desk(&folder, None, &heard);
        assert_eq!(desk.library().err().unwrap().code, "settings");
        let sent = WindowSettings {
            theme: Theme::Dark,
            ..desk.settings()
        };
        assert_eq!(desk.change_settings(&sent).unwrap_err().code, "settings");
        assert_eq!(fs::read_to_string(&file).unwrap(), "");
    }

    #[test]
    fn unusable_settings_are_told_where_they_do_not_name_the_library() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("window.toml"), "theme = 3").unwrap();
        let heard = Arc::default();
        desk(&folder, Some("/cases"), &heard).is_heard();
        let heard = heard.lock().unwrap();
        let [News::Noticed { text }] = &heard[..] else {
            panic!("one notice expected: {heard:?}");
        };
        assert!(text.contains("window.toml"), "{text}");
    }

    #[test]
    fn changes_that_come_together_are_all_kept() {
        let folder = TempDir::new().unwrap();
        let heard = Arc::default();
        let desk = desk(&folder, Some("/cases"), &heard);
        let shown = desk.settings();
        let dark = WindowSettings {
            theme: Theme::Dark,
            ..shown.clone()
        };
        let quiet = WindowSettings {
            hints: false,
            ..shown.clone()
        };
        desk.change(&shown, &dark).unwrap();
        desk.change(&shown, &quiet).unwrap();
        let now = desk.settings();
        assert_eq!((now.theme, now.hints), (Theme::Dark, false));
    }

    #[test]
    fn a_folder_that_cannot_be_opened_changes_nothing() {
        let folder = TempDir::new().unwrap();
        let heard = Arc::default();
        let desk = desk(&folder, Some("/cases"), &heard);
        let shown = desk.settings();
        let sent = WindowSettings {
            library: "part/of/a/path".to_owned(),
            ..shown.clone()
        };
        assert_eq!(desk.change_settings(&sent).unwrap_err().code, "bad_value");
        assert_eq!(desk.settings(), shown);
    }
}
