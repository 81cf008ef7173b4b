//! Sitemaps and sitemap indexes (<https://www.sitemaps.org/protocol.html>), also as plain lists.

use model::When;
use url::Url;

use crate::xml::{Event, Events};
use crate::{Hints, charset, dates};

/// The addresses of a site, as it lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sitemap {
    /// Pages.
    pub entries: Vec<SitemapEntry>,
    /// Further sitemaps.
    pub indexes: Vec<Url>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

/// One page of a sitemap.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SitemapEntry {
    /// Its address.
    pub url: Url,
    /// When it was last changed; for a news sitemap, when it was published.
    pub modified: When,
    /// Its headline, in a news sitemap.
    pub title: Option<String>,
}

/// The protocol allows 50,000 entries a file.
const MAX_ENTRIES: usize = 50_000;

/// The protocol allows 50 MB a file.
const MAX_SITEMAP: usize = 50 * 1024 * 1024;

/// Reads a sitemap, a sitemap index or a list of addresses, one a line.
pub fn sitemap(bytes: &[u8], hints: &Hints) -> Sitemap {
    let decoded = charset::decode(
        &bytes[..bytes.len().min(MAX_SITEMAP)],
        hints.media_type.as_deref(),
    );
    let mut reading = Reading {
        base: hints.url.clone(),
        ..Reading::default()
    };
    reading.sitemap.problems = decoded.problems;
    if decoded.text.contains('<') {
        reading.read(&decoded.text);
    } else {
        decoded.text.lines().for_each(|line| reading.add(line));
    }
    if reading.refused > 0 {
        reading.sitemap.problems.push(format!(
            "{} entries were left out: no address of the web, or beyond the first {MAX_ENTRIES}",
            reading.refused
        ));
    }
    if reading.sitemap.entries.is_empty() && reading.sitemap.indexes.is_empty() {
        reading
            .sitemap
            .problems
            .push("this is no sitemap: it lists no address".to_owned());
    }
    reading.sitemap
}

#[derive(Default)]
struct Reading {
    base: Option<Url>,
    sitemap: Sitemap,
    address: String,
    modified: String,
    title: String,
    refused: usize,
}

impl Reading {
    fn read(&mut self, text: &str) {
        let mut path: Vec<String> = Vec::new();
        for event in Events::new(text) {
            match event {
                Event::Start { name, .. } => path.push(name),
                Event::Text(words) if !path.iter().any(|it| it == "image" || it == "video") => {
                    self.words(path.last().map(String::as_str), &words);
                }
                Event::Text(_) => {}
                Event::End(name) => {
                    if let Some(at) = path.iter().rposition(|it| *it == name) {
                        path.truncate(at);
                    }
                    self.end(&name);
                }
            }
        }
    }

    fn words(&mut self, inside: Option<&str>, words: &str) {
        match inside {
            Some("loc") => self.address.push_str(words),
            Some("lastmod" | "publication_date") => self.modified.push_str(words),
            Some("title") => self.title.push_str(words),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let address = match name {
            "url" | "sitemap" => std::mem::take(&mut self.address),
            _ => return,
        };
        if name == "url" {
            self.add(&address);
        } else if let Some(url) = self.resolved(&address)
            && self.sitemap.indexes.len() < MAX_ENTRIES
        {
            self.sitemap.indexes.push(url);
        }
        self.modified.clear();
        self.title.clear();
    }

    fn add(&mut self, address: &str) {
        if address.trim().is_empty() {
            return;
        }
        match self.resolved(address) {
            Some(url) if self.sitemap.entries.len() < MAX_ENTRIES => {
                let title = self.title.trim();
                self.sitemap.entries.push(SitemapEntry {
                    url,
                    modified: dates::parse(&self.modified),
                    title: (!title.is_empty()).then(|| title.to_owned()),
                });
            }
            _ => self.refused += 1,
        }
    }

    fn resolved(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        let url = match &self.base {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        url.ok()
            .filter(|it| matches!(it.scheme(), "http" | "https"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_news_and_indexes_are_listed() {
        let xml = "<?xml version='1.0'?><urlset xmlns:n='x'>
            <url><loc> https://ledger.example/a?b=1&amp;c=2 </loc><lastmod>2024-09</lastmod></url>
            <url><loc>https://ledger.example/n</loc><n:news><n:publication_date>2024-09-03</n:publication_date><n:title>R&amp;D</n:title></n:news></url>
            <url><loc>ftp://ledger.example/x</loc></url>
            <sitemap><loc>https://ledger.example/more.xml</loc></sitemap>";
        let found = sitemap(xml.as_bytes(), &Hints::default());
        let lines: Vec<String> = found
            .entries
            .iter()
            .map(|it| format!("{} {} {:?}", it.url, it.modified, it.title))
            .collect();
        assert_eq!(
            lines,
            [
                "https://ledger.example/a?b=1&c=2 2024-09 None",
                "https://ledger.example/n 2024-09-03 Some(\"R&D\")",
            ]
        );
        assert_eq!(found.indexes.len(), 1);
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    }

    #[test]
    fn a_plain_list_is_a_sitemap_and_a_page_is_none() {
        let list = sitemap(
            b"https://ledger.example/a\nhttps://ledger.example/b\n",
            &Hints::default(),
        );
        assert_eq!(list.entries.len(), 2);
        let page = sitemap(b"<html><body>Not found</body></html>", &Hints::default());
        assert_eq!(page.problems, ["this is no sitemap: it lists no address"]);
    }
}
