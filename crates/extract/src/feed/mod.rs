//! Feeds: RSS 0.9 to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed.
//!
//! A feed is read by events that never fail ([`crate::xml`]), so a broken feed gives every entry
//! that can be read, and a problem that says where it is broken. The strict parsers refuse such
//! feeds as a whole, and real feeds are broken often.

mod draft;
mod json;
mod links;
mod markup;

use std::borrow::Cow;

use model::When;
use url::Url;

use crate::line::one_line;
use crate::xml::unescape;
use crate::{Hints, charset, html};

pub use links::{FeedLink, feed_links};

/// A feed with its entries, newest as the feed has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Feed {
    /// Whether this is a feed at all.
    pub ok: bool,
    /// What kind of feed: "rss", "atom", "cdf", "json".
    pub kind: String,
    /// Its name.
    pub title: Option<String>,
    /// The page it belongs to.
    pub link: Option<String>,
    /// Its own identifier.
    pub id: Option<String>,
    /// Its language, as the feed gives it.
    pub language: Option<String>,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Its headline, as plain text.
    pub title: Option<String>,
    /// The address of its page, absolute where it can be told.
    pub link: Option<String>,
    /// Its identifier, as the feed gives it.
    pub id: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: When,
    /// When it was last changed.
    pub updated: When,
    /// Its summary or content, as plain text.
    pub summary: Option<String>,
}

/// Bytes of a feed that are read.
const MAX_FEED: usize = 10 * 1024 * 1024;

/// Entries that are kept of one feed.
pub(crate) const MAX_ENTRIES: usize = 2_000;

/// The longest summary, in bytes.
const MAX_SUMMARY: usize = 64 * 1024;

/// The longest title, address or name, in bytes.
const MAX_SHORT: usize = 4 * 1024;

/// Reads a feed.
pub fn feed(bytes: &[u8], hints: &Hints) -> Feed {
    let cut = &bytes[..bytes.len().min(MAX_FEED)];
    let decoded = charset::decode(cut, hints.media_type.as_deref());
    let text = decoded.text.trim_start_matches('\u{feff}').trim_start();
    let mut feed = if text.starts_with(['{', '[']) {
        json::feed(text, hints.url.as_ref())
    } else {
        markup::feed(text, hints.url.as_ref())
    };
    feed.problems.extend(decoded.problems);
    if cut.len() < bytes.len() {
        feed.problems.push(format!(
            "only the first {} MB of the feed were read",
            MAX_FEED >> 20
        ));
    }
    if !feed.ok {
        feed.problems
            .push("this is no feed that we know".to_owned());
    }
    feed
}

/// Returns a short text in one line, or nothing when it is blank.
fn line(text: &str) -> Option<String> {
    let short = &text[..text.floor_char_boundary(MAX_SHORT)];
    one_line(short)
}

/// Returns the plain text of a title or summary that may hold HTML.
fn plain(text: &str) -> String {
    if text.contains('<') && looks_marked_up(text) {
        let safe = html::rewritten(&text[..text.floor_char_boundary(4 * MAX_SUMMARY)]);
        return html::text::of_fragment(&safe);
    }
    let text: Cow<'_, str> = if text.contains('&') {
        unescape(text)
    } else {
        Cow::Borrowed(text)
    };
    model::plain_text(&text)
}

/// Tells a tag from a "<" in running text.
fn looks_marked_up(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
            && text[at..].contains('>')
    })
}

fn summary(text: &str) -> Option<String> {
    let mut plain = plain(text);
    plain.truncate(plain.floor_char_boundary(MAX_SUMMARY));
    (!plain.is_empty()).then_some(plain)
}

/// Resolves an address against what is known of its surroundings; one that cannot be resolved
/// stays as it is.
fn resolved(address: &str, base: Option<&Url>) -> Option<String> {
    let address = line(address)?;
    let joined = match base {
        Some(base) if Url::parse(&address).is_err() => base.join(&address).ok(),
        _ => None,
    };
    Some(joined.map_or(address, String::from))
}
