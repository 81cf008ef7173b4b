//! What a person sets for a library, and that collecting keeps to it.

use counterclaim_tests::{Proxy, Reply, Server};
use engine::view::{CaptureResult, LibrarySettings};
use engine::{EngineError, SettingsChange};

use crate::desk::{ADDRESS, Desk, PAGE};

fn settings(user_agent: &str, proxy: &str) -> SettingsChange {
    SettingsChange {
        user_agent: Some(user_agent.to_owned()),
        proxy: Some(proxy.to_owned()),
        fetch_while_open: Some(false),
    }
}

#[test]
fn settings_are_kept_and_what_is_empty_is_nothing() {
    let desk = Desk::new();
    let view = || desk.library.library_view().unwrap();
    assert_eq!(view().settings, LibrarySettings::default());
    assert!(view().default_user_agent.starts_with("Counterclaim/"));
    let given = SettingsChange {
        fetch_while_open: Some(true),
        ..settings(
            " Harrow Desk (news@harrow.example) ",
            "socks5h://127.0.0.1:9050",
        )
    };
    desk.library.change_settings(&given).unwrap();
    let kept = view().settings;
    assert_eq!(
        kept.user_agent.as_deref(),
        Some("Harrow Desk (news@harrow.example)")
    );
    assert_eq!(kept.proxy, given.proxy);
    assert!(kept.fetch_while_open);
    desk.library.change_settings(&settings("", "  ")).unwrap();
    assert_eq!(view().settings, LibrarySettings::default());
    desk.page(ADDRESS, PAGE);
    assert_eq!((view().captures, view().documents), (1, 1));
    assert_eq!(view().folder, desk.library.folder().display().to_string());
}

/// A late save of one setting, sent with the others as they had been read, took the proxy away.
#[test]
fn a_change_leaves_what_it_does_not_name() {
    let desk = Desk::new();
    let kept = || desk.library.library_view().unwrap().settings;
    let first = settings("Harrow Desk", "socks5h://127.0.0.1:9050");
    desk.library.change_settings(&first).unwrap();
    let late = SettingsChange {
        fetch_while_open: Some(true),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&late).unwrap();
    let expected = LibrarySettings {
        user_agent: first.user_agent,
        proxy: first.proxy,
        fetch_while_open: true,
    };
    assert_eq!(kept(), expected);
    let without_name = SettingsChange {
        user_agent: Some(String::new()),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&without_name).unwrap();
    let expected = LibrarySettings {
        user_agent: None,
        ..expected
    };
    assert_eq!(kept(), expected);
}

#[test]
fn a_setting_that_makes_no_sense_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    let check = |user_agent: &str, proxy: &str, subject: &str, hint: &str| {
        let refused = desk.library.change_settings(&settings(user_agent, proxy));
        let error = refused.expect_err(subject);
        assert!(matches!(error, EngineError::BadValue { .. }), "{error}");
        assert_eq!(error.subject().as_deref(), Some(subject));
        assert!(error.hint().contains(hint), "{}", error.hint());
        let kept = desk.library.library_view().unwrap().settings;
        assert_eq!(kept, LibrarySettings::default());
    };
    check("two\r\nlines", "", "two\r\nlines", "one line");
    check("Ein Schöner", "", "Ein Schöner", "ASCII");
    check("", "127.0.0.1:9050", "127.0.0.1:9050", "socks5h://");
    check("", "socks5://127.0.0.1", "socks5://127.0.0.1", "no port");
    check(
        "",
        "https://p.example:1",
        "https://p.example:1",
        "not by https",
    );
    check(
        "",
        "socks4://me:secret@p.example:1",
        "socks4://…@p.example:1",
        "not by socks4",
    );
}

/// Leads everything on the way through a proxy to one server.
fn behind(proxy: &Proxy, scheme: &str) -> Desk {
    let desk = Desk::new();
    let set = settings("Harrow Desk", &proxy.url(scheme));
    desk.library.change_settings(&set).expect("set");
    desk
}

