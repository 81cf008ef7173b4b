//! `verify` and `reindex`: is everything there and unchanged, and can it be found.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use engine::view::CheckLine;

use super::Desk;
use super::evidence::stamp_in_words;
use crate::failure::Outcome;
use crate::phrase::counted;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim verify\n  counterclaim verify --bundle proof.json --key KEY\n  counterclaim verify --against proof.json"
)]
pub(crate) struct VerifyArguments {
    /// Id, name or unique beginning of a case [default: the whole library]
    #[arg(conflicts_with = "bundle")]
    case: Option<String>,
    /// Check a proof bundle; no library is needed
    #[arg(long, value_name = "FILE", conflicts_with = "against")]
    bundle: Option<PathBuf>,
    /// The public key that the bundle has to be signed with, as its maker handed it out
    #[arg(long, value_name = "KEY", requires = "bundle")]
    key: Option<String>,
    /// Check also that the log has only grown since this checkpoint or bundle was made
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

/// Arguments of `reindex`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterclaim reindex")]
pub(crate) struct ReindexArguments {}

/// Checks the library.
pub(crate) fn run(desk: &Desk, arguments: &VerifyArguments) -> Result<Outcome> {
    if let Some(path) = &arguments.bundle {
        return bundle(desk, path, arguments.key.as_deref());
    }
    let library = desk.library_that_is_there()?;
    let case = arguments
        .case
        .as_deref()
        .map(|given| library.case(given))
        .transpose()?;
    let mut checks = library.verify(case.as_ref())?;
    if let Some(path) = &arguments.against {
        checks.push(library.verify_against(&fs_err::read(path)?)?);
    }
    for check in &checks {
        desk.output.result(check, || words_of(check))?;
    }
    Ok(Outcome::of(checks.iter().any(|check| !check.ok)))
}

/// Checks a proof bundle.
fn bundle(desk: &Desk, path: &Path, key: Option<&str>) -> Result<Outcome> {
    let found = engine::check_bundle(&fs_err::read(path)?, key)?;
    desk.output.result(&found, || {
        let checks = found.checks.iter().map(words_of).collect::<Vec<_>>();
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
        let captured = found.captured.map(|at| at.to_rfc3339());
        let key = if found.is_key_known {
            "the one that was given"
        } else {
            "believed: compare it with the one that its maker handed out, by --key"
        };
        let stamps = found.stamps.iter().filter(|it| it.error.is_none());
        let stamps = stamps.map(|it| format!("\n{}", stamp_in_words(it)));
        format!(
            "{}\ncapture {} of {}\ncaptured {} by the clock of its maker\nSHA-256 {}\nkey {} ({key}){}",
            checks.join("\n"),
            found.capture,
            said(&found.url),
            said(&captured),
            said(&found.sha256),
            found.key,
            stamps.collect::<String>(),
        )
    })?;
    Ok(Outcome::of(!found.ok))
}

fn words_of(check: &CheckLine) -> String {
    let head = format!(
        "{}  {} ({} checked)",
        if check.ok { "ok " } else { "BAD" },
        check.check,
        check.count
    );
    let problems = check.problems.iter();
    problems.fold(head, |text, problem| format!("{text}\n     {problem}"))
}

/// Rebuilds the index.
pub(crate) fn reindex(desk: &Desk, _: &ReindexArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    let line = library.reindex()?;
    desk.output.result(&line, || {
        format!(
            "indexed {}",
            counted(
                line.entries,
                "statement or document",
                "statements and documents"
            )
        )
    })?;
    Ok(Outcome::Done)
}
