//! The timeline: every statement of a case with its answers, its clocks and its capture, in order.
//!
//! [`material`] reads what the rows are made of, [`as_of`] puts it back to an earlier day, [`row`]
//! makes rows of it, [`filter`] chooses among them, and [`repeat`] tells which repeat each other.

mod as_of;
mod filter;
mod kept;
mod lines;
mod material;
mod names;
mod page;
mod repeat;
mod row;

use export::{CaseHead, LeftOut, OrderClock, Row, Timeline};
use model::{Case, Kind, Status, When};

use crate::collect::TOOL;
use crate::error::EngineError;
use crate::library::Library;
use filter::Chosen;
use material::Material;

pub(crate) use filter::{clock_of, last_moment};

pub(crate) use kept::Kept;
pub(crate) use names::{is_border, stands_in};
pub(crate) use repeat::repeat_key;
pub(crate) use row::outlet_of;

/// Which rows a timeline shows, and by which clock.
#[derive(Debug, Clone, Default)]
pub struct TimelineFilter {
    /// Only these kinds; all when empty.
    pub kinds: Vec<Kind>,
    /// Only what this speaker said: whole words of a name. The name of an entity stands for all its
    /// names.
    pub speaker: Option<String>,
    /// Only what documents of these outlets carry, named as a row names them; all when empty.
    pub outlets: Vec<String>,
    /// Only what may lie on or after this date.
    pub after: Option<When>,
    /// Only what may lie on or before this date.
    pub before: Option<When>,
    /// Which of the four clocks orders and filters.
    pub clock: OrderClock,
    /// Which statements, by how far they are checked.
    pub show: Show,
    /// The case as it stood at the end of this date.
    pub as_of: Option<When>,
}

/// Which statements a timeline shows, by how far a person has checked them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// Proposals too, marked as such.
    #[default]
    WithProposals,
    /// Only what a person has checked.
    Checked,
}

impl Library {
    /// Returns the timeline of a case.
    pub fn timeline(&self, case: &Case, filter: &TimelineFilter) -> Result<Timeline, EngineError> {
        let (mut rows, left_out) = self.rows_in_text_order(case, filter)?;
        // The sort is stable: rows of one moment stay in the order of their text.
        rows.sort_by_cached_key(|row| filter::order(row, filter.clock));
        Ok(Timeline {
            case: self.case_head(case)?,
            clock: filter.clock,
            filters: filter::in_words(filter),
            rows,
            left_out,
            as_of: filter.as_of.as_ref().map(ToString::to_string),
            tool: TOOL.to_owned(),
        })
    }

    /// Returns the chosen rows, document by document in the order of the text, with the leads at
    /// the end; and how many were not chosen.
    pub(crate) fn rows_in_text_order(
        &self,
        case: &Case,
        filter: &TimelineFilter,
    ) -> Result<(Vec<Row>, LeftOut), EngineError> {
        let end = filter.as_of.as_ref().and_then(last_moment);
        let material = self.store.read(|tx| Material::of(tx, case, end))?;
        let parties = self.parties(case.id)?;
        let chosen = Chosen::new(filter, parties.iter().map(|(_, entity)| entity));
        let mut left_out = LeftOut::default();
        let mut rows = Vec::new();
        for (status, row) in material.rows() {
            let fits = chosen.fits(&row);
            match status {
                Some(Status::Rejected) => left_out.rejected += u64::from(fits),
                Some(Status::Unread) if filter.show == Show::Checked => {
                    left_out.proposals += u64::from(fits);
                }
                _ if fits => rows.push(row),
                _ => left_out.filtered += 1,
            }
        }
        Ok((rows, left_out))
    }

    fn case_head(&self, case: &Case) -> Result<CaseHead, EngineError> {
        let parties = self.parties(case.id)?;
        Ok(CaseHead {
            id: case.id.to_string(),
            name: case.name.clone(),
            slug: case.slug.clone(),
            subtitle: case.subtitle.clone(),
            fictional: case.fictional,
            parties: parties.into_iter().map(|(_, entity)| entity.name).collect(),
        })
    }
}
