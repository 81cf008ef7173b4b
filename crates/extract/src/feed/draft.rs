//! The parts of a feed in the making: open elements, links, persons, entries.

use mail_parser::decoders::base64::base64_decode;
use model::When;
use url::Url;

use super::{Entry, line, plain, resolved};

/// Which vocabulary an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Family {
    /// The feed's own: RSS, RDF, Atom, CDF, without a prefix or with their own.
    #[default]
    Core,
    DublinCore,
    Content,
    Itunes,
    Other,
}

/// An open element.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) name: String,
    pub(super) family: Family,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    /// Whether tags within are part of its text: XHTML, or HTML that nobody escaped.
    pub(super) holds_markup: bool,
}

impl Open {
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim())
    }
}

/// The links of an entry or a feed.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// A link element of RSS, or an alternate link of Atom.
    pub(super) page: Option<String>,
    /// An identifier that is an address.
    pub(super) permalink: Option<String>,
}

/// An entry in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) entry: Entry,
    pub(super) links: Links,
    /// What is used where the entry has no date of its own kind.
    pub(super) other_date: When,
    pub(super) creator: Option<String>,
    pub(super) content: Option<String>,
    pub(super) about: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) mail: Option<String>,
}

impl Links {
    pub(super) fn add(&mut self, open: &Open, base: Option<&Url>) {
        let Some(href) = open.attr("href") else {
            if let Some(page) = resolved(&open.text, base) {
                self.page = Some(page);
            }
            return;
        };
        let alternate = open
            .attr("rel")
            .is_none_or(|rel| rel.eq_ignore_ascii_case("alternate"));
        let page = open.attr("type").is_none_or(|it| it.contains("html"));
        if alternate && (page || self.page.is_none()) && (self.page.is_none() || page) {
            self.page = resolved(href, base).or(self.page.take());
        }
    }
}

impl Draft {
    pub(super) fn guid(&mut self, open: &Open, base: Option<&Url>) {
        self.entry.id = line(&open.text);
        let permanent = open
            .attr("ispermalink")
            .is_none_or(|it| !it.eq_ignore_ascii_case("false"));
        let address = self
            .entry
            .id
            .as_deref()
            .filter(|id| permanent && id.contains(':'));
        if let Some(address) = address {
            self.links.permalink = resolved(address, base);
        }
    }

    pub(super) fn finish(self) -> Entry {
        let mut entry = self.entry;
        entry.link = self.links.page.or(self.links.permalink);
        entry.id = entry.id.or(self.about);
        entry.author = entry.author.or(self.creator);
        entry.summary = entry.summary.or(self.content);
        if !entry.updated.is_known() {
            entry.updated = self.other_date;
        }
        entry
    }
}

impl Person {
    pub(super) fn written(self) -> Option<String> {
        match (self.name, self.mail) {
            (Some(name), Some(mail)) => Some(format!("{name} ({mail})")),
            (name, mail) => name.or(mail),
        }
    }
}

/// The text of a title: Atom says whether it is HTML, RSS leaves it open.
pub(super) fn words(open: &Open) -> Option<String> {
    let is_base64 = open.attr("mode") == Some("base64")
        || open.attr("type") == Some("application/octet-stream");
    if is_base64 && let Some(bytes) = base64_decode(open.text.trim().as_bytes()) {
        return line(&plain(&String::from_utf8_lossy(&bytes)));
    }
    match open.attr("type") {
        Some("text" | "text/plain") => line(&open.text),
        _ => line(&plain(&open.text)),
    }
}

/// Keeps the first value that is given.
pub(super) fn fill(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// Returns the vocabulary that a namespace stands for.
pub(super) fn family_of(namespace: &str) -> Family {
    let namespace = namespace.to_ascii_lowercase();
    let has = |part: &str| namespace.contains(part);
    if has("purl.org/dc/") || has("dublincore") {
        Family::DublinCore
    } else if has("purl.org/rss/1.0/modules/content") || has("w3.org/1999/xhtml") {
        Family::Content
    } else if has("itunes") {
        Family::Itunes
    } else if has("purl.org/atom")
        || has("w3.org/2005/atom")
        || has("rss/1.0/") && !has("modules")
        || has("rdf-syntax-ns")
        || has("netscape.com/rdf")
        || has("backend.userland.com/rss")
        || has("blogs.law.harvard.edu/tech/rss")
    {
        Family::Core
    } else {
        Family::Other
    }
}
