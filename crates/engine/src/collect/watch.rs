//! Watches: feeds, sitemaps, pages and folders that are looked at again and again.
//!
//! A look puts new addresses into the queue; what a watch has shown once is remembered, so that a
//! second look adds nothing.

use std::path::Path;

use extract::Hints;
use extract::worker::{Answer, Task};
use fetch::{Conditional, Fetched};
use model::{Case, CaseId, Provenance, Watch, WatchId, WatchKind, header_value, site_of};
use store::Validators;
use url::Url;

use crate::collect::{Source, page_address, seconds, span_of};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{in_one_line, mismatch};
use crate::view::CaptureLine;

/// A watch to be added to a case.
#[derive(Debug, Clone)]
pub struct NewWatch {
    /// The address, or a folder.
    pub target: String,
    /// How long between two looks, as a number with s, m, h or d.
    pub every: String,
    /// What it looks at; guessed from the target when not given.
    pub kind: Option<WatchKind>,
}

impl Library {
    /// Adds a watch to a case; the first look is due at once.
    pub fn add_watch(&self, case: &Case, new: &NewWatch) -> Result<Watch, EngineError> {
        let kind = new.kind.unwrap_or_else(|| guessed(&new.target));
        let target = if kind == WatchKind::Folder {
            fs_err::canonicalize(&new.target)?.display().to_string()
        } else {
            page_address(&new.target)?.to_string()
        };
        let known = self.watches(case.id)?;
        if let Some(same) = known.into_iter().find(|watch| watch.target == target) {
            return Err(EngineError::Exists {
                noun: "watch",
                given: same.target,
            });
        }
        let watch = Watch {
            id: WatchId::from(self.world.ids.fresh()),
            case: case.id,
            kind,
            target,
            every_seconds: seconds(&new.every)?,
            next_run: self.world.clock.now(),
            last_run: None,
            last_result: None,
            failing_since: None,
        };
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().insert(&watch)?))?;
        Ok(watch)
    }

    /// Returns the watches of a case.
    pub fn watches(&self, case: CaseId) -> Result<Vec<Watch>, EngineError> {
        self.store.read(|tx| Ok(tx.watches().of(case)?))
    }

    /// Removes a watch; what it captured stays.
    pub fn remove_watch(&self, watch: WatchId) -> Result<(), EngineError> {
        if self
            .store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().remove(watch)?))?
        {
            Ok(())
        } else {
            Err(EngineError::NotFound {
                noun: "watch",
                given: watch.to_string(),
            })
        }
    }

    /// Looks at every watch that is due. Cases that are invented have no live watches.
    pub(crate) fn poll_due(
        &self,
        source: &Source<'_>,
        only: Option<&Case>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let now = source.clock.now();
        let due = self.store.read(|tx| {
            let mut due = Vec::new();
            for watch in tx.watches().due(now)? {
                if let Some(case) = tx.cases().by_id(watch.case)? {
                    due.push((case, watch));
                }
            }
            Ok::<_, EngineError>(due)
        })?;
        let mut failed = Vec::new();
        for (case, watch) in due {
            let is_asked_for = only.is_none_or(|it| it.id == case.id);
            if is_asked_for && !case.fictional {
                failed.extend(self.look(source, &case, &watch)?);
            }
        }
        Ok(failed)
    }

    /// Looks at one watch and notes what came of it; the line of a look that failed.
    pub(crate) fn look(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &Watch,
    ) -> Result<Option<CaptureLine>, EngineError> {
        let now = source.clock.now();
        let next_run = now + span_of(watch.every_seconds);
        if !self
            .store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().claim(watch, next_run)?))?
        {
            return Ok(None);
        }
        let mut after = Watch {
            last_run: Some(now),
            next_run,
            ..watch.clone()
        };
        let (result, line) = match self.look_at(source, case, &mut after) {
            Ok(result) => {
                after.failing_since = None;
                (result, None)
            }
            Err(error) if error.concerns_one_page() => {
                after.failing_since = watch.failing_since.or(Some(now));
                let line = CaptureLine::failed(&watch.target, Some(&error));
                (in_one_line(&error), Some(self.reported(line)))
            }
            Err(error) => return Err(error),
        };
        after.last_result = Some(result);
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().update(&after)?))?;
        Ok(line)
    }

    fn look_at(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &mut Watch,
    ) -> Result<String, EngineError> {
        if watch.kind == WatchKind::Folder {
            return self.look_into(case, watch);
        }
        let address = page_address(&watch.target)?;
        if watch.kind == WatchKind::Page {
            self.enqueue_found(source, watch, &[(address.to_string(), address)], Again::Yes)?;
            return Ok("queued the page".to_owned());
        }
        self.look_at_list(source, case, watch, &address)
    }

    /// Looks at a feed or sitemap: asks whether it changed, and queues what is new in it.
    fn look_at_list(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &mut Watch,
        address: &Url,
    ) -> Result<String, EngineError> {
        let before = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.watches().validators(watch.id)?))?;
        let conditional = Conditional {
            etag: before.etag.clone(),
            last_modified: before.last_modified.clone(),
        };
        let robots = self.ask_robots(source, case, address)?;
        let fetched = self.get(source, case, address, robots, conditional)?;
        let status = fetched.last_hop().status;
        if status == 304 {
            return Ok("not changed".to_owned());
        }
        if !(200..300).contains(&status) {
            return Err(EngineError::Status {
                url: address.to_string(),
                status,
            });
        }
        let listed = self.addresses_in(watch, address, &fetched)?;
        let fresh = self.enqueue_found(source, watch, &listed, Again::No)?;
        if fresh > 0 {
            self.keep_list(source.provenance, &fetched)?;
        }
        let headers = &fetched.last_hop().headers;
        let after = Validators {
            etag: header_value(headers, "etag").map(str::to_owned),
            last_modified: header_value(headers, "last-modified").map(str::to_owned),
        };
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().set_validators(watch.id, &after)?))?;
        Ok(format!("{} entries, {fresh} new", listed.len()))
    }

    /// Keeps the bytes of a feed that announced something as evidence.
    fn keep_list(&self, provenance: Provenance, fetched: &Fetched) -> Result<(), EngineError> {
        let capture = self.archive_fetched(provenance, fetched)?;
        self.store.write(|tx| self.file_capture(tx, &capture))
    }

    /// Returns what a feed or sitemap lists: a key by which an entry is known, and its address. A
    /// watch on something that is neither becomes a watch on the page itself.
    fn addresses_in(
        &self,
        watch: &mut Watch,
        address: &Url,
        fetched: &Fetched,
    ) -> Result<Vec<(String, Url)>, EngineError> {
        let last = fetched.last_hop();
        let hints = Hints {
            media_type: header_value(&last.headers, "content-type").map(str::to_owned),
            url: Some(last.url.clone()),
        };
        if watch.kind == WatchKind::Sitemap {
            return self.sitemap_addresses(address, &hints, &fetched.decoded);
        }
        let answer = self.ask_worker(
            address.as_str(),
            &Task::Feed(hints.clone()),
            &fetched.decoded,
        )?;
        let Answer::Feed(feed) = answer else {
            return Err(mismatch(address.as_str()));
        };
        if feed.ok {
            for problem in &feed.problems {
                self.notice(&format!("{address}: {problem}"));
            }
            return Ok(feed.entries.iter().filter_map(known_by).collect());
        }
        if hints
            .media_type
            .as_deref()
            .is_some_and(|it| it.contains("html"))
        {
            watch.kind = WatchKind::Page;
            self.notice(&format!(
                "{address} is no feed: it is watched as a page from now on"
            ));
            return Ok(vec![(address.to_string(), address.clone())]);
        }
        let why = feed
            .problems
            .first()
            .map_or("it is no feed", String::as_str);
        Err(EngineError::Unreadable {
            url: address.to_string(),
            why: why.to_owned(),
        })
    }

    fn sitemap_addresses(
        &self,
        address: &Url,
        hints: &Hints,
        bytes: &[u8],
    ) -> Result<Vec<(String, Url)>, EngineError> {
        let answer = self.ask_worker(address.as_str(), &Task::Sitemap(hints.clone()), bytes)?;
        let Answer::Sitemap(sitemap) = answer else {
            return Err(mismatch(address.as_str()));
        };
        for problem in &sitemap.problems {
            self.notice(&format!("{address}: {problem}"));
        }
        // A sitemap speaks for its own site alone (sitemaps.org, "location").
        let own = |url: &Url| site_of(url) == site_of(address);
        let entries = sitemap
            .entries
            .into_iter()
            .map(|entry| entry.url)
            .filter(own);
        Ok(entries.map(|url| (url.to_string(), url)).collect())
    }

    /// Queues the entries that this watch has not shown before; returns how many.
    fn enqueue_found(
        &self,
        source: &Source<'_>,
        watch: &Watch,
        listed: &[(String, Url)],
        again: Again,
    ) -> Result<usize, EngineError> {
        let now = source.clock.now();
        self.store.write(|tx| {
            let mut fresh = 0;
            for (key, url) in listed {
                if tx.watches_mut().remember(watch.id, key)? || again == Again::Yes {
                    let job = model::Job {
                        watch: Some(watch.id),
                        ..self.fresh_job(watch.case, url, now)
                    };
                    tx.jobs_mut().enqueue(&job)?;
                    fresh += 1;
                }
            }
            Ok::<_, EngineError>(fresh)
        })
    }

    /// Imports the files of a folder that were not there at the last look.
    fn look_into(&self, case: &Case, watch: &Watch) -> Result<String, EngineError> {
        let mut fresh = 0;
        for file in crate::import::files_in(Path::new(&watch.target))? {
            let size = fs_err::metadata(&file)?.len();
            let key = format!("{} {size}", file.display());
            let is_new = self
                .store
                .write(|tx| Ok::<_, EngineError>(tx.watches_mut().remember(watch.id, &key)?))?;
            if is_new {
                fresh += 1;
                self.import_file(case, &file, None)?;
            }
        }
        Ok(format!("{fresh} new files"))
    }
}

