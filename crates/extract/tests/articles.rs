//! Pages, texts and mails to articles, through the public door.

use counterclaim_extract::{Hints, article};
use model::{Article, Wall};

const BODY: &str = "<p>The harbour authority of Port Wexley told the court on Tuesday that it had never \
    shared its logs with Northwind Models, and that it would say so under oath.</p>\
    <p>A spokeswoman for Northwind Models called the filing “a misreading of an ordinary contract” and \
    declined to comment further while the case is pending.</p>\
    <h2>What happens next</h2>\
    <p>Judge Ilse Marrow gave both sides three weeks to hand in their records, which will be sealed \
    until the hearing in the spring.</p>";

fn read(html: &str) -> Article {
    let hints = Hints {
        media_type: Some("text/html; charset=utf-8".to_owned()),
        url: "https://www.harbourledger.example/2025/01/28/logs"
            .parse()
            .ok(),
    };
    article(html.as_bytes(), &hints)
}

#[test]
fn a_page_with_metadata_is_read_whole() {
    let found = read(&format!(
        r#"<html lang="en_GB"><head><title>Port says it kept its logs | Harbour Ledger</title>
        <meta property="og:site_name" content="Harbour Ledger">
        <link rel="canonical" href="/2025/01/29/port-logs">
        <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Port says it kept its logs",
          "author":[{{"@type":"Person","name":"By Ada Quill"}},{{"name":"Harbour Ledger"}}],
          "datePublished":"2025-01-29T08:00:00+01:00","dateModified":"2025-02-03"}}</script></head>
        <body><nav><a href="/">Home</a></nav><h1>Port says it kept its logs</h1><article>{BODY}</article>
        <footer>All rights reserved</footer></body></html>"#
    ));
    assert_eq!(
        found.title.value.as_deref(),
        Some("Port says it kept its logs")
    );
    assert_eq!(found.authors.value, ["Ada Quill"]);
    assert_eq!(
        found.published.value.to_string(),
        "2025-01-29T08:00:00+01:00"
    );
    assert_eq!(found.published.method, "json-ld datePublished");
    assert_eq!(found.modified.value.to_string(), "2025-02-03");
    assert_eq!(found.lang.value.as_deref(), Some("en-GB"));
    assert_eq!(found.outlet.value.as_deref(), Some("Harbour Ledger"));
    assert_eq!(
        found
            .canonical_url
            .value
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("https://www.harbourledger.example/2025/01/29/port-logs")
    );
    let paragraphs: Vec<&str> = found.text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 4, "{}", found.text);
    assert_eq!(paragraphs[2], "What happens next");
    assert_eq!(found.wall, None);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

/// The date of the last change was once given for the date of publication.
#[test]
fn a_changed_day_is_never_the_day_of_publication() {
    let found = read(&format!(
        "<title>Logs</title><h1>Logs of the port</h1><time class='updated' datetime='2025-03-05'>Updated 5 March</time>
         <time class='published' datetime='2025-03-01'>1 March</time>{BODY}"
    ));
    assert_eq!(found.published.value.to_string(), "2025-03-01");
    assert_eq!(found.modified.value.to_string(), "2025-03-05");
}

#[test]
fn a_page_without_a_date_has_none() {
    let html =
        format!("<title>Logs</title><h1>Logs of the port</h1>{BODY}<footer>© 2019 Ledger</footer>");
    let found = article(html.as_bytes(), &Hints::default());
    assert!(!found.published.value.is_known(), "{:?}", found.published);
    assert_eq!(found.published.method, "");
    assert!(!found.modified.value.is_known());
}

#[test]
fn a_visible_byline_is_found() {
    let check = |byline: &str, expected: &[&str]| {
        let found = read(&format!(
            "<title>Logs</title><h1>Logs of the port</h1>{byline}{BODY}"
        ));
        assert_eq!(found.authors.value, expected, "{byline}");
    };
    check(
        "<p class=byline>By <a href=/staff/aq>Ada Quill</a> and Bo Reed</p>",
        &["Ada Quill", "Bo Reed"],
    );
    check("<a rel=author href=/aq>Ada Quill</a>", &["Ada Quill"]);
    check("<p>By Ada Quill, legal correspondent</p>", &["Ada Quill"]);
    check("<p>By clicking you agree to our cookie rules</p>", &[]);
}

