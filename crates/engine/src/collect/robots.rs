//! robots.txt (RFC 9309): asked once a day per site, read in the worker.
//!
//! No file allows everything. A server that fails or cannot be reached allows nothing for now, as
//! the RFC has it (2.3.1.3 and 2.3.1.4); it is asked again soon, since it said nothing at all.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use extract::Robots;
use extract::worker::{Answer, Task};
use fetch::{Conditional, FetchError, TransportError};
use model::Case;
use store::CachedRobots;
use url::Url;

use crate::collect::Source;
use crate::collect::gate::Rules;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::mismatch;

/// How long an answer is good for (RFC 9309, 2.4: no longer than a day).
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);
/// How long a server that failed or did not answer is not asked again.
const FAILED_FOR: TimeDelta = TimeDelta::minutes(10);

/// The name by which robots.txt may address us.
const AGENT: &str = "Counterclaim";

impl Library {
    /// Asks whether robots.txt of the address's site allows to fetch it, and returns the pause that
    /// it wants between two requests.
    pub(crate) fn ask_robots(
        &self,
        source: &Source<'_>,
        case: Option<&Case>,
        url: &Url,
    ) -> Result<Option<Duration>, EngineError> {
        let origin = url.origin().ascii_serialization();
        let file = self.robots_file(source, case, url, &origin)?;
        let rules = match file.status {
            Some(200..=299) => self.robots_rules(url, &file.body)?,
            // Too many requests are no leave to make more of them.
            Some(400..=428 | 430..=499) => return Ok(None),
            _ => {
                return Err(EngineError::RobotsUnavailable {
                    site: origin,
                    url: url.to_string(),
                });
            }
        };
        if rules.allowed {
            let delay = rules.crawl_delay_seconds.unwrap_or_default();
            Ok(Duration::try_from_secs_f32(delay).ok())
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
        case: Option<&Case>,
        url: &Url,
        origin: &str,
    ) -> Result<CachedRobots, EngineError> {
        let now = source.clock.now();
        let cached = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.robots().get(origin)?))?;
        if let Some(file) = cached.filter(|it| is_fresh(it, now)) {
            return Ok(file);
        }
        let mut address = url.clone();
        address.set_path("/robots.txt");
        address.set_query(None);
        address.set_fragment(None);
        let keep = |status, body| {
            let file = CachedRobots {
                origin: origin.to_owned(),
                fetched_at: now,
                status,
                body,
            };
            self.store
                .write(|tx| Ok::<_, EngineError>(tx.robots_mut().put(&file)?))?;
            Ok(file)
        };
        match self.get(
            source,
            case,
            &address,
            Rules::NotAsked,
            Conditional::default(),
        ) {
            Ok(fetched) => {
                let status = fetched.last_hop().status;
                keep(Some(status), fetched.unpacked.unwrap_or(fetched.body))
            }
            Err(error) if is_silence(&error) => keep(None, Vec::new()).and(Err(error)),
            Err(error) => Err(error),
        }
    }

    fn robots_rules(&self, url: &Url, body: &[u8]) -> Result<Robots, EngineError> {
        let task = Task::Robots {
            agent: AGENT.to_owned(),
            url: url.clone(),
        };
        match self.ask_worker(url.as_str(), &task, body)? {
            Answer::Robots(rules) => Ok(rules),
            _ => Err(mismatch(url.as_str())),
        }
    }
}

/// Tells whether an error means that the site did not answer, rather than that it was not asked.
fn is_silence(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Fetch(FetchError::NoAnswer { cause, .. }) if !matches!(
            cause,
            TransportError::Refused(_)
                | TransportError::BadRequest { .. }
                | TransportError::NoProxy { .. }
                | TransportError::Proxy { .. }
                | TransportError::NotBundled
                | TransportError::NotReady { .. }
        )
    )
}

fn is_fresh(file: &CachedRobots, now: DateTime<Utc>) -> bool {
    let good_for = match file.status {
        Some(200..=299 | 400..=428 | 430..=499) => GOOD_FOR,
        _ => FAILED_FOR,
    };
    let age = now - file.fetched_at;
    age >= TimeDelta::zero() && age < good_for
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_for_a_day_and_a_failure_for_ten_minutes() {
        let fetched_at: DateTime<Utc> = "2031-02-14T10:00:00Z".parse().expect("an instant");
        let kept_for = |status| {
            let file = CachedRobots {
                origin: "https://outlet.example".to_owned(),
                fetched_at,
                status,
                body: Vec::new(),
            };
            (0..2000)
                .take_while(|&minute| is_fresh(&file, fetched_at + TimeDelta::minutes(minute)))
                .count()
        };
        for (status, minutes) in [
            (Some(200), 1440),
            (Some(404), 1440),
            (Some(304), 10),
            (Some(429), 10),
            (Some(503), 10),
            (None, 10),
        ] {
            assert_eq!(kept_for(status), minutes, "{status:?}");
        }
    }
}
