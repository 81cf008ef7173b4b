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

    /// Returns what the process holds open beside its standard error, which is the test's own.
    fn files(&self) -> Vec<String> {
        let folder = format!("/proc/{}/fd", self.0.id());
        let paths = fs_err::read_dir(folder).expect("its files are told of");
        let paths = paths.map(|entry| entry.expect("a file").path());
        let held = |path: std::path::PathBuf| {
            let held = fs_err::read_link(&path).expect("a link");
            held.display().to_string()
        };
        paths.filter(|it| !it.ends_with("2")).map(held).collect()
    }

    /// Returns what the kernel says of the process in the file of this name.
    fn told(&self, file: &str) -> String {
        fs_err::read_to_string(format!("/proc/{}/{file}", self.0.id())).expect(file)
    }
}

/// Returns a worker that has begun to read a web archive, and waits until somebody reads its answers.
fn over_an_archive(program: &Program) -> Waiting {
    let page = "x".repeat(200_000);
    let path = program.file(
        "long.warc",
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
             WARC-Target-URI: https://outlet.example/a\r\nWARC-Date: 2025-01-29T10:00:00Z\r\n\
             Content-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        ),
    );
    let file = fs_err::File::open(path).expect("the file").into_parts().0;
    let mut command = program.command(&["worker", "--web-archive"]);
    let piped = command.stdin(file).stdout(Stdio::piped());
    let mut worker = piped.spawn().expect("the worker starts");
    let answers = worker.stdout.as_mut().expect("stdout is piped");
    let mut length = [0; 4];
    answers.read_exact(&mut length).expect("an answer");
    Waiting(worker)
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop((self.0.stdin.take(), self.0.stdout.take()));
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
fn a_worker_that_reads_a_web_archive_holds_that_file_alone_and_is_limited_like_any() {
    let program = Program::new();
    let worker = over_an_archive(&program);
    assert_eq!(after(&worker.told("status"), "Seccomp:"), ["2"]);
    let memory = after(&worker.told("limits"), "Max address space").join(" ");
    assert_eq!(memory, "536870912 536870912 bytes");
    let own = program.folder().canonicalize().expect("a folder");
    for held in worker.files() {
        let is_ours = held == own.join("long.warc").display().to_string();
        let is_harmless = held.starts_with("pipe:") || held == "/dev/null";
        assert!(is_ours || is_harmless, "{held}");
    }
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
    for held in worker.files() {
        let is_harmless = ["pipe:", "/dev/null", "anon_inode:"]
            .iter()
            .any(|it| held.starts_with(it));
        assert!(is_harmless, "{held}");
    }
}