#[test]
fn walls_are_recognised() {
    let check = |html: &str, expected| assert_eq!(read(html).wall, Some(expected), "{html}");
    check(
        "<title>Just a moment...</title><h1>harbourledger.example</h1><p>Verify you are human by completing the action below.</p>",
        Wall::RobotCheck,
    );
    check(
        "<title>harbourledger.example</title><p>We have noticed unusual activity from your network.</p><div id=px-captcha></div>",
        Wall::RobotCheck,
    );
    check(
        "<title>Sign in - Ledger</title><h1>Sign in</h1><form><input name=u><input type=password></form><p>Forgot it?</p>",
        Wall::Login,
    );
    check(
        "<title>Ledger</title><p>We value your privacy. We and our partners use cookies.</p><p>Accept all or manage preferences.</p>",
        Wall::Consent,
    );
    check(
        "<title>Logs</title><h1>Logs of the port</h1><p>The port kept its logs, it says.</p><div>Subscribe to continue reading. Already a subscriber? Sign in</div>",
        Wall::Paywall,
    );
    check(
        r#"<title>Logs</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Logs","isAccessibleForFree":"False"}</script>
        <h1>Logs</h1><p>The port kept its logs, it says, and will show them to nobody but the court.</p>"#,
        Wall::Paywall,
    );
}

#[test]
fn a_long_article_about_walls_is_none() {
    let about = "<p>Readers who were asked to verify you are human, to subscribe to continue reading, to sign in to \
        continue or to accept all cookies before you continue told the court that a captcha stood before every page.</p>";
    let found = read(&format!(
        "<title>Walls</title><h1>On walls</h1>{BODY}{}",
        about.repeat(8)
    ));
    assert_eq!(found.wall, None);
    assert!(found.text.contains("captcha"));
}

/// A short report of a house that calls all its articles closed was once taken for a teaser, and
/// a page with a comment box for a sign-in page.
#[test]
fn a_short_article_is_no_wall_for_one_word_beside_it() {
    let closed = r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>"#;
    let found = read(&format!(
        "<title>Logs</title>{closed}<h1>Logs of the port</h1>{BODY}"
    ));
    assert_eq!(found.wall, None, "{}", found.text);
    let found = read(&format!(
        "<title>Logs</title><h1>Logs</h1>{BODY}<p class=comments>You must be logged in to comment.</p>"
    ));
    assert_eq!(found.wall, None, "{}", found.text);
}

#[test]
fn what_is_no_page_is_said_to_be_none() {
    let check = |bytes: &[u8], problem: &str| {
        let found = article(
            bytes,
            &Hints {
                media_type: Some("text/html".to_owned()),
                url: None,
            },
        );
        assert_eq!(found.text, "");
        assert!(found.problems[0].contains(problem), "{:?}", found.problems);
    };
    check(b"", "nothing in this document");
    check(b" \n ", "nothing in this document");
    check(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01",
        "no text: an image",
    );
    check(b"<html><body></body></html>", "no text was found");
}

/// The paragraphs of a short page, and its heading, once ran into one another. The heading is the
/// title, and not said once more in the text.
#[test]
fn the_blocks_of_a_short_page_stay_apart() {
    let check = |html: &str, expected: &str| assert_eq!(read(html).text, expected, "{html}");
    check(
        "<article><p>Northwind says the port lied.</p><p>The port denies it.</p></article>",
        "Northwind says the port lied.\n\nThe port denies it.",
    );
    check(
        "<h1>Logs</h1><p>Northwind says the port lied.</p>",
        "Northwind says the port lied.",
    );
    check(
        "<div>Northwind says the port <b>lie</b>d.</div><div>The port denies it.</div><ul><li>One log.<li>Two logs.</ul>",
        "Northwind says the port lied.\n\nThe port denies it.\n\nOne log.\n\nTwo logs.",
    );
    check(
        "<article><h1>Logs</h1><p>Northwind Models says that the port authority has lied about its logs for all of last winter.</p>\
         <aside>Subscribe</aside><blockquote>We deny it.<br>All of it.</blockquote><dl><dt>Port</dt><dd>Port Wexley</dd></dl>\
         <table><tr><td>Logs</td><td>Four</td></tr></table><pre>log  1</pre><figure><figcaption>The port.</figcaption></figure></article>",
        "Northwind Models says that the port authority has lied about its logs for all of last winter.\n\n\
         We deny it.\nAll of it.\n\nPort\n\nPort Wexley\n\nLogs\n\nFour\n\nlog  1\n\nThe port.",
    );
}

