//! What every file owes its reader: a bearable length, a first paragraph that says what it is, and
//! for a crate the lints of the house.

use std::ffi::OsStr;
use std::path::Path;

use toml::{Table, Value};

use super::{SourceFile, Violation};

/// The longest a file of code may be, in lines.
const MOST_LINES: usize = 600;

/// Kinds of file that a person reads as code.
const CODE: &[&str] = &["rs", "ts", "svelte", "css", "py", "sql"];

/// Code that no person writes or reads through.
const GENERATED: &[&str] = &["ui/src/lib/ipc/bindings.ts"];

/// Finds files that are too long, modules without an introduction, and crates without lints.
pub(super) fn check(files: &[SourceFile]) -> Vec<Violation> {
    files.iter().filter_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Option<Violation> {
    let (line, what) = too_long(file)
        .or_else(|| unexplained(file))
        .or_else(|| unlinted(file))?;
    Some(Violation {
        path: file.path.clone(),
        line,
        what,
    })
}

fn too_long(file: &SourceFile) -> Option<(usize, String)> {
    let is_generated = GENERATED.contains(&file.path.as_str());
    let is_code = CODE.contains(&extension(&file.path)) && !is_generated;
    let lines = file.text.lines().count();
    let what = format!("{lines} lines, {MOST_LINES} are allowed; split it by noun");
    (is_code && lines > MOST_LINES).then_some((MOST_LINES + 1, what))
}

fn unexplained(file: &SourceFile) -> Option<(usize, String)> {
    let what = "does not begin with `//!`; say what it is, why it exists, and its neighbours";
    let is_missing = extension(&file.path) == "rs" && !file.text.starts_with("//! ");
    is_missing.then(|| (1, what.to_owned()))
}

fn unlinted(file: &SourceFile) -> Option<(usize, String)> {
    if !file.path.ends_with("/Cargo.toml") || follows_the_workspace(&file.text) {
        return None;
    }
    let what = "does not follow the lints of the workspace; add `[lints]` with `workspace = true`";
    Some((1, what.to_owned()))
}

fn extension(path: &str) -> &str {
    let extension = Path::new(path).extension();
    extension.and_then(OsStr::to_str).unwrap_or_default()
}

fn follows_the_workspace(manifest: &str) -> bool {
    let manifest: Table = manifest.parse().unwrap_or_default();
    let lints = manifest.get("lints").and_then(Value::as_table);
    let workspace = lints.and_then(|lints| lints.get("workspace"));
    workspace.and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::tests::expect;
    use super::*;

    #[test]
    fn code_is_at_most_600_lines_long() {
        let long = format!("//! Long.\n{}", "// x\n".repeat(600));
        let longest = format!("//! Long.\n{}", "// x\n".repeat(599));
        expect(
            check,
            &[("a.rs", &long), ("b.rs", &longest), ("c.md", &long)],
            &["a.rs:601: 601 lines, 600 are allowed; split it by noun"],
        );
    }

    #[test]
    fn a_module_begins_with_what_it_is() {
        expect(
            check,
            &[
                ("a.rs", "//! Here.\n"),
                ("b.rs", "use x;\n//! Late.\n"),
                ("c.rs", ""),
            ],
            &[
                "b.rs:1: does not begin with `//!`; say what it is, why it exists, and its neighbours",
                "c.rs:1: does not begin with `//!`; say what it is, why it exists, and its neighbours",
            ],
        );
    }

    #[test]
    fn a_crate_follows_the_lints_of_the_workspace() {
        expect(
            check,
            &[
                ("crates/a/Cargo.toml", "[lints]\nworkspace = true\n"),
                ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n"),
                ("Cargo.toml", "[workspace]\n"),
            ],
            &[
                "crates/b/Cargo.toml:1: does not follow the lints of the workspace; add `[lints]` with `workspace = true`",
            ],
        );
    }
}
