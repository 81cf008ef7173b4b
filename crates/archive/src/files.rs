//! The files of the archive: their names, their order, and what fsync a folder needs.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::ArchiveError;

const PREFIX: &str = "counterclaim-";
const SUFFIX: &str = ".warc.gz";

/// Returns the name of the file with this number, counted from 1.
pub(crate) fn name_of(number: u32) -> String {
    format!("{PREFIX}{number:05}{SUFFIX}")
}

/// Returns the number in the name of an archive file; nothing for any other text, so that a place
/// from elsewhere can never lead out of the folder.
pub(crate) fn number_in(name: &str) -> Option<u32> {
    let number = name
        .strip_prefix(PREFIX)?
        .strip_suffix(SUFFIX)?
        .parse()
        .ok()?;
    (name_of(number) == name).then_some(number)
}

/// Returns the path of an archive file.
pub(crate) fn path_of(dir: &Path, name: &str) -> Result<PathBuf, ArchiveError> {
    match number_in(name) {
        Some(_) => Ok(dir.join(name)),
        None => Err(ArchiveError::NotAFile {
            file: name.to_owned(),
        }),
    }
}

/// Returns the numbers of the files that there are, in ascending order.
pub(crate) fn numbers(dir: &Path) -> Result<Vec<u32>, ArchiveError> {
    let unusable = |source| ArchiveError::Folder {
        dir: dir.to_owned(),
        source,
    };
    let mut numbers = Vec::new();
    for entry in fs_err::read_dir(dir).map_err(unusable)? {
        let name = entry.map_err(unusable)?.file_name();
        numbers.extend(name.to_str().and_then(number_in));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Makes the names in a folder durable. Windows does that with the file itself.
pub(crate) fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs_err::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_files_of_the_archive() {
        for (name, expected) in [
            ("counterclaim-00001.warc.gz", Some(1)),
            ("counterclaim-123456.warc.gz", Some(123_456)),
            ("counterclaim-1.warc.gz", None),
            ("counterclaim-000001.warc.gz", None),
            ("counterclaim-00001.warc.gz.torn", None),
            ("../counterclaim-00001.warc.gz", None),
            ("archive.lock", None),
            ("", None),
        ] {
            assert_eq!(number_in(name), expected, "{name}");
        }
    }
}
