//! The guard at work: redirects, resolvers that lie, and peers that were never checked.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterclaim_fetch::{FetchError, Guard, LiveTransport, Resolver, get};
use counterclaim_tests::{FixedClock, Reply, Server};

use super::{allowing, ask, fetch_path};

/// A name server that gives one answer after the other; the last one stays.
struct Scripted {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Scripted {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let answers = answers.iter().map(|answer| {
            let addresses = answer.iter().map(|it| it.parse().expect("an IP address"));
            addresses.collect()
        });
        Arc::new(Self {
            answers: answers.collect(),
            asked: AtomicUsize::new(0),
        })
    }
}

impl Resolver for Scripted {
    fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.get(turn).or(self.answers.last());
        let addresses = answer.into_iter().flatten();
        Ok(addresses
            .map(|address| SocketAddr::new(*address, port))
            .collect())
    }
}

fn fetch_by_name(
    resolver: &Arc<Scripted>,
    guard: &Guard,
    address: &str,
) -> Result<counterclaim_fetch::Fetched, FetchError> {
    let resolver = Arc::clone(resolver);
    let transport = LiveTransport::with_resolver(resolver).expect("root certificates");
    get(&transport, &FixedClock::default(), guard, &ask(address))
}

#[test]
fn a_redirect_to_a_private_address_is_refused() {
    let target = Server::with([("/secret", Reply::page("<p>secret</p>"))]);
    let port = target.address().port();
    for location in [
        target.url("/secret"),
        format!("http://localhost:{port}/secret"),
        format!("http://2130706433:{port}/secret"),
        format!("http://0x7f.1:{port}/secret"),
        format!("http://[::ffff:127.0.0.1]:{port}/secret"),
        format!("//127.1:{port}/secret"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("http://me:pass@127.0.0.1:{port}/secret"),
    ] {
        let server = Server::with([("/a", Reply::redirect(302, &location))]);
        let error = fetch_path(&server, "/a").expect_err(&location);
        assert_eq!(error.code(), "address_refused", "{error}");
        assert!(!error.hint().is_empty());
    }
    assert_eq!(target.requests(), []);
}

#[test]
fn the_refusal_names_the_address_and_the_reason() {
    let server = Server::with([("/a", Reply::redirect(302, "http://10.0.0.1/admin"))]);
    let error = fetch_path(&server, "/a").expect_err("a private address");
    let expected = "cannot fetch http://10.0.0.1/admin: 10.0.0.1 is not on the public internet \
                    (10.0.0.1: private network)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_name_that_resolves_to_a_private_address_is_refused() {
    let server = Server::with([("/a", Reply::page("<p>secret</p>"))]);
    let port = server.address().port();
    for answer in [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "10.0.0.1",
        "64:ff9b::7f00:1",
    ] {
        let resolver = Scripted::new(&[&[answer]]);
        let address = format!("http://outlet.example:{port}/a");
        // That the literal is allowed says nothing about a name that resolves to it.
        let error = fetch_by_name(&resolver, &allowing(&server), &address).expect_err(answer);
        assert_eq!(error.code(), "address_refused", "{error}");
    }
    assert_eq!(server.requests(), []);
}

#[test]
fn a_second_answer_of_the_name_server_is_never_asked_for() {
    let canary = Server::with([("/a", Reply::page("<p>secret</p>"))]);
    let port = canary.address().port();
    let resolver = Scripted::new(&[&["192.0.0.8", "203.0.113.1"], &["127.0.0.1"]]);
    let address = format!("http://rebind.example:{port}/a");
    let error = fetch_by_name(&resolver, &Guard::default(), &address).expect_err("refused");
    assert_eq!(error.code(), "address_refused", "{error}");
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
    assert_eq!(canary.requests(), []);
}

#[test]
fn an_allowed_name_is_reached_where_it_was_checked() {
    let server = Server::with([("/a", Reply::page("<p>intranet</p>"))]);
    let port = server.address().port();
    let resolver = Scripted::new(&[&["127.0.0.1"], &["192.0.2.1"]]);
    let guard = format!("intranet.example:{port}").parse().expect("a guard");
    let address = format!("http://intranet.example:{port}/a");
    let fetched = fetch_by_name(&resolver, &guard, &address).expect("a page");
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    assert_eq!(fetched.first.remote, Some(peer.to_string()));
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
    let host = server.requests()[0].header("host").map(str::to_owned);
    assert_eq!(host, Some(format!("intranet.example:{port}")));
}

#[test]
fn a_redirect_is_resolved_and_checked_anew() {
    let server = Server::start();
    let port = server.address().port();
    server.route(
        "/a",
        Reply::redirect(302, &format!("http://other.example:{port}/b")),
    );
    server.route("/b", Reply::page("<p>secret</p>"));
    let resolver = Scripted::new(&[&["127.0.0.1"]]);
    let guard = format!("intranet.example:{port}").parse().expect("a guard");
    let address = format!("http://intranet.example:{port}/a");
    let error = fetch_by_name(&resolver, &guard, &address).expect_err("a private address");
    assert_eq!(error.code(), "address_refused", "{error}");
    assert_eq!(server.targets(), ["/a"]);
}

#[test]
fn a_name_without_addresses_says_so() {
    let resolver = Scripted::new(&[&[]]);
    let error = fetch_by_name(&resolver, &Guard::default(), "http://nowhere.example/")
        .expect_err("no such host");
    let expected = "cannot reach http://nowhere.example/: no such host: nowhere.example";
    assert_eq!(
        (error.to_string().as_str(), error.code()),
        (expected, "no_such_host")
    );
}
