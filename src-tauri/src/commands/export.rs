//! Exports of a timeline.

use std::path::Path;

use engine::model::Kind;
use engine::view::ExportPreview;
use engine::{Format, Show, TimelineFilter, write_export};
use serde::Deserialize;
use tauri::{AppHandle, Manager as _};

use super::{Here, ask_case, date, word};
use crate::error::{Answer, Failure};
use crate::path;

/// Which lines are exported, as the window sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct ScopeSent {
    kinds: Vec<Kind>,
    speaker: Option<String>,
    outlets: Vec<String>,
    after: Option<String>,
    before: Option<String>,
    clock: String,
    proposals: bool,
}

/// Shows the beginning of an export.
#[tauri::command]
pub(crate) async fn export_preview(
    desk: Here<'_>,
    case: String,
    scope: ScopeSent,
    format: String,
) -> Answer<ExportPreview> {
    let filter = TimelineFilter::try_from(scope)?;
    let format = format_of(&format)?;
    ask_case(desk, case, move |library, case| {
        Ok(library.export_preview(case, &filter, format)?)
    })
    .await
}

/// Writes an export and returns the path of its file.
#[tauri::command]
pub(crate) async fn export_to(
    desk: Here<'_>,
    case: String,
    scope: ScopeSent,
    format: String,
    path: String,
) -> Answer<String> {
    let filter = TimelineFilter::try_from(scope)?;
    let format = format_of(&format)?;
    ask_case(desk, case, move |library, case| {
        let exported = library.export(case, &filter, format)?;
        let written = write_export(&exported, Path::new(&path))?;
        path::text(&written)
    })
    .await
}

/// Returns the folder that exports go to unless another is chosen: the person's documents.
#[tauri::command]
pub(crate) async fn export_folder(app: AppHandle) -> Answer<String> {
    let known = app.path().document_dir().or_else(|_| app.path().home_dir());
    let folder = known.map_err(|error| Failure::broke_down(&error))?;
    path::text(&folder)
}

fn format_of(given: &str) -> Answer<Format> {
    word("format", given, "md, html, csv or json")
}

impl TryFrom<ScopeSent> for TimelineFilter {
    type Error = Failure;

    fn try_from(sent: ScopeSent) -> Result<Self, Failure> {
        Ok(Self {
            kinds: sent.kinds,
            speaker: sent.speaker,
            outlets: sent.outlets,
            after: date(sent.after.as_deref())?,
            before: date(sent.before.as_deref())?,
            clock: word(
                "clock",
                &sent.clock,
                "said, happened, published or captured",
            )?,
            show: if sent.proposals {
                Show::WithProposals
            } else {
                Show::Checked
            },
            as_of: None,
        })
    }
}
