//! Streams changes into an index, in revision order, with commits that say how far they go.

use std::path::Path;

use tantivy::indexer::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use crate::analysis::whole_term;
use crate::entry::{Change, Identity, Source};
use crate::error::SearchError;
use crate::fields::Fields;
use crate::payload::Payload;

/// Changes asked of the library at once; documents are long, so that this bounds memory.
const BATCH: usize = 500;

/// Rows between two commits. There is no clock here: a backlog of this size takes a few seconds,
/// and a smaller one is committed when it is drained.
const ROWS_PER_COMMIT: usize = 50_000;

/// Bytes that the writer gathers before it writes a segment; it uses about twice that.
const MEMORY: usize = 64 << 20;

/// The share of deleted entries from which a segment is rewritten.
const DELETED_BEFORE_MERGE: f32 = 0.3;

/// What is written into, and from where on.
pub(crate) struct Target<'a> {
    /// The folder, for messages.
    pub(crate) dir: &'a Path,
    pub(crate) index: &'a Index,
    pub(crate) fields: &'a Fields,
    pub(crate) identity: Identity,
    /// The last change that is in the index; 0 for a new one.
    pub(crate) from: u64,
    /// The last change of the library before the stream began.
    pub(crate) ceiling: u64,
}

/// How far an index has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub(crate) rev: u64,
    pub(crate) entries: u64,
}

/// Brings an index up to date. On failure the writer is dropped, never rolled back: the last
/// commit stands, and says itself how far it goes.
pub(crate) fn stream<S: Source>(target: &Target<'_>, source: &S) -> Result<Written, SearchError> {
    let failed = |error| SearchError::write(target.dir, error);
    let mut writer: IndexWriter = target
        .index
        .writer_with_num_threads(1, MEMORY)
        .map_err(failed)?;
    writer.set_merge_policy(Box::new(merge_policy()));
    let written = drain(target, source, &mut writer)?;
    commit(target, &mut writer, written.rev)?;
    writer.wait_merging_threads().map_err(failed)?;
    Ok(written)
}

fn drain<S: Source>(
    target: &Target<'_>,
    source: &S,
    writer: &mut IndexWriter,
) -> Result<Written, SearchError> {
    let mut at = target.from;
    let mut entries = 0;
    let mut pending = 0;
    loop {
        let batch = source
            .changes(at, BATCH)
            .map_err(|error| SearchError::library("its changes", error))?;
        if batch.is_empty() {
            break;
        }
        for change in &batch {
            at = in_order(at, change.rev())?;
            write(target, writer, change)?;
        }
        entries += batch.len() as u64;
        pending += batch.len();
        if pending >= ROWS_PER_COMMIT {
            commit(target, writer, at)?;
            pending = 0;
        }
    }
    // Changes of things that are not indexed move the counter too: what was the last number before
    // the stream began is covered now.
    Ok(Written {
        rev: at.max(target.ceiling),
        entries,
    })
}

fn in_order(after: u64, found: u64) -> Result<u64, SearchError> {
    if found > after {
        Ok(found)
    } else {
        Err(SearchError::Unordered { after, found })
    }
}

fn write(target: &Target<'_>, writer: &IndexWriter, change: &Change) -> Result<(), SearchError> {
    // Only the last change of a thing is listed, so that a new index meets a thing for the second
    // time only when it changed after the stream began.
    if target.from > 0 || change.rev() > target.ceiling {
        let id = whole_term(change.id());
        writer.delete_term(Term::from_field_text(target.fields.id, &id));
    }
    if let Change::Put(entry) = change {
        let document: TantivyDocument = target.fields.document(entry);
        writer
            .add_document(document)
            .map_err(|error| SearchError::write(target.dir, error))?;
    }
    Ok(())
}

fn commit(target: &Target<'_>, writer: &mut IndexWriter, rev: u64) -> Result<(), SearchError> {
    let failed = |error| SearchError::write(target.dir, error);
    let payload = Payload::new(target.identity, rev, target.fields);
    let payload = serde_json::to_string(&payload).map_err(|error| failed(error.into()))?;
    let mut prepared = writer.prepare_commit().map_err(failed)?;
    prepared.set_payload(&payload);
    prepared.commit().map_err(failed)?;
    Ok(())
}

fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_BEFORE_MERGE);
    policy
}