/// The words right behind a button or a menu once went with it.
#[test]
fn words_behind_a_button_are_kept() {
    let found = read(&format!(
        "<article>{BODY}<p>The port kept its logs <button>Play</button>all winter, the court heard.</p></article>"
    ));
    assert!(
        found
            .text
            .ends_with("The port kept its logs all winter, the court heard."),
        "{}",
        found.text
    );
}

#[test]
fn a_page_whose_words_are_in_its_data_alone_gives_them() {
    let check = |kind: &str| {
        let found = read(&format!(
            r#"<script type="application/ld+json">{{"@type":"{kind}","headline":"Logs","articleBody":
            "The port kept its logs for all of last winter, it says.\n\nNorthwind never saw any of them, and never will."}}</script>
            <div id=root></div>"#
        ));
        assert_eq!(
            found.text,
            "The port kept its logs for all of last winter, it says.\n\nNorthwind never saw any of them, and never will."
        );
    };
    check("NewsArticle");
    check("Article");
}

#[test]
fn a_page_of_a_few_sentences_gives_them() {
    let news =
        r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Logs"}</script>"#;
    for body in [
        "The port kept its logs. It says so.",
        "<div>The port kept its logs. It says so.</div>",
        "<span>The port kept its logs.</span> It says so.",
        "<aside>The port kept its logs. It says so.</aside>",
        "<div class=comments>The port kept its logs. It says so.</div>",
        "<form>The port kept its logs. It says so.</form>",
    ] {
        for head in ["", news] {
            let found = read(&format!(
                "<html><head>{head}</head><body>{body}</body></html>"
            ));
            assert_eq!(
                found.text, "The port kept its logs. It says so.",
                "{head}{body}"
            );
            assert!(found.problems.is_empty(), "{:?}", found.problems);
        }
    }
    let menu = read("<nav><a href=/>Home</a></nav><footer>Imprint</footer>");
    assert_eq!(menu.text, "");
    assert_eq!(menu.problems, ["no text was found on this page"]);
}

#[test]
fn metadata_hold_no_controls() {
    let found = read(&format!(
        "<title>Logs</title><meta property=og:title content='Logs &#x202e;of&#x202c; the&#27;[2J port'>\
         <meta property=og:site_name content='Harbour&#1; &#x2066;Ledger&#x2069;'><meta name=author content='Ada&#9;&#x202d;Quill'>\
         {BODY}<p>A \u{202e}turned\u{202c} word stays as it is, the court says.</p>"
    ));
    assert_eq!(found.title.value.as_deref(), Some("Logs of the [2J port"));
    assert_eq!(found.outlet.value.as_deref(), Some("Harbour Ledger"));
    assert_eq!(found.authors.value, ["Ada Quill"]);
    assert!(
        found.text.contains("\u{202e}turned\u{202c}"),
        "{}",
        found.text
    );
}

#[test]
fn plain_text_keeps_its_paragraphs() {
    let hints = Hints {
        media_type: Some("text/plain".to_owned()),
        url: None,
    };
    let found = article(
        "Note to the desk\r\n\r\nThe port kept its logs.\r\n\r\n\r\nIt says so.".as_bytes(),
        &hints,
    );
    assert_eq!(
        found.text,
        "Note to the desk\n\nThe port kept its logs.\n\nIt says so."
    );
    assert_eq!(found.title.value.as_deref(), Some("Note to the desk"));
}

