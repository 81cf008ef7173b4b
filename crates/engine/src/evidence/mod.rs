//! Evidence: the key of the capture log, its signed checkpoints, and proofs of single captures.
//!
//! ```text
//! library/evidence/
//!   log.key              the secret key that signs checkpoints; readable by its owner alone
//!   checkpoints.jsonl    every checkpoint once more, beside the store
//! ```
//!
//! Whoever holds the whole folder can sign a log of their own making. What binds them is a
//! checkpoint that somebody else holds: in a proof bundle that was handed out, or under a time stamp.

mod bundle;
mod key;
mod log;
mod stamp;

use archive::log::{PublicKey, SigningKey, root};
use store::{StoredCheckpoint, WriteTx};

use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
use crate::view::CheckpointLine;

pub use bundle::check_bundle;
pub(crate) use log::LogFile;
pub use stamp::STAMPING_TELLS;
pub(crate) use stamp::{problem_of, shown};

impl Library {
    /// Signs the log as it stands, unless the last checkpoint did that already, and returns the last
    /// checkpoint; nothing while the log is empty.
    pub fn checkpoint(&self) -> Result<Option<CheckpointLine>, EngineError> {
        let (key, last) = self.store.write(|tx| {
            let key = self.signing_key(tx)?;
            Ok::<_, EngineError>((key.public(), self.seal(tx, &key)?))
        })?;
        Ok(last.map(|it| signed(&it, &key)))
    }

    /// Returns the public key of the log, making one where there is none.
    pub fn log_key(&self) -> Result<String, EngineError> {
        self.store
            .write(|tx| Ok(self.signing_key(tx)?.public().to_string()))
    }

    /// Signs the log at the end of a run. What was captured is stored already: a checkpoint that
    /// cannot be made is told of.
    pub(crate) fn close_run(&self) {
        self.follow_index();
        let signed = self.checkpoint().and_then(|_| self.stamp_run());
        if let Err(error) = signed {
            self.notice(&format!(
                "the capture log could not be signed: {}",
                in_one_line(&error)
            ));
        }
    }

    /// Adds a checkpoint where the log has grown since the last one, and returns the last one.
    fn seal(
        &self,
        tx: &WriteTx<'_>,
        key: &SigningKey,
    ) -> Result<Option<StoredCheckpoint>, EngineError> {
        let last = tx.checkpoints().last()?;
        let size = tx.capture_log().count()?;
        if size == last.as_ref().map_or(0, |it| it.size) {
            return Ok(last);
        }
        let leaves = tx.capture_log().leaves()?;
        let note = key.sign(size, root(&leaves));
        let at = self.world.clock.now();
        // The file comes first: a checkpoint in it that never got a row is a true one all the same.
        self.log_file().append(at, &note)?;
        tx.checkpoints_mut().append(at, size, &note)?;
        Ok(tx.checkpoints().last()?)
    }

    pub(crate) fn log_file(&self) -> LogFile {
        LogFile::in_folder(&self.evidence_folder())
    }

    pub(crate) fn evidence_folder(&self) -> std::path::PathBuf {
        self.folder.join("evidence")
    }
}

fn signed(checkpoint: &StoredCheckpoint, key: &PublicKey) -> CheckpointLine {
    CheckpointLine {
        at: checkpoint.at,
        size: checkpoint.size,
        checkpoint: checkpoint.note.clone(),
        key: key.to_string(),
    }
}
