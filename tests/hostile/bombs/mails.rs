//! Mails and saved pages (MHTML) whose parts, fields and codings have no end.

use super::Expected::{Bounded, Read};
use super::make::{WORDS, noise, numbered, page, paragraph};
use super::{Bomb, bomb, check};

fn head() -> String {
    "From: Mira Vane <vane@orbit.example>\r\nSubject: Charts\r\nMIME-Version: 1.0\r\n".to_owned()
}

/// Returns a mail with these fields besides, and a body of the words.
fn with(fields: &str) -> String {
    format!("{}{fields}\r\n{WORDS}.\r\n", head())
}

fn saved(fields: &str) -> String {
    format!(
        "From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n{fields}Content-Type: multipart/related; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html\r\nContent-Location: https://outlet.example/a\r\n\r\n{}\r\n--b--\r\n",
        page(&paragraph())
    )
}

pub(super) fn bombs() -> Vec<Bomb> {
    fields().into_iter().chain(parts()).collect()
}

fn fields() -> Vec<Bomb> {
    vec![
        bomb("fields.eml", Read(WORDS), || {
            with(&numbered(200_000, |n| format!("X-{n}: {n}\r\n")))
        }),
        bomb("field-long.eml", Read(WORDS), || {
            with(&format!("X-Long: {}\r\n", "x".repeat(10_000_000)))
        }),
        bomb("folded.eml", Read(WORDS), || {
            with(&format!("X-Long: a{}\r\n", "\r\n b".repeat(500_000)))
        }),
        bomb("comments.eml", Bounded, || {
            with(&format!("To: {}\r\n", "(".repeat(500_000)))
        }),
        bomb("groups.eml", Bounded, || {
            with(&format!("To: {}\r\n", "a:".repeat(300_000)))
        }),
        bomb("receivers.eml", Bounded, || {
            with(&format!("To: {}\r\n", "a@b.example,".repeat(200_000)))
        }),
        bomb("encoded-words.eml", Bounded, || {
            with(&format!("X-W: {}\r\n", "=?utf-8?q?a?= ".repeat(200_000)))
        }),
        bomb("encoded-lies.eml", Bounded, || {
            with(&format!(
                "Subject: {}\r\n",
                "=?bogus?b?!!?=".repeat(100_000)
            ))
        }),
        bomb("date.eml", Read(WORDS), || {
            with("Date: Thu, 99 Foo 99999999999 99:99:99 +99999999\r\n")
        }),
        bomb("references.eml", Bounded, || {
            with(&format!("References: {}\r\n", "<a@b> ".repeat(300_000)))
        }),
        bomb("charset.eml", Bounded, || {
            with("Content-Type: text/plain; charset=x-bogus\r\n")
        }),
        bomb("parameters.eml", Bounded, || {
            with(&format!(
                "Content-Type: text/plain; {}\r\n",
                numbered(100_000, |n| format!("a*{n}=x;"))
            ))
        }),
    ]
}

fn parts() -> Vec<Bomb> {
    vec![
        bomb("nested.eml", Bounded, || {
            let level = |n: usize| {
                format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")
            };
            format!("{}{}{WORDS}", head(), numbered(10_000, level))
        }),
        bomb("forwarded.eml", Bounded, || {
            format!(
                "{}{}{WORDS}",
                head(),
                "Content-Type: message/rfc822\r\n\r\n".repeat(10_000)
            )
        }),
        bomb("parts.eml", Bounded, || {
            let many = "--b\r\n\r\nx\r\n".repeat(200_000);
            format!(
                "{}Content-Type: multipart/mixed; boundary=b\r\n\r\n{many}--b--",
                head()
            )
        }),
        bomb("unbounded.eml", Bounded, || {
            with("Content-Type: multipart/mixed\r\n")
        }),
        bomb("empty-boundary.eml", Bounded, || {
            with("Content-Type: multipart/mixed; boundary=\"\"\r\n")
        }),
        bomb("open-boundary.eml", Bounded, || {
            with("Content-Type: multipart/mixed; boundary=never\r\n")
        }),
        bomb("base64.eml", Bounded, || {
            format!(
                "{}Content-Transfer-Encoding: base64\r\n\r\n{}",
                head(),
                "=A!".repeat(300_000)
            )
        }),
        bomb("quoted-printable.eml", Bounded, || {
            format!(
                "{}Content-Transfer-Encoding: quoted-printable\r\n\r\n{}",
                head(),
                "=\r\n=ZZ".repeat(100_000)
            )
        }),
        bomb("uu.eml", Bounded, || {
            format!(
                "{}Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 ../../x\r\n{}",
                head(),
                "M".repeat(1_000_000)
            )
        }),
        bomb("markup.eml", Bounded, || {
            format!(
                "{}Content-Type: text/html\r\n\r\n{}{}",
                head(),
                "<div>".repeat(200_000),
                paragraph()
            )
        }),
        bomb("zeros.eml", Bounded, || {
            [head().as_bytes(), b"\r\n", &[0; 1_000_000]].concat()
        }),
        bomb("noise.eml", Bounded, || {
            [head().as_bytes(), b"\r\n", &noise(12, 1_000_000)].concat()
        }),
        bomb("saved.mhtml", Read(WORDS), || saved("")),
        bomb("saved-file.mhtml", Read(WORDS), || {
            saved("Snapshot-Content-Location: file:///etc/passwd\r\n")
        }),
        bomb(
            "saved-nothing.mhtml",
            Bounded,
            || "From: <Saved by Browser>\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-Location: cid:b\r\n\r\nx\r\n--b--",
        ),
        bomb("saved-deep.mhtml", Bounded, || {
            saved("").replace("<p>", &"<table><td>".repeat(20_000))
        }),
    ]
}

#[test]
fn fields_of_a_mail_without_end_are_borne() {
    check(&fields());
}

#[test]
fn parts_of_a_mail_without_end_are_borne() {
    check(&parts());
}
