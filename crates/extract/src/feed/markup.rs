//! Feeds in XML, well-formed or not.
//!
//! One pass over the events keeps the path of open elements. Elements are known by their local
//! name, and by their namespace where a foreign one uses the same word (`media:title` is no
//! title). Namespaces are those of the specifications of RSS 2.0, RSS 1.0, Dublin Core, Atom
//! (RFC 4287), CDF, iTunes and Media RSS.

use std::collections::BTreeMap;

use url::Url;

use super::draft::{Draft, Family, Links, Open, Person, family_of, fill, words};
use super::{Feed, MAX_ENTRIES, line, plain, resolved, summary};
use crate::dates;
use crate::xml::{Event, Events, damage};

/// Reads a feed in XML.
pub(super) fn feed(text: &str, base: Option<&Url>) -> Feed {
    let mut reading = Reading {
        bases: vec![base.cloned()],
        ..Reading::default()
    };
    for event in Events::new(text) {
        match event {
            Event::Start {
                name,
                prefix,
                attributes,
            } => reading.start(&prefix, name, &attributes),
            Event::Text(words) => reading.text(&words),
            Event::End(name) => reading.end(&name),
        }
    }
    while let Some(open) = reading.path.pop() {
        reading.closed(&open);
    }
    let mut feed = reading.finish();
    if let (true, Some(damage)) = (feed.ok, damage(text)) {
        let count = feed.entries.len();
        feed.problems.insert(
            0,
            format!("the feed is not well-formed at {damage}; {count} entries could be read"),
        );
    }
    feed
}

#[derive(Default)]
struct Reading {
    path: Vec<Open>,
    /// The base of relative addresses, for each open element and the document itself.
    bases: Vec<Option<Url>>,
    prefixes: BTreeMap<String, Family>,
    feed: Feed,
    feed_link: Links,
    /// The entry that is open.
    entry: Option<Draft>,
    /// Names gathered for the author that is open.
    person: Option<Person>,
    refused: usize,
}

/// The deepest path that is followed.
const MAX_DEPTH: usize = 256;

/// Elements that stand for one entry.
const ENTRIES: [&str; 2] = ["item", "entry"];

/// Elements whose tags within belong to their text.
const TEXTS: [&str; 12] = [
    "title",
    "description",
    "summary",
    "content",
    "encoded",
    "tagline",
    "subtitle",
    "info",
    "copyright",
    "rights",
    "body",
    "fullitem",
];

impl Reading {
    fn start(&mut self, prefix: &str, name: String, attributes: &[(String, String)]) {
        self.declare(attributes);
        let family = self.family(prefix, &name);
        if self
            .path
            .last()
            .is_some_and(|open| open.holds_markup && !is_structure(&name, family))
        {
            self.markup(&format!("<{name}>"));
            return;
        }
        if self.path.last().is_some_and(|open| open.holds_markup)
            && let Some(unclosed) = self.path.pop()
        {
            self.closed(&unclosed);
        }
        if self.path.len() >= MAX_DEPTH {
            return;
        }
        let base = attributes
            .iter()
            .find(|(key, _)| key == "xml:base")
            .map(|(_, value)| value.as_str());
        let outer = self.bases.last().cloned().flatten();
        self.bases.push(match (base, &outer) {
            (Some(base), Some(outer)) => outer.join(base).ok().or(Some(outer.clone())),
            (Some(base), None) => Url::parse(base).ok(),
            (None, _) => outer,
        });
        let holds_markup = TEXTS.contains(&name.as_str()) && family != Family::Other;
        let open = Open {
            name,
            family,
            attributes: attributes.to_vec(),
            text: String::new(),
            holds_markup,
        };
        self.opened(&open);
        self.path.push(open);
    }

