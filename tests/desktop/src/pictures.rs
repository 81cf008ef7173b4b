//! Pictures.
use anyhow::Result;
use std::path::{Path, PathBuf};
/// Takes them.
pub fn of_every_screen(_folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(vec![])
}
