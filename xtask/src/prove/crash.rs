//! Nothing that was acknowledged is lost when the program is killed in the middle of its work.
//!
//! `counterclaim fetch` works through the feed of a small site on loopback and is killed (SIGKILL)
//! after a different time in each cycle. After each kill `verify` has to find everything in order.
//! At the end the work is finished without a kill: every page is there, and every page once.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::site::Site;
use crate::tool::{Profile, Tool};
use crate::{say, shell};

const CYCLES: u64 = 20;
/// More than the site can serve before the last kill, so that each kill meets work.
const ARTICLES: usize = 600;
const CASE: &str = "crash";
/// Where the library lies, from the root of the project.
const LIBRARY: &str = "target/prove/crash";

/// Kills, verifies, and finishes.
pub(super) fn run() -> Result<()> {
    let site = Site::with(ARTICLES)?;
    let tool = Tool::built(Profile::Dev, LIBRARY)?.allowing(&site.host());
    tool.forget_everything()?;
    tool.rows(&["case", "new", CASE])?;
    tool.rows(&["watch", "add", CASE, &site.feed()])?;
    let mut acknowledged = BTreeSet::new();
    for cycle in 0..CYCLES {
        let pause = pause(cycle);
        let before = killed_after(&tool, pause)
            .with_context(|| format!("kill {cycle}, {pause:?} into its run"))?;
        acknowledged.extend(before);
        sound(&tool).with_context(|| format!("after kill {cycle}, {pause:?} into its run"))?;
    }
    say::line(&format!(
        "{CYCLES} kills, {} captures acknowledged before them",
        acknowledged.len()
    ));
    tool.rows(&["fetch", CASE, "--once"])?;
    sound(&tool)?;
    complete(&tool, &acknowledged)
}

/// Spreads the kills over the first second, in no regular order.
fn pause(cycle: u64) -> Duration {
    Duration::from_millis(100 + (cycle * 337) % 900)
}

/// Starts a fetch, kills it, and returns the captures that it had told of.
fn killed_after(tool: &Tool, pause: Duration) -> Result<Vec<String>> {
    let printed = shell::root().join(LIBRARY).with_extension("jsonl");
    let output = fs_err::File::create(&printed)?.into_parts().0;
    let mut child = tool
        .command(&["--json", "fetch", CASE, "--once"])
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .context("start counterclaim")?;
    std::thread::sleep(pause);
    if let Some(status) = child.try_wait()? {
        bail!("the fetch had ended by itself with {status}: there was nothing to kill");
    }
    child.kill()?;
    child.wait()?;
    captures(&printed)
}

/// Returns the new captures named in whole lines; the last line may have been cut off.
fn captures(printed: &Path) -> Result<Vec<String>> {
    let lines = fs_err::read_to_string(printed)?;
    let rows = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(rows
        .filter(|row| row["result"] == "new")
        .filter_map(|row| row["capture"].as_str().map(str::to_owned))
        .collect())
}

/// Lets the program verify its library. A kill may leave the index unfinished: that check tells of
/// it once, builds the index anew, and has nothing to tell the second time.
fn sound(tool: &Tool) -> Result<()> {
    let found = failed_checks(tool)?;
    if let Some(check) = found.iter().find(|check| check["check"] != "index") {
        bail!("verify found: {check}");
    }
    if found.is_empty() {
        return Ok(());
    }
    match failed_checks(tool)?.first() {
        Some(check) => bail!("verify found, and did not mend: {check}"),
        None => Ok(()),
    }
}

fn failed_checks(tool: &Tool) -> Result<Vec<Value>> {
    let checks = tool.rows(&["verify"])?;
    if checks.is_empty() {
        bail!("verify checked nothing");
    }
    Ok(checks
        .into_iter()
        .filter(|check| check["ok"] != true)
        .collect())
}

/// Checks that every page is there once, and that what was acknowledged is what is there: a capture
/// that was lost and made again would have another id.
fn complete(tool: &Tool, acknowledged: &BTreeSet<String>) -> Result<()> {
    let cases = tool.rows(&["case", "list"])?;
    let documents = cases.first().and_then(|case| case["documents"].as_u64());
    if documents != Some(ARTICLES as u64) {
        bail!("the case holds {documents:?} documents, the site has {ARTICLES}");
    }
    let timeline = tool.rows(&["timeline", CASE])?;
    let present: BTreeSet<&str> = timeline
        .iter()
        .filter_map(|row| row["capture"]["id"].as_str())
        .collect();
    let lost = acknowledged
        .iter()
        .filter(|id| !present.contains(id.as_str()));
    let lost: Vec<&str> = lost.map(String::as_str).collect();
    if !lost.is_empty() {
        bail!(
            "captures were acknowledged and are gone: {}",
            lost.join(", ")
        );
    }
    say::line(&format!(
        "all {ARTICLES} pages are there, each once; none was lost"
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove::site::TIME_PER_PAGE;

    #[test]
    fn kills_come_at_different_times() {
        let pauses: BTreeSet<Duration> = (0..CYCLES).map(pause).collect();
        assert_eq!(pauses.len() as u64, CYCLES);
    }

    #[test]
    fn the_last_kill_still_meets_work() {
        let working: Duration = (0..CYCLES).map(pause).sum();
        let served = working.as_millis() / TIME_PER_PAGE.as_millis();
        assert!(served < ARTICLES as u128, "{served} pages");
    }
}
