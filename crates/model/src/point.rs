//! Points: propositions in dispute. Sides belong to a point, not to a case.

use crate::{CaseId, EntityId, PointId};

/// A proposition that statements assert, deny, concede or retract.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Point {
    /// Its name in the library.
    pub id: PointId,
    /// The case.
    pub case: CaseId,
    /// The proposition, as a sentence.
    pub proposition: String,
    /// Those who assert it.
    pub accusers: Vec<EntityId>,
    /// Those who have to answer it.
    pub accused: Vec<EntityId>,
}
