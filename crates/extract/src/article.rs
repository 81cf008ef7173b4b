//! The door to every kind of document that can hold an article.

use model::{Article, Confidence, Found, plain_text};

use crate::sniff::{Kind, kind};
use crate::{Hints, charset, html, mail, pdf};

/// Reads the article in a page, a PDF, a mail, an MHTML archive or a plain text.
///
/// What the bytes are is decided by the bytes where they are unmistakable, else by the media
/// type. What cannot be read becomes a problem; there is always an article, if an empty one.
pub fn article(bytes: &[u8], hints: &Hints) -> Article {
    match kind(bytes, hints.media_type.as_deref()) {
        Kind::Html => page(bytes, hints),
        Kind::Pdf => pdf::article(bytes),
        Kind::Mail => mail::article(bytes, hints),
        Kind::Plain => plain(bytes, hints),
        Kind::Xml => Article {
            problems: vec!["this is XML data such as a feed, and no page".to_owned()],
            ..page(bytes, hints)
        },
        Kind::Binary => nothing("these bytes are no text: an image, an archive or a program"),
        Kind::Empty => nothing("there is nothing in this document"),
    }
}

/// Reads bytes that are known to be HTML.
pub(crate) fn page(bytes: &[u8], hints: &Hints) -> Article {
    let decoded = charset::decode(bytes, hints.media_type.as_deref());
    let mut article = html::article(&decoded.text, hints.url.as_ref());
    article.problems.extend(decoded.problems);
    article
}

/// Reads plain text: its first short line is the title.
pub(crate) fn plain(bytes: &[u8], hints: &Hints) -> Article {
    let decoded = charset::decode(bytes, hints.media_type.as_deref());
    let text = plain_text(&decoded.text);
    let first = text.lines().next().map(str::trim).unwrap_or_default();
    let is_title = !first.is_empty() && first.len() <= 200 && !first.ends_with(['.', ',', ';']);
    let title = if is_title {
        Found {
            value: Some(first.to_owned()),
            method: "first line".to_owned(),
            confidence: Confidence::new(0.4),
        }
    } else {
        Found::default()
    };
    Article {
        title,
        lang: html::language_of_text(&text),
        problems: decoded.problems,
        text,
        ..Article::default()
    }
}

fn nothing(problem: &str) -> Article {
    Article {
        problems: vec![problem.to_owned()],
        ..Article::default()
    }
}
