//! Running other programs from the root of the project, and what that takes: shown command lines,
//! checked exits, the environment, a stopwatch.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::say;

/// Returns the root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in a folder of the project")
}

/// Returns the folder that cargo builds into: the one this program was built into.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let own = std::env::current_exe().context("find this program")?;
    let target = own.ancestors().nth(2).context("find the target folder")?;
    Ok(target.to_owned())
}

/// Returns a command that runs in the root of the project.
pub(crate) fn command<I>(program: impl AsRef<std::ffi::OsStr>, arguments: I) -> Command
where
    I: IntoIterator,
    I::Item: AsRef<std::ffi::OsStr>,
{
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Returns a cargo command, given as it would be typed.
///
/// `cargo xtask` tells this program about the package it is; a cargo inside must not hear of it, or
/// build scripts that look at such variables (that of `ring`) run again, and much is compiled twice.
pub(crate) fn cargo(arguments: &str) -> Command {
    let mut command = command("cargo", arguments.split_whitespace());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_about_this_package) {
            command.env_remove(name);
        }
    }
    command
}

fn is_about_this_package(variable: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ]
    .iter()
    .any(|beginning| variable.starts_with(beginning))
}

/// Shows a command, runs it, and fails when it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = run_for_status(command)?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Shows a command, runs it, and returns how it ended.
pub(crate) fn run_for_status(command: &mut Command) -> Result<ExitStatus> {
    say::line(&format!("$ {}", shown(command)));
    command
        .status()
        .with_context(|| format!("start `{}`", shown(command)))
}

/// Runs a command without showing it and returns what it printed, whatever its exit; what it
/// complained about is shown when it did not end well.
pub(crate) fn printed_by(command: &mut Command) -> Result<(ExitStatus, String)> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("start `{}`", shown(command)))?;
    if !output.status.success() {
        say::error(String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("read the output of `{}`", shown(command)))?;
    Ok((output.status, text))
}

/// Tells whether a program can be started and answers with success.
pub(crate) fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns a variable of the environment.
#[expect(
    clippy::disallowed_methods,
    reason = "a task runner is a binary: it stands between environment and project"
)]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Starts measuring.
#[expect(
    clippy::disallowed_methods,
    reason = "a task runner times its own steps; nothing it times reads this clock"
)]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

/// Returns an empty folder at `path`, whatever was there.
pub(crate) fn emptied(path: PathBuf) -> Result<PathBuf> {
    if path.exists() {
        fs_err::remove_dir_all(&path)?;
    }
    fs_err::create_dir_all(&path)?;
    Ok(path)
}

/// Returns a command as it would be typed in the root of the project.
fn shown(command: &Command) -> String {
    let program = command.get_program();
    let words = std::iter::once(program).chain(command.get_args());
    let words: Vec<String> = words.map(|word| quoted(&relative(word))).collect();
    words.join(" ")
}

fn relative(word: &std::ffi::OsStr) -> String {
    let path = Path::new(word);
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let inside = root().join("out/library");
        let command = command(
            "tool",
            [inside.as_os_str(), "a b".as_ref(), "it's".as_ref()],
        );
        assert_eq!(shown(&command), r"tool out/library 'a b' 'it'\''s'");
    }
}
