//! The door to pages as they were archived: bytes to a document that a window can show.

use crate::sniff::{Kind, kind};
use crate::{Hints, charset, html};

pub use html::CleanPage;

/// Makes a page harmless; nothing when the bytes are no HTML.
pub fn clean_page(bytes: &[u8], hints: &Hints) -> Option<CleanPage> {
    let media_type = hints.media_type.as_deref();
    if kind(bytes, media_type) != Kind::Html {
        return None;
    }
    let decoded = charset::decode(bytes, media_type);
    Some(html::clean(&decoded.text, hints.url.as_ref()))
}

/// Tells whether bytes under a media type can be expected to be a page.
pub fn is_page(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"]
        .iter()
        .any(|page| name.eq_ignore_ascii_case(page))
}

impl CleanPage {
    /// Cleans a page that somebody claims to have cleaned; an honest one stays as it is.
    pub(crate) fn recleaned(self) -> Self {
        let again = html::clean(&self.html, None);
        Self {
            is_cut: self.is_cut || again.is_cut,
            ..again
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_shown_as_archived() {
        let check = |bytes: &[u8], media_type: &str, expected: bool| {
            let hints = Hints {
                media_type: Some(media_type.to_owned()),
                url: None,
            };
            let page = clean_page(bytes, &hints);
            assert_eq!(page.is_some(), expected, "{}", bytes.escape_ascii());
        };
        check(b"<p>words", "text/html; charset=utf-8", true);
        check(b"<p>words", "application/xhtml+xml", true);
        check(b"%PDF-1.7\n<p>words", "text/html", false);
        check(b"words <p>", "text/plain", false);
        check(b"", "text/html", false);
        for (media_type, expected) in [
            ("Text/HTML ; charset=utf-8", true),
            ("application/xhtml+xml", true),
            ("application/pdf", false),
            ("text/htmlx", false),
        ] {
            assert_eq!(is_page(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn words_in_another_charset_are_read() {
        let hints = Hints {
            media_type: Some("text/html; charset=windows-1252".to_owned()),
            url: None,
        };
        let page = clean_page(b"<p>proc\xe8s", &hints).expect("a page");
        assert!(page.html.contains("<p>proc\u{e8}s</p>"), "{}", page.html);
    }
}
