//! The store as a source of the index: what changed since a revision, as entries to be found by.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use model::{
    Capture, Document, DocumentId, Entity, FoundMention, Span, Statement, StatementId, Version,
    VersionId, normalised_name,
};
use search::{Change, Check, Entry, EntryKind, Identity, Source, Synced};
use store::{ReadTx, Store, StoreError};

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::outlet_of;

/// What rebuilding the index came to.
#[derive(Debug, serde::Serialize)]
pub struct Reindexed {
    /// How many statements and documents it holds; none when another process is at it.
    pub entries: u64,
}

impl Library {
    /// Brings the index up to the store, unless another process is at it.
    pub(crate) fn sync_index(&self) -> Result<(), EngineError> {
        search::sync(&self.index_folder(), &Rows(&self.store), Check::Quick)?;
        Ok(())
    }

    /// Brings the index up to the store after work that is stored already: an index that cannot
    /// follow is told of and does not turn that work into a failure.
    pub(crate) fn follow_index(&self) {
        if let Err(error) = self.sync_index() {
            self.notice(&format!(
                "the index could not be brought up to date: {}; search may lag",
                crate::reading::in_one_line(&error)
            ));
        }
    }

    /// Brings the index up to the store after a look at every byte of it.
    pub(crate) fn check_and_sync_index(&self) -> Result<Synced, EngineError> {
        Ok(search::sync(
            &self.index_folder(),
            &Rows(&self.store),
            Check::Full,
        )?)
    }

    /// Throws the index away and builds it from the store.
    pub fn reindex(&self) -> Result<Reindexed, EngineError> {
        let entries = match self.rebuild_index()? {
            Synced::Indexed { entries, .. } => entries,
            Synced::Current { .. } | Synced::Busy => 0,
        };
        Ok(Reindexed { entries })
    }

    /// Builds the index anew, unless another process is at it.
    pub(crate) fn rebuild_index(&self) -> Result<Synced, EngineError> {
        Ok(search::rebuild(&self.index_folder(), &Rows(&self.store))?)
    }

    /// Returns by which library the index knows itself to be this one's.
    pub(crate) fn index_identity(&self) -> Result<Identity, EngineError> {
        Ok(Rows(&self.store).identity()?)
    }
}

/// The rows of a store, as the index wants them.
struct Rows<'a>(&'a Store);

impl Source for Rows<'_> {
    type Error = StoreError;

    fn identity(&self) -> Result<Identity, StoreError> {
        let identity = self.0.identity()?;
        Ok(Identity {
            library: identity.library,
            epoch: identity.epoch,
        })
    }

    fn max_rev(&self) -> Result<u64, StoreError> {
        Ok(self.0.identity()?.rev)
    }

    fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.0.read(|tx| {
            let mut desk = Desk {
                names: names_of(tx.entities().all()?),
                sources: BTreeMap::new(),
            };
            let changes = tx.changes_since(after, limit)?;
            changes
                .into_iter()
                .map(|change| desk.change(tx, change))
                .collect()
        })
    }
}

/// What the entries of one batch have in common.
struct Desk {
    /// Known entities by each of their names, in the form in which names are compared.
    names: BTreeMap<String, Rc<Entity>>,
    sources: BTreeMap<VersionId, Option<Rc<Origin>>>,
}

/// Where statements come from: the same for all of one version.
struct Origin {
    document: Document,
    version: Version,
    capture: Capture,
    /// The cases by id and by short name: either finds them.
    cases: Vec<String>,
    mentions: Vec<FoundMention>,
}

impl Desk {
    fn change(&mut self, tx: &ReadTx<'_>, change: store::Change) -> Result<Change, StoreError> {
        let rev = change.rev();
        let (id, entry) = match change {
            store::Change::Statement { id, .. } => (id.to_string(), self.statement(tx, id, rev)?),
            store::Change::Document { id, .. } => (id.to_string(), self.document(tx, id, rev)?),
            store::Change::Gone { id, .. } => (id, None),
        };
        Ok(match entry {
            Some(entry) => Change::Put(Box::new(entry)),
            None => Change::Gone { id, rev },
        })
    }

