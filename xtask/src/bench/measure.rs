//! Running a program with a stopwatch and an eye on its memory and that of its worker.
//!
//! The memory is the high-water mark that Linux keeps for each process (`VmHWM` in
//! `/proc/PID/status`), read again and again until the process ends; elsewhere it is not measured.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::shell;

/// How often the memory is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What one run took.
pub(crate) struct Measured {
    /// Seconds from start to end.
    pub(crate) seconds: f64,
    /// The most memory the program had resident, in bytes.
    pub(crate) peak: Option<u64>,
    /// The most memory one of its children had resident, in bytes.
    pub(crate) workers_peak: Option<u64>,
    /// What it printed.
    pub(crate) printed: String,
}

/// Runs a command whose output goes through the file `printed`; exits 0 and 1 count as done.
pub(crate) fn run(command: &mut Command, printed: &Path) -> Result<Measured> {
    let output = fs_err::File::create(printed)?.into_parts().0;
    let watch = shell::stopwatch();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output)
        .spawn()
        .context("start the program")?;
    let (mut peak, mut workers_peak) = (None, None);
    let status = loop {
        peak = peak.max(high_water(child.id()));
        let workers = children(child.id())
            .into_iter()
            .filter_map(high_water)
            .max();
        workers_peak = workers_peak.max(workers);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(LOOK_EVERY);
    };
    let seconds = watch.elapsed().as_secs_f64();
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("the program ended with {status}");
    }
    Ok(Measured {
        seconds,
        peak,
        workers_peak,
        printed: fs_err::read_to_string(printed)?,
    })
}

/// Returns the most memory a process has had resident, in bytes.
fn high_water(process: u32) -> Option<u64> {
    let status = fs_err::read_to_string(format!("/proc/{process}/status")).ok()?;
    parse_high_water(&status)
}

fn parse_high_water(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Returns the processes that a process has started and that still run.
fn children(process: u32) -> Vec<u32> {
    let Ok(threads) = fs_err::read_dir(format!("/proc/{process}/task")) else {
        return Vec::new();
    };
    threads
        .flatten()
        .filter_map(|thread| fs_err::read_to_string(thread.path().join("children")).ok())
        .flat_map(|line| parse_children(&line))
        .collect()
}

fn parse_children(line: &str) -> Vec<u32> {
    line.split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_water_mark_is_read_in_bytes() {
        let status = "Name:\tx\nVmPeak:\t  9000 kB\nVmHWM:\t    2048 kB\n";
        assert_eq!(parse_high_water(status), Some(2048 * 1024));
        assert_eq!(parse_high_water("Name:\tx\n"), None);
    }

    #[test]
    fn children_are_numbers_in_a_line() {
        assert_eq!(parse_children("12 345 \n"), [12, 345]);
        assert!(parse_children("").is_empty());
    }
}
