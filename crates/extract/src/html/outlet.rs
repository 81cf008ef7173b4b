//! The name of the outlet.

use model::{Confidence, Found};
use url::Url;

use super::page::Page;
use super::title::{key, last_division};
use crate::xml::unescape;

/// Chooses the name of the outlet among what the page offers.
pub(super) fn outlet(page: &Page, url: Option<&Url>) -> Found<Option<String>> {
    let meta = |names: &[&'static str]| page.meta(names).map(|(_, value)| value.to_owned());
    [
        ("og:site_name", meta(&["og:site_name"]), 0.95),
        ("json-ld publisher", page.data.publisher.clone(), 0.9),
        (
            "meta publisher",
            meta(&[
                "citation_journal_title",
                "dc.publisher",
                "publisher",
                "application-name",
                "cre",
                "source",
            ]),
            0.7,
        ),
        ("title element", from_title(page, url), 0.6),
    ]
    .into_iter()
    .find_map(|(method, name, share)| {
        let name = unescape(&name?)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let usable = !name.is_empty() && name.len() < 80 && !name.contains("://");
        usable.then(|| Found {
            value: Some(name),
            method: method.to_owned(),
            confidence: Confidence::new(share),
        })
    })
    .unwrap_or_default()
}

/// The end of the title names the site when the address has the same letters.
fn from_title(page: &Page, url: Option<&Url>) -> Option<String> {
    let (_, tail) = last_division(page.title.as_deref()?)?;
    let host = key(model::site_of(url?)?.as_str().split('.').next()?);
    let tail_key = key(tail);
    let same = tail_key.contains(&host) || host.contains(&tail_key);
    (same && host.len() >= 3 && tail_key.len() >= 3).then(|| tail.trim().to_owned())
}
