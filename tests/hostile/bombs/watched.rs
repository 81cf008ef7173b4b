//! A run of the program under watch: when each of its lines came, and how much memory it had.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use counterclaim_tests::Program;
use serde_json::Value;

/// The most memory that the program may have resident, in bytes: 200 MB, and what it needs to run.
const MOST_MEMORY: u64 = 260_000_000;

/// What came of a run that was watched.
pub(super) struct Watched {
    /// The exit code; -1 when a signal ended it.
    pub(super) code: i32,
    /// What it printed on stderr.
    pub(super) stderr: String,
    lines: Vec<Value>,
}

impl Watched {
    /// Runs the program, and expects a line within `longest` of the one before, and little memory.
    pub(super) fn run(program: &Program, arguments: &[&str], longest: Duration) -> Self {
        let mut child = program
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stderr = child.stderr.take().expect("stderr is piped");
        let complaints = std::thread::spawn(move || std::io::read_to_string(stderr));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (heard, printed) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(stdout).lines();
            lines
                .map_while(Result::ok)
                .try_for_each(|line| heard.send(line))
        });
        let mut lines: Vec<Value> = Vec::new();
        let mut before = now();
        loop {
            let line = match printed.recv_timeout(longest) {
                Ok(line) => serde_json::from_str(&line).expect("JSON"),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    child.kill().expect("it can be killed");
                    panic!(
                        "longer than {longest:?} after {:?}",
                        lines.last().map(shown)
                    );
                }
            };
            let memory = high_water(child.id()).unwrap_or_default();
            tell(&line, before.elapsed(), memory);
            assert!(memory <= MOST_MEMORY, "{memory} bytes: {}", shown(&line));
            lines.push(line);
            before = now();
        }
        let status = child.wait().expect("it ends");
        let told = complaints.join().expect("no panic");
        Self {
            code: status.code().unwrap_or(-1),
            stderr: told.unwrap_or_default(),
            lines,
        }
    }

    /// Returns the lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Value> {
        self.lines.iter()
    }

    /// Returns the line of an address or file.
    pub(super) fn line(&self, url: &str) -> &Value {
        let found = self.lines.iter().find(|line| line["url"] == url);
        found.unwrap_or_else(|| panic!("no line of {url}: {}", self.stderr))
    }
}

/// Shows an input with what it took; seen with `--nocapture`.
#[expect(clippy::print_stdout, reason = "cargo keeps it for a test that fails")]
fn tell(line: &Value, took: Duration, memory: u64) {
    println!(
        "{:7} ms {:4} MB {}",
        took.as_millis(),
        memory / 1_000_000,
        shown(line)
    );
}

/// Returns what a line tells in short.
fn shown(line: &Value) -> String {
    let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let name = field("url") + &field("id");
    let name = name.rsplit('/').next().unwrap_or_default().to_owned();
    let problems = line["problems"]
        .to_string()
        .chars()
        .take(90)
        .collect::<String>();
    format!("{name} {} {} {problems}", field("result"), field("error"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long an input takes is what is tested here"
)]
fn now() -> Instant {
    Instant::now()
}

/// Returns the most memory that a process has had resident, in bytes, where the system tells.
pub(super) fn high_water(process: u32) -> Option<u64> {
    let status = fs_err::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}
