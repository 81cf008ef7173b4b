//! What is said while a web archive is read in a worker: one response after the other, and at the
//! end what could not be read.
//!
//! The worker holds the file open as its standard input and can open nothing else; it writes to its
//! standard output. Each message is JSON behind its length, and the body of a response is a part of
//! its own behind it. The parent bounds every part and what all bodies come to.

use std::io::{Read, Write};
use std::ops::ControlFlow;

use archive::foreign::{Bounds, ForeignProblem, ForeignResponse, responses};
use chrono::{DateTime, Utc};
use extract::worker::{ProtocolError, flush, gone, receive, send, send_json, understand};
use model::Header;
use url::Url;

/// The longest message, in bytes: the head of a response of 1 MB at its longest in JSON.
const LONGEST_MESSAGE: usize = 8 << 20;
/// Characters of what a worker says of one fault.
const LONGEST_REASON: usize = 1_000;

/// What the worker says.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Message {
    /// A response, whose body follows.
    Response(Head),
    /// All was read, but for what is named: place and reason.
    Done(Vec<(String, String)>),
    /// Nothing could be read.
    Refused(String),
}

/// A response without its body.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Head {
    url: Url,
    date: DateTime<Utc>,
    status: u16,
    headers: Vec<Header>,
    record_id: Option<String>,
    truncated: Option<String>,
}

/// What came of a web archive next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Response(Box<ForeignResponse>),
    /// The end, with what could not be read.
    Done(Vec<ForeignProblem>),
    /// Nothing could be read, for this reason.
    Refused(String),
}

/// Reads a web archive and says what is in it: the worker's side.
pub(crate) fn serve(file: fs_err::File, to: &mut impl Write) -> Result<(), ProtocolError> {
    let bounds = Bounds::default();
    let mut broken = None;
    let mut take = |response| match say(to, response, &bounds) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            broken = Some(error);
            ControlFlow::Break(())
        }
    };
    let read = responses(file, &bounds, &mut take);
    if let Some(error) = broken {
        return Err(error);
    }
    let last = match read {
        Ok(problems) => Message::Done(
            problems
                .into_iter()
                .map(|it| (it.place, it.reason))
                .collect(),
        ),
        Err(error) => Message::Refused(error.to_string()),
    };
    send_json(to, "end", &last, LONGEST_MESSAGE)?;
    flush(to, "end")
}

fn say(
    to: &mut impl Write,
    response: ForeignResponse,
    bounds: &Bounds,
) -> Result<(), ProtocolError> {
    let head = Head {
        url: response.url,
        date: response.date,
        status: response.status,
        headers: response.headers,
        record_id: response.record_id,
        truncated: response.truncated,
    };
    send_json(to, "response", &Message::Response(head), LONGEST_MESSAGE)?;
    send(to, "body", &response.body, longest_body(bounds))?;
    flush(to, "body")
}

/// What a worker says of a web archive, under the same bounds as the archive itself: whoever wrote
/// the archive may own the worker by now.
pub(super) struct Heard<R> {
    from: R,
    bounds: Bounds,
    /// Bytes that bodies may still have, all together.
    left: u64,
}

impl<R: Read> Heard<R> {
    pub(super) fn new(from: R, bounds: Bounds) -> Self {
        let left = bounds.total_bytes;
        Self { from, bounds, left }
    }

    /// Waits for what comes next.
    pub(super) fn next(&mut self) -> Result<Next, ProtocolError> {
        let part = receive(&mut self.from, "message", LONGEST_MESSAGE)?;
        match understand("message", &part.ok_or_else(|| gone("message"))?)? {
            Message::Response(head) => self.body_of(head),
            Message::Done(problems) => Ok(Next::Done(self.plain(problems))),
            Message::Refused(reason) => Ok(Next::Refused(bounded(&reason))),
        }
    }

    fn body_of(&mut self, head: Head) -> Result<Next, ProtocolError> {
        let most = longest_body(&self.bounds).min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let body = receive(&mut self.from, "body", most)?.ok_or_else(|| gone("body"))?;
        self.left = self.left.saturating_sub(body.len() as u64);
        if !matches!(head.url.scheme(), "http" | "https") {
            return Ok(Next::Refused(
                "it names an address that is not of the web".to_owned(),
            ));
        }
        Ok(Next::Response(Box::new(ForeignResponse {
            url: head.url,
            date: head.date,
            status: head.status,
            headers: head.headers,
            body,
            record_id: head.record_id,
            truncated: head.truncated,
        })))
    }

