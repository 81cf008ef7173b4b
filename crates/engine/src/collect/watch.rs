//! Watches: feeds, sitemaps, pages and folders that are looked at again and again.
//!
//! What a look does is in `look`; here watches are added, listed, removed and polled.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use model::{Case, CaseId, Watch, WatchId, WatchKind, site_of};
use store::WriteTx;

use crate::collect::pace::Came;
use crate::collect::run::Run;
use crate::collect::{Lanes, Source, page_address, seconds, span_of};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
use crate::view::CaptureLine;

/// How long a look may take before another program may look too.
const LOOK: TimeDelta = TimeDelta::minutes(10);

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
        let watch = self.fresh_watch(case.id, new)?;
        self.store.write(|tx| {
            let known = tx.watches().of(case.id)?;
            if known.iter().any(|known| known.target == watch.target) {
                return Err(EngineError::Exists {
                    noun: "watch",
                    given: watch.target.clone(),
                });
            }
            Ok(tx.watches_mut().insert(&watch)?)
        })?;
        Ok(watch)
    }

    /// Returns a watch as it is told of, with its address or folder in one form.
    pub(crate) fn fresh_watch(&self, case: CaseId, new: &NewWatch) -> Result<Watch, EngineError> {
        let kind = new.kind.unwrap_or_else(|| guessed(&new.target));
        let target = if kind == WatchKind::Folder {
            folder(&new.target)?
        } else {
            page_address(&new.target)?.to_string()
        };
        Ok(Watch {
            id: WatchId::from(self.world.ids.fresh()),
            case,
            kind,
            target,
            every_seconds: seconds(&new.every)?,
            next_run: self.world.clock.now(),
            last_run: None,
            last_result: None,
            failing_since: None,
        })
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

    /// Looks at every watch that is due, several sites at a time. Cases that are invented have no live
    /// watches.
    pub(crate) fn poll_due(
        &self,
        run: &Run,
        cases: &[Case],
    ) -> Result<Vec<CaptureLine>, EngineError> {
        if self.is_paused()? {
            return Ok(Vec::new());
        }
        let now = self.world.clock.now();
        let due = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.watches().due(now)?))?;
        let mut by_site = Lanes::<(&Case, Watch)>::new();
        for watch in due {
            if let Some(case) = cases.iter().find(|case| case.id == watch.case) {
                let url = page_address(&watch.target).ok();
                let lane = by_site.entry(url.as_ref().and_then(site_of)).or_default();
                lane.push((case, watch));
            }
        }
        self.work_lanes(run, by_site, |source, (case, watch)| {
            self.look(source, case, watch)
        })
    }

    /// Looks at one watch and notes what came of it. The lines of files that were imported, or the one
    /// of a look that failed; nothing when another process looks, or the watch was removed meanwhile.
    pub(crate) fn look(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &Watch,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let now = source.clock.now();
        let until = now + span_of(watch.every_seconds).max(LOOK);
        if !self
            .store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().claim(watch, until)?))?
        {
            return Ok(Vec::new());
        }
        let mut after = Watch {
            last_run: Some(now),
            ..watch.clone()
        };
        let (looked, brought, failed) = match self.look_at(source, case, &mut after) {
            Ok(looked) => {
                let brought = looked.came;
                (looked, brought, None)
            }
            Err(error @ (EngineError::Offline { .. } | EngineError::TooEarly { .. })) => {
                return self.look_later(source, watch, &error, now);
            }
            Err(error) if error.concerns_one_page() || matches!(error, EngineError::File(_)) => {
                let line = CaptureLine::failed(&watch.target, Some(&error));
                (
                    Looked::at(in_one_line(&error)),
                    Some(Came::Failure),
                    Some(line),
                )
            }
            Err(error) => return Err(error),
        };
        after.last_result = Some(looked.result);
        let there = self.note_look(after, brought, now)?;
        let failed = failed.filter(|_| there).map(|line| self.reported(line));
        Ok(looked.lines.into_iter().chain(failed).collect())
    }

    /// Writes what came of a look, and when the next one is. What became of a single page shows only
    /// when its job is done (`came` is nothing): until then the watch rests.
    pub(crate) fn note_look(
        &self,
        after: Watch,
        came: Option<Came>,
        now: DateTime<Utc>,
    ) -> Result<bool, EngineError> {
        let pause = match page_address(&after.target) {
            Ok(url) => self.pause_of(&url)?,
            Err(_) => None,
        };
        let written = self.if_there(after.id, |tx| {
            let mut after = after;
            after.next_run = self.next_look(tx, &after, came.unwrap_or(Came::Nothing), now)?;
            if let Some(pause) = pause {
                after.next_run = after.next_run.max(pause);
            }
            match came {
                Some(Came::Failure) => after.failing_since = after.failing_since.or(Some(now)),
                Some(Came::News | Came::Nothing) => after.failing_since = None,
                None => {}
            }
            Ok(tx.watches_mut().update(&after)?)
        })?;
        Ok(written.is_some())
    }

    /// Leaves a watch for later that could not be looked at through no fault of its own.
    fn look_later(
        &self,
        source: &Source<'_>,
        watch: &Watch,
        why: &EngineError,
        now: DateTime<Utc>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let mut after = watch.clone();
        match why {
            EngineError::TooEarly { until, .. } => {
                after.next_run = *until + self.jitter(*until - now);
                after.last_result = Some(in_one_line(why));
            }
            _ => after.next_run = now,
        }
        self.if_there(watch.id, |tx| Ok(tx.watches_mut().update(&after)?))?;
        if let (EngineError::Offline { reason, .. }, Some(run)) = (why, source.run) {
            self.go_offline(run, reason, now)?;
        }
        Ok(Vec::new())
    }

    /// Changes something about a watch, unless a person removed it meanwhile.
    pub(crate) fn if_there<T>(
        &self,
        watch: WatchId,
        change: impl FnOnce(&WriteTx<'_>) -> Result<T, EngineError>,
    ) -> Result<Option<T>, EngineError> {
        self.store.write(|tx| match tx.watches().by_id(watch)? {
            Some(_) => change(tx).map(Some),
            None => Ok(None),
        })
    }
}

