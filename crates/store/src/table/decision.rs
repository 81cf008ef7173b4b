//! The decision log: what people decided. It only grows; taking something back is a new entry.

use model::{CaseId, Decision, DocumentId, Link, StatementId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Json, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "decision log",
    sql: "
-- The order of the log is `position`, not the clock.
CREATE TABLE decisions (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    undoes TEXT UNIQUE REFERENCES decisions (id),
    act TEXT NOT NULL,
    statement TEXT AS (json_extract(act, '$.statement')),
    document TEXT AS (json_extract(act, '$.document')),
    case_id TEXT AS (json_extract(act, '$.case')),
    answer TEXT AS (json_extract(act, '$.answer')),
    answered TEXT AS (json_extract(act, '$.answered'))
) STRICT;
CREATE INDEX decisions_by_statement ON decisions (statement) WHERE statement IS NOT NULL;
CREATE INDEX decisions_by_document ON decisions (document) WHERE document IS NOT NULL;
CREATE INDEX decisions_by_case ON decisions (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX decisions_by_answer ON decisions (answer) WHERE answer IS NOT NULL;
CREATE INDEX decisions_by_answered ON decisions (answered) WHERE answered IS NOT NULL;
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'the decision log only grows');
END;
CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'the decision log only grows');
END;
",
};

/// Reads the decision log.
#[derive(Debug)]
pub struct Decisions<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Decisions<'_> {
    /// Returns the decisions on a statement and on the answers that it gives and gets.
    pub fn of_statement(&self, statement: StatementId) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions WHERE statement = ?1 OR answer = ?1 OR answered = ?1
            ORDER BY position";
        self.tx.many("a decision", sql, [Text(statement)], decision)
    }

    /// Returns the decisions on statements of a document.
    pub fn of_document(&self, document: DocumentId) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions WHERE document = ?1 ORDER BY position";
        self.tx.many("a decision", sql, [Text(document)], decision)
    }

    /// Returns the decisions on statements of the documents of a case and on its answers.
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions WHERE case_id = ?1 OR document IN
            (SELECT document FROM case_documents WHERE case_id = ?1) ORDER BY position";
        self.tx.many("a decision", sql, [Text(case)], decision)
    }

    /// Returns the last decision, of one person or of anybody, that has not been taken back and
    /// takes nothing back itself.
    pub fn last_not_undone(&self, by: Option<&str>) -> Result<Option<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions d WHERE (?1 IS NULL OR person = ?1) AND undoes IS NULL
            AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
            ORDER BY position DESC LIMIT 1";
        self.tx.one("a decision", sql, [by], decision)
    }

    /// Returns the decisions that one person took at the same instant as this one, which is among
    /// them, and that still stand; the last first.
    pub fn taken_with(&self, last: &Decision) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions d WHERE person = ?1 AND at = ?2 AND undoes IS NULL
            AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
            ORDER BY position DESC";
        let key = params![last.by, At(last.at)];
        self.tx.many("a decision", sql, key, decision)
    }

    /// Returns the last decision on an answer that still stands.
    pub fn last_on_link(&self, link: &Link) -> Result<Option<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions d WHERE answer = ?2 AND answered = ?3 AND case_id = ?1
            AND undoes IS NULL AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
            ORDER BY position DESC LIMIT 1";
        let key = params![Text(link.case), Text(link.answer), Text(link.answered)];
        self.tx.one("a decision", sql, key, decision)
    }
}

