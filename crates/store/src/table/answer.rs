//! Answers: which statement responds to which.
//!
//! Two truths, kept apart. What the machine found lies within one document and holds wherever the
//! document is; it is replaced with each reading. What a person said holds in one case, may join
//! two documents, and outweighs the machine: a person's "no" hides what the machine found.

use model::{CaseId, Link, StatementId, VersionId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "answers",
    sql: "
CREATE TABLE found_answers (
    answer TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    answered TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    PRIMARY KEY (answer, answered)
) STRICT, WITHOUT ROWID;
CREATE INDEX found_answers_by_answered ON found_answers (answered);
-- `holds` is 0 where a person said that the one does not answer the other.
CREATE TABLE links (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    answer TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    answered TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
    PRIMARY KEY (case_id, answer, answered)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_answer ON links (answer);
CREATE INDEX links_by_answered ON links (answered);
-- Whether a statement is answered is something that is searched for.
CREATE TRIGGER found_answers_new AFTER INSERT ON found_answers BEGIN
    UPDATE statements SET rev = rev WHERE id IN (new.answer, new.answered);
END;
CREATE TRIGGER found_answers_gone AFTER DELETE ON found_answers BEGIN
    UPDATE statements SET rev = rev WHERE id IN (old.answer, old.answered);
END;
CREATE TRIGGER links_new AFTER INSERT ON links BEGIN
    UPDATE statements SET rev = rev WHERE id IN (new.answer, new.answered);
END;
CREATE TRIGGER links_changed AFTER UPDATE ON links BEGIN
    UPDATE statements SET rev = rev WHERE id IN (new.answer, new.answered);
END;
CREATE TRIGGER links_gone AFTER DELETE ON links BEGIN
    UPDATE statements SET rev = rev WHERE id IN (old.answer, old.answered);
END;
",
};

/// Who says that a statement answers another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerBy {
    /// The machine: a proposal.
    Machine,
    /// A person.
    Person,
}

/// An answer as it stands in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// The statement that answers.
    pub answer: StatementId,
    /// The statement that is answered.
    pub answered: StatementId,
    /// Who says so.
    pub by: AnswerBy,
}

const OF_CASE: &str = "
SELECT answer, answered, 1 AS person FROM links WHERE case_id = ?1 AND holds = 1
UNION ALL
SELECT f.answer, f.answered, 0 FROM case_documents d
JOIN versions v ON v.document = d.document
JOIN statements s ON s.version = v.id
JOIN found_answers f ON f.answer = s.id
WHERE d.case_id = ?1 AND NOT EXISTS (SELECT 1 FROM links l
    WHERE l.case_id = ?1 AND l.answer = f.answer AND l.answered = f.answered)
ORDER BY answer, answered";

const MACHINE_OF_CASE: &str = "
SELECT f.answer, f.answered, 0 AS person FROM case_documents d
JOIN versions v ON v.document = d.document
JOIN statements s ON s.version = v.id
JOIN found_answers f ON f.answer = s.id
WHERE d.case_id = ?1 ORDER BY f.answer, f.answered";

/// Reads answers.
#[derive(Debug)]
pub struct Answers<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Answers<'_> {
    /// Returns the answers that stand in a case: a person's, and the machine's within the case's
    /// documents that no person has spoken about.
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Answer>, StoreError> {
        self.tx.many("an answer", OF_CASE, [Text(case)], answer)
    }

    /// Returns the answers that the machine found within the case's documents, whatever people said
    /// about them since.
    pub fn of_machine(&self, case: CaseId) -> Result<Vec<Answer>, StoreError> {
        self.tx
            .many("an answer", MACHINE_OF_CASE, [Text(case)], answer)
    }
}

/// Writes answers.
#[derive(Debug)]
pub struct AnswersMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl AnswersMut<'_> {
    /// Adds answers that the machine found in a version, as (answer, answered). What it found in
    /// earlier versions stays: an allegation that was reworded does not lose its answer.
    pub fn add_machine_answers(
        &self,
        answers: &[(StatementId, StatementId)],
    ) -> Result<(), StoreError> {
        for (answer, answered) in answers {
            let sql = "INSERT INTO found_answers (answer, answered) VALUES (?1, ?2)
                ON CONFLICT DO NOTHING";
            self.tx
                .run("an answer", sql, params![Text(answer), Text(answered)])?;
        }
        Ok(())
    }

    /// Forgets what the machine found between statements of one version, before it is read anew.
    pub fn forget_machine_answers(&self, version: VersionId) -> Result<(), StoreError> {
        let sql = "DELETE FROM found_answers WHERE answer IN
                (SELECT id FROM statements WHERE version = ?1)
            AND answered IN (SELECT id FROM statements WHERE version = ?1)";
        self.tx.run("an answer", sql, [Text(version)])?;
        Ok(())
    }

    /// Keeps a person's word that one statement answers another.
    pub fn link(&self, link: &Link) -> Result<(), StoreError> {
        self.put(link, 1)
    }

    /// Keeps a person's word that it does not; what the machine found is hidden in this case.
    pub fn unlink(&self, link: &Link) -> Result<(), StoreError> {
        self.put(link, 0)
    }

    /// Forgets what a person said about a pair and tells whether anybody had; what the machine
    /// found shows again. For undoing.
    pub fn forget(&self, link: &Link) -> Result<bool, StoreError> {
        let sql = "DELETE FROM links WHERE case_id = ?1 AND answer = ?2 AND answered = ?3";
        let key = params![Text(link.case), Text(link.answer), Text(link.answered)];
        Ok(self.tx.run("an answer", sql, key)? > 0)
    }

    fn put(&self, link: &Link, holds: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO links (case_id, answer, answered, holds) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET holds = excluded.holds";
        let row = params![
            Text(link.case),
            Text(link.answer),
            Text(link.answered),
            holds
        ];
        self.tx.run("an answer", sql, row)?;
        Ok(())
    }
}

