//! Rereading: the library through the reader of this program, decisions kept.
//!
//! Each version is read again from its capture. Where its text is the same, the version stays; where
//! the program now reads another text, a version with that text takes its place, and what stood on the
//! old one moves there. Only what the machine found is replaced: what a person decided on stays as the
//! person left it, and what was split or joined does not come back. A run that was broken off goes on
//! where it was.

use std::collections::BTreeSet;

use model::{
    Article, Capture, Case, CaseId, Document, DocumentId, Reading, Statement, Status, TextIndex,
    Version, VersionId, header_value,
};
use store::{How, ReadTx, WriteTx};

use crate::collect::TOOL;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, hints_of, in_one_line};
use crate::supply::put_told;
use crate::take_over::moved;
use crate::versions::keep_standings;
use crate::view::RereadLine;
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

/// What became of the proposals of a document.
#[derive(Default)]
struct Reread {
    versions: u64,
    fresh: u64,
    gone: u64,
    problems: Vec<String>,
}

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
        let (versions, cases) = self.store.read(|tx| {
            let versions = current(tx.versions().of(id)?);
            let cases = tx.case_documents().cases_of(id)?;
            Ok::<_, EngineError>((versions, cases))
        })?;
        let mut all = Reread {
            versions: versions.len() as u64,
            ..Reread::default()
        };
        for version in versions {
            self.reread_version(&version, &cases, &mut all)?;
        }
        self.store.write(|tx| keep_standings(tx, id))?;
        self.store.read(|tx| line(tx, id, all))
    }

    fn reread_version(
        &self,
        old: &Version,
        cases: &[CaseId],
        all: &mut Reread,
    ) -> Result<(), EngineError> {
        let version = match self.extracted(old) {
            Ok(Some(article)) => self.again(old, article),
            // What was read once is not taken back because it cannot be read any more.
            Ok(None) => {
                let problem = "no article is found in it any more: its old text stays";
                all.problems.push(problem.to_owned());
                old.clone()
            }
            Err(error) if error.concerns_one_page() => {
                all.problems.push(in_one_line(&error));
                old.clone()
            }
            Err(error) => return Err(error),
        };
        let what = format!("version {}", old.id);
        let reading = match self.statements_in(&what, &version.article, cases) {
            Err(error) if error.concerns_one_page() => {
                all.problems.push(in_one_line(&error));
                return Ok(());
            }
            read => read?,
        };
        let (fresh, gone) = self.store.write(|tx| {
            // Another process, or a purge, may have been quicker.
            if tx.versions().by_id(old.id)?.as_ref() != Some(old) {
                return Ok::<_, EngineError>((0, 0));
            }
            self.put_reading(tx, old, &version, &reading)
        })?;
        all.fresh += fresh;
        all.gone += gone;
        if version.id != old.id {
            let capture = self.store.read(|tx| tx.captures().by_id(version.capture))?;
            let problem = capture.and_then(|it| self.keep_text(&it, &version.article.text));
            all.problems.extend(problem);
        }
        Ok(())
    }

    /// Reads the article of a version from its capture; nothing where there is none any more.
    pub(crate) fn extracted(&self, old: &Version) -> Result<Option<Article>, EngineError> {
        let (capture, decoded) = self.stored(old.capture)?;
        let asked = capture.retrieval.asked();
        let mut article = self.extract_article(asked.as_str(), &hints_of(&capture), &decoded)?;
        let headers = &capture.retrieval.last_hop().headers;
        put_told(&mut article, capture.retrieval.provenance, headers);
        let is_article = !article.text.is_empty() && article.wall.is_none();
        Ok(is_article.then_some(article))
    }

    /// Returns a version with what is read in its capture now: another one where the text is another.
    fn again(&self, old: &Version, article: Article) -> Version {
        let id = if article.text == old.article.text {
            old.id
        } else {
            VersionId::from(self.world.ids.fresh())
        };
        Version {
            id,
            article,
            extractor: extract::EXTRACTOR.to_owned(),
            ..old.clone()
        }
    }

    /// Puts what is read now in the place of what was read before, and returns how many proposals are
    /// new and how many are gone.
    fn put_reading(
        &self,
        tx: &WriteTx<'_>,
        old: &Version,
        version: &Version,
        reading: &Reading,
    ) -> Result<(u64, u64), EngineError> {
        let before = tx.statements().of_version(old.id)?;
        tx.answers_mut().forget_machine_answers(old.id)?;
        if version.id != old.id {
            tx.versions_mut().insert(version)?;
            move_on(tx, &before, version)?;
        } else if version != old {
            tx.versions_mut().update(version)?;
        }
        let filed = self.file_reading(tx, version, reading)?;
        let mut gone = 0;
        for known in before {
            if !filed.met.contains(&known.id) && is_machines(tx, &known)? {
                tx.statements_mut().remove(known.id)?;
                gone += 1;
            }
        }
        if version.id != old.id && !is_needed(tx, old)? {
            tx.versions_mut().remove(old.id)?;
        }
        Ok((filed.fresh, gone))
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
        let url = capture.retrieval.asked().to_string();
        self.world.progress.report(&Event::Started(&url));
        let into = Intake {
            case,
            how: How::default(),
        };
        let read = self
            .stored(capture.id())
            .and_then(|(capture, decoded)| self.read_capture(into, &capture, &decoded));
        let read = match read {
            Ok(read) => read,
            Err(error) if error.concerns_one_page() => {
                return Ok(RereadLine::unread(url, vec![in_one_line(&error)]));
            }
            Err(error) => return Err(error),
        };
        let Some(document) = read.document else {
            return Ok(RereadLine::unread(url, read.problems));
        };
        let all = Reread {
            versions: 1,
            fresh: read.statements,
            gone: 0,
            problems: read.problems,
        };
        self.store.read(|tx| line(tx, document, all))
    }
}

