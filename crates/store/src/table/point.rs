//! Points in dispute, with their two sides.

use model::{CaseId, EntityId, Point, PointId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "points",
    sql: "
CREATE TABLE points (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    proposition TEXT NOT NULL
) STRICT;
CREATE INDEX points_by_case ON points (case_id);
CREATE TABLE point_sides (
    point TEXT NOT NULL REFERENCES points (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('accuser', 'accused')),
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (point, side, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_sides_by_entity ON point_sides (entity);
",
};

const SELECT: &str = "
SELECT p.id, p.case_id, p.proposition,
    (SELECT json_group_array(entity ORDER BY position) FROM point_sides
        WHERE point = p.id AND side = 'accuser') AS accusers,
    (SELECT json_group_array(entity ORDER BY position) FROM point_sides
        WHERE point = p.id AND side = 'accused') AS accused
FROM points p";

/// Reads points.
#[derive(Debug)]
pub struct Points<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Points<'_> {
    /// Returns the points of a case, the oldest first.
    pub fn of(&self, case: CaseId) -> Result<Vec<Point>, StoreError> {
        let sql = format!("{SELECT} WHERE p.case_id = ?1 ORDER BY p.id");
        self.tx.many("a point", &sql, [Text(case)], point)
    }

    /// Returns the points on a side of which an entity stands, in all cases.
    pub fn of_entity(&self, entity: EntityId) -> Result<Vec<Point>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE p.id IN (SELECT point FROM point_sides WHERE entity = ?1) ORDER BY p.id"
        );
        self.tx.many("a point", &sql, [Text(entity)], point)
    }
}

/// Writes points.
#[derive(Debug)]
pub struct PointsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl PointsMut<'_> {
    /// Adds a point.
    pub fn insert(&self, point: &Point) -> Result<(), StoreError> {
        let sql = "INSERT INTO points (id, case_id, proposition) VALUES (?1, ?2, ?3)";
        let row = params![Text(point.id), Text(point.case), point.proposition];
        self.tx.run("a point", sql, row)?;
        self.insert_side(point.id, "accuser", &point.accusers)?;
        self.insert_side(point.id, "accused", &point.accused)
    }

    /// Puts the sides of a point in the place of those that it has.
    pub fn set_sides(&self, point: &Point) -> Result<(), StoreError> {
        let sql = "DELETE FROM point_sides WHERE point = ?1";
        self.tx.run("a side of a point", sql, [Text(point.id)])?;
        self.insert_side(point.id, "accuser", &point.accusers)?;
        self.insert_side(point.id, "accused", &point.accused)
    }

    fn insert_side(
        &self,
        point: PointId,
        side: &str,
        entities: &[EntityId],
    ) -> Result<(), StoreError> {
        for (position, entity) in (0..).zip(entities) {
            let sql = "INSERT INTO point_sides (point, side, entity, position)
                VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
            let row = params![Text(point), side, Text(entity), integer(position)];
            self.tx.run("a side of a point", sql, row)?;
        }
        Ok(())
    }
}

/// Gives the parts of one entity in points to another one, which keeps a part that it has.
pub(crate) fn hand_over(
    tx: &WriteTx<'_>,
    from: EntityId,
    into: EntityId,
) -> Result<(), StoreError> {
    let sql = "UPDATE OR IGNORE point_sides SET entity = ?2 WHERE entity = ?1";
    tx.run("a side of a point", sql, params![Text(from), Text(into)])?;
    Ok(())
}

fn point(row: &Row<'_>) -> rusqlite::Result<Point> {
    Ok(Point {
        id: row.text("id")?,
        case: row.text("case_id")?,
        proposition: row.get("proposition")?,
        accusers: row.json("accusers")?,
        accused: row.json("accused")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, entity, id, read, store, write};

    #[test]
    fn a_point_keeps_the_order_of_its_sides() {
        let store = store();
        let point = |number, accusers: &[u128], accused: &[u128]| Point {
            id: id(number),
            case: id(1),
            proposition: format!("Proposition {number}"),
            accusers: accusers.iter().map(|it| id(*it)).collect(),
            accused: accused.iter().map(|it| id(*it)).collect(),
        };
        let points = [point(1, &[3, 1, 2], &[1]), point(2, &[], &[])];
        write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            for number in 1..=3 {
                tx.entities_mut().insert(&entity(number, "Brightwater"))?;
            }
            points.iter().try_for_each(|it| tx.points_mut().insert(it))
        });
        assert_eq!(read(&store, |tx| tx.points().of(id(1))), points);
    }
}
