//! The parent's side of the worker: hostile bytes are parsed in a child process that may hang, eat
//! memory or abort without harm.
//!
//! The child (`counterclaim worker`) limits itself before it reads a byte; this side bounds the
//! wall-clock time and the size of the answer, replaces a child after a fault, and retires it after
//! a number of documents. The protocol is `extract::worker`.

use std::io::{BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use extract::worker::{
    Answer, ProtocolError, Task, answer, read_answer, read_request, write_answer, write_request,
};

use model::{FoundStatement, ReaderInput, Reading, Span, TextIndex};

use crate::world::WorkerProgram;

/// Wall-clock time for the statements of one text; with [`DOCUMENT_LIMIT`] it makes 15 s a page.
const STATEMENTS_LIMIT: Duration = Duration::from_secs(5);
/// Wall-clock time for one document.
const DOCUMENT_LIMIT: Duration = Duration::from_secs(10);
/// Wall-clock time that a worker may read a web archive without a word.
const SILENCE_LIMIT: Duration = Duration::from_mins(1);
/// Tells a worker that its standard input is a web archive.
const OF_ARCHIVES: &str = "--web-archive";
/// The most bytes that an answer may have.
const ANSWER_LIMIT: usize = 64 * 1024 * 1024;
/// Questions after which a worker is replaced, so that its limits count from the start again. A page
/// is three at most: where it came from, its article, and its statements. A worker learns its words
/// and patterns when it starts, which takes as long as reading ten pages does.
const QUESTIONS: u32 = 1_024;

/// Why bytes could not be parsed.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The child could not be started.
    #[error("cannot start the worker {program}")]
    Start {
        /// The program.
        program: String,
        /// Why.
        source: std::io::Error,
    },
    /// The child took too long and was ended.
    #[error("reading was stopped after {} seconds", limit.as_secs())]
    TooSlow {
        /// The time it had.
        limit: Duration,
    },
    /// The child ended before it answered.
    #[error("reading was stopped: {how}")]
    Died {
        /// How it ended, in plain words.
        how: String,
    },
    /// The child answered something that is no answer.
    #[error("the worker gave no usable answer")]
    Answer(#[source] ProtocolError),
    /// The answer does not belong to the question.
    #[error("the worker answered another question")]
    Mismatch,
}

/// Answers questions until the parent closes the pipe: the child's side.
pub fn serve_worker(
    questions: &mut impl Read,
    answers: &mut impl Write,
) -> Result<(), ProtocolError> {
    while let Some((task, bytes)) = read_request(questions)? {
        write_answer(answers, &answer(&task, &bytes, statements::read))?;
    }
    Ok(())
}

/// Reads the web archive in a file and says what is in it: the child's side.
pub fn serve_web_archive(
    file: fs_err::File,
    answers: &mut impl Write,
) -> Result<(), ProtocolError> {
    crate::import::serve(file, answers)
}

/// Idle workers, ready for the next document.
#[derive(Debug)]
pub(crate) struct Workers {
    program: WorkerProgram,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    /// Starts with no child; the first document starts one.
    pub(crate) fn new(program: WorkerProgram) -> Self {
        Self {
            program,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Returns how a worker is started.
    pub(crate) fn program(&self) -> &WorkerProgram {
        &self.program
    }

    /// Has the statements of a text read.
    pub(crate) fn read(&self, input: &ReaderInput) -> Result<Reading, WorkerError> {
        let bytes = serde_json::to_vec(input).map_err(|source| {
            WorkerError::Answer(ProtocolError::Malformed {
                part: "text",
                source,
            })
        })?;
        match self.ask(&Task::Statements, &bytes)? {
            Answer::Statements(reading) if is_of(&reading, &input.text) => Ok(*reading),
            _ => Err(WorkerError::Mismatch),
        }
    }

    /// Has one document parsed.
    pub(crate) fn ask(&self, task: &Task, bytes: &[u8]) -> Result<Answer, WorkerError> {
        let idle = lock(&self.idle).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.program)?,
        };
        let answer = match worker.ask(task, bytes) {
            // What earlier documents used up counts against the limits of the child too, so that a
            // fault is a document's own only in a fresh one.
            Err(WorkerError::Died { .. }) if worker.questions_asked > 0 => {
                worker = Worker::start(&self.program)?;
                worker.ask(task, bytes)?
            }
            answer => answer?,
        };
        if !answer.belongs_to(task) {
            return Err(WorkerError::Mismatch);
        }
        worker.questions_asked += 1;
        if worker.questions_asked < QUESTIONS {
            lock(&self.idle).push(worker);
        }
        Ok(answer)
    }
}

fn limit_of(task: &Task) -> Duration {
    match task {
        Task::Statements => STATEMENTS_LIMIT,
        _ => DOCUMENT_LIMIT,
    }
}

/// Tells whether a reading speaks of this text alone: whoever wrote the text may own the worker that
/// read it by now.
fn is_of(reading: &Reading, text: &str) -> bool {
    let index = TextIndex::new(text);
    let inside = |span: Span| span.start <= span.end && span.end <= index.len();
    let count = reading.statements.len();
    let statement = |it: &FoundStatement| {
        let more = [it.speaker_span, it.cue_span];
        inside(it.span)
            && it.verbatim == index.slice(it.span)
            && it
                .content
                .iter()
                .copied()
                .chain(more.into_iter().flatten())
                .all(inside)
            && it.responds_to.iter().all(|&to| to < count)
            && it.why.iter().filter_map(|why| why.span).all(inside)
    };
    reading.statements.iter().all(statement)
        && reading.mentions.iter().all(|it| inside(it.span))
        && reading.dates.iter().all(|it| inside(it.span))
}

/// Locks, also after another thread panicked: the list of idle workers is valid at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Debug)]
struct Worker {
    child: Arc<Mutex<Child>>,
    questions: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    questions_asked: u32,
}

impl Worker {
    fn start(program: &WorkerProgram) -> Result<Self, WorkerError> {
        let mut child = spawn(program, &[], Stdio::piped())?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(not_started(program, std::io::ErrorKind::BrokenPipe.into()));
        };
        Ok(Self {
            child: Arc::new(Mutex::new(child)),
            questions: BufWriter::new(stdin),
            answers: BufReader::new(stdout),
            questions_asked: 0,
        })
    }

    fn ask(&mut self, task: &Task, bytes: &[u8]) -> Result<Answer, WorkerError> {
        let limit = limit_of(task);
        let (finished, wait) = channel::<()>();
        let child = Arc::clone(&self.child);
        let watchdog = std::thread::spawn(move || {
            let late = wait.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            if late {
                // A child that is gone already needs no killing.
                let _gone = lock(&child).kill();
            }
            late
        });
        let answer = write_request(&mut self.questions, task, bytes)
            .and_then(|()| read_answer(&mut self.answers, ANSWER_LIMIT));
        drop(finished);
        let late = watchdog.join().unwrap_or(false);
        answer.map_err(|error| {
            if late {
                WorkerError::TooSlow { limit }
            } else {
                self.autopsy(error)
            }
        })
    }

    /// Tells why the child did not answer: how it ended, or else what was wrong with its answer.
    fn autopsy(&mut self, error: ProtocolError) -> WorkerError {
        // A child that answers nonsense is alive: it would be found to have ended by our own kill.
        if matches!(
            error,
            ProtocolError::TooLong { .. } | ProtocolError::Malformed { .. }
        ) {
            return WorkerError::Answer(error);
        }
        end_of(&self.child, error)
    }
}

