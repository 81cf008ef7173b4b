//! The versions of a document: which there are, what two of them have in common, and what became of
//! each statement.
//!
//! [`words`] compares texts, [`find`] finds a statement again, [`keep`] keeps what became of those
//! that stand on earlier versions, and [`alike`] tells whether a page changed at all.

mod alike;
mod change;
mod find;
mod keep;
mod words;

use model::{Article, Document, DocumentId, Standing, Statement, Status, TextIndex, Version};
use store::ReadTx;
use url::Url;

use crate::collect::document_address;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::{
    FieldChange, StatementAdded, StatementStanding, VersionDiff, VersionHead, VersionsView,
    WallMark,
};

pub(crate) use alike::is_alike;
pub(crate) use change::page_changes;
use find::{Finder, place_in};
pub(crate) use keep::keep_standings;
use words::Comparison;

impl Library {
    /// Returns the versions of a document, given by its id or address, and the walls that stood in
    /// front of it.
    pub fn versions(&self, document: &str) -> Result<VersionsView, EngineError> {
        self.store.read(|tx| {
            let document = known(tx, document)?;
            let versions = tx.versions().of(document.id)?;
            let heads = heads(tx, &versions)?;
            Ok(VersionsView {
                document: document.id,
                url: document.address.to_string(),
                title: versions
                    .last()
                    .and_then(|it| it.article.title.value.clone()),
                versions: heads,
                walls: walls(tx, &document.address)?,
            })
        })
    }

    /// Compares two versions of a document, each given by its number or id; the last two when none
    /// is given.
    pub fn version_diff(
        &self,
        document: &str,
        pair: Option<(&str, &str)>,
    ) -> Result<VersionDiff, EngineError> {
        self.store.read(|tx| {
            let document = known(tx, document)?;
            let versions = tx.versions().of(document.id)?;
            let heads = heads(tx, &versions)?;
            let place = |given: &str| place_of(&heads, given);
            let (from, to) = match pair {
                Some((from, to)) => (place(from)?, place(to)?),
                None => last_two(&document, versions.len())?,
            };
            let statements = tx.statements().of_document(document.id)?;
            let comparison =
                Comparison::of(&versions[from].article.text, &versions[to].article.text);
            let segments = comparison.segments();
            let finder = Finder::new(comparison);
            let (standing, added) = sorted(&statements, &versions[from], &versions[to], &finder);
            Ok(VersionDiff {
                document: document.id,
                url: document.address.to_string(),
                from: heads[from].clone(),
                to: heads[to].clone(),
                other_reader: versions[from].extractor != versions[to].extractor,
                fields: fields(&versions[from].article, &versions[to].article),
                segments,
                statements: standing,
                added,
            })
        })
    }
}

/// Finds a document by its id or address.
fn known(tx: &ReadTx<'_>, given: &str) -> Result<Document, EngineError> {
    let found = match given.parse::<DocumentId>() {
        Ok(id) => tx.documents().by_id(id)?,
        Err(_) => match Url::parse(given) {
            Ok(url) => tx.documents().by_address(&document_address(&url))?,
            Err(_) => None,
        },
    };
    found.ok_or_else(|| EngineError::NotFound {
        noun: "document",
        given: given.to_owned(),
    })
}

fn heads(tx: &ReadTx<'_>, versions: &[Version]) -> Result<Vec<VersionHead>, EngineError> {
    let head = |(version, number): (&Version, u64)| {
        let capture = tx.captures().by_id(version.capture)?;
        let capture = capture.ok_or_else(|| EngineError::NotFound {
            noun: "capture",
            given: version.capture.to_string(),
        })?;
        Ok(VersionHead {
            number,
            id: version.id,
            capture: version.capture,
            captured: capture.retrieval.captured(),
            stood: tx.versions().stood(version.capture)?,
            sha256: capture.retrieval.received.sha256.to_string(),
            certificate: capture.retrieval.certificate(),
            provenance: capture.retrieval.provenance,
            title: version.article.title.value.clone(),
            extractor: version.extractor.clone(),
        })
    };
    versions.iter().zip(1..).map(head).collect()
}

