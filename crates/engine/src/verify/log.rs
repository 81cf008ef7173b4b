//! Verifying the capture log: leaves, records, rows, checkpoints, and what others hold of it.

use std::collections::{BTreeMap, BTreeSet};

use archive::log::{Bundle, Growing, PublicKey, deletion, leaf_hash, read_stamp, record};
use model::{Capture, CaptureId, Sha256};
use store::{LogEntry, Logged, StoredCheckpoint, StoredStamp};

use super::{Doubts, line};
use crate::error::EngineError;
use crate::evidence::{problem_of, shown};
use crate::library::Library;
use crate::view::CheckLine;

/// The log with what it is held against.
pub(super) struct Log {
    entries: Vec<LogEntry>,
    captures: Vec<Capture>,
    checkpoints: Vec<StoredCheckpoint>,
    key: Option<String>,
}

impl Library {
    pub(super) fn logged(&self) -> Result<Log, EngineError> {
        self.store.read(|tx| {
            Ok(Log {
                entries: tx.capture_log().entries()?,
                captures: tx.captures().all()?,
                checkpoints: tx.checkpoints().all()?,
                key: tx.checkpoints().key()?,
            })
        })
    }

    /// Every checkpoint is signed by the key of the log, and the log as it stands is the one that
    /// they were made of.
    pub(super) fn check_checkpoints(
        &self,
        log: &Log,
        doubts: &mut Doubts,
    ) -> Result<CheckLine, EngineError> {
        let filed = self.log_file().notes()?;
        let mut problems = Vec::new();
        let Some(key) = &log.key else {
            if !(log.checkpoints.is_empty() && filed.is_empty()) {
                problems.push("the public key of the log is missing".to_owned());
            }
            return Ok(line("checkpoints", 0, problems));
        };
        problems.extend(self.key_problem(key));
        let public: PublicKey = match key.parse() {
            Ok(public) => public,
            Err(error) => {
                problems.push(format!("the public key of the log: {error}"));
                return Ok(line("checkpoints", log.checkpoints.len(), problems));
            }
        };
        problems.extend(log.unlike_file(&filed));
        let notes = log.checkpoints.iter().map(|it| it.note.as_str());
        let notes: BTreeSet<&str> = notes.chain(filed.iter().map(String::as_str)).collect();
        problems.extend(log.unlike_notes(&notes, &public, doubts));
        Ok(line("checkpoints", notes.len(), problems))
    }

    /// Every time stamp was given for the checkpoint that it is filed under.
    pub(super) fn check_stamps(&self, log: &Log) -> Result<CheckLine, EngineError> {
        let stamps = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.checkpoints().stamps()?))?;
        let note = |index| {
            let mut all = log.checkpoints.iter();
            all.find(|it| it.index == index).map(|it| it.note.as_str())
        };
        let problem = |stamp: &StoredStamp| {
            let note = note(stamp.checkpoint).unwrap_or_default();
            let stamped = read_stamp(&stamp.token, note, None);
            problem_of(&shown(&stamp.authority, 0, stamped))
        };
        let problems = stamps.iter().filter_map(problem).collect();
        Ok(line("time stamps", stamps.len(), problems))
    }

    /// Holds the log against a checkpoint, or one in a proof bundle, that somebody kept elsewhere:
    /// it has only grown since.
    pub fn verify_against(&self, text: &[u8]) -> Result<CheckLine, EngineError> {
        let note = match Bundle::parse(text) {
            Ok(bundle) => bundle.checkpoint,
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        };
        let log = self.logged()?;
        let key: Option<PublicKey> = log.key.as_ref().and_then(|key| key.parse().ok());
        let problems = match key {
            None => vec!["the log of this library was never signed".to_owned()],
            Some(key) => {
                let notes = BTreeSet::from([note.as_str()]);
                log.unlike_notes(&notes, &key, &mut Doubts::default())
            }
        };
        Ok(line("kept checkpoint", 1, problems))
    }
}

