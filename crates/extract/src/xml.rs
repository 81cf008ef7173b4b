//! XML as it is found: events that come whatever is broken, a check that says where it is broken,
//! and character references undone.
//!
//! The events never fail and never expand an entity that the document declares, so neither damage
//! nor an entity bomb stops a feed. Whether the document is well-formed is asked of `quick-xml`.

use std::borrow::Cow;

use quick_xml::events::Event as Checked;
use quick_xml::reader::Reader;
use scraper::Html;

use crate::markup::{Dialect, Scanner, Tag, Token};

/// A piece of an XML document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Start {
        /// The name without its prefix, in lower case.
        name: String,
        /// The prefix, in lower case; empty when there is none.
        prefix: String,
        /// Names in lower case, with prefixes; values with their references undone.
        attributes: Vec<(String, String)>,
    },
    /// Text with its references undone, or a CDATA section.
    Text(String),
    /// An end tag, or the end of an empty element: the name without prefix.
    End(String),
}

/// The events of a document, one after the other.
pub(crate) struct Events<'a> {
    scanner: Scanner<'a>,
    ends: Option<String>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self {
            scanner: Scanner::new(source, Dialect::Xml),
            ends: None,
        }
    }
}

impl Iterator for Events<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if let Some(name) = self.ends.take() {
            return Some(Event::End(name));
        }
        Some(match self.scanner.next_token()? {
            Token::Text(text) => Event::Text(unescape(text).into_owned()),
            Token::Verbatim(text) => Event::Text(text.to_owned()),
            Token::Less => Event::Text("<".to_owned()),
            Token::End(name) => Event::End(parted(&name).1.to_owned()),
            Token::Start(tag) => self.start(&tag),
        })
    }
}

impl Events<'_> {
    fn start(&mut self, tag: &Tag<'_>) -> Event {
        let (prefix, name) = parted(&tag.name);
        if tag.self_closing {
            self.ends = Some(name.to_owned());
        }
        let value = |value: &str| unescape(value).into_owned();
        Event::Start {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            attributes: tag
                .attributes
                .iter()
                .map(|(name, it)| (name.clone(), value(it)))
                .collect(),
        }
    }
}

fn parted(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Says where a document is not well-formed: "line 3: ...".
pub(crate) fn damage(source: &str) -> Option<String> {
    let mut reader = Reader::from_str(source);
    loop {
        match reader.read_event() {
            Ok(Checked::Eof) => return None,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                let before = String::from_utf8_lossy(&source.as_bytes()[..at.min(source.len())]);
                let line = before.matches('\n').count() + 1;
                return Some(format!("line {line}: {error}"));
            }
        }
    }
}

/// Undoes character references once, and leaves alone what is none.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(32).position(|byte| byte == b';');
        if let Some((end, meaning)) = end.and_then(|end| Some((end, reference(&rest[1..end])?))) {
            out.push_str(&meaning);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns what a reference means, given without `&` and `;`.
pub(crate) fn reference(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return named(name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(Cow::Owned(character(code).to_string()))
}

/// Returns what a name means. The rare ones are asked of the HTML parser, whose table is right;
/// that of `quick-xml` 0.42 is wrong for everything beyond Latin-1.
fn named(name: &str) -> Option<Cow<'static, str>> {
    let common = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => "",
    };
    if !common.is_empty() {
        return Some(Cow::Borrowed(common));
    }
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let written = format!("&{name};");
    let meaning: String = Html::parse_fragment(&written)
        .root_element()
        .text()
        .collect();
    (!meaning.ends_with(';')).then_some(Cow::Owned(meaning))
}

/// References to the control characters 128 to 159 mean the characters of windows-1252
/// (<https://html.spec.whatwg.org/#numeric-character-reference-end-state>).
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => {
            let byte = [byte];
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(&byte);
            text.chars().next().unwrap_or('\u{fffd}')
        }
        Ok(0) => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_markup_still_gives_events() {
        let text = |source: &str| -> String {
            Events::new(source)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(
            text("<a>1 < 2 &amp; <![CDATA[<b>]]></c>&nope;"),
            "1 < 2 & <b>&nope;"
        );
        assert_eq!(text("<!DOCTYPE x [<!ENTITY a \"aaa\">]><x>&a;</x>"), "&a;");
    }

    #[test]
    fn damage_is_named_with_its_line() {
        assert_eq!(damage("<a>\n<b/></a>"), None);
        let found = damage("<a>\n<b></a>").expect("a mismatch");
        assert!(found.starts_with("line 2: "), "{found}");
    }

    #[test]
    fn references_are_undone_once() {
        let check = |text: &str, expected: &str| assert_eq!(unescape(text), expected, "{text}");
        check(
            "R&amp;D &lt;b&gt; &eacute;&#233;&#xE9;&alpha;",
            "R&D <b> éééα",
        );
        check("a & b &unknown; &amp;lt;", "a & b &unknown; &lt;");
        check("&#146;&#0;&#x110000;", "’\u{fffd}\u{fffd}");
        check("&", "&");
    }
}
