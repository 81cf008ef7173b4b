//! Statements, in the text of one version each. Every change of a statement renumbers it; one that
//! is removed leaves a tombstone.

use model::{CaseId, DocumentId, Statement, StatementId, VersionId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::table::name;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Json, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "statements",
    sql: "
CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    point TEXT REFERENCES points (id) ON DELETE SET NULL,
    rev INTEGER NOT NULL DEFAULT 0,
    selector TEXT NOT NULL,
    found TEXT NOT NULL,
    span_start INTEGER NOT NULL AS (json_extract(found, '$.span.start'))
) STRICT;
CREATE UNIQUE INDEX statements_by_rev ON statements (rev);
CREATE INDEX statements_by_version ON statements (version, status);
CREATE INDEX statements_by_point ON statements (point) WHERE point IS NOT NULL;
CREATE TRIGGER statements_new AFTER INSERT ON statements BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE statements SET rev = (SELECT rev FROM meta) WHERE id = new.id;
END;
-- Whatever changes a statement without giving it a number gets it the next one.
CREATE TRIGGER statements_changed AFTER UPDATE ON statements WHEN new.rev = old.rev BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE statements SET rev = (SELECT rev FROM meta) WHERE id = new.id;
END;
CREATE TRIGGER statements_gone AFTER DELETE ON statements BEGIN
    UPDATE meta SET rev = rev + 1;
    INSERT INTO tombstones (kind, id, rev) SELECT 'statement', old.id, rev FROM meta WHERE true
    ON CONFLICT (kind, id) DO UPDATE SET rev = excluded.rev;
END;
",
};

const SELECT: &str = "
SELECT s.id, v.document, s.version, s.selector, s.found, s.status, s.point
FROM statements s JOIN versions v ON v.id = s.version";

const OF_CASE: &str = "JOIN case_documents d ON d.document = v.document WHERE d.case_id = ?1";

const NAMES_USED: &str = "
SELECT json_extract(s.found, '$.speaker') AS speaker, json_extract(s.found, '$.about') AS about,
    count(*) AS statements
FROM case_documents d JOIN versions v ON v.document = d.document
JOIN statements s ON s.version = v.id
WHERE d.case_id = ?1 AND s.status <> 'rejected' GROUP BY speaker, about ORDER BY speaker, about";

const ORDER: &str = "ORDER BY v.document, s.version, s.span_start, s.id";

/// Whose words some statements are, and whom they are about, as they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesUsed {
    /// Who speaks.
    pub speaker: Option<String>,
    /// Whom or what is spoken of.
    pub about: Option<String>,
    /// How many statements that is so of.
    pub statements: u64,
}

/// Reads statements.
#[derive(Debug)]
pub struct Statements<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Statements<'_> {
    /// Returns the statement of this id.
    pub fn by_id(&self, id: StatementId) -> Result<Option<Statement>, StoreError> {
        let sql = format!("{SELECT} WHERE s.id = ?1");
        self.tx.one("a statement", &sql, [Text(id)], statement)
    }

    /// Returns the statements of a version in the order of its text.
    pub fn of_version(&self, version: VersionId) -> Result<Vec<Statement>, StoreError> {
        let sql = format!("{SELECT} WHERE s.version = ?1 {ORDER}");
        self.tx
            .many("a statement", &sql, [Text(version)], statement)
    }

    /// Returns the statements of all versions of a document, version by version in the order of the
    /// text.
    pub fn of_document(&self, document: DocumentId) -> Result<Vec<Statement>, StoreError> {
        let sql = format!("{SELECT} WHERE v.document = ?1 {ORDER}");
        self.tx
            .many("a statement", &sql, [Text(document)], statement)
    }

    /// Returns the statements of all documents of a case, document by document, rejected ones too.
    pub fn of_case(&self, case: CaseId) -> Result<Vec<Statement>, StoreError> {
        let sql = format!("{SELECT} {OF_CASE} {ORDER}");
        self.tx.many("a statement", &sql, [Text(case)], statement)
    }

    /// Returns who speaks of whom in a case, and how often; rejected statements do not count.
    pub fn names_used(&self, case: CaseId) -> Result<Vec<NamesUsed>, StoreError> {
        let noun = "the names in statements";
        self.tx.many(noun, NAMES_USED, [Text(case)], |row| {
            Ok(NamesUsed {
                speaker: row.get("speaker")?,
                about: row.get("about")?,
                statements: row.count("statements")?,
            })
        })
    }
}

