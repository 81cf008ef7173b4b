//! The folders that this platform keeps for a program.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

/// This account has no home folder, so that there is no folder to keep anything in.
#[derive(Debug, thiserror::Error)]
#[error("this account has no home folder")]
pub struct FolderError {
    #[from]
    source: etcetera::HomeDirError,
}

/// Returns where the library lies when none is named.
pub fn default_library() -> Result<PathBuf, FolderError> {
    let base = etcetera::choose_base_strategy()?;
    Ok(base.data_dir().join("counterclaim").join("library"))
}

/// Returns where the window keeps a person's settings.
pub fn config_folder() -> Result<PathBuf, FolderError> {
    let base = etcetera::choose_base_strategy()?;
    Ok(base.config_dir().join("counterclaim"))
}
