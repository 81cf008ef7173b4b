//! How a new version of a document takes over what earlier ones said.
//!
//! Each statement of the document is looked for in the new text by its words and what stood round
//! them. Found, it moves there under its own id, with what people decided; the row that the new
//! reading made of the same words gives way to it. Not found, it stays on the version that said it.
//! It stays there too where the new version is weaker evidence: words that a reporter pasted are no
//! source in the place of a page that was fetched.
//! Nothing is removed: neither a denial that was cut nor a reading that the machine no longer makes.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Act, Altered, DocumentId, FoundStatement, QuoteSelector, Reason, Span, Statement, StatementId,
    Status, TextIndex, Version, VersionId, normalised_name,
};
use store::{ReadTx, WriteTx};

use crate::error::EngineError;

/// Overlap from which two spans are the same place (DESIGN: decisions reattach at 0.8).
const SAME: f64 = 0.8;

/// What became of the rows of a new reading.
pub(crate) struct Taken {
    /// Rows that are new.
    pub(crate) fresh: Vec<Statement>,
    /// Rows that gave way to an earlier statement, by their own id and its.
    given_way: Vec<(StatementId, StatementId)>,
    /// Statements that were found again.
    pub(crate) met: BTreeSet<StatementId>,
}

impl Taken {
    /// Returns pairs of statements with the ids under which they are kept.
    pub(crate) fn renamed(
        &self,
        pairs: &[(StatementId, StatementId)],
    ) -> Vec<(StatementId, StatementId)> {
        let kept = |id: StatementId| {
            let way = self.given_way.iter().find(|(fresh, _)| *fresh == id);
            way.map_or(id, |(_, kept)| *kept)
        };
        pairs.iter().map(|(a, b)| (kept(*a), kept(*b))).collect()
    }
}

/// Moves what the new version still says onto it. A version whose capture is older than one that is
/// there moves nothing, and one whose capture is of a weaker provenance nothing that stands on a
/// stronger one: its rows stand beside the others only where they say something else.
pub(crate) fn take_over(
    tx: &WriteTx<'_>,
    version: &Version,
    rows: Vec<Statement>,
) -> Result<Taken, EngineError> {
    let latest = tx.versions().latest(version.document)?;
    let is_latest = latest.is_none_or(|latest| latest.id == version.id);
    let ranks = ranks_of(tx, version.document)?;
    let rank = ranks.get(&version.id);
    let text = TextIndex::new(&version.article.text);
    let mut taken = Taken {
        fresh: rows,
        given_way: Vec::new(),
        met: BTreeSet::new(),
    };
    let mut known = tx.statements().of_document(version.document)?;
    // The latest version first: where words stood twice, its statement is the one that goes on.
    known.reverse();
    let places: Vec<(Statement, Span)> = known
        .into_iter()
        .filter_map(|old| {
            let place = place_of(&old, version, &text)?;
            Some((old, place))
        })
        .collect();
    let twins = taken.twins(&places);
    for ((old, place), twin) in places.iter().zip(twins) {
        let stays = old.version == version.id;
        let moves = stays || (is_latest && rank >= ranks.get(&old.version));
        if moves && (twin.is_some() || old.status != Status::Unread) {
            let here = moved(old, twin, *place, version, &text);
            tx.statements_mut().update(&here)?;
        }
    }
    taken.give_way_to_reshaped(tx, version, &text)?;
    Ok(taken)
}

/// Returns where a statement stands in a text: in its own version where it is known to stand.
fn place_of(old: &Statement, version: &Version, text: &TextIndex<'_>) -> Option<Span> {
    if old.version == version.id {
        Some(old.found.span)
    } else {
        old.selector.find(text)
    }
}

impl Taken {
    /// Lets the new rows give way to the statements that they are, and returns for each of these what
    /// was read anew. The same place comes first, so that a statement which a person cut or widened
    /// does not take the row of another one.
    fn twins(&mut self, places: &[(Statement, Span)]) -> Vec<Option<FoundStatement>> {
        let mut twins: Vec<Option<FoundStatement>> = vec![None; places.len()];
        for within in [false, true] {
            for ((old, place), twin) in places.iter().zip(&mut twins) {
                let is_open = twin.is_none() && (!within || old.status != Status::Unread);
                if let Some(index) = is_open
                    .then(|| twin_of(&self.fresh, old, *place, within))
                    .flatten()
                {
                    let row = self.fresh.remove(index);
                    self.given_way.push((row.id, old.id));
                    self.met.insert(old.id);
                    *twin = Some(row.found);
                }
            }
        }
        twins
    }

    /// Takes out what a person split or joined: the statement as it was is not found again.
    fn give_way_to_reshaped(
        &mut self,
        tx: &WriteTx<'_>,
        version: &Version,
        text: &TextIndex<'_>,
    ) -> Result<(), EngineError> {
        for (id, place) in reshaped(tx, version, text)? {
            let gone = self
                .fresh
                .extract_if(.., |it| it.found.span.overlap(place) >= SAME);
            self.given_way.extend(gone.map(|it| (it.id, id)));
        }
        Ok(())
    }
}

