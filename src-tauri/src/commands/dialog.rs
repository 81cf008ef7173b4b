//! Dialogs of the system, and the way out to its browser.

use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};
use url::Url;

use super::{apart, word};
use crate::error::{Answer, Failure};
use crate::path;

/// Lets a person choose files.
#[tauri::command]
pub(crate) async fn choose_files(window: WebviewWindow) -> Answer<Option<Vec<String>>> {
    let chosen = apart(move || Ok(dialog(&window).blocking_pick_files())).await?;
    chosen
        .map(|files| files.into_iter().map(text).collect())
        .transpose()
}

/// Lets a person choose a folder.
#[tauri::command]
pub(crate) async fn choose_folder(window: WebviewWindow) -> Answer<Option<String>> {
    let chosen = apart(move || Ok(dialog(&window).blocking_pick_folder())).await?;
    chosen.map(text).transpose()
}

/// Lets a person choose where an export is written.
#[tauri::command]
pub(crate) async fn choose_export_file(
    window: WebviewWindow,
    name: String,
) -> Answer<Option<String>> {
    let dialog = move || dialog(&window).set_file_name(name);
    let chosen = apart(move || Ok(dialog().blocking_save_file())).await?;
    chosen.map(text).transpose()
}

/// Opens an address in the system's browser.
#[tauri::command]
pub(crate) async fn open_link(url: String) -> Answer<()> {
    let url = outward(&url)?;
    apart(move || {
        open::that_detached(url.as_str()).map_err(|error| Failure {
            code: "link",
            message: format!("{url} cannot be opened"),
            subject: Some(error.to_string()),
            hint: "copy the address into your browser".to_owned(),
        })
    })
    .await
}

fn dialog(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

fn text(chosen: FilePath) -> Answer<String> {
    let path = chosen
        .into_path()
        .map_err(|error| Failure::broke_down(&error))?;
    path::text(&path)
}

/// Returns an address that may be handed to the system: one of the web, which carries no name or
/// password and starts no other program.
fn outward(given: &str) -> Answer<Url> {
    let expected = "an address that begins with https:// or http://, without a user name";
    let url: Url = word("address to open", given, expected)?;
    let is_of_the_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    if is_of_the_web && is_anonymous {
        Ok(url)
    } else {
        Err(Failure::bad_value("address to open", given, expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_are_opened() {
        for address in ["https://outlet.example/a?b=c#d", "http://outlet.example"] {
            assert!(outward(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn whatever_could_start_another_program_is_refused() {
        for address in [
            "file:///etc/hostname",
            "javascript:void(0)",
            "data:text/html,x",
            "smb://outlet.example/share",
            "mailto:desk@outlet.example",
            "https://name@outlet.example/",
            "https://name:word@outlet.example/",
            "-outlet.example",
            "",
        ] {
            assert_eq!(outward(address).unwrap_err().code, "bad_value", "{address}");
        }
    }
}
