//! Settings of the window and of the library, and how the library stands.

use std::sync::Arc;

use engine::SettingsChange;
use engine::view::{CheckLine, LibraryView, Pulse};
use serde::{Deserialize, Deserializer};
use tauri::WebviewWindow;

use super::{Here, apart, ask};
use crate::error::{Answer, Failure};
use crate::settings::WindowSettings;

/// What is changed about the settings of the library, as the window sends it: what is missing stays,
/// and what is null is set to nothing.
#[derive(Debug, Deserialize)]
pub(crate) struct SettingsSent {
    #[serde(default, deserialize_with = "sent")]
    user_agent: Option<String>,
    #[serde(default, deserialize_with = "sent")]
    proxy: Option<String>,
    fetch_while_open: Option<bool>,
}

/// Reads a field that was sent: null is the empty text.
fn sent<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(field).map(|text: Option<String>| Some(text.unwrap_or_default()))
}

impl From<SettingsSent> for SettingsChange {
    fn from(sent: SettingsSent) -> Self {
        Self {
            user_agent: sent.user_agent,
            proxy: sent.proxy,
            fetch_while_open: sent.fetch_while_open,
        }
    }
}

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

/// Changes settings of the library.
#[tauri::command]
pub(crate) async fn set_library_settings(desk: Here<'_>, settings: SettingsSent) -> Answer<()> {
    let change = settings.into();
    ask(desk, move |library| Ok(library.change_settings(&change)?)).await
}

/// Checks that everything in the library is there and unchanged.
#[tauri::command]
pub(crate) async fn verify(desk: Here<'_>) -> Answer<Vec<CheckLine>> {
    ask(desk, |library| Ok(library.verify(None)?)).await
}

/// Returns how the library stands at this moment. The window asks again and again once it is drawn.
#[tauri::command]
pub(crate) async fn pulse(desk: Here<'_>) -> Answer<Pulse> {
    desk.is_heard();
    ask(desk, |library| Ok(library.pulse()?)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_stays_and_what_is_null_is_set_to_nothing() {
        let check = |sent: &str, expected: (Option<&str>, Option<&str>, Option<bool>)| {
            let sent: SettingsSent = serde_json::from_str(sent).unwrap();
            let change = SettingsChange::from(sent);
            let found = (
                change.user_agent.as_deref(),
                change.proxy.as_deref(),
                change.fetch_while_open,
            );
            assert_eq!(found, expected);
        };
        check("{}", (None, None, None));
        check(r#"{"fetch_while_open": true}"#, (None, None, Some(true)));
        check(r#"{"proxy": null}"#, (None, Some(""), None));
        let all = r#"{"user_agent": "Harrow Desk", "proxy": "", "fetch_while_open": false}"#;
        check(all, (Some("Harrow Desk"), Some(""), Some(false)));
    }
}