/// Writes statements.
#[derive(Debug)]
pub struct StatementsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl StatementsMut<'_> {
    /// Adds a statement. Its document is that of its version.
    pub fn insert(&self, statement: &Statement) -> Result<(), StoreError> {
        let sql = "INSERT INTO statements (id, version, selector, found, status, point)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.write(sql, statement)?;
        name::keep(self.tx, statement)
    }

    /// Adds several statements.
    pub fn insert_all(&self, statements: &[Statement]) -> Result<(), StoreError> {
        statements.iter().try_for_each(|it| self.insert(it))
    }

    /// Puts a statement in the place of the one with its id.
    pub fn update(&self, statement: &Statement) -> Result<(), StoreError> {
        let sql = "UPDATE statements SET version = ?2, selector = ?3, found = ?4, status = ?5,
            point = ?6 WHERE id = ?1";
        match self.write(sql, statement)? {
            0 => Err(StoreError::missing("statement", &statement.id)),
            _ => name::keep(self.tx, statement),
        }
    }

    /// Removes a statement with the answers that it gives and gets, and tells whether it was there.
    pub fn remove(&self, id: StatementId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM statements WHERE id = ?1";
        Ok(self.tx.run("a statement", sql, [Text(id)])? > 0)
    }

    fn write(&self, sql: &str, statement: &Statement) -> Result<usize, StoreError> {
        let row = params![
            Text(statement.id),
            Text(statement.version),
            Json(&statement.selector),
            Json(&statement.found),
            Text(statement.status),
            statement.point.map(Text),
        ];
        self.tx.run("a statement", sql, row)
    }
}

fn statement(row: &Row<'_>) -> rusqlite::Result<Statement> {
    Ok(Statement {
        id: row.text("id")?,
        document: row.text("document")?,
        version: row.text("version")?,
        selector: row.json("selector")?,
        found: row.json("found")?,
        status: row.text("status")?,
        point: row.optional_text("point")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, found, furnished, id, read, statement, write};
    use crate::{How, Store};
    use model::{Access, Anonymity, AnswerForm, FoundStatement, Kind, Ruling, Stage, Status};

    fn ids(statements: &[Statement]) -> Vec<StatementId> {
        statements.iter().map(|it| it.id).collect()
    }

    fn told(statements: &[Statement]) -> Store {
        let store = furnished();
        write(&store, |tx| {
            tx.case_documents_mut().add(id(1), id(1), How::default())?;
            tx.statements_mut().insert_all(statements)
        });
        store
    }

    #[test]
    fn a_statement_comes_back_as_it_went_in() {
        let full = Statement {
            status: Status::Cleared,
            found: FoundStatement {
                kind: Kind::Ruling,
                answer_form: Some(AnswerForm::Defends),
                ruling: Some(Ruling {
                    court: Some("District court".to_owned()),
                    question: None,
                    stage: Some(Stage::Interim),
                    superseded_by: Some("reversed by the High Court".to_owned()),
                }),
                anonymity: Some(Anonymity {
                    count: Some(2),
                    ..Anonymity::default()
                }),
                access: Some(Access::SeenByOutlet),
                happened: "2025-01/2025-02".parse().unwrap(),
                responds_to: vec![3, 1],
                ..found(10)
            },
            ..statement(1, 10)
        };
        let store = told(std::slice::from_ref(&full));
        assert_eq!(
            read(&store, |tx| tx.statements().by_id(id(1))),
            Some(full.clone())
        );
        let corrected = Statement {
            status: Status::Rejected,
            ..statement(1, 77)
        };
        write(&store, |tx| tx.statements_mut().update(&corrected));
        assert_eq!(
            read(&store, |tx| tx.statements().by_id(id(1))),
            Some(corrected)
        );
        let unknown = store.write(|tx| tx.statements_mut().update(&statement(9, 0)));
        assert!(matches!(unknown, Err(StoreError::Missing { .. })));
    }

    #[test]
    fn statements_stand_in_the_order_of_the_text() {
        let store = told(&[statement(1, 500), statement(2, 90), statement(3, 100)]);
        let of =
            |f: &dyn Fn(&ReadTx<'_>) -> Result<Vec<Statement>, StoreError>| ids(&read(&store, f));
        let order = [id(2), id(3), id(1)];
        assert_eq!(of(&|tx| tx.statements().of_version(id(1))), order);
        assert_eq!(of(&|tx| tx.statements().of_document(id(1))), order);
        assert_eq!(of(&|tx| tx.statements().of_case(id(1))), order);
        assert_eq!(of(&|tx| tx.statements().of_case(id(2))), []);
    }

    #[test]
    fn the_document_is_that_of_the_version() {
        let stray = Statement {
            document: id(2),
            ..statement(1, 0)
        };
        let store = told(&[]);
        write(&store, |tx| {
            tx.documents_mut().insert(&document(2))?;
            tx.statements_mut().insert(&stray)
        });
        assert_eq!(
            read(&store, |tx| tx.statements().by_id(id(1))),
            Some(statement(1, 0))
        );
    }
}
