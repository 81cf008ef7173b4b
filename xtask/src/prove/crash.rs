//! Nothing that was acknowledged is lost when the program is killed in the middle of its work.
//!
//! `counterclaim fetch` works through the feed of a small site on loopback and is killed (SIGKILL)
//! at a moment that nobody chose; every fifth time the index is removed and a search is killed while
//! it builds another. After each kill the library has to open within [`LONGEST_START`], and `verify`
//! has to find everything in order. After a round the work is finished without a kill: every page is
//! there, every page once, and so is every capture that was told of.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::site::Site;
use crate::tool::{Profile, Tool};
use crate::{say, shell};

/// Kills in one round, on one library.
const ROUND: u64 = 20;
/// More than the site can serve before the last kill of a round, so that each kill meets work.
const ARTICLES: usize = 800;
const CASE: &str = "crash";
/// Where the library lies, from the root of the project.
const LIBRARY: &str = "target/prove/crash";
/// The longest that a library may take to open after a kill, with what recovery there is.
const LONGEST_START: Duration = Duration::from_secs(2);

/// What the kills of a proof came to.
#[derive(Debug, Default)]
struct Tally {
    kills: u64,
    acknowledged: usize,
    slowest: Duration,
}

/// Kills so many times, verifies, and finishes, in rounds.
pub(super) fn run(cycles: Option<u64>) -> Result<()> {
    let cycles = cycles.unwrap_or(ROUND);
    let site = Site::with(ARTICLES)?;
    let tool = Tool::built(Profile::Dev, LIBRARY)?.allowing(&site.host());
    let mut tally = Tally::default();
    while tally.kills < cycles {
        round(&tool, &site, ROUND.min(cycles - tally.kills), &mut tally)?;
        say::line(&format!("{} of {cycles} kills", tally.kills));
    }
    say::line(&format!(
        "\n| what | figure | limit |\n|---|---|---|\n\
         | kills | {} | |\n| captures acknowledged before them, and lost | {}, 0 | 0 lost |\n\
         | libraries damaged, indexes unlike their store | 0 | 0 |\n\
         | slowest start after a kill | {} ms | {} ms |",
        tally.kills,
        tally.acknowledged,
        tally.slowest.as_millis(),
        LONGEST_START.as_millis(),
    ));
    Ok(())
}

/// Kills so many times on a library of its own, and lets the work be finished.
fn round(tool: &Tool, site: &Site, kills: u64, tally: &mut Tally) -> Result<()> {
    tool.forget_everything()?;
    tool.rows(&["case", "new", CASE])?;
    tool.rows(&["watch", "add", CASE, &site.feed()])?;
    // The look at the feed fills the queue: one that is killed is not repeated before its hour.
    tool.rows(&["fetch", CASE, "--once", "--most", "1"])?;
    let mut acknowledged = BTreeSet::new();
    for _ in 0..kills {
        let (cycle, pause) = (tally.kills, pause(tally.kills));
        let killed = if cycle % 5 == 4 {
            killed_while_indexing(tool, pause / 10)
        } else {
            killed_after(tool, pause)
        };
        acknowledged.extend(killed.with_context(|| format!("kill {cycle}, {pause:?} in"))?);
        let start = restart(tool).with_context(|| format!("after kill {cycle}, {pause:?} in"))?;
        tally.slowest = tally.slowest.max(start);
        sound(tool).with_context(|| format!("after kill {cycle}, {pause:?} in"))?;
        tally.kills += 1;
    }
    tool.rows(&["fetch", CASE, "--once", "--most", &ARTICLES.to_string()])?;
    sound(tool)?;
    tally.acknowledged += acknowledged.len();
    complete(tool, &acknowledged)
}

/// Returns the moment of a kill: any within the first second, the same in every proof (the mixing of
/// splitmix64).
fn pause(cycle: u64) -> Duration {
    let mut state = (cycle + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Duration::from_millis(50 + (state ^ (state >> 31)) % 950)
}

/// Opens the library as the next command would, and returns how long that took.
fn restart(tool: &Tool) -> Result<Duration> {
    let watch = shell::stopwatch();
    tool.rows(&["case", "list"])?;
    let start = watch.elapsed();
    if start > LONGEST_START {
        bail!("the library took {start:?} to open, more than {LONGEST_START:?}");
    }
    Ok(start)
}

/// Removes the index, starts a search, which builds it again, and kills it.
fn killed_while_indexing(tool: &Tool, pause: Duration) -> Result<Vec<String>> {
    let index = shell::root().join(LIBRARY).join("index");
    if index.exists() {
        fs_err::remove_dir_all(index)?;
    }
    let mut child = tool
        .command(&["--json", "search", "Orrin"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("start counterclaim")?;
    std::thread::sleep(pause);
    child.kill()?;
    child.wait()?;
    Ok(Vec::new())
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
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove::site::TIME_PER_PAGE;

    #[test]
    fn kills_come_at_different_times() {
        let pauses: BTreeSet<Duration> = (0..ROUND).map(pause).collect();
        assert!(pauses.len() as u64 > ROUND / 2, "{pauses:?}");
    }

    #[test]
    fn the_last_kill_of_a_round_still_meets_work() {
        for round in 0..50 {
            let cycles = round * ROUND..(round + 1) * ROUND;
            let working: Duration = cycles.map(pause).sum();
            let served = working.as_millis() / TIME_PER_PAGE.as_millis();
            assert!(served < ARTICLES as u128, "{served} pages in round {round}");
        }
    }
}