/// Whether an entry that was shown before is queued again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Again {
    Yes,
    No,
}

fn known_by(entry: &extract::Entry) -> Option<(String, Url)> {
    let link = entry
        .link
        .as_deref()
        .and_then(|link| Url::parse(link).ok())?;
    let key = entry.id.clone().unwrap_or_else(|| link.to_string());
    Some((key, link))
}

/// Guesses from its spelling what a target is; a feed that is none is put right at the first look.
fn guessed(target: &str) -> WatchKind {
    let lower = target.to_lowercase();
    if Path::new(target).is_dir() {
        WatchKind::Folder
    } else if lower.contains("courtlistener.com/docket/") && lower.contains("/feed") {
        WatchKind::Docket
    } else if lower.contains("sitemap") {
        WatchKind::Sitemap
    } else {
        WatchKind::Feed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_watch_is_guessed_from_its_address() {
        for (target, expected) in [
            ("https://outlet.example/feed.xml", WatchKind::Feed),
            (
                "https://outlet.example/sitemap-news.xml",
                WatchKind::Sitemap,
            ),
            (
                "https://www.courtlistener.com/docket/1/a-v-b/feed/",
                WatchKind::Docket,
            ),
            (
                "https://www.courtlistener.com/docket/1/feed/",
                WatchKind::Docket,
            ),
            ("https://outlet.example/story", WatchKind::Feed),
        ] {
            assert_eq!(guessed(target), expected, "{target}");
        }
    }
}
