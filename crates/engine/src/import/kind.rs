//! What a file is, by the ending of its name.

use std::path::Path;

/// The media type of Word documents.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The media type of mails.
pub(super) const MAIL: &str = "message/rfc822";

/// What a file is, by the ending of its name.
pub(super) enum FileKind {
    /// One page, mail or document, of this media type.
    Page(&'static str),
    /// A web archive.
    Archive,
    /// A list of feeds.
    Opml,
}

impl FileKind {
    /// Returns the kind of a file; nothing when its name tells none that is known.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = name
            .strip_suffix(".gz")
            .filter(|it| Path::new(it).extension().is_some_and(|it| it == "warc"))
            .unwrap_or(&name);
        Some(match Path::new(name).extension()?.to_str()? {
            "html" | "htm" => Self::Page("text/html"),
            "xhtml" => Self::Page("application/xhtml+xml"),
            "mhtml" | "mht" => Self::Page("multipart/related"),
            "docx" | "docm" | "dotx" => Self::Page(WORD),
            "doc" => Self::Page("application/msword"),
            "pdf" => Self::Page("application/pdf"),
            "txt" | "text" | "md" => Self::Page("text/plain"),
            "eml" => Self::Page(MAIL),
            "warc" | "wacz" => Self::Archive,
            "opml" => Self::Opml,
            _ => return None,
        })
    }
}

/// Returns the media type that the name of a file promises.
pub(crate) fn media_type_of(path: &Path) -> Option<&'static str> {
    match FileKind::of(path)? {
        FileKind::Page(media_type) => Some(media_type),
        FileKind::Archive | FileKind::Opml => None,
    }
}
