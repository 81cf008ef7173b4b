//! Search times over a library: as the program reports them, and as a person waits for them.

use anyhow::{Context as _, Result};

use crate::shell;
use crate::tool::Tool;

/// Words that news pages are full of, one to three a query, with a phrase and a name.
const QUERIES: &[&str] = &[
    "court",
    "company",
    "police",
    "government",
    "market",
    "denied",
    "statement",
    "president said",
    "new report",
    "said on Monday",
    "lawsuit filed",
    "price rise",
    "health minister",
    "according to sources",
    "research university study",
    "\"last year\"",
    "\"a spokesman said\"",
    "London",
];

/// How often each query is put.
const ROUNDS: usize = 5;

/// What came out.
pub(super) struct Times {
    /// What there was to search, in words.
    pub(super) searched: String,
    /// p50 and p99 as the program reports them.
    pub(super) reported: String,
    /// p50 and p99 of the whole call.
    pub(super) whole: String,
}

/// Puts every query several times, each in a call of its own.
pub(super) fn measured(tool: &Tool, case: &str) -> Result<Times> {
    let (mut reported, mut whole) = (Vec::new(), Vec::new());
    for query in std::iter::repeat_n(QUERIES, ROUNDS).flatten() {
        let watch = shell::stopwatch();
        let answer = tool.rows(&["search", query, "--limit", "10"])?;
        whole.push(watch.elapsed().as_secs_f64() * 1000.0);
        let reading = answer.first().and_then(|answer| answer["took_ms"].as_f64());
        reported.push(reading.context("search did not say how long it took")?);
    }
    Ok(Times {
        searched: searched(tool, case)?,
        reported: shown(reported),
        whole: shown(whole),
    })
}

fn searched(tool: &Tool, case: &str) -> Result<String> {
    let cases = tool.rows(&["case", "list"])?;
    let case = cases.iter().find(|row| row["name"] == case);
    let case = case.context("find the case in `case list`")?;
    Ok(format!("{} and {}", case["documents"], case["statements"]))
}

fn shown(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let (p50, p99) = (percentile(&times, 50), percentile(&times, 99));
    format!("{p50:.1} / {p99:.1} ms over {} calls", times.len())
}

/// Returns the smallest value that `percent` of the sorted values do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let check = |values: &[f64], percent, expected: f64| {
            let found = percentile(values, percent);
            assert!(
                (found - expected).abs() < 1e-9,
                "{values:?} {percent}: {found}"
            );
        };
        check(&[1.0, 2.0, 3.0, 4.0], 50, 2.0);
        check(&[1.0, 2.0, 3.0, 4.0], 99, 4.0);
        check(&[7.0], 50, 7.0);
        check(&[], 50, 0.0);
    }
}
