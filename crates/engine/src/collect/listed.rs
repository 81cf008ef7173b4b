//! What a feed or sitemap lists: by what each entry is known, where it is, and what it says in short.

use chrono::{DateTime, Utc};
use extract::worker::{Answer, Task};
use extract::{Hints, Sitemap};
use fetch::{Conditional, Fetched};
use model::{Case, Header, Sha256, Watch, WatchKind, header_value, site_of};
use store::{Seen, Validators, WriteTx};
use url::Url;

use crate::collect::gate::Rules;
use crate::collect::given::is_of_the_web;
use crate::collect::{Source, document_address};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::mismatch;

/// Sitemaps of an index that are read at one look.
const MOST_SITEMAPS: usize = 50;
/// The bytes that a file of gzip begins with (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// An entry of a list.
pub(crate) struct Listed {
    /// By what it is known: its guid, or its address.
    key: String,
    /// Its page.
    url: Url,
    /// What changes when it says something else.
    content: String,
}

impl Listed {
    /// Returns what a feed says of an entry; nothing when it has no page.
    pub(crate) fn of(entry: &extract::Entry) -> Option<Self> {
        let url = entry
            .link
            .as_deref()
            .and_then(|link| Url::parse(link).ok())
            .filter(is_of_the_web)?;
        let dates = [entry.published.value(), entry.updated.value()];
        // The words of an entry that has a date change with every advert in them.
        let words = entry.summary.as_deref().filter(|_| dates == [None, None]);
        let told = format!("{:?} {url} {dates:?} {words:?}", entry.title);
        Some(Self {
            key: entry.id.clone().unwrap_or_else(|| url.to_string()),
            content: Sha256::of(told.as_bytes()).to_string(),
            url,
        })
    }
}

impl Library {
    /// Queues the entries that are new: by their guid, by the address of their page, and by what
    /// they say. One that says something else than before is captured again. On a docket every entry
    /// with a guid of its own is new, since many lead to the same page.
    pub(crate) fn enqueue_listed(
        &self,
        source: &Source<'_>,
        watch: &Watch,
        listed: &[Listed],
    ) -> Result<usize, EngineError> {
        let now = source.clock.now();
        let queued = self.if_there(watch.id, |tx| {
            let mut fresh = 0;
            for entry in listed {
                if is_fresh(tx, watch, entry)? {
                    self.enqueue_for(tx, watch, &entry.url, now)?;
                    fresh += 1;
                }
            }
            Ok(fresh)
        })?;
        Ok(queued.unwrap_or_default())
    }

    /// Queues a page that a watch found.
    pub(crate) fn enqueue_for(
        &self,
        tx: &WriteTx<'_>,
        watch: &Watch,
        url: &Url,
        now: DateTime<Utc>,
    ) -> Result<(), EngineError> {
        let job = model::Job {
            watch: Some(watch.id),
            ..self.fresh_job(watch.case, url, now)
        };
        tx.jobs_mut().enqueue(&job)?;
        Ok(())
    }

