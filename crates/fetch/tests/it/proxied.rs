//! Proxies: every request goes through them, no name is looked up here, and what is private stays
//! refused.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use counterclaim_fetch::{Ask, FetchError, Fetched, Guard, LiveTransport, Resolver, get};
use counterclaim_tests::{FixedClock, Proxy, Reply, Server};

use super::ask;

/// A name server that may be asked for a proxy and for nothing else.
struct ProxyOnly;

impl Resolver for ProxyOnly {
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        assert_eq!(host, "proxy.example", "it was looked up on this machine");
        Ok(vec![SocketAddr::from(([127, 0, 0, 1], port))])
    }
}

fn fetch_by(proxy: &str, address: &str) -> Result<Fetched, FetchError> {
    let ask = Ask {
        proxy: Some(proxy.parse().expect("an address")),
        ..ask(address)
    };
    let transport = LiveTransport::with_resolver(Arc::new(ProxyOnly)).expect("root certificates");
    get(&transport, &FixedClock::default(), &Guard::default(), &ask)
}

#[test]
fn a_page_comes_through_the_proxy_which_alone_looks_names_up() {
    let server = Server::with([("/a", Reply::page("<p>by a way round</p>"))]);
    let (socks, http) = (Proxy::socks(&server), Proxy::http(&server));
    for proxy in [socks.url("socks5h"), socks.url("socks5"), http.url("http")] {
        let fetched = fetch_by(&proxy, "http://outlet.example/a").expect(&proxy);
        assert_eq!(fetched.body, b"<p>by a way round</p>");
        assert_eq!(fetched.first.remote, None, "nobody knows who answered");
    }
    assert_eq!(socks.asked(), ["outlet.example:80"; 2]);
    assert_eq!(http.asked(), ["outlet.example:80"]);
    let host = server.requests()[2].header("host").map(str::to_owned);
    assert_eq!(host.as_deref(), Some("outlet.example"));
}

/// By `socks5` the name of the page was looked up here, and came out as the proxy itself.
#[test]
fn a_proxy_may_have_a_name_which_alone_is_looked_up_here() {
    let server = Server::with([("/a", Reply::page("<p>by a way round</p>"))]);
    let (socks, http) = (Proxy::socks(&server), Proxy::http(&server));
    for proxy in [socks.url("socks5h"), socks.url("socks5"), http.url("http")] {
        let proxy = proxy.replace("127.0.0.1", "proxy.example");
        let fetched = fetch_by(&proxy, "http://outlet.example/a").expect(&proxy);
        assert_eq!(fetched.body, b"<p>by a way round</p>");
    }
    assert_eq!(socks.asked(), ["outlet.example:80"; 2]);
    assert_eq!(http.asked(), ["outlet.example:80"]);
}

#[test]
fn a_redirect_goes_through_the_proxy_too() {
    let there = Reply::redirect(302, "http://other.example/b");
    let server = Server::with([("/a", there), ("/b", Reply::page("<p>here</p>"))]);
    let proxy = Proxy::socks(&server);
    let fetched = fetch_by(&proxy.url("socks5h"), "http://outlet.example/a").expect("a page");
    assert_eq!(fetched.body, b"<p>here</p>");
    assert_eq!(proxy.asked(), ["outlet.example:80", "other.example:80"]);
}

#[test]
fn a_secure_page_is_asked_for_in_a_tunnel() {
    let server = Server::start();
    let proxy = Proxy::http(&server);
    let error = fetch_by(&proxy.url("http"), "https://outlet.example/a").expect_err("no TLS here");
    assert_eq!(error.code(), "insecure", "{error}");
    assert_eq!(proxy.asked(), ["outlet.example:443"]);
}

