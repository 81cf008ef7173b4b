//! The pages that are measured on: the HTML files below a folder, copied and decompressed.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use flate2::read::MultiGzDecoder;

/// Saved pages in one folder.
pub(super) struct Pages {
    /// The folder.
    pub(super) folder: PathBuf,
    /// Its files.
    pub(super) files: Vec<PathBuf>,
    /// How many there are.
    pub(super) count: usize,
    /// How large they are together.
    pub(super) bytes: u64,
}

/// Copies every `.html` and `.html.gz` below `source` into `folder`, decompressed.
pub(super) fn unpacked(source: &Path, folder: &Path) -> Result<Pages> {
    fs_err::create_dir_all(folder)?;
    let mut pages = Pages {
        folder: folder.to_owned(),
        files: Vec::new(),
        count: 0,
        bytes: 0,
    };
    for (number, file) in html_files(source)?.iter().enumerate() {
        let page = content(file).with_context(|| format!("unpack {}", file.display()))?;
        let copy = folder.join(format!("{number:05}.html"));
        fs_err::write(&copy, &page)?;
        pages.files.push(copy);
        pages.count += 1;
        pages.bytes += page.len() as u64;
    }
    if pages.count == 0 {
        bail!("there is no .html or .html.gz below {}", source.display());
    }
    Ok(pages)
}

fn content(file: &Path) -> Result<Vec<u8>> {
    let bytes = fs_err::read(file)?;
    if !file.to_string_lossy().ends_with(".gz") {
        return Ok(bytes);
    }
    let mut page = Vec::new();
    MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut page)?;
    Ok(page)
}

fn html_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            files.extend(html_files(&path)?);
        } else if name.ends_with(".html") || name.ends_with(".html.gz") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
