//! The manners of a run: how a site is asked, what a pause means, and a network that is gone.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use counterclaim_tests::{Proxy, Reply, Server};
use engine::view::{CaptureResult, JobStep};
use engine::{LiveTransport, Resolver, RunBounds, SettingsChange, World};

use crate::desk::{Desk, PAGE};

fn story() -> Reply {
    Reply::of(200, "text/plain", PAGE)
}

fn add(desk: &Desk, urls: &[String]) -> Vec<engine::view::CaptureLine> {
    desk.library.add(&desk.case, urls).expect("lines")
}

/// Puts pages into the queue by a feed, so that nothing is fetched yet.
fn feed_of(server: &Server, paths: &[&str]) -> Reply {
    let mut entries = String::new();
    for path in paths {
        let url = server.url(path);
        write!(
            entries,
            "<item><guid>{path}</guid><link>{url}</link></item>"
        )
        .expect("memory");
    }
    let text = format!("<rss version=\"2.0\"><channel><title>F</title>{entries}</channel></rss>");
    Reply::of(200, "application/rss+xml", text)
}

#[test]
fn a_run_takes_so_much_of_a_site_and_the_next_one_goes_on() {
    let paths = ["/a", "/b", "/c", "/d", "/e"];
    let server = Server::with(paths.map(|path| (path, story())));
    server.route("/feed.xml", feed_of(&server, &paths));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "1h", None);
    let bounds = RunBounds { pages_of_a_site: 2 };
    let run = || {
        desk.library
            .fetch_within(None, bounds)
            .expect("fetched")
            .len()
    };
    assert_eq!([run(), run(), run(), run()], [2, 2, 1, 0]);
}

#[test]
fn a_site_that_asks_for_quiet_is_left_alone_with_all_its_pages() {
    let paths = ["/a", "/b", "/c"];
    let server = Server::with(paths.map(|path| (path, story())));
    server.route("/a", Reply::status(429).header("Retry-After", "3600"));
    server.route("/feed.xml", feed_of(&server, &paths));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "12h", None);
    let lines = desk.fetch();
    assert_eq!(lines.len(), 1, "one error, not three: {lines:?}");
    assert_eq!(server.targets(), ["/robots.txt", "/feed.xml", "/a"]);
    let queue = desk.library.queue(&desk.case).expect("the queue").jobs;
    assert!(
        queue.iter().all(|job| job.step == JobStep::Later),
        "{queue:?}"
    );
    assert_eq!(queue.iter().map(|job| job.attempts).sum::<u32>(), 1);
    server.route("/a", story());
    assert!(desk.later(59).fetch().is_empty());
    assert_eq!(desk.later(20).fetch().len(), 3);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "turns are waited for in real time"
)]
fn the_pause_that_robots_txt_asks_for_is_kept() {
    let robots = "User-agent: *\nCrawl-delay: 0.3\n";
    let server = Server::with([("/a", story()), ("/b", story())]);
    server.route("/robots.txt", Reply::of(200, "text/plain", robots));
    let desk = Desk::reaching(&[&server]);
    let start = Instant::now();
    add(&desk, &[server.url("/a"), server.url("/b")]);
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(550), "{took:?}");
}

#[test]
fn a_redirect_to_another_site_asks_the_rules_of_that_site() {
    let (here, there) = (Server::start(), Server::start());
    here.route("/go", Reply::redirect(302, &there.url("/closed")));
    let rules = Reply::of(200, "text/plain", "User-agent: *\nDisallow: /closed\n");
    there.route("/robots.txt", rules);
    there.route("/closed", story());
    let desk = Desk::reaching(&[&here, &there]);
    let line = add(&desk, &[here.url("/go")]).remove(0);
    let error = line.error.expect("an error");
    assert!(error.contains("asks not to fetch"), "{error}");
    assert_eq!(there.targets(), ["/robots.txt"]);
}

