//! Folders of `ArchiveBox`: for each page a folder with the same page in up to a dozen forms, of which
//! the best is taken (<https://github.com/ArchiveBox/ArchiveBox/wiki/Usage>).

use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use extract::Origin;
use serde_json::Value;

use crate::collect::page_address;

/// The longest index of one page that is read.
const LONGEST_INDEX: u64 = 4 << 20;

/// The forms that hold the page after its scripts ran, the best first: who made each, and where it
/// lies in older and newer versions.
const FORMS: [(&str, &[&str]); 3] = [
    (
        "singlefile",
        &["singlefile.html", "singlefile/singlefile.html"],
    ),
    ("dom", &["output.html", "dom/output.html"]),
    ("pdf", &["output.pdf", "pdf/output.pdf"]),
];

/// One page as `ArchiveBox` keeps it.
pub(super) struct Snapshot {
    /// Its WARC files, or the one file that is read in their place.
    pub(super) files: Vec<PathBuf>,
    pub(super) origin: Origin,
}

/// Returns the page that a folder holds, when it is one of `ArchiveBox`.
pub(super) fn snapshot(folder: &Path) -> Option<Snapshot> {
    let index = folder.join("index.json");
    if !index.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = fs_err::File::open(index).ok()?;
    file.take(LONGEST_INDEX).read_to_end(&mut bytes).ok()?;
    let index: Value = serde_json::from_slice(&bytes).ok()?;
    // Other programs write an `index.json` too; none of them says all of this.
    let url = index["url"].as_str()?;
    index["timestamp"].as_str()?;
    index["history"].as_object()?;
    let url = page_address(url).ok()?;
    let warcs = warcs_in(&folder.join("warc"));
    if !warcs.is_empty() {
        let origin = Origin::default();
        return Some(Snapshot {
            files: warcs,
            origin,
        });
    }
    let (maker, file) = FORMS.iter().find_map(|(maker, places)| {
        let mut places = places.iter().map(|place| folder.join(place));
        let file = places.find(|it| fs_err::symlink_metadata(it).is_ok_and(|it| it.is_file()))?;
        Some((*maker, file))
    })?;
    let origin = Origin {
        url: Some(url),
        saved: made(&index, maker),
    };
    Some(Snapshot {
        files: vec![file],
        origin,
    })
}

/// Returns the folder with the pages, when a folder is a whole collection of `ArchiveBox`.
pub(super) fn snapshots(folder: &Path) -> Option<PathBuf> {
    let pages = folder.join("archive");
    let is_collection = ["ArchiveBox.conf", "index.sqlite3"]
        .iter()
        .all(|it| folder.join(it).is_file());
    let is_folder = fs_err::symlink_metadata(&pages).is_ok_and(|it| it.is_dir());
    (is_collection && is_folder).then_some(pages)
}

fn warcs_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|it| it.is_file()))
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.to_string_lossy();
            name.ends_with(".warc") || name.ends_with(".warc.gz")
        })
        .collect();
    files.sort();
    files
}

/// Returns when a form was made, by the history of the page; the time in the name of the folder is
/// when the address was noted.
fn made(index: &Value, maker: &str) -> Option<DateTime<Utc>> {
    let runs = index["history"][maker].as_array()?;
    let time = runs.iter().rev().find_map(|run| run["start_ts"].as_str())?;
    let moment = time.parse::<DateTime<Utc>>().ok();
    moment.or_else(|| Some(time.parse::<chrono::NaiveDateTime>().ok()?.and_utc()))
}
