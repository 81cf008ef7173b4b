//! `drive`: the window, driven without a person, on a virtual display.
//!
//! `drive job FOLDER` takes the sample case through the main job and leaves pictures and the export in
//! the folder; `drive pictures FOLDER [WIDTHxHEIGHT]` leaves a picture of every screen, light and dark;
//! `drive speed FOLDER` leaves a table of how quick the window is.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
#[cfg(target_os = "linux")]
use desktop_driver::drive::run;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words).and_then(|files| print(&files)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // With nobody to read it, the exit code tells as much.
            let _unread = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says why there is nothing to drive.
#[cfg(not(target_os = "linux"))]
fn run(_: &[&str]) -> Result<Vec<PathBuf>> {
    anyhow::bail!("the window is driven by WebKitGTK's driver, which Linux alone has")
}

fn print(files: &[PathBuf]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for file in files {
        writeln!(out, "{}", file.display())?;
    }
    Ok(())
}