    fn declare(&mut self, attributes: &[(String, String)]) {
        for (name, value) in attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:")
                && self.prefixes.len() < 64
            {
                self.prefixes.insert(prefix.to_owned(), family_of(value));
            }
        }
    }

    /// Known prefixes count even where the feed forgot to declare them.
    fn family(&self, prefix: &str, name: &str) -> Family {
        match self.prefixes.get(prefix) {
            Some(family) => *family,
            None if prefix.is_empty() => Family::Core,
            None => match prefix {
                "rss" | "rdf" | "atom" | "a10" => Family::Core,
                "dc" | "dcterms" => Family::DublinCore,
                "content" | "xhtml" => Family::Content,
                "itunes" => Family::Itunes,
                _ if ENTRIES.contains(&name) => Family::Core,
                _ => Family::Other,
            },
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(open) = self.path.last_mut()
            && open.text.len() < 1024 * 1024
        {
            open.text.push_str(words);
        }
    }

    fn markup(&mut self, tag: &str) {
        self.text(tag);
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.path.iter().rposition(|open| open.name == name) else {
            if self.path.last().is_some_and(|open| open.holds_markup) {
                self.markup(&format!("</{name}>"));
            }
            return;
        };
        while self.path.len() > at {
            if let Some(open) = self.path.pop() {
                self.closed(&open);
            }
        }
    }

    fn opened(&mut self, open: &Open) {
        let (name, core) = (open.name.as_str(), open.family == Family::Core);
        match name {
            "rss" | "rdf" if core => self.root("rss"),
            "feed" if core => self.root("atom"),
            "channel" if core => {
                let kind = if open.attr("href").is_some() || open.attr("base").is_some() {
                    "cdf"
                } else {
                    "rss"
                };
                self.root(kind);
                self.channel(open);
            }
            _ if core && ENTRIES.contains(&name) => self.open_entry(open),
            "author" | "contributor" if core => {
                self.person = (name == "author").then(Person::default);
            }
            _ => {}
        }
        if self.path.len() < 2
            && core
            && self.feed.language.is_none()
            && let Some(language) = open.attr("xml:lang")
        {
            self.feed.language = line(language);
        }
    }

    fn root(&mut self, kind: &str) {
        self.feed.ok = true;
        if self.feed.kind.is_empty() {
            kind.clone_into(&mut self.feed.kind);
        }
    }

    fn channel(&mut self, open: &Open) {
        let base = self.base();
        if let Some(href) = open.attr("href") {
            self.feed_link.page = resolved(href, base.as_ref());
        }
        if let Some(about) = open.attr("rdf:about") {
            self.feed.id = line(about);
        }
    }

    fn open_entry(&mut self, open: &Open) {
        self.root(if open.name == "item" { "rss" } else { "atom" });
        self.close_entry();
        let base = self.base();
        let mut draft = Draft {
            about: open.attr("rdf:about").and_then(line),
            ..Draft::default()
        };
        draft.links.page = open.attr("href").and_then(|it| resolved(it, base.as_ref()));
        self.entry = Some(draft);
    }

    fn close_entry(&mut self) {
        let Some(draft) = self.entry.take() else {
            return;
        };
        if self.feed.entries.len() >= MAX_ENTRIES {
            self.refused += 1;
        } else {
            self.feed.entries.push(draft.finish());
        }
    }

    fn closed(&mut self, open: &Open) {
        let base = self.base();
        self.bases.pop();
        if ENTRIES.contains(&open.name.as_str()) && open.family == Family::Core {
            self.close_entry();
            return;
        }
        if self.within_person(open) {
            return;
        }
        let parent = self
            .path
            .last()
            .map(|it| it.name.as_str())
            .unwrap_or_default();
        if self.entry.is_some() {
            if ENTRIES.contains(&parent) {
                self.entry_field(open, base.as_ref());
            }
        } else if matches!(parent, "channel" | "feed" | "rss" | "rdf") {
            self.feed_field(open, base.as_ref());
        }
    }

    /// Takes the parts of a person; true when the element was one of them.
    fn within_person(&mut self, open: &Open) -> bool {
        let inside = self
            .path
            .last()
            .is_some_and(|it| matches!(it.name.as_str(), "author" | "contributor"));
        if !inside {
            return false;
        }
        if let Some(person) = &mut self.person {
            match open.name.as_str() {
                "name" => person.name = line(&open.text),
                "email" => person.mail = line(&open.text),
                _ => {}
            }
        }
        true
    }

    fn feed_field(&mut self, open: &Open, base: Option<&Url>) {
        let name = open.name.as_str();
        match (open.family, name) {
            (Family::Core | Family::DublinCore, "title") => fill(&mut self.feed.title, words(open)),
            (Family::Core, "link") => self.feed_link.add(open, base),
            (Family::Core, "id") | (Family::DublinCore, "identifier") => {
                self.feed.id = line(&open.text);
            }
            (Family::Core | Family::DublinCore, "language") => {
                fill(&mut self.feed.language, line(&open.text));
            }
            _ => {}
        }
    }

    fn entry_field(&mut self, open: &Open, base: Option<&Url>) {
        let person = (open.name == "author")
            .then(|| self.person.take())
            .flatten();
        let Some(draft) = &mut self.entry else { return };
        let when = || dates::parse(&open.text);
        match (open.family, open.name.as_str()) {
            (Family::Core, "title") => draft.entry.title = words(open).or(draft.entry.title.take()),
            (Family::DublinCore, "title") => fill(&mut draft.entry.title, words(open)),
            (Family::Core, "link") => draft.links.add(open, base),
            (Family::Core, "guid") => draft.guid(open, base),
            (Family::Core, "id") | (Family::DublinCore, "identifier") => {
                draft.entry.id = line(&open.text);
            }
            (Family::Core, "author") => {
                let written = person
                    .and_then(Person::written)
                    .or_else(|| line(&plain(&open.text)));
                draft.entry.author = written.or(draft.entry.author.take());
            }
            (Family::DublinCore, "creator" | "author") | (Family::Itunes, "author") => {
                draft.creator = line(&plain(&open.text)).or(draft.creator.take());
            }
            (_, "pubdate" | "published" | "issued") if open.family != Family::Other => {
                draft.entry.published = when();
            }
            (_, "updated" | "modified") if open.family != Family::Other => {
                draft.entry.updated = when();
            }
            (Family::DublinCore, "date") => draft.other_date = when(),
            (_, "description" | "summary" | "abstract") if open.family != Family::Other => {
                fill(&mut draft.entry.summary, summary(&open.text));
            }
            (_, "encoded" | "content" | "body" | "fullitem") if open.family != Family::Other => {
                fill(&mut draft.content, summary(&open.text));
            }
            _ => {}
        }
    }

    fn base(&self) -> Option<Url> {
        self.bases.last().cloned().flatten()
    }

    fn finish(mut self) -> Feed {
        self.close_entry();
        if self.refused > 0 {
            self.feed.problems.push(format!(
                "only the first {MAX_ENTRIES} entries were kept; {} more were left out",
                self.refused
            ));
        }
        self.feed.link = self.feed_link.page.or(self.feed_link.permalink);
        self.feed
    }
}

/// Tells whether an element cannot stand in the text of another one, whatever is unclosed.
fn is_structure(name: &str, family: Family) -> bool {
    family == Family::Core
        && matches!(
            name,
            "item"
                | "entry"
                | "channel"
                | "link"
                | "title"
                | "guid"
                | "pubdate"
                | "author"
                | "id"
                | "updated"
                | "published"
                | "description"
        )
        || family == Family::DublinCore
}
