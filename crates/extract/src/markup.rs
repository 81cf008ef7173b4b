//! Reads markup into tags and text in one pass, and gives up on nothing.
//!
//! Tags are cut as the HTML standard cuts them (<https://html.spec.whatwg.org/#tokenization>),
//! which reads every well-formed XML document right too, but for `CDATA`: that is text in XML and
//! a comment in HTML. No attribute is ever compared with another one, so that the time is linear
//! in the length whatever the markup. [`crate::html`] and [`crate::xml`] stand on this.

/// A piece of markup.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    Text(&'a str),
    /// A `<` that opens no tag.
    Less,
    /// The content of a CDATA section; in XML only.
    Verbatim(&'a str),
    Start(Tag<'a>),
    End(String),
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    /// In lower case; `span` when the page made up a name that markup cannot carry.
    pub(crate) name: String,
    /// Names in lower case; values as written, with their character references.
    pub(crate) attributes: Vec<(String, &'a str)>,
    pub(crate) self_closing: bool,
}

const CDATA: &str = "<![CDATA[";

/// Attributes kept in one tag. No honest tag comes near.
const MAX_ATTRIBUTES: usize = 256;

/// The longest name of a tag or an attribute, in bytes.
const MAX_NAME: usize = 64;

/// Whose rules hold where HTML and XML differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Html,
    Xml,
}

/// A place in markup, from which the next token is read.
pub(crate) struct Scanner<'a> {
    dialect: Dialect,
    source: &'a str,
    at: usize,
    cut_attributes: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(source: &'a str, dialect: Dialect) -> Self {
        Self {
            dialect,
            source,
            at: 0,
            cut_attributes: 0,
        }
    }

    /// Returns how many attributes were left out so far.
    pub(crate) fn cut_attributes(&self) -> usize {
        self.cut_attributes
    }

    pub(crate) fn next_token(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
            if !rest.starts_with('<') {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            }
            match rest.as_bytes().get(1) {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.at += 1;
                    return self.tag().map(Token::Start);
                }
                Some(b'/') if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.at += 2;
                    return self.tag().map(|tag| Token::End(tag.name));
                }
                Some(b'!') if self.dialect == Dialect::Xml && rest.starts_with(CDATA) => {
                    return Some(Token::Verbatim(self.verbatim(&rest[CDATA.len()..])));
                }
                Some(b'!' | b'?' | b'/') => self.skip_declaration(rest),
                _ => {
                    self.at += 1;
                    return Some(Token::Less);
                }
            }
        }
    }

    /// Returns the raw content up to the end tag of `name`, and goes past that tag; to the end of
    /// the page when there is none.
    pub(crate) fn raw_text(&mut self, name: &str) -> &'a str {
        let rest = &self.source[self.at.min(self.source.len())..];
        let mut from = 0;
        while let Some(found) = rest[from..].find("</") {
            let start = from + found;
            let after = &rest.as_bytes()[start + 2..];
            let same = after.len() >= name.len()
                && after[..name.len()].eq_ignore_ascii_case(name.as_bytes());
            let ends = after
                .get(name.len())
                .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            if same && ends {
                self.at += start + 2;
                self.tag();
                return &rest[..start];
            }
            from = start + 2;
        }
        self.at = self.source.len();
        rest
    }

    fn verbatim(&mut self, content: &'a str) -> &'a str {
        let end = content.find("]]>");
        self.at += CDATA.len() + end.map_or(content.len(), |end| end + "]]>".len());
        &content[..end.unwrap_or(content.len())]
    }

    fn skip_declaration(&mut self, rest: &str) {
        let Some(comment) = rest.strip_prefix("<!--") else {
            self.at += self.declaration_end(rest);
            return;
        };
        for abrupt in [">", "->"] {
            if comment.starts_with(abrupt) {
                self.at += "<!--".len() + abrupt.len();
                return;
            }
        }
        self.at += "<!--".len() + comment_end(comment);
    }

    /// A document type may hold declarations in brackets; none of them is ever obeyed.
    fn declaration_end(&self, rest: &str) -> usize {
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let has_subset = self.dialect == Dialect::Xml && rest[..end].contains('[');
        if !has_subset {
            return end;
        }
        rest.find("]>").map_or(end, |end| end + 2)
    }

    /// Reads a tag from its name on; nothing when the page ends within it.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let bytes = self.source.as_bytes();
        let name_at = self.at;
        self.skip_until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let mut tag = Tag {
            name: tag_name(&self.source[name_at..self.at]),
            attributes: Vec::new(),
            self_closing: false,
        };
        loop {
            self.skip_until(|byte| !byte.is_ascii_whitespace() && byte != b'/');
            if *bytes.get(self.at)? == b'>' {
                tag.self_closing = bytes[self.at - 1] == b'/';
                self.at += 1;
                return Some(tag);
            }
            let (name, value) = self.attribute()?;
            self.keep(&mut tag, name, value);
        }
    }

    fn keep(&mut self, tag: &mut Tag<'a>, name: &str, value: &'a str) {
        if tag.attributes.len() >= MAX_ATTRIBUTES {
            self.cut_attributes += 1;
        } else if name.len() <= MAX_NAME && name.bytes().all(is_name_byte) {
            tag.attributes.push((name.to_ascii_lowercase(), value));
        }
    }

    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let start = self.at;
        // A `=` in first place belongs to the name.
        self.at += 1;
        self.skip_until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        let name = &self.source[start..self.at];
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        if self.source.as_bytes().get(self.at) != Some(&b'=') {
            return Some((name, ""));
        }
        self.at += 1;
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        Some((name, self.value()?))
    }

    fn value(&mut self) -> Option<&'a str> {
        let from = self.at;
        if let quote @ (b'"' | b'\'') = self.source.as_bytes().get(from)? {
            let end = self.source[from + 1..].find(char::from(*quote))?;
            self.at = from + end + 2;
            return Some(&self.source[from + 1..=from + end]);
        }
        self.skip_until(|byte| byte.is_ascii_whitespace() || byte == b'>');
        Some(&self.source[from..self.at])
    }

    /// Goes to the next byte that `stops`; those are ASCII, so that a character is
    /// never cut.
    fn skip_until(&mut self, stops: impl Fn(u8) -> bool) {
        let rest = &self.source.as_bytes()[self.at.min(self.source.len())..];
        self.at += rest
            .iter()
            .position(|byte| stops(*byte))
            .unwrap_or(rest.len());
    }
}

/// Returns how long a comment is, its end mark (`-->` or `--!>`) included.
fn comment_end(comment: &str) -> usize {
    let bytes = comment.as_bytes();
    let closes = |at: &usize| matches!(&bytes[..*at], [.., b'-', b'-'] | [.., b'-', b'-', b'!']);
    comment
        .match_indices('>')
        .map(|(at, _)| at)
        .find(closes)
        .map_or(comment.len(), |at| at + 1)
}

/// Keeps a name that any parser reads back as it is.
fn tag_name(name: &str) -> String {
    if name.len() <= MAX_NAME && name.bytes().all(is_name_byte) {
        name.to_ascii_lowercase()
    } else {
        "span".to_owned()
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'@')
}
