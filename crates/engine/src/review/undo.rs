//! Undoing: what one person decided last is taken back, by appending its inverse to the log.
//!
//! Nobody takes back what another person decided, nor what another person built upon since.

use model::{
    Act, BeforeMerge, CaseId, Decision, Entity, FoundStatement, Judgement, Link, Party,
    QuoteSelector, Statement, TextIndex,
};
use store::{ReadTx, WriteTx};

use super::learn::unlearn;
use super::place::text_of;
use super::{Hand, judgement_of, known};
use crate::error::EngineError;
use crate::library::Library;
use crate::take_over::shifted;

impl Library {
    /// Takes back the last decision of a person that still stands, with everything that the same
    /// command decided: the repeats of a statement, an answer in several cases. Returns that
    /// decision.
    pub fn undo(&self, by: &str) -> Result<Decision, EngineError> {
        let hand = self.hand(by);
        let undone = self.store.write(|tx| {
            let Some(last) = tx.decisions().last_not_undone(Some(by))? else {
                return Err(EngineError::NothingToUndo);
            };
            for decision in tx.decisions().taken_with(&last)? {
                if noun_of(&decision.act) == noun_of(&last.act) {
                    self.take_back(tx, &hand, &decision)?;
                }
            }
            Ok(last)
        })?;
        self.follow_index();
        Ok(undone)
    }

    /// Names a case that a decision is about, where it is not about the open one at all; a decision
    /// on a name is about every case.
    pub fn other_case(
        &self,
        decision: &Decision,
        open: CaseId,
    ) -> Result<Option<String>, EngineError> {
        self.store.read(|tx| {
            let cases = match &decision.act {
                Act::Judge(it) | Act::Split(it) | Act::Join(it) | Act::Add(it) => {
                    tx.case_documents().cases_of(it.document)?
                }
                Act::Link(link) | Act::Unlink(link) => vec![link.case],
                Act::Learn(learned) => vec![learned.name.case],
                Act::Entity(_) | Act::Merge { .. } => Vec::new(),
            };
            match cases.first() {
                Some(&case) if !cases.contains(&open) => {
                    Ok(tx.cases().by_id(case)?.map(|case| case.name))
                }
                _ => Ok(None),
            }
        })
    }

    fn take_back(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        last: &Decision,
    ) -> Result<(), EngineError> {
        let undoes = Some(last.id);
        match &last.act {
            Act::Add(judgement) => {
                refuse_if_decided_since(tx, last, judgement)?;
                tx.statements_mut().remove(judgement.statement)?;
                self.write_down(tx, hand, last.act.clone(), undoes)
            }
            Act::Judge(judgement) | Act::Split(judgement) | Act::Join(judgement) => {
                refuse_if_decided_since(tx, last, judgement)?;
                let now = known(tx, judgement.statement)?;
                let before = statement_before(tx, &now, judgement)?;
                tx.statements_mut().update(&before)?;
                self.write_down(tx, hand, judgement_of(&now, &before), undoes)
            }
            Act::Link(link) | Act::Unlink(link) => {
                self.write_down(tx, hand, last.act.clone(), undoes)?;
                restore_link(tx, link)
            }
            Act::Entity(change) => {
                restore_entity(tx, &change.entity, change.replaced.as_ref())?;
                self.write_down(tx, hand, last.act.clone(), undoes)
            }
            Act::Learn(learned) => {
                unlearn(tx, learned)?;
                self.write_down(tx, hand, last.act.clone(), undoes)
            }
            Act::Merge { before, .. } => {
                part(tx, before.as_deref())?;
                self.write_down(tx, hand, last.act.clone(), undoes)
            }
        }
    }
}

/// What a decision is on. What one command decided on one noun is taken back as one.
#[derive(PartialEq, Eq)]
enum Noun {
    Statement,
    Answer { holds: bool },
    Entity,
    Merge,
    Name,
}

fn noun_of(act: &Act) -> Noun {
    match act {
        Act::Judge(_) | Act::Split(_) | Act::Join(_) | Act::Add(_) => Noun::Statement,
        Act::Link(_) => Noun::Answer { holds: true },
        Act::Unlink(_) => Noun::Answer { holds: false },
        Act::Entity(_) => Noun::Entity,
        Act::Merge { .. } => Noun::Merge,
        Act::Learn(_) => Noun::Name,
    }
}

fn not_yet(what: &str, first: &str) -> EngineError {
    EngineError::CannotUndo {
        what: what.to_owned(),
        first: first.to_owned(),
    }
}

/// Refuses to take back a decision on a statement on which somebody else decided since. Where the
/// statement itself would go, a link of it counts too.
fn refuse_if_decided_since(
    tx: &ReadTx<'_>,
    last: &Decision,
    judgement: &Judgement,
) -> Result<(), EngineError> {
    let goes = matches!(last.act, Act::Add(_));
    let decisions = tx.decisions().of_statement(judgement.statement)?;
    let since = decisions.iter().rev().take_while(|it| it.id != last.id);
    let standing = since.filter(|it| {
        let is_undone = decisions.iter().any(|other| other.undoes == Some(it.id));
        let counts = it.act.judgement().is_some() || (goes && it.by != last.by);
        // What the same command decided is taken back with it.
        let is_same = it.at == last.at && it.by == last.by;
        counts && !is_same && it.undoes.is_none() && !is_undone
    });
    match standing.last() {
        Some(later) => Err(not_yet(
            &decision_on(&judgement.result),
            &format!(
                "{0} decided on it since: {0} takes that back first",
                later.by
            ),
        )),
        None => Ok(()),
    }
}

