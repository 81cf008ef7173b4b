//! Verifying: does every digest, row, record, leaf and span of a library still agree.
//!
//! Each check goes on after a fault, so that what is wrong and what can still be trusted are both
//! told. Nothing that holds a fact is mended here; only an index that is damaged is built anew.

use std::collections::{BTreeMap, BTreeSet};

use archive::Position;
use model::{Capture, CaptureId, Case, Sha256, Statement, TextIndex};
use search::{Query, Synced};
use store::{LogEntry, Logged};

use crate::collect::decoded;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
use crate::view::CheckLine;

impl Library {
    /// Checks a library, or what one case of it rests on.
    pub fn verify(&self, case: Option<&Case>) -> Result<Vec<CheckLine>, EngineError> {
        let captures = self.captures_of(case)?;
        Ok(vec![
            self.check_store()?,
            self.check_digests()?,
            self.check_bodies(&captures),
            self.check_records()?,
            self.check_log()?,
            self.check_spans(case)?,
            self.check_index()?,
        ])
    }

    fn captures_of(&self, case: Option<&Case>) -> Result<Vec<Capture>, EngineError> {
        self.store.read(|tx| {
            let Some(case) = case else {
                return Ok(tx.captures().all()?);
            };
            let mut captures = Vec::new();
            for document in tx.case_documents().documents_of(case.id)? {
                captures.extend(tx.captures().of_document(document)?);
            }
            Ok(captures)
        })
    }

    /// The database holds together.
    fn check_store(&self) -> Result<CheckLine, EngineError> {
        let problems = self.store.check()?;
        Ok(line("store", 1, problems))
    }

    /// Every record of the archive, requests and redirects too, is what its own digests say.
    fn check_digests(&self) -> Result<CheckLine, EngineError> {
        let checked = self.archive.check()?;
        let problems = checked.problems.iter().map(ToString::to_string).collect();
        Ok(CheckLine {
            count: checked.records,
            ..line("archive", 0, problems)
        })
    }

    /// The bytes of each capture are those whose digests stand in its row, received and decoded.
    fn check_bodies(&self, captures: &[Capture]) -> CheckLine {
        let check = |capture: &Capture| match self.body_problem(capture) {
            Ok(problem) => problem,
            Err(error) => Some(in_one_line(&error)),
        };
        let problems = captures.iter().filter_map(|capture| {
            check(capture).map(|problem| format!("capture {}: {problem}", capture.id()))
        });
        line("captured bytes", captures.len(), problems.collect())
    }

    fn body_problem(&self, capture: &Capture) -> Result<Option<String>, EngineError> {
        let body = self.archive.read(&capture.location)?.body;
        if Sha256::of(&body) != capture.retrieval.received.sha256 {
            return Ok(Some(
                "the bytes are not those that were received".to_owned(),
            ));
        }
        let plain = decoded(capture.retrieval.last_hop(), &body)?;
        let differs = Sha256::of(&plain) != capture.retrieval.decoded.sha256;
        Ok(differs.then(|| "the decoded bytes are not those that were read".to_owned()))
    }

