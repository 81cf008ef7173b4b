//! Where a saved page came from, by its own account: browsers and their extensions note the address
//! and the time in what they save.
//!
//! It is a note in a file that anybody could have written, and no more than that: what is taken from
//! it is marked as imported, as the records of a web archive are.

use chrono::{DateTime, Utc};
use url::Url;

use crate::sniff::{Kind, kind};
use crate::{Hints, charset, mail};

/// Where and when a saved page was saved, as far as it says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// The address.
    pub url: Option<Url>,
    /// When it was saved.
    pub saved: Option<DateTime<Utc>>,
}

/// How far into a page its note may reach, in bytes.
const WINDOW: usize = 8 * 1024;

/// Finds out where a saved page came from.
pub fn origin(bytes: &[u8], hints: &Hints) -> Origin {
    match kind(bytes, hints.media_type.as_deref()) {
        Kind::Html => {
            let head = &bytes[..bytes.len().min(WINDOW)];
            of_page(&charset::decode(head, hints.media_type.as_deref()).text)
        }
        Kind::Mail => mail::origin(bytes),
        _ => Origin::default(),
    }
}

/// Returns an address when it is one of the web.
pub(crate) fn of_web(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn of_page(source: &str) -> Origin {
    let Some(note) = first_comment(source) else {
        return Origin::default();
    };
    if let Some(rest) = note.trim().strip_prefix("saved from url=(") {
        // The number is the length of the address; it is followed by the address itself.
        let address = rest.split_once(')').map(|(_, address)| address);
        return Origin {
            url: address.and_then(of_web),
            saved: None,
        };
    }
    if !note.contains("Page saved with SingleFile") {
        return Origin::default();
    }
    let line = |name: &str| note.lines().find_map(|line| line.trim().strip_prefix(name));
    Origin {
        url: line("url:").and_then(of_web),
        saved: line("saved date:").and_then(moment),
    }
}

/// Returns the comment at the very start of a page, where those who save it put their note: before
/// anything that the page itself says.
fn first_comment(source: &str) -> Option<&str> {
    let mut rest = source.trim_start_matches('\u{feff}').trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map(|(comment, _)| comment);
        }
        let start = rest.get(..9).unwrap_or(rest).to_ascii_lowercase();
        let is_before = ["<!doctype", "<html", "<?xml"];
        if !is_before.iter().any(|it| start.starts_with(it)) {
            return None;
        }
        rest = rest.split_once('>')?.1.trim_start();
    }
}

/// Reads a moment as browsers write it: `Fri Feb 14 2031 10:40:00 GMT+0100 (some name)`.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.split('(').next()?.trim();
    let moment = DateTime::parse_from_str(text, "%a %b %d %Y %H:%M:%S GMT%z").ok()?;
    Some(moment.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, media_type: &str, url: Option<&str>, saved: Option<&str>) {
        let hints = Hints {
            media_type: Some(media_type.to_owned()),
            url: None,
        };
        let found = origin(source.as_bytes(), &hints);
        assert_eq!(found.url.as_ref().map(Url::as_str), url, "{source}");
        let found = found.saved.map(|it| it.to_rfc3339());
        assert_eq!(found.as_deref(), saved, "{source}");
    }

    #[test]
    fn saved_pages_say_where_they_come_from() {
        check(
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://outlet.example/story \n \
             saved date: Fri Feb 14 2031 10:40:00 GMT+0100 (Some Time)\n--><meta charset=utf-8>",
            "text/html",
            Some("https://outlet.example/story"),
            Some("2031-02-14T09:40:00+00:00"),
        );
        check(
            "<!DOCTYPE html>\n<!-- saved from url=(0028)https://outlet.example/story -->\n<html>",
            "text/html",
            Some("https://outlet.example/story"),
            None,
        );
        check(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://outlet.example/story\r\n\
             Date: Fri, 14 Feb 2031 09:40:00 -0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n--edge\r\n\
             Content-Type: text/html\r\nContent-Location: https://outlet.example/story\r\n\r\n<p>x</p>\r\n--edge--\r\n",
            "multipart/related",
            Some("https://outlet.example/story"),
            Some("2031-02-14T09:40:00+00:00"),
        );
    }

    #[test]
    fn what_a_page_says_itself_is_no_note() {
        let note = "<!-- saved from url=(0028)https://outlet.example/story -->";
        check(&format!("<html><p>x</p>{note}"), "text/html", None, None);
        check(note, "text/plain", None, None);
        check(
            "<!-- url: https://outlet.example/ -->",
            "text/html",
            None,
            None,
        );
        check(
            "<!-- saved from url=(0013)file:///etc/a -->",
            "text/html",
            None,
            None,
        );
        check("<!-- saved from url=(00", "text/html", None, None);
        check(
            "From: Mira Vane <vane@orbit.example>\r\nDate: Fri, 14 Feb 2031 09:40:00 -0000\r\n\r\nWords.",
            "message/rfc822",
            None,
            None,
        );
    }
}
