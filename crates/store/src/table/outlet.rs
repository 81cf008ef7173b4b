//! Outlets, each known by its domain. All documents of a domain share one outlet and its name.

use model::{Outlet, Site};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "outlets",
    sql: "
CREATE TABLE outlets (
    site TEXT PRIMARY KEY,
    name TEXT
) STRICT;
CREATE TRIGGER outlets_renamed AFTER UPDATE OF name ON outlets WHEN new.name IS NOT old.name BEGIN
    UPDATE documents SET rev = rev WHERE site = new.site;
    UPDATE statements SET rev = rev WHERE version IN
        (SELECT v.id FROM versions v JOIN documents d ON d.id = v.document WHERE d.site = new.site);
END;
",
};

/// Reads outlets.
#[derive(Debug)]
pub struct Outlets<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Outlets<'_> {
    /// Returns the outlet of a domain.
    pub fn by_site(&self, site: &Site) -> Result<Option<Outlet>, StoreError> {
        let sql = "SELECT * FROM outlets WHERE site = ?1";
        self.tx.one("an outlet", sql, [site.as_str()], outlet)
    }
}

/// Writes outlets.
#[derive(Debug)]
pub struct OutletsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl OutletsMut<'_> {
    /// Keeps an outlet; a name that is known already stays.
    pub fn meet(&self, outlet: &Outlet) -> Result<(), StoreError> {
        let sql = "INSERT INTO outlets (site, name) VALUES (?1, ?2)
            ON CONFLICT DO UPDATE SET name = coalesce(name, excluded.name)";
        let row = params![outlet.site.as_str(), outlet.name];
        self.tx.run("an outlet", sql, row)?;
        Ok(())
    }
}

fn outlet(row: &Row<'_>) -> rusqlite::Result<Outlet> {
    Ok(Outlet {
        site: row.get::<_, String>("site")?.into(),
        name: row.get("name")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{read, store, write};

    #[test]
    fn the_first_name_stays() {
        let store = store();
        let outlet = |name: Option<&str>| Outlet {
            site: "gazette.example".to_owned().into(),
            name: name.map(str::to_owned),
        };
        let get = || read(&store, |tx| tx.outlets().by_site(&outlet(None).site));
        assert_eq!(get(), None);
        let meet = |name| write(&store, |tx| tx.outlets_mut().meet(&outlet(name)));
        meet(None);
        assert_eq!(get(), Some(outlet(None)));
        meet(Some("Gazette"));
        meet(Some("Gazette | Front page"));
        assert_eq!(get(), Some(outlet(Some("Gazette"))));
    }
}
