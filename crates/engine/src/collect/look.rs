//! A look at a watch: what it shows that is new goes into the queue, or is imported.
//!
//! What a watch has shown once is remembered, so that a second look adds nothing.

use std::path::Path;

use extract::Hints;
use extract::worker::{Answer, Task};
use fetch::{Conditional, Fetched};
use model::{Case, Provenance, Watch, WatchKind, header_value};
use store::How;
use url::Url;

use crate::collect::gate::Rules;
use crate::collect::listed::{Listed, validators_in};
use crate::collect::watch::Looked;
use crate::collect::{Source, page_address};
use crate::error::EngineError;
use crate::import::{Found, Listing};
use crate::library::Library;
use crate::reading::{Intake, mismatch};
use crate::view::CaptureLine;

impl Library {
    /// Looks at what is watched.
    pub(crate) fn look_at(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &mut Watch,
    ) -> Result<Looked, EngineError> {
        if watch.kind == WatchKind::Folder {
            return self.look_into(watch);
        }
        let address = page_address(&watch.target)?;
        if watch.kind == WatchKind::Page {
            return self.look_at_page(source, watch, &address);
        }
        self.look_at_list(source, case, watch, &address)
    }

    fn look_at_page(
        &self,
        source: &Source<'_>,
        watch: &Watch,
        address: &Url,
    ) -> Result<Looked, EngineError> {
        let now = source.clock.now();
        self.if_there(watch.id, |tx| self.enqueue_for(tx, watch, address, now))?;
        Ok(Looked::at("queued the page".to_owned()))
    }

    /// Looks at a feed or sitemap: asks whether it changed, and queues what is new in it.
    fn look_at_list(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &mut Watch,
        address: &Url,
    ) -> Result<Looked, EngineError> {
        let before = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.watches().validators(watch.id)?))?;
        let conditional = Conditional {
            etag: before.etag.clone(),
            last_modified: before.last_modified.clone(),
        };
        let fetched = self.get(source, case, address, Rules::Asked, conditional)?;
        let status = fetched.last_hop().status;
        if status == 304 {
            return Ok(Looked::with("not changed".to_owned(), 0));
        }
        if !(200..300).contains(&status) {
            return Err(EngineError::Status {
                url: address.to_string(),
                status,
            });
        }
        let listed = match self.listed_in(source, case, watch, address, &fetched)? {
            List::Entries(listed) => listed,
            List::Page => return self.look_at_page(source, watch, address),
            List::Feed => return self.look_at(source, case, watch),
        };
        let fresh = self.enqueue_listed(source, watch, &listed)?;
        if fresh > 0 {
            self.keep_list(source.provenance, &fetched)?;
        }
        let after = validators_in(&fetched.last_hop().headers);
        self.if_there(watch.id, |tx| {
            Ok(tx.watches_mut().set_validators(watch.id, &after)?)
        })?;
        let result = format!("entries: {}, new: {fresh}", listed.len());
        Ok(Looked::with(result, fresh))
    }

    /// Keeps the bytes of a feed that announced something as evidence.
    fn keep_list(&self, provenance: Provenance, fetched: &Fetched) -> Result<(), EngineError> {
        let capture = self.archive_fetched(provenance, fetched)?;
        self.store.write(|tx| self.file_capture(tx, &capture))
    }

    /// Returns what a feed or sitemap lists. A watch on something that is neither becomes a watch on
    /// the feed of the site that it names, or on the page itself, unless it is a docket.
    fn listed_in(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &mut Watch,
        address: &Url,
        fetched: &Fetched,
    ) -> Result<List, EngineError> {
        if watch.kind == WatchKind::Sitemap {
            let listed = self.listed_in_sitemap(source, case, watch, fetched)?;
            return Ok(List::Entries(listed));
        }
        let last = fetched.last_hop();
        let hints = Hints {
            media_type: header_value(&last.headers, "content-type").map(str::to_owned),
            url: Some(last.url.clone()),
        };
        let answer = self.ask_worker(
            address.as_str(),
            &Task::Feed(hints.clone()),
            fetched.decoded(),
        )?;
        let Answer::Feed(feed) = answer else {
            return Err(mismatch(address.as_str()));
        };
        if feed.ok {
            for problem in &feed.problems {
                self.notice(&format!("{address}: {problem}"));
            }
            let listed = feed.entries.iter().filter_map(Listed::of);
            return Ok(List::Entries(listed.collect()));
        }
        let media_type = hints.media_type.unwrap_or_default();
        // A docket says what it is: a page of the court in its place is a fault of the court.
        if media_type.contains("html") && watch.kind != WatchKind::Docket {
            return self.watch_instead(watch, address, fetched);
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

    /// Makes a watch on what is no feed one on the feed that it names, if that is not watched yet, or
    /// else one on the page.
    fn watch_instead(
        &self,
        watch: &mut Watch,
        address: &Url,
        fetched: &Fetched,
    ) -> Result<List, EngineError> {
        let named = self.feeds_named(address, fetched)?;
        let known = self.watches(watch.case)?;
        let is_new = |target: &str| known.iter().all(|it| it.target != target);
        let feed = named.first().map(|it| it.url.to_string());
        if let Some(feed) = feed.filter(|it| is_new(it)) {
            self.notice(&format!(
                "{address} names the feed {feed}: that is watched from now on"
            ));
            watch.target = feed;
            return Ok(List::Feed);
        }
        watch.kind = WatchKind::Page;
        self.notice(&format!(
            "{address} is no feed: it is watched as a page from now on"
        ));
        Ok(List::Page)
    }

    /// Imports the files of a folder that are new or changed since they were last seen. A file is
    /// remembered when it is imported: after a crash it is read again, and found unchanged.
    fn look_into(&self, watch: &Watch) -> Result<Looked, EngineError> {
        let mut lines = Vec::new();
        let mut fresh = 0;
        let listing = Listing::of(Path::new(&watch.target))?;
        for error in &listing.unreadable {
            lines.push(self.reported(CaptureLine::failed(&watch.target, Some(error))));
        }
        let unknown = listing.unknown.into_iter().map(Found::at);
        for file in listing.files.into_iter().chain(unknown) {
            // A file that went away since it was listed is no file of the folder any more.
            let Ok(key) = key_of(&file.path) else {
                continue;
            };
            let is_known = self
                .store
                .read(|tx| Ok::<_, EngineError>(tx.watches().has_seen(watch.id, &key)?))?;
            if is_known {
                continue;
            }
            fresh += 1;
            let into = Intake {
                case: watch.case,
                how: How {
                    watch: Some(watch.id),
                    job: None,
                },
            };
            lines.extend(self.import_file(into, &file, None)?);
            // A file that may not be read yet is tried again at the next look.
            if fs_err::File::open(&file.path).is_ok() {
                self.if_there(watch.id, |tx| {
                    Ok(tx.watches_mut().remember(watch.id, &key)?)
                })?;
            }
        }
        let looked = Looked::with(format!("new files: {fresh}"), fresh);
        Ok(Looked { lines, ..looked })
    }
}

/// Returns by what a file is known: its path, its size and when it was changed.
fn key_of(file: &Path) -> std::io::Result<String> {
    let metadata = fs_err::metadata(file)?;
    let changed = metadata.modified()?;
    let changed = changed
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Ok(format!(
        "{} {} {}",
        file.display(),
        metadata.len(),
        changed.as_nanos()
    ))
}

/// What a look at an address found.
enum List {
    /// A feed or sitemap.
    Entries(Vec<Listed>),
    /// A page, to be captured itself.
    Page,
    /// A page that names a feed, which the watch is now on.
    Feed,
}