/// A worker that reads one web archive, which it holds as its standard input.
#[derive(Debug)]
pub(crate) struct ArchiveWorker {
    child: Arc<Mutex<Child>>,
    /// Told before each wait for the child and after it.
    turns: Sender<()>,
    is_late: Arc<AtomicBool>,
}

impl ArchiveWorker {
    /// Starts a worker over an open file; what it says is read by [`Self::waited`].
    pub(crate) fn start(
        program: &WorkerProgram,
        file: fs_err::File,
    ) -> Result<(Self, BufReader<ChildStdout>), WorkerError> {
        let file = Stdio::from(file.into_parts().0);
        let mut child = spawn(program, &[OF_ARCHIVES], file)?;
        let Some(answers) = child.stdout.take() else {
            return Err(not_started(program, std::io::ErrorKind::BrokenPipe.into()));
        };
        let child = Arc::new(Mutex::new(child));
        let is_late = Arc::new(AtomicBool::new(false));
        let (turns, waits) = channel();
        let (watched, late) = (Arc::clone(&child), Arc::clone(&is_late));
        std::thread::spawn(move || {
            while waits.recv().is_ok() {
                if waits.recv_timeout(SILENCE_LIMIT) == Err(RecvTimeoutError::Timeout) {
                    late.store(true, Ordering::SeqCst);
                    let _gone = lock(&watched).kill();
                    return;
                }
            }
        });
        let worker = Self {
            child,
            turns,
            is_late,
        };
        Ok((worker, BufReader::new(answers)))
    }

