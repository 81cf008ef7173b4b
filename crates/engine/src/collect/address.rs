//! One address: robots.txt, a turn at its site, the request, the archive, the row.

use std::time::Duration;

use fetch::{Ask, Conditional, FetchError, Fetched, Limits};
use model::{Capture, CaptureId, Case, Hop, Provenance, RobotsVerdict, site_of};
use url::Url;

use crate::collect::{GAP, Source};
use crate::error::EngineError;
use crate::library::Library;

/// The program that makes captures, as it signs them.
pub(crate) const TOOL: &str = concat!("counterclaim ", env!("CARGO_PKG_VERSION"));

impl Library {
    /// Gets an address, politely; any final status is an answer.
    pub(crate) fn get(
        &self,
        source: &Source<'_>,
        case: &Case,
        url: &Url,
        robots: RobotsVerdict,
        conditional: Conditional,
    ) -> Result<Fetched, EngineError> {
        let gap = self.gap(source, url);
        let _turn = site_of(url).map(|site| self.turns.take(&site, gap));
        let ask = Ask {
            user_agent: user_agent(case),
            conditional,
            ..Ask::new(url.clone(), robots)
        };
        Ok(fetch::get(
            source.transport,
            source.clock,
            &self.world.guard,
            &ask,
        )?)
    }

    /// Returns the pause between two requests to a site; bundled pages and hosts that the reporter
    /// allowed as their own need none.
    fn gap(&self, source: &Source<'_>, url: &Url) -> Duration {
        let is_own = source.provenance == Provenance::Bundled || self.world.guard.allows(url);
        if is_own { Duration::ZERO } else { GAP }
    }

    /// Puts what was fetched into the archive: bytes first, synced, no row yet.
    pub(crate) fn archive_fetched(
        &self,
        provenance: Provenance,
        fetched: &Fetched,
    ) -> Result<Capture, EngineError> {
        let id = CaptureId::from(self.world.ids.fresh());
        Ok(self
            .archive
            .append(&fetched.retrieval(id, provenance), &fetched.body)?)
    }
}

/// Returns the User-Agent of a case: its own, or the honest one of the program.
fn user_agent(case: &Case) -> String {
    case.user_agent
        .clone()
        .unwrap_or_else(|| fetch::DEFAULT_USER_AGENT.to_owned())
}

/// Takes the content encodings off a body.
pub(crate) fn decoded(hop: &Hop, body: &[u8]) -> Result<Vec<u8>, EngineError> {
    fetch::decode(body, &hop.headers, &Limits::default()).map_err(|cause| {
        let url = Box::new(hop.url.clone());
        EngineError::Fetch(FetchError::Undecodable { url, cause })
    })
}
