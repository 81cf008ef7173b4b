//! What the commands share: the settings and the library, opened once and kept open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use engine::{EngineError, Event, Library, Progress};
use surroundings::{ALLOW_HOSTS, config_folder, default_library};

use crate::environment::{self, BY, LIBRARY};
use crate::error::{Answer, Failure};
use crate::event::Wire;
use crate::settings::{Kept, WindowSettings};
use crate::worker;

/// The case that a library begins with.
const FIRST_CASE: &str = "sample";
/// Who names the parties of a case that ships with the program: no person, who could then not take
/// back a decision of her own before these.
pub(crate) const PROGRAM: &str = "Counterclaim";

/// The settings and the library.
pub(crate) struct Desk {
    wire: Arc<Wire>,
    inside: Mutex<Inside>,
}

struct Inside {
    kept: Kept,
    opening: Arc<Opening>,
}

/// A library that is being opened, is open, or could not be.
struct Opening {
    /// The folder, or why none is known.
    folder: Answer<PathBuf>,
    library: OnceLock<Answer<Arc<Library>>>,
    first_case: OnceLock<()>,
}

impl Desk {
    /// Reads the settings; the library is opened by whoever needs it first.
    pub(crate) fn new(wire: Wire) -> Self {
        let read = config_folder()
            .map_err(Failure::from)
            .and_then(|folder| Kept::read(&folder));
        // Unreadable settings may name another folder: to open the usual one would look like a
        // library that has lost its cases.
        let folder = match (environment::variable(LIBRARY), &read) {
            (Some(folder), _) => Ok(PathBuf::from(folder)),
            (None, Ok(kept)) => kept.folder(),
            (None, Err(failure)) => Err(failure.clone()),
        };
        Self {
            wire: Arc::new(wire),
            inside: Mutex::new(Inside {
                kept: read.unwrap_or_default(),
                opening: Opening::of(folder),
            }),
        }
    }

    /// Returns the settings as the window shows them.
    pub(crate) fn settings(&self) -> WindowSettings {
        self.inside().shown()
    }

    /// Returns light, dark, or nothing for that of the system.
    pub(crate) fn theme(&self) -> Option<tauri::Theme> {
        self.inside().kept.theme.into()
    }

    /// Returns the name that decisions bear.
    pub(crate) fn reporter(&self) -> String {
        self.inside().kept.reporter(environment::text(BY))
    }

    /// Keeps settings. Another folder is opened first: when that fails, nothing has changed.
    pub(crate) fn change_settings(&self, sent: &WindowSettings) -> Answer<()> {
        let (shown, kept, now) = {
            let inside = self.inside();
            (
                inside.shown(),
                inside.kept.clone(),
                Arc::clone(&inside.opening),
            )
        };
        let kept = kept.changed(&shown, sent);
        let opening = if sent.library == shown.library {
            now.once_more()?
        } else {
            let another = Opening::of(Ok(full_path(&sent.library)?));
            another.library(&self.wire)?;
            another
        };
        kept.write(&config_folder()?)?;
        *self.inside() = Inside { kept, opening };
        Ok(())
    }

    /// Returns the library; waits while it is being opened.
    pub(crate) fn library(&self) -> Answer<Arc<Library>> {
        self.opening().library(&self.wire)
    }

    /// Returns the library with at least one case: an empty one is given the sample case.
    pub(crate) fn furnished(&self) -> Answer<Arc<Library>> {
        let opening = self.opening();
        let library = opening.library(&self.wire)?;
        opening.first_case.get_or_init(|| {
            if let Err(error) = give_first_case(&library) {
                let failure = Failure::from(error);
                let text = format!("{}: {}", failure.message, failure.hint);
                self.notice(&text);
            }
        });
        Ok(library)
    }

    /// Takes note that the window hears what it is told.
    pub(crate) fn is_heard(&self) {
        self.wire.is_heard();
    }

    /// Tells the window something.
    pub(crate) fn notice(&self, text: &str) {
        self.wire.report(&Event::Noticed(text));
    }

    fn opening(&self) -> Arc<Opening> {
        Arc::clone(&self.inside().opening)
    }

    /// Locks, also after another thread panicked: what is inside is replaced whole.
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn shown(&self) -> WindowSettings {
        let folder = self.opening.folder.as_deref().unwrap_or(Path::new(""));
        WindowSettings {
            theme: self.kept.theme,
            single_keys: self.kept.single_keys,
            reporter: self.kept.reporter(environment::text(BY)),
            library: folder.display().to_string(),
            hints: self.kept.hints,
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
    fn of(folder: Answer<PathBuf>) -> Arc<Self> {
        Arc::new(Self {
            folder,
            library: OnceLock::new(),
            first_case: OnceLock::new(),
        })
    }

    /// Returns it, or where it failed another try: what stood in its way may be gone.
    fn once_more(self: Arc<Self>) -> Answer<Arc<Self>> {
        let folder = self.folder.clone()?;
        let has_failed = self.library.get().is_some_and(Result::is_err);
        Ok(if has_failed {
            Self::of(Ok(folder))
        } else {
            self
        })
    }

    fn library(&self, wire: &Arc<Wire>) -> Answer<Arc<Library>> {
        let open = || open(self.folder.as_deref().map_err(Clone::clone)?, wire);
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
    let world = surroundings::world(
        allowed.as_deref(),
        worker::program()?,
        Arc::clone(wire) as Arc<_>,
    )?;
    let library = Library::open(folder, world)?;
    if let Some(allowed) = allowed {
        wire.report(&Event::Noticed(&format!(
            "private hosts are allowed by {ALLOW_HOSTS}: {allowed}"
        )));
    }
    Ok(Arc::new(library))
}

fn give_first_case(library: &Library) -> Result<(), EngineError> {
    if library.cases()?.is_empty() {
        library.start_case(FIRST_CASE, PROGRAM)?;
    }
    Ok(())
}