    /// Waits for what the child says next, for a while.
    pub(crate) fn waited<T>(
        &self,
        next: impl FnOnce() -> Result<T, ProtocolError>,
    ) -> Result<T, WorkerError> {
        // Nobody listens once the child was late, and it is gone then.
        let _listens = self.turns.send(());
        let said = next();
        let _listens = self.turns.send(());
        said.map_err(|error| match error {
            _ if self.is_late.load(Ordering::SeqCst) => WorkerError::TooSlow {
                limit: SILENCE_LIMIT,
            },
            ProtocolError::TooLong { .. } | ProtocolError::Malformed { .. } => {
                WorkerError::Answer(error)
            }
            error => end_of(&self.child, error),
        })
    }
}

impl Drop for ArchiveWorker {
    fn drop(&mut self) {
        let mut child = lock(&self.child);
        let _gone = child.kill();
        let _reaped = child.wait();
    }
}

/// Starts a worker with these further arguments.
fn spawn(program: &WorkerProgram, more: &[&str], input: Stdio) -> Result<Child, WorkerError> {
    Command::new(&program.program)
        .args(&program.arguments)
        .args(more)
        .env_clear()
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| not_started(program, source))
}

fn not_started(program: &WorkerProgram, source: std::io::Error) -> WorkerError {
    WorkerError::Start {
        program: program.program.display().to_string(),
        source,
    }
}

/// Ends a child that broke off, and tells how it ended.
fn end_of(child: &Mutex<Child>, error: ProtocolError) -> WorkerError {
    let mut child = lock(child);
    let _gone = child.kill();
    match child.wait() {
        Ok(status) if !status.success() => WorkerError::Died {
            how: in_words(status),
        },
        _ => WorkerError::Answer(error),
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = lock(&self.child);
        let _gone = child.kill();
        let _reaped = child.wait();
    }
}

#[cfg(unix)]
fn in_words(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match status.signal() {
        Some(6) => "it needed more memory than a page may have, or broke a parser".to_owned(),
        Some(9 | 24) => "it used more computing time than a page may have".to_owned(),
        Some(11) => "it overflowed the parser's stack".to_owned(),
        Some(31) => "it tried something that a parser may not do".to_owned(),
        _ => format!("the worker ended with {status}"),
    }
}

#[cfg(not(unix))]
fn in_words(status: ExitStatus) -> String {
    format!("the worker ended with {status}")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use extract::Hints;

    /// A worker that is a script of the shell.
    fn workers(script: &str) -> Workers {
        Workers::new(WorkerProgram {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
        })
    }

    fn task() -> Task {
        Task::Feed(Hints::default())
    }

    #[test]
    fn an_answer_that_is_nonsense_is_not_blamed_on_its_computing_time() {
        for answer in [r"\377\377\377\377", r"\002\000\000\000no"] {
            let nonsense = workers(&format!("printf '{answer}'; cat >/dev/null"));
            let error = nonsense.ask(&task(), b"<rss/>").expect_err("no answer");
            assert!(matches!(error, WorkerError::Answer(_)), "{answer}: {error}");
        }
    }

    #[test]
    fn a_fault_in_a_used_worker_is_asked_again_in_a_fresh_one() {
        let mut question = Vec::new();
        write_request(&mut question, &task(), b"<rss/>").expect("memory");
        let mut reply = Vec::new();
        write_answer(&mut reply, &answer(&task(), b"<rss/>", statements::read)).expect("memory");
        let octal = |byte: &u8| format!("\\{byte:03o}");
        let reply = reply.iter().map(octal).collect::<Vec<_>>().concat();
        // Each child answers one question and dies of the second.
        let once = format!(
            "head -c {} >/dev/null; printf '{reply}'; head -c 1 >/dev/null; kill -9 $$",
            question.len()
        );
        let once = workers(&once);
        for _ in 0..3 {
            once.ask(&task(), b"<rss/>").expect("an answer");
        }
        let never = workers("kill -9 $$");
        let died = never.ask(&task(), b"<rss/>").expect_err("no answer");
        assert!(matches!(died, WorkerError::Died { .. }), "{died}");
    }
}
