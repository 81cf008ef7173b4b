//! The timeline as a window holds it: every row as a short line, whatever a filter would hide.

use model::Case;

use super::{TimelineFilter, filter};
use crate::error::EngineError;
use crate::library::Library;
use crate::line::line;
use crate::view::TimelineView;

impl Library {
    /// Returns everything on the timeline of a case that was not rejected, ordered by when it was
    /// said.
    pub fn timeline_view(&self, case: &Case) -> Result<TimelineView, EngineError> {
        // The state is read first: what changes from here on makes a window ask again.
        let (rev, last) = self
            .store
            .read(|tx| Ok::<_, EngineError>((tx.state()?, tx.captures().last_of_case(case.id)?)))?;
        let chosen = TimelineFilter::default();
        let (mut rows, left_out) = self.rows_in_text_order(case, &chosen)?;
        // The sort is stable: rows of one moment stay in the order of their text.
        rows.sort_by_cached_key(|row| filter::order(row, chosen.clock));
        let voices = self.voices(case.id)?;
        Ok(TimelineView {
            lines: rows.iter().map(|row| line(row, &voices)).collect(),
            rejected: left_out.rejected,
            rev,
            last_captured: last.map(|capture| capture.retrieval.captured()),
        })
    }
}