#[test]
fn a_reader_may_ignore_robots_txt_for_one_page() {
    let rules = Reply::of(200, "text/plain", "User-agent: *\nDisallow: /\n");
    let server = Server::with([("/a", story()), ("/b", story()), ("/robots.txt", rules)]);
    let desk = Desk::reaching(&[&server]);
    let urls = [server.url("/a"), server.url("/b")];
    desk.library.ignore_robots(&urls[..1]).expect("noted");
    let lines = add(&desk, &urls);
    let of = |url: &String| lines.iter().find(|line| line.url == *url).expect(url);
    assert_eq!(of(&urls[0]).result, CaptureResult::New);
    assert_eq!(of(&urls[1]).result, CaptureResult::Failed);
    assert!(!server.targets().contains(&"/b".to_owned()));
}

#[test]
fn a_paused_queue_rests_and_goes_on() {
    let server = Server::with([("/a", story())]);
    server.route("/feed.xml", feed_of(&server, &["/a"]));
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/feed.xml"), "1h", None);
    desk.library.pause_queue().expect("paused");
    assert!(desk.fetch().is_empty());
    assert_eq!(server.targets(), [""; 0]);
    let since = desk.library.queue_run().expect("known").paused_since;
    assert_eq!(since, Some(desk.now()));
    desk.library.resume_queue().expect("resumed");
    assert_eq!(desk.fetch().len(), 1);
}

/// A name server that nobody reaches while the network is gone.
struct Gone;

impl Resolver for Gone {
    fn addresses(&self, _host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
        Err(io::Error::other("no name server"))
    }
}

#[test]
fn no_network_is_one_state_and_nothing_is_lost_by_it() {
    let is_back = Arc::new(AtomicBool::new(false));
    let route = Arc::clone(&is_back);
    let desk = Desk::in_world(|world| World {
        transport: Arc::new(LiveTransport::with_resolver(Arc::new(Gone)).expect("a transport")),
        has_route: Arc::new(move || route.load(Ordering::SeqCst)),
        ..world
    });
    let pages = ["one", "two", "three"].map(|it| format!("http://{it}.example/a"));
    for line in add(&desk, &pages) {
        let error = line.error.expect("an error");
        assert!(error.starts_with("there is no network"), "{error}");
    }
    desk.watch("http://four.example/feed.xml", "1h", None);
    assert!(desk.later(5).fetch().is_empty(), "one state, no errors");
    let watch = desk.watched();
    assert_eq!((watch.failing_since, watch.next_run), (None, desk.now()));
    let queue = desk.library.queue(&desk.case).expect("the queue").jobs;
    assert_eq!(queue.len(), 3);
    assert!(queue.iter().all(|job| job.attempts == 0), "{queue:?}");
    let since = desk.library.queue_run().expect("known").offline_since;
    assert!(since.is_some_and(|since| since < desk.now()), "{since:?}");
    // By a proxy that leads somewhere there is a network again.
    is_back.store(true, Ordering::SeqCst);
    let server = Server::with([("/a", story())]);
    let proxy = Proxy::socks(&server);
    let settings = SettingsChange {
        proxy: Some(proxy.url("socks5h")),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&settings).expect("set");
    let lines = desk.later(5).fetch();
    let new = lines.iter().filter(|it| it.result == CaptureResult::New);
    assert_eq!(new.count(), 3, "{lines:?}");
    let run = desk.library.queue_run().expect("known");
    assert_eq!(run.offline_since, None);
}

#[test]
fn a_proxy_that_is_gone_is_no_network() {
    let gone = Proxy::socks(&Server::start()).url("socks5h");
    let desk = Desk::new();
    let settings = SettingsChange {
        proxy: Some(gone),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&settings).expect("set");
    desk.watch("http://one.example/feed.xml", "1h", None);
    assert!(desk.fetch().is_empty());
    assert!(
        desk.library
            .queue_run()
            .expect("known")
            .offline_since
            .is_some()
    );
    assert_eq!(desk.watched().failing_since, None);
}
