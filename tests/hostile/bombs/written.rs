//! Plain texts and encodings that mislead, and files that are two things at once.

use super::Expected::{Bounded, Read, Refused, Told};
use super::make::{WORDS, gzipped, noise, page, paragraph};
use super::{Bomb, bomb, check};

/// The words as a paragraph of plain text.
fn sentence() -> String {
    format!("{WORDS}, over eleven years and in two harbours.\n")
}

fn utf16(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(of).collect()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

pub(super) fn bombs() -> Vec<Bomb> {
    encodings()
        .into_iter()
        .chain(signs())
        .chain(polyglots())
        .collect()
}

/// Bytes that are not what they say, or nothing at all.
fn encodings() -> Vec<Bomb> {
    vec![
        bomb("utf8-mark.txt", Read(WORDS), || {
            joined(&[b"\xef\xbb\xbf", sentence().as_bytes()])
        }),
        bomb("utf8-marks.txt", Read(WORDS), || {
            joined(&[&b"\xef\xbb\xbf".repeat(1_000), sentence().as_bytes()])
        }),
        bomb("utf16-little.txt", Read(WORDS), || {
            joined(&[b"\xff\xfe", &utf16(&sentence(), u16::to_le_bytes)])
        }),
        bomb("utf16-big.txt", Read(WORDS), || {
            joined(&[b"\xfe\xff", &utf16(&sentence(), u16::to_be_bytes)])
        }),
        bomb("utf16-odd.txt", Bounded, || {
            joined(&[b"\xff\xfe", &utf16(&sentence(), u16::to_le_bytes), b"x"])
        }),
        bomb("utf16-lone.txt", Bounded, || {
            joined(&[b"\xff\xfe", &b"\x00\xd8".repeat(100_000)])
        }),
        bomb("utf16-wrong-mark.txt", Bounded, || {
            joined(&[b"\xfe\xff", &utf16(&sentence(), u16::to_le_bytes)])
        }),
        bomb("utf32.txt", Bounded, || {
            let wide = sentence()
                .chars()
                .flat_map(|it| u32::from(it).to_le_bytes())
                .collect::<Vec<u8>>();
            joined(&[b"\xff\xfe\0\0", &wide])
        }),
        bomb("broken-utf8.txt", Read("Mira Vane"), || {
            joined(&[
                sentence().as_bytes(),
                &b"\xc3\x28\xf0\x9f\xff".repeat(20_000),
            ])
        }),
        bomb("overlong.txt", Read("Mira Vane"), || {
            joined(&[
                sentence().as_bytes(),
                &b"\xc0\xaf\xe0\x80\xaf".repeat(20_000),
            ])
        }),
        bomb("surrogates.txt", Read("Mira Vane"), || {
            joined(&[sentence().as_bytes(), &b"\xed\xa0\x80".repeat(20_000)])
        }),
        bomb("latin.html", Read(WORDS), || {
            let text = page(&format!("<p>M\u{ef}ra. </p>{}", paragraph()));
            text.chars()
                .map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?'))
                .collect::<Vec<u8>>()
        }),
        bomb("utf7.html", Bounded, || {
            page(&format!(
                "<meta charset=utf-7>+ADw-script+AD4-{}",
                paragraph()
            ))
        }),
        bomb("unknown-charset.html", Read(WORDS), || {
            page(&format!("<meta charset=x-bogus>{}", paragraph()))
        }),
        bomb("two-charsets.html", Read(WORDS), || {
            joined(&[
                b"\xef\xbb\xbf",
                page(&format!(
                    "<meta charset=gbk><meta charset=koi8-r>{}",
                    paragraph()
                ))
                .as_bytes(),
            ])
        }),
        bomb("escapes-of-japan.html", Bounded, || {
            joined(&[
                b"<meta charset=iso-2022-jp>",
                &b"\x1b$B\x1b(B".repeat(100_000),
                page(&paragraph()).as_bytes(),
            ])
        }),
        bomb("broken-gb18030.html", Bounded, || {
            joined(&[
                b"<meta charset=gb18030>",
                &b"\x81\x30\x81".repeat(100_000),
                page(&paragraph()).as_bytes(),
            ])
        }),
        bomb("zeros.txt", Told, || vec![0; 1_000_000]),
        bomb("zeros-between.html", Bounded, || {
            page(&paragraph()).replace('o', "o\0")
        }),
        bomb("noise.txt", Bounded, || noise(7, 1_000_000)),
        bomb("noise.html", Bounded, || noise(8, 1_000_000)),
        bomb("nothing.txt", Refused("nothing"), Vec::new),
        bomb("blanks.txt", Told, || " \n\t\r".repeat(1_000_000)),
        bomb("one-mark.txt", Told, || b"\xff\xfe".to_vec()),
    ]
}

/// Characters that are not seen, or that move others.
fn signs() -> Vec<Bomb> {
    vec![
        bomb("right-to-left.txt", Read(WORDS), || {
            format!("\u{202e}{}", sentence())
        }),
        bomb("isolates.txt", Bounded, || {
            "\u{2066}\u{202e}x".repeat(20_000)
        }),
        bomb("zero-width.txt", Bounded, || {
            "\u{200b}\u{2060}\u{feff}".repeat(20_000)
        }),
        bomb("marks-on-one.txt", Bounded, || {
            format!("a{}", "\u{301}\u{315}".repeat(50_000))
        }),
        bomb("marks-in-a-page.html", Read(WORDS), || {
            page(&format!(
                "<p>a{}</p>{}",
                "\u{301}".repeat(100_000),
                paragraph()
            ))
        }),
        bomb("controls.txt", Bounded, || {
            "\u{1b}[2J\u{7}\u{9b}x".repeat(20_000)
        }),
        bomb("tags.txt", Bounded, || "\u{e0041}\u{e007f}".repeat(20_000)),
        bomb("expanding.txt", Bounded, || {
            "\u{fdfa}\u{1d160}".repeat(20_000)
        }),
        bomb("one-word.txt", Bounded, || "x".repeat(2_000_000)),
        bomb("lines.txt", Bounded, || "\n".repeat(1_000_000)),
        bomb("returns.txt", Bounded, || "x\r".repeat(50_000)),
        bomb("separators.txt", Bounded, || {
            "x\u{2028}\u{85}\u{c}".repeat(50_000)
        }),
    ]
}

/// Files that begin like one thing and go on like another.
fn polyglots() -> Vec<Bomb> {
    vec![
        bomb("pdf-in-a-page.html", Told, || {
            page(&format!("<!-- %PDF-1.7 -->{}", paragraph()))
        }),
        bomb("pdf-at-last.html", Read(WORDS), || {
            page(&format!(
                "<!--{}%PDF-1.7 -->{}",
                " ".repeat(2_000),
                paragraph()
            ))
        }),
        bomb("page.pdf", Bounded, || page(&paragraph())),
        bomb("page.eml", Bounded, || page(&paragraph())),
        bomb("mail.html", Bounded, || {
            format!(
                "From: a@outlet.example\nMIME-Version: 1.0\n\n{}",
                page(&paragraph())
            )
        }),
        bomb("gif.html", Bounded, || {
            joined(&[b"GIF89a\x01\0\x01\0", page(&paragraph()).as_bytes()])
        }),
        bomb("program.html", Bounded, || {
            joined(&[b"\x7fELF\x02\x01\x01\0", page(&paragraph()).as_bytes()])
        }),
        bomb("packed.html", Told, || {
            gzipped(page(&paragraph()).as_bytes())
        }),
        bomb("zip.html", Bounded, || {
            joined(&[b"PK\x03\x04\x14\0\0\0", page(&paragraph()).as_bytes()])
        }),
        bomb("zip.pdf", Told, || {
            joined(&[b"PK\x03\x04\x14\0\0\0", &noise(9, 10_000)])
        }),
        bomb("zip.eml", Bounded, || {
            joined(&[b"PK\x03\x04\x14\0\0\0", &noise(10, 10_000)])
        }),
        bomb("feed.html", Bounded, || {
            format!(
                "<rss><channel><item><description>{}</description></item></channel></rss>",
                paragraph()
            )
        }),
        bomb("warc.html", Bounded, || {
            format!(
                "WARC/1.1\r\nWARC-Type: response\r\n\r\n{}",
                page(&paragraph())
            )
        }),
    ]
}

#[test]
fn bytes_that_are_not_what_they_say_are_read_or_told_of() {
    check(&encodings());
}

#[test]
fn characters_that_are_not_seen_do_no_harm() {
    check(&signs());
}

#[test]
fn a_file_that_is_two_things_is_read_as_one_or_refused() {
    check(&polyglots());
}