/// What came of a look that did not fail.
pub(crate) struct Looked {
    /// In plain words.
    pub(crate) result: String,
    /// Whether it was something new, where that shows at once.
    pub(crate) came: Option<Came>,
    /// Of the files that were imported.
    pub(crate) lines: Vec<CaptureLine>,
}

impl Looked {
    /// A look of which nothing came yet.
    pub(crate) fn at(result: String) -> Self {
        Self {
            result,
            came: None,
            lines: Vec::new(),
        }
    }

    /// A look at a list that brought so much.
    pub(crate) fn with(result: String, fresh: usize) -> Self {
        let came = if fresh > 0 { Came::News } else { Came::Nothing };
        Self {
            came: Some(came),
            ..Self::at(result)
        }
    }
}

/// Guesses from its spelling what a target is; a feed that is none is put right at the first look.
pub(crate) fn guessed(target: &str) -> WatchKind {
    let lower = target.to_lowercase();
    if Path::new(target).is_dir() || is_like_a_path(target) {
        WatchKind::Folder
    } else if lower.contains("courtlistener.com/docket/") && lower.contains("/feed") {
        WatchKind::Docket
    } else if lower.contains("sitemap") {
        WatchKind::Sitemap
    } else {
        WatchKind::Feed
    }
}

/// Tells whether a target can only be meant as a folder of this machine.
fn is_like_a_path(target: &str) -> bool {
    target.starts_with(['/', '.', '~']) || target.contains('\\')
}

/// Returns the full path of a folder that is there.
fn folder(given: &str) -> Result<String, EngineError> {
    if !Path::new(given).is_dir() {
        return Err(EngineError::NotFound {
            noun: "folder",
            given: given.to_owned(),
        });
    }
    Ok(fs_err::canonicalize(given)?.display().to_string())
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
            ("/nonexist", WatchKind::Folder),
            ("./nonexist", WatchKind::Folder),
        ] {
            assert_eq!(guessed(target), expected, "{target}");
        }
    }
}
