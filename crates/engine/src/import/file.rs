//! Single files, read under a bound; what is no regular file may never end and is not opened.

use std::io::Read as _;
use std::path::Path;

use crate::error::EngineError;

/// The largest file that is read as one page.
const LARGEST: u64 = 50 * 1024 * 1024;

/// Reads a file that is no larger than a page may be.
pub(crate) fn read_bounded(path: &Path) -> Result<Vec<u8>, EngineError> {
    let size = size_of(path)?;
    let mut bytes = Vec::new();
    if size <= LARGEST {
        let file = fs_err::File::open(path)?;
        // It may grow while it is read.
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    let size = size.max(bytes.len() as u64);
    if size > LARGEST {
        return Err(EngineError::Import {
            path: path.to_owned(),
            why: format!("it has {size} bytes, more than the {LARGEST} that one page may have"),
        });
    }
    Ok(bytes)
}

/// Returns the size of a file, unless it is a pipe or a device, which may never end.
pub(super) fn size_of(path: &Path) -> Result<u64, EngineError> {
    let metadata = fs_err::metadata(path).map_err(|cause| unreachable_at(path, cause))?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    Err(EngineError::Import {
        path: path.to_owned(),
        why: "it is no regular file".to_owned(),
    })
}

/// Returns why a file whose name tells nothing cannot be imported: mostly it is not there.
pub(super) fn unknown(path: &Path) -> EngineError {
    size_of(path).err().unwrap_or_else(|| EngineError::Import {
        path: path.to_owned(),
        why: "its name does not end like a file that is known".to_owned(),
    })
}

/// Returns why a path cannot be used; the system has no words for a reporter where nothing is there.
pub(super) fn unreachable_at(path: &Path, cause: std::io::Error) -> EngineError {
    if cause.kind() != std::io::ErrorKind::NotFound {
        return cause.into();
    }
    EngineError::NotFound {
        noun: "file or folder",
        given: path.display().to_string(),
    }
}
