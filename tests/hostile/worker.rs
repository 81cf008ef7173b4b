//! The limits of the worker, as the kernel tells of them while a worker waits.

use std::io::{Read as _, Write as _};
use std::process::{Child, Stdio};

use counterclaim_tests::Program;

/// A running worker that has answered once, so that it has limited itself and waits for more.
struct Waiting(Child);

impl Waiting {
    fn start() -> Self {
        let program = Program::new();
        let mut command = program.command(&["worker"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut worker = piped.spawn().expect("the worker starts");
        let questions = worker.stdin.as_mut().expect("stdin is piped");
        for part in [br#""opml""#.as_slice(), b"<opml/>"] {
            let length = u32::try_from(part.len()).expect("a short part");
            questions
                .write_all(&length.to_le_bytes())
                .expect("the worker reads its questions");
            questions
                .write_all(part)
                .expect("the worker reads its questions");
        }
        let answers = worker.stdout.as_mut().expect("stdout is piped");
        let mut length = [0; 4];
        answers.read_exact(&mut length).expect("an answer");
        Self(worker)
    }

    /// Returns what the kernel says of the process in the file of this name.
    fn told(&self, file: &str) -> String {
        fs_err::read_to_string(format!("/proc/{}/{file}", self.0.id())).expect(file)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ended = self.0.wait();
    }
}

/// Returns the words behind the name of a field, one of a line that the kernel lays out in columns.
fn after<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.expect(name).split_whitespace().collect()
}

#[test]
fn a_worker_has_a_filter_of_system_calls_and_gains_no_rights() {
    let status = Waiting::start().told("status");
    assert_eq!(after(&status, "Seccomp:"), ["2"], "2 is a filter");
    assert_eq!(after(&status, "NoNewPrivs:"), ["1"]);
}

#[test]
fn a_worker_has_little_memory_few_files_and_writes_none() {
    let limits = Waiting::start().told("limits");
    let check = |name: &str, most: &str, unit: &str| {
        // The same twice: what it may use, and what it could raise that to.
        assert_eq!(after(&limits, name), [most, most, unit], "{name}");
    };
    check("Max address space", "536870912", "bytes");
    check("Max open files", "16", "files");
    check("Max file size", "0", "bytes");
    check("Max core file size", "0", "bytes");
    check("Max cpu time", "300", "seconds");
}

/// What it could open is asked beside the limits themselves (`worker/limits.rs` of the command line).
#[test]
fn a_worker_holds_its_pipes_and_no_file_or_socket() {
    let worker = Waiting::start();
    let folder = format!("/proc/{}/fd", worker.0.id());
    for entry in fs_err::read_dir(folder).expect("its files are told of") {
        let path = entry.expect("a file").path();
        let held = fs_err::read_link(&path)
            .expect("a link")
            .display()
            .to_string();
        let is_harmless =
            held.starts_with("pipe:") || held == "/dev/null" || held.starts_with("anon_inode:");
        let is_ours = path.ends_with("2");
        assert!(is_harmless || is_ours, "{}: {held}", path.display());
    }
}