    fn statement(
        &mut self,
        tx: &ReadTx<'_>,
        id: StatementId,
        rev: u64,
    ) -> Result<Option<Entry>, StoreError> {
        let Some(statement) = tx.statements().by_id(id)? else {
            return Ok(None);
        };
        let Some(origin) = self.origin(tx, statement.version)? else {
            return Ok(None);
        };
        let tags = self.tags_of(&statement);
        let entities = self.names_in(&origin, Some(statement.found.span));
        let found = statement.found;
        let text = found.verbatim;
        Ok(Some(Entry {
            speaker: found.speaker,
            statement_kind: Some(found.kind),
            status: Some(statement.status),
            attribution: Some(found.attribution),
            said: found.said.earliest(),
            tags,
            entities,
            title: None,
            ..origin.entry(EntryKind::Statement, id.to_string(), rev, text)
        }))
    }

    fn document(
        &mut self,
        tx: &ReadTx<'_>,
        id: DocumentId,
        rev: u64,
    ) -> Result<Option<Entry>, StoreError> {
        let Some(version) = tx.versions().latest(id)? else {
            return Ok(None);
        };
        let Some(origin) = self.origin(tx, version.id)? else {
            return Ok(None);
        };
        let entities = self.names_in(&origin, None);
        let text = version.article.text;
        let entry = origin.entry(EntryKind::Document, id.to_string(), rev, text);
        Ok(Some(Entry { entities, ..entry }))
    }

    fn origin(
        &mut self,
        tx: &ReadTx<'_>,
        version: VersionId,
    ) -> Result<Option<Rc<Origin>>, StoreError> {
        if let Some(known) = self.sources.get(&version) {
            return Ok(known.clone());
        }
        let origin = origin_of(tx, version)?.map(Rc::new);
        self.sources.insert(version, origin.clone());
        Ok(origin)
    }

    /// Returns the names that a document or a span of it mentions; of an entity that is known, all
    /// its names, so that it is found by each of them.
    fn names_in(&self, origin: &Origin, span: Option<Span>) -> Vec<String> {
        let is_inside = |it: &&FoundMention| span.is_none_or(|span| span.contains(it.span));
        let mut names = BTreeSet::new();
        for mention in origin.mentions.iter().filter(is_inside) {
            let known = self.names.get(&normalised_name(&mention.text));
            names.insert(mention.text.clone());
            names.extend(
                known
                    .into_iter()
                    .flat_map(|it| it.aliases.iter().chain([&it.name]))
                    .cloned(),
            );
        }
        names.into_iter().collect()
    }

    /// Returns the tags of the entity that speaks.
    fn tags_of(&self, statement: &Statement) -> Vec<String> {
        let speaker = statement.found.speaker.as_deref().map(normalised_name);
        let known = speaker.and_then(|name| self.names.get(&name));
        known.map(|entity| entity.tags.clone()).unwrap_or_default()
    }
}

fn names_of(entities: Vec<Entity>) -> BTreeMap<String, Rc<Entity>> {
    let mut names = BTreeMap::new();
    for entity in entities.into_iter().map(Rc::new) {
        for name in entity.aliases.iter().chain([&entity.name]) {
            names.insert(normalised_name(name), Rc::clone(&entity));
        }
    }
    names
}

fn origin_of(tx: &ReadTx<'_>, version: VersionId) -> Result<Option<Origin>, StoreError> {
    let Some(version) = tx.versions().by_id(version)? else {
        return Ok(None);
    };
    let Some(document) = tx.documents().by_id(version.document)? else {
        return Ok(None);
    };
    let Some(capture) = tx.captures().by_id(version.capture)? else {
        return Ok(None);
    };
    let mut cases = Vec::new();
    for case in tx.case_documents().cases_of(document.id)? {
        cases.push(case.to_string());
        cases.extend(tx.cases().by_id(case)?.map(|case| case.slug));
    }
    let mentions = tx.readings().mentions_of(version.id)?;
    Ok(Some(Origin {
        document,
        version,
        capture,
        cases,
        mentions,
    }))
}

impl Origin {
    /// Begins an entry with what comes from the document.
    fn entry(&self, kind: EntryKind, id: String, rev: u64, text: String) -> Entry {
        let article = &self.version.article;
        Entry {
            cases: self.cases.clone(),
            title: article.title.value.clone(),
            outlet: outlet_of(&self.document, &self.version),
            lang: article.lang.value.clone(),
            published: article.published.value.earliest(),
            captured: Some(self.capture.retrieval.captured()),
            ..Entry::new(kind, id, rev, text)
        }
    }
}
