//! What parent and worker say to one another.
//!
//! The worker is a child process without network and with limits on memory, time and files; it
//! reads requests from its standard input and writes answers to its standard output, one after the
//! other, until its input ends. A request is a header and a body, an answer is one message; each
//! part is preceded by its length in bytes as a little-endian `u32`, and headers and answers are
//! JSON.
//!
//! Whoever fed the worker may own it by now, so the parent trusts nothing it says: lengths are
//! bounded before anything is allocated, text is brought into its form again, pages are made harmless
//! again, and addresses that are not of the web are dropped.

use std::io::{ErrorKind, Read, Write};

use url::Url;

use crate::{
    Attachments, CleanPage, Feed, FeedLink, Hints, Opml, Origin, Robots, Sitemap, TimeMap,
};

/// What the parent asks for, beside the bytes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Read an article.
    Article(Hints),
    /// Make a page harmless, to be shown as it was archived.
    Clean(Hints),
    /// Read a feed.
    Feed(Hints),
    /// Find the feeds that a page names.
    FeedLinks(Hints),
    /// Read a sitemap.
    Sitemap(Hints),
    /// Read what a web archive holds of an address.
    TimeMap,
    /// Find out where a saved page came from.
    Origin(Hints),
    /// Take the documents out of a mail.
    Attachments,
    /// Read a list of feeds.
    Opml,
    /// Read the statements of a text; the bytes are a [`ReaderInput`](model::ReaderInput) in JSON.
    Statements,
    /// Read robots rules.
    Robots {
        /// The product token of the robot.
        agent: String,
        /// The address it wants to fetch.
        url: Url,
    },
}

/// What the worker found.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// An article.
    Article(Box<model::Article>),
    /// A page made harmless; nothing when the bytes are no page.
    Clean(Option<CleanPage>),
    /// A feed.
    Feed(Feed),
    /// The feeds that a page names.
    FeedLinks(Vec<FeedLink>),
    /// A sitemap.
    Sitemap(Sitemap),
    /// What a web archive holds.
    TimeMap(TimeMap),
    /// Where a saved page came from.
    Origin(Origin),
    /// The documents that came with a mail.
    Attachments(Attachments),
    /// A list of feeds.
    Opml(Opml),
    /// The statements of a text; the parent holds their spans against the text.
    Statements(Box<model::Reading>),
    /// Robots rules.
    Robots(Robots),
}

