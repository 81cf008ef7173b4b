//! Starts the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    counterclaim_desktop::start_again_if_needed();
    match counterclaim_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without a terminal there is nobody to tell.
            let told = writeln!(
                std::io::stderr(),
                "error: the window cannot be opened\n   on: {error}\n   do: start it from a desktop session"
            );
            if told.is_ok() {
                ExitCode::from(3)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}
