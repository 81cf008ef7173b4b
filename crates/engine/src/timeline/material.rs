//! What the rows of a case are made of, read in one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use export::PageChange;
use model::{
    Capture, Case, Decision, DecisionId, Document, Lead, Point, PointId, Statement, StatementId,
    Status, Version, VersionId,
};
use store::ReadTx;

use super::as_of;
use super::repeat::clusters_of;
use crate::error::EngineError;
use crate::versions::page_changes;

/// Everything that the rows of a case are made of, as it stands or stood at an instant.
pub(super) struct Material {
    pub(super) statements: Vec<Statement>,
    pub(super) sources: BTreeMap<VersionId, Origin>,
    pub(super) answers: Answers,
    pub(super) points: BTreeMap<PointId, Point>,
    pub(super) leads: Vec<Lead>,
    pub(super) log: Log,
    pub(super) clusters: BTreeMap<StatementId, String>,
    /// What became of statements whose pages changed.
    pub(super) page_changes: BTreeMap<StatementId, PageChange>,
    pub(super) fictional: bool,
}

/// Where statements come from: the same for all of one version.
pub(super) struct Origin {
    pub(super) document: Document,
    pub(super) version: Version,
    pub(super) capture: Capture,
}

/// Which statement answers which, from both ends.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) given: BTreeMap<StatementId, Vec<StatementId>>,
    pub(super) got: BTreeMap<StatementId, Vec<StatementId>>,
}

impl Answers {
    /// Takes note of one answer.
    pub(super) fn add(&mut self, answer: StatementId, answered: StatementId) {
        self.given.entry(answer).or_default().push(answered);
        self.got.entry(answered).or_default().push(answer);
    }
}

impl Material {
    /// Reads a case as it stands, or as it stood at `end`.
    pub(super) fn of(
        tx: &ReadTx<'_>,
        case: &Case,
        end: Option<DateTime<Utc>>,
    ) -> Result<Self, EngineError> {
        match end {
            None => Self::now(tx, case),
            Some(end) => Self::at(tx, case, end),
        }
    }

    fn now(tx: &ReadTx<'_>, case: &Case) -> Result<Self, EngineError> {
        let statements = tx.statements().of_case(case.id)?;
        let mut answers = Answers::default();
        for link in tx.answers().of_case(case.id)? {
            answers.add(link.answer, link.answered);
        }
        Ok(Self {
            clusters: clusters_of(&statements),
            page_changes: page_changes(tx, case, &statements, None)?,
            sources: versions_of(tx, &statements)?,
            statements,
            answers,
            points: points_of(tx, case)?,
            leads: tx.leads().of(case.id)?,
            log: Log(tx.decisions().of_case(case.id)?),
            fictional: case.fictional,
        })
    }

    fn at(tx: &ReadTx<'_>, case: &Case, end: DateTime<Utc>) -> Result<Self, EngineError> {
        let whole_log = Log(tx.decisions().of_case(case.id)?);
        let sources = versions_of_case(tx, case)?;
        let statements = tx.statements().of_case(case.id)?;
        let statements = as_of::statements(&statements, &sources, &whole_log, end);
        let log = whole_log.until(end);
        let leads = tx.leads().of(case.id)?;
        Ok(Self {
            clusters: clusters_of(&statements),
            page_changes: page_changes(tx, case, &statements, Some(end))?,
            sources,
            statements,
            answers: as_of::answers(tx, case.id, &log)?,
            points: points_of(tx, case)?,
            leads: leads.into_iter().filter(|it| it.id.made() <= end).collect(),
            log,
            fictional: case.fictional,
        })
    }
}

fn points_of(tx: &ReadTx<'_>, case: &Case) -> Result<BTreeMap<PointId, Point>, EngineError> {
    let points = tx.points().of(case.id)?;
    Ok(points.into_iter().map(|it| (it.id, it)).collect())
}

/// Reads the versions on which statements stand.
fn versions_of(
    tx: &ReadTx<'_>,
    statements: &[Statement],
) -> Result<BTreeMap<VersionId, Origin>, EngineError> {
    let mut sources = BTreeMap::new();
    for statement in statements {
        if sources.contains_key(&statement.version) {
            continue;
        }
        let version = tx.versions().by_id(statement.version)?;
        if let Some(origin) = version.map(|it| origin_of(tx, it)).transpose()?.flatten() {
            sources.insert(statement.version, origin);
        }
    }
    Ok(sources)
}

/// Reads every version of every document of a case.
fn versions_of_case(
    tx: &ReadTx<'_>,
    case: &Case,
) -> Result<BTreeMap<VersionId, Origin>, EngineError> {
    let mut sources = BTreeMap::new();
    for document in tx.case_documents().documents_of(case.id)? {
        for version in tx.versions().of(document)? {
            let id = version.id;
            sources.extend(origin_of(tx, version)?.map(|origin| (id, origin)));
        }
    }
    Ok(sources)
}

fn origin_of(tx: &ReadTx<'_>, version: Version) -> Result<Option<Origin>, EngineError> {
    let document = tx.documents().by_id(version.document)?;
    let capture = tx.captures().by_id(version.capture)?;
    Ok(document.zip(capture).map(|(document, capture)| Origin {
        document,
        version,
        capture,
    }))
}

/// The decisions of a case in the order of the log.
pub(super) struct Log(Vec<Decision>);

impl Log {
    /// Returns the log as it was at an instant.
    fn until(self, end: DateTime<Utc>) -> Self {
        Self(self.0.into_iter().filter(|it| it.at <= end).collect())
    }

    /// Returns the decisions that nobody took back and that take nothing back themselves.
    pub(super) fn standing(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        let undone: BTreeSet<DecisionId> = self.0.iter().filter_map(|it| it.undoes).collect();
        let stands = move |it: &&Decision| it.undoes.is_none() && !undone.contains(&it.id);
        self.0.iter().filter(stands)
    }

    /// Returns every decision on the reading of a statement, by statement.
    pub(super) fn judgements(&self) -> BTreeMap<StatementId, Vec<&Decision>> {
        by_statement(self.0.iter())
    }

    /// Returns the decisions on the reading of a statement that stand, by statement.
    pub(super) fn standing_judgements(&self) -> BTreeMap<StatementId, Vec<&Decision>> {
        by_statement(self.standing())
    }
}

fn by_statement<'a>(
    decisions: impl Iterator<Item = &'a Decision>,
) -> BTreeMap<StatementId, Vec<&'a Decision>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for decision in decisions {
        if let Some(judgement) = decision.act.judgement() {
            found.entry(judgement.statement).or_default().push(decision);
        }
    }
    found
}

/// Returns who brought a statement into a status, of the decisions on it that stand.
pub(super) fn decided<'a>(decisions: &[&'a Decision], status: Status) -> Option<&'a Decision> {
    let brought = |it: &&&Decision| {
        let judgement = it.act.judgement();
        judgement.is_some_and(|it| it.status == status)
    };
    decisions.iter().rev().find(brought).copied()
}