    /// Each record of the archive has a row, and each row a record.
    fn check_records(&self) -> Result<CheckLine, EngineError> {
        let mut records = BTreeMap::new();
        let mut problems = Vec::new();
        for found in self.archive.retrievals(&Position::START)? {
            match found {
                Ok(capture) => {
                    records.insert(capture.id(), capture);
                }
                Err(problem) => problems.push(problem.to_string()),
            }
        }
        let rows = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.captures().all()?))?;
        let ids: BTreeSet<CaptureId> = rows.iter().map(Capture::id).collect();
        for row in &rows {
            match records.get(&row.id()) {
                None => problems.push(format!("capture {} has no record in the archive", row.id())),
                Some(record) if record != row => {
                    problems.push(format!("capture {}: row and record differ", row.id()));
                }
                Some(_) => {}
            }
        }
        let orphans = records.keys().filter(|id| !ids.contains(id));
        problems.extend(orphans.map(|id| format!("the record of capture {id} has no row")));
        Ok(line("records and rows", records.len(), problems))
    }

    /// The capture log is whole: each leaf is the hash of its record, and each capture has one.
    fn check_log(&self) -> Result<CheckLine, EngineError> {
        let (entries, captures) = self
            .store
            .read(|tx| Ok::<_, EngineError>((tx.capture_log().entries()?, tx.captures().all()?)))?;
        let mut problems = Vec::new();
        for (place, entry) in (0_u64..).zip(&entries) {
            if entry.index != place {
                problems.push(format!("the log has no entry {place}"));
                break;
            }
        }
        problems.extend(entries.iter().filter_map(leaf_problem));
        let logged: BTreeMap<CaptureId, &LogEntry> =
            entries.iter().filter_map(of_capture).collect();
        problems.extend(
            captures
                .iter()
                .filter_map(|capture| log_problem(capture, &logged)),
        );
        let there: BTreeSet<CaptureId> = captures.iter().map(Capture::id).collect();
        let deleted: BTreeSet<CaptureId> = entries.iter().filter_map(of_deletion).collect();
        let gone = logged
            .iter()
            .filter(|(id, _)| !there.contains(id) && !deleted.contains(id));
        problems.extend(
            gone.map(|(id, entry)| format!("log entry {}: capture {id} is gone", entry.index)),
        );
        Ok(line("capture log", entries.len(), problems))
    }

    /// Each statement stands where its span says.
    fn check_spans(&self, case: Option<&Case>) -> Result<CheckLine, EngineError> {
        self.store.read(|tx| {
            let documents = match case {
                Some(case) => tx.case_documents().documents_of(case.id)?,
                None => tx
                    .documents()
                    .all()?
                    .into_iter()
                    .map(|document| document.id)
                    .collect(),
            };
            let mut count = 0;
            let mut problems = Vec::new();
            for document in documents {
                for version in tx.versions().of(document)? {
                    let text = TextIndex::new(&version.article.text);
                    let statements = tx.statements().of_version(version.id)?;
                    count += statements.len();
                    problems.extend(statements.iter().filter_map(|it| span_problem(it, &text)));
                }
            }
            Ok(line("spans", count, problems))
        })
    }

    /// The index is whole and holds what the store holds. A damaged one is built anew, and told of;
    /// a missing one is built without a word: no fact lives in it alone.
    fn check_index(&self) -> Result<CheckLine, EngineError> {
        let was_there = self.index_folder().exists();
        let synced = self.check_and_sync_index()?;
        let rows = self.store.read(|tx| {
            let documents = tx.documents().all()?;
            let mut rows = documents.len();
            for document in documents {
                rows += tx.statements().of_document(document.id)?.len();
            }
            Ok::<_, EngineError>(rows)
        })?;
        let all = Query {
            text: "*".to_owned(),
            ..Query::default()
        };
        let found = search::query(&self.index_folder(), self.index_identity()?, &all)?;
        let mut problems = Vec::new();
        if was_there && matches!(synced, Synced::Indexed { rebuilt: true, .. }) {
            problems.push("the index was damaged; it was built anew".to_owned());
        }
        if found.total != rows as u64 && synced != Synced::Busy {
            problems.push(format!("the index holds {} of {rows} rows", found.total));
        }
        Ok(line("index", rows, problems))
    }
}

fn line(check: &'static str, count: usize, problems: Vec<String>) -> CheckLine {
    CheckLine {
        check,
        ok: problems.is_empty(),
        count: count as u64,
        problems,
    }
}

fn leaf_problem(entry: &LogEntry) -> Option<String> {
    let differs = archive::log::leaf_hash(&entry.nonce, &entry.record) != entry.leaf;
    differs.then(|| format!("log entry {}: its record was changed", entry.index))
}

fn of_capture(entry: &LogEntry) -> Option<(CaptureId, &LogEntry)> {
    match entry.what {
        Logged::Capture(id) => Some((id, entry)),
        Logged::Deletion(_) => None,
    }
}

fn of_deletion(entry: &LogEntry) -> Option<CaptureId> {
    match entry.what {
        Logged::Deletion(id) => Some(id),
        Logged::Capture(_) => None,
    }
}

fn log_problem(capture: &Capture, logged: &BTreeMap<CaptureId, &LogEntry>) -> Option<String> {
    let Some(entry) = logged.get(&capture.id()) else {
        return Some(format!("capture {} is not in the log", capture.id()));
    };
    let differs = archive::log::record(capture) != entry.record;
    differs.then(|| format!("capture {} is not the one that was logged", capture.id()))
}

fn span_problem(statement: &Statement, text: &TextIndex<'_>) -> Option<String> {
    let found = &statement.found;
    let differs = text.slice(found.span) != found.verbatim;
    differs.then(|| {
        format!(
            "statement {}: its words do not stand at its span",
            statement.id
        )
    })
}
