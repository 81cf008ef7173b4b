//! From a capture to statements: extract in the worker, compare with what was there, read, file.
//!
//! A statement lives on the latest version of its document in which its words were found. A new
//! version takes over what it still says, under the same ids and with the decisions that people
//! took; what it no longer says stays on the version that said it. Nothing a person decided is lost
//! to a new reading, and a softened accusation does not vanish from the timeline. Words that a
//! reporter supplied take nothing over from a page that was fetched.

use std::collections::BTreeSet;

use extract::Hints;
use extract::worker::{Answer, Task};
use model::{
    Article, Capture, CaseId, Document, DocumentId, Found, FoundStatement, Outlet, Provenance,
    QuoteSelector, ReaderInput, Reading, Statement, StatementId, Status, TextIndex, Version,
    VersionId, header_value, site_of,
};
use store::{How, ReadTx, WriteTx};
use url::Url;

use crate::collect::{document_address, memento_date, original_of};
use crate::error::EngineError;
use crate::library::Library;
use crate::review::{Lessons, with_learned};
use crate::supply::{is_told, put_told};
use crate::take_over::take_over;
use crate::versions::{is_alike, keep_standings};
use crate::view::{CaptureLine, CaptureResult};
use crate::worker::WorkerError;

/// The case that a document goes into, and how it comes there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Intake {
    pub(crate) case: CaseId,
    pub(crate) how: How,
}

impl Library {
    /// Reads a stored capture into a case: document, version, statements; `decoded` is its body
    /// without content encodings.
    pub(crate) fn read_capture(
        &self,
        into: Intake,
        capture: &Capture,
        decoded: &[u8],
    ) -> Result<CaptureLine, EngineError> {
        let asked = capture.retrieval.asked();
        let mut article = self.extract_article(asked.as_str(), &hints_of(capture), decoded)?;
        let headers = &capture.retrieval.last_hop().headers;
        put_told(&mut article, capture.retrieval.provenance, headers);
        let mut line = CaptureLine::of(capture);
        line.problems.clone_from(&article.problems);
        if let Some(wall) = article.wall {
            self.store.write(|tx| {
                Ok::<_, EngineError>(tx.captures_mut().mark_wall(capture.id(), wall)?)
            })?;
            line.result = CaptureResult::Wall;
            line.wall = Some(wall);
            return Ok(line);
        }
        if article.text.is_empty() {
            let why = article
                .problems
                .first()
                .map_or("the page holds no text", String::as_str);
            return Err(EngineError::Unreadable {
                url: asked.to_string(),
                why: why.to_owned(),
            });
        }
        let address = address_of(&article, capture);
        let text = article.text.clone();
        let filed = self.file_article(into, capture, &address, article)?;
        if filed.result == CaptureResult::New {
            line.problems.extend(self.keep_text(capture, &text));
        }
        line.document = Some(filed.document);
        line.version = Some(filed.version);
        line.statements = filed.statements;
        line.result = filed.result;
        line.problems.extend(filed.problem);
        Ok(line)
    }

    /// Puts the text that was read in a capture into the archive, beside it. Where that fails the
    /// version is there all the same, so what is wrong is only told.
    pub(crate) fn keep_text(&self, capture: &Capture, text: &str) -> Option<String> {
        let at = self.world.clock.now();
        let kept = self
            .archive
            .append_text(capture, text, extract::EXTRACTOR, at);
        kept.err()
            .map(|error| format!("the text could not be put into the archive: {error}"))
    }

    /// Has the worker make an article of bytes.
    pub(crate) fn extract_article(
        &self,
        what: &str,
        hints: &Hints,
        bytes: &[u8],
    ) -> Result<Article, EngineError> {
        match self.ask_worker(what, &Task::Article(hints.clone()), bytes)? {
            Answer::Article(article) => Ok(*article),
            _ => Err(mismatch(what)),
        }
    }

    /// Has the worker read the statements of an article.
    pub(crate) fn statements_in(
        &self,
        what: &str,
        article: &Article,
        cases: &[CaseId],
    ) -> Result<Reading, EngineError> {
        let input = self.reader_input(article, cases)?;
        self.workers
            .read(&input)
            .map_err(|source| EngineError::Worker {
                what: what.to_owned(),
                source,
            })
    }

    /// Puts a question about `what` to the worker.
    pub(crate) fn ask_worker(
        &self,
        what: &str,
        task: &Task,
        bytes: &[u8],
    ) -> Result<Answer, EngineError> {
        self.workers
            .ask(task, bytes)
            .map_err(|source| EngineError::Worker {
                what: what.to_owned(),
                source,
            })
    }