    fn plain(&self, problems: Vec<(String, String)>) -> Vec<ForeignProblem> {
        // An honest worker adds that there were too many, and that records refer to none.
        let most = self.bounds.problems + 2;
        let problems = problems.into_iter().take(most);
        let problem = |(place, reason): (String, String)| ForeignProblem {
            place: bounded(&place),
            reason: bounded(&reason),
        };
        problems.map(problem).collect()
    }
}

fn longest_body(bounds: &Bounds) -> usize {
    usize::try_from(bounds.record_bytes).unwrap_or(usize::MAX)
}

/// Returns a line of text that fits into one.
fn bounded(text: &str) -> String {
    let visible = text.chars().filter(|it| !it.is_control());
    visible.take(LONGEST_REASON).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARC: &str = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
        WARC-Target-URI: https://outlet.example/a\r\nWARC-Date: 2025-01-29T10:00:00Z\r\n\
        Content-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>a\r\n\r\n";

    fn served(archive: &str) -> Vec<u8> {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.warc");
        fs_err::write(&path, archive).expect("room");
        let mut said = Vec::new();
        serve(fs_err::File::open(path).expect("the file"), &mut said).expect("a vector takes all");
        said
    }

    fn heard(said: &[u8], bounds: Bounds) -> Vec<Result<Next, ProtocolError>> {
        let mut heard = Heard::new(said, bounds);
        let mut all = Vec::new();
        loop {
            let next = heard.next();
            let is_last = !matches!(next, Ok(Next::Response(_)));
            all.push(next);
            if is_last {
                return all;
            }
        }
    }

    #[test]
    fn a_web_archive_arrives_response_by_response() {
        let twice = [WARC, WARC].concat();
        let all = heard(&served(&twice), Bounds::default());
        assert_eq!(all.len(), 3);
        for next in &all[..2] {
            let Ok(Next::Response(response)) = next else {
                panic!("no response: {next:?}");
            };
            assert_eq!(response.url.as_str(), "https://outlet.example/a");
            assert_eq!(response.body, b"<p>a");
        }
        assert!(matches!(&all[2], Ok(Next::Done(problems)) if problems.is_empty()));
        let refused = heard(&served("no archive"), Bounds::default());
        assert!(
            matches!(&refused[..], [Ok(Next::Refused(_))]),
            "{refused:?}"
        );
    }

    #[test]
    fn a_worker_that_is_cut_off_or_says_too_much_is_not_believed() {
        let said = served(WARC);
        for length in 0..said.len() {
            let all = heard(&said[..length], Bounds::default());
            assert!(matches!(all.last(), Some(Err(_))), "{length}: {all:?}");
        }
        for bounds in [
            Bounds {
                record_bytes: 3,
                ..Bounds::default()
            },
            Bounds {
                total_bytes: 3,
                ..Bounds::default()
            },
        ] {
            let all = heard(&said, bounds);
            assert!(
                matches!(&all[..], [Err(ProtocolError::TooLong { length: 4, .. })]),
                "{all:?}"
            );
        }
    }

    #[test]
    fn addresses_of_files_and_reasons_without_end_are_refused() {
        let mut said = Vec::new();
        let head = Head {
            url: Url::parse("file:///etc/passwd").expect("an address"),
            date: DateTime::UNIX_EPOCH,
            status: 200,
            headers: Vec::new(),
            record_id: None,
            truncated: None,
        };
        send_json(&mut said, "m", &Message::Response(head), usize::MAX).expect("memory");
        send(&mut said, "body", b"", 9).expect("memory");
        let all = heard(&said, Bounds::default());
        assert!(matches!(&all[..], [Ok(Next::Refused(_))]), "{all:?}");
        let mut said = Vec::new();
        let problems = vec![("a\u{1b}[2J".to_owned(), "x".repeat(5_000)); 5_000];
        send_json(&mut said, "m", &Message::Done(problems), usize::MAX).expect("memory");
        let few = Bounds {
            problems: 3,
            ..Bounds::default()
        };
        // 25 MB are more than a message may have.
        let all = heard(&said, few.clone());
        assert!(matches!(&all[..], [Err(ProtocolError::TooLong { .. })]));
        let mut said = Vec::new();
        let problems = vec![("a\u{1b}[2J".to_owned(), "x".repeat(5_000)); 50];
        send_json(&mut said, "m", &Message::Done(problems), usize::MAX).expect("memory");
        let Some(Ok(Next::Done(problems))) = heard(&said, few).pop() else {
            panic!("no end");
        };
        assert_eq!(problems.len(), 5);
        assert_eq!(problems[0].place, "a[2J");
        assert_eq!(problems[0].reason.len(), LONGEST_REASON);
    }
}
