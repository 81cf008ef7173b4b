//! Cases, and the figures by which a list of cases describes each.

use model::{Case, CaseId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "cases",
    sql: "
CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    subtitle TEXT,
    template TEXT,
    fictional INTEGER NOT NULL,
    user_agent TEXT,
    created TEXT NOT NULL
) STRICT;
",
};

/// How much there is in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFigures {
    /// The case.
    pub case: CaseId,
    /// How many documents belong to it.
    pub documents: u64,
    /// How many statements its documents carry, without those that a person rejected.
    pub statements: u64,
    /// How many of these nobody has decided on.
    pub unread: u64,
}

const FIGURES: &str = "
SELECT c.id, count(DISTINCT d.document) AS documents,
    count(s.id) FILTER (WHERE s.status <> 'rejected') AS statements,
    count(s.id) FILTER (WHERE s.status = 'unread') AS unread
FROM cases c
LEFT JOIN case_documents d ON d.case_id = c.id
LEFT JOIN versions v ON v.document = d.document
LEFT JOIN statements s ON s.version = v.id
GROUP BY c.id ORDER BY c.created, c.id";

/// Reads cases.
#[derive(Debug)]
pub struct Cases<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Cases<'_> {
    /// Returns the case of this id.
    pub fn by_id(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let sql = "SELECT * FROM cases WHERE id = ?1";
        self.tx.one("a case", sql, [Text(id)], case)
    }

    /// Returns the case of this slug.
    pub fn by_slug(&self, slug: &str) -> Result<Option<Case>, StoreError> {
        let sql = "SELECT * FROM cases WHERE slug = ?1";
        self.tx.one("a case", sql, [slug], case)
    }

    /// Returns every case, the oldest first.
    pub fn all(&self) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT * FROM cases ORDER BY created, id";
        self.tx.many("a case", sql, [], case)
    }

    /// Returns the figures of every case, in the order of [`all`](Self::all).
    pub fn figures(&self) -> Result<Vec<CaseFigures>, StoreError> {
        self.tx.many("the figures of a case", FIGURES, [], |row| {
            Ok(CaseFigures {
                case: row.text("id")?,
                documents: row.count("documents")?,
                statements: row.count("statements")?,
                unread: row.count("unread")?,
            })
        })
    }
}

/// Writes cases.
#[derive(Debug)]
pub struct CasesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl CasesMut<'_> {
    /// Adds a case; another one with its slug is [`StoreError::Exists`].
    pub fn insert(&self, case: &Case) -> Result<(), StoreError> {
        let sql = "INSERT INTO cases
            (id, name, slug, subtitle, template, fictional, user_agent, created)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let row = params![
            Text(case.id),
            case.name,
            case.slug,
            case.subtitle,
            case.template,
            case.fictional,
            case.user_agent,
            At(case.created),
        ];
        self.tx.run("a case", sql, row)?;
        Ok(())
    }
}

fn case(row: &Row<'_>) -> rusqlite::Result<Case> {
    Ok(Case {
        id: row.text("id")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        subtitle: row.get("subtitle")?,
        template: row.get("template")?,
        fictional: row.get("fictional")?,
        user_agent: row.get("user_agent")?,
        created: row.at("created")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::How;
    use crate::testing::{case, document, furnished, id, read, statement, store, write};
    use model::{Statement, Status};

    #[test]
    fn a_case_comes_back_as_it_went_in() {
        let store = store();
        let full = Case {
            subtitle: Some("No suit known as of March".to_owned()),
            template: Some("sample".to_owned()),
            user_agent: Some("Desk/1".to_owned()),
            fictional: false,
            ..case(2)
        };
        write(&store, |tx| {
            tx.cases_mut().insert(&full)?;
            tx.cases_mut().insert(&case(1))
        });
        read(&store, |tx| {
            assert_eq!(tx.cases().by_id(id(2))?, Some(full.clone()));
            assert_eq!(tx.cases().by_slug(&full.slug)?, Some(full.clone()));
            assert_eq!(tx.cases().all()?, [case(1), full.clone()]);
            assert_eq!(tx.cases().by_id(id(3))?, None);
            Ok(())
        });
    }

    #[test]
    fn a_slug_is_given_once() {
        let store = store();
        let twin = Case {
            slug: case(1).slug,
            ..case(2)
        };
        let second = store.write(|tx| {
            tx.cases_mut().insert(&case(1))?;
            tx.cases_mut().insert(&twin)
        });
        assert!(matches!(
            second,
            Err(StoreError::Exists { noun: "a case", .. })
        ));
        assert_eq!(read(&store, |tx| tx.cases().all()), []);
    }

    #[test]
    fn figures_count_without_what_was_rejected() {
        let store = furnished();
        let with = |number, status| Statement {
            status,
            ..statement(number, 0)
        };
        write(&store, |tx| {
            tx.cases_mut().insert(&case(2))?;
            tx.documents_mut().insert(&document(2))?;
            for document in [1, 2] {
                tx.case_documents_mut()
                    .add(id(1), id(document), How::default())?;
            }
            tx.statements_mut().insert_all(&[
                with(1, Status::Unread),
                with(2, Status::Unread),
                with(3, Status::Cleared),
                with(4, Status::Rejected),
            ])
        });
        let figures = read(&store, |tx| tx.cases().figures());
        let numbers: Vec<_> = figures
            .iter()
            .map(|it| (it.documents, it.statements, it.unread))
            .collect();
        assert_eq!(numbers, [(2, 3, 2), (0, 0, 0)]);
    }
}
