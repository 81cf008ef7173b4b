//! A second opinion on the archive: tools that know nothing of us read the WARC files of the sample
//! case.
//!
//! `warcio check` compares every digest, `warcio index` reads every record, and py-wacz makes a
//! package of them. `warcio check` passes a file that was cut in half, so we also look at the last
//! record: it has to be the metadata with which a capture ends.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::python::Environment;
use crate::tool::{Profile, Tool};
use crate::{say, shell};

/// Where the sample case is started, from the root of the project.
const LIBRARY: &str = "target/prove/archive";

/// Lets warcio and py-wacz read the archive of the sample case.
pub(super) fn run() -> Result<()> {
    let tool = Tool::built(Profile::Dev, LIBRARY)?;
    tool.forget_everything()?;
    tool.show(&["case", "start", "sample"])?;
    let files = warc_files(&shell::root().join(LIBRARY))?;
    if files.is_empty() {
        bail!("there is no WARC file below {LIBRARY}");
    }
    let python = Environment::with(&["warcio", "wacz"])?;
    for file in &files {
        check(&python, file)?;
    }
    package(&python, &files)
}

fn check(python: &Environment, file: &Path) -> Result<()> {
    let path = file.display().to_string();
    shell::run(&mut python.tool("warcio", &["check", &path]))?;
    let index = ["index", "-f", "warc-type,warc-target-uri", &path];
    let (status, printed) = shell::printed_by(&mut python.tool("warcio", &index))?;
    if !status.success() {
        bail!("`warcio index` ended with {status}");
    }
    let types = types(&printed)?;
    say::line(&format!(
        "{} requests, {} responses, {} captures",
        count(&types, "request"),
        count(&types, "response"),
        count(&types, "metadata")
    ));
    if !whole(&types) {
        bail!("{path} does not end with a whole capture");
    }
    Ok(())
}

/// Tells whether the records make up whole captures: each ends with its metadata, after at least
/// one response; the text that was read in it may follow.
fn whole(types: &[String]) -> bool {
    let closing = ["metadata", "conversion"];
    let ends = types
        .last()
        .is_some_and(|last| closing.contains(&last.as_str()));
    ends && count(types, "response") >= count(types, "metadata")
}

fn count(types: &[String], wanted: &str) -> usize {
    types.iter().filter(|it| *it == wanted).count()
}

fn package(python: &Environment, files: &[PathBuf]) -> Result<()> {
    let made = shell::target_dir()?.join("prove").join("library.wacz");
    let made = made.display().to_string();
    let files = files.iter().map(|file| file.display().to_string());
    let create: Vec<String> = ["create", "-o", &made, "-f"]
        .map(str::to_owned)
        .into_iter()
        .chain(files)
        .collect();
    let create: Vec<&str> = create.iter().map(String::as_str).collect();
    shell::run(&mut python.tool("wacz", &create))?;
    shell::run(&mut python.tool("wacz", &["validate", "-f", &made]))
}

/// Reads the types of the records from what `warcio index` printed: one JSON object a line.
fn types(index: &str) -> Result<Vec<String>> {
    let mut types = Vec::new();
    for line in index.lines() {
        let record: Value = serde_json::from_str(line).context("read `warcio index`")?;
        types.push(record["warc-type"].as_str().unwrap_or_default().to_owned());
    }
    Ok(types)
}

/// Returns the WARC files in a folder and the folders in it.
pub(super) fn warc_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(warc_files(&path)?);
        } else if path.to_string_lossy().ends_with(".warc.gz") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_ends_with_a_whole_capture() {
        let check = |words: &str, expected: bool| {
            let lines = words
                .split(' ')
                .map(|word| format!("{{\"warc-type\": \"{word}\"}}\n"));
            let found = types(&lines.collect::<String>()).unwrap();
            assert_eq!(whole(&found), expected, "{words}");
        };
        check("warcinfo request response metadata", true);
        check("warcinfo request response", false);
        check("warcinfo request response request response metadata", true);
        check("warcinfo request metadata", false);
        assert!(types("half a li").is_err());
    }
}
