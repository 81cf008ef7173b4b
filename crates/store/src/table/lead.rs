//! Leads: dated entries of the reporter's own, with an address that is not captured yet.

use model::{CaseId, Lead, LeadId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "leads",
    sql: "
CREATE TABLE leads (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    date TEXT,
    words TEXT NOT NULL,
    speaker TEXT,
    about TEXT,
    address TEXT NOT NULL,
    response TEXT,
    point TEXT REFERENCES points (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX leads_by_case ON leads (case_id);
CREATE INDEX leads_by_point ON leads (point);
",
};

/// Reads leads.
#[derive(Debug)]
pub struct Leads<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Leads<'_> {
    /// Returns the lead of this id.
    pub fn by_id(&self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        let sql = "SELECT * FROM leads WHERE id = ?1";
        self.tx.one("a lead", sql, [Text(id)], lead)
    }

    /// Returns the leads of a case, in the order in which they were added.
    pub fn of(&self, case: CaseId) -> Result<Vec<Lead>, StoreError> {
        let sql = "SELECT * FROM leads WHERE case_id = ?1 ORDER BY id";
        self.tx.many("a lead", sql, [Text(case)], lead)
    }
}

/// Writes leads.
#[derive(Debug)]
pub struct LeadsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl LeadsMut<'_> {
    /// Adds a lead.
    pub fn insert(&self, lead: &Lead) -> Result<(), StoreError> {
        let sql = "INSERT INTO leads
            (id, case_id, kind, date, words, speaker, about, address, response, point)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let row = params![
            Text(lead.id),
            Text(lead.case),
            Text(lead.kind),
            lead.date.value(),
            lead.words,
            lead.by,
            lead.about,
            Text(&lead.address),
            lead.response,
            lead.point.map(Text),
        ];
        self.tx.run("a lead", sql, row)?;
        Ok(())
    }

    /// Removes a lead and tells whether it was there.
    pub fn remove(&self, id: LeadId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM leads WHERE id = ?1";
        Ok(self.tx.run("a lead", sql, [Text(id)])? > 0)
    }
}

fn lead(row: &Row<'_>) -> rusqlite::Result<Lead> {
    Ok(Lead {
        id: row.text("id")?,
        case: row.text("case_id")?,
        kind: row.text("kind")?,
        date: row.when("date")?,
        words: row.get("words")?,
        by: row.get("speaker")?,
        about: row.get("about")?,
        address: row.text("address")?,
        response: row.get("response")?,
        point: row.optional_text("point")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, id, read, store, url, write};
    use model::Kind;

    #[test]
    fn a_lead_keeps_its_date_as_it_was_given() {
        let store = store();
        write(&store, |tx| tx.cases_mut().insert(&case(1)));
        let dates = [
            "2025",
            "2025-03~",
            "2025-01/2025-02",
            "2025-01-29T10:00:00+01:00",
        ];
        let mut leads: Vec<Lead> = (1..)
            .zip(dates)
            .map(|(number, date)| Lead {
                id: id(number),
                case: id(1),
                kind: Kind::Filing,
                date: date.parse().unwrap(),
                words: "A suit is lodged".to_owned(),
                by: Some("Brightwater".to_owned()),
                about: None,
                address: url("filing"),
                response: Some("not researched".to_owned()),
                point: None,
            })
            .collect();
        leads[0].date = model::When::Unknown;
        write(&store, |tx| {
            leads.iter().try_for_each(|it| tx.leads_mut().insert(it))
        });
        assert_eq!(read(&store, |tx| tx.leads().of(id(1))), leads);
        assert!(write(&store, |tx| tx.leads_mut().remove(id(1))));
        assert!(!write(&store, |tx| tx.leads_mut().remove(id(1))));
        assert_eq!(read(&store, |tx| tx.leads().by_id(id(1))), None);
    }
}
