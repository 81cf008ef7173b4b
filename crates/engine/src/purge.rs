//! Purging: a person orders that a capture or document is removed, and nothing of it stays.
//!
//! In this order, so that a crash between any two steps loses neither the order nor another capture:
//! the rows go, the log keeps the leaf without its record and gets an entry that says so, and the
//! places in the archive are written down, all in one transaction; the places are overwritten; the
//! index is built anew; the free pages and copies of the store are removed; the places are struck
//! off. A library that is opened with places still written down goes on from there.

use std::collections::BTreeSet;

use archive::Place;
use archive::log::{deletion, leaf_hash};
use model::{Capture, CaptureId, DocumentId, IdError, StatementId};
use search::Synced;
use store::{Erasure, Logged, ReadTx, StoreError, WriteTx};
use url::Url;

use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
use crate::versions::keep_standings;
use crate::view::{PurgeLine, PurgePlan};

/// What is to be removed.
struct Order {
    captures: Vec<Capture>,
    /// Documents of which nothing stays.
    documents: BTreeSet<DocumentId>,
    /// Addresses that are not asked for again by themselves.
    addresses: BTreeSet<Url>,
    plan: PurgePlan,
}

impl Library {
    /// Returns what an order to remove a capture, a document, or the document of a statement would
    /// remove.
    pub fn purge_plan(&self, given: &str) -> Result<PurgePlan, EngineError> {
        Ok(self.store.read(|tx| order(tx, given))?.plan)
    }

    /// Removes a capture, a document, or the document of a statement, with everything that was made
    /// of it, from all files of the library.
    pub fn purge(&self, given: &str) -> Result<PurgeLine, EngineError> {
        let order = self.store.read(|tx| order(tx, given))?;
        let mut places = Vec::new();
        for capture in &order.captures {
            let from = self.before(capture)?;
            places.extend(self.archive.places(capture, &from)?);
        }
        places.extend(self.archive.places_of_texts(&order.captures)?);
        self.store
            .write(|tx| self.remove_rows(tx, &order, &places))?;
        self.finish_purges()?;
        for document in &order.plan.documents {
            if !order.documents.contains(document) {
                self.reread_document(*document)?;
            }
        }
        self.close_run();
        Ok(PurgeLine {
            removed: order.plan,
            bytes: places.iter().map(|it| it.length).sum(),
        })
    }

    /// Removes from the files what has been removed from the tables: at once, or at the next start
    /// where a crash or another program came between.
    pub(crate) fn finish_purges(&self) -> Result<(), EngineError> {
        let erasures = self.store.read(|tx| tx.purges().erasures())?;
        let Some(first) = erasures.first() else {
            return Ok(());
        };
        let at = first.at;
        let place = |it: Erasure| Place {
            file: it.file,
            offset: it.offset,
            length: it.length,
        };
        let places: Vec<Place> = erasures.into_iter().map(place).collect();
        self.archive.erase(&places, at)?;
        self.archive.remove_torn()?;
        if self.rebuild_index()? == Synced::Busy {
            return Err(EngineError::InUse);
        }
        self.store.scrub()?;
        Ok(self.store.write(|tx| tx.purges_mut().erased())?)
    }

    /// Goes on with a purge that was broken off.
    pub(crate) fn resume_purges(&self) {
        if let Err(error) = self.finish_purges() {
            self.notice(&format!(
                "what was ordered to be removed is not gone from every file yet: {}",
                in_one_line(&error)
            ));
        }
    }

    fn remove_rows(
        &self,
        tx: &WriteTx<'_>,
        order: &Order,
        places: &[Place],
    ) -> Result<(), EngineError> {
        let at = self.world.clock.now();
        let purges = tx.purges_mut();
        purges.begin()?;
        for capture in &order.captures {
            self.log_deletion(tx, capture.id())?;
            for version in tx.purges().versions_of(capture.id())? {
                purges.decisions_on(version)?;
                purges.learned_from(version)?;
            }
            purges.capture(capture.id())?;
        }
        for document in &order.documents {
            purges.decisions_on_document(*document)?;
            purges.document(*document)?;
        }
        for address in &order.addresses {
            purges.address(address, &self.world.ids.nonce())?;
        }
        for place in places {
            purges.add_erasure(&Erasure {
                file: place.file.clone(),
                offset: place.offset,
                length: place.length,
                at,
            })?;
        }
        // What was compared with a version that is gone is compared with the one that is last now.
        for document in &order.plan.documents {
            keep_standings(tx, *document)?;
        }
        Ok(purges.end()?)
    }

