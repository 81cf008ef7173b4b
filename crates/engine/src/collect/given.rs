//! What a reporter types: addresses of pages and lengths of time.

use url::Url;

use crate::error::EngineError;

/// Reads the address of a page as a reporter types it. A name and a password in it are refused, and
/// not repeated: addresses are kept, shown and exported.
pub(crate) fn page_address(given: &str) -> Result<Url, EngineError> {
    let given = given.trim();
    let refused = |expected: &str| EngineError::BadValue {
        noun: "address of a page",
        given: without_credentials(given),
        expected: expected.to_owned(),
    };
    let parsed = match Url::parse(given) {
        Err(url::ParseError::RelativeUrlWithoutBase) if is_like_a_host(given) => {
            Url::parse(&format!("https://{given}"))
        }
        parsed => parsed,
    };
    let url = parsed.ok().filter(is_of_the_web);
    let url = url.ok_or_else(|| refused("an address that begins with http:// or https://"))?;
    if has_credentials(&url) {
        return Err(refused("the address without the name and password in it"));
    }
    Ok(url)
}

/// Tells whether an address, as a page or feed gives it, is one that can be captured.
pub(crate) fn is_of_the_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Tells whether what has no scheme begins with the name of a host, and not with a path.
fn is_like_a_host(given: &str) -> bool {
    let host = given.split(['/', '?', '#']).next().unwrap_or_default();
    let mut labels = host.split('.');
    host.contains('.') && labels.all(|label| !label.is_empty())
}

/// Returns an address with `…` in the place of a name and a password.
pub(crate) fn without_credentials(given: &str) -> String {
    let start = given.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = given.split_at(start);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}…{}", &rest[at..]),
        None => given.to_owned(),
    }
}

/// Reads a length of time: a number with s, m, h or d.
pub(crate) fn seconds(text: &str) -> Result<u32, EngineError> {
    let unit = |letter| match letter {
        's' => Some(1),
        'm' => Some(60),
        'h' => Some(3600),
        'd' => Some(86_400),
        _ => None,
    };
    let parsed = || -> Option<u32> {
        let factor = text.chars().last().and_then(unit)?;
        let number: u32 = text[..text.len() - 1].parse().ok()?;
        number.checked_mul(factor).filter(|&seconds| seconds > 0)
    };
    parsed().ok_or_else(|| EngineError::BadValue {
        noun: "length of time",
        given: text.to_owned(),
        expected: "a number with s, m, h or d, like 30m or 1d".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        for (text, expected) in [
            ("30m", Some(1800)),
            ("1d", Some(86_400)),
            ("45s", Some(45)),
            ("2h", Some(7200)),
        ] {
            assert_eq!(seconds(text).ok(), expected, "{text}");
        }
        for text in ["", "m", "0m", "30", "-1h", "9999999999d", "4é"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_may_lack_its_scheme_but_not_its_host() {
        for (given, expected) in [
            ("https://outlet.example/a", Some("https://outlet.example/a")),
            (" outlet.example/a ", Some("https://outlet.example/a")),
            ("ftp://outlet.example/a", None),
            ("javascript:alert(1)", None),
            ("/nonexist", None),
            ("nonexist", None),
            ("./a.html", None),
            ("../a.html", None),
            ("", None),
        ] {
            assert_eq!(
                page_address(given).ok().map(String::from).as_deref(),
                expected,
                "{given}"
            );
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for (given, shown) in [
            (
                "https://vane:secret@outlet.example/a?b=1",
                "https://…@outlet.example/a?b=1",
            ),
            ("https://vane@outlet.example", "https://…@outlet.example"),
            ("vane:secret@outlet.example/a", "…@outlet.example/a"),
            (
                "https://v:se@cret@outlet.example",
                "https://…@outlet.example",
            ),
        ] {
            let error = page_address(given).expect_err(given);
            assert_eq!(error.subject().as_deref(), Some(shown));
            assert!(!error.to_string().contains("cret"), "{error}");
        }
    }
}
