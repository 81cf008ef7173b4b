//! What the environment says, read here and nowhere else.

use std::ffi::OsString;

/// The folder of the library, over what the settings say.
pub(crate) const LIBRARY: &str = "COUNTERCLAIM_LIBRARY";
/// The name under which decisions are written down, while the settings name nobody.
pub(crate) const BY: &str = "COUNTERCLAIM_BY";

/// Returns a variable that is set to something.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment is read in this file alone"
)]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Returns a variable that is text.
pub(crate) fn text(name: &str) -> Option<String> {
    variable(name)?.into_string().ok()
}

/// The variables by which a test driver says that it steers the window.
const AUTOMATION: [&str; 2] = ["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"];

/// Tells whether a test driver steers the window.
pub(crate) fn is_automated() -> bool {
    AUTOMATION.iter().any(|name| variable(name).is_some())
}

/// Tells whether windows can be shown; the library below ends the program when they cannot.
pub(crate) fn has_screen() -> bool {
    let is_named = |name| variable(name).is_some();
    !cfg!(target_os = "linux") || is_named("DISPLAY") || is_named("WAYLAND_DISPLAY")
}

/// Starts the program once more with the variable that keeps windows from staying blank on some
/// graphics drivers of Linux (tauri#9304).
///
/// A program cannot set a variable of its own safely, so that it becomes a new one. Pictures that a
/// test takes of the window need the other way of drawing.
pub fn start_again_if_needed() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt as _;

        const DRAWING: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
        if variable(DRAWING).is_some() || is_automated() {
            return;
        }
        let Ok(program) = std::env::current_exe() else {
            return;
        };
        // It returns only when it fails; then this process goes on without the variable.
        let _failed = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(DRAWING, "1")
            .exec();
    }
}
