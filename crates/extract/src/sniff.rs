//! What kind of document some bytes are, by their first bytes and by what was said about them.
//!
//! The bytes win over the label wherever they are unmistakable (a PDF under `text/html` is a PDF);
//! the label decides between the text formats. Cf. <https://mimesniff.spec.whatwg.org/>.

use crate::docx;

/// The kinds that can hold an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Html,
    Pdf,
    Plain,
    Mail,
    /// A ZIP, which may be a Word document.
    Zip,
    /// An office file of the older kind.
    Compound,
    /// A feed, sitemap or other XML that is no page.
    Xml,
    /// An image, an archive, a program: nothing to read.
    Binary,
    Empty,
}

/// How many bytes are looked at.
const WINDOW: usize = 2048;

/// The PDF header may stand anywhere in the first 1,024 bytes (ISO 32000-1, Annex H.3.4.1).
const PDF_WINDOW: usize = 1024;

/// Decides what `bytes` are.
pub(crate) fn kind(bytes: &[u8], media_type: Option<&str>) -> Kind {
    let head = &bytes[..bytes.len().min(WINDOW)];
    if head.iter().all(u8::is_ascii_whitespace) && bytes.len() <= WINDOW {
        return Kind::Empty;
    }
    if find(&head[..head.len().min(PDF_WINDOW)], b"%PDF-") {
        return Kind::Pdf;
    }
    if docx::is_zip(head) {
        return Kind::Zip;
    }
    if docx::is_compound(head) {
        return Kind::Compound;
    }
    if is_binary(head) {
        return Kind::Binary;
    }
    let said = media_type
        .and_then(|it| it.split(';').next())
        .map(|it| it.trim().to_ascii_lowercase());
    match said.as_deref() {
        Some("text/html" | "application/xhtml+xml") => Kind::Html,
        Some("message/rfc822" | "multipart/related" | "application/x-mimearchive") => Kind::Mail,
        Some("text/plain" | "text/markdown") => Kind::Plain,
        _ => by_first_words(head),
    }
}

fn by_first_words(head: &[u8]) -> Kind {
    let text = String::from_utf8_lossy(head).replace('\0', "");
    let text = text
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<?xml") && !lower.contains("<html") && !lower.contains("<!doctype html") {
        return Kind::Xml;
    }
    if ["<rss", "<feed", "<urlset", "<sitemapindex", "<opml"]
        .iter()
        .any(|root| lower.starts_with(root))
    {
        return Kind::Xml;
    }
    if looks_like_mail(&lower) {
        return Kind::Mail;
    }
    let tags = [
        "<html",
        "<!doctype",
        "<head",
        "<body",
        "<div",
        "<p",
        "<h1",
        "<title",
        "<meta",
    ];
    if lower.starts_with('<') || tags.iter().any(|tag| lower.contains(tag)) {
        return Kind::Html;
    }
    Kind::Plain
}

/// A mail begins with header fields, one of them a telling one.
fn looks_like_mail(lower: &str) -> bool {
    let telling = [
        "from:",
        "received:",
        "mime-version:",
        "return-path:",
        "message-id:",
    ];
    let mut fields = lower.lines().take_while(|line| !line.trim().is_empty());
    let Some(first) = fields.next() else {
        return false;
    };
    let is_field = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
    };
    is_field(first)
        && (telling.iter().any(|name| first.starts_with(name))
            || fields.any(|line| telling.iter().any(|name| line.starts_with(name))))
}

/// Control characters that no text contains give a binary away; UTF-16 has a mark or zero bytes
/// at every other place.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return false;
    }
    if matches!(head, [b'<', 0, ..] | [0, b'<', ..]) {
        return false;
    }
    let strange = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 0xe..=0x1a | 0x1c..=0x1f))
        .count();
    strange * 50 > head.len().max(1)
}

fn find(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_win_over_the_label_where_they_are_unmistakable() {
        let check = |bytes: &[u8], label, expected| {
            assert_eq!(kind(bytes, label), expected, "{}", bytes.escape_ascii());
        };
        check(b"\n%PDF-1.7\n", Some("text/html"), Kind::Pdf);
        check(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            Some("text/html"),
            Kind::Binary,
        );
        check(b"PK\x03\x04\x14\0\0\0\x08\0", None, Kind::Zip);
        check(b"  \n", Some("text/html"), Kind::Empty);
        check(b"", None, Kind::Empty);
        check(b"<!doctype html><p>x", None, Kind::Html);
        check(b"<?xml version='1.0'?><html xmlns='x'>", None, Kind::Html);
        check(b"<?xml version='1.0'?><rss>", None, Kind::Xml);
        check(b"hello", Some("text/html; charset=utf-8"), Kind::Html);
        check(b"From: a@b.example\nSubject: x\n\nBody", None, Kind::Mail);
        check(b"Note: this is\nplain text\n\nBody", None, Kind::Plain);
        check("A letter – in plain words".as_bytes(), None, Kind::Plain);
    }
}
