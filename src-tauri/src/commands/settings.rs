//! Settings of the window and of the library, and how the library stands.

use std::sync::Arc;

use engine::view::{LibrarySettings, LibraryView, Pulse};
use tauri::WebviewWindow;

use super::{Here, apart, ask};
use crate::error::{Answer, Failure};
use crate::settings::WindowSettings;

/// Returns the settings of the window; it needs no library.
#[tauri::command]
pub(crate) async fn window_settings(desk: Here<'_>) -> Answer<WindowSettings> {
    Ok(desk.settings())
}

/// Keeps the settings of the window; another library is opened at once.
#[tauri::command]
pub(crate) async fn set_window_settings(
    desk: Here<'_>,
    window: WebviewWindow,
    settings: WindowSettings,
) -> Answer<()> {
    let here = Arc::clone(&desk);
    apart(move || here.change_settings(&settings)).await?;
    window
        .set_theme(desk.theme())
        .map_err(|error| Failure::broke_down(&error))
}

/// Returns the library as the settings show it.
#[tauri::command]
pub(crate) async fn library(desk: Here<'_>) -> Answer<LibraryView> {
    ask(desk, |library| Ok(library.library_view()?)).await
}

/// Keeps the settings of the library.
#[tauri::command]
pub(crate) async fn set_library_settings(desk: Here<'_>, settings: LibrarySettings) -> Answer<()> {
    ask(desk, move |library| Ok(library.set_settings(&settings)?)).await
}

/// Returns how the library stands at this moment. The window asks again and again once it is drawn.
#[tauri::command]
pub(crate) async fn pulse(desk: Here<'_>) -> Answer<Pulse> {
    desk.is_heard();
    ask(desk, |library| Ok(library.pulse()?)).await
}
