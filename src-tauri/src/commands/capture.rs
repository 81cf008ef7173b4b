//! What comes into a case: pages, files, words supplied by the reporter, watches, and the queue.

use std::path::PathBuf;

use engine::model::{JobId, Recapture, WatchId, WatchKind};
use engine::view::{CaptureLine, QueueView, RecaptureView};
use engine::{NewWatch, SuppliedText};
use serde::Deserialize;
use url::Url;

use super::{Here, ask, ask_case, date, word};
use crate::error::{Answer, Failure};

/// Words as the window sends them.
#[derive(Debug, Deserialize)]
pub(crate) struct TextSent {
    text: String,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
}

/// A watch as the window sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct WatchSent {
    target: String,
    every: String,
    kind: Option<WatchKind>,
}

/// Captures pages now.
#[tauri::command]
pub(crate) async fn add_pages(
    desk: Here<'_>,
    case: String,
    urls: Vec<String>,
) -> Answer<Vec<CaptureLine>> {
    ask_case(desk, case, move |library, case| {
        Ok(library.add(case, &urls)?)
    })
    .await
}

/// Takes words in that the reporter pasted.
#[tauri::command]
pub(crate) async fn supply_text(
    desk: Here<'_>,
    case: String,
    text: TextSent,
) -> Answer<CaptureLine> {
    let text = SuppliedText::try_from(text)?;
    ask_case(desk, case, move |library, case| {
        Ok(library.supply_text(case, &text)?)
    })
    .await
}

/// Imports files and folders.
#[tauri::command]
pub(crate) async fn import_paths(
    desk: Here<'_>,
    case: String,
    paths: Vec<PathBuf>,
    url: Option<String>,
) -> Answer<Vec<CaptureLine>> {
    let url = address(url.as_deref())?;
    ask_case(desk, case, move |library, case| {
        Ok(library.import(case, &paths, url.as_ref())?)
    })
    .await
}

/// Adds a watch to a case.
#[tauri::command]
pub(crate) async fn add_watch(desk: Here<'_>, case: String, watch: WatchSent) -> Answer<()> {
    let watch = NewWatch {
        target: watch.target,
        every: watch.every,
        kind: watch.kind,
    };
    ask_case(desk, case, move |library, case| {
        library.add_watch(case, &watch)?;
        Ok(())
    })
    .await
}

/// Removes a watch; what it captured stays.
#[tauri::command]
pub(crate) async fn remove_watch(desk: Here<'_>, watch: WatchId) -> Answer<()> {
    ask(desk, move |library| Ok(library.remove_watch(watch)?)).await
}

/// Looks at the watches of a case that are due and works its queue.
#[tauri::command]
pub(crate) async fn fetch_now(desk: Here<'_>, case: String) -> Answer<Vec<CaptureLine>> {
    ask_case(desk, case, |library, case| Ok(library.fetch(Some(case))?)).await
}

/// Returns the capture queue of a case.
#[tauri::command]
pub(crate) async fn queue(desk: Here<'_>, case: String) -> Answer<QueueView> {
    ask_case(desk, case, |library, case| Ok(library.queue(case)?)).await
}

/// Has an address tried again that was given up.
#[tauri::command]
pub(crate) async fn retry(desk: Here<'_>, job: JobId) -> Answer<()> {
    ask(desk, move |library| Ok(library.retry(job)?)).await
}

/// Has every address of a case tried again that was given up.
#[tauri::command]
pub(crate) async fn retry_failed(desk: Here<'_>, case: String) -> Answer<u64> {
    ask_case(desk, case, |library, case| Ok(library.retry_failed(case)?)).await
}

/// Takes an address out of the queue.
#[tauri::command]
pub(crate) async fn drop_job(desk: Here<'_>, job: JobId) -> Answer<()> {
    ask(desk, move |library| Ok(library.drop_job(job)?)).await
}

/// Stops the queue and the watches of the library.
#[tauri::command]
pub(crate) async fn pause_queue(desk: Here<'_>) -> Answer<()> {
    ask(desk, |library| Ok(library.pause_queue()?)).await
}

/// Lets them go on.
#[tauri::command]
pub(crate) async fn resume_queue(desk: Here<'_>) -> Answer<()> {
    ask(desk, |library| Ok(library.resume_queue()?)).await
}

/// Reads an address that a person typed; an empty field is none.
fn address(given: Option<&str>) -> Answer<Option<Url>> {
    let given = given.map(str::trim).filter(|it| !it.is_empty());
    given
        .map(|it| word("address", it, "a full address: https://…"))
        .transpose()
}

impl TryFrom<TextSent> for SuppliedText {
    type Error = Failure;

    fn try_from(sent: TextSent) -> Result<Self, Failure> {
        Ok(Self {
            text: sent.text,
            url: address(sent.url.as_deref())?,
            title: sent.title,
            outlet: sent.outlet,
            published: date(sent.published.as_deref())?,
        })
    }
}

/// Tells how often the pages of checked statements are captured again.
#[tauri::command]
pub(crate) async fn recapture(desk: Here<'_>, case: String) -> Answer<RecaptureView> {
    ask_case(desk, case, |library, case| Ok(library.recapture(case)?)).await
}

/// Sets how often the pages of checked statements are captured again.
#[tauri::command]
pub(crate) async fn set_recapture(desk: Here<'_>, case: String, every: Recapture) -> Answer<()> {
    ask_case(desk, case, move |library, case| {
        Ok(library.set_recapture(case, every)?)
    })
    .await
}
