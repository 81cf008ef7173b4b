//! Owners: how a running process is told from a dead one.
//!
//! A job is leased under the name of its process. The process holds a lock on a file of that name,
//! which the system lets go when the process ends, however it ends; the next one to open the
//! library finds the lock free and puts the dead one's jobs back into the queue.

use std::path::Path;

use fs_err::File;
use model::Ids;
use store::Store;

use crate::error::EngineError;

/// The name of this process in the queue, and the lock that proves it alive.
#[derive(Debug)]
pub(crate) struct Owner {
    name: String,
    lock: File,
}

impl Owner {
    /// Takes a fresh name in the folder of owners.
    pub(crate) fn take(folder: &Path, ids: &dyn Ids) -> Result<Self, EngineError> {
        fs_err::create_dir_all(folder)?;
        let name = ids.fresh().to_string();
        let lock = File::create(folder.join(&name))?;
        lock.file().lock()?;
        Ok(Self { name, lock })
    }

    /// Returns the name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Puts the jobs of dead processes back into the queue.
    pub(crate) fn release_dead(&self, folder: &Path, store: &Store) -> Result<(), EngineError> {
        for entry in fs_err::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == self.name {
                continue;
            }
            // Another process may clean up at the same time: a file that is gone is cleaned.
            let Ok(file) = File::open(entry.path()) else {
                continue;
            };
            if file.file().try_lock().is_ok() {
                store.write(|tx| tx.jobs_mut().release(&name))?;
                let _gone = fs_err::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        // Only tidiness: a file that stays is found unlocked and removed by the next process.
        let _gone = fs_err::remove_file(self.lock.path());
    }
}
