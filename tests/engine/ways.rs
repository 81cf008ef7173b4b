//! Ways to the network: none but the one that is set, for the library or for a case.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterclaim_tests::{Proxy, Reply, Server};
use engine::view::CaptureResult;
use engine::{Inspector, LiveTransport, Resolver, SettingsChange, World};

use crate::desk::{Desk, PAGE};

/// A name server that counts, and leads to a canary.
struct Canary {
    asked: AtomicUsize,
    port: u16,
}

impl Resolver for Canary {
    fn addresses(&self, _host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))])
    }
}

fn settings(proxy: &str) -> SettingsChange {
    SettingsChange {
        proxy: Some(proxy.to_owned()),
        ..SettingsChange::default()
    }
}

/// A desk whose every direct way, by name or by number, ends at a canary.
fn with_canary() -> (Desk, TcpListener, Arc<Canary>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let port = listener.local_addr().expect("an address").port();
    let canary = Arc::new(Canary {
        asked: AtomicUsize::new(0),
        port,
    });
    let resolver = Arc::clone(&canary);
    let desk = Desk::in_world(|world| World {
        transport: Arc::new(LiveTransport::with_resolver(resolver).expect("a transport")),
        guard: format!("outlet.example:80,other.example:80,127.0.0.1:{port}")
            .parse()
            .expect("a guard"),
        ..world
    });
    (desk, listener, canary)
}

#[test]
fn behind_a_proxy_nothing_leaves_by_another_way() {
    let server = Server::with([
        ("/one", Reply::redirect(302, "http://other.example/two")),
        ("/two", Reply::of(200, "text/plain", PAGE)),
        ("/gone", Reply::status(404)),
    ]);
    let feed = "<rss version=\"2.0\"><channel><title>F</title>\
        <item><link>http://outlet.example/one</link></item>\
        <item><link>http://outlet.example/gone</link></item></channel></rss>";
    server.route("/feed.xml", Reply::of(200, "application/rss+xml", feed));
    let (desk, listener, canary) = with_canary();
    let proxy = Proxy::socks(&server);
    desk.library
        .set_case_proxy(&desk.case, Some(&proxy.url("socks5h")))
        .expect("set");
    desk.watch("http://outlet.example/feed.xml", "1h", None);
    let lines = desk.fetch();
    assert_eq!(lines.len(), 2, "{lines:?}");
    // robots.txt and a page found wanting as well as the feed and what a redirect leads to.
    let asked = proxy.asked();
    assert!(asked.len() >= 6, "{asked:?}");
    let all = ["outlet.example:80", "other.example:80"];
    assert!(
        asked.iter().all(|it| all.contains(&it.as_str())),
        "{asked:?}"
    );
    desk.library
        .change_settings(&settings(&proxy.url("socks5h")))
        .expect("set");
    let inspector = Inspector::new(desk.world())
        .as_set_in(&desk.library)
        .expect("set");
    let read = inspector
        .feed_at("http://outlet.example/feed.xml")
        .expect("a feed");
    assert_eq!(read.entries.len(), 2);
    drop(proxy);
    assert!(
        desk.later(600).fetch().is_empty(),
        "without it there is no way"
    );
    let gone = inspector.feed_at("http://outlet.example/feed.xml");
    assert!(gone.is_err(), "without it there is no way");
    assert_eq!(
        canary.asked.load(Ordering::SeqCst),
        0,
        "a name was looked up"
    );
    let caught = listener.accept();
    assert!(caught.is_err(), "somebody connected: {caught:?}");
}

const STORY: &str = "http://outlet.example/story";
/// Where the copy of a page stands in a web archive.
const COPY: &str = "/web/20240103120000id_/";

/// A server that is a site, a web archive and an authority for time stamps that stamps nothing.
fn with_services() -> Server {
    let list = format!(
        "<{STORY}>; rel=\"original\",\n<http://other.example/web/20240103120000/{STORY}>; \
         rel=\"first memento\"; datetime=\"Wed, 03 Jan 2024 12:00:00 GMT\"\n"
    );
    let made = format!("/web/20260101000000/{STORY}");
    let front =
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\"><p>News</p>";
    let server = Server::with([
        ("/story", Reply::of(200, "text/plain", PAGE)),
        ("/stamp", Reply::status(500)),
        ("/", Reply::page(front)),
    ]);
    server.route(
        &format!("/web/timemap/link/{STORY}"),
        Reply::of(200, "application/link-format", list),
    );
    let then = Reply::of(200, "text/plain", PAGE)
        .header("Memento-Datetime", "Wed, 03 Jan 2024 12:00:00 GMT")
        .header("Link", &format!("<{STORY}>; rel=\"original\""));
    server.route(&format!("{COPY}{STORY}"), then);
    let saved = Reply::page("<p>saved</p>").header("Content-Location", &made);
    server.route(&format!("/save/{STORY}"), saved);
    server
}

