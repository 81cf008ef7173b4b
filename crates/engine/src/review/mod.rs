//! Review: a person decides on what the machine proposes, one statement at a time.
//!
//! A decision is appended to the log with its full result, applied to the statement, and never
//! touched by a new reading. One decision covers the word-identical repeats of a statement (a wire
//! story in three papers), which are named in the answer. [`proposal`] lists what
//! waits, [`edit`] corrects a statement, [`shape`] splits, joins and adds, [`learn`] remembers whom
//! words mean, and [`undo`] takes decisions back.

mod edit;
mod learn;
mod place;
mod proposal;
mod seen;
mod shape;
mod undo;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use chrono::{DateTime, Utc};
use model::{Act, CaseId, Decision, DecisionId, Judgement, Link, Statement, StatementId, Status};
use store::{ReadTx, WriteTx};

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::repeat_key;
use crate::view::DecisionLine;

pub use edit::Edit;
pub use learn::Lesson;
pub(crate) use learn::{Lessons, with_learned};
pub use proposal::Queue;
pub use seen::Seen;
pub use shape::NewStatement;

/// Who decides, and when: the same for everything that one command does.
pub(crate) struct Hand<'a> {
    by: &'a str,
    at: DateTime<Utc>,
}

/// The repeats of each statement that a command names.
type Repeats = BTreeMap<StatementId, Vec<StatementId>>;

impl Library {
    /// Finds that statements were read right, each with its word-identical repeats. One that has
    /// come further than `status` stays there.
    pub fn accept<S: Into<Seen> + Copy>(
        &self,
        statements: &[S],
        status: Status,
        by: &str,
    ) -> Result<Vec<DecisionLine>, EngineError> {
        if !status.is_checked() {
            return Err(EngineError::BadValue {
                noun: "status of a reading that was accepted",
                given: status.to_string(),
                expected: "reading_checked, second_check or cleared".to_owned(),
            });
        }
        self.judge(&seen::all(statements), status, by)
    }

    /// Finds that statements were read wrong, each with its word-identical repeats.
    pub fn reject<S: Into<Seen> + Copy>(
        &self,
        statements: &[S],
        by: &str,
    ) -> Result<Vec<DecisionLine>, EngineError> {
        self.judge(&seen::all(statements), Status::Rejected, by)
    }

    fn judge(
        &self,
        statements: &[Seen],
        status: Status,
        by: &str,
    ) -> Result<Vec<DecisionLine>, EngineError> {
        // Repeats are looked for before the store is locked; what another process changed
        // meanwhile is told when they are judged.
        let repeats = self.store.read(|tx| repeats_of(tx, statements))?;
        let hand = self.hand(by);
        let lines = self.store.write(|tx| {
            let mut judged = BTreeSet::new();
            let judge_one = |seen: &Seen| {
                let statement = seen.statement(tx)?;
                let repeats = repeats.get(&statement.id).map_or(&[][..], Vec::as_slice);
                self.judge_one(tx, &hand, status, &statement, repeats, &mut judged)
            };
            statements.iter().map(judge_one).collect()
        });
        let lines: Vec<DecisionLine> = lines?;
        self.follow_index();
        Ok(lines)
    }

    fn judge_one(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        status: Status,
        statement: &Statement,
        repeats: &[StatementId],
        judged: &mut BTreeSet<StatementId>,
    ) -> Result<DecisionLine, EngineError> {
        let mut covered = Vec::new();
        for repeat in repeats {
            let Some(repeat) = tx.statements().by_id(*repeat)? else {
                continue;
            };
            if is_repeat(statement, &repeat) {
                covered.push(repeat.id);
                self.bring_into(tx, hand, status, &repeat, judged)?;
            }
        }
        Ok(DecisionLine {
            id: statement.id,
            status: self.bring_into(tx, hand, status, statement, judged)?,
            repeats: covered,
            learned: Vec::new(),
        })
    }

    /// Decides on one statement, once in a command, and returns the status that it has then.
    fn bring_into(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        status: Status,
        statement: &Statement,
        judged: &mut BTreeSet<StatementId>,
    ) -> Result<Status, EngineError> {
        let is_lower = status.is_checked() && status.rank() < statement.status.rank();
        if is_lower || !judged.insert(statement.id) {
            return Ok(statement.status);
        }
        let after = Statement {
            status,
            ..statement.clone()
        };
        self.settle(tx, hand, statement, &after)?;
        Ok(status)
    }

    /// Decides that one statement answers another, in every case that holds both.
    pub fn link(
        &self,
        answer: StatementId,
        answered: StatementId,
        by: &str,
    ) -> Result<(), EngineError> {
        self.join(answer, answered, by, |tx, link| {
            tx.answers_mut().link(&link)?;
            Ok(Act::Link(link))
        })
    }

