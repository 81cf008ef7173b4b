//! Watches over days: how often they look, what is new to them, what costs nothing.

use std::io::Write as _;

use chrono::TimeDelta;
use counterclaim_tests::{Reply, Server};
use engine::model::WatchKind;
use engine::view::CaptureResult;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::desk::{Desk, PAGE};

fn story(title: &str) -> Reply {
    Reply::of(200, "text/plain", format!("{title}\n\n{PAGE}"))
}

fn rss(entries: &str) -> Reply {
    let text = format!("<rss version=\"2.0\"><channel><title>F</title>{entries}</channel></rss>");
    Reply::of(200, "application/rss+xml", text)
}

fn entry(server: &Server, guid: &str, path: &str, title: &str) -> String {
    let link = server.url(path).replace('&', "&amp;");
    format!("<item><guid>{guid}</guid><link>{link}</link><title>{title}</title></item>")
}

fn urls(lines: &[engine::view::CaptureLine]) -> Vec<&str> {
    lines.iter().map(|line| line.url.as_str()).collect()
}

#[test]
fn a_feed_that_stays_quiet_is_looked_at_more_rarely_and_costs_nothing() {
    let server = Server::with([("/one", story("One"))]);
    let feed = rss(&entry(&server, "a", "/one", "One"));
    let feed = feed.header("ETag", "\"1\"").conditional();
    server.route("/feed.xml", feed);
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "1h", None);
    assert_eq!(desk.fetch().len(), 1);
    let captures = desk.captures();
    let mut hours = Vec::new();
    for _ in 0..24 {
        let pause = desk.watched().next_run - desk.now();
        hours.push(pause.num_hours());
        desk.later(pause.num_minutes() + 1);
        assert!(desk.fetch().is_empty());
    }
    assert_eq!(hours[..4], [1, 1, 1, 1]);
    assert_eq!((hours[4], hours[8], hours[12]), (2, 4, 8));
    assert_eq!(hours.last(), Some(&24), "once a day at least: {hours:?}");
    assert_eq!(desk.captures(), captures, "304 leaves no capture");
    server.route("/feed.xml", rss(&entry(&server, "b", "/two", "Two")));
    server.route("/two", story("Two"));
    desk.later(26 * 60);
    assert_eq!(urls(&desk.fetch()), [server.url("/two")]);
    let pause = desk.watched().next_run - desk.now();
    assert_eq!(pause.num_hours(), 1, "news bring it back");
}

#[test]
fn a_watched_page_that_has_not_changed_leaves_no_capture() {
    let page = story("One").header("ETag", "\"1\"").conditional();
    let server = Server::with([("/one", page)]);
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/one"), "1h", Some(WatchKind::Page));
    assert_eq!(desk.fetch()[0].result, CaptureResult::New);
    let captures = desk.captures();
    desk.later(90);
    let lines = desk.fetch();
    assert_eq!(lines[0].result, CaptureResult::Unchanged);
    assert_eq!(lines[0].capture, None);
    assert_eq!(desk.captures(), captures);
    assert_eq!(desk.watched().last_result.as_deref(), Some("not changed"));
    let changed = story("One, corrected")
        .header("ETag", "\"2\"")
        .conditional();
    server.route("/one", changed);
    desk.later(90);
    assert_eq!(desk.fetch()[0].result, CaptureResult::New);
    assert_eq!(desk.captures(), captures + 1);
    desk.verify();
}

#[test]
fn a_watch_that_fails_is_tried_more_and_more_rarely_and_says_since_when() {
    let server = Server::start();
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "1h", None);
    let begun = desk.now();
    for hours in [2, 4, 8, 16, 24, 24] {
        assert_eq!(desk.fetch().len(), 1);
        let watch = desk.watched();
        assert_eq!(watch.failing_since, Some(begun));
        assert_eq!((watch.next_run - desk.now()).num_hours(), hours);
        desk.later(27 * 60);
    }
    server.route("/feed.xml", rss(""));
    assert!(desk.fetch().is_empty());
    let watch = desk.watched();
    assert_eq!(watch.failing_since, None);
    assert_eq!((watch.next_run - desk.now()).num_hours(), 1);
}

#[test]
fn an_entry_is_new_by_its_guid_its_address_and_what_it_says() {
    let server = Server::with([("/one", story("One")), ("/two", story("Two"))]);
    let feeds = [
        entry(&server, "a", "/one", "One"),
        // The same page under another guid and with the marks of a campaign.
        entry(&server, "b", "/one?utm_source=feed", "One"),
        // The same guid, and other words.
        entry(&server, "a", "/one", "One, corrected"),
        entry(&server, "a", "/one", "One, corrected"),
        entry(&server, "c", "/two", "Two"),
    ];
    server.route_each("/feed.xml", feeds.map(|it| rss(&it)));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "1h", None);
    let mut found = Vec::new();
    for _ in 0..5 {
        found.push(desk.fetch().len());
        desk.later(90);
    }
    assert_eq!(found, [1, 0, 1, 0, 1]);
}

#[test]
fn a_page_that_another_watch_brought_is_not_brought_again() {
    let server = Server::with([("/one", story("One"))]);
    for path in ["/a.xml", "/b.xml"] {
        server.route(path, rss(&entry(&server, path, "/one", "One")));
    }
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/a.xml"), "1h", None);
    assert_eq!(desk.fetch().len(), 1);
    desk.watch(&server.url("/b.xml"), "1h", None);
    assert!(desk.fetch().is_empty());
}

