//! Word documents (ECMA-376): the text that a reader of the document sees, and who wrote it when.
//!
//! The file is a ZIP from a stranger. Nothing in it is unpacked to a name: four parts are looked up
//! and read into memory, each under a cap and a ratio that do not trust what its header promises,
//! and the XML is read by the events of [`crate::xml`], which expand no entity.

mod body;
mod parts;
mod properties;

use model::{Article, plain_text};

use crate::html::language_of_text;
use body::Story;
use parts::Parts;

/// Text that is kept, in bytes.
const MAX_TEXT: usize = 20 * 1024 * 1024;

/// Tells whether bytes begin as every ZIP with a file in it does.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Tells whether bytes begin as the compound files do that older office programs write, and newer
/// ones round a document with a password (MS-CFB, 2.2).
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// What to say of a compound file.
pub(crate) const COMPOUND: &str = "this is an old Word file or one with a password: save it as .docx without a password, or as PDF";

/// Reads a Word document.
pub(crate) fn article(bytes: &[u8]) -> Article {
    read(bytes).unwrap_or_else(|problem| Article {
        problems: vec![problem],
        ..Article::default()
    })
}

fn read(bytes: &[u8]) -> Result<Article, String> {
    let mut parts = Parts::open(bytes)?;
    let main = parts.main_document()?;
    let styles = parts.beside(&main, "styles.xml")?.unwrap_or_default();
    let source = parts
        .text(&main)?
        .ok_or("this is a ZIP archive and no Word document")?;
    let mut story = Story::new(&styles);
    story.read(&source);
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(source) = parts.beside(&main, notes)? {
            story.read(&source);
        }
    }
    let core = parts.text("docProps/core.xml")?.unwrap_or_default();
    let mut article = properties::article(&core, story.title());
    article.problems = story.problems();
    article.text = plain_text(&story.into_text(MAX_TEXT));
    if article.text.is_empty() {
        article
            .problems
            .push("there is no text in this document".to_owned());
    }
    article.lang = language_of_text(&article.text);
    Ok(article)
}
