//! Pages from a server.

use counterclaim_tests::{Program, Reply, Server};

use crate::{STORY, all_is_well, page, results, with_case};

#[test]
fn a_page_becomes_sourced_rows() {
    let server = Server::with([("/story", Reply::page(&page("Orbit rejects claim", &STORY)))]);
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    let lines = program.json(&["add", "acme", &url]);
    assert_eq!(results(&lines), ["new"]);
    for field in [
        "url",
        "capture",
        "document",
        "version",
        "statements",
        "result",
        "wall",
        "error",
        "hint",
    ] {
        assert!(lines[0].get(field).is_some(), "{field}");
    }
    let rows = program.json(&["timeline", "acme"]);
    assert!(!rows.is_empty());
    for row in &rows {
        assert_eq!(row["document"]["url"], url);
        assert_eq!(row["document"]["outlet"], "The Outlet");
        assert_eq!(row["capture"]["provenance"], "fetched");
        assert_eq!(row["capture"]["id"], lines[0]["capture"]);
    }
    let found = &program.json(&["search", "\"every line\""])[0];
    assert!(found["total"].as_u64() >= Some(1), "{found}");
    all_is_well(&program);
}

#[test]
fn a_request_is_honest_and_robots_are_asked_first() {
    let server = Server::with([
        ("/story", Reply::page(&page("Orbit rejects claim", &STORY))),
        (
            "/robots.txt",
            Reply::of(200, "text/plain", "User-agent: *\nDisallow: /private\n"),
        ),
    ]);
    let program = with_case(Program::with(&server));
    program.json(&["add", "acme", &server.url("/story")]);
    let seen = server.requests();
    assert_eq!(server.targets(), ["/robots.txt", "/story"]);
    for request in &seen {
        let agent = request.header("user-agent").expect("a User-Agent");
        assert!(agent.starts_with("Counterclaim/"), "{agent}");
        assert_eq!(request.header("cookie"), None);
        assert_eq!(request.header("referer"), None);
    }
    let refused = program
        .run(&["--json", "add", "acme", &server.url("/private/x")])
        .with_code(1);
    assert!(refused.stdout.contains("robots.txt"), "{}", refused.stdout);
    assert_eq!(
        server.targets().len(),
        2,
        "robots.txt is kept for a day, the page is not asked for"
    );
}

#[test]
fn an_unchanged_page_gives_no_second_version_and_a_changed_one_does() {
    let first = page("Orbit rejects claim", &STORY);
    let with_advert = first.replace("<footer>", "<aside>Buy boots today</aside><footer>");
    let changed = page(
        "Orbit rejects claim",
        &[STORY[0], STORY[1], "The harbour office answered on Friday."],
    );
    let server = Server::start();
    server.route_each(
        "/story",
        [first, with_advert, changed].map(|html| Reply::page(&html)),
    );
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    let add = || program.json(&["add", "acme", &url])[0].clone();
    let (one, two, three) = (add(), add(), add());
    assert_eq!(
        results(&[one.clone(), two.clone(), three.clone()]),
        ["new", "unchanged", "new"]
    );
    assert_eq!(one["version"], two["version"]);
    assert_ne!(
        one["capture"], two["capture"],
        "the second look is kept as evidence too"
    );
    assert_eq!(one["document"], three["document"]);
    assert_ne!(one["version"], three["version"]);
    all_is_well(&program);
}

#[test]
fn redirects_are_followed_and_kept() {
    let server = Server::with([
        ("/old", Reply::redirect(301, "/older")),
        ("/older", Reply::redirect(302, "/story")),
        ("/story", Reply::page(&page("Orbit rejects claim", &STORY))),
    ]);
    let program = with_case(Program::with(&server));
    let line = &program.json(&["add", "acme", &server.url("/old")])[0];
    assert_eq!(line["result"], "new");
    let rows = program.json(&["timeline", "acme"]);
    assert_eq!(rows[0]["document"]["url"], server.url("/story"));
    all_is_well(&program);
}

#[test]
fn a_wall_is_kept_and_marked_but_is_no_version() {
    let wall = "<!doctype html><html><head><title>Just a moment...</title></head><body>\
        <h1>Verify you are human</h1><p>Please complete the check to continue.</p>\
        <form action=\"/cdn-cgi/challenge\"></form></body></html>";
    let server = Server::with([("/story", Reply::page(wall))]);
    let program = with_case(Program::with(&server));
    let line = &program.json(&["add", "acme", &server.url("/story")])[0];
    assert_eq!(line["result"], "wall");
    assert!(line["capture"].is_string());
    assert!(line["version"].is_null());
    assert!(program.json(&["timeline", "acme"]).is_empty());
    all_is_well(&program);
}

#[test]
fn one_page_that_fails_does_not_stop_the_others() {
    let server = Server::with([("/story", Reply::page(&page("Orbit rejects claim", &STORY)))]);
    let program = with_case(Program::with(&server));
    let (gone, story) = (server.url("/gone"), server.url("/story"));
    let ran = program
        .run(&["--json", "add", "acme", &gone, &story, "ftp://x"])
        .with_code(1);
    let mut found = ran
        .lines()
        .iter()
        .map(|line| line["result"].to_string())
        .collect::<Vec<_>>();
    found.sort();
    assert_eq!(found, ["\"failed\"", "\"failed\"", "\"new\""]);
}
