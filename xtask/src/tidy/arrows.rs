//! The arrows between the rooms of the house: which crate may depend on which.
//!
//! They only run downward: `model`, then the eight rooms that know only `model`, then `engine`
//! that joins them, then `surroundings`, which gives it this machine, then the two programs: the
//! command line and the window (the package at the root). A room of the eight never looks into
//! another. Some outside crates belong to one room alone (the network to `fetch`, the database to
//! `store`), so that "the only crate with network access" stays true.

use toml::{Table, Value};

use super::{SourceFile, Violation};

/// Which of our crates each of our crates may use.
///
/// `counterclaim-tests` looks at everything from outside and is not in the list.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("fetch", &["model"]),
    ("archive", &["model"]),
    ("extract", &["model"]),
    ("statements", &["model"]),
    ("origins", &["model"]),
    ("store", &["model"]),
    ("search", &["model"]),
    ("export", &["model"]),
    (
        "engine",
        &[
            "model",
            "fetch",
            "archive",
            "extract",
            "statements",
            "origins",
            "store",
            "search",
            "export",
        ],
    ),
    ("surroundings", &["engine"]),
    ("cli", &["engine", "surroundings"]),
    ("desktop", &["engine", "surroundings"]),
    ("xtask", &[]),
];

/// Outside crates that only some of our crates may use.
const RESERVED: &[(&str, &[&str])] = &[
    ("reqwest", &["fetch"]),
    ("tokio", &["fetch"]),
    ("rusqlite", &["store"]),
    ("tantivy", &["search"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("etcetera", &["surroundings"]),
    ("getrandom", &["surroundings"]),
    ("tauri", &["desktop"]),
    ("tauri-build", &["desktop"]),
    ("tauri-plugin-dialog", &["desktop"]),
    ("open", &["desktop"]),
];

const SECTIONS: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

/// Finds arrows that are not in the list.
pub(super) fn check(files: &[SourceFile]) -> Vec<Violation> {
    let manifests = files.iter().filter(|file| is_member(&file.path));
    manifests.flat_map(check_manifest).collect()
}

fn is_member(path: &str) -> bool {
    matches!(path, "Cargo.toml" | "xtask/Cargo.toml")
        || (path.starts_with("crates/")
            && path.ends_with("/Cargo.toml")
            && path.matches('/').count() == 2)
}

fn check_manifest(file: &SourceFile) -> Vec<Violation> {
    let violation = |line, what| Violation {
        path: file.path.clone(),
        line,
        what,
    };
    let manifest: Table = match file.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![violation(1, format!("cannot be read: {error}"))],
    };
    let own = own_name(&file.path);
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == own) else {
        let what = format!("the crate {own:?} has no arrows; add it to xtask/src/tidy/arrows.rs");
        return vec![violation(1, what)];
    };
    dependencies(&manifest)
        .filter_map(|name| {
            let what = refusal(own, allowed, &name)?;
            Some(violation(line_of(&file.text, &name), what))
        })
        .collect()
}

/// Returns the short name of a crate, from the path of its manifest.
fn own_name(path: &str) -> &str {
    if path == "Cargo.toml" {
        return "desktop";
    }
    let folder = path.trim_end_matches("/Cargo.toml");
    folder.rsplit('/').next().unwrap_or(folder)
}

/// Returns the names of all dependencies, ours without their prefix.
fn dependencies(manifest: &Table) -> impl Iterator<Item = String> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let per_target = targets.into_iter().flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(per_target.filter_map(Value::as_table));
    tables
        .flat_map(|table| SECTIONS.iter().filter_map(|section| table.get(*section)))
        .filter_map(Value::as_table)
        .flatten()
        .map(|(key, value)| {
            let package = value.get("package").and_then(Value::as_str).unwrap_or(key);
            package
                .strip_prefix("counterclaim-")
                .unwrap_or(package)
                .to_owned()
        })
}

