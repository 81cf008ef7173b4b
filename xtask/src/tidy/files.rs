//! What every file owes its reader: a bearable length, a first paragraph that says what it is, for a
//! crate the lints of the house, and for a component colours that come from the tokens.

use std::ffi::OsStr;
use std::path::Path;

use toml::{Table, Value};

use super::{SourceFile, Violation};

/// The longest a file of code may be, in lines.
const MOST_LINES: usize = 600;

/// The longest a component may be, in lines.
const MOST_LINES_OF_A_COMPONENT: usize = 300;

/// Where the window is made; an exported page carries colours of its own.
const WINDOW: &str = "ui/";

/// The one file of the window that says colours.
const TOKENS: &str = "ui/src/styles/tokens.css";

/// Kinds of file that a person reads as code.
const CODE: &[&str] = &["rs", "ts", "svelte", "css", "py", "sql"];

/// Code that no person writes or reads through.
const GENERATED: &[&str] = &["ui/src/lib/ipc/bindings.ts"];

/// Finds files that are too long, modules without an introduction, crates without lints, and colours
/// that are no tokens.
pub(super) fn check(files: &[SourceFile]) -> Vec<Violation> {
    files.iter().filter_map(check_file).collect()
}

fn check_file(file: &SourceFile) -> Option<Violation> {
    let (line, what) = too_long(file)
        .or_else(|| unexplained(file))
        .or_else(|| unlinted(file))
        .or_else(|| coloured(file))?;
    Some(Violation {
        path: file.path.clone(),
        line,
        what,
    })
}

fn too_long(file: &SourceFile) -> Option<(usize, String)> {
    let is_generated = GENERATED.contains(&file.path.as_str());
    let is_code = CODE.contains(&extension(&file.path)) && !is_generated;
    let most = match extension(&file.path) {
        "svelte" => MOST_LINES_OF_A_COMPONENT,
        _ => MOST_LINES,
    };
    let lines = file.text.lines().count();
    let what = format!("{lines} lines, {most} are allowed; split it by noun");
    (is_code && lines > most).then_some((most + 1, what))
}

fn unexplained(file: &SourceFile) -> Option<(usize, String)> {
    let what = match extension(&file.path) {
        "rs" if !file.text.starts_with("//! ") => {
            "does not begin with `//!`; say what it is, why it exists, and its neighbours"
        }
        "ts" if !is_explained_script(file) => {
            "does not begin with a comment; say what it is and why it exists"
        }
        _ => return None,
    };
    Some((1, what.to_owned()))
}

/// Tells whether a script says what it is. A test says so by its name and by those of its cases.
fn is_explained_script(file: &SourceFile) -> bool {
    let openings = ["// ", "/** ", "/**\n"];
    file.path.ends_with(".test.ts") || openings.iter().any(|it| file.text.starts_with(it))
}

fn coloured(file: &SourceFile) -> Option<(usize, String)> {
    let mut is_style = match extension(&file.path) {
        _ if !file.path.starts_with(WINDOW) || file.path == TOKENS => return None,
        "css" => true,
        "svelte" => false,
        _ => return None,
    };
    for (index, line) in file.text.lines().enumerate() {
        is_style |= line.trim_start().starts_with("<style");
        if is_style && let Some(colour) = hex_colour(line) {
            let what = format!("{colour} is a colour of its own; take a token of {TOKENS}");
            return Some((index + 1, what));
        }
    }
    None
}

/// Returns the first colour in hexadecimal digits on a line of styles.
fn hex_colour(line: &str) -> Option<&str> {
    line.match_indices('#').find_map(|(at, _)| {
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let digits = &line[at + 1..];
        let digits = &digits[..digits.find(|c| !is_part(c)).unwrap_or(digits.len())];
        let is_colour =
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
        is_colour.then(|| &line[at..=at + digits.len()])
    })
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
    fn a_component_is_at_most_300_lines_long() {
        let long = "<!-- x -->\n".repeat(301);
        let longest = "<!-- x -->\n".repeat(300);
        let script = "// x\n".repeat(301);
        expect(
            check,
            &[
                ("a.svelte", &long),
                ("b.svelte", &longest),
                ("c.ts", &script),
            ],
            &["a.svelte:301: 301 lines, 300 are allowed; split it by noun"],
        );
    }

    #[test]
    fn a_script_begins_with_what_it_is_and_a_test_with_its_names() {
        expect(
            check,
            &[
                ("a.ts", "// Here.\n"),
                ("b.ts", "/** Here. */\n"),
                ("c.test.ts", "import x from 'x';\n"),
                ("d.ts", "import x from 'x';\n// Late.\n"),
            ],
            &["d.ts:1: does not begin with a comment; say what it is and why it exists"],
        );
    }

    #[test]
    fn colours_are_those_of_the_tokens() {
        let styled = "{#each a as b}<i id=\"#fff\">{b}</i>{/each}\n<style>\n  a { color: #FA0; }\n";
        expect(
            check,
            &[
                ("ui/a.svelte", styled),
                ("ui/b.svelte", "<style>\n  #header { color: var(--ink); }\n"),
                ("ui/src/styles/tokens.css", ":root { --ink: #112233; }\n"),
                ("ui/src/styles/base.css", "a { color: #11223344; }\n"),
                ("export.css", "a { color: #112233; }\n"),
            ],
            &[
                "ui/a.svelte:3: #FA0 is a colour of its own; take a token of ui/src/styles/tokens.css",
                "ui/src/styles/base.css:1: #11223344 is a colour of its own; take a token of ui/src/styles/tokens.css",
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
