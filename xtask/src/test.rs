//! `cargo xtask test`: the whole check, in the order in which it fails soonest.
//!
//! Who sees it pass knows that CI will. The tests run with a home folder of their own that must
//! still be empty afterwards: nothing of ours may depend on, or write to, the person's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{say, setup, shell, tidy, ui, window};

/// One step of the check.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        name: "setup",
        run: || {
            setup::window()?;
            setup::driving()?;
            setup::components()
        },
    },
    Step {
        name: "tidy",
        run: || tidy::run(&[]),
    },
    Step {
        name: "pages",
        run: || ui::build().and_then(|()| ui::check()),
    },
    Step {
        name: "format",
        run: || shell::run(&mut shell::cargo("fmt --all --check")),
    },
    Step {
        name: "clippy",
        run: || {
            shell::run(&mut shell::cargo(
                "clippy --workspace --all-targets --locked -- -D warnings",
            ))
        },
    },
    Step {
        name: "build",
        run: || shell::run(&mut shell::cargo(BUILD)),
    },
    Step {
        name: "build tests",
        run: || shell::run(&mut shell::cargo("test --workspace --locked --no-run")),
    },
    Step {
        name: "tests and doc tests",
        run: tests,
    },
    Step {
        name: "documentation",
        run: documentation,
    },
];

/// What `run` and `test` build the same way, so that nothing is compiled twice.
///
/// The whole workspace is named because the features of shared dependencies follow from the
/// packages that are built together; this program is left out because it is running.
pub(crate) const BUILD: &str = "build --workspace --exclude xtask --locked";

/// Runs every step and ends with a table of seconds.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let mut table = Vec::new();
    let whole = shell::stopwatch();
    for step in STEPS {
        say::heading(step.name);
        let watch = shell::stopwatch();
        let outcome = (step.run)();
        let seconds = watch.elapsed().as_secs_f64();
        table.push((step.name, seconds));
        outcome.with_context(|| {
            format!(
                "{}, after {seconds:.1} s; later steps did not run",
                step.name
            )
        })?;
    }
    say::heading("all passed");
    table.push(("together", whole.elapsed().as_secs_f64()));
    for (name, seconds) in table {
        say::line(&format!("{name:<22} {seconds:>8.1} s"));
    }
    Ok(())
}

fn tests() -> Result<()> {
    let home = shell::emptied(shell::target_dir()?.join("xtask").join("home"))?;
    let mut command = shell::cargo("test --workspace --locked");
    window::drive(away_from_home(&mut command, &home)?)?;
    let written = files_below(&home)?;
    if !written.is_empty() {
        bail!(
            "the tests wrote into the home folder, where they have no business: {}",
            written.join(", ")
        );
    }
    Ok(())
}

/// Sends everything that looks for the person's home folder to `home` instead.
///
/// Cargo and rustup keep theirs, or they would fetch and install everything anew.
fn away_from_home<'a>(command: &'a mut Command, home: &Path) -> Result<&'a mut Command> {
    for variable in [
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "COUNTERCLAIM_LIBRARY",
        "COUNTERCLAIM_ALLOW_HOSTS",
        "COUNTERCLAIM_BY",
    ] {
        command.env_remove(variable);
    }
    Ok(command
        .env("CARGO_HOME", tool_home("CARGO_HOME", ".cargo")?)
        .env("RUSTUP_HOME", tool_home("RUSTUP_HOME", ".rustup")?)
        .env("HOME", home)
        .env("USERPROFILE", home)
        .env("APPDATA", home)
        .env("LOCALAPPDATA", home))
}

fn tool_home(variable: &str, folder: &str) -> Result<PathBuf> {
    if let Some(path) = shell::variable(variable) {
        return Ok(path.into());
    }
    let home = std::env::home_dir().context("find the home folder")?;
    Ok(home.join(folder))
}

fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut entries = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        entries.push(entry?.file_name().display().to_string());
    }
    entries.sort();
    Ok(entries)
}

fn documentation() -> Result<()> {
    let mut command =
        shell::cargo("doc --workspace --no-deps --document-private-items --locked --quiet");
    shell::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}
