//! OPML: lists of feeds, as feed readers exchange them (<http://opml.org/spec2.opml>).
//!
//! `include` and `link` outlines point to further lists; they are never followed.

use url::Url;

use crate::charset;
use crate::xml::{Event, Events};

/// A list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opml {
    /// The feeds, in the order of the list.
    pub feeds: Vec<OpmlFeed>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OpmlFeed {
    /// The name the list gives it.
    pub title: String,
    /// Its address.
    pub url: Url,
}

/// Feeds that are kept.
const MAX_FEEDS: usize = 10_000;

/// Bytes that are read.
const MAX_OPML: usize = 10 * 1024 * 1024;

/// Reads a list of feeds.
pub fn opml(bytes: &[u8]) -> Opml {
    let decoded = charset::decode(&bytes[..bytes.len().min(MAX_OPML)], None);
    let mut list = Opml {
        feeds: Vec::new(),
        problems: decoded.problems,
    };
    let mut refused = 0;
    for event in Events::new(&decoded.text) {
        let Event::Start {
            name, attributes, ..
        } = event
        else {
            continue;
        };
        let attr = |wanted: &str| {
            let found = attributes
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.trim())
        };
        let (true, Some(address)) = (name == "outline", attr("xmlUrl")) else {
            continue;
        };
        let title = attr("title").or_else(|| attr("text")).unwrap_or(address);
        match Url::parse(address) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && list.feeds.len() < MAX_FEEDS => {
                list.feeds.push(OpmlFeed {
                    title: title.to_owned(),
                    url,
                });
            }
            _ => refused += 1,
        }
    }
    if refused > 0 {
        list.problems.push(format!(
            "{refused} feeds were left out: no address of the web, or beyond the first {MAX_FEEDS}"
        ));
    }
    if list.feeds.is_empty() {
        list.problems.push("this list names no feed".to_owned());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_listed_and_nothing_is_followed() {
        let list = opml(
            br#"<opml version="2.0"><body><outline text="Press">
                <outline text="Ledger" xmlUrl="https://ledger.example/feed?a=1&amp;b=2"/>
                <outline title="Post" text="x" XMLURL="http://post.example/rss">
                <outline type="include" url="https://elsewhere.example/list.opml"/>
                <outline text="local" xmlUrl="file:///etc/passwd"/></body></opml>"#,
        );
        let feeds: Vec<String> = list
            .feeds
            .iter()
            .map(|it| format!("{} {}", it.title, it.url))
            .collect();
        assert_eq!(
            feeds,
            [
                "Ledger https://ledger.example/feed?a=1&b=2",
                "Post http://post.example/rss"
            ]
        );
        assert_eq!(list.problems.len(), 1, "{:?}", list.problems);
    }
}
