//! Decisions: what a person decided, by whom and when. An append-only log that no new reading
//! touches.

use chrono::{DateTime, Utc};

use crate::case::Party;
use crate::entity::Entity;
use crate::point::Point;
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
    /// That a statement is two: it is the first part from now on, and the second one was added.
    Split(Box<Judgement>),
    /// That two statements are one: one takes the words of the other, which is rejected.
    Join(Box<Judgement>),
    /// That words are a statement in which the machine found none.
    Add(Box<Judgement>),
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
        /// What there was before; older logs do not have it.
        #[serde(default)]
        before: Option<Box<BeforeMerge>>,
    },
    /// That words of texts mean an entity, in a case.
    Learn(Box<Learned>),
}

impl Act {
    /// Returns what was decided on the reading of one statement, if that is what it was.
    pub fn judgement(&self) -> Option<&Judgement> {
        match self {
            Self::Judge(it) | Self::Split(it) | Self::Join(it) | Self::Add(it) => Some(it),
            Self::Link(_)
            | Self::Unlink(_)
            | Self::Entity(_)
            | Self::Merge { .. }
            | Self::Learn(_) => None,
        }
    }

    /// Tells whether it changed how many statements there are.
    pub fn reshapes(&self) -> bool {
        matches!(self, Self::Split(_) | Self::Join(_) | Self::Add(_))
    }
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

/// Two entities before they became one, with their parts in cases and points.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BeforeMerge {
    /// The entity that went.
    pub from: Entity,
    /// The entity that stayed.
    pub into: Entity,
    /// The entity that stayed, as it was made.
    pub merged: Entity,
    /// Their parts in cases.
    pub parties: Vec<Party>,
    /// The points on a side of which one of them stood.
    pub points: Vec<Point>,
    /// The names that had been learned for the one that went.
    pub learned: Vec<LearnedName>,
}

/// Words by which texts of one case mean an entity: a name or a description.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LearnedName {
    /// The case.
    pub case: CaseId,
    /// The entity.
    pub entity: EntityId,
    /// The words.
    pub words: String,
}

/// A decision that words mean an entity, with the proposals that it reached.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Learned {
    /// What was learned.
    #[serde(flatten)]
    pub name: LearnedName,
    /// The proposals that were read anew, each with its speaker before.
    pub replaced: Vec<(StatementId, String)>,
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
