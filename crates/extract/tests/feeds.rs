//! Feeds and robots rules, through the public door.

use counterclaim_extract::{Feed, Hints, feed, robots};

fn read(text: &str) -> Feed {
    let hints = Hints {
        media_type: None,
        url: "https://ledger.example/feed".parse().ok(),
    };
    feed(text.as_bytes(), &hints)
}

/// Writes the entries of a feed, a line each: title, link, id, author, dates.
fn lines(feed: &Feed) -> Vec<String> {
    let or = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    feed.entries
        .iter()
        .map(|it| {
            format!(
                "{} | {} | {} | {} | {} | {}",
                or(&it.title),
                or(&it.link),
                or(&it.id),
                or(&it.author),
                it.published,
                it.updated
            )
        })
        .collect()
}

#[test]
fn rss_is_read() {
    let found = read(
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>
        <title>Harbour &amp;amp; Ledger</title><link>/</link><language>en-gb</language>
        <image><title>Logo</title><link>https://other.example/</link></image>
        <item><title>&lt;b&gt;Port&lt;/b&gt; keeps logs</title><link>/a?x=1&amp;y=2</link><guid isPermaLink='false'>n1</guid>
          <dc:creator>Ada Quill</dc:creator><pubDate>Tue, 28 Jan 2025 09:30:00 GMT</pubDate>
          <description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item>
        <item><title><![CDATA[R&D at sea]]></title><guid>https://ledger.example/b</guid></item></channel></rss>",
    );
    assert!(
        found.ok && found.problems.is_empty(),
        "{:?}",
        found.problems
    );
    assert_eq!(found.kind, "rss");
    assert_eq!(found.title.as_deref(), Some("Harbour & Ledger"));
    assert_eq!(found.link.as_deref(), Some("https://ledger.example/"));
    assert_eq!(found.language.as_deref(), Some("en-gb"));
    assert_eq!(
        lines(&found),
        [
            "Port keeps logs | https://ledger.example/a?x=1&y=2 | n1 | Ada Quill | 2025-01-28T09:30:00Z | unknown",
            "R&D at sea | https://ledger.example/b | https://ledger.example/b | - | unknown | unknown",
        ]
    );
    assert_eq!(found.entries[0].summary.as_deref(), Some("One.\n\nTwo."));
}

#[test]
fn atom_is_read() {
    let found = read(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' xml:base='https://ledger.example/x/'>
        <title type='text'>Ledger</title><link rel='self' href='feed'/><link href='home'/><id>tag:ledger.example,2025:f</id>
        <entry><title type='html'>Port &lt;i&gt;keeps&lt;/i&gt; logs</title><link rel='enclosure' href='a.mp3'/>
          <link rel='alternate' href='a'/><id>tag:ledger.example,2025:1</id><author><name>Ada Quill</name></author>
          <published>2025-01-28T09:30:00+01:00</published><updated>2025-01-29</updated>
          <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p><p>Two.</p></div></content></entry></feed>",
    );
    assert_eq!(
        (found.kind.as_str(), found.id.as_deref()),
        ("atom", Some("tag:ledger.example,2025:f"))
    );
    assert_eq!(found.link.as_deref(), Some("https://ledger.example/x/home"));
    assert_eq!(
        lines(&found),
        [
            "Port keeps logs | https://ledger.example/x/a | tag:ledger.example,2025:1 | Ada Quill | 2025-01-28T09:30:00+01:00 | 2025-01-29",
        ]
    );
    assert_eq!(found.entries[0].summary.as_deref(), Some("One.\n\nTwo."));
}

#[test]
fn json_feeds_are_read() {
    let found = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Ledger","home_page_url":"https://ledger.example/",
        "items":[{"id":7,"url":"/a","title":"Logs","authors":[{"name":"Ada Quill"},{"name":"Bo Reed"}],"date_published":"2025-01-28T09:30:00Z"}]}"#,
    );
    assert_eq!(
        lines(&found),
        [
            "Logs | https://ledger.example/a | 7 | Ada Quill, Bo Reed | 2025-01-28T09:30:00Z | unknown"
        ]
    );
}

#[test]
fn a_broken_feed_gives_what_can_be_read_and_a_problem() {
    let check = |text: &str, titles: &[&str]| {
        let found = read(text);
        let given: Vec<&str> = found
            .entries
            .iter()
            .filter_map(|it| it.title.as_deref())
            .collect();
        assert_eq!(given, titles, "{text}");
        assert!(found.ok);
        assert!(
            found.problems[0].contains("not well-formed at line"),
            "{:?}",
            found.problems
        );
        assert!(found.problems[0].contains(&format!("{} entries could be read", titles.len())));
    };
    check(
        "<rss><channel><item><title>A & B</titel><link>x</link></item><item><title>C</title></item>",
        &["A & B", "C"],
    );
    check(
        "<rss><channel><item><title>A</title><item><title>B</title></channel></rss>",
        &["A", "B"],
    );
    check(
        "<rss><channel><item><title>A <b>bold word</title></item><item><title>C</title></item></channel></rss>",
        &["A bold word", "C"],
    );
    check(
        "<rss><channel><item><title>1 < 2</title></item><item><title>Cut off in the mid",
        &["1 < 2", "Cut off in the mid"],
    );
}

#[test]
fn what_is_no_feed_is_said_to_be_none() {
    for text in [
        "<html><title>Not found</title></html>",
        "",
        "[1, 2]",
        "{\"a\": ",
        "words",
    ] {
        let found = read(text);
        assert!(!found.ok, "{text}");
        assert!(
            found.problems.iter().any(|it| it.contains("no feed")),
            "{:?}",
            found.problems
        );
    }
}

#[test]
fn robots_rules_are_obeyed() {
    let rules = b"User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 2.5\nSitemap: https://ledger.example/s.xml\n\
        User-agent: counterclaim\nDisallow: /no-robots\n";
    let check = |agent: &str, path: &str, allowed: bool| {
        let url = format!("https://ledger.example{path}")
            .parse()
            .expect("an address");
        assert_eq!(
            robots(rules, agent, &url).allowed,
            allowed,
            "{agent} {path}"
        );
    };
    check("other", "/", true);
    check("other", "/private/x", false);
    check("other", "/private/open", true);
    check("counterclaim", "/private/x", true);
    check("counterclaim", "/no-robots?x=1", false);
    let url = "https://ledger.example/".parse().expect("an address");
    let found = robots(rules, "other", &url);
    assert_eq!(found.crawl_delay_seconds, Some(2.5));
    assert_eq!(found.sitemaps.len(), 1);
    assert!(robots(b"", "other", &url).allowed);
}