#[test]
fn a_page_and_its_robots_file_are_asked_for_through_the_proxy_and_by_name() {
    let page = "<html><head><title>Charts</title></head><body><article><h1>Charts</h1>\
        <p>Acme accused Orbit on Tuesday of copying its catalogue of sea charts, which took \
        eleven years to draw.</p><p>“We drew every line ourselves,” said Mira Vane, the chief \
        executive of Orbit, in a statement to this paper.</p></article></body></html>";
    for scheme in ["socks5h", "socks5", "http"] {
        let server = Server::with([("/story", Reply::page(page))]);
        let proxy = match scheme {
            "http" => Proxy::http(&server),
            _ => Proxy::socks(&server),
        };
        let desk = behind(&proxy, scheme);
        let urls = ["http://outlet.example/story".to_owned()];
        let lines = desk.library.add(&desk.case, &urls).unwrap();
        assert_eq!(lines[0].result, CaptureResult::New, "{scheme}: {lines:?}");
        assert_eq!(server.targets(), ["/robots.txt", "/story"]);
        assert_eq!(proxy.asked(), ["outlet.example:80"; 2]);
        for request in server.requests() {
            assert_eq!(request.header("user-agent"), Some("Harrow Desk"));
        }
        desk.verify();
    }
}

#[test]
fn a_private_address_is_refused_whatever_the_proxy_could_reach() {
    let server = Server::with([("/story", Reply::page(PAGE))]);
    let proxy = Proxy::socks(&server);
    let desk = behind(&proxy, "socks5h");
    let urls = [server.url("/story")];
    let lines = desk.library.add(&desk.case, &urls).unwrap();
    assert_eq!(lines[0].result, CaptureResult::Failed);
    let error = lines[0].error.as_deref().unwrap_or_default();
    assert!(error.contains("not on the public internet"), "{error}");
    assert_eq!(proxy.asked(), [""; 0]);
}

/// What a proxy that was down had to do with a site was held against the site for ten minutes.
#[test]
fn a_proxy_that_is_down_says_nothing_of_the_site() {
    let server = Server::with([("/story", Reply::page(PAGE))]);
    let desk = behind(&Proxy::refusing(), "socks5h");
    let urls = ["http://outlet.example/story".to_owned()];
    let lines = desk.library.add(&desk.case, &urls).unwrap();
    let error = lines[0].error.as_deref().unwrap_or_default();
    assert!(error.contains("the proxy socks5h://127.0.0.1"), "{error}");
    let proxy = Proxy::socks(&server);
    let set = settings("Harrow Desk", &proxy.url("socks5h"));
    desk.library.change_settings(&set).unwrap();
    desk.library.add(&desk.case, &urls).unwrap();
    assert_eq!(server.targets(), ["/robots.txt", "/story"]);
}

/// What an http proxy without its password said was taken for a site without robots.txt, which
/// allows everything for a day.
#[test]
fn a_proxy_that_asks_for_a_password_says_nothing_of_the_site() {
    let locked = Server::with([
        ("/robots.txt", Reply::status(407)),
        ("/story", Reply::status(407)),
    ]);
    let first = Proxy::http(&locked);
    let desk = behind(&first, "http");
    let urls = ["http://outlet.example/story".to_owned()];
    let lines = desk.library.add(&desk.case, &urls).unwrap();
    let error = lines[0].error.as_deref().unwrap_or_default();
    assert!(error.contains("the proxy http://127.0.0.1"), "{error}");
    assert_eq!(locked.targets(), ["/robots.txt"]);
    let server = Server::with([
        (
            "/robots.txt",
            Reply::of(200, "text/plain", "User-agent: *\nDisallow: /\n"),
        ),
        ("/story", Reply::page(PAGE)),
    ]);
    let proxy = Proxy::http(&server);
    let set = settings("Harrow Desk", &proxy.url("http"));
    desk.library.change_settings(&set).unwrap();
    desk.library.add(&desk.case, &urls).unwrap();
    assert_eq!(server.targets(), ["/robots.txt"], "it is asked again");
}
