//! The window of Counterclaim: a thin shell round the engine.
//!
//! A command unpacks what the window sent, calls one operation of the engine away from the event
//! loop, and converts what comes back. The window asks once a second how the library stands; what
//! it is told without asking is one event (`News`). It holds no rule of the product.

mod background;
mod commands;
mod desk;
mod environment;
mod error;
mod event;
mod guard;
mod path;
mod settings;
mod window;
mod worker;

use std::sync::Arc;

use tauri::Manager as _;

use crate::desk::Desk;

pub use environment::start_again_if_needed;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nothing says where windows are shown.
    #[error("no screen is known: neither DISPLAY nor WAYLAND_DISPLAY is set")]
    NoScreen,
    /// The web view or its system failed.
    #[error(transparent)]
    Window(#[from] tauri::Error),
}

/// Opens the window and stays until it is closed.
pub fn run() -> Result<(), StartError> {
    if !environment::has_screen() {
        return Err(StartError::NoScreen);
    }
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(guard::plugin())
        .invoke_handler(commands::handler())
        .on_window_event(event::hear_drops)
        .setup(|app| {
            let desk = Arc::new(Desk::new(event::Ear::of(app.handle())));
            app.manage(Arc::clone(&desk));
            window::open(app.handle(), desk.theme())?;
            background::start(&desk);
            Ok(())
        })
        .run(context())?;
    Ok(())
}

/// Returns the pages, the icons and the configuration that were built in.
#[expect(
    clippy::disallowed_types,
    clippy::exit,
    reason = "the code that the macro writes holds both; none of it reaches output"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}