    /// Writes into the log that a capture was removed, and takes from its entry what it was.
    fn log_deletion(&self, tx: &WriteTx<'_>, capture: CaptureId) -> Result<(), EngineError> {
        let Some(entry) = tx.capture_log().of_capture(capture)? else {
            return Ok(());
        };
        let nonce = self.world.ids.nonce();
        let record = deletion(capture, entry.index, entry.leaf, self.world.clock.now());
        let leaf = leaf_hash(&nonce, &record);
        tx.capture_log_mut()
            .append(Logged::Deletion(capture), &nonce, leaf, &record)?;
        Ok(tx.purges_mut().blank(capture)?)
    }
}

/// Finds out what an id stands for, and what goes with it.
fn order(tx: &ReadTx<'_>, given: &str) -> Result<Order, EngineError> {
    let named = named(tx, given)?;
    let mut captures: Vec<Capture> = Vec::new();
    let mut elsewhere = BTreeSet::new();
    // The same bytes at the same address are the same thing, captured again.
    for capture in &named {
        for twin in tx.purges().of_same_bytes(capture)? {
            let is_known = captures.iter().any(|it| it.id() == twin.id());
            if !is_same_thing(tx, capture, &twin)? {
                elsewhere.insert(twin.id());
            } else if !is_known {
                captures.push(twin);
            }
        }
        if captures.iter().all(|it| it.id() != capture.id()) {
            captures.push(capture.clone());
        }
    }
    let gone: BTreeSet<CaptureId> = captures.iter().map(Capture::id).collect();
    elsewhere.retain(|id| !gone.contains(id));
    let touched = documents_of(tx, &captures)?;
    let mut documents = BTreeSet::new();
    let mut statements = 0;
    for &document in &touched {
        let all = tx.captures().of_document(document)?;
        if all.iter().all(|it| gone.contains(&it.id())) {
            documents.insert(document);
        }
        let versions = tx.versions().of(document)?.into_iter();
        for version in versions.filter(|it| gone.contains(&it.capture)) {
            statements += tx.statements().of_version(version.id)?.len() as u64;
        }
    }
    let addresses = addresses(tx, &captures, &documents, &gone)?;
    Ok(Order {
        plan: PurgePlan {
            given: given.to_owned(),
            captures: captures.iter().map(Capture::id).collect(),
            addresses: captures
                .iter()
                .map(|it| it.retrieval.asked().to_string())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            documents: touched.into_iter().collect(),
            statements,
            same_bytes_elsewhere: elsewhere.into_iter().collect(),
        },
        captures,
        documents,
        addresses,
    })
}

/// Returns the captures that an id names: itself, or those of a document, or of a statement's.
fn named(tx: &ReadTx<'_>, given: &str) -> Result<Vec<Capture>, EngineError> {
    let not_found = || EngineError::NotFound {
        noun: "capture, document or statement",
        given: given.to_owned(),
    };
    let unknown = |_: IdError| not_found();
    if let Some(capture) = tx.captures().by_id(given.parse().map_err(unknown)?)? {
        return Ok(vec![capture]);
    }
    let document: DocumentId = given.parse().map_err(unknown)?;
    let statement: StatementId = given.parse().map_err(unknown)?;
    let document = match tx.statements().by_id(statement)? {
        Some(statement) => statement.document,
        None => document,
    };
    let captures = tx.captures().of_document(document)?;
    if captures.is_empty() {
        return Err(not_found());
    }
    Ok(captures)
}

/// Tells whether two captures of the same bytes are of the same document or address.
fn is_same_thing(tx: &ReadTx<'_>, one: &Capture, other: &Capture) -> Result<bool, StoreError> {
    let (a, b) = (&one.retrieval, &other.retrieval);
    if a.asked() == b.asked() || a.final_url() == b.final_url() {
        return Ok(true);
    }
    let documents = tx.purges().documents_of(one.id())?;
    let theirs = tx.purges().documents_of(other.id())?;
    Ok(theirs.iter().any(|it| documents.contains(it)))
}

fn documents_of(tx: &ReadTx<'_>, captures: &[Capture]) -> Result<BTreeSet<DocumentId>, StoreError> {
    let mut documents = BTreeSet::new();
    for capture in captures {
        documents.extend(tx.purges().documents_of(capture.id())?);
    }
    Ok(documents)
}

/// Returns the addresses of which no capture stays.
fn addresses(
    tx: &ReadTx<'_>,
    captures: &[Capture],
    documents: &BTreeSet<DocumentId>,
    gone: &BTreeSet<CaptureId>,
) -> Result<BTreeSet<Url>, StoreError> {
    let mut addresses = BTreeSet::new();
    for capture in captures {
        addresses.extend(capture.retrieval.hops().map(|hop| hop.url.clone()));
    }
    for &document in documents {
        addresses.extend(tx.documents().by_id(document)?.map(|it| it.address));
    }
    let stays = |it: &Capture| !gone.contains(&it.id());
    for kept in tx.captures().all()?.iter().filter(|it| stays(it)) {
        for hop in kept.retrieval.hops() {
            addresses.remove(&hop.url);
        }
    }
    Ok(addresses)
}
