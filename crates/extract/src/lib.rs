//! Bytes to meaning: articles, feeds, sitemaps, robots rules, OPML lists, PDF text,
//! Word documents, mail.
//!
//! Everything here reads bytes that a stranger wrote. Nothing here does input or output, asks the
//! clock or reaches the network; what goes wrong becomes a `problem` beside what could be read, so
//! one bad page never stops a run. The engine does not call these functions in its own process:
//! it hands bytes to a child that speaks the protocol of [`worker`], and takes the answer for
//! hostile too.
//!
//! The idea of the HTML half: one linear pass (`html::safe`) writes the page anew with bounded depth,
//! bounded attributes and balanced tags, and only that copy meets the parsers, some of which are
//! quadratic.

mod article;
mod attachment;
mod charset;
mod clean;
mod dates;
mod docx;
mod feed;
mod html;
mod line;
mod mail;
mod markup;
mod opml;
mod origin;
mod pdf;
mod robots;
mod sitemap;
mod sniff;
mod timemap;
pub mod worker;
mod xml;

pub use article::{FIRST_LINE, article};
pub use attachment::{Attachment, Attachments, attachments};
pub use clean::{CleanPage, clean_page, is_page};
pub use feed::{Entry, Feed, FeedLink, feed, feed_links};
pub use opml::{Opml, OpmlFeed, opml};
pub use origin::{Origin, origin};
pub use robots::{Robots, robots};
pub use sitemap::{Sitemap, SitemapEntry, sitemap};
pub use timemap::{Memento, TimeMap, timemap};

/// The name and version of what reads pages, recorded with each version of a document.
pub const EXTRACTOR: &str = concat!(
    "counterclaim-extract ",
    env!("CARGO_PKG_VERSION"),
    ", trafilatura 0.6.0, lopdf 0.47"
);

/// What is known about bytes beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hints {
    /// The media type, as a `Content-Type` header gives it (parameters included) or as the name
    /// of a file suggests it.
    pub media_type: Option<String>,
    /// The address the bytes came from, against which relative links are resolved.
    pub url: Option<url::Url>,
}
