//! The one window: how it is made, and what it keeps to itself.

use tauri::webview::{Color, NewWindowResponse};
use tauri::{AppHandle, Theme, WebviewUrl, WebviewWindowBuilder};

use crate::environment;

/// The label of the window, which the capability file names.
pub(crate) const MAIN: &str = "main";

/// The colours of paper before a page is drawn: `--paper` of the two palettes.
const LIGHT: Color = Color(0xfb, 0xfa, 0xf7, 0xff);
const DARK: Color = Color(0x17, 0x16, 0x14, 0xff);

/// Opens the window. No theme means that of the system.
pub(crate) fn open(app: &AppHandle, theme: Option<Theme>) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Counterclaim")
        .inner_size(1280.0, 800.0)
        .min_inner_size(800.0, 600.0)
        .theme(theme)
        // Captured words stay in the library: no cache, cookie or storage of the web view on disk.
        // A test driver cannot steer such a view (wry gives it a context of its own).
        .incognito(!environment::is_automated())
        .devtools(cfg!(debug_assertions))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .background_color(if theme == Some(Theme::Dark) {
            DARK
        } else {
            LIGHT
        })
        .build()?;
    if theme.is_none() && window.theme()? == Theme::Dark {
        window.set_background_color(Some(DARK))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest as _, Sha256};

    /// A page as archived and the preview of an export bring a style along, and stand under the policy
    /// of the window.
    #[test]
    fn the_policy_lets_our_own_styles_of_framed_pages_through_and_no_other() {
        let hash = |style: &str| {
            let digest = BASE64_STANDARD.encode(Sha256::digest(style));
            format!("'sha256-{digest}'")
        };
        let archived = hash(include_str!("../../crates/extract/src/html/clean.css"));
        let exported = hash(concat!(
            "\n",
            include_str!("../../crates/export/templates/timeline.css")
        ));
        let expected = format!("style-src 'self' {archived} {exported};");
        let configuration = include_str!("../../tauri.conf.json");
        assert!(
            configuration.contains(&expected),
            "tauri.conf.json must say {expected}"
        );
    }
}
