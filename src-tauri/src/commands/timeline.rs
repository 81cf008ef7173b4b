//! The timeline of a case, and one statement of it.

use engine::view::{StatementDetail, TimelineView};

use super::{Here, ask_case};
use crate::error::Answer;

/// Returns every line of the timeline of a case.
#[tauri::command]
pub(crate) async fn timeline(desk: Here<'_>, case: String) -> Answer<TimelineView> {
    ask_case(desk, case, |library, case| Ok(library.timeline_view(case)?)).await
}

/// Returns one statement or lead with everything that is known of it.
#[tauri::command]
pub(crate) async fn statement(desk: Here<'_>, case: String, id: String) -> Answer<StatementDetail> {
    ask_case(desk, case, move |library, case| {
        Ok(library.statement_detail(case, &id)?)
    })
    .await
}
