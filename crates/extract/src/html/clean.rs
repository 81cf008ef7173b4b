//! A page as it was archived, made harmless: words, headings, lists and tables, and nothing that
//! acts, loads or looks like something else.
//!
//! No parser builds a tree and no serializer takes it apart again, which is where sanitizers are
//! fooled (a tree that is read back as another one). What [`super::safe`] wrote is read once more
//! as tags and text, and written with the elements of a short list alone. Every `<` of the result
//! is one that was written here, and none of the elements listed changes how a browser cuts tags,
//! so that a browser can find no tag in it that is not on the list.
//!
//! Cleaning twice changes nothing. So the parent cleans what the worker answers, and need not
//! believe it.

use std::fmt::Write as _;

use url::Url;

use super::safe;
use super::safe::stack::{Opened, Stack};
use super::within_bounds;
use crate::markup::{Dialect, Scanner, Tag, Token};
use crate::xml::unescape;

/// A page made harmless.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CleanPage {
    /// A whole document: no script, style sheet, image, frame, form or address that loads. Links
    /// carry their address as `data-href`, where nothing follows it.
    pub html: String,
    /// Whether the end of the page was left out because it is too long.
    pub is_cut: bool,
}

/// The longest content that is kept, in bytes.
const LONGEST: usize = 2 * 1024 * 1024;

/// The most elements that are kept: fewer than [`safe`] keeps, so that a page that is cleaned twice is
/// bounded once.
const MOST: usize = 50_000;

/// The longest address of a link, in bytes.
const LONGEST_ADDRESS: usize = 2_048;

/// What stands before the content; the policy holds even where the frame would allow more.
const HEAD: &str = concat!(
    "<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "\"><style>",
    include_str!("clean.css"),
    "</style></head><body>"
);

/// The elements that are kept. None has content that is read by other rules than text is.
const KEPT: [&str; 66] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "wbr",
];

/// Elements without content.
const VOID: [&str; 3] = ["br", "hr", "wbr"];

/// Elements that part the words on their two sides and are kept as `div` only.
const BLOCKS: [&str; 8] = [
    "form", "fieldset", "legend", "dialog", "center", "search", "option", "marquee",
];

/// Makes a page harmless; `url` is what relative addresses in it are relative to.
pub(crate) fn clean(source: &str, url: Option<&Url>) -> CleanPage {
    let (source, problems) = within_bounds(source);
    let safe = safe::rewrite(source);
    let mut writer = Writer {
        content: String::new(),
        stack: Stack::default(),
        base: url.cloned(),
        is_rebased: false,
        lang: None,
        is_cut: !problems.is_empty(),
        is_full: false,
        elements: 0,
    };
    let mut scanner = Scanner::new(&safe.html, Dialect::Html);
    while !writer.is_full
        && let Some(token) = scanner.next_token()
    {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Less => writer.text("&lt;"),
            Token::Verbatim(_) => {}
            Token::Start(tag) if tag.name == "title" => {
                scanner.raw_text("title");
            }
            Token::Start(tag) => writer.start(&tag),
            Token::End(name) => writer.end(written(&name)),
        }
    }
    writer.finish()
}

struct Writer {
    content: String,
    stack: Stack,
    /// What relative addresses are relative to.
    base: Option<Url>,
    /// Whether the page itself has said so.
    is_rebased: bool,
    /// The language of the whole page.
    lang: Option<String>,
    is_cut: bool,
    /// Whether something did not fit: what comes after it is left out.
    is_full: bool,
    elements: usize,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.content.len());
        self.is_full = text.len() > room;
        let fits = text.floor_char_boundary(room.min(text.len()));
        self.content.push_str(&text[..fits]);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "html" => self.lang = value(tag, "lang").filter(|it| is_language(it)),
            "base" => self.rebase(tag),
            _ => self.open(tag, written(&tag.name)),
        }
    }

    /// The first `base` of a page that has an address says what the others are relative to.
    fn rebase(&mut self, tag: &Tag<'_>) {
        let told = value(tag, "href").and_then(|href| self.address(&href));
        if !self.is_rebased && told.is_some() {
            self.base = told;
            self.is_rebased = true;
        }
    }

    fn open(&mut self, tag: &Tag<'_>, name: &str) {
        if !KEPT.contains(&name) {
            return;
        }
        for closed in self.stack.implied_ends(name) {
            self.write_end(&closed);
        }
        let written = self.written_tag(tag, name);
        if self.content.len() + written.len() > LONGEST || self.elements >= MOST {
            self.is_full = true;
        } else if VOID.contains(&name) || self.stack.open(name) == Opened::Kept {
            self.content.push_str(&written);
            self.elements += 1;
        }
    }

    fn written_tag(&self, tag: &Tag<'_>, name: &str) -> String {
        let mut written = format!("<{name}");
        for attribute in ["lang", "dir", "colspan", "rowspan"] {
            if let Some(value) = value(tag, attribute).filter(|it| is_plain(attribute, it)) {
                // Writing into a string cannot fail.
                let _ = write!(written, " {attribute}=\"{value}\"");
            }
        }
        if name == "a"
            && let Some(href) = value(tag, "href").or_else(|| value(tag, "data-href"))
            && let Some(address) = self.address(&href)
        {
            let _ = write!(written, " data-href=\"{}\"", escaped(address.as_str()));
        }
        written.push('>');
        written
    }

    /// Returns an address of the web in full.
    fn address(&self, href: &str) -> Option<Url> {
        let address = match &self.base {
            Some(base) => base.join(href).ok()?,
            None => Url::parse(href).ok()?,
        };
        let is_short = address.as_str().len() <= LONGEST_ADDRESS;
        (is_short && matches!(address.scheme(), "http" | "https")).then_some(address)
    }

    /// End tags have room always: a page that is cut is closed all the same.
    fn end(&mut self, name: &str) {
        if KEPT.contains(&name) && !VOID.contains(&name) {
            for closed in self.stack.close(name) {
                self.write_end(&closed);
            }
        }
    }

    fn write_end(&mut self, name: &str) {
        let _ = write!(self.content, "</{name}>");
    }

    fn finish(mut self) -> CleanPage {
        while let Some(name) = self.stack.pop() {
            self.write_end(&name);
        }
        let lang = self.lang.map(|it| format!(" lang=\"{it}\""));
        let html = format!(
            "<!doctype html><html{}>{HEAD}{}</body></html>",
            lang.unwrap_or_default(),
            self.content
        );
        CleanPage {
            html,
            is_cut: self.is_cut || self.is_full,
        }
    }
}

/// Returns the name under which an element is written.
fn written(name: &str) -> &str {
    if BLOCKS.contains(&name) { "div" } else { name }
}

/// Returns the first value of an attribute, its character references undone.
fn value(tag: &Tag<'_>, name: &str) -> Option<String> {
    let (_, value) = tag.attributes.iter().find(|(known, _)| known == name)?;
    (value.len() <= 2 * LONGEST_ADDRESS).then(|| unescape(value).trim().to_owned())
}

fn is_plain(attribute: &str, value: &str) -> bool {
    match attribute {
        "lang" => is_language(value),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        _ => value.parse::<u16>().is_ok_and(|it| (2..=100).contains(&it)),
    }
}

/// Tells whether a value has the form of a language tag (BCP 47).
fn is_language(value: &str) -> bool {
    (2..=35).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn escaped(value: &str) -> String {
    value
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