/// Tells why `own` may not depend on `name`, or nothing when it may.
fn refusal(own: &str, allowed: &[&str], name: &str) -> Option<String> {
    let is_ours = ARROWS.iter().any(|(ours, _)| *ours == name);
    if is_ours && !allowed.contains(&name) {
        return Some(format!(
            "{own} must not depend on {name}; arrows only run downward (ARCHITECTURE.md)"
        ));
    }
    let (_, holders) = RESERVED.iter().find(|(outside, _)| *outside == name)?;
    if holders.contains(&own) {
        return None;
    }
    Some(format!(
        "{own} must not use {name}; it belongs to {}",
        holders.join(", ")
    ))
}

fn line_of(text: &str, name: &str) -> usize {
    let names = [name.to_owned(), format!("counterclaim-{name}")];
    let starts = |line: &str| {
        let key = line.split(['.', '=', ' ']).next().unwrap_or_default();
        names.iter().any(|name| name == key)
    };
    text.lines().position(starts).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::expect;
    use super::*;

    #[test]
    fn arrows_in_the_list_are_allowed() {
        let engine = "[dependencies]\nmodel.workspace = true\nstore.workspace = true\n";
        let tests = "[dependencies]\nreqwest.workspace = true\nstore.workspace = true\n";
        expect(
            check,
            &[
                ("crates/engine/Cargo.toml", engine),
                (
                    "crates/fetch/Cargo.toml",
                    "[dependencies]\nreqwest = \"0.13\"\n",
                ),
                ("tests/Cargo.toml", tests),
            ],
            &[],
        );
    }

    #[test]
    fn other_arrows_are_found_in_every_section() {
        let sideways = "[dependencies]\nserde = \"1\"\nsearch.workspace = true\n";
        let in_tests =
            "[dev-dependencies]\nstore = { package = \"counterclaim-store\", path = \"x\" }\n";
        let per_target =
            "[target.'cfg(unix)'.dependencies]\ncounterclaim-cli = { path = \"../cli\" }\n";
        expect(
            check,
            &[
                ("crates/store/Cargo.toml", sideways),
                ("crates/export/Cargo.toml", in_tests),
                ("crates/engine/Cargo.toml", per_target),
            ],
            &[
                "crates/store/Cargo.toml:3: store must not depend on search; arrows only run downward (ARCHITECTURE.md)",
                "crates/export/Cargo.toml:2: export must not depend on store; arrows only run downward (ARCHITECTURE.md)",
                "crates/engine/Cargo.toml:2: engine must not depend on cli; arrows only run downward (ARCHITECTURE.md)",
            ],
        );
    }

    #[test]
    fn the_window_at_the_root_knows_the_engine_and_this_machine_alone() {
        let manifest = "[dependencies]\nengine.workspace = true\nsurroundings.workspace = true\n\
                        store.workspace = true\n[workspace.dependencies]\nsearch = \"1\"\n";
        expect(
            check,
            &[("Cargo.toml", manifest)],
            &[
                "Cargo.toml:4: desktop must not depend on store; arrows only run downward (ARCHITECTURE.md)",
            ],
        );
    }

    #[test]
    fn the_network_belongs_to_fetch() {
        expect(
            check,
            &[(
                "crates/engine/Cargo.toml",
                "[dependencies]\nreqwest.workspace = true\n",
            )],
            &["crates/engine/Cargo.toml:2: engine must not use reqwest; it belongs to fetch"],
        );
    }

    #[test]
    fn a_crate_outside_the_list_and_an_unreadable_manifest_are_named() {
        expect(
            check,
            &[("crates/extra/Cargo.toml", "[dependencies]\n")],
            &[
                "crates/extra/Cargo.toml:1: the crate \"extra\" has no arrows; add it to xtask/src/tidy/arrows.rs",
            ],
        );
        let files = [SourceFile {
            path: "crates/model/Cargo.toml".to_owned(),
            text: "[dependencies".to_owned(),
        }];
        assert!(check(&files)[0].what.starts_with("cannot be read"));
    }
}
