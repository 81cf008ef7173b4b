//! The folder of the index, made durable and sealed.
//!
//! tantivy 0.27 syncs the folder before it renames `meta.json` into place and not after, so that an
//! acknowledged commit can be rolled back by a power cut; here every such write ends with a sync.
//! Segment files carry checksums of their own, `meta.json` does not: a last line with the digest of
//! what stands above it makes a changed byte an error instead of a wrong answer.

use std::io;
use std::path::Path;
use std::sync::Arc;

use model::Sha256;
use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

const SEAL: &[u8] = b"\nsha256:";

/// A folder whose small files are synced and sealed.
#[derive(Debug, Clone)]
pub(crate) struct DurableDirectory(MmapDirectory);

impl DurableDirectory {
    pub(crate) fn open(path: &Path) -> Result<Self, OpenDirectoryError> {
        MmapDirectory::open(path).map(Self)
    }
}

impl Directory for DurableDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let sealed = self.0.atomic_read(path)?;
        unseal(sealed).ok_or_else(|| {
            let damaged = io::Error::new(io::ErrorKind::InvalidData, "the file is damaged");
            OpenReadError::wrap_io_error(damaged, path.to_owned())
        })
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let seal = Sha256::of(data).to_string();
        self.0
            .atomic_write(path, &[data, SEAL, seal.as_bytes()].concat())?;
        self.0.sync_directory()
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.0.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}

/// Returns what was sealed, or nothing when the seal is missing or broken.
fn unseal(mut sealed: Vec<u8>) -> Option<Vec<u8>> {
    let at = sealed.len().checked_sub(SEAL.len() + 64)?;
    let digest = sealed[at..].strip_prefix(SEAL)?;
    let whole = digest == Sha256::of(&sealed[..at]).to_string().as_bytes();
    sealed.truncate(at);
    whole.then_some(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_breaks_the_seal() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let directory = DurableDirectory::open(folder.path()).expect("it opens");
        let name = Path::new("meta.json");
        directory
            .atomic_write(name, b"{\"rev\":12}")
            .expect("written");
        assert_eq!(directory.atomic_read(name).expect("read"), b"{\"rev\":12}");

        let file = folder.path().join(name);
        let whole = fs_err::read(&file).expect("there");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs_err::write(&file, &damaged).expect("written");
            assert!(directory.atomic_read(name).is_err(), "byte {at}");
        }
        fs_err::write(&file, &whole[..whole.len() - 1]).expect("written");
        assert!(directory.atomic_read(name).is_err());
        fs_err::write(&file, b"").expect("written");
        assert!(directory.atomic_read(name).is_err());
    }
}