/// Leaves out the versions in whose place another reading of the same capture stands.
fn current(versions: Vec<Version>) -> Vec<Version> {
    let mut current: Vec<Version> = Vec::new();
    for version in versions {
        current.retain(|it| it.capture != version.capture);
        current.push(version);
    }
    current
}

/// Moves statements to where their words stand in another reading of the same capture.
fn move_on(tx: &WriteTx<'_>, known: &[Statement], version: &Version) -> Result<(), EngineError> {
    let text = TextIndex::new(&version.article.text);
    for statement in known {
        if let Some(place) = statement.selector.find(&text) {
            let here = moved(statement, None, place, version, &text);
            tx.statements_mut().update(&here)?;
        }
    }
    Ok(())
}

/// Tells whether a statement stands on a version, or a decision was taken on its text.
fn is_needed(tx: &ReadTx<'_>, version: &Version) -> Result<bool, EngineError> {
    let decisions = tx.decisions().of_document(version.document)?;
    let mut judged = decisions.iter().filter_map(|it| it.act.judgement());
    Ok(!tx.statements().of_version(version.id)?.is_empty()
        || judged.any(|it| it.version == version.id))
}

/// Tells whether nobody but the machine ever said anything about a statement that still stands.
fn is_machines(tx: &ReadTx<'_>, statement: &Statement) -> Result<bool, EngineError> {
    let decisions = tx.decisions().of_statement(statement.id)?;
    let undone: BTreeSet<_> = decisions.iter().filter_map(|it| it.undoes).collect();
    let mut standing = decisions
        .iter()
        .filter(|it| it.undoes.is_none() && !undone.contains(&it.id));
    let is_untouched = statement.status == Status::Unread && statement.point.is_none();
    Ok(is_untouched && standing.next().is_none())
}

/// Tells whether a capture may be an article: an answer that is one, of a media type that can be.
fn is_readable(capture: &Capture) -> bool {
    let last = capture.retrieval.last_hop();
    let media_type = header_value(&last.headers, "content-type").unwrap_or_default();
    let media_type = media_type.trim_start().to_lowercase();
    matches!(last.status, 0 | 200..=299) && READABLE.iter().any(|it| media_type.starts_with(it))
}

fn line(tx: &ReadTx<'_>, document: DocumentId, reread: Reread) -> Result<RereadLine, EngineError> {
    let statements = tx.statements().of_document(document)?;
    let count =
        |of: &dyn Fn(Status) -> bool| statements.iter().filter(|it| of(it.status)).count() as u64;
    let latest = tx.versions().latest(document)?;
    let address = tx.documents().by_id(document)?.map(|it| it.address);
    Ok(RereadLine {
        document: Some(document),
        url: address.map(String::from).unwrap_or_default(),
        title: latest.and_then(|it| it.article.title.value),
        versions: reread.versions,
        statements: count(&|status| status != Status::Rejected),
        fresh: reread.fresh,
        gone: reread.gone,
        decided: count(&|status| status != Status::Unread),
        problems: reread.problems,
    })
}

impl RereadLine {
    /// Returns the line of a capture in which there is still no document.
    fn unread(url: String, problems: Vec<String>) -> Self {
        Self {
            document: None,
            url,
            title: None,
            versions: 0,
            statements: 0,
            fresh: 0,
            gone: 0,
            decided: 0,
            problems,
        }
    }
}