/// A conversation that broke.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProtocolError {
    /// The other side could not be reached.
    #[error("the {part} could not be sent")]
    Send {
        /// Which part.
        part: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing more comes from the other side.
    #[error("the {part} could not be received")]
    Receive {
        /// Which part.
        part: &'static str,
        /// Why; an unexpected end when the other side is gone.
        source: std::io::Error,
    },
    /// A part is longer than agreed.
    #[error("the {part} has {length} bytes, more than the {limit} agreed")]
    TooLong {
        /// Which part.
        part: &'static str,
        /// Its length in bytes.
        length: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A part is not what it should be.
    #[error("the {part} cannot be understood")]
    Malformed {
        /// Which part.
        part: &'static str,
        /// Why.
        source: serde_json::Error,
    },
}

/// The longest header of a request, in bytes.
pub const MAX_HEADER: usize = 64 * 1024;

/// The longest body of a request, in bytes.
pub const MAX_BODY: usize = 64 * 1024 * 1024;

/// Reads statements; handed in, since they are no matter of this crate.
pub type Reader = fn(&model::ReaderInput) -> model::Reading;

/// Does a task: what the worker does with every request.
pub fn answer(task: &Task, bytes: &[u8], reader: Reader) -> Answer {
    match task {
        Task::Statements => Answer::Statements(Box::new(statements(bytes, reader))),
        Task::Article(hints) => Answer::Article(Box::new(crate::article(bytes, hints))),
        Task::Clean(hints) => Answer::Clean(crate::clean_page(bytes, hints)),
        Task::Feed(hints) => Answer::Feed(crate::feed(bytes, hints)),
        Task::FeedLinks(hints) => Answer::FeedLinks(crate::feed_links(bytes, hints)),
        Task::TimeMap => Answer::TimeMap(crate::timemap(bytes)),
        Task::Sitemap(hints) => Answer::Sitemap(crate::sitemap(bytes, hints)),
        Task::Origin(hints) => Answer::Origin(crate::origin(bytes, hints)),
        Task::Attachments => Answer::Attachments(crate::attachments(bytes)),
        Task::Opml => Answer::Opml(crate::opml(bytes)),
        Task::Robots { agent, url } => Answer::Robots(crate::robots(bytes, agent, url)),
    }
}

fn statements(bytes: &[u8], reader: Reader) -> model::Reading {
    match serde_json::from_slice(bytes) {
        Ok(input) => reader(&input),
        Err(error) => model::Reading {
            problems: vec![format!("the text did not arrive: {error}")],
            ..model::Reading::default()
        },
    }
}

impl Answer {
    /// Tells whether this kind of answer belongs to `task`.
    pub fn belongs_to(&self, task: &Task) -> bool {
        matches!(
            (self, task),
            (Self::Article(_), Task::Article(_))
                | (Self::Clean(_), Task::Clean(_))
                | (Self::Feed(_), Task::Feed(_))
                | (Self::FeedLinks(_), Task::FeedLinks(_))
                | (Self::Sitemap(_), Task::Sitemap(_))
                | (Self::TimeMap(_), Task::TimeMap)
                | (Self::Origin(_), Task::Origin(_))
                | (Self::Attachments(_), Task::Attachments)
                | (Self::Opml(_), Task::Opml)
                | (Self::Statements(_), Task::Statements)
                | (Self::Robots(_), Task::Robots { .. })
        )
    }

    /// Brings what a worker said into the form that an honest one keeps to.
    fn checked(mut self) -> Self {
        let of_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        match &mut self {
            Self::Article(article) => {
                article.text = model::plain_text(&article.text);
                crate::article::tidy(article);
                if article
                    .canonical_url
                    .value
                    .as_ref()
                    .is_some_and(|url| !of_web(url))
                {
                    article.canonical_url = model::Found::default();
                }
            }
            Self::Clean(page) => *page = page.take().map(CleanPage::recleaned),
            Self::Sitemap(sitemap) => {
                sitemap.entries.retain(|entry| of_web(&entry.url));
                sitemap.indexes.retain(of_web);
            }
            Self::FeedLinks(links) => links.retain(|link| of_web(&link.url)),
            Self::TimeMap(list) => list
                .mementos
                .retain(|it| it.url.iter().chain(&it.original).all(of_web)),
            Self::Origin(origin) => origin.url = origin.url.take().filter(of_web),
            Self::Opml(list) => list.feeds.retain(|feed| of_web(&feed.url)),
            Self::Robots(robots) => robots.sitemaps.retain(of_web),
            Self::Attachments(found) => found.tidy(),
            Self::Feed(_) | Self::Statements(_) => {}
        }
        self
    }
}

/// Sends a request.
pub fn write_request(to: &mut impl Write, task: &Task, bytes: &[u8]) -> Result<(), ProtocolError> {
    send_json(to, "request", task, MAX_HEADER)?;
    send(to, "document", bytes, MAX_BODY)?;
    flush(to, "document")
}

/// Receives the next request, or nothing when the parent has closed the pipe.
pub fn read_request(from: &mut impl Read) -> Result<Option<(Task, Vec<u8>)>, ProtocolError> {
    let Some(header) = receive(from, "request", MAX_HEADER)? else {
        return Ok(None);
    };
    let task = understand("request", &header)?;
    let body = receive(from, "document", MAX_BODY)?.ok_or_else(|| gone("document"))?;
    Ok(Some((task, body)))
}

/// Sends an answer.
pub fn write_answer(to: &mut impl Write, answer: &Answer) -> Result<(), ProtocolError> {
    send_json(to, "answer", answer, usize::MAX)?;
    flush(to, "answer")
}

/// Receives the answer of a worker, which may have `max_bytes` at most, and checks it.
pub fn read_answer(from: &mut impl Read, max_bytes: usize) -> Result<Answer, ProtocolError> {
    let answer = receive(from, "answer", max_bytes)?.ok_or_else(|| gone("answer"))?;
    understand::<Answer>("answer", &answer).map(Answer::checked)
}

/// Sends one part of a message as JSON.
pub fn send_json(
    to: &mut impl Write,
    part: &'static str,
    value: &impl serde::Serialize,
    limit: usize,
) -> Result<(), ProtocolError> {
    let json =
        serde_json::to_vec(value).map_err(|source| ProtocolError::Malformed { part, source })?;
    send(to, part, &json, limit)
}

/// Sends one part of a message behind its length; it may have `limit` bytes at most.
pub fn send(
    to: &mut impl Write,
    part: &'static str,
    bytes: &[u8],
    limit: usize,
) -> Result<(), ProtocolError> {
    let too_long = ProtocolError::TooLong {
        part,
        length: bytes.len(),
        limit,
    };
    let length = match u32::try_from(bytes.len()) {
        Ok(length) if bytes.len() <= limit => length,
        _ => return Err(too_long),
    };
    to.write_all(&length.to_le_bytes())
        .and_then(|()| to.write_all(bytes))
        .map_err(|source| ProtocolError::Send { part, source })
}

/// Sends what was held back.
pub fn flush(to: &mut impl Write, part: &'static str) -> Result<(), ProtocolError> {
    to.flush()
        .map_err(|source| ProtocolError::Send { part, source })
}

/// Receives one part, or nothing when the stream has ended before it.
pub fn receive(
    from: &mut impl Read,
    part: &'static str,
    limit: usize,
) -> Result<Option<Vec<u8>>, ProtocolError> {
    let broken = |source| ProtocolError::Receive { part, source };
    let mut length = [0; 4];
    let first = loop {
        match from.read(&mut length[..1]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => break other.map_err(broken)?,
        }
    };
    if first == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..]).map_err(broken)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > limit {
        return Err(ProtocolError::TooLong {
            part,
            length,
            limit,
        });
    }
    // Memory grows with what really comes, not with what was announced.
    let mut bytes = Vec::new();
    let mut announced = from.take(length as u64);
    announced.read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() < length {
        return Err(gone(part));
    }
    Ok(Some(bytes))
}

