//! A second counter, for what is shown and not searched for: cases, parties, points, leads, watches
//! and what came of their looks, entities, settings, and captures that found nothing new.
//!
//! The counter of `meta` numbers what the index follows, and the index is up to date when it has
//! seen its last number; changes that it never sees may not draw numbers from it.

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::ReadTx;
use crate::value::Columns as _;

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "counter of changes that are shown",
    sql: "
CREATE TABLE shown (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    changes INTEGER NOT NULL
) STRICT;
INSERT INTO shown (one, changes) VALUES (1, 0);
CREATE TRIGGER cases_new_shown AFTER INSERT ON cases
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER parties_new_shown AFTER INSERT ON parties
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER parties_changed_shown AFTER UPDATE ON parties
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER parties_gone_shown AFTER DELETE ON parties
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER points_new_shown AFTER INSERT ON points
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER leads_new_shown AFTER INSERT ON leads
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER leads_gone_shown AFTER DELETE ON leads
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER watches_new_shown AFTER INSERT ON watches
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER watches_changed_shown AFTER UPDATE ON watches
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER watches_gone_shown AFTER DELETE ON watches
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER document_captures_new_shown AFTER INSERT ON document_captures
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER walls_new_shown AFTER INSERT ON walls
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER entities_new_shown AFTER INSERT ON entities
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER entities_changed_shown AFTER UPDATE ON entities
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER entities_gone_shown AFTER DELETE ON entities
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER settings_new_shown AFTER INSERT ON settings
    BEGIN UPDATE shown SET changes = changes + 1; END;
",
};

impl ReadTx<'_> {
    /// Returns a number that grows with every change of what a person sees of the library: that of
    /// [`max_rev`](Self::max_rev), and whatever is shown and not searched for.
    pub fn state(&self) -> Result<u64, StoreError> {
        let sql = "SELECT meta.rev + shown.changes AS state FROM meta, shown";
        self.sure("the counter of changes", sql, [], |row| row.count("state"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, entity, furnished, id, read, watch, write};
    use crate::{StoredSettings, WriteTx};
    use model::{Party, PartyRole, Wall};

    #[test]
    fn whatever_is_shown_counts_and_the_index_is_not_held_up() {
        let store = furnished();
        let numbers = || read(&store, |tx| Ok((tx.state()?, tx.max_rev()?)));
        let check = |change: &dyn Fn(&WriteTx<'_>) -> Result<(), StoreError>| {
            let (state, rev) = numbers();
            write(&store, |tx| change(tx));
            assert!(numbers().0 > state);
            assert_eq!(numbers().1, rev);
        };
        let halden = entity(50, "Halden");
        let party = Party {
            case: id(1),
            entity: halden.id,
            role: PartyRole::Party,
        };
        check(&|tx| tx.cases_mut().insert(&case(9)));
        check(&|tx| tx.entities_mut().insert(&halden));
        check(&|tx| tx.parties_mut().put(&party));
        check(&|tx| tx.entities_mut().update(&halden));
        check(&|tx| tx.entities_mut().remove(halden.id).map(drop));
        check(&|tx| tx.settings_mut().put(&StoredSettings::default()));
        let page = watch(60, 30);
        check(&|tx| tx.watches_mut().insert(&page));
        check(&|tx| tx.watches_mut().update(&page));
        // A look that finds the page unchanged, or a wall in front of it, is one more capture.
        check(&|tx| tx.documents_mut().add_capture(id(1), id(3)).map(drop));
        check(&|tx| tx.captures_mut().mark_wall(id(3), Wall::Login));
    }
}
