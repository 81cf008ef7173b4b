//! What web archives hold of an address: `TimeMap`s in link format (RFC 7089, section 5) and the
//! JSON of CDX servers, as an array of rows or as one object a line.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use url::Url;

/// The mementos of an address, in the order of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TimeMap {
    /// What the archive holds.
    pub mementos: Vec<Memento>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

/// One copy of a page in a web archive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Memento {
    /// When the archive captured it.
    pub at: DateTime<Utc>,
    /// Where the copy is; a CDX server leaves that to the reader.
    pub url: Option<Url>,
    /// The address that was captured, where the list names it.
    pub original: Option<Url>,
    /// The status that the site answered with, where the list names it.
    pub status: Option<u16>,
}

/// Bytes of a list that are read.
const MAX_LIST: usize = 20 * 1024 * 1024;

/// Mementos that are kept.
const MAX_MEMENTOS: usize = 50_000;

/// Reads a list of mementos, whichever of the forms it has.
pub fn timemap(bytes: &[u8]) -> TimeMap {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_LIST)]);
    let text = text.trim_start_matches('\u{feff}').trim();
    let (found, refused) = match text.chars().next() {
        Some('[') => rows(text),
        Some('{') => objects(text),
        _ => links(text),
    };
    let mut list = TimeMap {
        mementos: found,
        problems: Vec::new(),
    };
    if list.mementos.len() > MAX_MEMENTOS {
        list.mementos.truncate(MAX_MEMENTOS);
        list.problems
            .push(format!("only the first {MAX_MEMENTOS} copies were read"));
    }
    if refused > 0 {
        list.problems
            .push(format!("{refused} lines could not be read"));
    }
    list
}

/// Reads the rows of a CDX server; the first one names the columns.
fn rows(text: &str) -> (Vec<Memento>, usize) {
    let Ok(rows) = serde_json::from_str::<Vec<Vec<Value>>>(text) else {
        return (Vec::new(), 1);
    };
    let Some((head, rows)) = rows.split_first() else {
        return (Vec::new(), 0);
    };
    let at = |name: &str| head.iter().position(|it| it == name);
    let columns = [at("timestamp"), at("original"), at("statuscode")];
    let cell = |row: &[Value], column: Option<usize>| {
        let cell = row.get(column?)?;
        Some(
            cell.as_str()
                .map_or_else(|| cell.to_string(), str::to_owned),
        )
    };
    sorted_out(rows.iter().map(|row| {
        let [time, original, status] = columns.map(|column| cell(row, column));
        memento_of(&time?, original.as_deref(), status.as_deref())
    }))
}

/// Reads one object a line.
fn objects(text: &str) -> (Vec<Memento>, usize) {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    sorted_out(lines.map(|line| {
        let row: Value = serde_json::from_str(line).ok()?;
        let cell = |name: &str| row.get(name).and_then(Value::as_str);
        memento_of(
            cell("timestamp")?,
            cell("original").or(cell("url")),
            cell("statuscode").or(cell("status")),
        )
    }))
}

fn memento_of(time: &str, original: Option<&str>, status: Option<&str>) -> Option<Memento> {
    let at = NaiveDateTime::parse_from_str(time, "%Y%m%d%H%M%S").ok()?;
    Some(Memento {
        at: at.and_utc(),
        url: None,
        original: original.and_then(of_web),
        status: status.and_then(|it| it.parse().ok()),
    })
}

