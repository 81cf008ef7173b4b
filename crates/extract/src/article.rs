//! The door to every kind of document that can hold an article.

use model::{Article, Confidence, Found, plain_text};

use crate::line::{ends_sentence, one_line};
use crate::sniff::{Kind, kind};
use crate::{Hints, charset, docx, html, mail, pdf};

/// Reads the article in a page, a PDF, a Word document, a mail, an MHTML archive or a plain text.
///
/// What the bytes are is decided by the bytes where they are unmistakable, else by the media
/// type. What cannot be read becomes a problem; there is always an article, if an empty one.
pub fn article(bytes: &[u8], hints: &Hints) -> Article {
    let mut article = read(bytes, hints);
    tidy(&mut article);
    article
}

/// Brings title, authors and outlet into the form of [`one_line`]; one of which nothing is left
/// was never found.
pub(crate) fn tidy(article: &mut Article) {
    for found in [&mut article.title, &mut article.outlet] {
        found.value = found.value.as_deref().and_then(one_line);
        if found.value.is_none() {
            *found = Found::default();
        }
    }
    let authors = &mut article.authors;
    authors.value = authors.value.iter().filter_map(|it| one_line(it)).collect();
    if authors.value.is_empty() {
        *authors = Found::default();
    }
}

fn read(bytes: &[u8], hints: &Hints) -> Article {
    match kind(bytes, hints.media_type.as_deref()) {
        Kind::Html => page(bytes, hints),
        Kind::Pdf => pdf::article(bytes),
        Kind::Mail => mail::article(bytes, hints),
        Kind::Zip => docx::article(bytes),
        Kind::Compound => nothing(docx::COMPOUND),
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

/// How a title was found that is the first line of a plain text.
pub const FIRST_LINE: &str = "first line";

/// Reads plain text.
pub(crate) fn plain(bytes: &[u8], hints: &Hints) -> Article {
    let decoded = charset::decode(bytes, hints.media_type.as_deref());
    let text = without_blank_start(&plain_text(&decoded.text)).to_owned();
    let title = match title_line(&text) {
        Some(line) => Found {
            value: Some(line.to_owned()),
            method: FIRST_LINE.to_owned(),
            confidence: Confidence::new(0.4),
        },
        None => Found::default(),
    };
    Article {
        title,
        lang: html::language_of_text(&text),
        problems: decoded.problems,
        text,
        ..Article::default()
    }
}

/// The longest first line that is taken for a title, in characters.
const TITLE: usize = 120;

/// Returns the first line when it stands over the text: short, parted from it by a blank line, and
/// no sentence.
fn title_line(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once("\n\n")?;
    let line = first.trim();
    let is_title = !line.contains('\n')
        && line.chars().count() <= TITLE
        && !ends_sentence(line)
        && !line.ends_with([',', ';', ':', '，', '；', '：'])
        && !rest.trim().is_empty();
    is_title.then_some(line)
}

/// Cuts off lines at the beginning that show nothing: form feeds, wide spaces, byte order marks.
fn without_blank_start(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n')
        && line.chars().all(is_blank)
    {
        rest = after;
    }
    if rest.chars().all(is_blank) { "" } else { rest }
}

fn nothing(problem: &str) -> Article {
    Article {
        problems: vec![problem.to_owned()],
        ..Article::default()
    }
}
