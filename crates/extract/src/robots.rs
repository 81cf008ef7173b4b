//! Robots rules: whether a robot may fetch an address (RFC 9309).

use robotxt::Robots as Rules;
use url::Url;

/// What the robots rules of a site say about one address.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Robots {
    /// Whether the address may be fetched.
    pub allowed: bool,
    /// The least time between two requests, in seconds, where the site asks for one.
    pub crawl_delay_seconds: Option<f32>,
    /// Sitemaps that the file names.
    pub sitemaps: Vec<Url>,
}

/// Bytes of robots rules that are read; RFC 9309 asks for 500 KiB at least.
const MAX_ROBOTS: usize = 512 * 1024;

/// Sitemaps that are kept.
const MAX_SITEMAPS: usize = 1_000;

/// Delays above this are not honoured as such but as a day: it is a number gone wrong.
const MAX_DELAY: f32 = 86_400.0;

/// Answers whether the robot called `agent` (its product token) may fetch `url`.
pub fn robots(bytes: &[u8], agent: &str, url: &Url) -> Robots {
    let rules = Rules::parse(&bytes[..bytes.len().min(MAX_ROBOTS)], agent);
    Robots {
        allowed: rules.is_allowed(&url[url::Position::BeforePath..]),
        crawl_delay_seconds: rules
            .crawl_delay()
            .map(|delay| delay.as_secs_f32().min(MAX_DELAY)),
        sitemaps: rules
            .sitemaps()
            .iter()
            .take(MAX_SITEMAPS)
            .cloned()
            .collect(),
    }
}
