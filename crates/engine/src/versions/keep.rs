//! What became of the statements that stand on earlier versions of a document, kept with the library.
//!
//! A statement that is found again moves onto the later version under its own id; what is kept here
//! is for those that stayed: since which version their words are not there any more, or stand there
//! though the machine no longer reads a statement in them.

use std::collections::BTreeMap;

use model::{DocumentId, Statement, TextIndex, Version, VersionId};
use store::{StoredStanding, WriteTx};

use super::find::{Finder, Stands};
use super::words::Comparison;
use crate::error::EngineError;
use crate::take_over::ranks_of;

/// Finds the statements of a document again in its latest version, and keeps what became of them.
///
/// A version of weaker provenance says nothing about a stronger one. Nor are two versions compared
/// that different readers made: what one of them left out may be on the page all the same, until
/// `reread` has both read by the same.
pub(crate) fn keep_standings(tx: &WriteTx<'_>, document: DocumentId) -> Result<(), EngineError> {
    if tx.versions().order_of(document)?.len() < 2 {
        // What was kept of a version that is gone went with it.
        return Ok(());
    }
    let versions = tx.versions().of(document)?;
    let ranks = ranks_of(tx, document)?;
    let places = versions.iter().map(|it| it.id).zip(0..);
    let places: BTreeMap<VersionId, usize> = places.collect();
    let mut by_version: BTreeMap<usize, Vec<Statement>> = BTreeMap::new();
    for statement in tx.statements().of_document(document)? {
        if let Some(place) = places.get(&statement.version) {
            by_version.entry(*place).or_default().push(statement);
        }
    }
    for (place, statements) in by_version {
        match later(&versions, &ranks, place) {
            Some(latest) => keep(tx, &places, &versions[place], latest, &statements)?,
            None => forget(tx, &statements)?,
        }
    }
    Ok(())
}

fn forget(tx: &WriteTx<'_>, statements: &[Statement]) -> Result<(), EngineError> {
    for statement in statements {
        tx.standings_mut().forget(statement.id)?;
    }
    Ok(())
}

/// Returns the latest version that a version is compared with.
fn later<'a>(
    versions: &'a [Version],
    ranks: &BTreeMap<VersionId, u8>,
    place: usize,
) -> Option<&'a Version> {
    let own = &versions[place];
    let rest = versions.get(place + 1..).unwrap_or_default();
    let is_as_strong = |it: &&Version| ranks.get(&it.id) >= ranks.get(&own.id);
    let latest = rest.iter().rev().find(is_as_strong)?;
    (latest.capture != own.capture && latest.extractor == own.extractor).then_some(latest)
}

fn keep(
    tx: &WriteTx<'_>,
    places: &BTreeMap<VersionId, usize>,
    own: &Version,
    latest: &Version,
    statements: &[Statement],
) -> Result<(), EngineError> {
    let after = &latest.article.text;
    let finder = Finder::new(Comparison::of(&own.article.text, after));
    let length = TextIndex::new(after).len();
    for statement in statements {
        let Stands { state, place } = finder.find(statement.found.span);
        let before = tx.standings().of_statement(statement.id)?;
        let is_after = |it: &StoredStanding| places.get(&it.version) > places.get(&own.id);
        // Since when it is so is what a reader asks.
        if before.is_some_and(|it| it.state == state && state.is_change() && is_after(&it)) {
            continue;
        }
        debug_assert!(
            place.is_none_or(|it| it.end <= length),
            "a place of the text"
        );
        tx.standings_mut().put(&StoredStanding {
            statement: statement.id,
            version: latest.id,
            state,
            place,
        })?;
    }
    Ok(())
}
