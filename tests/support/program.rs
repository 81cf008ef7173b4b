//! The built program on a library of its own, as a reporter runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::Server;

/// `counterclaim` with a fresh library and nothing of the environment.
#[derive(Debug)]
pub struct Program {
    folder: TempDir,
    allowed: Vec<String>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// What it printed on stdout.
    pub stdout: String,
    /// What it printed on stderr.
    pub stderr: String,
}

impl Program {
    /// Returns the program with a fresh library.
    ///
    /// # Panics
    ///
    /// When no folder can be made for it.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder for the library");
        Self {
            folder,
            allowed: Vec::new(),
        }
    }

    /// Returns the program with a fresh library; it may reach the server.
    pub fn with(server: &Server) -> Self {
        let mut program = Self::new();
        program.allowed.push(server.host_port());
        program
    }

    /// Returns a folder beside the library, for files of the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the folder of the library.
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// Writes a file beside the library and returns its path.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        let folder = path.parent().expect("a file lies in a folder");
        fs_err::create_dir_all(folder).expect("the folder of the file");
        fs_err::write(&path, bytes).expect("the file");
        path.display().to_string()
    }

    /// Returns the command, ready to be run with arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("COUNTERCLAIM_LIBRARY", self.library())
            .stdin(Stdio::null());
        if !self.allowed.is_empty() {
            command.env("COUNTERCLAIM_ALLOW_HOSTS", self.allowed.join(","));
        }
        command
    }

    /// Runs the program.
    ///
    /// # Panics
    ///
    /// When it cannot be started, or prints what is no UTF-8.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self
            .command(arguments)
            .output()
            .expect("the program starts");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs the program with `--json`, expects it to be done without problems, and returns a value
    /// a line.
    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let all: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
        self.run(&all).done().lines()
    }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "a test may only want to know that a run ended well"
)]
impl Ran {
    /// Expects the exit code 0.
    ///
    /// # Panics
    ///
    /// On any other.
    pub fn done(self) -> Self {
        self.with_code(0)
    }

    /// Expects an exit code.
    ///
    /// # Panics
    ///
    /// On any other.
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// Returns the JSON documents on stdout, one a line.
    ///
    /// # Panics
    ///
    /// When a line is no JSON.
    pub fn lines(&self) -> Vec<Value> {
        let parse = |line: &str| serde_json::from_str(line).expect(line);
        self.stdout.lines().map(parse).collect()
    }
}

/// Returns the path of the built program, which lies beside the folder of the test's own.
fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    let folder = test
        .ancestors()
        .nth(2)
        .expect("tests lie in target/PROFILE/deps");
    let program = folder.join(format!("counterclaim{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "{} is not built: run `cargo build`",
        program.display()
    );
    program
}
