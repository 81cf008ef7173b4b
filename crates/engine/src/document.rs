//! One version of a document as the reader shows it: the text with the statements and names in it.

mod mention;

use export::Date;
use model::{Case, DocumentId, Entity, Statement, Status, Version, VersionId};
use store::ReadTx;

use crate::archived::is_page;
use crate::error::EngineError;
use crate::library::Library;
use crate::line::{lane, moment};
use crate::timeline::outlet_of;
use crate::versions::walls;
use crate::view::{DocumentView, StatementMark, VersionLine, date};
use mention::{Known, mentions_in};

impl Library {
    /// Returns a document of a case in one of its versions, the latest one unless another is asked
    /// for.
    pub fn document_view(
        &self,
        case: &Case,
        document: DocumentId,
        version: Option<VersionId>,
    ) -> Result<DocumentView, EngineError> {
        self.store.read(|tx| view(tx, case, document, version))
    }
}

fn view(
    tx: &ReadTx<'_>,
    case: &Case,
    id: DocumentId,
    version: Option<VersionId>,
) -> Result<DocumentView, EngineError> {
    let missing = |noun, given: String| EngineError::NotFound { noun, given };
    let is_here = tx.case_documents().how(case.id, id)?.is_some();
    let document = tx.documents().by_id(id)?.filter(|_| is_here);
    let document = document.ok_or_else(|| missing("document in this case", id.to_string()))?;
    let mut versions = tx.versions().of(id)?;
    let lines = version_lines(tx, &versions)?;
    let place = match version {
        Some(wanted) => versions.iter().position(|it| it.id == wanted),
        None => versions.len().checked_sub(1),
    };
    let asked = version.map_or_else(|| id.to_string(), |it| it.to_string());
    let place = place.ok_or_else(|| missing("version of this document", asked))?;
    let (shown, is_page) = lines[place].clone();
    let version = versions.swap_remove(place);
    let parties = tx.parties().of(case.id)?.into_iter();
    let parties: Vec<Entity> = parties.map(|(_, entity)| entity).collect();
    let entities = tx.entities().all()?;
    let known = Known::new(&parties, &entities);
    let found = tx.readings().mentions_of(version.id)?;
    let statements = tx.statements().of_version(version.id)?;
    let outlet = outlet_of(&document, &version);
    let walls = walls(tx, &document.address)?;
    let article = version.article;
    Ok(DocumentView {
        id,
        url: document.address.to_string(),
        title: article.title.value,
        outlet,
        authors: article.authors.value,
        lang: article.lang.value,
        published: moment(&date(&article.published.value)),
        modified: moment(&date(&article.modified.value)),
        version: shown,
        versions: lines.into_iter().map(|(line, _)| line).collect(),
        mentions: mentions_in(&article.text, &known, found),
        statements: marks(statements),
        text: article.text,
        is_page,
        fictional: case.fictional,
        walls,
        problems: article.problems,
    })
}

/// Returns the line of each version, and whether it can be shown as archived.
fn version_lines(
    tx: &ReadTx<'_>,
    versions: &[Version],
) -> Result<Vec<(VersionLine, bool)>, EngineError> {
    let line = |version: &Version| {
        let capture = tx.captures().by_id(version.capture)?;
        let capture = capture.ok_or_else(|| EngineError::NotFound {
            noun: "capture",
            given: version.capture.to_string(),
        })?;
        let retrieval = &capture.retrieval;
        let line = VersionLine {
            id: version.id,
            capture: version.capture,
            captured: moment(&Date::from(&retrieval.captured().into())),
            sha256: retrieval.received.sha256.to_string(),
            certificate: retrieval.certificate(),
            provenance: retrieval.provenance,
        };
        Ok((line, is_page(&capture)))
    };
    versions.iter().map(line).collect()
}

/// Returns where the statements stand that nobody rejected, in the order of the text.
fn marks(statements: Vec<Statement>) -> Vec<StatementMark> {
    let standing = statements.into_iter();
    let standing = standing.filter(|it| it.status != Status::Rejected);
    let mut marks: Vec<StatementMark> = standing
        .map(|statement| StatementMark {
            id: statement.id.to_string(),
            start: statement.found.span.start,
            end: statement.found.span.end,
            kind: statement.found.kind,
            lane: lane(statement.found.kind),
            status: statement.status,
            speaker: statement.found.speaker,
        })
        .collect();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    marks
}