/// Returns where the statements stand in a text that a person split or joined, as they were before,
/// each with the statement that it is now.
fn reshaped(
    tx: &WriteTx<'_>,
    version: &Version,
    text: &TextIndex<'_>,
) -> Result<Vec<(StatementId, Span)>, EngineError> {
    let decisions = tx.decisions().of_document(version.document)?;
    let undone: BTreeSet<_> = decisions.iter().filter_map(|it| it.undoes).collect();
    let mut found = Vec::new();
    for decision in decisions {
        if undone.contains(&decision.id) || decision.undoes.is_some() {
            continue;
        }
        let (Act::Split(judgement) | Act::Join(judgement)) = decision.act else {
            continue;
        };
        let before = judgement.replaced.as_ref().unwrap_or(&judgement.result);
        let place = if judgement.version == version.id {
            Some(before.span)
        } else {
            let old = tx.versions().by_id(judgement.version)?;
            let old = old.map(|it| it.article.text).unwrap_or_default();
            QuoteSelector::of(&TextIndex::new(&old), before.span).find(text)
        };
        let is_there = tx.statements().by_id(judgement.statement)?.is_some();
        found.extend(
            place
                .filter(|_| is_there)
                .map(|it| (judgement.statement, it)),
        );
    }
    Ok(found)
}

/// Returns how far the capture of each version of a document rests on somebody's word.
pub(crate) fn ranks_of(
    tx: &ReadTx<'_>,
    document: DocumentId,
) -> Result<BTreeMap<VersionId, u8>, EngineError> {
    let captures = tx.captures().of_document(document)?;
    let captures: BTreeMap<_, _> = captures
        .iter()
        .map(|capture| (capture.id(), capture.retrieval.provenance.rank()))
        .collect();
    let versions = tx.versions().of(document)?;
    let ranks = versions.iter().filter_map(|version| {
        let rank = captures.get(&version.capture)?;
        Some((version.id, *rank))
    });
    Ok(ranks.collect())
}

/// Finds the row of the new reading that is the same statement: at the same place, of the same
/// words; among several, the one of the same kind and speaker. `within`: also where the one place lies
/// in the other.
fn twin_of(rows: &[Statement], old: &Statement, place: Span, within: bool) -> Option<usize> {
    let here = |row: &Statement| {
        let span = row.found.span;
        span.overlap(place) >= SAME || (within && (span.contains(place) || place.contains(span)))
    };
    let candidates: Vec<usize> = (0..rows.len())
        .filter(|&index| here(&rows[index]))
        .collect();
    let likeness = |row: &Statement| {
        let (new, old) = (&row.found, &old.found);
        (
            words(new) == words(old),
            new.kind == old.kind,
            named(new) == named(old),
        )
    };
    let best = candidates
        .iter()
        .copied()
        .max_by_key(|&index| likeness(&rows[index]))?;
    // Two statements of one sentence share its span: only the words tell which one this is.
    let is_sure = candidates.len() == 1 || likeness(&rows[best]).0;
    is_sure.then_some(best)
}

/// Returns the words that were said, without the attribution.
fn words(found: &FoundStatement) -> String {
    let text = TextIndex::new(&found.verbatim);
    let inside = |part: &Span| {
        let start = part.start.saturating_sub(found.span.start);
        text.slice(Span::new(start, part.end.saturating_sub(found.span.start)))
    };
    found
        .content
        .iter()
        .map(inside)
        .collect::<Vec<_>>()
        .join(" ")
}

fn named(found: &FoundStatement) -> Option<String> {
    found.speaker.as_deref().map(normalised_name)
}

/// Returns a statement as it stands in the new version: read anew where nobody decided on it, else
/// as the person left it.
pub(crate) fn moved(
    old: &Statement,
    twin: Option<FoundStatement>,
    place: Span,
    version: &Version,
    text: &TextIndex<'_>,
) -> Statement {
    let found = match twin {
        Some(twin) if old.status == Status::Unread => twin,
        _ => shifted(&old.found, place),
    };
    let selector = QuoteSelector::of(text, found.span);
    Statement {
        version: version.id,
        selector,
        found,
        ..old.clone()
    }
}

/// Returns a statement with its spans moved to where its words now stand; what stood outside its
/// own words has no known place any more.
pub(crate) fn shifted(found: &FoundStatement, place: Span) -> FoundStatement {
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
        altered: found
            .altered
            .iter()
            .filter_map(|it| moved(it.span).map(|span| Altered { span, ..*it }))
            .collect(),
        why: found
            .why
            .iter()
            .map(|it| Reason {
                span: it.span.and_then(moved),
                ..it.clone()
            })
            .collect(),
        ..found.clone()
    }
}