fn of_web(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn sorted_out(found: impl Iterator<Item = Option<Memento>>) -> (Vec<Memento>, usize) {
    let (mut mementos, mut refused) = (Vec::new(), 0);
    for memento in found.take(MAX_MEMENTOS + 1) {
        match memento {
            Some(memento) => mementos.push(memento),
            None => refused += 1,
        }
    }
    (mementos, refused)
}

/// Reads link format: `<address>; rel="memento"; datetime="..."`, with commas between the links.
fn links(text: &str) -> (Vec<Memento>, usize) {
    let mut original = None;
    let mut found = Vec::new();
    let mut refused = 0;
    let mut rest = text;
    while let Some((address, parameters, after)) = next_link(rest) {
        rest = after;
        let rel = parameter(parameters, "rel").unwrap_or_default();
        let is = |word: &str| {
            rel.split_whitespace()
                .any(|it| it.eq_ignore_ascii_case(word))
        };
        if is("original") {
            original = of_web(address);
        }
        if !is("memento") {
            continue;
        }
        let at = parameter(parameters, "datetime")
            .and_then(|text| DateTime::parse_from_rfc2822(text).ok());
        match (of_web(address), at) {
            (Some(url), Some(at)) if found.len() <= MAX_MEMENTOS => found.push(Memento {
                at: at.to_utc(),
                url: Some(url),
                original: original.clone(),
                status: None,
            }),
            _ => refused += 1,
        }
    }
    (found, refused)
}

/// Returns the next link, its parameters and what follows them.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = text.split_once('<')?;
    let (address, rest) = rest.split_once('>')?;
    let mut is_quoted = false;
    let end = rest.find(|c| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    });
    let (parameters, after) = rest.split_at(end.unwrap_or(rest.len()));
    Some((address, parameters, after))
}

/// Returns the value of a parameter, without its quotation marks.
fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let found = parameters.split(';').find_map(|it| {
        let (key, value) = it.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then_some(value)
    })?;
    Some(found.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (Vec<String>, usize) {
        let list = timemap(text.as_bytes());
        let line = |it: &Memento| {
            let of = |url: &Option<Url>| url.as_ref().map_or("-".to_owned(), Url::to_string);
            let status = it.status.unwrap_or_default();
            format!("{} {} {} {status}", it.at, of(&it.url), of(&it.original))
        };
        (
            list.mementos.iter().map(line).collect(),
            list.problems.len(),
        )
    }

    #[test]
    fn link_format_is_read() {
        let (lines, problems) = shown(
            "<http://outlet.example/a,b>; rel=\"original\",\n\
             <http://arc.example/timemap/link/http://outlet.example/a,b>; rel=\"self\"; type=\"application/link-format\"; from=\"Tue, 20 Jun 2000 18:02:59 GMT\",\n\
             <http://arc.example/web/20000620180259/http://outlet.example/a,b>; rel=\"first memento\"; datetime=\"Tue, 20 Jun 2000 18:02:59 GMT\",\n\
             <javascript:x>; rel=\"memento\"; datetime=\"Tue, 20 Jun 2000 18:02:59 GMT\",\n\
             <http://arc.example/web/20091027204954/http://outlet.example/a,b>; rel=memento; datetime=\"Tue, 27 Oct 2009 20:49:54 GMT\"",
        );
        assert_eq!(
            lines,
            [
                "2000-06-20 18:02:59 UTC http://arc.example/web/20000620180259/http://outlet.example/a,b http://outlet.example/a,b 0",
                "2009-10-27 20:49:54 UTC http://arc.example/web/20091027204954/http://outlet.example/a,b http://outlet.example/a,b 0",
            ]
        );
        assert_eq!(problems, 1);
    }

    #[test]
    fn both_forms_of_cdx_are_read() {
        let expected = "2024-01-03 12:00:00 UTC - https://outlet.example/a 200".to_owned();
        for text in [
            "[[\"urlkey\",\"timestamp\",\"original\",\"mimetype\",\"statuscode\"],\n[\"example,outlet)/a\",\"20240103120000\",\"https://outlet.example/a\",\"text/html\",\"200\"]]",
            "{\"urlkey\": \"example,outlet)/a\", \"timestamp\": \"20240103120000\", \"url\": \"https://outlet.example/a\", \"status\": \"200\"}\n",
        ] {
            assert_eq!(shown(text), (vec![expected.clone()], 0), "{text}");
        }
        assert_eq!(shown("[]"), (Vec::new(), 0));
        assert_eq!(shown("[[1,2"), (Vec::new(), 1));
        assert_eq!(shown("<html>not found"), (Vec::new(), 0));
        assert_eq!(shown("{\"timestamp\": \"soon\"}").1, 1);
    }
}
