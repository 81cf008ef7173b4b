//! From a capture to statements: extract in the worker, compare with what was there, read, file.
//!
//! A statement lives on the latest version of its document in which its words were found. A new
//! version takes over what it still says, under the same ids and with the decisions that people
//! took; what it no longer says stays on the version that said it. Nothing a person decided is lost
//! to a new reading, and a softened accusation does not vanish from the timeline.

use extract::Hints;
use extract::worker::{Answer, Task};
use model::{
    Article, Capture, CaseId, Document, DocumentId, FoundStatement, Outlet, QuoteSelector,
    ReaderInput, Reading, Span, Statement, StatementId, Status, TextIndex, Version, VersionId,
    header_value, site_of,
};
use store::{How, ReadTx, WriteTx};
use url::Url;

use crate::error::EngineError;
use crate::library::Library;
use crate::view::{CaptureLine, CaptureResult};
use crate::worker::WorkerError;

/// Overlap from which two spans are the same statement (DESIGN: decisions reattach at 0.8).
const SAME: f64 = 0.8;

impl Library {
    /// Reads a stored capture into `case`: document, version, statements; `decoded` is its body
    /// without content encodings.
    pub(crate) fn read_capture(
        &self,
        case: CaseId,
        capture: &Capture,
        decoded: &[u8],
    ) -> Result<CaptureLine, EngineError> {
        let asked = capture.retrieval.asked();
        let article = self.extract_article(asked.as_str(), &hints_of(capture), decoded)?;
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
        let filed = self.file_article(case, capture, address, article)?;
        line.document = Some(filed.document);
        line.version = Some(filed.version);
        line.statements = filed.statements;
        line.result = filed.result;
        Ok(line)
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

    fn file_article(
        &self,
        case: CaseId,
        capture: &Capture,
        address: Url,
        article: Article,
    ) -> Result<Filed, EngineError> {
        let before = self.store.read(|tx| Before::of(tx, &address))?;
        if let Some(before) = before.as_ref().filter(|it| it.says_the_same(&article)) {
            return self.file_unchanged(case, capture, before);
        }
        let reading = statements::read(&self.reader_input(&article)?);
        let document = before.as_ref().map_or_else(
            || self.fresh_document(address, &article),
            |it| it.document.clone(),
        );
        let version = Version {
            id: VersionId::from(self.world.ids.fresh()),
            document: document.id,
            capture: capture.id(),
            article,
            extractor: extract::EXTRACTOR.to_owned(),
        };
        let rows = self.rows_of(&version, &reading);
        let statements = rows.len() as u64;
        self.store.write(|tx| {
            if before.is_none() {
                tx.documents_mut().insert(&document)?;
            }
            tx.versions_mut().insert(&version)?;
            tx.case_documents_mut()
                .add(case, document.id, How::default())?;
            let answers = answers_of(&rows, &reading);
            let (rows, renamed) = take_over(tx, before.as_ref(), &version, rows)?;
            tx.statements_mut().insert_all(&rows)?;
            tx.answers_mut()
                .set_machine_answers(version.id, &rename(&answers, &renamed))?;
            tx.readings_mut()
                .replace(version.id, &reading.mentions, &reading.dates)?;
            Ok::<_, EngineError>(())
        })?;
        let result = CaptureResult::New;
        Ok(Filed {
            document: document.id,
            version: version.id,
            statements,
            result,
        })
    }

    fn file_unchanged(
        &self,
        case: CaseId,
        capture: &Capture,
        before: &Before,
    ) -> Result<Filed, EngineError> {
        let document = before.document.id;
        let is_new_here = self.store.write(|tx| {
            tx.documents_mut().add_capture(document, capture.id())?;
            Ok::<_, EngineError>(
                tx.case_documents_mut()
                    .add(case, document, How::default())?,
            )
        })?;
        let result = if is_new_here {
            CaptureResult::New
        } else {
            CaptureResult::Unchanged
        };
        let statements = before.statements.len() as u64;
        Ok(Filed {
            document,
            version: before.version.id,
            statements,
            result,
        })
    }

    fn fresh_document(&self, address: Url, article: &Article) -> Document {
        let outlet = site_of(&address).map(|site| Outlet {
            site,
            name: article.outlet.value.clone(),
        });
        Document {
            id: DocumentId::from(self.world.ids.fresh()),
            address,
            outlet,
        }
    }

    /// Tells the reader of statements what the library knows.
    fn reader_input(&self, article: &Article) -> Result<ReaderInput, EngineError> {
        let known = self.store.read(|tx| tx.entities().all())?;
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

    fn rows_of(&self, version: &Version, reading: &Reading) -> Vec<Statement> {
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
        url: Some(last.url.clone()),
    }
}

/// Returns the address by which a document is known: the one that the page asks for, when that is
/// of the same site, else the one that answered.
fn address_of(article: &Article, capture: &Capture) -> Url {
    let answered = capture.retrieval.final_url();
    let canonical = article.canonical_url.value.as_ref();
    let own = canonical.filter(|url| site_of(url).is_some() && site_of(url) == site_of(answered));
    let mut address = own.unwrap_or(answered).clone();
    address.set_fragment(None);
    address
}

pub(crate) fn mismatch(what: &str) -> EngineError {
    EngineError::Worker {
        what: what.to_owned(),
        source: WorkerError::Mismatch,
    }
}

struct Filed {
    document: DocumentId,
    version: VersionId,
    statements: u64,
    result: CaptureResult,
}

/// A document as it stood before a capture.
struct Before {
    document: Document,
    version: Version,
    statements: Vec<Statement>,
}

impl Before {
    fn of(tx: &ReadTx<'_>, address: &Url) -> Result<Option<Self>, EngineError> {
        let Some(document) = tx.documents().by_address(address)? else {
            return Ok(None);
        };
        let Some(version) = tx.versions().latest(document.id)? else {
            return Ok(None);
        };
        let statements = tx.statements().of_version(version.id)?;
        Ok(Some(Self {
            document,
            version,
            statements,
        }))
    }

    /// Tells whether an article says what the latest version says: an advert that changed makes no
    /// new version.
    fn says_the_same(&self, article: &Article) -> bool {
        let old = &self.version.article;
        old.text == article.text
            && old.title.value == article.title.value
            && old.authors.value == article.authors.value
            && old.published.value == article.published.value
    }
}

/// Statements that took over the id of an earlier one: from the fresh id to the one they keep.
type Renamed = Vec<(StatementId, StatementId)>;

/// Lets the rows of a new version take over what the one before still says.
fn take_over(
    tx: &WriteTx<'_>,
    before: Option<&Before>,
    version: &Version,
    mut rows: Vec<Statement>,
) -> Result<(Vec<Statement>, Renamed), EngineError> {
    let text = TextIndex::new(&version.article.text);
    let mut renamed = Renamed::new();
    for old in before.iter().flat_map(|it| &it.statements) {
        let Some(place) = old.selector.find(&text) else {
            continue;
        };
        let twin = rows
            .iter()
            .position(|new| new.found.span.overlap(place) >= SAME);
        let twin = twin.map(|index| rows.swap_remove(index));
        if let Some(twin) = &twin {
            renamed.push((twin.id, old.id));
        }
        match carried(old, twin, place, version.id, &text) {
            Some(statement) => tx.statements_mut().update(&statement)?,
            None => {
                tx.statements_mut().remove(old.id)?;
            }
        }
    }
    rows.sort_by_key(|row| row.found.span);
    Ok((rows, renamed))
}

/// Returns a statement as it stands in the new version, or nothing when only the old reading of a
/// machine saw one there.
fn carried(
    old: &Statement,
    twin: Option<Statement>,
    place: Span,
    version: VersionId,
    text: &TextIndex<'_>,
) -> Option<Statement> {
    let found = match twin {
        Some(twin) if old.status == Status::Unread => twin.found,
        None if old.status == Status::Unread => return None,
        _ => shifted(&old.found, place),
    };
    let selector = QuoteSelector::of(text, found.span);
    Some(Statement {
        version,
        selector,
        found,
        ..old.clone()
    })
}

/// Returns a statement with its spans moved to where its words now stand; what stood outside its
/// own words has no known place any more.
fn shifted(found: &FoundStatement, place: Span) -> FoundStatement {
    let moved = |span: Span| {
        found.span.contains(span).then(|| {
            Span::new(
                span.start - found.span.start + place.start,
                span.end - found.span.start + place.start,
            )
        })
    };
    FoundStatement {
        span: place,
        content: found.content.iter().copied().filter_map(moved).collect(),
        speaker_span: found.speaker_span.and_then(moved),
        cue_span: found.cue_span.and_then(moved),
        ..found.clone()
    }
}

fn answers_of(rows: &[Statement], reading: &Reading) -> Renamed {
    let answered = |(row, found): (&Statement, &FoundStatement)| -> Renamed {
        let id = row.id;
        found
            .responds_to
            .iter()
            .filter_map(|&index| Some((id, rows.get(index)?.id)))
            .collect()
    };
    rows.iter()
        .zip(&reading.statements)
        .flat_map(answered)
        .collect()
}

fn rename(answers: &[(StatementId, StatementId)], renamed: &Renamed) -> Renamed {
    let kept = |id: StatementId| {
        renamed
            .iter()
            .find(|(fresh, _)| *fresh == id)
            .map_or(id, |(_, kept)| *kept)
    };
    answers
        .iter()
        .map(|(answer, answered)| (kept(*answer), kept(*answered)))
        .collect()
}

impl CaptureLine {
    /// Begins the line of a capture.
    pub(crate) fn of(capture: &Capture) -> Self {
        Self {
            capture: Some(capture.id()),
            ..Self::failed(capture.retrieval.asked().as_str(), None)
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
