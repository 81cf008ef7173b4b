//! Mail and MHTML: one parser for both, since MHTML is mail that holds a page (RFC 2557).

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use model::{Article, Confidence, Found, When};
use url::Url;

use crate::article::plain;
use crate::attachment::{document_type, name_of};
use crate::origin::{Origin, of_web};
use crate::{Hints, html};

/// Reads a mail, or the page in an MHTML archive.
pub(crate) fn article(bytes: &[u8], hints: &Hints) -> Article {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Article {
            problems: vec!["this mail could not be read".to_owned()],
            ..plain(bytes, hints)
        };
    };
    if is_archive(&message) {
        return archived_page(&message, hints);
    }
    mail(&message)
}

/// An archive of a page says so, or has a part that knows its address.
fn is_archive(message: &Message<'_>) -> bool {
    message
        .content_type()
        .is_some_and(|it| it.ctype() == "multipart" && it.subtype() == Some("related"))
        && message.from().is_none_or(|from| saved_by_browser(from))
        && (message.header(SNAPSHOT).is_some()
            || message
                .parts
                .iter()
                .any(|part| part.content_location().is_some()))
}

/// The field in which browsers that save a page note where it stood.
const SNAPSHOT: &str = "Snapshot-Content-Location";

fn saved_by_browser(from: &Address<'_>) -> bool {
    from.first().is_some_and(|it| {
        it.address()
            .or(it.name())
            .is_some_and(|text| text.to_lowercase().contains("saved by"))
    })
}

/// Returns where and when a page was saved, by the archive that it is in.
pub(crate) fn origin(bytes: &[u8]) -> Origin {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Origin::default();
    };
    if !is_archive(&message) {
        return Origin::default();
    }
    let root = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)));
    let location = root
        .and_then(MimeHeaders::content_location)
        .and_then(of_web);
    let date = message.date().map(mail_parser::DateTime::to_rfc3339);
    Origin {
        url: snapshot(&message).or(location),
        saved: date.and_then(|it| it.parse().ok()),
    }
}

fn archived_page(message: &Message<'_>, hints: &Hints) -> Article {
    let root = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)));
    let Some(MessagePart {
        body: PartType::Html(source),
        ..
    }) = root
    else {
        return Article {
            problems: vec!["this archive holds no page".to_owned()],
            ..Article::default()
        };
    };
    let (location, method) = match root.and_then(MimeHeaders::content_location) {
        Some(location) => (of_web(location), "mhtml content location"),
        None => (snapshot(message), "mhtml snapshot"),
    };
    let mut article = html::article(source, hints.url.as_ref().or(location.as_ref()));
    if article.canonical_url.value.is_none() {
        article.canonical_url = found(location, method);
    }
    article
}

fn snapshot(message: &Message<'_>) -> Option<Url> {
    message.header(SNAPSHOT)?.as_text().and_then(of_web)
}

/// Attachments that are named; a mail with more says how many more there are.
const MAX_NAMED: usize = 10;

fn mail(message: &Message<'_>) -> Article {
    let text = words(message);
    let mut problems = Vec::new();
    if text.is_empty() {
        problems.push("no text was found in this mail".to_owned());
    }
    problems.extend(attachments(message));
    Article {
        title: found(message.subject().map(str::to_owned), "mail subject"),
        authors: found(senders(message), "mail sender"),
        published: sent(message),
        lang: html::language_of_text(&text),
        text,
        problems,
        ..Article::default()
    }
}

/// Returns the text of a mail: of each part that is shown, the plain form where it has one.
fn words(message: &Message<'_>) -> String {
    let shown = message.text_body.iter().filter_map(|id| {
        let part = message.parts.get(usize::try_from(*id).ok()?)?;
        match &part.body {
            PartType::Text(text) => Some(model::plain_text(text)),
            // A mail has nothing round its text that would have to be told from it.
            PartType::Html(source) => Some(html::text::of_fragment(&html::rewritten(source))),
            _ => None,
        }
    });
    let shown: Vec<String> = shown.filter(|it| !it.trim().is_empty()).collect();
    shown.join("\n\n")
}

/// Says which attachments of a mail are none that can be read; the others are documents of their own.
fn attachments(message: &Message<'_>) -> Option<String> {
    let others = message.attachments();
    let others = others.filter(|part| document_type(part).is_none());
    let names: Vec<String> = others.map(name_of).collect();
    if names.is_empty() {
        return None;
    }
    let shown = names[..names.len().min(MAX_NAMED)].join(", ");
    let more = match names.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "attachments of this mail were not read: {shown}{more}; save those that matter in another form and import them"
    ))
}

/// Returns the names of the senders, or their addresses where they give no name.
fn senders(message: &Message<'_>) -> Vec<String> {
    let Some(from) = message.from() else {
        return Vec::new();
    };
    from.iter()
        .filter_map(|it| it.name().or(it.address()))
        .map(str::to_owned)
        .collect()
}

fn sent(message: &Message<'_>) -> Found<When> {
    let when = message
        .date()
        .and_then(|date| date.to_rfc3339().parse::<When>().ok());
    match when {
        Some(value) => found(value, "mail date"),
        None => Found::default(),
    }
}

fn found<T: Default + PartialEq>(value: T, method: &str) -> Found<T> {
    if value == T::default() {
        return Found::default();
    }
    Found {
        value,
        method: method.to_owned(),
        confidence: Confidence::new(0.9),
    }
}
