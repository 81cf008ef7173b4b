//! Verifying: does every digest, row, record, leaf and span of a library still agree.
//!
//! Each check goes on after a fault, so that what is wrong and what can still be trusted are both
//! told. Nothing that holds a fact is mended here; only an index that is damaged is built anew.

mod log;

use std::collections::{BTreeMap, BTreeSet};

use archive::{Checked, Position};
use model::{Capture, CaptureId, Case, Sha256, Statement, TextIndex, Version};
use search::{Query, Synced};

use crate::collect::decoded;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{hints_of, in_one_line};
use crate::view::CheckLine;

impl Library {
    /// Checks a library, or what one case of it rests on. The last line says which captures can be
    /// trusted whatever else is wrong.
    pub fn verify(&self, case: Option<&Case>) -> Result<Vec<CheckLine>, EngineError> {
        let captures = self.captures_of(case)?;
        let mut doubts = Doubts::default();
        let log = self.logged()?;
        let checked = self.archive.check()?;
        let lines = vec![
            self.check_store()?,
            line_of(&checked),
            self.check_bodies(&captures, &mut doubts),
            self.check_records(&mut doubts)?,
            log.check_entries(&mut doubts),
            self.check_checkpoints(&log, &mut doubts)?,
            self.check_stamps(&log)?,
            self.check_texts(&captures, &mut doubts)?,
            self.check_kept_texts(&checked)?,
            self.check_spans(case)?,
            self.check_index()?,
        ];
        let trusted = doubts.line(&captures);
        Ok(lines.into_iter().chain([trusted]).collect())
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

    /// The bytes of each capture are those whose digests stand in its row, received and decoded.
    fn check_bodies(&self, captures: &[Capture], doubts: &mut Doubts) -> CheckLine {
        let check = |capture: &Capture| match self.body_problem(capture) {
            Ok(problem) => problem,
            Err(error) => Some(in_one_line(&error)),
        };
        let problems = captures.iter().filter_map(|capture| {
            check(capture).map(|problem| doubts.about(capture.id(), &problem))
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
    fn check_records(&self, doubts: &mut Doubts) -> Result<CheckLine, EngineError> {
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
                None => {
                    problems.push(doubts.about(row.id(), "it has no whole record in the archive"));
                }
                Some(record) if record != row => {
                    let what = difference(record, row);
                    let problem = format!("row and record differ in {what}");
                    problems.push(doubts.about(row.id(), &problem));
                }
                Some(_) => {}
            }
        }
        let orphans = records.keys().filter(|id| !ids.contains(id));
        problems.extend(orphans.map(|id| format!("the record of capture {id} has no row")));
        Ok(line("records and rows", records.len(), problems))
    }

    /// Each text is the one that the program reads in its capture. A text that another version of
    /// the program read is left alone: it may have read it otherwise.
    fn check_texts(
        &self,
        captures: &[Capture],
        doubts: &mut Doubts,
    ) -> Result<CheckLine, EngineError> {
        let mut count = 0;
        let mut problems = Vec::new();
        for capture in captures {
            for version in self.versions_of(capture.id())? {
                if version.extractor != extract::EXTRACTOR || doubts.has(capture.id()) {
                    continue;
                }
                count += 1;
                let read = self.stored(capture.id()).and_then(|(capture, decoded)| {
                    let asked = capture.retrieval.asked().as_str().to_owned();
                    self.extract_article(&asked, &hints_of(&capture), &decoded)
                });
                let problem = match read {
                    Ok(article) if article.text == version.article.text => continue,
                    Ok(_) => format!("the text of version {} is not the one in it", version.id),
                    Err(error) => in_one_line(&error),
                };
                problems.push(doubts.about(capture.id(), &problem));
            }
        }
        Ok(line("texts", count, problems))
    }

    /// Each text in the archive was read in a capture that is there, and is that of its version. What
    /// another version of the program read is left alone.
    fn check_kept_texts(&self, checked: &Checked) -> Result<CheckLine, EngineError> {
        let rows = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.captures().all()?))?;
        let rows: BTreeMap<&str, CaptureId> = rows
            .iter()
            .map(|it| (it.location.record_id.as_str(), it.id()))
            .collect();
        let mut problems = Vec::new();
        for text in &checked.texts {
            let Some(capture) = rows.get(text.read_in.as_str()) else {
                problems.push("a text in the archive was read in no capture of it".to_owned());
                continue;
            };
            let mut versions = self.versions_of(*capture)?;
            versions.retain(|it| it.extractor == text.extractor);
            let is_that = |it: &Version| Sha256::of(it.article.text.as_bytes()) == text.sha256;
            if !versions.is_empty() && !versions.iter().any(is_that) {
                problems.push(format!(
                    "capture {capture}: its text in the archive is not that of its version"
                ));
            }
        }
        Ok(line("texts in the archive", checked.texts.len(), problems))
    }

