//! Watches: feeds, sitemaps, pages and folders that are looked at again and again.
//!
//! What a look does is in `look`; here watches are added, listed, removed and polled.

use std::path::Path;

use model::{Case, CaseId, Watch, WatchId, WatchKind};
use store::WriteTx;

use crate::collect::{Source, page_address, seconds, span_of};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
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
        let mut lines = Vec::new();
        for (case, watch) in due {
            let is_asked_for = only.is_none_or(|it| it.id == case.id);
            if is_asked_for && !case.fictional {
                lines.extend(self.look(source, &case, &watch)?);
            }
        }
        Ok(lines)
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
        let next_run = now + span_of(watch.every_seconds);
        if !self
            .store
            .write(|tx| Ok::<_, EngineError>(tx.watches_mut().claim(watch, next_run)?))?
        {
            return Ok(Vec::new());
        }
        let mut after = Watch {
            last_run: Some(now),
            next_run,
            ..watch.clone()
        };
        let (looked, failed) = match self.look_at(source, case, &mut after) {
            Ok(looked) => {
                // Whether a page can be had shows only when its job is done.
                if after.kind != WatchKind::Page {
                    after.failing_since = None;
                }
                (looked, None)
            }
            Err(error) if error.concerns_one_page() || matches!(error, EngineError::File(_)) => {
                after.failing_since = watch.failing_since.or(Some(now));
                let line = CaptureLine::failed(&watch.target, Some(&error));
                (Looked::at(in_one_line(&error)), Some(line))
            }
            Err(error) => return Err(error),
        };
        after.last_result = Some(looked.result);
        let there = self.if_there(watch.id, |tx| Ok(tx.watches_mut().update(&after)?))?;
        let failed = failed.filter(|_| there.is_some());
        let failed = failed.map(|line| self.reported(line));
        Ok(looked.lines.into_iter().chain(failed).collect())
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
    /// Of the files that were imported.
    pub(crate) lines: Vec<CaptureLine>,
}

impl Looked {
    /// A look that imported no file.
    pub(crate) fn at(result: String) -> Self {
        Self {
            result,
            lines: Vec::new(),
        }
    }
}

/// Guesses from its spelling what a target is; a feed that is none is put right at the first look.
fn guessed(target: &str) -> WatchKind {
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