/// The only line of a note was once its title too, and so was its first sentence.
#[test]
fn the_first_line_of_a_plain_text_is_a_title_only_over_a_text() {
    let hints = Hints {
        media_type: Some("text/plain; charset=utf-8".to_owned()),
        url: None,
    };
    let check = |bytes: &str, title: Option<&str>, text: &str| {
        let found = article(bytes.as_bytes(), &hints);
        assert_eq!(found.title.value.as_deref(), title, "{bytes:?}");
        assert_eq!(found.text, text);
    };
    check("The port kept its logs", None, "The port kept its logs");
    check("\n\n\n Logs\n\n\n", None, " Logs");
    check("Logs\n\nKept.", Some("Logs"), "Logs\n\nKept.");
    check("Logs\nKept.", None, "Logs\nKept.");
    check("Kept.\n\nLogs.", None, "Kept.\n\nLogs.");
    check("“Kept!”\n\nLogs.", None, "“Kept!”\n\nLogs.");
    check("港口关闭。\n\n法院说。", None, "港口关闭。\n\n法院说。");
    check("\u{feff}\n\u{c}\n\u{3000}\nLogs.", None, "Logs.");
    check("Lo\u{1b}gs\n\nKept.", Some("Logs"), "Logs\n\nKept.");
    check(" \u{3000}\n\u{c}", None, "");
    let long = "port ".repeat(40);
    let long = long.trim_end();
    check(
        &format!("{long}\n\nKept."),
        None,
        &format!("{long}\n\nKept."),
    );
}

const MAIL: &str = "From: Ada Quill <ada@ledger.example>\r\nTo: desk@ledger.example\r\n\
    Subject: =?utf-8?q?Logs_=E2=80=93_first_draft?=\r\nDate: Tue, 28 Jan 2025 09:30:00 +0100\r\nMIME-Version: 1.0\r\n";

#[test]
fn a_mail_has_subject_sender_date_and_words() {
    let plain = format!(
        "{MAIL}Content-Type: text/plain; charset=utf-8\r\n\r\nThe port kept its logs.\r\n\r\nAda\r\n"
    );
    let found = article(plain.as_bytes(), &Hints::default());
    assert_eq!(found.title.value.as_deref(), Some("Logs – first draft"));
    assert_eq!(found.authors.value, ["Ada Quill"]);
    assert_eq!(
        found.published.value.to_string(),
        "2025-01-28T09:30:00+01:00"
    );
    assert_eq!(found.text, "The port kept its logs.\n\nAda");

    let html = format!(
        "{MAIL}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{BODY}</body></html>"
    );
    let found = article(html.as_bytes(), &Hints::default());
    assert!(
        found.text.starts_with("The harbour authority"),
        "{}",
        found.text
    );
    assert!(found.text.contains("\n\nWhat happens next\n\n"));
}

#[test]
fn an_archived_page_is_read_as_the_page_it_holds() {
    let archive = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/logs\r\nSubject: Logs\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n\
        --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://ledger.example/logs\r\n\r\n\
        <title>Logs of the port</title><link rel=canonical href=/port-logs><h1>Logs of the port</h1>{BODY}\r\n--x--\r\n"
    );
    let found = article(archive.as_bytes(), &Hints::default());
    assert_eq!(found.title.value.as_deref(), Some("Logs of the port"));
    assert_eq!(
        found
            .canonical_url
            .value
            .map(|url| url.to_string())
            .as_deref(),
        Some("https://ledger.example/port-logs")
    );
    assert!(found.text.contains("under oath"), "{}", found.text);
}

/// An archive whose page has no address of its own was once taken for a mail.
#[test]
fn an_archived_page_knows_where_it_stood() {
    let check = |part: &str, page: &str, expected: Option<(&str, &str)>| {
        let archive = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/logs\r\nSubject: Logs\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n\
            --x\r\nContent-Type: text/html; charset=utf-8\r\n{part}\r\n<title>Logs of the port</title>{page}{BODY}\r\n--x--\r\n"
        );
        let address = article(archive.as_bytes(), &Hints::default()).canonical_url;
        let value = address.value.as_ref().map(url::Url::as_str);
        assert_eq!(value.map(|it| (it, address.method.as_str())), expected);
    };
    check(
        "",
        "",
        Some(("https://ledger.example/logs", "mhtml snapshot")),
    );
    check(
        "",
        "<link rel=canonical href=/port-logs>",
        Some(("https://ledger.example/port-logs", "link canonical")),
    );
    check(
        "Content-Location: https://ledger.example/other\r\n",
        "",
        Some(("https://ledger.example/other", "mhtml content location")),
    );
    check("Content-Location: cid:page@ledger.example\r\n", "", None);
}