    /// Decides that one statement does not answer another, in every case that holds both.
    pub fn unlink(
        &self,
        answer: StatementId,
        answered: StatementId,
        by: &str,
    ) -> Result<(), EngineError> {
        self.join(answer, answered, by, |tx, link| {
            tx.answers_mut().unlink(&link)?;
            Ok(Act::Unlink(link))
        })
    }

    fn join(
        &self,
        answer: StatementId,
        answered: StatementId,
        by: &str,
        put: impl Fn(&WriteTx<'_>, Link) -> Result<Act, EngineError>,
    ) -> Result<(), EngineError> {
        if answer == answered {
            return Err(EngineError::Itself {
                given: answer.to_string(),
            });
        }
        let hand = self.hand(by);
        self.store.write(|tx| {
            for case in cases_of_both(tx, answer, answered)? {
                let link = Link {
                    case,
                    answer,
                    answered,
                };
                let act = put(tx, link)?;
                self.write_down(tx, &hand, act, None)?;
            }
            Ok::<_, EngineError>(())
        })?;
        self.follow_index();
        Ok(())
    }

    /// Applies a decision on a statement and writes it into the log.
    fn settle(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        before: &Statement,
        after: &Statement,
    ) -> Result<(), EngineError> {
        tx.statements_mut().update(after)?;
        self.write_down(tx, hand, judgement_of(before, after), None)
    }

    /// Returns who decides, at the present time.
    pub(crate) fn hand<'a>(&self, by: &'a str) -> Hand<'a> {
        Hand {
            by,
            at: self.world.clock.now(),
        }
    }

    /// Appends to the log of decisions what was decided just now.
    pub(crate) fn decide(
        &self,
        tx: &WriteTx<'_>,
        act: Act,
        by: &str,
        undoes: Option<DecisionId>,
    ) -> Result<(), EngineError> {
        self.write_down(tx, &self.hand(by), act, undoes)
    }

    fn write_down(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        act: Act,
        undoes: Option<DecisionId>,
    ) -> Result<(), EngineError> {
        let decision = Decision {
            id: DecisionId::from(self.world.ids.fresh()),
            at: hand.at,
            by: hand.by.to_owned(),
            act,
            undoes,
        };
        Ok(tx.decisions_mut().append(&decision)?)
    }
}

/// Returns the statement of that name.
pub(crate) fn known(tx: &ReadTx<'_>, id: StatementId) -> Result<Statement, EngineError> {
    let not_found = || EngineError::NotFound {
        noun: "statement",
        given: id.to_string(),
    };
    tx.statements().by_id(id)?.ok_or_else(not_found)
}

/// Returns, for each statement, its repeats in the cases that hold it. Each case is read once.
fn repeats_of(tx: &ReadTx<'_>, statements: &[Seen]) -> Result<Repeats, EngineError> {
    let mut of_cases: BTreeMap<CaseId, Vec<Statement>> = BTreeMap::new();
    let mut repeats = Repeats::new();
    for &Seen { id, .. } in statements {
        let statement = known(tx, id)?;
        let mut found = BTreeSet::new();
        for case in tx.case_documents().cases_of(statement.document)? {
            let of_case = match of_cases.entry(case) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(unread) => unread.insert(tx.statements().of_case(case)?),
            };
            let others = of_case.iter();
            found.extend(
                others
                    .filter(|it| is_repeat(&statement, it))
                    .map(|it| it.id),
            );
        }
        repeats.insert(id, found.into_iter().collect());
    }
    Ok(repeats)
}

/// Tells whether another statement merely repeats this one, and nobody treated it differently.
fn is_repeat(statement: &Statement, other: &Statement) -> bool {
    other.id != statement.id
        && other.status == statement.status
        && repeat_key(statement).is_some_and(|key| repeat_key(other) == Some(key))
}

/// Returns the cases that hold both statements: at least one.
fn cases_of_both(
    tx: &ReadTx<'_>,
    a: StatementId,
    b: StatementId,
) -> Result<Vec<CaseId>, EngineError> {
    let mut cases = tx.case_documents().cases_of(known(tx, a)?.document)?;
    let others = tx.case_documents().cases_of(known(tx, b)?.document)?;
    cases.retain(|case| others.contains(case));
    if cases.is_empty() {
        return Err(EngineError::NotFound {
            noun: "case that holds both statements",
            given: format!("{a} {b}"),
        });
    }
    Ok(cases)
}

fn judgement_of(before: &Statement, after: &Statement) -> Act {
    Act::Judge(Box::new(judgement_on(before, after)))
}

fn judgement_on(before: &Statement, after: &Statement) -> Judgement {
    let is_changed = before.found != after.found;
    Judgement {
        statement: after.id,
        document: after.document,
        version: after.version,
        selector: after.selector.clone(),
        before: before.status,
        status: after.status,
        replaced: is_changed.then(|| before.found.clone()),
        result: after.found.clone(),
        before_point: before.point,
        point: after.point,
    }
}
