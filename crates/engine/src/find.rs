//! Search: the index finds, the store tells.
//!
//! Hits are loaded from the store by id. One whose row is gone is dropped: the index can be late,
//! never wrong. How late it is, is told with the answer.

use model::{CaseId, Document, DocumentId, Statement, StatementId, Version};
use search::{EntryKind, Hit, Hits, Marker, Query, SearchError, query};
use store::ReadTx;

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::outlet_of;
use crate::view::{HitType, HitView, SearchView, date};

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub struct SearchFor {
    /// Words, phrases and fields, as typed.
    pub query: String,
    /// Only this case.
    pub case: Option<CaseId>,
    /// How many hits.
    pub limit: usize,
    /// How many hits to skip.
    pub offset: usize,
}

/// Code points shown on each side of what matches.
const SNIPPET: u32 = 120;

impl Library {
    /// Finds statements and documents by their words.
    pub fn search(&self, wanted: &SearchFor) -> Result<SearchView, EngineError> {
        self.sync_index()?;
        let started = self.world.clock.now();
        let asked = Query {
            text: wanted.query.clone(),
            case: wanted.case.map(|case| case.to_string()),
            limit: wanted.limit,
            offset: wanted.offset,
            ..Query::default()
        };
        let found = self.ask_index(&asked)?;
        let marker = Marker::new(&wanted.query);
        let (hits, now) = self.store.read(|tx| {
            let load = |hit: &Hit| load(tx, hit, &marker).transpose();
            let hits: Vec<HitView> = found
                .hits
                .iter()
                .filter_map(load)
                .collect::<Result<_, EngineError>>()?;
            Ok::<_, EngineError>((hits, tx.max_rev()?))
        })?;
        let took = self.world.clock.now() - started;
        Ok(SearchView {
            total: found.total,
            took_ms: u64::try_from(took.num_milliseconds()).unwrap_or(0),
            lag: now.saturating_sub(found.rev),
            hits,
            facets: found.facets,
            problems: found.problems,
        })
    }
}

impl Library {
    /// Asks the index; one that turns out to be damaged is looked through, built anew and asked
    /// again.
    fn ask_index(&self, asked: &Query) -> Result<Hits, EngineError> {
        let (folder, identity) = (self.index_folder(), self.index_identity()?);
        match query(&folder, identity, asked) {
            Err(SearchError::Read { .. }) => {
                self.check_and_sync_index()?;
                Ok(query(&folder, identity, asked)?)
            }
            answer => Ok(answer?),
        }
    }
}

fn load(tx: &ReadTx<'_>, hit: &Hit, marker: &Marker) -> Result<Option<HitView>, EngineError> {
    match hit.kind {
        EntryKind::Statement => load_statement(tx, hit, marker),
        EntryKind::Document => load_document(tx, hit, marker),
    }
}

fn load_statement(
    tx: &ReadTx<'_>,
    hit: &Hit,
    marker: &Marker,
) -> Result<Option<HitView>, EngineError> {
    let Ok(id) = hit.id.parse::<StatementId>() else {
        return Ok(None);
    };
    let Some(statement) = tx.statements().by_id(id)? else {
        return Ok(None);
    };
    let Some(document) = tx.documents().by_id(statement.document)? else {
        return Ok(None);
    };
    let Some(version) = tx.versions().by_id(statement.version)? else {
        return Ok(None);
    };
    let cases = tx.case_documents().cases_of(document.id)?;
    let text = statement.found.verbatim.clone();
    let view = hit_view(
        hit,
        HitType::Statement,
        &text,
        cases,
        &document,
        &version,
        marker,
    );
    Ok(Some(with_statement(view, &statement)))
}

fn load_document(
    tx: &ReadTx<'_>,
    hit: &Hit,
    marker: &Marker,
) -> Result<Option<HitView>, EngineError> {
    let Ok(id) = hit.id.parse::<DocumentId>() else {
        return Ok(None);
    };
    let Some(document) = tx.documents().by_id(id)? else {
        return Ok(None);
    };
    let Some(version) = tx.versions().latest(id)? else {
        return Ok(None);
    };
    let cases = tx.case_documents().cases_of(id)?;
    let text = version.article.text.clone();
    Ok(Some(hit_view(
        hit,
        HitType::Document,
        &text,
        cases,
        &document,
        &version,
        marker,
    )))
}

fn hit_view(
    hit: &Hit,
    hit_type: HitType,
    text: &str,
    cases: Vec<CaseId>,
    document: &Document,
    version: &Version,
    marker: &Marker,
) -> HitView {
    let shown = marker.snippet(text, SNIPPET);
    HitView {
        hit_type,
        id: hit.id.clone(),
        cases,
        snippet: shown.text,
        highlights: shown
            .highlights
            .iter()
            .map(|span| (span.start, span.end))
            .collect(),
        score: hit.score,
        speaker: None,
        kind: None,
        status: None,
        title: version.article.title.value.clone(),
        outlet: outlet_of(document, version),
        url: document.address.to_string(),
        said: None,
        published: date(&version.article.published.value),
    }
}

fn with_statement(view: HitView, statement: &Statement) -> HitView {
    HitView {
        speaker: statement.found.speaker.clone(),
        kind: Some(statement.found.kind),
        status: Some(statement.status),
        said: Some(date(&statement.found.said)),
        ..view
    }
}
