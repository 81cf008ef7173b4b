//! Bytes to text: byte order mark, declared charset, the document's own word, then a guess.
//!
//! The order is that of the WHATWG Encoding Standard (<https://encoding.spec.whatwg.org/#decode>)
//! and of HTML's sniffing (<https://html.spec.whatwg.org/#determining-the-character-encoding>).
//! A declaration that does not fit the bytes is overruled by UTF-8 when the bytes are UTF-8:
//! mislabelled UTF-8 is the commonest damage, and hardly any other text is valid UTF-8 by chance.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text with what went wrong on the way to it.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) problems: Vec<String>,
}

/// How far into a document its own declaration of a charset is looked for, in bytes. HTML asks
/// for 1,024; pages that put it later exist.
const PRESCAN: usize = 4096;

/// How many bytes the guess looks at.
const GUESS: usize = 256 * 1024;

/// Decodes bytes whose `media_type`, with its `charset` parameter, may be known.
pub(crate) fn decode<'a>(bytes: &'a [u8], media_type: Option<&str>) -> Decoded<'a> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (choose(bytes, media_type), bytes),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let problems = if damaged {
        vec![format!(
            "some characters could not be read as {}",
            encoding.name()
        )]
    } else {
        Vec::new()
    };
    Decoded { text, problems }
}

fn choose(bytes: &[u8], media_type: Option<&str>) -> &'static Encoding {
    if let Some(wide) = wide_without_mark(bytes) {
        return wide;
    }
    let declared = media_type
        .and_then(charset_parameter)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| declared_inside(bytes));
    let utf8 = is_utf8(bytes);
    match declared {
        Some(encoding) if encoding == UTF_8 && !utf8 => guess(bytes, Some(UTF_8)),
        Some(encoding) if encoding.is_ascii_compatible() && !utf8 => encoding,
        Some(encoding) if !encoding.is_ascii_compatible() && encoding != UTF_16LE => encoding,
        _ if utf8 => UTF_8,
        _ => guess(bytes, None),
    }
}

/// Returns the charset parameter of a media type.
pub(crate) fn charset_parameter(media_type: &str) -> Option<&str> {
    let at = media_type.to_ascii_lowercase().find("charset=")?;
    let value = media_type[at + "charset=".len()..].trim_start_matches(['"', '\'', ' ']);
    let end = value
        .find(['"', '\'', ';', ' ', ','])
        .unwrap_or(value.len());
    Some(&value[..end]).filter(|label| !label.is_empty())
}

/// Markup in UTF-16 without a mark shows by its zero bytes.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Tells whether the bytes are UTF-8, a character cut at the very end aside.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && bytes.len() > 64,
    }
}

/// Reads `<meta charset>`, `<meta http-equiv>`, or the XML declaration.
fn declared_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = if head.trim_start().starts_with("<?xml") {
        let declaration = &head[..head.find("?>").unwrap_or(head.len())];
        quoted_after(declaration, "encoding").or_else(|| meta_label(&head))
    } else {
        meta_label(&head)
    };
    let encoding = Encoding::for_label(label?.as_bytes())?;
    // A document that could be read this far is not in UTF-16, whatever it says.
    Some(if encoding.is_ascii_compatible() {
        encoding
    } else {
        UTF_8
    })
}

fn meta_label(head: &str) -> Option<&str> {
    head.match_indices("<meta").find_map(|(at, _)| {
        let tag = &head[at..];
        charset_parameter(&tag[..tag.find('>').unwrap_or(tag.len())])
    })
}

fn quoted_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text[text.find(name)? + name.len()..].trim_start();
    let rest = rest.strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| "\"'".contains(*c))?;
    rest[1..].split(quote).next()
}

/// Asks `chardetng`, which knows the legacy encodings of the web. When `but_not` was declared and
/// only few bytes disagree, the declaration is kept: a page with one broken character is not in
/// another encoding.
fn guess(bytes: &[u8], but_not: Option<&'static Encoding>) -> &'static Encoding {
    if let Some(declared) = but_not {
        let broken = String::from_utf8_lossy(bytes).matches('\u{fffd}').count();
        let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if broken * 4 < foreign {
            return declared;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS)], true);
    let found = detector.guess(None, Utf8Detection::Allow);
    if found.is_ascii_compatible() || found == encoding_rs::ISO_2022_JP {
        found
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], media_type: Option<&str>, expected: &str, problems: usize) {
        let decoded = decode(bytes, media_type);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.problems.len(), problems, "{:?}", decoded.problems);
    }

    #[test]
    fn the_charset_is_taken_from_mark_header_document_and_guess_in_this_order() {
        check(
            "\u{feff}né".as_bytes(),
            Some("text/html; charset=latin1"),
            "né",
            0,
        );
        check(
            b"n\xe9e",
            Some("text/html; charset=\"iso-8859-1\""),
            "née",
            0,
        );
        check(
            b"<meta charset=windows-1251><p>\xcf\xf0",
            None,
            "<meta charset=windows-1251><p>Пр",
            0,
        );
        check(
            b"<?xml version='1.0' encoding='koi8-r'?>\xd0",
            Some("text/xml"),
            "<?xml version='1.0' encoding='koi8-r'?>п",
            0,
        );
        check(b"<\0p\0>\0x\0", None, "<p>x", 0);
        let french = "Le procès a été déplacé à Bordeaux ; la défense s'étonne.";
        let (latin, ..) = WINDOWS_1252.encode(french);
        check(&latin, None, french, 0);
    }

    #[test]
    fn utf_8_under_a_wrong_label_is_still_utf_8() {
        check(
            "naïve “x”".as_bytes(),
            Some("text/html; charset=iso-8859-1"),
            "naïve “x”",
            0,
        );
        check(
            "<meta charset='utf-16'>é".as_bytes(),
            None,
            "<meta charset='utf-16'>é",
            0,
        );
    }

    #[test]
    fn unreadable_bytes_are_a_problem_and_not_a_failure() {
        let mut bytes = "é".repeat(20).into_bytes();
        bytes.extend(b"\xff tail");
        check(
            &bytes,
            Some("text/html; charset=utf-8"),
            &format!("{}\u{fffd} tail", "é".repeat(20)),
            1,
        );
    }
}
