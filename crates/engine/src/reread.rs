//! Rereading: the library through the reader of this program, decisions kept.
//!
//! Each version is read again from its capture. Where its text is the same, the version stays and
//! its statements are told anew; where the program now reads another text, a version with that text
//! takes its place. What a machine found and nobody decided on gives way to what it finds now; what
//! a person decided on stays as the person left it. A run that was broken off goes on where it was.

use std::collections::BTreeSet;

use model::{
    Capture, Case, CaseId, Document, DocumentId, Reading, Statement, StatementId, Status,
    TextIndex, Version, VersionId, header_value,
};
use store::{How, WriteTx};

use crate::collect::TOOL;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, answers_of, hints_of, in_one_line};
use crate::supply::put_told;
use crate::take_over::{moved, twin_of};
use crate::view::{CaptureLine, RereadLine};
use crate::world::Event;

/// Media types of what can be an article.
const READABLE: [&str; 6] = [
    "text/html",
    "application/xhtml",
    "application/pdf",
    "text/plain",
    "multipart/related",
    "message/rfc822",
];

impl Library {
    /// Reads every document again, in one case or in all of them, and then the captures that could
    /// not be read before. Returns a line for each document and each such capture.
    pub fn reread(&self, case: Option<&Case>) -> Result<Vec<RereadLine>, EngineError> {
        let scope = case.map(|it| it.id.to_string()).unwrap_or_default();
        let after = self.store.read(|tx| tx.rereads().up_to(&scope, TOOL))?;
        let documents = self.documents_in(case)?;
        let (total, mut lines) = (documents.len(), Vec::new());
        if after.is_some() {
            self.notice("the last run was broken off: it goes on from there");
        }
        for (place, document) in documents.into_iter().enumerate() {
            if after.is_some_and(|after| document.id <= after) {
                continue;
            }
            let step = format!("{} of {total}  {}", place + 1, document.address);
            self.world.progress.report(&Event::Started(&step));
            lines.push(self.reread_document(document.id)?);
            self.store
                .write(|tx| tx.rereads_mut().note(&scope, TOOL, document.id))?;
        }
        lines.extend(self.read_unread(case)?);
        self.store.write(|tx| tx.rereads_mut().end(&scope))?;
        self.close_run();
        Ok(lines)
    }

    fn documents_in(&self, case: Option<&Case>) -> Result<Vec<Document>, EngineError> {
        self.store.read(|tx| {
            let mut documents = tx.documents().all()?;
            if let Some(case) = case {
                let of_case = tx.case_documents().documents_of(case.id)?;
                let of_case: BTreeSet<DocumentId> = of_case.into_iter().collect();
                documents.retain(|it| of_case.contains(&it.id));
            }
            Ok(documents)
        })
    }

    /// Reads the versions of one document again, the oldest first.
    pub(crate) fn reread_document(&self, id: DocumentId) -> Result<RereadLine, EngineError> {
        let (document, versions) = self
            .store
            .read(|tx| Ok::<_, EngineError>((tx.documents().by_id(id)?, tx.versions().of(id)?)))?;
        let address = document.map(|it| it.address.to_string());
        let mut line = RereadLine::of(address.unwrap_or_default());
        line.document = Some(id);
        for version in versions {
            match self.reread_version(&version, &mut line) {
                Err(error) if error.concerns_one_page() => {
                    line.problems.push(in_one_line(&error));
                }
                done => done?,
            }
        }
        let count = self.store.read(|tx| tx.statements().of_document(id))?;
        line.statements = count.len() as u64;
        Ok(line)
    }

    fn reread_version(&self, old: &Version, line: &mut RereadLine) -> Result<(), EngineError> {
        let (capture, decoded) = self.stored(old.capture)?;
        let asked = capture.retrieval.asked();
        let mut article = self.extract_article(asked.as_str(), &hints_of(&capture), &decoded)?;
        let headers = &capture.retrieval.last_hop().headers;
        put_told(&mut article, capture.retrieval.provenance, headers);
        if article.text.is_empty() || article.wall.is_some() {
            // What was read once is not taken back because it cannot be read any more.
            let problem = "no article is found in it any more: the old reading stays";
            line.problems.push(problem.to_owned());
            return Ok(());
        }
        let reading = statements::read(&self.reader_input(&article)?);
        let is_same_text = article.text == old.article.text;
        let version = Version {
            article,
            extractor: extract::EXTRACTOR.to_owned(),
            id: if is_same_text {
                old.id
            } else {
                VersionId::from(self.world.ids.fresh())
            },
            ..old.clone()
        };
        let changed = self.store.write(|tx| {
            // Another process, or a purge, may have been quicker.
            if tx.versions().by_id(old.id)?.as_ref() != Some(old) {
                return Ok::<_, EngineError>(0);
            }
            self.put_reading(tx, old, &version, &reading)
        })?;
        line.changed += changed;
        Ok(())
    }

    /// Puts what is read now in the place of what was read before, and returns how many statements
    /// changed, came or went.
    fn put_reading(
        &self,
        tx: &WriteTx<'_>,
        old: &Version,
        version: &Version,
        reading: &Reading,
    ) -> Result<u64, EngineError> {
        if version.id == old.id {
            tx.versions_mut().update(version)?;
        } else {
            tx.versions_mut().insert(version)?;
        }
        let mut rows = self.rows_of(version, reading);
        let answers = answers_of(&rows, reading);
        let Settled {
            kept_as,
            mut changed,
        } = settle(tx, old, version, &mut rows)?;
        for later in later_texts(tx, version)? {
            let later = TextIndex::new(&later);
            rows.retain(|row| row.selector.find(&later).is_none());
        }
        changed += rows.len() as u64;
        tx.statements_mut().insert_all(&rows)?;
        put_answers(tx, &answers, &kept_as)?;
        tx.readings_mut()
            .replace(version.id, &reading.mentions, &reading.dates)?;
        if version.id != old.id && tx.statements().of_version(old.id)?.is_empty() {
            tx.versions_mut().remove(old.id)?;
        }
        Ok(changed)
    }

