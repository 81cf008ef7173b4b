//! Text that a reporter supplies: words copied from a page that cannot be fetched.
//!
//! The bytes that are archived are the words alone, so that their digest is that of what was pasted.
//! What the reporter tells about them stands in a header field of the capture, where a new reading
//! finds it again.

use model::{Article, Case, Confidence, Found, Header, Provenance, When, header_value};
use store::How;
use url::{Url, form_urlencoded};

use crate::collect::page_address;
use crate::error::EngineError;
use crate::import::{address_of, received};
use crate::library::Library;
use crate::reading::Intake;
use crate::view::CaptureLine;

/// The header field that carries what the reporter told, as the fields of a form.
const TOLD: &str = "counterclaim-told";
/// How a told fact was found.
const METHOD: &str = "told by the reporter";
/// The longest text, in bytes.
const LONGEST: usize = 5 * 1024 * 1024;
/// The longest title or name of an outlet, in code points.
const LONGEST_NAME: usize = 500;

/// Words that a reporter pasted, with what is known of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SuppliedText {
    /// The words.
    pub text: String,
    /// The address that they were copied from.
    pub url: Option<Url>,
    /// The headline.
    pub title: Option<String>,
    /// The name of the outlet.
    pub outlet: Option<String>,
    /// When it appeared.
    pub published: Option<When>,
}

impl Library {
    /// Archives and reads words that a reporter pasted, on the path of an imported file. They are
    /// marked as supplied by the reporter, also where they have no address.
    pub fn supply_text(
        &self,
        case: &Case,
        text: &SuppliedText,
    ) -> Result<CaptureLine, EngineError> {
        let body = words_of(text)?.as_bytes();
        let told = told(text);
        let address = match &text.url {
            Some(given) => page_address(given.as_str())?,
            None => address_of(body)?,
        };
        let content_type = "text/plain; charset=utf-8".to_owned();
        let mut headers = vec![("content-type".to_owned(), content_type)];
        if !told.is_empty() {
            headers.push((TOLD.to_owned(), told));
        }
        let into = Intake {
            case: case.id,
            how: How::default(),
        };
        let hop = received(address, 200, headers, self.world.clock.now());
        let line = self.file_and_read(into, Provenance::Supplied, hop, body)?;
        self.close_run();
        Ok(self.reported(line))
    }
}

/// Returns the words to be archived, unless there are none or too many.
fn words_of(text: &SuppliedText) -> Result<&str, EngineError> {
    let refused = |expected: String| EngineError::BadValue {
        noun: "text of a page",
        given: text.text.chars().take(40).collect(),
        expected,
    };
    if !text.text.contains(char::is_alphanumeric) {
        return Err(refused("the words of the page".to_owned()));
    }
    if text.text.len() > LONGEST {
        return Err(refused(format!("no more than {} MB", LONGEST >> 20)));
    }
    Ok(&text.text)
}

/// Returns what the reporter told, as the fields of a form; nothing when it is nothing.
fn told(text: &SuppliedText) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("title", &text.title), ("outlet", &text.outlet)] {
        if let Some(value) = value.as_deref().and_then(one_line) {
            form.append_pair(name, &value);
        }
    }
    if let Some(published) = text.published.as_ref().and_then(When::value) {
        form.append_pair("published", &published);
    }
    form.finish()
}

/// Returns a name on one line, without characters that cannot be seen, unless nothing is left.
fn one_line(given: &str) -> Option<String> {
    let visible = given
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST_NAME);
    let visible: String = visible.collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Puts what the reporter told about a capture over what was read in it. A server that sends the
/// header field is not believed: only captures that a reporter supplied bear it.
pub(crate) fn put_told(article: &mut Article, provenance: Provenance, headers: &[Header]) {
    if provenance != Provenance::Supplied {
        return;
    }
    let told = header_value(headers, TOLD).unwrap_or_default();
    for (name, value) in form_urlencoded::parse(told.as_bytes()) {
        let value = value.into_owned();
        match name.as_ref() {
            "title" => article.title = found(Some(value)),
            "outlet" => article.outlet = found(Some(value)),
            "published" => article.published = found(value.parse().unwrap_or_default()),
            _ => {}
        }
    }
}

/// Tells whether a fact about a capture was told by the reporter.
pub(crate) fn is_told<T>(fact: &Found<T>) -> bool {
    fact.method == METHOD
}

fn found<T>(value: T) -> Found<T> {
    Found {
        value,
        method: METHOD.to_owned(),
        confidence: Confidence::new(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_fits_one_header_field() {
        let text = SuppliedText {
            title: Some("Orbit\r\nsays: “no” & 100 %".to_owned()),
            outlet: Some("  \u{1b}".to_owned()),
            published: "2031-02".parse().ok(),
            ..SuppliedText::default()
        };
        let told = told(&text);
        assert!(told.bytes().all(|byte| byte.is_ascii_graphic()), "{told}");
        let fields: Vec<_> = form_urlencoded::parse(told.as_bytes()).collect();
        assert_eq!(
            fields,
            [
                ("title".into(), "Orbit says: “no” & 100 %".into()),
                ("published".into(), "2031-02".into()),
            ]
        );
    }

    #[test]
    fn a_server_tells_nothing_in_the_name_of_the_reporter() {
        let headers = [(TOLD.to_owned(), "title=Orbit+confesses".to_owned())];
        for provenance in Provenance::ALL {
            let mut article = Article::default();
            put_told(&mut article, *provenance, &headers);
            let is_told = article.title.value.as_deref() == Some("Orbit confesses");
            assert_eq!(is_told, *provenance == Provenance::Supplied, "{provenance}");
        }
    }

    #[test]
    fn a_text_needs_words_and_an_end() {
        let check = |words: &str, expected: bool| {
            let text = SuppliedText {
                text: words.to_owned(),
                ..SuppliedText::default()
            };
            assert_eq!(words_of(&text).is_ok(), expected);
            assert_eq!(told(&text), "");
        };
        check(" \n–", false);
        check(&"a".repeat(LONGEST + 1), false);
        check("深", true);
    }
}
