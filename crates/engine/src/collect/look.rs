//! A look at a watch: what it shows that is new goes into the queue, or is imported.
//!
//! What a watch has shown once is remembered, so that a second look adds nothing.

use std::path::Path;

use extract::Hints;
use extract::worker::{Answer, Task};
use fetch::{Conditional, Fetched};
use model::{Case, Provenance, Watch, WatchKind, header_value, site_of};
use store::{How, Validators};
use url::Url;

use crate::collect::given::is_of_the_web;
use crate::collect::watch::Looked;
use crate::collect::{Source, page_address};
use crate::error::EngineError;
use crate::import::files_in;
use crate::library::Library;
use crate::reading::{Intake, mismatch};

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
            self.enqueue_found(source, watch, &[(address.to_string(), address)], Again::Yes)?;
            return Ok(Looked::at("queued the page".to_owned()));
        }
        self.look_at_list(source, case, watch, &address)
            .map(Looked::at)
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
        self.if_there(watch.id, |tx| {
            Ok(tx.watches_mut().set_validators(watch.id, &after)?)
        })?;
        Ok(format!("entries: {}, new: {fresh}", listed.len()))
    }

    /// Keeps the bytes of a feed that announced something as evidence.
    fn keep_list(&self, provenance: Provenance, fetched: &Fetched) -> Result<(), EngineError> {
        let capture = self.archive_fetched(provenance, fetched)?;
        self.store.write(|tx| self.file_capture(tx, &capture))
    }

    /// Returns what a feed or sitemap lists: a key by which an entry is known, and its address. A
    /// watch on something that is neither becomes a watch on the page itself, unless it is a docket.
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
        let media_type = hints.media_type.unwrap_or_default();
        // A docket says what it is: a page of the court in its place is a fault of the court.
        if media_type.contains("html") && watch.kind != WatchKind::Docket {
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
        let own = |url: &Url| is_of_the_web(url) && site_of(url) == site_of(address);
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
        let queued = self.if_there(watch.id, |tx| {
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
            Ok(fresh)
        })?;
        Ok(queued.unwrap_or_default())
    }

    /// Imports the files of a folder that are new or changed since they were last seen. A file is
    /// remembered when it is imported: after a crash it is read again, and found unchanged.
    fn look_into(&self, watch: &Watch) -> Result<Looked, EngineError> {
        let mut lines = Vec::new();
        let mut fresh = 0;
        for file in files_in(Path::new(&watch.target))? {
            // A file that went away since it was listed is no file of the folder any more.
            let Ok(key) = key_of(&file) else {
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
            if fs_err::File::open(&file).is_ok() {
                self.if_there(watch.id, |tx| {
                    Ok(tx.watches_mut().remember(watch.id, &key)?)
                })?;
            }
        }
        let result = format!("new files: {fresh}");
        Ok(Looked { result, lines })
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
        .and_then(|link| Url::parse(link).ok())
        .filter(is_of_the_web)?;
    let key = entry.id.clone().unwrap_or_else(|| link.to_string());
    Some((key, link))
}
