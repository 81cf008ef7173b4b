//! robots.txt (RFC 9309): asked once a day per site, read in the worker.
//!
//! No file allows everything; a server that fails or cannot be reached allows nothing, as the RFC
//! has it (2.3.1.3 and 2.3.1.4).

use chrono::{DateTime, TimeDelta, Utc};
use extract::worker::{Answer, Task};
use fetch::Conditional;
use model::{Case, RobotsVerdict};
use store::CachedRobots;
use url::Url;

use crate::collect::Source;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::mismatch;

/// How long an answer is good for (RFC 9309, 2.4: no longer than a day).
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);

/// The name by which robots.txt may address us.
const AGENT: &str = "Counterclaim";

impl Library {
    /// Asks whether robots.txt of the address's site allows to fetch it.
    pub(crate) fn ask_robots(
        &self,
        source: &Source<'_>,
        case: &Case,
        url: &Url,
    ) -> Result<RobotsVerdict, EngineError> {
        let origin = url.origin().ascii_serialization();
        let file = self.robots_file(source, case, url, &origin)?;
        let allowed = match file.status {
            Some(200..=299) => self.robots_allow(url, &file.body)?,
            Some(400..=499) => true,
            _ => false,
        };
        if allowed {
            Ok(RobotsVerdict::Allowed)
        } else {
            Err(EngineError::Robots {
                site: origin,
                url: url.to_string(),
            })
        }
    }

    fn robots_file(
        &self,
        source: &Source<'_>,
        case: &Case,
        url: &Url,
        origin: &str,
    ) -> Result<CachedRobots, EngineError> {
        let now = source.clock.now();
        let cached = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.robots().get(origin)?))?;
        if let Some(file) = cached.filter(|it| is_fresh(it.fetched_at, now)) {
            return Ok(file);
        }
        let mut address = url.clone();
        address.set_path("/robots.txt");
        address.set_query(None);
        address.set_fragment(None);
        let asked = RobotsVerdict::NotAsked;
        let fetched = self.get(source, case, &address, asked, Conditional::default())?;
        let file = CachedRobots {
            origin: origin.to_owned(),
            fetched_at: now,
            status: Some(fetched.last_hop().status),
            body: fetched.decoded,
        };
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.robots_mut().put(&file)?))?;
        Ok(file)
    }

    fn robots_allow(&self, url: &Url, body: &[u8]) -> Result<bool, EngineError> {
        let task = Task::Robots {
            agent: AGENT.to_owned(),
            url: url.clone(),
        };
        match self.ask_worker(url.as_str(), &task, body)? {
            Answer::Robots(rules) => Ok(rules.allowed),
            _ => Err(mismatch(url.as_str())),
        }
    }
}

fn is_fresh(fetched_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now - fetched_at;
    age >= TimeDelta::zero() && age < GOOD_FOR
}
