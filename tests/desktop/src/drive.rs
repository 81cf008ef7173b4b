//! What `drive` was asked for.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{job, pictures, speed};

/// Does it, and returns the files that came of it.
pub fn run(words: &[&str]) -> Result<Vec<PathBuf>> {
    match words {
        ["job", folder] => job::main_job(Path::new(folder)),
        ["pictures", folder] => pictures::of_every_screen(Path::new(folder)),
        ["pictures", folder, size] => pictures::at_size(Path::new(folder), pixels(size)?),
        ["speed", folder] => speed::of_the_window(Path::new(folder)),
        other => bail!(
            "expected `job FOLDER`, `pictures FOLDER [WIDTHxHEIGHT]` or `speed FOLDER`, not {other:?}"
        ),
    }
}

fn pixels(size: &str) -> Result<(u32, u32)> {
    let (width, height) = size.split_once('x').context("a size is like 1280x800")?;
    Ok((width.parse()?, height.parse()?))
}
