//! `cargo xtask run`: the main job from end to end, as a reporter would do it on the command line.
//!
//! The sample case is started in a library of its own under `out/`, made anew each time; the first
//! decisions are taken; the timeline is shown and exported. Only the command line is used, and
//! every line is shown.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{say, setup, shell, test};

/// Where the exports go, from the root of the project.
const OUT: &str = "out";
/// Where the library of the main job lies, from the root of the project.
pub(crate) const LIBRARY: &str = "out/library";
const CASE: &str = "sample";
const FORMATS: &[&str] = &["html", "md", "csv", "json"];
/// How many proposals are accepted.
const DECISIONS: usize = 5;

/// Builds and runs the main job.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let profile = profile(arguments)?;
    setup::building()?;
    say::heading("build");
    let tool = Tool::built(profile, LIBRARY)?;
    main_job(&tool)
}

/// How a program is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As `cargo xtask test` builds it.
    Dev,
    /// As it is shipped and measured.
    Release,
}

/// The program `counterclaim`, working on one library.
pub(crate) struct Tool {
    binary: PathBuf,
    library: PathBuf,
    /// A private address, as `host:port`, that it may fetch from.
    allowed: Option<String>,
}

impl Tool {
    /// Builds the program; the library is a path from the root of the project.
    pub(crate) fn built(profile: Profile, library: &str) -> Result<Self> {
        let (flag, folder) = match profile {
            Profile::Dev => ("", "debug"),
            Profile::Release => (" --release", "release"),
        };
        shell::run(&mut shell::cargo(&format!("{}{flag}", test::BUILD)))?;
        let name = format!("counterclaim{}", std::env::consts::EXE_SUFFIX);
        Ok(Self {
            binary: shell::target_dir()?.join(folder).join(name),
            library: shell::root().join(library),
            allowed: None,
        })
    }

    /// Lets the program fetch from a private address.
    pub(crate) fn allowing(self, host: &str) -> Self {
        let allowed = Some(host.to_owned());
        Self { allowed, ..self }
    }

    /// Removes the library.
    pub(crate) fn forget_everything(&self) -> Result<()> {
        if self.library.exists() {
            fs_err::remove_dir_all(&self.library)?;
        }
        Ok(())
    }

    /// Returns a command line of the program.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shell::command(&self.binary, ["--library"]);
        command.arg(&self.library).args(arguments);
        if let Some(host) = &self.allowed {
            command.env("COUNTERCLAIM_ALLOW_HOSTS", host);
        }
        command
    }

    /// Shows a command line and runs it; "done with problems" (exit 1) counts as done.
    pub(crate) fn show(&self, arguments: &[&str]) -> Result<()> {
        let status = shell::run_for_status(&mut self.command(arguments))?;
        match status.code() {
            Some(0) => Ok(()),
            Some(1) => {
                say::line("(done, with the problems listed above)");
                Ok(())
            }
            _ => bail!("`counterclaim {}` ended with {status}", arguments.join(" ")),
        }
    }

    /// Runs a command with `--json` and returns its lines.
    pub(crate) fn rows(&self, arguments: &[&str]) -> Result<Vec<Value>> {
        let mut command = self.command(&["--json"]);
        let (status, printed) = shell::printed_by(command.args(arguments))?;
        if !matches!(status.code(), Some(0 | 1)) {
            bail!("`counterclaim {}` ended with {status}", arguments.join(" "));
        }
        printed
            .lines()
            .map(|line| serde_json::from_str(line).with_context(|| format!("read {line:?}")))
            .collect()
    }
}

/// Takes the sample case from its pages to the exported timeline.
pub(crate) fn main_job(tool: &Tool) -> Result<()> {
    tool.forget_everything()?;
    fs_err::create_dir_all(shell::root().join(OUT))?;
    say::heading("start the sample case: capture, extract, read");
    tool.show(&["case", "start", CASE])?;
    say::heading("take the first decisions");
    decide(tool)?;
    say::heading("the timeline");
    tool.show(&["timeline", CASE])?;
    say::heading("export it");
    export(tool)
}

