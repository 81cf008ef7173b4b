//! What a later capture of their page means for the rows of a timeline.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use export::{Date, PageChange};
use model::{
    Attribution, Case, CorrectionForm, DocumentId, Statement, StatementId, Status, TextIndex,
    Version, VersionId,
};
use store::{ReadTx, StoredStanding};

use crate::error::EngineError;

/// Returns what became of the statements of a case whose pages changed, as far as it was captured
/// until `end`.
pub(crate) fn page_changes(
    tx: &ReadTx<'_>,
    case: &Case,
    statements: &[Statement],
    end: Option<DateTime<Utc>>,
) -> Result<BTreeMap<StatementId, PageChange>, EngineError> {
    let mut stored = tx.standings().of_case(case.id)?;
    stored.retain(|it| it.state.is_change());
    if stored.is_empty() {
        return Ok(BTreeMap::new());
    }
    let by_id: BTreeMap<StatementId, &Statement> =
        statements.iter().map(|it| (it.id, it)).collect();
    let mut desk = Desk {
        tx,
        notices: notices(statements),
        orders: BTreeMap::new(),
        versions: BTreeMap::new(),
    };
    let mut changes = BTreeMap::new();
    for standing in stored {
        let Some(statement) = by_id.get(&standing.statement) else {
            continue;
        };
        if let Some(change) = desk.change(statement, &standing, end)? {
            changes.insert(statement.id, change);
        }
    }
    Ok(changes)
}

/// Returns the versions that carry a notice of the outlet about an error of its own, by document.
fn notices(statements: &[Statement]) -> BTreeMap<DocumentId, Vec<VersionId>> {
    let mut notices: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for statement in statements.iter().filter(|it| is_notice(it)) {
        let of = notices.entry(statement.document).or_default();
        of.push(statement.version);
    }
    notices
}

fn is_notice(statement: &Statement) -> bool {
    use CorrectionForm::{Clarification, Correction, StoryWithdrawn};
    let found = &statement.found;
    statement.status != Status::Rejected
        && found.attribution == Attribution::Outlet
        && matches!(
            found.correction_form,
            Some(Correction | Clarification | StoryWithdrawn)
        )
}

/// What is asked for again and again.
struct Desk<'a> {
    tx: &'a ReadTx<'a>,
    notices: BTreeMap<DocumentId, Vec<VersionId>>,
    orders: BTreeMap<DocumentId, Vec<VersionId>>,
    versions: BTreeMap<VersionId, Option<(Version, DateTime<Utc>)>>,
}

impl Desk<'_> {
    fn change(
        &mut self,
        statement: &Statement,
        standing: &StoredStanding,
        end: Option<DateTime<Utc>>,
    ) -> Result<Option<PageChange>, EngineError> {
        let has_notice = self.has_notice(statement.document, standing.version)?;
        let Some((version, captured)) = self.version(standing.version)? else {
            return Ok(None);
        };
        if end.is_some_and(|end| *captured > end) {
            return Ok(None);
        }
        let text = TextIndex::new(&version.article.text);
        let note = if has_notice {
            PageChange::WITH_NOTICE
        } else {
            PageChange::NO_NOTICE
        };
        Ok(Some(PageChange {
            state: standing.state,
            version: version.id,
            captured: Date::from(&(*captured).into()),
            now: standing.place.map(|it| text.slice(it).to_owned()),
            note: note.to_owned(),
        }))
    }

    /// Tells whether a version, or a later one, carries a notice.
    fn has_notice(&mut self, document: DocumentId, since: VersionId) -> Result<bool, EngineError> {
        let Some(carriers) = self.notices.get(&document) else {
            return Ok(false);
        };
        let order = match self.orders.entry(document) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(self.tx.versions().order_of(document)?)
            }
        };
        let place = |id: &VersionId| order.iter().position(|it| it == id);
        let since = place(&since);
        Ok(carriers.iter().any(|it| place(it) >= since))
    }

    fn version(&mut self, id: VersionId) -> Result<Option<&(Version, DateTime<Utc>)>, EngineError> {
        if !self.versions.contains_key(&id) {
            let version = self.tx.versions().by_id(id)?;
            let captured = match &version {
                Some(version) => self.tx.captures().by_id(version.capture)?,
                None => None,
            };
            let captured = captured.map(|it| it.retrieval.captured());
            self.versions.insert(id, version.zip(captured));
        }
        Ok(self.versions.get(&id).and_then(Option::as_ref))
    }
}
