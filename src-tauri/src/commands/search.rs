//! Search.

use engine::SearchFor;
use engine::view::SearchView;

use super::{Here, ask};
use crate::error::Answer;

/// Finds statements and documents by their words.
#[tauri::command]
pub(crate) async fn search(
    desk: Here<'_>,
    query: String,
    case: Option<String>,
    limit: usize,
    offset: usize,
) -> Answer<SearchView> {
    ask(desk, move |library| {
        let case = case.map(|given| library.case(&given)).transpose()?;
        Ok(library.search(&SearchFor {
            query,
            case: case.map(|case| case.id),
            limit,
            offset,
        })?)
    })
    .await
}