/// Says that the other side is gone before a part that it had to send.
pub fn gone(part: &'static str) -> ProtocolError {
    ProtocolError::Receive {
        part,
        source: ErrorKind::UnexpectedEof.into(),
    }
}

/// Takes a part as the JSON that it should be.
pub fn understand<T: serde::de::DeserializeOwned>(
    part: &'static str,
    json: &[u8],
) -> Result<T, ProtocolError> {
    serde_json::from_slice(json).map_err(|source| ProtocolError::Malformed { part, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<title>Court rules</title><p>The harbour stays closed, the court rules.";

    fn asked() -> Vec<u8> {
        let mut pipe = Vec::new();
        write_request(&mut pipe, &Task::Article(Hints::default()), PAGE)
            .expect("a vector takes all");
        pipe
    }

    #[test]
    fn a_request_and_its_answer_arrive_as_they_were_sent() {
        let mut pipe = asked();
        pipe.extend(asked());
        let mut from = pipe.as_slice();
        for _ in 0..2 {
            let (task, body) = read_request(&mut from)
                .expect("whole")
                .expect("not the end");
            assert_eq!(
                (&task, body.as_slice()),
                (&Task::Article(Hints::default()), PAGE)
            );
            let sent = answer(&task, &body, |_| model::Reading::default());
            let mut back = Vec::new();
            write_answer(&mut back, &sent).expect("a vector takes all");
            let received = read_answer(&mut back.as_slice(), 100_000).expect("whole");
            assert_eq!(received, sent);
            assert!(received.belongs_to(&task) && !received.belongs_to(&Task::Opml));
        }
        assert!(read_request(&mut from).expect("a clean end").is_none());
    }

    #[test]
    fn a_cut_or_oversized_part_is_an_error() {
        let pipe = asked();
        for length in 1..pipe.len() {
            let error = read_request(&mut &pipe[..length]).expect_err("cut");
            assert!(
                matches!(error, ProtocolError::Receive { .. }),
                "{length}: {error}"
            );
        }
        let mut announced = u32::MAX.to_le_bytes().to_vec();
        announced.extend(b"{}");
        let error = read_answer(&mut announced.as_slice(), 1_000).expect_err("too long");
        assert!(matches!(
            error,
            ProtocolError::TooLong {
                length: 0xffff_ffff,
                limit: 1_000,
                ..
            }
        ));
        let error = read_answer(&mut &b"\x02\0\0\0{}"[..], 1_000).expect_err("no answer");
        assert!(matches!(error, ProtocolError::Malformed { .. }));
    }

    #[test]
    fn a_dishonest_answer_is_brought_into_form() {
        let mut article = model::Article {
            text: "a\u{1b}[2J\r\n\n\n\nb".to_owned(),
            ..Default::default()
        };
        article.canonical_url.value = Url::parse("file:///etc/passwd").ok();
        article.title.value = Some("Port\u{1b}[2J shut".to_owned());
        let mut pipe = Vec::new();
        write_answer(&mut pipe, &Answer::Article(Box::new(article))).expect("a vector takes all");
        let Answer::Article(received) = read_answer(&mut pipe.as_slice(), 10_000).expect("whole")
        else {
            panic!("another kind of answer");
        };
        assert_eq!(received.text, "a[2J\n\nb");
        assert_eq!(received.canonical_url.value, None);
        assert_eq!(received.title.value.as_deref(), Some("Port [2J shut"));
    }

    #[test]
    fn a_page_that_was_not_made_harmless_is_made_so_by_the_parent() {
        let page = |html: &str| {
            let html = html.to_owned();
            let page = CleanPage {
                html,
                is_cut: false,
            };
            let mut pipe = Vec::new();
            write_answer(&mut pipe, &Answer::Clean(Some(page))).expect("a vector takes all");
            read_answer(&mut pipe.as_slice(), 100_000).expect("whole")
        };
        let Answer::Clean(Some(received)) = page("<p>Shut<script>steal()</script><img src=x>")
        else {
            panic!("another kind of answer");
        };
        assert!(received.html.ends_with("<body><p>Shut</p></body></html>"));
        let honest = received.html.clone();
        assert_eq!(page(&honest), Answer::Clean(Some(received)));
    }
}
