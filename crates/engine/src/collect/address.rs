//! One address: robots.txt, a turn at its site, the request, the archive, the row.

use fetch::{Ask, Conditional, FetchError, Fetched, Limits};
use model::{Capture, CaptureId, Case, Hop, Provenance, RobotsVerdict};
use url::Url;

use crate::collect::Source;
use crate::collect::gate::{Gate, Rules};
use crate::error::EngineError;
use crate::library::Library;

/// The program that makes captures, as it signs them.
pub(crate) const TOOL: &str = concat!("counterclaim ", env!("CARGO_PKG_VERSION"));

impl Library {
    /// Gets an address, politely; any final status is an answer.
    pub(crate) fn get<'a>(
        &'a self,
        source: &'a Source<'a>,
        case: impl Into<Option<&'a Case>>,
        url: &Url,
        rules: Rules,
        conditional: Conditional,
    ) -> Result<Fetched, EngineError> {
        let case = case.into();
        let manner = self.manner(case)?;
        let ask = Ask {
            user_agent: manner.user_agent,
            proxy: manner.proxy,
            conditional,
            limits: self.world.limits.clone(),
            ..Ask::new(url.clone(), RobotsVerdict::NotAsked)
        };
        let mut gate = Gate::new(self, source, case, rules);
        let fetched = fetch::get_through(
            source.transport,
            source.clock,
            &self.world.guard,
            &ask,
            &mut |url| gate.enter(url),
        );
        let mut fetched = fetched.map_err(|error| self.or_offline(error))?;
        fetched.robots = gate.verdict();
        if let Some(run) = source.run {
            run.note_answer();
        }
        self.heed(source, &fetched)?;
        Ok(fetched)
    }

    /// Puts what was fetched into the archive: bytes first, synced, no row yet.
    pub(crate) fn archive_fetched(
        &self,
        provenance: Provenance,
        fetched: &Fetched,
    ) -> Result<Capture, EngineError> {
        let id = CaptureId::from(self.world.ids.fresh());
        let retrieval = fetched.retrieval(id, provenance);
        let (asked, body) = (retrieval.asked(), retrieval.received.sha256);
        let earlier = self
            .store
            .read(|tx| tx.captures().place_of_body(asked, body))?;
        Ok(match earlier {
            Some(earlier) => self
                .archive
                .append_again(&retrieval, &fetched.body, &earlier)?,
            None => self.archive.append(&retrieval, &fetched.body)?,
        })
    }
}

/// Parts of a query that tell where a reader came from and not which page it is.
const TRACKING: [&str; 6] = ["fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "igshid"];

/// Returns an address in the form by which a document is known: without a fragment and without
/// parts of the query that only track readers.
pub(crate) fn document_address(url: &Url) -> Url {
    let mut address = url.clone();
    address.set_fragment(None);
    let is_tracking = |name: &str| name.starts_with("utm_") || TRACKING.contains(&name);
    if url.query_pairs().any(|(name, _)| is_tracking(&name)) {
        let kept: Vec<_> = url
            .query_pairs()
            .filter(|(name, _)| !is_tracking(name))
            .collect();
        if kept.is_empty() {
            address.set_query(None);
        } else {
            address.query_pairs_mut().clear().extend_pairs(kept);
        }
    }
    address
}

/// Takes the content encodings off a body.
pub(crate) fn decoded(hop: &Hop, body: &[u8]) -> Result<Vec<u8>, EngineError> {
    fetch::decode(body, &hop.headers, &Limits::default()).map_err(|cause| {
        let url = Box::new(hop.url.clone());
        EngineError::Fetch(FetchError::Undecodable { url, cause })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_makes_no_other_document() {
        for (given, expected) in [
            (
                "https://o.example/a?utm_source=x&utm_medium=y",
                "https://o.example/a",
            ),
            (
                "https://o.example/a?id=7&fbclid=x#top",
                "https://o.example/a?id=7",
            ),
            (
                "https://o.example/a?q=a%20b#top",
                "https://o.example/a?q=a%20b",
            ),
        ] {
            let given: Url = given.parse().expect("an address");
            assert_eq!(document_address(&given).as_str(), expected);
        }
    }
}