    fn versions_of(&self, capture: CaptureId) -> Result<Vec<Version>, EngineError> {
        self.store.read(|tx| {
            let ids = tx.purges().versions_of(capture)?.into_iter();
            let versions = ids.map(|id| Ok(tx.versions().by_id(id)?));
            let versions = versions.collect::<Result<Vec<_>, EngineError>>()?;
            Ok(versions.into_iter().flatten().collect())
        })
    }

    /// Each statement stands where its span says, and its quotation says the same words.
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

/// Every record of the archive, requests and redirects too, is what its own digests say.
fn line_of(checked: &Checked) -> CheckLine {
    let problems = checked.problems.iter().map(ToString::to_string).collect();
    CheckLine {
        count: checked.records,
        ..line("archive", 0, problems)
    }
}

/// Captures about which something is wrong.
#[derive(Default)]
pub(crate) struct Doubts(BTreeSet<CaptureId>);

impl Doubts {
    /// Notes that something is wrong with a capture, and returns it in words.
    pub(crate) fn about(&mut self, capture: CaptureId, problem: &str) -> String {
        self.0.insert(capture);
        format!("capture {capture}: {problem}")
    }

    fn has(&self, capture: CaptureId) -> bool {
        self.0.contains(&capture)
    }

    /// Says what can be trusted: captures of which bytes, record, row, log and text all agree.
    fn line(&self, captures: &[Capture]) -> CheckLine {
        let (bad, good): (Vec<_>, Vec<_>) = captures.iter().partition(|it| self.has(it.id()));
        let bad = bad.iter().map(|it| {
            let url = it.retrieval.asked();
            format!("capture {} of {url} cannot be relied on", it.id())
        });
        line("captures that can be trusted", good.len(), bad.collect())
    }
}

/// Returns in what a record and a row differ.
fn difference(record: &Capture, row: &Capture) -> &'static str {
    let (one, other) = (&record.retrieval, &row.retrieval);
    match () {
        () if record.location != row.location => "their place",
        () if one.asked() != other.asked() || one.final_url() != other.final_url() => "the address",
        () if one.captured() != other.captured() || one.first.started != other.first.started => {
            "the time"
        }
        () if one.received != other.received || one.decoded != other.decoded => "the digest",
        () if one.last_hop().headers != other.last_hop().headers => "the header",
        () => "what they tell",
    }
}

pub(crate) fn line(check: &'static str, count: usize, problems: Vec<String>) -> CheckLine {
    CheckLine {
        check,
        ok: problems.is_empty(),
        count: count as u64,
        problems,
    }
}

fn span_problem(statement: &Statement, text: &TextIndex<'_>) -> Option<String> {
    let found = &statement.found;
    let words = text.slice(found.span);
    let differs = words != found.verbatim || words != statement.selector.exact;
    differs.then(|| {
        format!(
            "statement {}: its words do not stand at its span",
            statement.id
        )
    })
}
