//! Which feeds a page names in its head: `<link rel="alternate" type="application/rss+xml">`
//! (<https://www.rssboard.org/rss-autodiscovery>).

use url::Url;

use super::line;
use crate::xml::{Event, Events};
use crate::{Hints, charset};

/// A feed that a page names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FeedLink {
    /// The name that the page gives it.
    pub title: Option<String>,
    /// Its address.
    pub url: Url,
}

/// Bytes of a page that are read: feeds are named in its head.
const MAX_HEAD: usize = 512 * 1024;

/// Feeds that are kept.
const MAX_LINKS: usize = 50;

/// Media types of feeds; plain XML and JSON are named by too much else.
const TYPES: [&str; 4] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
];

/// Returns the feeds that a page names, in its order; those of comments come last.
pub fn feed_links(bytes: &[u8], hints: &Hints) -> Vec<FeedLink> {
    let head = &bytes[..bytes.len().min(MAX_HEAD)];
    let decoded = charset::decode(head, hints.media_type.as_deref());
    let mut links: Vec<FeedLink> = Vec::new();
    for event in Events::new(&decoded.text) {
        let Event::Start {
            name, attributes, ..
        } = event
        else {
            continue;
        };
        let link = (name == "link").then(|| link_in(&attributes, hints.url.as_ref()));
        if let Some(link) = link.flatten()
            && links.iter().all(|known| known.url != link.url)
        {
            links.push(link);
        }
        if links.len() == MAX_LINKS {
            break;
        }
    }
    links.sort_by_key(is_of_comments);
    links
}

fn link_in(attributes: &[(String, String)], base: Option<&Url>) -> Option<FeedLink> {
    let attr = |wanted: &str| {
        let (_, value) = attributes.iter().find(|(key, _)| key == wanted)?;
        Some(value.trim())
    };
    let is_alternate = attr("rel")?
        .split_whitespace()
        .any(|word| word.eq_ignore_ascii_case("alternate"));
    let media_type = attr("type")?.split(';').next()?.trim().to_lowercase();
    if !is_alternate || !TYPES.contains(&media_type.as_str()) {
        return None;
    }
    let address = attr("href").filter(|it| !it.is_empty())?;
    let url = match base {
        Some(base) => base.join(address),
        None => Url::parse(address),
    };
    Some(FeedLink {
        title: attr("title").and_then(line),
        url: url
            .ok()
            .filter(|it| matches!(it.scheme(), "http" | "https"))?,
    })
}

fn is_of_comments(link: &FeedLink) -> bool {
    let names_them = |text: &str| text.to_lowercase().contains("comment");
    link.title.as_deref().is_some_and(names_them) || names_them(link.url.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_found_in_a_head_and_those_of_comments_come_last() {
        let page = "<!doctype html><html><head><title>Ledger</title>\
            <link rel=alternate type=application/rss+xml title='Comments on it' href='/comments/feed/'>\
            <LINK REL='Alternate' TYPE='application/rss+xml; charset=utf-8' HREF='/feed.xml?a=1&amp;b=2'>\
            <link rel='alternate' type='application/atom+xml' title='News' href='https://ledger.example/atom'/>\
            <link rel='alternate' type='application/atom+xml' href='https://ledger.example/atom'/>\
            <link rel='alternate' hreflang='de' href='/de'><link rel=stylesheet type='text/css' href=a.css>\
            <link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>\
            <body><p>no feed";
        let hints = Hints {
            url: Url::parse("https://www.ledger.example/news/").ok(),
            ..Hints::default()
        };
        let found = feed_links(page.as_bytes(), &hints);
        let found: Vec<_> = found.iter().map(|it| it.url.as_str()).collect();
        assert_eq!(
            found,
            [
                "https://www.ledger.example/feed.xml?a=1&b=2",
                "https://ledger.example/atom",
                "https://www.ledger.example/comments/feed/",
            ]
        );
        assert_eq!(feed_links(b"<p>nothing", &hints), []);
    }
}