    /// Files an article as what it is: the first version of a document, a new one, an older one
    /// that came late, or nothing new.
    ///
    /// The statements are read before the transaction, which then decides by what is there at that
    /// moment: another process may have filed the same page, or a person decided on it, meanwhile.
    fn file_article(
        &self,
        into: Intake,
        capture: &Capture,
        address: &Url,
        mut article: Article,
    ) -> Result<Filed, EngineError> {
        let known = self.store.read(|tx| Before::of(tx, address))?;
        let known = known.map(|it| self.as_read_now(it)).transpose()?;
        let mut problem = None;
        let reading = match &known {
            Some(known) if known.says_the_same(capture, &article) => Reading::default(),
            _ => match self.statements_in(address.as_str(), &article, &[into.case]) {
                // The words themselves are there, and are kept.
                Err(error) if error.concerns_one_page() => {
                    let why = format!("its statements are missing: {}", in_one_line(&error));
                    article.problems.push(why.clone());
                    problem = Some(why);
                    Reading::default()
                }
                read => read?,
            },
        };
        self.store.write(|tx| {
            let before = Before::of(tx, address)?.map(|it| it.or_known(known));
            let same = |it: &&Before| it.says_the_same(capture, &article);
            if let Some(before) = before.as_ref().filter(same) {
                return file_unchanged(tx, into, capture, before);
            }
            let document = match &before {
                Some(before) => before.document.clone(),
                None => self.fresh_document(address.clone(), &article),
            };
            if before.is_none() {
                tx.documents_mut().insert(&document)?;
            }
            let version = self.fresh_version(document.id, capture, article);
            tx.versions_mut().insert(&version)?;
            if let Some(at) = memento_date(capture) {
                tx.versions_mut().set_stood(version.capture, at)?;
            }
            tx.case_documents_mut()
                .add(into.case, document.id, into.how)?;
            let read = self.file_reading(tx, &version, &reading)?;
            Ok(Filed {
                document: document.id,
                version: version.id,
                statements: read.statements,
                result: CaptureResult::New,
                problem: problem.clone(),
            })
        })
    }

    /// Files what was read in a version, beside what the document said before.
    pub(crate) fn file_reading(
        &self,
        tx: &WriteTx<'_>,
        version: &Version,
        reading: &Reading,
    ) -> Result<Read, EngineError> {
        let mut rows = self.rows_of(version, reading);
        Lessons::of(tx, version.document)?.apply(&mut rows);
        let statements = rows.len() as u64;
        let answers = answers_of(&rows, reading);
        let taken = take_over(tx, version, rows)?;
        tx.statements_mut().insert_all(&taken.fresh)?;
        tx.answers_mut()
            .add_machine_answers(&taken.renamed(&answers))?;
        tx.readings_mut()
            .replace(version.id, &reading.mentions, &reading.dates)?;
        keep_standings(tx, version.document)?;
        Ok(Read {
            statements,
            fresh: taken.fresh.len() as u64,
            met: taken.met,
        })
    }

    /// Returns a document with what this reader makes of its latest version, where another reader made
    /// it: a page that did not change has no new version because the program did.
    fn as_read_now(&self, mut before: Before) -> Result<Before, EngineError> {
        if before.version.extractor != extract::EXTRACTOR {
            before.now = match self.extracted(&before.version) {
                Ok(article) => article,
                Err(error) if error.concerns_one_page() => None,
                Err(error) => return Err(error),
            };
        }
        Ok(before)
    }

    fn fresh_version(&self, document: DocumentId, capture: &Capture, article: Article) -> Version {
        Version {
            id: VersionId::from(self.world.ids.fresh()),
            document,
            capture: capture.id(),
            article,
            extractor: extract::EXTRACTOR.to_owned(),
        }
    }

    /// The first name that is met of an outlet holds for its whole site, so that one which a
    /// reporter told about a single text is not among them.
    fn fresh_document(&self, address: Url, article: &Article) -> Document {
        let on_page = Some(&article.outlet).filter(|it| !is_told(it));
        let outlet = site_of(&address).map(|site| Outlet {
            site,
            name: on_page.and_then(|it| it.value.clone()),
        });
        Document {
            id: DocumentId::from(self.world.ids.fresh()),
            address,
            outlet,
        }
    }

