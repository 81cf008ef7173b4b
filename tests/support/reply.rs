//! What the server answers: a well-formed response, or bytes and pauses as a test wants them.

use std::time::Duration;

use crate::Seen;

/// One answer of the [`Server`](crate::Server).
///
/// A reply built by [`of`](Reply::of) and its kin carries `Content-Length` and `Connection: close`
/// unless the test sets these fields itself; nothing is added to a [`raw`](Reply::raw) one. The
/// connection is closed after the last step.
#[derive(Debug, Clone)]
pub struct Reply {
    head: Option<Head>,
    body: Vec<u8>,
    after: Vec<Step>,
    conditional: bool,
}

#[derive(Debug, Clone)]
struct Head {
    status: u16,
    headers: Vec<(String, String)>,
}

/// One thing that the server does on a connection.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one at a time, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends these bytes again and again until the client has had enough.
    Endless(Vec<u8>),
    /// Sends nothing more and keeps the connection open until the client closes it.
    Hold,
}

impl Reply {
    /// Returns a page of HTML in UTF-8, with status 200.
    pub fn page(html: &str) -> Self {
        Self::of(200, "text/html; charset=utf-8", html)
    }

    /// Returns a response with a body of some media type.
    pub fn of(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut reply = Self::status(status).header("Content-Type", media_type);
        reply.body = body.into();
        reply
    }

    /// Returns a response without a body.
    pub fn status(status: u16) -> Self {
        Self {
            head: Some(Head {
                status,
                headers: Vec::new(),
            }),
            body: Vec::new(),
            after: Vec::new(),
            conditional: false,
        }
    }

    /// Returns a redirect to `location`, which is sent as it is.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// Returns these very bytes as the whole response, headers included.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: None,
            body: bytes.into(),
            after: Vec::new(),
            conditional: false,
        }
    }

    /// Adds a header field; does nothing to a raw reply.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(head) = &mut self.head {
            head.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Answers 304 without a body when a request carries the `ETag` or `Last-Modified` of this
    /// reply (RFC 9110, 13.1).
    #[must_use]
    pub fn conditional(mut self) -> Self {
        self.conditional = true;
        self
    }

    /// Then keeps the connection open without a word.
    #[must_use]
    pub fn then_hold(mut self) -> Self {
        self.after.push(Step::Hold);
        self
    }

    /// Then sends bytes one at a time, with a pause before each.
    #[must_use]
    pub fn then_drip(mut self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        self.after.push(Step::Drip(bytes.into(), pause));
        self
    }

    /// Then repeats bytes until the client closes the connection.
    #[must_use]
    pub fn then_endless(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.after.push(Step::Endless(bytes.into()));
        self
    }

    /// Returns what to do in answer to `request`.
    pub(crate) fn steps(&self, request: &Seen) -> Vec<Step> {
        let Some(head) = &self.head else {
            let start = std::iter::once(Step::Send(self.body.clone()));
            return start.chain(self.after.iter().cloned()).collect();
        };
        if self.conditional && head.is_unchanged_for(request) {
            return vec![Step::Send(head.bytes(304, None))];
        }
        let length = self.after.is_empty().then_some(self.body.len());
        let mut start = head.bytes(head.status, length);
        start.extend_from_slice(&self.body);
        std::iter::once(Step::Send(start))
            .chain(self.after.iter().cloned())
            .collect()
    }
}

impl Head {
    fn is_unchanged_for(&self, request: &Seen) -> bool {
        [
            ("ETag", "If-None-Match"),
            ("Last-Modified", "If-Modified-Since"),
        ]
        .iter()
        .any(|(ours, theirs)| {
            let ours = self.value(ours);
            ours.is_some() && ours == request.header(theirs)
        })
    }

    fn value(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }

    /// Returns status line and header fields; `length` is announced unless the test did so.
    fn bytes(&self, status: u16, length: Option<usize>) -> Vec<u8> {
        let mut lines = vec![format!("HTTP/1.1 {status} Scripted")];
        lines.extend(
            self.headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        let framed = self
            .value("Content-Length")
            .or_else(|| self.value("Transfer-Encoding"));
        if let (Some(length), None) = (length, framed) {
            lines.push(format!("Content-Length: {length}"));
        }
        if self.value("Connection").is_none() {
            lines.push("Connection: close".to_owned());
        }
        (lines.join("\r\n") + "\r\n\r\n").into_bytes()
    }
}
