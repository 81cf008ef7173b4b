//! Documents: in a list, as text, as archived.

use engine::model::{DocumentId, VersionId};
use engine::view::{ArchivedPage, DocumentLine, DocumentView, VersionDiff};

use super::{Here, ask, ask_case};
use crate::error::Answer;

/// Lists the documents of a case.
#[tauri::command]
pub(crate) async fn documents(desk: Here<'_>, case: String) -> Answer<Vec<DocumentLine>> {
    ask_case(desk, case, |library, case| Ok(library.documents(case)?)).await
}

/// Returns one version of a document; the latest when none is named.
#[tauri::command]
pub(crate) async fn document(
    desk: Here<'_>,
    case: String,
    document: DocumentId,
    version: Option<VersionId>,
) -> Answer<DocumentView> {
    ask_case(desk, case, move |library, case| {
        Ok(library.document_view(case, document, version)?)
    })
    .await
}

/// Returns a page as it was archived, made harmless.
#[tauri::command]
pub(crate) async fn archived_page(desk: Here<'_>, version: VersionId) -> Answer<ArchivedPage> {
    ask(desk, move |library| Ok(library.archived_page(version)?)).await
}

/// Compares two versions of a document; the last two when none are named.
#[tauri::command]
pub(crate) async fn version_diff(
    desk: Here<'_>,
    document: DocumentId,
    pair: Option<(VersionId, VersionId)>,
) -> Answer<VersionDiff> {
    ask(desk, move |library| {
        let pair = pair.map(|(from, to)| (from.to_string(), to.to_string()));
        let named = pair.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
        Ok(library.version_diff(&document.to_string(), named)?)
    })
    .await
}
