//! `cargo xtask tidy`: the rules that no compiler knows.
//!
//! Each check is a pure function from files to violations, so that its tests are small texts. A
//! violation names the place, what is wrong and what to do about it.

mod arrows;
mod files;
mod glossary;
mod words;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::{say, shell};

/// A text file of the project.
struct SourceFile {
    /// Its path from the root, with forward slashes.
    path: String,
    /// Its text.
    text: String,
}

/// A rule broken at one place.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    path: String,
    /// Counted from 1.
    line: usize,
    /// What is wrong, and what to do.
    what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A check over all files.
type Check = fn(&[SourceFile]) -> Vec<Violation>;

const CHECKS: &[Check] = &[files::check, words::check, arrows::check, glossary::check];

/// Folders that hold nothing written by a person.
const PASSED_OVER: &[&str] = &[".git", "target", "out", "node_modules", "dist"];

/// Runs every check and fails when one finds something.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let files = project_files()?;
    let violations: Vec<Violation> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    for violation in &violations {
        say::line(&violation.to_string());
    }
    if !violations.is_empty() {
        bail!("tidy found {} things to put right", violations.len());
    }
    say::line(&format!("tidy: {} files in order", files.len()));
    Ok(())
}

fn project_files() -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    collect(shell::root(), "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Adds the text files below `folder`, whose path from the root is `prefix`.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> Result<()> {
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().display().to_string();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !PASSED_OVER.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if let Ok(text) = String::from_utf8(fs_err::read(entry.path())?) {
            files.push(SourceFile { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs one check over files given as (path, text) and compares what it prints.
    #[track_caller]
    pub(super) fn expect(check: Check, files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        let found: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_arrow_of_the_house_is_in_the_list() {
        let violations = arrows::check(&project_files().unwrap());
        let shown: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
    }

    #[test]
    fn the_walk_finds_this_file_and_no_built_ones() {
        let files = project_files().unwrap();
        let has = |path: &str| files.iter().any(|file| file.path == path);
        assert!(has("xtask/src/tidy/mod.rs"));
        assert!(!files.iter().any(|file| file.path.starts_with("target/")));
    }
}
