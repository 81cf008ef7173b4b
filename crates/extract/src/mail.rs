//! Mail and MHTML: one parser for both, since MHTML is mail that holds a page (RFC 2557).

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use model::{Article, Confidence, Found, When};
use url::Url;

use crate::article::plain;
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

fn of_web(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn mail(message: &Message<'_>) -> Article {
    let written = message.body_text(0).map(Cow::into_owned);
    let marked_up = message.parts.iter().find_map(|part| match &part.body {
        // A mail has nothing round its text that would have to be told from it.
        PartType::Html(source) => Some(html::text::of_fragment(&html::rewritten(source))),
        _ => None,
    });
    let is_plain = message
        .parts
        .iter()
        .any(|part| matches!(part.body, PartType::Text(_)));
    let text = match (&marked_up, written) {
        (Some(words), _) if !is_plain => words.clone(),
        (_, Some(text)) => model::plain_text(&text),
        _ => String::new(),
    };
    let problems = if text.is_empty() {
        vec!["no text was found in this mail".to_owned()]
    } else {
        Vec::new()
    };
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
