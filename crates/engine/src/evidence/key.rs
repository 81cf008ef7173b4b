//! The secret key of the log: made once, kept in a file that its owner alone can read.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use archive::log::{SigningKey, origin_of};
use store::WriteTx;

use crate::error::EngineError;
use crate::library::Library;

impl Library {
    /// Returns the key that signs checkpoints; the first call makes it.
    ///
    /// A key of another log than the store knows is refused: nobody could check the rest of the log
    /// by it.
    pub(crate) fn signing_key(&self, tx: &WriteTx<'_>) -> Result<SigningKey, EngineError> {
        let path = self.evidence_folder().join("log.key");
        let known = tx.checkpoints().key()?;
        let kept = read(&path)?;
        let unusable = |why: &str| EngineError::LogKey {
            path: path.clone(),
            why: why.to_owned(),
        };
        match (known, kept) {
            (Some(known), Some(key)) if key.public().to_string() == known => Ok(key),
            (Some(_), Some(_)) => Err(unusable("it is the key of another log")),
            (Some(_), None) => Err(unusable("it is missing")),
            (None, Some(key)) => {
                tx.checkpoints_mut().set_key(&key.public().to_string())?;
                Ok(key)
            }
            (None, None) => {
                let (name, seed) = (self.world.ids.nonce(), self.world.ids.nonce());
                let key = SigningKey::new(origin_of(&name), &seed);
                write(&path, &key.secret_text())?;
                tx.checkpoints_mut().set_key(&key.public().to_string())?;
                Ok(key)
            }
        }
    }

    /// Returns what is wrong with the file of the key, if anything.
    pub(crate) fn key_problem(&self, known: &str) -> Option<String> {
        let path = self.evidence_folder().join("log.key");
        match read(&path) {
            Ok(Some(key)) if key.public().to_string() == known => None,
            Ok(Some(_)) => Some("evidence/log.key is the key of another log".to_owned()),
            Ok(None) => Some(
                "evidence/log.key is missing: what was signed can be checked, nothing more can be signed"
                    .to_owned(),
            ),
            Err(error) => Some(crate::reading::in_one_line(&error)),
        }
    }
}

/// Reads the key, if there is one.
fn read(path: &Path) -> Result<Option<SigningKey>, EngineError> {
    match fs_err::read_to_string(path) {
        Ok(text) => match SigningKey::parse(&text) {
            Ok(key) => Ok(Some(key)),
            Err(_) => Err(EngineError::LogKey {
                path: path.to_owned(),
                why: "it holds no key".to_owned(),
            }),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes the key into a file of its owner alone, whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), EngineError> {
    let folder = path.parent().unwrap_or(path);
    fs_err::create_dir_all(folder)?;
    let half = path.with_extension("new");
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    for_its_owner(&mut options);
    let mut file = options.open(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs_err::rename(&half, path)?;
    super::log::sync_folder(folder)?;
    Ok(())
}

#[cfg(unix)]
fn for_its_owner(options: &mut fs_err::OpenOptions) {
    use fs_err::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn for_its_owner(_options: &mut fs_err::OpenOptions) {}
