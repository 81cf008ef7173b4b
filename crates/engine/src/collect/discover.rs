//! Which feed belongs to a page, so that a reporter can name a site and watch its feed.

use extract::worker::{Answer, Task};
use extract::{FeedLink, Hints};
use fetch::{Conditional, Fetched};
use model::{Case, WatchKind, header_value};
use url::Url;

use crate::collect::gate::Rules;
use crate::collect::page_address;
use crate::collect::watch::guessed;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::mismatch;

/// What an address turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovered {
    /// What there is to watch.
    pub kind: WatchKind,
    /// Its address: that of the feed where a page names one.
    pub target: String,
    /// The other feeds that the page names.
    pub others: Vec<String>,
}

impl Library {
    /// Looks what an address is, and finds the feed of a site. Nothing is asked where the address
    /// says it already; then, as for a folder, nothing is returned.
    pub fn discover(&self, case: &Case, target: &str) -> Result<Option<Discovered>, EngineError> {
        if guessed(target) != WatchKind::Feed {
            return Ok(None);
        }
        let url = page_address(target)?;
        if is_named_like_a_feed(&url) {
            return Ok(None);
        }
        let fetched = self.get(
            &self.live(),
            case,
            &url,
            Rules::Asked,
            Conditional::default(),
        )?;
        let status = fetched.last_hop().status;
        if !(200..300).contains(&status) {
            let url = url.to_string();
            return Err(EngineError::Status { url, status });
        }
        let as_it_is = |kind| Discovered {
            kind,
            target: url.to_string(),
            others: Vec::new(),
        };
        if self.is_feed(&fetched)? {
            return Ok(Some(as_it_is(WatchKind::Feed)));
        }
        let mut links = self.feeds_named(&url, &fetched)?.into_iter();
        Ok(Some(match links.next() {
            Some(first) => Discovered {
                kind: WatchKind::Feed,
                target: first.url.to_string(),
                others: links.map(|it| it.url.to_string()).collect(),
            },
            None => as_it_is(WatchKind::Page),
        }))
    }

    fn is_feed(&self, fetched: &Fetched) -> Result<bool, EngineError> {
        let what = fetched.last_hop().url.as_str();
        match self.ask_worker(what, &Task::Feed(hints_for(fetched)), fetched.decoded())? {
            Answer::Feed(feed) => Ok(feed.ok),
            _ => Err(mismatch(what)),
        }
    }

    /// Returns the feeds that the page of a site names. A single story names the feed of its site
    /// too, and is not meant by that.
    pub(crate) fn feeds_named(
        &self,
        asked: &Url,
        fetched: &Fetched,
    ) -> Result<Vec<FeedLink>, EngineError> {
        if !is_like_a_front(asked) {
            return Ok(Vec::new());
        }
        let what = fetched.last_hop().url.as_str();
        match self.ask_worker(
            what,
            &Task::FeedLinks(hints_for(fetched)),
            fetched.decoded(),
        )? {
            Answer::FeedLinks(links) => Ok(links),
            _ => Err(mismatch(what)),
        }
    }
}

fn hints_for(fetched: &Fetched) -> Hints {
    let last = fetched.last_hop();
    Hints {
        media_type: header_value(&last.headers, "content-type").map(str::to_owned),
        url: Some(last.url.clone()),
    }
}

/// Tells an address that says it is a feed.
fn is_named_like_a_feed(url: &Url) -> bool {
    let path = url.path().to_lowercase();
    let ends = [".xml", ".rss", ".atom", ".rdf", ".json"];
    let words = ["feed", "feeds", "rss", "atom"];
    ends.iter().any(|end| path.ends_with(end)) || path.split('/').any(|part| words.contains(&part))
}

/// Tells the front page of a site or of a section from a single story, whose address has a number,
/// a date or the words of a headline in it.
fn is_like_a_front(url: &Url) -> bool {
    let parts: Vec<&str> = url.path().split('/').filter(|it| !it.is_empty()).collect();
    let is_plain = |part: &&str| {
        let has_ending = part.contains('.') && !part.starts_with("index.");
        !part.contains(|c: char| c.is_ascii_digit()) && part.matches('-').count() < 3 && !has_ending
    };
    parts.len() <= 2 && parts.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_page_is_told_from_a_story() {
        let url = |path: &str| Url::parse(&format!("https://outlet.example{path}")).expect(path);
        for path in ["/", "", "/news/", "/world/tech-news", "/index.html"] {
            assert!(is_like_a_front(&url(path)), "{path}");
        }
        for path in [
            "/2031/02/14/orbit",
            "/news/article-771",
            "/news/orbit-rejects-the-claim",
            "/a/b/c",
            "/story.html",
        ] {
            assert!(!is_like_a_front(&url(path)), "{path}");
        }
    }

    #[test]
    fn an_address_that_says_it_is_a_feed_is_not_asked() {
        let url = |path: &str| Url::parse(&format!("https://outlet.example{path}")).expect(path);
        for path in ["/feed.xml", "/feed/", "/rss", "/a.RSS", "/feeds/all?x=1"] {
            assert!(is_named_like_a_feed(&url(path)), "{path}");
        }
        for path in ["/", "/news", "/feedback", "/atomic"] {
            assert!(!is_named_like_a_feed(&url(path)), "{path}");
        }
    }
}
