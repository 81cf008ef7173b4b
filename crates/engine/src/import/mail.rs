//! Mails: the documents that came with one are captures of their own, which say what they are
//! attachments of.

use extract::Attachment;
use extract::worker::{Answer, Task};
use model::Provenance;
use url::Url;

use super::file::read_bounded;
use super::folder::Found;
use super::kind::MAIL;
use super::{address_of, headers_of, received};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, mismatch};
use crate::view::CaptureLine;

/// The field in which an attachment notes the mail that it came with: the address and the name of its
/// file.
const ATTACHMENT_OF: &str = "x-attachment-of";

impl Library {
    /// Imports a mail, and then the documents that came with it.
    pub(super) fn import_mail(
        &self,
        into: Intake,
        file: &Found,
        url: Option<&Url>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let line = self.import_page(into, file, MAIL, url)?;
        let is_kept = line.capture.is_some();
        let mut lines = vec![self.reported(line)];
        if !is_kept {
            return Ok(lines);
        }
        let bytes = read_bounded(&file.path)?;
        let path = file.path.display().to_string();
        let Answer::Attachments(found) = self.ask_worker(&path, &Task::Attachments, &bytes)? else {
            return Err(mismatch(&path));
        };
        let name = file.path.file_name().unwrap_or_default().to_string_lossy();
        let mail = format!("{} {name:?}", address_of(&bytes)?);
        for document in &found.documents {
            let line = self.import_attachment(into, &mail, document)?;
            lines.push(self.reported(CaptureLine {
                url: format!("{}, attachment of {path}", document.name),
                ..line
            }));
        }
        for problem in &found.problems {
            self.notice(&format!("{path}: {problem}"));
        }
        Ok(lines)
    }

    fn import_attachment(
        &self,
        into: Intake,
        mail: &str,
        document: &Attachment,
    ) -> Result<CaptureLine, EngineError> {
        let mut headers = headers_of(&document.name, &document.media_type);
        headers.push((ATTACHMENT_OF.to_owned(), mail.to_owned()));
        let now = self.world.clock.now();
        let hop = received(address_of(&document.bytes)?, 200, headers, now);
        match self.file_and_read(into, Provenance::Imported, hop, &document.bytes) {
            Err(error) if error.concerns_one_page() => {
                Ok(CaptureLine::failed(&document.name, Some(&error)))
            }
            line => line,
        }
    }
}
