//! Checkpoints in a file beside the store: whoever rewrites the one has to rewrite the other.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The file.
pub(crate) struct LogFile(PathBuf);

/// A line of it.
#[derive(Serialize, Deserialize)]
struct Line {
    at: DateTime<Utc>,
    checkpoint: String,
}

impl LogFile {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self(folder.join("checkpoints.jsonl"))
    }

    /// Appends a checkpoint and makes it durable.
    pub(crate) fn append(&self, at: DateTime<Utc>, note: &str) -> std::io::Result<()> {
        let folder = self.0.parent().unwrap_or(&self.0);
        fs_err::create_dir_all(folder)?;
        let is_new = !self.0.exists();
        let checkpoint = note.to_owned();
        let mut line = serde_json::to_string(&Line { at, checkpoint })?;
        // A line that a crash cut short is closed, and skipped by whoever reads.
        if !is_new && !fs_err::read(&self.0)?.ends_with(b"\n") {
            line.insert(0, '\n');
        }
        line.push('\n');
        let mut file = fs_err::OpenOptions::new()
            .append(true)
            .create(true)
            .open(&self.0)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()?;
        if is_new { sync_folder(folder) } else { Ok(()) }
    }

    /// Returns the signed checkpoints that the file holds.
    pub(crate) fn notes(&self) -> std::io::Result<Vec<String>> {
        let text = match fs_err::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        Ok(lines.map(|line: Line| line.checkpoint).collect())
    }
}

/// Makes the names in a folder durable. Windows does that with the file itself.
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        fs_err::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
