//! The gate before each request: whose turn it is, whether the site asked for quiet, and what
//! robots.txt says; for the address that was asked, and anew for each one that a redirect leads to.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use fetch::{Fetched, Turn};
use model::{Case, Provenance, RobotsVerdict, Site, site_of};
use url::{Host, Url};

use crate::collect::{Source, page_address};
use crate::error::EngineError;
use crate::library::Library;

/// Pause between two requests to one site.
const GAP: Duration = Duration::from_millis(500);
/// The longest pause that robots.txt can ask for: a longer one would stop a run for hours.
const LONGEST_DELAY: Duration = Duration::from_secs(30);
/// The statuses by which a server asks to be left alone (RFC 6585, 4; RFC 9110, 15.6.4).
const ASKS_FOR_QUIET: [u16; 2] = [429, 503];

/// Whether robots.txt is asked about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    /// It is asked, unless the reporter said that this page is read whatever it says.
    Asked,
    /// It is what is asked for.
    NotAsked,
}

/// What stands before the requests of one fetch.
pub(crate) struct Gate<'a> {
    library: &'a Library,
    source: &'a Source<'a>,
    case: Option<&'a Case>,
    rules: Rules,
    verdict: RobotsVerdict,
    /// The site of the last request; the turn there is held until another site is asked.
    site: Option<Site>,
    turn: Option<Turn<'a>>,
}

impl<'a> Gate<'a> {
    /// Returns the gate of one fetch.
    pub(crate) fn new(
        library: &'a Library,
        source: &'a Source<'a>,
        case: Option<&'a Case>,
        rules: Rules,
    ) -> Self {
        Self {
            library,
            source,
            case,
            rules,
            verdict: RobotsVerdict::NotAsked,
            site: None,
            turn: None,
        }
    }

    /// Returns what robots.txt said of the requests that were let through.
    pub(crate) fn verdict(&self) -> RobotsVerdict {
        self.verdict
    }

    /// Lets a request through, in its turn, or says why not.
    pub(crate) fn enter(&mut self, url: &Url) -> Result<(), EngineError> {
        let site = site_of(url);
        let goes_on = self.site.is_some() && self.site == site;
        // Nobody waits for one site while others wait for the one that it holds, and robots.txt of
        // this site is asked for in a turn of its own.
        self.turn = None;
        let now = self.source.clock.now();
        if let Some(until) = self.library.pause_of(url)?.filter(|&until| until > now) {
            let url = url.to_string();
            return Err(EngineError::TooEarly { url, until });
        }
        let delay = self.ask(url, goes_on)?;
        let gap = if goes_on { Duration::ZERO } else { GAP };
        let gap = self.library.gap(self.source, url, gap).max(delay);
        self.turn = site.as_ref().map(|site| self.library.turns.take(site, gap));
        self.site = site;
        Ok(())
    }

    /// Asks robots.txt, and returns the pause that it wants.
    fn ask(&mut self, url: &Url, goes_on: bool) -> Result<Duration, EngineError> {
        // The choice of a reporter goes with the page as far as its own site leads.
        let is_chosen = goes_on && self.verdict == RobotsVerdict::Overridden;
        if self.rules == Rules::NotAsked || is_chosen {
            return Ok(Duration::ZERO);
        }
        if self.library.reads_in_spite_of_robots(url)? {
            self.verdict = RobotsVerdict::Overridden;
            return Ok(Duration::ZERO);
        }
        let delay = self.library.ask_robots(self.source, self.case, url)?;
        if self.verdict == RobotsVerdict::NotAsked {
            self.verdict = RobotsVerdict::Allowed;
        }
        Ok(delay.unwrap_or_default().min(LONGEST_DELAY))
    }
}

impl Library {
    /// Returns the pause between two requests to a site; bundled pages and hosts that the reporter
    /// allowed as their own need none.
    fn gap(&self, source: &Source<'_>, url: &Url, gap: Duration) -> Duration {
        let is_own = source.provenance == Provenance::Bundled || self.world.guard.allows(url);
        if is_own || gap.is_zero() {
            return Duration::ZERO;
        }
        let span = TimeDelta::from_std(gap).unwrap_or_default();
        gap + self.jitter(span).to_std().unwrap_or_default()
    }

    /// Returns up to a tenth of a span, by chance: many programs that look at the same hour would
    /// otherwise ask a site in the same second.
    pub(crate) fn jitter(&self, span: TimeDelta) -> TimeDelta {
        let nonce = self.world.ids.nonce();
        let chance = i32::from(u16::from_be_bytes([nonce[6], nonce[7]]));
        let tenth = span.num_milliseconds() / 10;
        TimeDelta::milliseconds(tenth * i64::from(chance) / i64::from(u16::MAX))
    }

    /// Notes that a site asks to be left alone, whichever page it says that of.
    pub(crate) fn heed(&self, source: &Source<'_>, fetched: &Fetched) -> Result<(), EngineError> {
        let last = fetched.last_hop();
        let wait = fetched
            .retry_after
            .filter(|_| ASKS_FOR_QUIET.contains(&last.status));
        let (Some(wait), Some(site)) = (wait, paused_by(&last.url)) else {
            return Ok(());
        };
        let until = source.clock.now() + wait;
        self.store
            .write(|tx| Ok(tx.robots_mut().pause(&site, until)?))
    }

    /// Returns until when the site of an address asked to be left alone.
    pub(crate) fn pause_of(&self, url: &Url) -> Result<Option<DateTime<Utc>>, EngineError> {
        match paused_by(url) {
            Some(site) => self.store.read(|tx| Ok(tx.robots().pause_of(&site)?)),
            None => Ok(None),
        }
    }

    /// Notes that the reporter reads these pages whatever robots.txt says: a choice of one address,
    /// that later looks and attempts keep to.
    /// What is no address is left to those who capture it.
    pub fn ignore_robots(&self, urls: &[String]) -> Result<(), EngineError> {
        let now = self.world.clock.now();
        let urls = urls.iter().filter_map(|given| page_address(given).ok());
        self.store.write(|tx| {
            for mut url in urls {
                url.set_fragment(None);
                tx.robots_mut().ignore_for(&url, now)?;
            }
            Ok(())
        })
    }

    fn reads_in_spite_of_robots(&self, url: &Url) -> Result<bool, EngineError> {
        self.store.read(|tx| Ok(tx.robots().is_ignored_for(url)?))
    }
}

/// Returns by what a pause is known: the site, or for an address without a name the very server.
fn paused_by(url: &Url) -> Option<Site> {
    match url.host()? {
        Host::Domain(_) => site_of(url),
        Host::Ipv4(_) | Host::Ipv6(_) => {
            let port = url.port_or_known_default().unwrap_or_default();
            Some(Site::from(format!("{}:{port}", url.host_str()?)))
        }
    }
}