impl Log {
    /// Each leaf is the hash of its record, each capture has one, and what is missing was deleted.
    pub(super) fn check_entries(&self, doubts: &mut Doubts) -> CheckLine {
        let mut problems = Vec::new();
        for (place, entry) in (0_u64..).zip(&self.entries) {
            if entry.index != place {
                problems.push(format!("the log has no entry {place}"));
                break;
            }
        }
        let deleted = self.deleted();
        for entry in &self.entries {
            if let Some(problem) = self.entry_problem(entry, &deleted) {
                let about = doubts.about(entry.what.capture(), &problem);
                problems.push(format!("log entry {}: {about}", entry.index));
            }
        }
        let logged: BTreeMap<CaptureId, &LogEntry> =
            self.entries.iter().filter_map(of_capture).collect();
        for capture in &self.captures {
            let problem = match logged.get(&capture.id()) {
                None => "it is not in the log",
                Some(entry) if record(capture) != entry.record => {
                    "its row is not the one that was logged"
                }
                Some(_) => continue,
            };
            problems.push(doubts.about(capture.id(), problem));
        }
        let there: BTreeSet<CaptureId> = self.captures.iter().map(Capture::id).collect();
        let gone = logged
            .iter()
            .filter(|(id, _)| !there.contains(id) && !deleted.contains(id));
        problems.extend(gone.map(|(id, entry)| {
            format!(
                "log entry {}: capture {id} is gone, and nobody deleted it",
                entry.index
            )
        }));
        line("capture log", self.entries.len(), problems)
    }

    fn deleted(&self) -> BTreeSet<CaptureId> {
        let of_deletion = |entry: &LogEntry| match entry.what {
            Logged::Deletion(id) => Some(id),
            Logged::Capture(_) => None,
        };
        self.entries.iter().filter_map(of_deletion).collect()
    }

    fn entry_problem(&self, entry: &LogEntry, deleted: &BTreeSet<CaptureId>) -> Option<String> {
        let is_blank = entry.record.is_empty() && entry.nonce == [0; 32];
        if is_blank && deleted.contains(&entry.what.capture()) {
            return None;
        }
        if leaf_hash(&entry.nonce, &entry.record) != entry.leaf {
            return Some("its record is not the one that was logged".to_owned());
        }
        let Logged::Deletion(capture) = entry.what else {
            return None;
        };
        let of_it = self
            .entries
            .iter()
            .find(|it| it.what == Logged::Capture(capture));
        let told = serde_json::from_slice::<serde_json::Value>(&entry.record).ok();
        let at = told.and_then(|told| told["deleted"].as_str()?.parse().ok());
        let is_true = of_it
            .zip(at)
            .is_some_and(|(it, at)| deletion(capture, it.index, it.leaf, at) == entry.record);
        (!is_true).then(|| "it deletes what was never logged".to_owned())
    }

    /// The checkpoints in the store and those in the file beside it are the same.
    fn unlike_file(&self, filed: &[String]) -> Vec<String> {
        let mut problems = Vec::new();
        for checkpoint in &self.checkpoints {
            if !filed.contains(&checkpoint.note) {
                problems.push(format!(
                    "the checkpoint over {} entries is not in evidence/checkpoints.jsonl",
                    checkpoint.size
                ));
            }
        }
        problems
    }

    /// Holds the log against signed checkpoints, in one walk over its leaves.
    fn unlike_notes(
        &self,
        notes: &BTreeSet<&str>,
        key: &PublicKey,
        doubts: &mut Doubts,
    ) -> Vec<String> {
        let mut problems = Vec::new();
        let mut by_size: BTreeMap<u64, Vec<Sha256>> = BTreeMap::new();
        for note in notes {
            match key.open(note) {
                Ok(signed) => by_size.entry(signed.size).or_default().push(signed.root),
                Err(error) => problems.push(format!("a checkpoint: {error}")),
            }
        }
        let mut tree = Growing::default();
        let mut trusted = 0;
        let mut broken = None;
        for entry in self.entries.iter().map(Some).chain([None]) {
            let roots = by_size.remove(&tree.size()).unwrap_or_default();
            if roots.iter().any(|&root| root != tree.root()) {
                broken.get_or_insert(tree.size());
            } else if !roots.is_empty() && broken.is_none() {
                trusted = tree.size();
            }
            if let Some(entry) = entry {
                tree.push(entry.leaf);
            }
        }
        if let Some(size) = broken {
            problems.push(format!(
                "the first {size} entries are not those that were signed; the first {trusted} are"
            ));
            let is_between = |it: &&LogEntry| (trusted..size).contains(&it.index);
            for entry in self.entries.iter().filter(is_between) {
                doubts.about(entry.what.capture(), "");
            }
        }
        let entries = self.entries.len();
        problems.extend(by_size.keys().map(|size| {
            format!(
                "{size} entries were signed, and the log has {entries}: an old log was put back"
            )
        }));
        problems
    }
}

fn of_capture(entry: &LogEntry) -> Option<(CaptureId, &LogEntry)> {
    match entry.what {
        Logged::Capture(id) => Some((id, entry)),
        Logged::Deletion(_) => None,
    }
}