/// Returns the walls that stood in front of an address.
pub(crate) fn walls(tx: &ReadTx<'_>, address: &Url) -> Result<Vec<WallMark>, EngineError> {
    let found = tx.captures().walls_of(address)?;
    let mark = |(capture, wall): (model::Capture, _)| WallMark {
        capture: capture.id(),
        captured: capture.retrieval.captured(),
        wall,
    };
    Ok(found.into_iter().map(mark).collect())
}

fn place_of(heads: &[VersionHead], given: &str) -> Result<usize, EngineError> {
    let is_it =
        |head: &VersionHead| head.number.to_string() == given || head.id.to_string() == given;
    let place = heads.iter().position(is_it);
    place.ok_or_else(|| EngineError::NotFound {
        noun: "version of this document",
        given: given.to_owned(),
    })
}

fn last_two(document: &Document, count: usize) -> Result<(usize, usize), EngineError> {
    match count.checked_sub(2) {
        Some(from) => Ok((from, from + 1)),
        None => Err(EngineError::NotFound {
            noun: "second version of this document",
            given: document.address.to_string(),
        }),
    }
}

/// Returns what became of the statements of the first version in the second, and those that only the
/// second has.
fn sorted(
    statements: &[Statement],
    from: &Version,
    to: &Version,
    finder: &Finder<'_>,
) -> (Vec<StatementStanding>, Vec<StatementAdded>) {
    let (before, after) = (
        TextIndex::new(&from.article.text),
        TextIndex::new(&to.article.text),
    );
    let (mut standing, mut added) = (Vec::new(), Vec::new());
    for statement in statements.iter().filter(|it| it.status != Status::Rejected) {
        if let Some(place) = place_in(statement, from, &before) {
            standing.push(stands(statement, finder, place, &before, &after));
        } else if statement.version == to.id {
            added.push(StatementAdded {
                id: statement.id.to_string(),
                kind: statement.found.kind,
                speaker: statement.found.speaker.clone(),
                status: statement.status,
                text: statement.found.verbatim.clone(),
                to: (statement.found.span.start, statement.found.span.end),
            });
        }
    }
    standing.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
    added.sort_by(|a, b| (a.to, &a.id).cmp(&(b.to, &b.id)));
    (standing, added)
}

fn stands(
    statement: &Statement,
    finder: &Finder<'_>,
    place: model::Span,
    before: &TextIndex<'_>,
    after: &TextIndex<'_>,
) -> StatementStanding {
    let found = finder.find(place);
    let is_other = found.state == Standing::Changed;
    let now = found.place.filter(|_| is_other);
    StatementStanding {
        id: statement.id.to_string(),
        kind: statement.found.kind,
        speaker: statement.found.speaker.clone(),
        status: statement.status,
        state: found.state,
        text: before.slice(place).to_owned(),
        from: (place.start, place.end),
        now: now.map(|it| after.slice(it).to_owned()),
        to: found.place.map(|it| (it.start, it.end)),
    }
}

/// Returns headline, authors and date where two articles have them otherwise.
fn fields(from: &Article, to: &Article) -> Vec<FieldChange> {
    let authors = |it: &Article| {
        let names = it.authors.value.join(", ");
        Some(names).filter(|names| !names.is_empty())
    };
    let pairs = [
        ("title", from.title.value.clone(), to.title.value.clone()),
        ("authors", authors(from), authors(to)),
        (
            "published",
            from.published.value.value(),
            to.published.value.value(),
        ),
    ];
    let changes = pairs.into_iter().filter(|(_, from, to)| from != to);
    changes
        .map(|(field, from, to)| FieldChange { field, from, to })
        .collect()
}
