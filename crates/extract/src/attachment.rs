//! Attachments of a mail that are documents: each is handed out with its bytes, to be read on its own.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::line::one_line;

/// Attachments that are handed out; a mail with more says how many more there are.
const MOST: usize = 50;
/// Bytes that they may have, all together: what goes over the pipe in a text of base64 is bounded too.
const MOST_BYTES: usize = 32 << 20;
/// The media type of Word documents.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document that came with a mail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    /// What the mail calls it; a word for it where it has no name.
    pub name: String,
    /// Its media type, as its name and the mail tell.
    pub media_type: String,
    /// Its bytes without their transfer encoding; text is in UTF-8.
    #[serde(with = "in_base64")]
    pub bytes: Vec<u8>,
}

/// The documents that came with a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachments {
    /// Pages, PDF files, Word documents and texts.
    pub documents: Vec<Attachment>,
    /// What was left out, in plain words.
    pub problems: Vec<String>,
}

impl Attachments {
    /// Brings into form what a worker handed out: no more than an honest one does, in single lines.
    pub(crate) fn tidy(&mut self) {
        self.documents.truncate(MOST);
        for document in &mut self.documents {
            document.name = one_line(&document.name).unwrap_or_default();
            document.media_type = one_line(&document.media_type).unwrap_or_default();
        }
        self.problems.truncate(1);
        for problem in &mut self.problems {
            *problem = one_line(problem).unwrap_or_default();
        }
    }
}

/// Returns the documents that came with a mail.
pub fn attachments(bytes: &[u8]) -> Attachments {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Attachments::default();
    };
    let mut found = Attachments::default();
    let (mut room, mut left) = (MOST_BYTES, 0_usize);
    for (part, media_type) in documents(&message) {
        let content = part.contents();
        match room.checked_sub(content.len()) {
            Some(rest) if found.documents.len() < MOST => {
                room = rest;
                found.documents.push(Attachment {
                    name: name_of(part),
                    media_type,
                    bytes: content.to_vec(),
                });
            }
            _ => left += 1,
        }
    }
    if left > 0 {
        found.problems.push(format!(
            "{left} attachments were left out: a mail may have {MOST} of {} MB all together; \
             save those that matter and import them",
            MOST_BYTES >> 20
        ));
    }
    found
}

fn documents<'a>(
    message: &'a Message<'a>,
) -> impl Iterator<Item = (&'a MessagePart<'a>, String)> + 'a {
    let attachments = message.attachments();
    attachments.filter_map(|part| Some((part, document_type(part)?)))
}

/// Returns the media type of a part that is a document which can be read. A type that says nothing is
/// told by the name.
pub(crate) fn document_type(part: &MessagePart<'_>) -> Option<String> {
    let declared = part.content_type().map(|it| {
        let kind = format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default());
        kind.to_ascii_lowercase()
    });
    let declared = declared.unwrap_or_default();
    let name = part.attachment_name().unwrap_or_default().to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|it| name.ends_with(it));
    let says_nothing = matches!(&*declared, "" | "application/octet-stream");
    let media_type = match &part.body {
        PartType::Html(_) => "text/html; charset=utf-8",
        PartType::Text(_) if matches!(&*declared, "" | "text/plain" | "text/markdown") => {
            "text/plain; charset=utf-8"
        }
        PartType::Binary(_) | PartType::InlineBinary(_) => match &*declared {
            "application/pdf" | "application/x-pdf" => "application/pdf",
            WORD => WORD,
            _ if says_nothing && ends(&[".pdf"]) => "application/pdf",
            _ if says_nothing && ends(&[".docx"]) => WORD,
            _ if says_nothing && ends(&[".html", ".htm"]) => "text/html",
            _ if says_nothing && ends(&[".txt", ".md"]) => "text/plain",
            _ => return None,
        },
        _ => return None,
    };
    Some(media_type.to_owned())
}

/// Returns the name of an attachment, or what it is where it has none.
pub(crate) fn name_of(part: &MessagePart<'_>) -> String {
    let name = part.attachment_name().and_then(one_line);
    name.unwrap_or_else(|| match (&part.body, part.content_type()) {
        (PartType::Message(_), _) => "another mail".to_owned(),
        (_, Some(kind)) => {
            let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("*"));
            one_line(&kind).unwrap_or_default()
        }
        (_, None) => "a part without a name".to_owned(),
    })
}

mod in_base64 {
    //! Bytes as a text in JSON.

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &Vec<u8>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}
