//! Web archives: what one holds of a page, one copy as an older version, and whether it may be asked
//! to save pages.

use engine::WEB_ARCHIVE;
use engine::view::{CaptureLine, MementoLine};

use super::{Here, ask, ask_case};
use crate::error::Answer;

/// Lists the copies of a page that the web archive holds.
#[tauri::command]
pub(crate) async fn mementos(
    desk: Here<'_>,
    case: String,
    url: String,
) -> Answer<Vec<MementoLine>> {
    ask_case(desk, case, move |library, case| {
        Ok(library.mementos(Some(case), WEB_ARCHIVE, &url)?)
    })
    .await
}

/// Captures the copy of a page that stands nearest to a time.
#[tauri::command]
pub(crate) async fn capture_memento(
    desk: Here<'_>,
    case: String,
    url: String,
    at: String,
) -> Answer<CaptureLine> {
    ask_case(desk, case, move |library, case| {
        Ok(library.capture_memento(case, WEB_ARCHIVE, &url, &at)?)
    })
    .await
}

/// Asks the web archive to save a page; refused unless that was allowed.
#[tauri::command]
pub(crate) async fn save_to_archive(
    desk: Here<'_>,
    case: String,
    url: String,
) -> Answer<MementoLine> {
    ask_case(desk, case, move |library, case| {
        Ok(library.save_to_archive(Some(case), WEB_ARCHIVE, &url)?)
    })
    .await
}

/// Allows that the web archive is asked to save pages, or no longer.
#[tauri::command]
pub(crate) async fn allow_saving_to_archive(desk: Here<'_>, may: bool) -> Answer<()> {
    ask(desk, move |library| {
        Ok(library.allow_saving_to_archive(may)?)
    })
    .await
}
