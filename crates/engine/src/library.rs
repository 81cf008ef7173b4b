//! A library: one folder with the store, the archive and the index, opened together.
//!
//! ```text
//! library/
//!   counterclaim.db       the store, the source of truth
//!   archive/*.warc.gz     what was captured, as received
//!   evidence/             the key of the capture log, and its checkpoints once more
//!   index/                derived from the store, rebuilt at any time
//!   owners/               one lock per running process, by which a dead one is told
//! ```

use std::path::{Path, PathBuf};

use archive::{Archive, Position};
use fetch::Turns;
use model::{Capture, LibraryId};
use store::{Born, Logged, Store, WriteTx};

use crate::error::EngineError;
use crate::owner::Owner;
use crate::timeline::Kept;
use crate::worker::Workers;
use crate::world::World;

/// An open library.
pub struct Library {
    pub(crate) folder: PathBuf,
    pub(crate) store: Store,
    pub(crate) archive: Archive,
    pub(crate) world: World,
    pub(crate) workers: Workers,
    pub(crate) turns: Turns,
    pub(crate) owner: Owner,
    pub(crate) kept: Kept,
}

impl Library {
    /// Opens the library in `folder`, making it when there is none, and mends what a crash left:
    /// a torn record at the end of the archive, records without a row, work of a dead process.
    pub fn open(folder: &Path, world: World) -> Result<Self, EngineError> {
        fs_err::create_dir_all(folder)?;
        let born = Born {
            library: LibraryId::from(world.ids.fresh()),
            at: world.clock.now(),
        };
        let store = Store::open(&folder.join("counterclaim.db"), &born)?;
        let archive = Archive::open(&folder.join("archive"))?;
        let owner = Owner::take(&folder.join("owners"), &*world.ids)?;
        let library = Self {
            folder: folder.to_owned(),
            store,
            archive,
            workers: Workers::new(world.worker.clone()),
            turns: Turns::default(),
            owner,
            kept: Kept::default(),
            world,
        };
        library
            .owner
            .release_dead(&folder.join("owners"), &library.store)?;
        library.resume_purges();
        library.adopt_orphans()?;
        Ok(library)
    }

    /// Returns the folder of the library.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives a row to each record of the archive that has none: a process died between the two.
    ///
    /// The walk begins where the last one ended. A record that another process is about to give a row
    /// gets it here: whichever comes second finds it and leaves it (`file_capture`), so that every
    /// record up to the end of the walk has one.
    fn adopt_orphans(&self) -> Result<(), EngineError> {
        for recovery in self.archive.recoveries() {
            self.notice(&format!(
                "{} ended in the middle of a record; its last {} bytes were moved to {}",
                recovery.file,
                recovery.bytes,
                recovery.moved_to.display()
            ));
        }
        let mark = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.captures().adopted_up_to()?))?;
        let from = mark.as_ref().map_or(Position::START, Position::after);
        let mut last = None;
        for found in self.archive.retrievals(&from)? {
            match found {
                Ok(capture) => {
                    self.store.write(|tx| self.file_capture(tx, &capture))?;
                    last = Some(capture.location);
                }
                Err(problem) => self.notice(&problem.to_string()),
            }
        }
        match last {
            Some(last) => self
                .store
                .write(|tx| Ok(tx.captures_mut().set_adopted_up_to(&last)?)),
            None => Ok(()),
        }
    }

    /// Writes the row of a capture and its leaf in the log: always together, unless another process
    /// has adopted the record meanwhile.
    pub(crate) fn file_capture(
        &self,
        tx: &WriteTx<'_>,
        capture: &Capture,
    ) -> Result<(), EngineError> {
        // What a person had removed stays removed, also when an old copy of the archive is put back.
        let is_gone = tx.capture_log().is_deleted(capture.id())?;
        if is_gone || tx.captures().by_id(capture.id())?.is_some() {
            return Ok(());
        }
        let nonce = self.world.ids.nonce();
        let record = archive::log::record(capture);
        let leaf = archive::log::leaf_hash(&nonce, &record);
        tx.captures_mut().insert(capture)?;
        tx.capture_log_mut()
            .append(Logged::Capture(capture.id()), &nonce, leaf, &record)?;
        Ok(())
    }

    /// Tells a person something while the work goes on.
    pub(crate) fn notice(&self, text: &str) {
        self.world
            .progress
            .report(&crate::world::Event::Noticed(text));
    }

    /// Returns where the index is kept.
    pub(crate) fn index_folder(&self) -> PathBuf {
        self.folder.join("index")
    }
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Library")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