    /// Tells the reader of statements what the library knows, and what was learned in some cases.
    pub(crate) fn reader_input(
        &self,
        article: &Article,
        cases: &[CaseId],
    ) -> Result<ReaderInput, EngineError> {
        let known = self.store.read(|tx| {
            let all = tx.entities().all()?;
            cases
                .iter()
                .try_fold(all, |known, case| with_learned(tx, *case, known))
        })?;
        Ok(ReaderInput {
            text: article.text.clone(),
            published: article.published.value.clone(),
            outlet: article.outlet.value.clone(),
            known: known
                .into_iter()
                .map(|it| (it.name, it.entity_type, it.aliases))
                .collect(),
        })
    }

    pub(crate) fn rows_of(&self, version: &Version, reading: &Reading) -> Vec<Statement> {
        let text = TextIndex::new(&version.article.text);
        let row = |found: &FoundStatement| Statement {
            id: StatementId::from(self.world.ids.fresh()),
            document: version.document,
            version: version.id,
            selector: QuoteSelector::of(&text, found.span),
            found: found.clone(),
            status: Status::Unread,
            point: None,
        };
        reading.statements.iter().map(row).collect()
    }
}

/// Returns what is known about the bytes of a capture beside them.
pub(crate) fn hints_of(capture: &Capture) -> Hints {
    let last = capture.retrieval.last_hop();
    Hints {
        media_type: header_value(&last.headers, "content-type").map(str::to_owned),
        // Links of a copy in a web archive are those of the page.
        url: original_of(capture).or_else(|| Some(last.url.clone())),
    }
}

/// Returns the address by which a document is known: the one that answered, or the one that the
/// page asks for where both name the same page. A page that names another one is not believed: a
/// hostile one would put its own words under another's address, and some sites name their front
/// page on every page.
fn address_of(article: &Article, capture: &Capture) -> Url {
    let original = original_of(capture);
    let answered = original
        .as_ref()
        .unwrap_or_else(|| capture.retrieval.final_url());
    let canonical = article.canonical_url.value.as_ref();
    let own = canonical.filter(|url| same_page(url, answered));
    document_address(own.unwrap_or(answered))
}

/// Tells whether an address names the page that answered: it differs at most in scheme, `www.` or
/// `m.`, a slash at the end, the marks of an AMP page, and parts of the query that it leaves out.
pub(crate) fn same_page(canonical: &Url, answered: &Url) -> bool {
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        let bare = ["www.", "m.", "mobile.", "amp."]
            .iter()
            .find_map(|it| host.strip_prefix(it));
        (
            bare.unwrap_or(host).to_owned(),
            url.port_or_known_default()
                .filter(|it| ![80, 443].contains(it)),
        )
    };
    let path = |url: &Url| {
        let path = url.path().trim_end_matches('/');
        let path = path
            .strip_suffix("/amp")
            .or_else(|| path.strip_suffix(".amp"))
            .unwrap_or(path);
        path.strip_prefix("/amp/")
            .map_or_else(|| path.to_owned(), |rest| format!("/{rest}"))
    };
    let query = |url: &Url| url.query_pairs().into_owned().collect::<BTreeSet<_>>();
    canonical.has_host()
        && host(canonical) == host(answered)
        && path(canonical) == path(answered)
        && query(canonical).is_subset(&query(answered))
}

pub(crate) fn mismatch(what: &str) -> EngineError {
    EngineError::Worker {
        what: what.to_owned(),
        source: WorkerError::Mismatch,
    }
}

/// What came of the statements of a reading.
pub(crate) struct Read {
    /// How many the machine found.
    statements: u64,
    /// How many of them are new.
    pub(crate) fresh: u64,
    /// The statements that were found again.
    pub(crate) met: BTreeSet<StatementId>,
}

struct Filed {
    document: DocumentId,
    version: VersionId,
    statements: u64,
    result: CaptureResult,
    /// Why its statements could not be read.
    problem: Option<String>,
}

/// A document as it stood before a capture, with its latest version.
struct Before {
    document: Document,
    version: Version,
    /// How the bytes of that version came in.
    provenance: Provenance,
    /// What this reader makes of them, where another one made the version.
    now: Option<Article>,
}

