//! `cargo xtask bench DIR [--peer]`: pages per second, memory and search time, on saved pages; with
//! `--statements` sentences per second, on plain texts.
//!
//! Everything is measured from outside, on the release build and through the command line, so that
//! the figures hold what a reporter waits for. `--peer` lets Python's trafilatura extract the same
//! pages in one process. The table that comes out is ready for `docs/measurements.md`.

pub(crate) mod measure;
mod pages;
mod search;
mod statements;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::python::Environment;
use crate::tool::{Profile, Tool};
use crate::{say, shell};
use measure::Measured;
use pages::Pages;

/// Where the library of the measurements lies, from the root of the project.
const LIBRARY: &str = "target/bench/library";
const CASE: &str = "bench";
const PEER: &str = include_str!("peer.py");

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Pages,
    PagesAndPeer,
    Statements,
}

/// One row of the table.
struct Row {
    what: &'static str,
    figure: String,
}

/// Measures and prints the table.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (folder, mode) = parse(arguments)?;
    say::heading("build");
    let tool = Tool::built(Profile::Release, LIBRARY)?;
    tool.forget_everything()?;
    let scratch = shell::emptied(shell::root().join("target/bench/scratch"))?;
    if mode == Mode::Statements {
        table(&statements::measured(&tool, &folder, &scratch)?);
        return Ok(());
    }
    let pages = pages::unpacked(&folder, &scratch.join("pages"))?;
    let mut rows = vec![row(
        "pages",
        format!("{} ({:.1} MB)", pages.count, megabytes(pages.bytes)),
    )];
    rows.extend(reading(&tool, &pages, &scratch)?);
    rows.extend(pipeline(&tool, &pages, &scratch)?);
    rows.extend(searching(&tool)?);
    if mode == Mode::PagesAndPeer {
        rows.extend(peers(&pages)?);
    }
    table(&rows);
    Ok(())
}

/// Measures `counterclaim read` over all pages in one process: extraction alone, nothing stored.
fn reading(tool: &Tool, pages: &Pages, scratch: &Path) -> Result<Vec<Row>> {
    say::heading("read");
    let mut command = tool.command(&["--json", "read"]);
    command.args(&pages.files);
    let measured = measure::run(&mut command, &scratch.join("read.jsonl"))?;
    Ok(figures(
        [
            "extraction alone, `read`",
            "… memory of the program",
            "… memory of its worker",
        ],
        &measured,
        pages.count,
    ))
}

/// Measures `counterclaim import` into a fresh library: archive, extract, read, store, index.
fn pipeline(tool: &Tool, pages: &Pages, scratch: &Path) -> Result<Vec<Row>> {
    say::heading("import");
    tool.rows(&["case", "new", CASE])?;
    let mut command = tool.command(&["--json", "import", CASE]);
    command.arg(&pages.folder);
    let measured = measure::run(&mut command, &scratch.join("import.jsonl"))?;
    let mut rows = figures(
        [
            "the whole pipeline, `import`",
            "… memory of the program",
            "… memory of its worker",
        ],
        &measured,
        pages.count,
    );
    rows.push(row("… results", results(&measured.printed)?));
    Ok(rows)
}

fn searching(tool: &Tool) -> Result<Vec<Row>> {
    say::heading("search");
    let times = search::measured(tool, CASE)?;
    Ok(vec![
        row("documents and statements searched", times.searched),
        row("search, p50 / p99 as reported", times.reported),
        row("search, p50 / p99 with starting the program", times.whole),
    ])
}

fn peers(pages: &Pages) -> Result<Vec<Row>> {
    say::heading("peer");
    let python = Environment::with(&["trafilatura"])?;
    let folder = pages.folder.display().to_string();
    let mut command = python.tool("python", &["-c", PEER, &folder]);
    let (status, printed) = shell::printed_by(&mut command)?;
    if !status.success() {
        bail!("the peer ended with {status}");
    }
    let told: Value = serde_json::from_str(&printed).context("read what the peer printed")?;
    let number = |key: &str| told[key].as_f64().with_context(|| format!("read {key:?}"));
    let rate = number("pages")? / number("seconds")?;
    let version = told["version"].as_str().unwrap_or("of unknown version");
    Ok(vec![
        row(
            "extraction alone, Python trafilatura",
            format!("{rate:.1} pages/s ({version})"),
        ),
        row("… memory", format!("{:.0} MB", number("peak_mb")?)),
    ])
}

/// Returns the rows for one run over all pages: its rate, its memory, its worker's memory.
fn figures(names: [&'static str; 3], measured: &Measured, pages: usize) -> Vec<Row> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of pages are far below 2^52"
    )]
    let rate = pages as f64 / measured.seconds;
    let memory = |bytes: Option<u64>| match bytes {
        Some(bytes) => format!("{:.0} MB", megabytes(bytes)),
        None => "not measured on this system".to_owned(),
    };
    let [speed, program, workers] = names;
    vec![
        row(
            speed,
            format!("{rate:.1} pages/s ({:.1} s)", measured.seconds),
        ),
        row(program, memory(measured.peak)),
        row(workers, memory(measured.workers_peak)),
    ]
}

/// Sums up what `import --json` told of each page.
fn results(printed: &str) -> Result<String> {
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    let mut statements = 0;
    for line in printed.lines() {
        let told: Value = serde_json::from_str(line).context("read what import printed")?;
        let result = told["result"].as_str().unwrap_or("unclear").to_owned();
        *counts.entry(result).or_default() += 1;
        statements += told["statements"].as_u64().unwrap_or(0);
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(name, n)| format!("{n} {name}"))
        .collect();
    Ok(format!("{}; {statements} statements", counts.join(", ")))
}

fn table(rows: &[Row]) {
    say::line("\n| what | figure |\n|---|---|");
    for row in rows {
        say::line(&format!("| {} | {} |", row.what, row.figure));
    }
}

fn row(what: &'static str, figure: String) -> Row {
    Row { what, figure }
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52 bytes")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn parse(arguments: &[String]) -> Result<(PathBuf, Mode)> {
    let (flags, folders): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .partition(|argument| argument.starts_with('-'));
    let [folder] = folders[..] else {
        bail!("expected one folder of saved pages, or of texts");
    };
    let mode = match flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>()[..] {
        [] => Mode::Pages,
        ["--peer"] => Mode::PagesAndPeer,
        ["--statements"] => Mode::Statements,
        _ => bail!("these options do not go: {flags:?}; expected --peer or --statements"),
    };
    let folder = std::path::absolute(folder)?;
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    Ok((folder, mode))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted_by_word() {
        let printed = "{\"result\":\"new\",\"statements\":3}\n{\"result\":\"wall\",\"statements\":0}\n{\"result\":\"new\",\"statements\":2}\n";
        assert_eq!(results(printed).unwrap(), "2 new, 1 wall; 5 statements");
        assert!(results("broken").is_err());
    }

    #[test]
    fn arguments_are_one_folder_and_perhaps_a_peer() {
        let here = shell::root().display().to_string();
        let check = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            parse(&arguments).map(|(_, mode)| mode).ok()
        };
        assert_eq!(check(&[&here]), Some(Mode::Pages));
        assert_eq!(check(&["--peer", &here]), Some(Mode::PagesAndPeer));
        assert_eq!(check(&[&here, "--statements"]), Some(Mode::Statements));
        let wrong: [&[&str]; 4] = [
            &[],
            &[&here, &here],
            &[&here, "--fast"],
            &["no such folder"],
        ];
        for wrong in wrong {
            assert_eq!(check(wrong), None, "{wrong:?}");
        }
    }
}