/// Names a decision by whose words it is about.
fn decision_on(found: &FoundStatement) -> String {
    match &found.speaker {
        Some(speaker) => format!("the decision on what {speaker} said"),
        None => "the decision on a statement without a named speaker".to_owned(),
    }
}

/// Returns a statement as it was before a decision, in the text in which it stands now.
fn statement_before(
    tx: &ReadTx<'_>,
    now: &Statement,
    judgement: &Judgement,
) -> Result<Statement, EngineError> {
    let text = text_of(tx, now.version)?;
    let text = TextIndex::new(&text);
    let found = match &judgement.replaced {
        None => now.found.clone(),
        Some(replaced) if judgement.version == now.version => replaced.clone(),
        Some(replaced) => {
            let old = text_of(tx, judgement.version)?;
            moved(replaced, &TextIndex::new(&old), &text).unwrap_or_else(|| now.found.clone())
        }
    };
    let is_same_point = judgement.point == judgement.before_point;
    Ok(Statement {
        status: judgement.before,
        selector: QuoteSelector::of(&text, found.span),
        found,
        point: if is_same_point {
            now.point
        } else {
            judgement.before_point
        },
        ..now.clone()
    })
}

/// Returns what was found in an old text as it stands in a new one; nothing when it is not there.
fn moved(
    found: &FoundStatement,
    old: &TextIndex<'_>,
    new: &TextIndex<'_>,
) -> Option<FoundStatement> {
    let place = QuoteSelector::of(old, found.span).find(new)?;
    Some(shifted(found, place))
}

/// Brings an answer back to what the last decision on it says that stands; to what the machine
/// found where there is none.
fn restore_link(tx: &WriteTx<'_>, link: &Link) -> Result<(), EngineError> {
    match tx.decisions().last_on_link(link)?.map(|it| it.act) {
        Some(Act::Link(link)) => tx.answers_mut().link(&link)?,
        Some(Act::Unlink(link)) => tx.answers_mut().unlink(&link)?,
        _ => {
            tx.answers_mut().forget(link)?;
        }
    }
    Ok(())
}

/// Makes two entities of one again, with the parts in cases and points that each of them had.
fn part(tx: &WriteTx<'_>, before: Option<&BeforeMerge>) -> Result<(), EngineError> {
    let what = "the merge of two entities";
    let Some(before) = before else {
        let first = "it was made by an older program: add the second entity again by its name";
        return Err(not_yet(what, first));
    };
    let BeforeMerge {
        from, into, merged, ..
    } = before;
    if tx.entities().by_id(into.id)?.as_ref() != Some(merged) {
        return Err(not_yet(
            &format!("the merge of “{}” into “{}”", from.name, into.name),
            "take back first what was changed about it since",
        ));
    }
    tx.entities_mut().update(into)?;
    tx.entities_mut().insert(from)?;
    part_cases(tx, before)?;
    for point in &before.points {
        let known = tx.points().of(point.case)?;
        if known.iter().any(|it| it.id == point.id) {
            tx.points_mut().set_sides(point)?;
        }
    }
    for learned in &before.learned {
        tx.learned_names_mut().put(learned)?;
    }
    Ok(())
}

/// Gives each of two entities the parts in cases back that it had; a part that the one they were had
/// been given since stays.
fn part_cases(tx: &WriteTx<'_>, before: &BeforeMerge) -> Result<(), EngineError> {
    let had = |party: &Party| {
        let mut parties = before.parties.iter();
        parties.any(|it| it.case == party.case && it.entity == before.into.id)
    };
    for party in before.parties.iter().filter(|it| !had(it)) {
        tx.parties_mut().remove(party.case, before.into.id)?;
    }
    for party in &before.parties {
        tx.parties_mut().put(party)?;
    }
    Ok(())
}

/// Brings an entity back to what it was before a decision; a new one that nothing uses goes.
fn restore_entity(
    tx: &WriteTx<'_>,
    entity: &Entity,
    replaced: Option<&Entity>,
) -> Result<(), EngineError> {
    if tx.entities().by_id(entity.id)?.as_ref() != Some(entity) {
        return Err(not_yet(
            &format!("the change of the entity “{}”", entity.name),
            "take back first what was changed about it since",
        ));
    }
    match replaced {
        Some(before) => tx.entities_mut().update(before)?,
        None if tx.entities().is_used(entity.id)? => {
            return Err(not_yet(
                &format!("the making of the entity “{}”", entity.name),
                "it is a party of a case, and stays while it is",
            ));
        }
        None => {
            tx.entities_mut().remove(entity.id)?;
        }
    }
    Ok(())
}
