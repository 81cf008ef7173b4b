//! Web archives: what one holds of an address, one of its copies as an older version, and the wish
//! that it save a page.
//!
//! A copy is fetched from the archive now, and recorded so: its capture names the archive's address
//! and the present time. What it says of the past rests on the archive's word, the header
//! `Memento-Datetime` (RFC 7089), by which its version is put among the others of its document.
//!
//! What is asked is a documented interface for programs, one request at a time for a person, so that
//! robots.txt of the archive is not asked; turns, pauses and the proxy hold as everywhere.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use extract::Memento;
use extract::worker::{Answer, Task};
use fetch::{Conditional, Fetched};
use model::{Capture, Case, Provenance, header_value};
use store::How;
use url::Url;

use crate::collect::gate::Rules;
use crate::collect::page_address;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, mismatch, same_page};
use crate::view::{CaptureLine, MementoLine};

/// The web archive that is asked unless another one is named.
pub const WEB_ARCHIVE: &str = "https://web.archive.org/";

/// What a web archive learns that is asked to save a page, in words for the person who decides.
pub const SAVING_TELLS: &str = "The web archive then learns the address of each page that you ask it \
to save, when you asked, and the network address of this computer or of the proxy that is set. It \
fetches the page by itself, so the site sees the archive, and the copy is public.";

/// A copy of a page, where it can be had as it was received.
struct Copy {
    at: DateTime<Utc>,
    url: Url,
    status: Option<u16>,
}