fn decide(tool: &Tool) -> Result<()> {
    let proposals = tool.rows(&["review", CASE])?;
    let chosen = first_decisions(&proposals);
    if chosen.is_empty() {
        bail!("the sample case has no proposals to decide on");
    }
    for id in chosen {
        tool.show(&["accept", id, "--by", "the first reader"])?;
    }
    let timeline = tool.rows(&["timeline", CASE])?;
    if let Some((answer, allegation)) = missing_link(&timeline) {
        tool.show(&["link", answer, allegation, "--by", "the first reader"])?;
    }
    Ok(())
}

fn export(tool: &Tool) -> Result<()> {
    let mut written = Vec::new();
    for format in FORMATS {
        let file = format!("{OUT}/{CASE}.{format}");
        tool.show(&["export", CASE, "--format", format, "-o", &file])?;
        written.push(file);
    }
    say::line(&format!("\nwritten: {}", written.join(" ")));
    Ok(())
}

/// Chooses what to accept first: an allegation with its answer, then one of each other kind.
fn first_decisions(proposals: &[Value]) -> Vec<&str> {
    let mut chosen: Vec<&Value> = answered_pair(proposals).into_iter().flatten().collect();
    for proposal in proposals {
        let is_new = chosen.iter().all(|it| it["kind"] != proposal["kind"]);
        if is_new && chosen.len() < DECISIONS {
            chosen.push(proposal);
        }
    }
    chosen.into_iter().filter_map(id).collect()
}

/// Finds an allegation and a statement that answers it, both among the rows.
fn answered_pair(rows: &[Value]) -> Option<[&Value; 2]> {
    let allegations = rows.iter().filter(|row| row["kind"] == "allegation");
    let mut pairs = allegations.filter_map(|allegation| {
        let answers = allegation["answered_by"].as_array()?;
        let answer = rows.iter().find(|row| answers.contains(&row["id"]))?;
        Some([allegation, answer])
    });
    pairs.next()
}

/// Returns a denial and an allegation to link, when nothing answers anything yet.
fn missing_link(timeline: &[Value]) -> Option<(&str, &str)> {
    let linked = |row: &Value| row["answers"].as_array().is_some_and(|it| !it.is_empty());
    if timeline.iter().any(linked) {
        return None;
    }
    let first = |kind: &str| {
        let is_statement = |row: &&Value| row["type"] == "statement" && row["kind"] == kind;
        timeline.iter().find(is_statement).and_then(id)
    };
    Some((first("denial")?, first("allegation")?))
}

fn id(row: &Value) -> Option<&str> {
    row["id"].as_str()
}

fn profile(arguments: &[String]) -> Result<Profile> {
    match arguments {
        [] => Ok(Profile::Dev),
        [flag] if flag == "--release" => Ok(Profile::Release),
        other => bail!("expected nothing or --release, not {:?}", other.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(id: &str, kind: &str, answered_by: &[&str]) -> Value {
        json!({"id": id, "type": "statement", "kind": kind, "answered_by": answered_by, "answers": []})
    }

    #[test]
    fn the_first_decisions_are_an_answered_allegation_then_other_kinds() {
        let check = |rows: &[Value], expected: &[&str]| assert_eq!(first_decisions(rows), expected);
        check(&[], &[]);
        check(&[row("a", "claim", &[]), row("b", "claim", &[])], &["a"]);
        check(
            &[
                row("a", "allegation", &[]),
                row("b", "claim", &[]),
                row("c", "allegation", &["d"]),
                row("d", "denial", &[]),
            ],
            &["c", "d", "b"],
        );
        check(&[row("a", "allegation", &["gone"])], &["a"]);
    }

    #[test]
    fn a_link_is_made_only_where_there_is_none() {
        let rows = [row("a", "allegation", &[]), row("d", "denial", &[])];
        assert_eq!(missing_link(&rows), Some(("d", "a")));
        let linked = json!({"id": "d", "type": "statement", "kind": "denial", "answers": ["a"]});
        assert_eq!(missing_link(&[rows[0].clone(), linked]), None);
        assert_eq!(missing_link(&rows[..1]), None);
    }

    #[test]
    fn only_release_is_an_argument() {
        assert_eq!(profile(&[]).unwrap(), Profile::Dev);
        assert_eq!(
            profile(&["--release".to_owned()]).unwrap(),
            Profile::Release
        );
        assert!(profile(&["--fast".to_owned()]).is_err());
    }
}