#[test]
fn what_is_private_is_refused_before_the_proxy_hears_of_it() {
    let server = Server::start();
    let port = server.address().port();
    let proxy = Proxy::socks(&server);
    for address in [
        server.url("/a"),
        format!("http://localhost:{port}/a"),
        format!("http://0x7f.1:{port}/a"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://outlet.example:22/a".to_owned(),
    ] {
        let error = fetch_by(&proxy.url("socks5h"), &address).expect_err(&address);
        assert_eq!(error.code(), "address_refused", "{error}");
    }
    assert_eq!(proxy.asked(), [""; 0]);
}

#[test]
fn a_redirect_to_a_private_address_is_refused_behind_a_proxy_too() {
    let inside = Reply::redirect(302, "http://10.0.0.1/admin");
    let server = Server::with([("/a", inside)]);
    let proxy = Proxy::http(&server);
    let error = fetch_by(&proxy.url("http"), "http://outlet.example/a").expect_err("private");
    assert_eq!(error.code(), "address_refused", "{error}");
    assert_eq!(proxy.asked(), ["outlet.example:80"]);
}

/// Without its proxy a request goes nowhere: the way round it is what the reporter wants to avoid.
#[test]
fn a_proxy_that_is_gone_is_told_and_not_passed_by() {
    let server = Server::with([("/a", Reply::page("<p>seen</p>"))]);
    let gone = Proxy::socks(&server).url("socks5h");
    let error = fetch_by(&gone, "http://outlet.example/a").expect_err("no proxy");
    assert_eq!(error.code(), "proxy", "{error}");
    assert!(error.to_string().contains(&gone), "{error}");
    assert!(error.hint().contains("proxy"), "{}", error.hint());
    assert_eq!(server.targets(), [""; 0]);
}

#[test]
fn a_proxy_that_asks_for_a_password_does_not_answer_for_the_site() {
    let asks = Reply::status(407).header("Proxy-Authenticate", "Basic realm=\"proxy\"");
    let server = Server::with([("/a", asks)]);
    let (socks, http) = (Proxy::socks(&server), Proxy::http(&server));
    let error = fetch_by(&http.url("http"), "http://outlet.example/a").expect_err("refused");
    assert_eq!(error.code(), "proxy", "{error}");
    assert!(error.to_string().contains("name and password"), "{error}");
    // Behind any other proxy it is the site that says so, whatever it means by that.
    let fetched = fetch_by(&socks.url("socks5h"), "http://outlet.example/a").expect("an answer");
    assert_eq!(fetched.first.status, 407);
}

#[test]
fn a_host_that_the_proxy_does_not_reach_is_told() {
    let proxy = Proxy::refusing();
    let error = fetch_by(&proxy.url("socks5h"), "http://outlet.example/a").expect_err("refused");
    assert_eq!(error.code(), "proxy", "{error}");
    assert_eq!(proxy.asked(), ["outlet.example:80"]);
}

#[test]
fn what_a_gateway_says_is_of_the_proxy_unless_the_site_says_when_to_come_back() {
    let server = Server::start();
    let (socks, http) = (Proxy::socks(&server), Proxy::http(&server));
    for status in [502, 503, 504] {
        server.route("/a", Reply::status(status));
        let error = fetch_by(&http.url("http"), "http://outlet.example/a").expect_err("a gateway");
        assert_eq!(error.code(), "proxy", "{error}");
        assert!(error.to_string().contains(&status.to_string()), "{error}");
        let fetched = fetch_by(&socks.url("socks5h"), "http://outlet.example/a");
        assert_eq!(fetched.expect("an answer").first.status, status);
        server.route("/a", Reply::status(status).header("Retry-After", "60"));
        let fetched = fetch_by(&http.url("http"), "http://outlet.example/a");
        assert_eq!(fetched.expect("an answer").first.status, status);
    }
}

#[test]
fn a_proxy_that_is_gone_is_told_from_one_that_reached_nobody() {
    let is_gone =
        |proxy: &str| match fetch_by(proxy, "http://outlet.example/a").expect_err("no page") {
            FetchError::NoAnswer { cause, .. } => cause.is_of_the_network(),
            other => panic!("{other}"),
        };
    let refusing = Proxy::refusing();
    assert!(!is_gone(&refusing.url("socks5h")));
    let server = Server::start();
    let gone = [
        Proxy::socks(&server).url("socks5h"),
        Proxy::http(&server).url("http"),
    ];
    for proxy in gone {
        assert!(is_gone(&proxy), "{proxy}");
    }
}

#[test]
fn an_onion_service_is_asked_of_a_socks_proxy_by_its_name() {
    let server = Server::with([("/a", Reply::page("<p>hidden</p>"))]);
    let (socks, http) = (Proxy::socks(&server), Proxy::http(&server));
    let fetched = fetch_by(&socks.url("socks5h"), "http://abc.onion/a").expect("a page");
    assert_eq!(fetched.body, b"<p>hidden</p>");
    assert_eq!(socks.asked(), ["abc.onion:80"]);
    let error = fetch_by(&http.url("http"), "http://abc.onion/a").expect_err("no Tor");
    assert_eq!(error.code(), "address_refused", "{error}");
    assert!(error.to_string().contains("through Tor alone"), "{error}");
    assert!(error.hint().contains("tor"), "{}", error.hint());
    assert_eq!(http.asked(), [""; 0]);
}
