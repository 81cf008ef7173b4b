//! A case as it stood at an instant: which words were captured by then, and what people had decided.
//!
//! A statement moves along the versions of its document and is corrected on its way. Here it is put
//! back: to the latest version of that time in which its words stand, with the reading, the point
//! and the status that the decisions of that time gave it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{
    Act, CaseId, Decision, DocumentId, FoundStatement, PointId, QuoteSelector, Statement, Status,
    TextIndex, VersionId,
};
use store::ReadTx;

use super::material::{Answers, Log, Origin};
use crate::error::EngineError;
use crate::take_over::shifted;

/// Returns the statements that were there at `end`, as they were then, in the order of the text.
pub(super) fn statements(
    statements: &[Statement],
    versions: &BTreeMap<VersionId, Origin>,
    log: &Log,
    end: DateTime<Utc>,
) -> Vec<Statement> {
    let judgements = log.judgements();
    let texts = versions
        .iter()
        .map(|(id, origin)| (*id, TextIndex::new(&origin.version.article.text)))
        .collect();
    let past = Past {
        versions: versions_until(versions, end),
        texts,
        end,
    };
    let none = Vec::new();
    let mut found: Vec<Statement> = statements
        .iter()
        .filter_map(|it| past.statement(it, judgements.get(&it.id).unwrap_or(&none)))
        .collect();
    found.sort_by_key(|it| (it.document, it.version, it.found.span, it.id));
    found
}

/// Collects the answers of a case as the log had them; the machine's hold wherever nobody had
/// spoken about them.
pub(super) fn answers(tx: &ReadTx<'_>, case: CaseId, log: &Log) -> Result<Answers, EngineError> {
    let mut pairs = BTreeMap::new();
    for found in tx.answers().of_machine(case)? {
        pairs.insert((found.answer, found.answered), true);
    }
    for decision in log.standing() {
        let (link, holds) = match &decision.act {
            Act::Link(link) => (link, true),
            Act::Unlink(link) => (link, false),
            _ => continue,
        };
        if link.case == case {
            pairs.insert((link.answer, link.answered), holds);
        }
    }
    let mut answers = Answers::default();
    for ((answer, answered), _) in pairs.into_iter().filter(|(_, holds)| *holds) {
        answers.add(answer, answered);
    }
    Ok(answers)
}

/// Returns the versions that were captured by then, by document, the oldest first.
fn versions_until(
    versions: &BTreeMap<VersionId, Origin>,
    end: DateTime<Utc>,
) -> BTreeMap<DocumentId, Vec<&Origin>> {
    let captured = |origin: &Origin| origin.capture.retrieval.captured();
    let mut until: BTreeMap<DocumentId, Vec<&Origin>> = BTreeMap::new();
    for origin in versions.values().filter(|origin| captured(origin) <= end) {
        until.entry(origin.document.id).or_default().push(origin);
    }
    for origins in until.values_mut() {
        origins.sort_by_key(|origin| (captured(origin), origin.version.id));
    }
    until
}

/// The documents of a case with the instant that is asked about.
struct Past<'a> {
    versions: BTreeMap<DocumentId, Vec<&'a Origin>>,
    texts: BTreeMap<VersionId, TextIndex<'a>>,
    end: DateTime<Utc>,
}

/// What was decided about a statement: its reading in the text of a version, status and point.
struct Reading {
    found: FoundStatement,
    version: VersionId,
    status: Status,
    point: Option<PointId>,
}

impl Past<'_> {
    fn statement(&self, now: &Statement, decisions: &[&Decision]) -> Option<Statement> {
        let reading = reading_at(now, decisions, self.end)?;
        let text = self.texts.get(&reading.version)?;
        let words = QuoteSelector::of(text, reading.found.span);
        let (version, found) = self.stood(now, &reading, &words)?;
        Some(Statement {
            selector: QuoteSelector::of(self.texts.get(&version)?, found.span),
            version,
            found,
            status: reading.status,
            point: reading.point,
            ..now.clone()
        })
    }

    /// Returns the latest version of that time in which the words stand, and how they stand there.
    fn stood(
        &self,
        now: &Statement,
        reading: &Reading,
        words: &QuoteSelector,
    ) -> Option<(VersionId, FoundStatement)> {
        let versions = self.versions.get(&now.document)?;
        versions.iter().rev().find_map(|origin| {
            let id = origin.version.id;
            if id == reading.version {
                return Some((id, reading.found.clone()));
            }
            let place = words.find(self.texts.get(&id)?)?;
            Some((id, shifted(&reading.found, place)))
        })
    }
}

/// Returns the reading of a statement at an instant: the result of the last decision by then, or
/// what the first one after it replaced. One that a person added later was not there yet.
fn reading_at(now: &Statement, decisions: &[&Decision], end: DateTime<Utc>) -> Option<Reading> {
    let last = decisions.iter().rev().find(|it| it.at <= end);
    if let Some(judgement) = last.and_then(|it| it.act.judgement()) {
        return Some(Reading {
            found: judgement.result.clone(),
            version: judgement.version,
            status: judgement.status,
            point: judgement.point,
        });
    }
    if decisions.iter().any(|it| matches!(it.act, Act::Add(_))) {
        return None;
    }
    if let Some(judgement) = decisions.first().and_then(|it| it.act.judgement()) {
        let before = judgement.replaced.as_ref().unwrap_or(&judgement.result);
        return Some(Reading {
            found: before.clone(),
            version: judgement.version,
            status: judgement.before,
            point: judgement.before_point,
        });
    }
    Some(Reading {
        found: now.found.clone(),
        version: now.version,
        status: now.status,
        point: now.point,
    })
}
