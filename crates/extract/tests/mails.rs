//! Mail in the encodings that it comes in.

use counterclaim_extract::{Hints, article};
use model::Article;

fn read(mail: &[u8]) -> Article {
    let hints = Hints {
        media_type: Some("message/rfc822".to_owned()),
        url: None,
    };
    article(mail, &hints)
}

/// Returns a mail with these header fields and this body.
fn mail(fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: Mira Vane <vane@orbit.example>\r\nDate: Fri, 14 Feb 2031 09:40:00 +0100\r\n{fields}\r\n"
    );
    [head.as_bytes(), body].concat()
}

#[test]
fn words_come_out_of_every_transfer_encoding_and_charset() {
    let check = |fields: &str, body: &[u8]| {
        let found = read(&mail(fields, body));
        assert_eq!(
            found.text.trim(),
            "Wir bestreiten das – völlig.",
            "{fields}"
        );
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    };
    check(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
        b"Wir bestreiten das =E2=80=93 v=C3=B6l=\r\nlig.\r\n",
    );
    check(
        "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n",
        b"Wir bestreiten das \x96 v\xf6llig.\r\n",
    );
    check(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
        b"V2lyIGJlc3RyZWl0ZW4gZGFz\r\nIOKAkyB2w7ZsbGlnLg==\r\n",
    );
    check(
        "Content-Type: text/html; charset=utf-8\r\n",
        "<html><body><p>Wir bestreiten das – <b>völlig</b>.</p></body></html>".as_bytes(),
    );
    check(
        "Content-Type: multipart/alternative; boundary=edge\r\n",
        "--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWir bestreiten das – völlig.\r\n\
         --edge\r\nContent-Type: text/html\r\n\r\n<p>Another form.</p>\r\n--edge--\r\n"
            .as_bytes(),
    );
}

#[test]
fn words_of_the_header_are_decoded() {
    let found = read(&mail(
        "Subject: =?UTF-8?Q?Antwort_auf_=E2=80=9EOrbit=E2=80=9C?=\r\n =?ISO-8859-1?B?IPxiZXI=?=\r\n",
        b"Words.\r\n",
    ));
    assert_eq!(
        found.title.value.as_deref(),
        Some("Antwort auf „Orbit“ über")
    );
    let found = read(b"From: =?utf-8?q?J=C3=BCrgen_Vane?= <vane@orbit.example>\r\n\r\nWords.\r\n");
    assert_eq!(found.authors.value, ["Jürgen Vane"]);
}

#[test]
fn every_part_that_is_shown_is_read_and_attachments_are_named() {
    let body = "--edge\r\nContent-Type: text/plain\r\n\r\nThe first part.\r\n\
        --edge\r\nContent-Type: application/pdf; name=\"answer.pdf\"\r\nContent-Disposition: attachment\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n\
        --edge\r\nContent-Type: text/plain\r\n\r\nThe second part.\r\n\
        --edge\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nAn older mail.\r\n--edge--\r\n";
    let found = read(&mail(
        "Content-Type: multipart/mixed; boundary=edge\r\n",
        body.as_bytes(),
    ));
    assert!(
        found.text.contains("first part.") && found.text.contains("second part."),
        "{}",
        found.text
    );
    assert_eq!(
        found.problems,
        [
            "attachments of this mail were not read: another mail; save those that matter in another form and import them"
        ]
    );
}

#[test]
fn pages_documents_and_texts_that_came_with_a_mail_are_handed_out() {
    let part = |fields: &str, body: &str| {
        format!("--edge\r\nContent-Disposition: attachment{fields}\r\n\r\n{body}\r\n")
    };
    let body = [
        "--edge\r\nContent-Type: text/plain\r\n\r\nSee the attached.\r\n".to_owned(),
        part(
            "; filename=\"answer.PDF\"\r\nContent-Transfer-Encoding: base64\r\nContent-Type: application/octet-stream",
            "JVBERi0=",
        ),
        part(
            "; filename=\"../../page.html\"\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable",
            "<p>=FCber",
        ),
        part("; filename=notes.txt\r\nContent-Type: text/plain", "Notes."),
        part("; filename=rows.csv\r\nContent-Type: text/csv", "a,b"),
        part(
            "; filename=chart.png\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64",
            "iVBORw0=",
        ),
        "--edge--\r\n".to_owned(),
    ];
    let mail = mail(
        "Content-Type: multipart/mixed; boundary=edge\r\n",
        body.concat().as_bytes(),
    );
    let found = counterclaim_extract::attachments(&mail);
    let shown: Vec<(&str, &str, &[u8])> = found
        .documents
        .iter()
        .map(|it| (&*it.name, &*it.media_type, &*it.bytes))
        .collect();
    let html = "<p>über".as_bytes();
    assert_eq!(
        shown,
        [
            ("answer.PDF", "application/pdf", &b"%PDF-"[..]),
            ("../../page.html", "text/html; charset=utf-8", html),
            ("notes.txt", "text/plain; charset=utf-8", b"Notes."),
        ]
    );
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(
        read(&mail).problems,
        [
            "attachments of this mail were not read: rows.csv, chart.png; save those that matter in another form and import them"
        ]
    );
}

#[test]
fn of_countless_attachments_some_are_handed_out_and_the_rest_is_counted() {
    let part = "--edge\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nx\r\n";
    let body = part.repeat(5_000) + "--edge--\r\n";
    let fields = "Content-Type: multipart/mixed; boundary=edge\r\n";
    let found = counterclaim_extract::attachments(&mail(fields, body.as_bytes()));
    assert_eq!(found.documents.len(), 50);
    assert!(
        found.problems[0].starts_with("4950 "),
        "{:?}",
        found.problems
    );
}

#[test]
fn a_mail_nested_without_end_ends() {
    let mut nested = Vec::new();
    for level in 0..5_000 {
        nested.extend(
            format!("Content-Type: multipart/mixed; boundary=e{level}\r\n\r\n--e{level}\r\n")
                .bytes(),
        );
    }
    nested.extend(b"Content-Type: text/plain\r\n\r\nThe bottom.\r\n");
    assert!(read(&mail("", &nested)).text.len() < 1_000_000);
    let message = "Content-Type: message/rfc822\r\n\r\n".repeat(5_000);
    assert!(read(&mail("", message.as_bytes())).text.len() < 1_000_000);
}