/// What goes to services and not to sites takes the same way: a list of copies, a copy, a request to
/// save a page, a time stamp, a look for the feed that a page names.
#[test]
fn services_are_asked_behind_the_proxy_too() {
    let server = with_services();
    let (desk, listener, canary) = with_canary();
    let (library, proxy) = (&desk.library, Proxy::socks(&server));
    let way = settings(&proxy.url("socks5h"));
    library.change_settings(&way).expect("set");
    let (case, archive) = (&desk.case, "http://other.example/");
    library.add(case, &[STORY.to_owned()]).expect("lines");
    let copies = library.mementos(None, archive, STORY).expect("a list");
    assert_eq!(copies.len(), 1);
    let line = library.capture_memento(case, archive, STORY, "2024-01-03");
    assert_ne!(line.expect("a line").result, CaptureResult::Failed);
    library.allow_saving_to_archive(true).expect("set");
    let saved = library.save_to_archive(Some(case), archive, STORY);
    assert!(saved.is_ok(), "{saved:?}");
    library
        .add_stamp_authority("http://other.example/stamp")
        .expect("set");
    assert!(library.stamp().expect("lines")[0].error.is_some());
    library
        .discover(case, "http://outlet.example/")
        .expect("looked");
    let heard = server.targets();
    let all = [
        "/robots.txt".to_owned(),
        "/story".to_owned(),
        format!("/web/timemap/link/{STORY}"),
        format!("{COPY}{STORY}"),
        format!("/save/{STORY}"),
        "/stamp".to_owned(),
        "/".to_owned(),
    ];
    for path in all {
        assert!(heard.contains(&path), "{path} is not in {heard:?}");
    }
    assert_eq!(proxy.asked().len(), heard.len(), "one connection each");
    let names = canary.asked.load(Ordering::SeqCst);
    assert_eq!(names, 0, "a name was looked up");
    let caught = listener.accept();
    assert!(caught.is_err(), "somebody connected: {caught:?}");
}

/// The canary would sing: without a proxy the same pages reach it.
#[test]
fn without_a_proxy_the_canary_is_reached() {
    let (desk, listener, canary) = with_canary();
    desk.watch("http://outlet.example/feed.xml", "1h", None);
    let waiting = std::thread::spawn(move || {
        while listener.accept().is_err() {
            std::thread::yield_now();
        }
    });
    desk.fetch();
    waiting.join().expect("somebody connected");
    assert!(canary.asked.load(Ordering::SeqCst) > 0);
}

#[test]
fn a_case_goes_its_own_way_or_that_of_the_library() {
    let server = Server::with([("/one", Reply::of(200, "text/plain", PAGE))]);
    let (wide, own) = (Proxy::socks(&server), Proxy::http(&server));
    let desk = Desk::new();
    desk.library
        .change_settings(&settings(&wide.url("socks5h")))
        .expect("set");
    let add = || {
        let pages = ["http://outlet.example/one".to_owned()];
        desk.library.add(&desk.case, &pages).expect("lines")[0].result
    };
    assert_ne!(add(), CaptureResult::Failed);
    let before = wide.asked().len();
    let way = |proxy: Option<&str>| desk.library.set_case_proxy(&desk.case, proxy);
    way(Some(&own.url("http"))).expect("set");
    assert_ne!(add(), CaptureResult::Failed);
    assert_eq!(wide.asked().len(), before);
    assert!(!own.asked().is_empty());
    way(None).expect("set");
    assert_ne!(add(), CaptureResult::Failed);
    assert!(wide.asked().len() > before);
    for word in ["tor", "system", "none", "Tor"] {
        way(Some(word)).expect(word);
    }
    assert_eq!(
        desk.library
            .case_proxy(&desk.case)
            .expect("known")
            .as_deref(),
        Some("tor")
    );
    assert!(way(Some("127.0.0.1:9050")).is_err());
}

#[test]
fn the_proxy_of_the_system_is_taken_where_that_is_asked_for() {
    let server = Server::with([("/one", Reply::of(200, "text/plain", PAGE))]);
    let proxy = Proxy::http(&server);
    let named = proxy.url("http");
    let desk = Desk::in_world(|world| World {
        system_proxy: Some(named),
        ..world
    });
    desk.library
        .change_settings(&settings("system"))
        .expect("set");
    let pages = ["http://outlet.example/one".to_owned()];
    let line = desk
        .library
        .add(&desk.case, &pages)
        .expect("lines")
        .remove(0);
    assert_eq!(line.result, CaptureResult::New);
    assert_eq!(proxy.asked().len(), 2);
}
