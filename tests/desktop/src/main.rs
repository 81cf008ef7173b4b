//! `drive`: the window, driven without a person, on a virtual display.
//!
//! `drive job FOLDER` takes the sample case through the main job and leaves pictures and the export in
//! the folder; `drive pictures FOLDER` leaves a picture of every screen, light and dark.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use desktop_driver::{job, pictures};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let written = match arguments.as_slice() {
        [task, folder] => run(task, Path::new(folder)),
        _ => Err(anyhow::anyhow!("expected: drive job|pictures FOLDER")),
    };
    match written.and_then(|files| print(&files)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // With nobody to read it, the exit code tells as much.
            let _unread = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &str, folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    match task {
        "job" => job::main_job(folder),
        "pictures" => pictures::of_every_screen(folder),
        other => bail!("expected job or pictures, not {other:?}"),
    }
}

fn print(files: &[std::path::PathBuf]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for file in files {
        writeln!(out, "{}", file.display())?;
    }
    Ok(())
}
