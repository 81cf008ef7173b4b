//! Decisions: what a person decided, by whom and when. An append-only log that no new reading
//! touches.

use chrono::{DateTime, Utc};

use crate::entity::Entity;
use crate::reading::FoundStatement;
use crate::span::QuoteSelector;
use crate::statement::Status;
use crate::{CaseId, DecisionId, DocumentId, EntityId, PointId, StatementId, VersionId};

/// One entry of the decision log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Decision {
    /// Its name; later decisions sort after earlier ones.
    pub id: DecisionId,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Who took it.
    pub by: String,
    /// What was decided.
    pub act: Act,
    /// The earlier decision that this one takes back. `act` then is, for a statement, what it is
    /// from now on; for anything else, what was taken back.
    pub undoes: Option<DecisionId>,
}

/// What a person decided.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// On the reading of a statement.
    Judge(Box<Judgement>),
    /// That one statement answers another.
    Link(Link),
    /// That it does not.
    Unlink(Link),
    /// That there is an entity, or how it is called and tagged.
    Entity(Box<EntityChange>),
    /// That two entities are one.
    Merge {
        /// The entity that goes.
        from: EntityId,
        /// The entity that stays.
        into: EntityId,
    },
}

/// A decision on the reading of one statement: where it stands, and what it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Judgement {
    /// The statement.
    pub statement: StatementId,
    /// The document that carries it.
    pub document: DocumentId,
    /// The version that the person read.
    pub version: VersionId,
    /// Its words with their surroundings.
    pub selector: QuoteSelector,
    /// The status before.
    pub before: Status,
    /// The status from now on.
    pub status: Status,
    /// The statement before, where the person corrected it.
    pub replaced: Option<FoundStatement>,
    /// The statement from now on, in full.
    pub result: FoundStatement,
    /// The point that it belonged to before.
    #[serde(default)]
    pub before_point: Option<PointId>,
    /// The point that it belongs to from now on.
    pub point: Option<PointId>,
}

/// A decision on an entity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EntityChange {
    /// The full result.
    pub entity: Entity,
    /// The entity before; nothing when it is new.
    pub replaced: Option<Entity>,
}

/// An answer: one statement responds to another, within a case.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Link {
    /// The case.
    pub case: CaseId,
    /// The statement that answers.
    pub answer: StatementId,
    /// The statement that is answered.
    pub answered: StatementId,
}
