//! HTTP messages as they stand in a record: written from a hop, and taken apart again.
//!
//! Header values hold one character a byte (ISO 8859-1), as `fetch` hands them over, so that
//! writing and reading back lose nothing.

use std::io::Cursor;

use fastwarc::warc::header::{HeaderEncoding, HeaderMap};
use model::{Header, Hop};
use url::Url;

/// Put before the name of a field that is no longer true of the message in the record. The body
/// is kept without its transfer coding; replay tools would take it off once more.
const NO_LONGER_TRUE: &str = "X-Archive-Orig-";
/// The longest head of a message.
const LONGEST_HEAD: usize = 1 << 20;

/// A message of HTTP taken apart.
pub(crate) struct Message {
    pub(crate) status: u16,
    pub(crate) headers: Vec<Header>,
    /// Where the body begins in the block.
    pub(crate) body_at: usize,
}

/// Returns the request of a hop as it went over the wire.
pub(crate) fn request(hop: &Hop) -> Vec<u8> {
    let query = hop
        .url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let mut message = format!("GET {}{query} HTTP/1.1\r\n", hop.url.path()).into_bytes();
    for (name, value) in &hop.request_headers {
        push_field(&mut message, name, value);
    }
    message.extend_from_slice(b"\r\n");
    message
}

/// Returns the head of the response of a hop, up to where its body begins.
///
/// The reason phrase is left empty: it is not kept, and RFC 9112 gives it no meaning.
pub(crate) fn response_head(hop: &Hop) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 {} \r\n", hop.status).into_bytes();
    for (name, value) in &hop.headers {
        if name.eq_ignore_ascii_case("transfer-encoding") {
            push_field(&mut message, &format!("{NO_LONGER_TRUE}{name}"), value);
        } else {
            push_field(&mut message, name, value);
        }
    }
    message.extend_from_slice(b"\r\n");
    message
}

/// Appends a header field. Line breaks, which only an imported field can hold, become spaces.
fn push_field(message: &mut Vec<u8>, name: &str, value: &str) {
    for text in [name, ": ", value] {
        for character in text.chars() {
            match u8::try_from(character) {
                Ok(b'\r' | b'\n') => message.push(b' '),
                Ok(byte) => message.push(byte),
                Err(_) => message.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    message.extend_from_slice(b"\r\n");
}

/// Takes a response apart that was written by [`response_head`]; nothing when it is none.
pub(crate) fn parse_ours(block: &[u8]) -> Option<Message> {
    let mut message = parse(block)?;
    for (name, _) in &mut message.headers {
        if let Some(original) = name.strip_prefix(NO_LONGER_TRUE) {
            *name = original.to_owned();
        }
    }
    Some(message)
}

/// Takes a response apart; nothing when the block does not begin like one.
pub(crate) fn parse(block: &[u8]) -> Option<Message> {
    let body_at = head_length(block)?;
    let mut map = HeaderMap::new(HeaderEncoding::Latin1);
    let mut head = Cursor::new(block[..body_at].to_vec());
    map.parse_with_opts(&mut head, true, LONGEST_HEAD, true)
        .ok()?;
    let first = map.status_line_bytes()?;
    let headers = map
        .items_bytes()
        .map(|(name, value)| (latin1(&name), latin1(&value)))
        .collect();
    Some(Message {
        status: status_in(&first)?,
        headers,
        body_at,
    })
}

fn status_in(line: &[u8]) -> Option<u16> {
    let mut words = line.strip_prefix(b"HTTP/")?.split(|byte| *byte == b' ');
    let code = words.nth(1)?;
    std::str::from_utf8(code).ok()?.parse().ok()
}

/// Returns where the empty line ends that closes a head; some tools end lines with LF only.
fn head_length(block: &[u8]) -> Option<usize> {
    let looked_at = &block[..block.len().min(LONGEST_HEAD)];
    let crlf = looked_at.windows(4).position(|it| it == b"\r\n\r\n");
    let lf = looked_at.windows(2).position(|it| it == b"\n\n");
    match (crlf, lf) {
        (Some(crlf), Some(lf)) if lf < crlf => Some(lf + 2),
        (Some(crlf), _) => Some(crlf + 4),
        (None, lf) => lf.map(|lf| lf + 2),
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Returns an address as it stands in a record, or nothing when it is none.
pub(crate) fn target(value: &str) -> Option<Url> {
    // Older tools put the address in angle brackets.
    value
        .trim()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status, header fields and body, as a block was taken apart.
    type Parts<'a> = (u16, &'a [(&'a str, &'a str)], &'a str);

    #[track_caller]
    fn check(block: &str, expected: Option<Parts<'_>>) {
        let found = parse(block.as_bytes());
        let headers: Vec<(&str, &str)> = found
            .iter()
            .flat_map(|message| &message.headers)
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let parts = |message: &Message| (message.status, &block[message.body_at..]);
        let found = found.as_ref().map(parts);
        assert_eq!(
            found.map(|(status, body)| (status, &*headers, body)),
            expected,
            "{block:?}"
        );
    }

    #[test]
    fn heads_of_other_tools_are_taken_apart() {
        check(
            "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody",
            Some((200, &[("A", "b")], "body")),
        );
        check("HTTP/1.0 404\r\n\r\n", Some((404, &[], "")));
        check(
            "HTTP/2 200 \r\na: b\r\n\r\nx",
            Some((200, &[("a", "b")], "x")),
        );
        check(
            "HTTP/1.1 200 OK\nA: b\n\nbody",
            Some((200, &[("A", "b")], "body")),
        );
        check(
            "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
            Some((200, &[("A", "b c")], "")),
        );
        check("HTTP/1.1 OK\r\n\r\n", None);
        check("HTTP/1.1 200 OK\r\nA: b", None);
        check("<html>\r\n\r\n", None);
        check("", None);
    }
}