fn answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    let by = if row.get("person")? {
        AnswerBy::Person
    } else {
        AnswerBy::Machine
    };
    Ok(Answer {
        answer: row.text("answer")?,
        answered: row.text("answered")?,
        by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, furnished, id, read, statement, without_statement, write};
    use crate::{How, Store};

    /// Cases 1 and 2 with the same document and its statements 1 to 3; the machine found that 2
    /// answers 1.
    fn answered() -> Store {
        let store = furnished();
        write(&store, |tx| {
            tx.cases_mut().insert(&case(2))?;
            tx.case_documents_mut().add(id(1), id(1), How::default())?;
            tx.case_documents_mut().add(id(2), id(1), How::default())?;
            tx.statements_mut().insert_all(&[
                statement(1, 0),
                statement(2, 50),
                statement(3, 90),
            ])?;
            tx.answers_mut().add_machine_answers(&[(id(2), id(1))])
        });
        store
    }

    fn link(answer: u128, answered: u128) -> Link {
        Link {
            case: id(1),
            answer: id(answer),
            answered: id(answered),
        }
    }

    fn by(answer: u128, answered: u128, by: AnswerBy) -> Answer {
        Answer {
            answer: id(answer),
            answered: id(answered),
            by,
        }
    }

    fn of(store: &Store, case: u128) -> Vec<Answer> {
        read(store, |tx| tx.answers().of_case(id(case)))
    }

    #[test]
    fn what_the_machine_found_holds_in_every_case_of_the_document() {
        let store = answered();
        assert_eq!(of(&store, 1), [by(2, 1, AnswerBy::Machine)]);
        assert_eq!(of(&store, 2), [by(2, 1, AnswerBy::Machine)]);
        write(&store, |tx| {
            tx.answers_mut()
                .add_machine_answers(&[(id(3), id(1)), (id(3), id(2))])
        });
        let found = [
            by(2, 1, AnswerBy::Machine),
            by(3, 1, AnswerBy::Machine),
            by(3, 2, AnswerBy::Machine),
        ];
        assert_eq!(of(&store, 2), found);
    }

    #[test]
    fn the_word_of_a_person_outweighs_the_machine_in_one_case() {
        let store = answered();
        write(&store, |tx| tx.answers_mut().link(&link(2, 1)));
        assert_eq!(of(&store, 1), [by(2, 1, AnswerBy::Person)]);
        write(&store, |tx| tx.answers_mut().unlink(&link(2, 1)));
        assert_eq!(of(&store, 1), []);
        assert_eq!(
            read(&store, |tx| tx.answers().of_machine(id(1))),
            [by(2, 1, AnswerBy::Machine)]
        );
        assert_eq!(of(&store, 2), [by(2, 1, AnswerBy::Machine)]);
        write(&store, |tx| {
            tx.answers_mut().add_machine_answers(&[(id(2), id(1))])
        });
        assert_eq!(
            of(&store, 1),
            [],
            "a new reading finds it again, and it stays hidden"
        );
    }

    #[test]
    fn what_a_person_said_can_be_forgotten() {
        let store = answered();
        let forget = || write(&store, |tx| tx.answers_mut().forget(&link(2, 1)));
        assert!(!forget());
        write(&store, |tx| tx.answers_mut().unlink(&link(2, 1)));
        assert!(forget());
        assert_eq!(of(&store, 1), [by(2, 1, AnswerBy::Machine)]);
    }

    #[test]
    fn answers_go_with_their_statements() {
        let store = answered();
        write(&store, |tx| {
            tx.answers_mut().link(&link(3, 1))?;
            without_statement(tx, 1)
        });
        assert_eq!(of(&store, 1), []);
        let unknown = store.write(|tx| tx.answers_mut().link(&link(3, 1)));
        assert!(matches!(unknown, Err(StoreError::Dangling { .. })));
    }
}