    /// Reads the captures that came to no document: their reading failed, or a crash came before it.
    fn read_unread(&self, case: Option<&Case>) -> Result<Vec<RereadLine>, EngineError> {
        let found = self.store.read(|tx| {
            let mut found = Vec::new();
            for capture in tx.rereads().unread()?.into_iter().filter(is_readable) {
                let of = tx.rereads().case_of(capture.id())?;
                found.push((capture, of));
            }
            Ok::<_, EngineError>(found)
        })?;
        let mut lines = Vec::new();
        for (capture, of) in found {
            let Some(of) = of else {
                let url = capture.retrieval.asked();
                let id = capture.id();
                self.notice(&format!(
                    "capture {id} of {url} belongs to no case: it is not read"
                ));
                continue;
            };
            if case.is_none_or(|case| case.id == of) {
                lines.push(self.read_late(&capture, of)?);
            }
        }
        Ok(lines)
    }

    fn read_late(&self, capture: &Capture, case: CaseId) -> Result<RereadLine, EngineError> {
        let mut line = RereadLine::of(capture.retrieval.asked().to_string());
        self.world.progress.report(&Event::Started(&line.url));
        let into = Intake {
            case,
            how: How::default(),
        };
        let read = self
            .stored(capture.id())
            .and_then(|(capture, decoded)| self.read_capture(into, &capture, &decoded));
        match read {
            Ok(CaptureLine {
                document,
                statements,
                problems,
                ..
            }) => {
                line.document = document;
                line.statements = statements;
                line.changed = statements;
                line.problems = problems;
            }
            Err(error) if error.concerns_one_page() => line.problems.push(in_one_line(&error)),
            Err(error) => return Err(error),
        }
        Ok(line)
    }
}

/// What became of the statements that stood on a version.
struct Settled {
    /// Rows of the new reading that gave way to them, by their own id and theirs.
    kept_as: Vec<(StatementId, StatementId)>,
    changed: u64,
}

/// Settles the statements that stood on a version with the rows of the new reading: each is told
/// anew, stays as a person left it, or goes. Rows that are one of them are taken out.
fn settle(
    tx: &WriteTx<'_>,
    old: &Version,
    version: &Version,
    rows: &mut Vec<Statement>,
) -> Result<Settled, EngineError> {
    let text = TextIndex::new(&version.article.text);
    let mut settled = Settled {
        kept_as: Vec::new(),
        changed: 0,
    };
    for known in tx.statements().of_version(old.id)? {
        tx.statements_mut().forget_answers(known.id)?;
        let place = if version.id == old.id {
            Some(known.found.span)
        } else {
            known.selector.find(&text)
        };
        let twin = place.and_then(|place| twin_of(rows, &known, place));
        let twin = twin.map(|index| rows.remove(index));
        let pair = twin.as_ref().map(|twin| (twin.id, known.id));
        settled.kept_as.extend(pair);
        let next = match (place, twin, is_decided(tx, &known)?) {
            (Some(place), Some(twin), false) => {
                Some(moved(&known, Some(twin.found), place, version, &text))
            }
            (Some(place), _, true) => Some(moved(&known, None, place, version, &text)),
            // The words are nowhere in what is read now: it stays where the person read them.
            (None, _, true) => continue,
            (_, _, false) => None,
        };
        match next {
            Some(next) if next == known => continue,
            Some(next) => tx.statements_mut().update(&next)?,
            None => tx.statements_mut().remove(known.id)?,
        }
        settled.changed += 1;
    }
    Ok(settled)
}

/// Adds the answers of the new reading between statements that are there, under their kept ids.
fn put_answers(
    tx: &WriteTx<'_>,
    answers: &[(StatementId, StatementId)],
    kept_as: &[(StatementId, StatementId)],
) -> Result<(), EngineError> {
    let kept = |id: StatementId| {
        let way = kept_as.iter().find(|(fresh, _)| *fresh == id);
        way.map_or(id, |(_, kept)| *kept)
    };
    let mut answered = Vec::new();
    for (answer, to) in answers {
        let (answer, to) = (kept(*answer), kept(*to));
        let both = tx
            .statements()
            .by_id(answer)?
            .zip(tx.statements().by_id(to)?);
        answered.extend(both.map(|_| (answer, to)));
    }
    Ok(tx.answers_mut().add_machine_answers(&answered)?)
}

/// Tells whether a person had a say in a statement.
fn is_decided(tx: &WriteTx<'_>, statement: &Statement) -> Result<bool, EngineError> {
    Ok(statement.status != Status::Unread
        || statement.point.is_some()
        || !tx.decisions().of_statement(statement.id)?.is_empty())
}

/// Returns the texts of later versions: what they still say stands on them.
fn later_texts(tx: &WriteTx<'_>, version: &Version) -> Result<Vec<String>, EngineError> {
    let versions = tx.versions().of(version.document)?.into_iter();
    let later = versions.skip_while(|it| it.id != version.id).skip(1);
    Ok(later.map(|it| it.article.text).collect())
}

/// Tells whether a capture may be an article: an answer that is one, of a media type that can be.
fn is_readable(capture: &Capture) -> bool {
    let last = capture.retrieval.last_hop();
    let media_type = header_value(&last.headers, "content-type").unwrap_or_default();
    let media_type = media_type.trim_start().to_lowercase();
    matches!(last.status, 0 | 200..=299) && READABLE.iter().any(|it| media_type.starts_with(it))
}