    /// Returns what a sitemap lists, with the sitemaps that an index names. A sitemap speaks for its
    /// own site alone (sitemaps.org, "location").
    pub(crate) fn listed_in_sitemap(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &Watch,
        fetched: &Fetched,
    ) -> Result<Vec<Listed>, EngineError> {
        let address = &fetched.last_hop().url;
        let sitemap = self.sitemap_in(fetched)?;
        let mut listed = entries_of(&sitemap, address);
        let own = |url: &&Url| is_of_the_web(url) && site_of(url) == site_of(address);
        let children: Vec<&Url> = sitemap.indexes.iter().filter(own).collect();
        if children.len() > MOST_SITEMAPS {
            self.notice(&format!(
                "{address} names {} sitemaps; only the last {MOST_SITEMAPS} are read",
                children.len()
            ));
        }
        // Indexes grow at their end.
        for &child in children.iter().rev().take(MOST_SITEMAPS) {
            match self.listed_in_child(source, case, watch, child) {
                Ok(more) => listed.extend(more),
                Err(error @ (EngineError::Offline { .. } | EngineError::TooEarly { .. })) => {
                    return Err(error);
                }
                Err(error) if error.concerns_one_page() => {
                    self.notice(&format!("{child}: {error}"));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(listed)
    }

    /// Returns what one sitemap of an index lists; nothing when it has not changed.
    fn listed_in_child(
        &self,
        source: &Source<'_>,
        case: &Case,
        watch: &Watch,
        child: &Url,
    ) -> Result<Vec<Listed>, EngineError> {
        let key = format!("sitemap {child}");
        let before = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.watches().content_of(watch.id, &key)?))?;
        let conditional = before.as_deref().map(asked_by).unwrap_or_default();
        let fetched = self.get(source, case, child, Rules::Asked, conditional)?;
        let last = fetched.last_hop();
        match last.status {
            304 => return Ok(Vec::new()),
            200..=299 => {}
            status => {
                let url = child.to_string();
                return Err(EngineError::Status { url, status });
            }
        }
        let listed = entries_of(&self.sitemap_in(&fetched)?, &last.url);
        let after = validators_in(&last.headers);
        let kept = format!(
            "{}\n{}",
            after.etag.unwrap_or_default(),
            after.last_modified.unwrap_or_default()
        );
        self.if_there(watch.id, |tx| {
            Ok(tx.watches_mut().note_entry(watch.id, &key, child, &kept)?)
        })?;
        Ok(listed)
    }

    fn sitemap_in(&self, fetched: &Fetched) -> Result<Sitemap, EngineError> {
        let last = fetched.last_hop();
        let hints = Hints {
            media_type: header_value(&last.headers, "content-type").map(str::to_owned),
            url: Some(last.url.clone()),
        };
        let unpacked = self.unpacked(fetched)?;
        let bytes = unpacked.as_deref().unwrap_or(fetched.decoded());
        let what = last.url.as_str();
        let Answer::Sitemap(sitemap) = self.ask_worker(what, &Task::Sitemap(hints), bytes)? else {
            return Err(mismatch(what));
        };
        for problem in &sitemap.problems {
            self.notice(&format!("{what}: {problem}"));
        }
        Ok(sitemap)
    }

    /// Returns the inside of a file of gzip (`sitemap.xml.gz`), under the same caps as a coding.
    fn unpacked(&self, fetched: &Fetched) -> Result<Option<Vec<u8>>, EngineError> {
        if !fetched.decoded().starts_with(&GZIP_MAGIC) {
            return Ok(None);
        }
        let coding = [("content-encoding".to_owned(), "gzip".to_owned())];
        let unpacked = fetch::decode(fetched.decoded(), &coding, &self.world.limits);
        unpacked.map(Some).map_err(|cause| {
            let url = Box::new(fetched.last_hop().url.clone());
            EngineError::Fetch(fetch::FetchError::Undecodable { url, cause })
        })
    }
}

/// Returns what a server gave to be asked by next time.
pub(crate) fn validators_in(headers: &[Header]) -> Validators {
    Validators {
        etag: header_value(headers, "etag").map(str::to_owned),
        last_modified: header_value(headers, "last-modified").map(str::to_owned),
    }
}

/// Reads validators as they are kept for one sitemap of an index.
fn asked_by(kept: &str) -> Conditional {
    let given = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
    let (etag, last_modified) = kept.split_once('\n').unwrap_or_default();
    Conditional {
        etag: given(etag),
        last_modified: given(last_modified),
    }
}

fn entries_of(sitemap: &Sitemap, address: &Url) -> Vec<Listed> {
    let own = |url: &Url| is_of_the_web(url) && site_of(url) == site_of(address);
    let entries = sitemap.entries.iter().filter(|entry| own(&entry.url));
    let listed = entries.map(|entry| Listed {
        key: entry.url.to_string(),
        url: entry.url.clone(),
        content: entry.modified.value().unwrap_or_default(),
    });
    listed.collect()
}

fn is_fresh(tx: &WriteTx<'_>, watch: &Watch, entry: &Listed) -> Result<bool, EngineError> {
    let address = document_address(&entry.url);
    let watches = tx.watches_mut();
    let by_key = watches.note_entry(watch.id, &entry.key, &entry.url, &entry.content)?;
    let by_address = watches.note_entry(watch.id, &format!("address {address}"), &address, "")?;
    if by_key != Seen::New || watch.kind == WatchKind::Docket {
        return Ok(by_key != Seen::Same);
    }
    let known = match tx.documents().by_address(&address)? {
        Some(document) => tx.case_documents().how(watch.case, document.id)?.is_some(),
        None => false,
    };
    Ok(by_address == Seen::New && !known)
}