#[test]
fn every_entry_of_a_docket_is_news_though_it_leads_to_the_same_page() {
    let server = Server::with([("/docket/1", story("Docket"))]);
    let entries = ["a", "b"].map(|guid| rss(&entry(&server, guid, "/docket/1", guid)));
    server.route_each("/docket/1/feed", entries);
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/docket/1/feed"), "1h", Some(WatchKind::Docket));
    assert_eq!(desk.fetch().len(), 1);
    desk.later(90);
    assert_eq!(desk.fetch().len(), 1);
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn the_sitemaps_of_an_index_are_read_packed_ones_too_and_asked_for_changes_only() {
    let server = Server::with([("/one", story("One")), ("/two", story("Two"))]);
    let urlset = |path: &str, day: &str| {
        let url = server.url(path);
        format!("<urlset><url><loc>{url}</loc><lastmod>{day}</lastmod></url></urlset>")
    };
    let index = ["/a.xml", "/b.xml.gz", "/gone.xml"]
        .map(|path| format!("<sitemap><loc>{}</loc></sitemap>", server.url(path)))
        .concat();
    let index = format!("<sitemapindex>{index}</sitemapindex>");
    server.route("/sitemap.xml", Reply::of(200, "text/xml", index));
    let first = Reply::of(200, "text/xml", urlset("/one", "2031-02-14"));
    server.route("/a.xml", first.header("ETag", "\"a\"").conditional());
    let packed = |day: &str| Reply::of(200, "application/gzip", gzip(&urlset("/two", day)));
    server.route_each("/b.xml.gz", ["2031-02-14", "2031-02-15"].map(packed));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/sitemap.xml"), "1h", None);
    let mut found = desk.fetch();
    found.sort_by(|a, b| a.url.cmp(&b.url));
    assert_eq!(urls(&found), [server.url("/one"), server.url("/two")]);
    desk.later(90);
    assert_eq!(urls(&desk.fetch()), [server.url("/two")], "it was changed");
    let asked = server.requests();
    let last = asked.iter().rfind(|it| it.target == "/a.xml");
    assert_eq!(last.expect("asked").header("if-none-match"), Some("\"a\""));
}

#[test]
fn a_site_leads_to_its_feed_and_a_story_is_watched_itself() {
    let head = "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/news.xml\">";
    let page = format!("<html><head><title>The Outlet</title>{head}</head><body><p>Hello.");
    let server = Server::with([
        ("/", Reply::page(&page)),
        ("/2031/02/story", Reply::page(&page)),
        ("/one", story("One")),
    ]);
    server.route("/news.xml", rss(&entry(&server, "a", "/one", "One")));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/"), "1h", None);
    assert_eq!(urls(&desk.fetch()), [server.url("/one")]);
    assert_eq!(desk.watched().target, server.url("/news.xml"));
    assert_eq!(desk.watched().kind, WatchKind::Feed);
    let found = |path: &str| {
        let found = desk.library.discover(&desk.case, &server.url(path));
        let found = found.expect("an answer").expect("asked");
        (found.kind, found.target)
    };
    assert_eq!(found("/"), (WatchKind::Feed, server.url("/news.xml")));
    let story = "/2031/02/story";
    assert_eq!(found(story), (WatchKind::Page, server.url(story)));
}

#[test]
fn a_feed_that_asks_for_quiet_is_given_it() {
    let busy = Reply::status(503).header("Retry-After", "28800");
    let server = Server::with([("/feed.xml", busy)]);
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "30m", None);
    desk.fetch();
    let wait = desk.watched().next_run - desk.now();
    assert!(wait >= TimeDelta::hours(8), "{wait}");
    let asked = server.targets().len();
    desk.later(4 * 60).fetch();
    assert_eq!(server.targets().len(), asked);
}

/// A clock that was years ahead left watches waiting for those years.
#[test]
fn a_clock_that_is_set_back_stops_no_watch_and_harms_no_library() {
    let server = Server::with([("/one", story("One")), ("/two", story("Two"))]);
    server.route("/feed.xml", rss(&entry(&server, "a", "/one", "One")));
    let desk = Desk::reaching(&[&server]);
    desk.at("2031-05-01T09:00:00Z");
    desk.watch(&server.url("/feed.xml"), "1h", None);
    assert_eq!(urls(&desk.fetch()), [server.url("/one")]);
    desk.at("2025-01-10T12:00:00Z");
    let two = [("a", "/one", "One"), ("b", "/two", "Two")]
        .map(|(guid, path, title)| entry(&server, guid, path, title));
    server.route("/feed.xml", rss(&two.concat()));
    assert_eq!(urls(&desk.fetch()), [server.url("/two")]);
    let pause = desk.watched().next_run - desk.now();
    assert_eq!(pause.num_minutes(), 60, "and looks as often as before");
    assert!(desk.fetch().is_empty(), "once");
    desk.later(-5);
    assert!(desk.fetch().is_empty(), "a correction by minutes is none");
    assert!(!desk.rows().is_empty());
    desk.verify();
}