/// Writes the decision log.
#[derive(Debug)]
pub struct DecisionsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl DecisionsMut<'_> {
    /// Adds a decision at the end. What has been taken back once cannot be taken back again.
    pub fn append(&self, decision: &Decision) -> Result<(), StoreError> {
        let sql = "INSERT INTO decisions (id, at, person, undoes, act) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![
            Text(decision.id),
            At(decision.at),
            decision.by,
            decision.undoes.map(Text),
            Json(&decision.act),
        ];
        self.tx.run("a decision", sql, row)?;
        Ok(())
    }
}

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: row.text("id")?,
        at: row.at("at")?,
        by: row.get("person")?,
        act: row.json("act")?,
        undoes: row.optional_text("undoes")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        at, entity, found, furnished, id, read, statement, without_statement, write,
    };
    use crate::{How, Store};
    use model::{Act, DecisionId, Entity, EntityChange, Judgement, Status};

    fn judge(number: u128, on: u128) -> Act {
        let statement = statement(on, 10);
        Act::Judge(Box::new(Judgement {
            statement: statement.id,
            document: id(number),
            version: statement.version,
            selector: statement.selector,
            before: Status::Unread,
            status: Status::Checked,
            replaced: Some(found(10)),
            result: found(12),
            before_point: None,
            point: None,
        }))
    }

    fn link(answer: u128, answered: u128) -> Link {
        Link {
            case: id(1),
            answer: id(answer),
            answered: id(answered),
        }
    }

    fn added(entity: Entity) -> Act {
        Act::Entity(Box::new(EntityChange {
            entity,
            replaced: None,
        }))
    }

    fn decision(number: u128, by: &str, act: Act) -> Decision {
        Decision {
            id: id(number),
            at: at(0),
            by: by.to_owned(),
            act,
            undoes: None,
        }
    }

    fn undo(number: u128, of: u128, by: &str) -> Decision {
        Decision {
            undoes: Some(id(of)),
            ..decision(number, by, Act::Unlink(link(1, 2)))
        }
    }

    fn log(decisions: &[Decision]) -> Store {
        let store = furnished();
        write(&store, |tx| {
            decisions
                .iter()
                .try_for_each(|it| tx.decisions_mut().append(it))
        });
        store
    }

    /// Returns the whole log.
    fn all(tx: &ReadTx<'_>) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decisions ORDER BY position";
        tx.many("a decision", sql, [], super::decision)
    }

    fn ids(decisions: &[Decision]) -> Vec<DecisionId> {
        decisions.iter().map(|it| it.id).collect()
    }

    #[test]
    fn every_act_comes_back_as_it_went_in() {
        let renamed = Act::Entity(Box::new(EntityChange {
            entity: entity(5, "Halden"),
            replaced: Some(entity(5, "Halden Ltd")),
        }));
        let decisions = [
            // The order is that of the log, even where a clock went back.
            decision(9, "AB", judge(1, 1)),
            decision(2, "AB", Act::Link(link(2, 1))),
            decision(3, "CD", Act::Unlink(link(2, 1))),
            decision(4, "CD", renamed),
            decision(
                5,
                "CD",
                Act::Merge {
                    from: id(5),
                    into: id(6),
                    before: None,
                },
            ),
            undo(6, 2, "AB"),
        ];
        let store = log(&decisions);
        read(&store, |tx| {
            assert_eq!(all(tx)?, decisions);
            Ok(())
        });
    }

    #[test]
    fn decisions_are_found_by_what_they_are_on() {
        let store = log(&[
            decision(1, "AB", judge(1, 1)),
            decision(2, "AB", judge(2, 2)),
            decision(3, "AB", Act::Link(link(2, 1))),
            decision(4, "AB", added(entity(1, "Halden"))),
        ]);
        write(&store, |tx| {
            tx.case_documents_mut().add(id(1), id(1), How::default())
        });
        read(&store, |tx| {
            let decisions = tx.decisions();
            assert_eq!(ids(&decisions.of_statement(id(1))?), [id(1), id(3)]);
            assert_eq!(ids(&decisions.of_statement(id(2))?), [id(2), id(3)]);
            assert_eq!(ids(&decisions.of_case(id(1))?), [id(1), id(3)]);
            assert_eq!(ids(&decisions.of_case(id(2))?), []);
            Ok(())
        });
    }

    #[test]
    fn the_last_decision_is_the_one_not_taken_back() {
        let store = log(&[
            decision(1, "AB", Act::Link(link(1, 2))),
            decision(2, "CD", Act::Link(link(1, 2))),
            decision(3, "AB", Act::Link(link(1, 2))),
        ]);
        let last = |by| {
            let last = read(&store, |tx| tx.decisions().last_not_undone(by));
            last.map(|it| it.id)
        };
        assert_eq!(last(None), Some(id(3)));
        write(&store, |tx| tx.decisions_mut().append(&undo(4, 3, "CD")));
        assert_eq!(last(None), Some(id(2)));
        assert_eq!(last(Some("AB")), Some(id(1)));
        write(&store, |tx| tx.decisions_mut().append(&undo(5, 1, "AB")));
        assert_eq!(last(Some("AB")), None);
        let twice = store.write(|tx| tx.decisions_mut().append(&undo(6, 3, "AB")));
        assert!(matches!(twice, Err(StoreError::Exists { .. })));
    }

    #[test]
    fn decisions_of_one_command_belong_together() {
        let later = Decision {
            at: at(1),
            ..decision(5, "AB", judge(1, 4))
        };
        let store = log(&[
            decision(1, "AB", judge(1, 1)),
            decision(2, "AB", judge(1, 2)),
            decision(3, "CD", judge(1, 3)),
            undo(4, 1, "AB"),
            later.clone(),
            decision(6, "AB", judge(1, 6)),
        ]);
        read(&store, |tx| {
            let first = &all(tx)?[1];
            assert_eq!(ids(&tx.decisions().taken_with(first)?), [id(6), id(2)]);
            assert_eq!(ids(&tx.decisions().taken_with(&later)?), [id(5)]);
            Ok(())
        });
    }

    #[test]
    fn the_last_word_on_an_answer_is_one_that_stands() {
        let store = log(&[
            decision(1, "AB", Act::Link(link(1, 2))),
            decision(2, "CD", Act::Unlink(link(1, 2))),
            decision(3, "CD", Act::Link(link(2, 1))),
        ]);
        let last = || read(&store, |tx| tx.decisions().last_on_link(&link(1, 2))).map(|it| it.id);
        assert_eq!(last(), Some(id(2)));
        write(&store, |tx| tx.decisions_mut().append(&undo(4, 2, "CD")));
        assert_eq!(last(), Some(id(1)));
        write(&store, |tx| tx.decisions_mut().append(&undo(5, 1, "AB")));
        assert_eq!(last(), None);
    }

    #[test]
    fn the_log_only_grows() {
        let store = log(&[decision(1, "AB", judge(1, 1))]);
        for sql in [
            "UPDATE decisions SET person = 'CD'",
            "DELETE FROM decisions",
        ] {
            let refused = store.write(|tx| tx.run("a decision", sql, []));
            assert!(
                matches!(refused, Err(StoreError::AppendOnly { .. })),
                "{sql}"
            );
        }
        assert_eq!(read(&store, all).len(), 1);
    }

    #[test]
    fn a_decision_outlives_its_statement() {
        let store = log(&[decision(1, "AB", judge(1, 1))]);
        write(&store, |tx| {
            tx.statements_mut().insert(&statement(1, 10))?;
            without_statement(tx, 1)
        });
        assert_eq!(
            read(&store, |tx| tx.decisions().of_statement(id(1))).len(),
            1
        );
    }
}
