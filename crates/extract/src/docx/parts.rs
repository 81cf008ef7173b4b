//! The parts of a Word document: looked up by name in the ZIP, read under caps.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::charset;
use crate::xml::{Event, Events};

/// Files that a document may have. Books with a picture on each page stay far below.
const MAX_FILES: usize = 20_000;

/// The most that one part may unpack to, in bytes.
const MAX_PART: u64 = 48 * 1024 * 1024;

/// How many times its size a part may unpack to, once it is longer than [`RATIO_FROM`].
const MAX_RATIO: u64 = 200;

/// Unpacked bytes that may come at any ratio: the XML of tables packs well.
const RATIO_FROM: u64 = 8 * 1024 * 1024;

/// The ZIP round a document.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let unreadable = |error| format!("this document could not be opened: {error}");
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
        if zip.len() > MAX_FILES {
            return Err(format!(
                "this document is refused: it holds more than {MAX_FILES} files"
            ));
        }
        if zip.has_overlapping_entries().map_err(unreadable)? {
            let why = "its parts overlap, as only those of a bomb do";
            return Err(format!("this document is refused: {why}"));
        }
        Ok(Self { zip })
    }

    /// Returns the name of the part that holds the text. The package says which it is; most
    /// programs call it `word/document.xml`.
    pub(super) fn main_document(&mut self) -> Result<String, String> {
        let relations = self.text("_rels/.rels")?.unwrap_or_default();
        let named = Events::new(&relations).find_map(|event| main_target(&event));
        Ok(named.unwrap_or_else(|| "word/document.xml".to_owned()))
    }

    /// Reads a part that lies in the folder of another one.
    pub(super) fn beside(&mut self, main: &str, name: &str) -> Result<Option<String>, String> {
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.text(format!("{folder}/{name}").trim_start_matches('/'))
    }

    /// Reads a part as text; nothing when there is none of this name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let refused = |why: String| format!("this document is refused: its part {name} {why}");
        let unreadable = |why: String| format!("this document is damaged: its part {name} {why}");
        let part = self.zip.by_index(index);
        let part = part.map_err(|error| unreadable(format!("cannot be opened: {error}")))?;
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        let read = part.take(MAX_PART + 1).read_to_end(&mut bytes);
        let unpacked = bytes.len() as u64;
        if unpacked > MAX_PART {
            return Err(refused(format!("unpacks to more than {MAX_PART} bytes")));
        }
        if unpacked > RATIO_FROM && unpacked > packed.saturating_mul(MAX_RATIO) {
            return Err(refused(format!(
                "unpacks to more than {MAX_RATIO} times its size"
            )));
        }
        read.map_err(|error| unreadable(format!("cannot be unpacked: {error}")))?;
        Ok(Some(
            charset::decode(&bytes, Some("application/xml"))
                .text
                .into_owned(),
        ))
    }
}

/// Returns where a relation of the package says that the text is.
fn main_target(event: &Event) -> Option<String> {
    let Event::Start { attributes, .. } = event else {
        return None;
    };
    let value = |name: &str| {
        let found = attributes.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    };
    let is_main = value("type")?.ends_with("/officeDocument");
    is_main.then(|| value("target").map(|it| it.trim_start_matches('/').to_owned()))?
}