impl Before {
    fn of(tx: &ReadTx<'_>, address: &Url) -> Result<Option<Self>, EngineError> {
        let Some(document) = tx.documents().by_address(address)? else {
            return Ok(None);
        };
        let Some(version) = tx.versions().latest(document.id)? else {
            return Ok(None);
        };
        let Some(capture) = tx.captures().by_id(version.capture)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            document,
            version,
            provenance: capture.retrieval.provenance,
            now: None,
        }))
    }

    /// Takes over what was made of the same version before.
    fn or_known(mut self, known: Option<Self>) -> Self {
        let same = known.filter(|known| known.version.id == self.version.id);
        self.now = same.and_then(|known| known.now);
        self
    }

    /// Tells whether an article says what the latest version says: an advert that changed makes no
    /// new version. Words that were supplied are not enough where the program has the page itself.
    fn says_the_same(&self, capture: &Capture, article: &Article) -> bool {
        let is_supplied = |it: Provenance| it == Provenance::Supplied;
        let is_now_supplied = is_supplied(capture.retrieval.provenance);
        let old = self.now.as_ref().unwrap_or(&self.version.article);
        (is_now_supplied || !is_supplied(self.provenance))
            && is_alike(&old.text, &article.text)
            && is_same(
                &spaced(&old.title),
                &spaced(&article.title),
                is_now_supplied,
            )
            && is_same(&old.authors, &article.authors, is_now_supplied)
            && is_same(&old.published, &article.published, is_now_supplied)
    }
}

/// Returns a headline with single spaces.
fn spaced(title: &Found<Option<String>>) -> Found<Option<String>> {
    let value = title.value.as_deref();
    let words = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
    Found {
        value: value.map(words),
        ..title.clone()
    }
}

/// Tells whether two fields say the same. About a text that was supplied, what the reporter left
/// empty says nothing, and neither does the first line of it, taken for its title.
fn is_same<T: PartialEq + Default>(old: &Found<T>, new: &Found<T>, is_supplied: bool) -> bool {
    let is_empty = new.value == T::default() || new.method == extract::FIRST_LINE;
    old.value == new.value || is_supplied && is_empty
}

fn file_unchanged(
    tx: &WriteTx<'_>,
    into: Intake,
    capture: &Capture,
    before: &Before,
) -> Result<Filed, EngineError> {
    let document = before.document.id;
    tx.documents_mut().add_capture(document, capture.id())?;
    let is_new_here = tx.case_documents_mut().add(into.case, document, into.how)?;
    let result = if is_new_here {
        CaptureResult::New
    } else {
        CaptureResult::Unchanged
    };
    let statements = tx.statements().of_version(before.version.id)?.len() as u64;
    Ok(Filed {
        document,
        version: before.version.id,
        statements,
        result,
        problem: None,
    })
}

pub(crate) fn answers_of(rows: &[Statement], reading: &Reading) -> Vec<(StatementId, StatementId)> {
    let mut answers = Vec::new();
    for (row, found) in rows.iter().zip(&reading.statements) {
        let answered = found
            .responds_to
            .iter()
            .filter_map(|&index| rows.get(index));
        answers.extend(answered.map(|answered| (row.id, answered.id)));
    }
    answers
}

impl CaptureLine {
    /// Begins the line of a capture.
    pub(crate) fn of(capture: &Capture) -> Self {
        Self {
            capture: Some(capture.id()),
            ..Self::failed(capture.retrieval.asked().as_str(), None)
        }
    }

    /// Returns the line of an address that says by itself that nothing changed there.
    pub(crate) fn unchanged(url: &str) -> Self {
        Self {
            result: CaptureResult::Unchanged,
            ..Self::failed(url, None)
        }
    }

    /// Returns the line of an address from which nothing came.
    pub(crate) fn failed(url: &str, error: Option<&EngineError>) -> Self {
        Self {
            url: url.to_owned(),
            capture: None,
            document: None,
            version: None,
            statements: 0,
            result: CaptureResult::Failed,
            wall: None,
            error: error.map(in_one_line),
            hint: error.map(EngineError::hint),
            problems: Vec::new(),
        }
    }
}

/// Returns an error with its causes, on one line.
pub(crate) fn in_one_line(error: &EngineError) -> String {
    let mut line = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        let text = source.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        cause = source.source();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_speaks_for_its_own_address_alone() {
        let same = |a: &str, b: &str| {
            same_page(
                &a.parse().expect("an address"),
                &b.parse().expect("an address"),
            )
        };
        for canonical in [
            "https://outlet.example/story",
            "https://www.outlet.example/story/",
            "http://m.outlet.example/story?id=1",
            "https://outlet.example/story?",
            "https://outlet.example/amp/story",
            "https://outlet.example/story.amp",
        ] {
            assert!(
                same(canonical, "https://outlet.example/story?id=1&utm_source=x"),
                "{canonical}"
            );
        }
        for canonical in [
            "https://outlet.example/",
            "https://outlet.example/other",
            "https://outlet.example/story?id=2",
            "https://outlet.example:8443/story",
            "https://evil.example/story",
            "urn:sha256:00",
        ] {
            assert!(
                !same(canonical, "https://outlet.example/story"),
                "{canonical}"
            );
        }
    }
}
