//! Proof bundles: one capture with all that is needed to check it, made from a library and checked
//! without one.

use archive::Position;
use archive::log::{Bundle, Checkpoint, PublicKey, Stamp, inclusion};
use model::{Capture, CaptureId};
use store::{LogEntry, ReadTx, StoredCheckpoint};

use super::{problem_of, shown};
use crate::error::EngineError;
use crate::library::Library;
use crate::view::{BundleCheck, CheckLine, StampLine};

impl Library {
    /// Returns the proof bundle of a capture, as the text of a file. Where the last checkpoint does
    /// not speak of the capture yet, one that does is made.
    pub fn prove(&self, capture: CaptureId) -> Result<String, EngineError> {
        let not_found = || EngineError::NotFound {
            noun: "capture",
            given: capture.to_string(),
        };
        self.checkpoint()?;
        let (found, entry) = self.store.read(|tx| {
            let found = tx.captures().by_id(capture)?.ok_or_else(not_found)?;
            let entry = tx.capture_log().of_capture(capture)?;
            Ok::<_, EngineError>((found, entry.ok_or_else(not_found)?))
        })?;
        let warc = self.archive.records_of(&found, &self.before(&found)?)?;
        let bundle = self.store.read(|tx| proof(tx, &entry, &warc))?;
        let bundle = bundle.ok_or_else(not_found)?;
        serde_json::to_string_pretty(&bundle)
            .map(|text| text + "\n")
            .map_err(|error| EngineError::File(error.into()))
    }

    /// Returns a place in the archive before every record of a capture.
    pub(crate) fn before(&self, capture: &Capture) -> Result<Position, EngineError> {
        self.store.read(|tx| {
            let before = tx.captures().place_before(&capture.location)?;
            Ok(match before {
                Some(place) => Position::after(&place),
                None => Position::beginning_of(&capture.location),
            })
        })
    }
}

/// Puts the proof of an entry together; nothing when no checkpoint speaks of it.
fn proof(tx: &ReadTx<'_>, entry: &LogEntry, warc: &[u8]) -> Result<Option<Bundle>, EngineError> {
    let key = tx.checkpoints().key()?.and_then(|key| key.parse().ok());
    let chosen = chosen(tx, entry.index)?;
    let (Some(key), Some(chosen)) = (key, chosen) else {
        return Ok(None);
    };
    let key: PublicKey = key;
    let stamps = tx.checkpoints().stamps()?.into_iter();
    let stamps = stamps
        .filter(|it| it.checkpoint == chosen.index)
        .map(|it| Stamp::new(it.authority, &it.token));
    let leaves = tx.capture_log().leaves()?;
    let size = usize::try_from(chosen.size).unwrap_or(usize::MAX);
    let path = leaves
        .get(..size)
        .and_then(|leaves| inclusion(leaves, entry.index));
    Ok(path.map(|path| {
        Bundle::new(
            entry.what.capture(),
            &entry.record,
            entry.nonce,
            (entry.index, path),
            chosen.note,
            &key,
            stamps.collect(),
            warc,
        )
    }))
}

/// Returns the checkpoint to prove an entry by: the first that was stamped, or else the last.
fn chosen(tx: &ReadTx<'_>, entry: u64) -> Result<Option<StoredCheckpoint>, EngineError> {
    let stamps = tx.checkpoints().stamps()?;
    let mut all = tx.checkpoints().all()?;
    all.retain(|it| it.size > entry);
    let is_stamped = |it: &&StoredCheckpoint| stamps.iter().any(|s| s.checkpoint == it.index);
    Ok(all.iter().find(is_stamped).or(all.last()).cloned())
}

/// Checks a proof bundle; `key` is the public key that the reader knows to be that of the log.
pub fn check_bundle(text: &[u8], key: Option<&str>) -> Result<BundleCheck, EngineError> {
    let bad = |noun, expected: String| EngineError::BadValue {
        noun,
        given: String::new(),
        expected,
    };
    let bundle = Bundle::parse(text).map_err(|error| bad("proof bundle", error.to_string()))?;
    let key: Option<PublicKey> = key
        .map(str::parse)
        .transpose()
        .map_err(|error: archive::log::NoteError| bad("public key", error.to_string()))?;
    let findings = bundle.check(key.as_ref()).into_iter();
    let size = Checkpoint::claimed(&bundle.checkpoint).map_or(0, |it| it.size);
    let stamps: Vec<StampLine> = bundle
        .stamped()
        .into_iter()
        .map(|(authority, stamped)| shown(authority, size, stamped))
        .collect();
    let mut checks: Vec<CheckLine> = findings
        .map(|it| CheckLine {
            check: it.check,
            ok: it.problem.is_none(),
            count: 1,
            problems: it.problem.into_iter().collect(),
        })
        .collect();
    checks.extend(stamps.iter().map(|stamp| CheckLine {
        check: "time stamp",
        ok: stamp.error.is_none(),
        count: 1,
        problems: problem_of(stamp).into_iter().collect(),
    }));
    let retrieval = bundle.retrieval();
    Ok(BundleCheck {
        capture: bundle.capture,
        ok: checks.iter().all(|it| it.ok),
        url: retrieval.as_ref().map(|it| it.asked().to_string()),
        captured: retrieval.as_ref().map(model::Retrieval::captured),
        sha256: retrieval.as_ref().map(|it| it.received.sha256.to_string()),
        certificate: retrieval.and_then(|it| it.certificate()),
        size,
        key: bundle.key,
        is_key_known: key.is_some(),
        stamps,
        checks,
    })
}