impl Library {
    /// Returns what a web archive holds of an address, the oldest first.
    pub fn mementos(
        &self,
        case: Option<&Case>,
        archive: &str,
        address: &str,
    ) -> Result<Vec<MementoLine>, EngineError> {
        let url = page_address(address)?;
        let found = self.copies(case, &page_address(archive)?, &url)?;
        let line = |copy: Copy| MementoLine {
            at: copy.at,
            url: copy.url.into(),
            original: url.to_string(),
            status: copy.status,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// Captures the copy of a page that stands nearest to a time, as an older version of it.
    pub fn capture_memento(
        &self,
        case: &Case,
        archive: &str,
        address: &str,
        at: &str,
    ) -> Result<CaptureLine, EngineError> {
        let wanted = moment(at)?;
        let url = page_address(address)?;
        let copies = self.copies(Some(case), &page_address(archive)?, &url)?;
        let distance = |at: DateTime<Utc>| (at - wanted).num_seconds().abs();
        // A copy of an error page says nothing of the page.
        let is_page = |status: Option<u16>| status.is_none_or(|it| (200..300).contains(&it));
        let nearest = copies
            .into_iter()
            .filter(|copy| is_page(copy.status))
            .min_by_key(|copy| distance(copy.at));
        let Some(nearest) = nearest else {
            return Err(EngineError::NotFound {
                noun: "copy in the web archive",
                given: url.to_string(),
            });
        };
        let line = self.capture_copy(case, &url, &nearest.url);
        let line = match line {
            Err(error) if error.concerns_one_page() => {
                CaptureLine::failed(nearest.url.as_str(), Some(&error))
            }
            other => other?,
        };
        self.close_run();
        Ok(self.reported(line))
    }

    fn capture_copy(
        &self,
        case: &Case,
        asked: &Url,
        memento: &Url,
    ) -> Result<CaptureLine, EngineError> {
        let fetched = self.ask_archive(Some(case), memento)?;
        let capture = self.archive_fetched(Provenance::WebArchive, &fetched)?;
        self.store.write(|tx| self.file_capture(tx, &capture))?;
        let is_of_it = memento_date(&capture).is_some()
            && original_of(&capture).is_some_and(|it| same_page(&it, asked));
        if !is_of_it {
            return Err(EngineError::Unreadable {
                url: memento.to_string(),
                why: "the answer is no copy of that page: it does not say when and of what it was \
                      made"
                    .to_owned(),
            });
        }
        let into = Intake {
            case: case.id,
            how: How::default(),
        };
        self.read_capture(into, &capture, fetched.decoded())
    }

    /// Asks a web archive to save a page, and returns the copy that it made, when it names it. Only
    /// where a person allowed that: it tells a third party what is read here.
    pub fn save_to_archive(
        &self,
        case: Option<&Case>,
        archive: &str,
        address: &str,
    ) -> Result<MementoLine, EngineError> {
        if !self.may_save_to_archive()? {
            return Err(EngineError::NotAllowed {
                what: "asking a web archive to save pages",
            });
        }
        let url = page_address(address)?;
        self.world.guard.check(&url).map_err(|cause| {
            let url = Box::new(url.clone());
            EngineError::Fetch(fetch::FetchError::Refused { url, cause })
        })?;
        let ask = below(&page_address(archive)?, &format!("save/{url}"))?;
        let fetched = self.ask_archive(case, &ask)?;
        let last = fetched.last_hop();
        let named = header_value(&last.headers, "content-location");
        let copy = named.and_then(|path| last.url.join(path).ok());
        let copy = copy.unwrap_or_else(|| last.url.clone());
        Ok(MementoLine {
            at: date_in(&fetched).unwrap_or(last.finished),
            url: copy.into(),
            original: url.into(),
            status: None,
        })
    }

    /// Tells whether a web archive may be asked to save pages.
    pub fn may_save_to_archive(&self) -> Result<bool, EngineError> {
        self.store
            .read(|tx| Ok(tx.settings().may_save_to_web_archive()?))
    }

    /// Allows that, or no longer.
    pub fn allow_saving_to_archive(&self, may: bool) -> Result<(), EngineError> {
        self.store
            .write(|tx| Ok(tx.settings_mut().set_may_save_to_web_archive(may)?))
    }

    /// Returns the copies of an address, the oldest first: by the `TimeMap`, and where there is none
    /// by the CDX server.
    fn copies(
        &self,
        case: Option<&Case>,
        archive: &Url,
        url: &Url,
    ) -> Result<Vec<Copy>, EngineError> {
        let timemap = below(archive, &format!("web/timemap/link/{url}"))?;
        let mut found = match self.copies_listed_at(case, &timemap) {
            Err(EngineError::Status { status, .. }) if status != 429 && status < 500 => Vec::new(),
            other => other?,
        };
        if found.is_empty() {
            let mut cdx = below(archive, "cdx/search/cdx")?;
            cdx.query_pairs_mut()
                .append_pair("url", url.as_str())
                .append_pair("output", "json")
                .append_pair("fl", "timestamp,original,statuscode");
            found = match self.copies_listed_at(case, &cdx) {
                Err(EngineError::Status { status: 404, .. }) => Vec::new(),
                other => other?,
            };
        }
        let mut copies = Vec::new();
        for memento in found {
            if let Some(url) = unaltered(archive, url, &memento) {
                copies.push(Copy {
                    at: memento.at,
                    url,
                    status: memento.status,
                });
            }
        }
        copies.sort_by_key(|copy| copy.at);
        Ok(copies)
    }

    fn copies_listed_at(
        &self,
        case: Option<&Case>,
        list: &Url,
    ) -> Result<Vec<Memento>, EngineError> {
        let fetched = self.ask_archive(case, list)?;
        let what = list.as_str();
        let Answer::TimeMap(found) = self.ask_worker(what, &Task::TimeMap, fetched.decoded())?
        else {
            return Err(mismatch(what));
        };
        for problem in &found.problems {
            self.notice(&format!("{what}: {problem}"));
        }
        Ok(found.mementos)
    }

    fn ask_archive(&self, case: Option<&Case>, url: &Url) -> Result<Fetched, EngineError> {
        let source = self.live();
        let fetched = self.get(&source, case, url, Rules::NotAsked, Conditional::default())?;
        match fetched.last_hop().status {
            200..=299 => Ok(fetched),
            status => Err(EngineError::Status {
                url: url.to_string(),
                status,
            }),
        }
    }
}

/// Returns when a web archive made the copy that a capture is of; nothing for any other capture.
pub(crate) fn memento_date(capture: &Capture) -> Option<DateTime<Utc>> {
    if capture.retrieval.provenance != Provenance::WebArchive {
        return None;
    }
    dated(&capture.retrieval.last_hop().headers)
}

/// Returns the address whose copy a capture is: the one that the archive names (RFC 7089, 2.2.1), or
/// the one inside the address of the copy.
pub(crate) fn original_of(capture: &Capture) -> Option<Url> {
    if capture.retrieval.provenance != Provenance::WebArchive {
        return None;
    }
    let last = capture.retrieval.last_hop();
    let links = header_value(&last.headers, "link").unwrap_or_default();
    let named = links.split('<').skip(1).find_map(|link| {
        let (address, rest) = link.split_once('>')?;
        let rel = rest.split(',').next()?.replace(' ', "");
        (rel.contains("rel=\"original\"") || rel.contains("rel=original")).then_some(address)
    });
    let inside = || {
        let (_, address) = last.url.as_str().split_once("id_/")?;
        Some(address)
    };
    page_address(named.or_else(inside)?).ok()
}

fn date_in(fetched: &Fetched) -> Option<DateTime<Utc>> {
    dated(&fetched.last_hop().headers)
}

fn dated(headers: &[model::Header]) -> Option<DateTime<Utc>> {
    let value = header_value(headers, "memento-datetime")?;
    let at = DateTime::parse_from_rfc2822(value).ok()?;
    Some(at.to_utc())
}

/// Returns an address below that of an archive.
fn below(archive: &Url, path: &str) -> Result<Url, EngineError> {
    let base = archive.as_str().trim_end_matches('/');
    page_address(&format!("{base}/{path}"))
}

/// Returns the address of a copy as it was received. Archives change links and add a bar to what they
/// show; the mark `id_` behind the time asks for the page as it was.
fn unaltered(archive: &Url, asked: &Url, memento: &Memento) -> Option<Url> {
    let time = memento.at.format("%Y%m%d%H%M%S").to_string();
    if let Some(url) = &memento.url {
        let (bare, marked) = (format!("/{time}/"), format!("/{time}id_/"));
        return Url::parse(&url.as_str().replacen(&bare, &marked, 1)).ok();
    }
    let original = memento.original.as_ref().unwrap_or(asked);
    below(archive, &format!("web/{time}id_/{original}")).ok()
}

/// Reads the time near which a copy is wanted: a day, an instant, or the fourteen digits of archives.
fn moment(text: &str) -> Result<DateTime<Utc>, EngineError> {
    let noon = NaiveTime::default() + TimeDelta::hours(12);
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let digits = || NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok();
    let instant = || DateTime::parse_from_rfc3339(text).ok();
    let found = day().map(|day| day.and_time(noon)).or_else(digits);
    let found = found.map(|it| it.and_utc());
    found
        .or_else(|| instant().map(|it| it.to_utc()))
        .ok_or_else(|| EngineError::BadValue {
            noun: "time",
            given: text.to_owned(),
            expected: "a day like 2024-01-31, an instant like 2024-01-31T09:30:00Z, or the \
                       fourteen digits of a web archive"
                .to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_copy_is_read_in_three_forms() {
        for (text, expected) in [
            ("2024-01-31", "2024-01-31T12:00:00Z"),
            ("2024-01-31T09:30:00+01:00", "2024-01-31T08:30:00Z"),
            ("20240131093000", "2024-01-31T09:30:00Z"),
        ] {
            let expected: DateTime<Utc> = expected.parse().expect("an instant");
            assert_eq!(moment(text).ok(), Some(expected), "{text}");
        }
        assert!(moment("last week").is_err());
    }

    #[test]
    fn a_copy_is_asked_for_as_it_was_received() {
        let url = |text: &str| Url::parse(text).expect(text);
        let at = "2024-01-31T09:30:00Z".parse().expect("an instant");
        let memento = |copy: Option<&str>| Memento {
            at,
            url: copy.map(url),
            original: None,
            status: None,
        };
        let asked = url("https://outlet.example/a?b=1");
        let archive = url("https://arc.example/");
        for (copy, expected) in [
            (
                None,
                "https://arc.example/web/20240131093000id_/https://outlet.example/a?b=1",
            ),
            (
                Some("https://arc.example/web/20240131093000/http://outlet.example/a?b=1"),
                "https://arc.example/web/20240131093000id_/http://outlet.example/a?b=1",
            ),
            (
                Some("https://other.example/copy/7"),
                "https://other.example/copy/7",
            ),
        ] {
            let found = unaltered(&archive, &asked, &memento(copy));
            assert_eq!(found.map(String::from).as_deref(), Some(expected));
        }
    }
}
