//! PDF to text, page by page.
//!
//! `lopdf` reads the file and its fonts under limits on decompression; where words stand on the
//! page is worked out here ([`page`]), because that is what tells paragraphs, page headers and the
//! numbered lines of court pleadings apart ([`paragraphs`]).
//!
//! In the text, pages are divided by a paragraph that is a form feed alone (`"\n\n\u{c}\n\n"`), so
//! that the page of any place is one more than the form feeds before it.

mod page;
mod paragraphs;

use lopdf::{Dictionary, Document, LoadOptions, Object, decode_text_string};
use model::{Article, Confidence, Found, When, plain_text};

use crate::dates;
use crate::html::language_of_text;

/// The most that one stream may become when decompressed, in bytes.
const MAX_STREAM: usize = 64 * 1024 * 1024;

/// Pages that are read.
const MAX_PAGES: usize = 5_000;

/// Text that is kept, in bytes.
const MAX_TEXT: usize = 20 * 1024 * 1024;

/// Reads a PDF.
pub(crate) fn article(bytes: &[u8]) -> Article {
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM);
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Article {
            problems: vec!["this PDF is locked with a password".to_owned()],
            ..Article::default()
        },
        Ok(document) => read(&document),
        Err(error) => Article {
            problems: vec![format!("this PDF could not be opened: {error}")],
            ..Article::default()
        },
    }
}

fn read(document: &Document) -> Article {
    let mut problems = Vec::new();
    let mut pages = Vec::new();
    let mut read = 0;
    for (number, id) in document.page_iter().take(MAX_PAGES).enumerate() {
        match page::lines(document, id, MAX_STREAM) {
            Ok(lines) => {
                read += lines.iter().map(page::Line::len).sum::<usize>();
                pages.push(lines);
            }
            Err(error) => {
                problems.push(format!("page {} could not be read: {error}", number + 1));
                pages.push(Vec::new());
            }
        }
        if read > MAX_TEXT {
            problems.push(format!("only the first {} pages were read", pages.len()));
            break;
        }
    }
    let text = plain_text(&paragraphs::of_pages(pages));
    let is_empty = text.trim_matches(|c: char| c.is_whitespace()).is_empty();
    if is_empty && problems.is_empty() {
        problems.push("no text in this PDF: it holds only images".to_owned());
    }
    with_information(
        document,
        if is_empty { String::new() } else { text },
        problems,
    )
}

/// Adds what the information dictionary says, which is often a template's or a printer's word.
fn with_information(document: &Document, text: String, problems: Vec<String>) -> Article {
    let information = document
        .trailer
        .get_deref(b"Info", document)
        .and_then(Object::as_dict)
        .ok();
    let entry = |key: &[u8]| information.and_then(|it| text_entry(it, key, document));
    let date = |key: &[u8]| entry(key).and_then(|it| date_of(&it)).unwrap_or_default();
    Article {
        title: found(entry(b"Title").filter(|it| is_title(it)), 0.5),
        authors: found(
            entry(b"Author")
                .filter(|it| is_author(it))
                .into_iter()
                .collect(),
            0.4,
        ),
        published: dated(date(b"CreationDate")),
        modified: dated(date(b"ModDate")),
        lang: language_of_text(&text),
        text,
        problems,
        ..Article::default()
    }
}

fn text_entry(information: &Dictionary, key: &[u8], document: &Document) -> Option<String> {
    let value = information.get_deref(key, document).ok()?;
    let text = decode_text_string(value).ok()?.replace('\0', "");
    let text = text.trim();
    (!text.is_empty() && text.len() < 500).then(|| text.to_owned())
}

/// Word processors put the name of the file, or nothing of meaning, into the title.
pub(crate) fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = [".doc", ".docx", ".pdf", ".indd", ".rtf", ".wpd", ".tmp"];
    !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && !file.iter().any(|end| lower.ends_with(end))
}

/// Programs fill in a word where they know no name.
pub(crate) fn is_author(name: &str) -> bool {
    let name = name.to_lowercase();
    ![
        "anonymous",
        "unknown",
        "user",
        "admin",
        "administrator",
        "author",
        "owner",
    ]
    .contains(&name.as_str())
}

/// Reads `D:20250129103000+01'00'` (ISO 32000-1, 7.9.4); a time without a zone is cut to its day.
fn date_of(text: &str) -> Option<When> {
    let digits = text.trim_start_matches("D:");
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let day = format!(
        "{}-{}-{}",
        digits.get(..4)?,
        digits.get(4..6)?,
        digits.get(6..8)?
    );
    let zone = digits.get(count..)?.replace('\'', "");
    if count < 14 || zone.is_empty() {
        return Some(dates::parse(&day));
    }
    let zone = if zone.starts_with('Z') {
        "+0000"
    } else {
        zone.as_str()
    };
    let time = format!("{}:{}:{}", &digits[8..10], &digits[10..12], &digits[12..14]);
    let instant = dates::parse(&format!("{day}T{time}{zone}"));
    Some(if instant.is_known() {
        instant
    } else {
        dates::parse(&day)
    })
}

fn dated(value: When) -> Found<When> {
    if value.is_known() {
        found(value, 0.4)
    } else {
        Found::default()
    }
}

fn found<T: Default + PartialEq>(value: T, share: f64) -> Found<T> {
    if value == T::default() {
        return Found::default();
    }
    Found {
        value,
        method: "information in the PDF".to_owned(),
        confidence: Confidence::new(share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_the_zone_or_are_cut_to_the_day() {
        let check = |text: &str, expected: &str| {
            let when = date_of(text).and_then(|it| it.value());
            assert_eq!(when.unwrap_or_default(), expected, "{text}");
        };
        check("D:20250129103000+01'00'", "2025-01-29T10:30:00+01:00");
        check("D:20250129103000Z", "2025-01-29T10:30:00Z");
        check("D:20250129103000", "2025-01-29");
        check("D:20250129", "2025-01-29");
        check("yesterday", "");
    }
}
