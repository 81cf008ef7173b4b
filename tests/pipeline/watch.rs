//! Watches and the queue.

use counterclaim_tests::{Program, Reply, Server};

use crate::{STORY, all_is_well, page, results, with_case};

fn feed(server: &Server, entries: &[&str]) -> String {
    let items = entries
        .iter()
        .map(|name| {
            let url = server.url(&format!("/{name}"));
            format!("<item><title>{name}</title><link>{url}</link><guid>{name}</guid></item>")
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>"
    )
}

fn serve_stories(server: &Server, names: &[&str]) {
    for name in names {
        let title = format!("Orbit rejects claim {name}");
        server.route(&format!("/{name}"), Reply::page(&page(&title, &STORY)));
    }
}

#[test]
fn a_feed_is_captured_once() {
    let server = Server::start();
    serve_stories(&server, &["one", "two", "three"]);
    let rss = feed(&server, &["one", "two", "three"]);
    let reply = Reply::of(200, "application/rss+xml", rss)
        .header("ETag", "\"1\"")
        .conditional();
    server.route("/feed.xml", reply);
    let program = with_case(Program::with(&server));
    let watch = [
        "watch",
        "add",
        "acme",
        &server.url("/feed.xml"),
        "--every",
        "1s",
    ];
    program.run(&watch).done();
    let lines = program.json(&["fetch", "--once"]);
    assert_eq!(results(&lines), ["new", "new", "new"]);
    assert_eq!(program.json(&["case", "list"])[0]["documents"], 3);
    assert!(
        program.json(&["fetch", "--once"]).is_empty(),
        "a second fetch adds nothing"
    );
    assert_eq!(program.json(&["case", "list"])[0]["documents"], 3);
    let watches = program.json(&["watch", "list", "acme"]);
    assert!(watches[0]["last_result"].is_string(), "{}", watches[0]);
    all_is_well(&program);
}

#[test]
fn a_new_entry_is_captured_when_the_feed_changes() {
    let server = Server::start();
    serve_stories(&server, &["one", "two"]);
    let feeds = [&["one"][..], &["two", "one"][..]];
    server.route_each(
        "/feed.xml",
        feeds.map(|it| Reply::of(200, "text/xml", feed(&server, it))),
    );
    let program = with_case(Program::with(&server));
    program
        .run(&[
            "watch",
            "add",
            "acme",
            &server.url("/feed.xml"),
            "--every",
            "1s",
        ])
        .done();
    assert_eq!(results(&program.json(&["fetch", "--once"])), ["new"]);
    let mut later = Vec::new();
    // The watch is due a second after its first look; until then a fetch finds nothing to do.
    while later.is_empty() {
        later = program.json(&["fetch", "--once"]);
    }
    assert_eq!(results(&later), ["new"]);
    assert_eq!(later[0]["url"], server.url("/two"));
}

#[test]
fn a_watch_that_fails_is_told_of_and_the_others_go_on() {
    let server = Server::start();
    serve_stories(&server, &["one"]);
    server.route(
        "/feed.xml",
        Reply::of(200, "text/xml", feed(&server, &["one"])),
    );
    let program = with_case(Program::with(&server));
    for path in ["/missing.xml", "/feed.xml"] {
        program
            .run(&["watch", "add", "acme", &server.url(path)])
            .done();
    }
    let ran = program.run(&["--json", "fetch", "--once"]).with_code(1);
    let lines = ran.lines();
    let mut found = results(&lines);
    found.sort_unstable();
    assert_eq!(found, ["failed", "new"]);
    let watches = program.json(&["watch", "list", "acme"]);
    let failing = watches
        .iter()
        .filter(|watch| watch["failing_since"].is_string());
    assert_eq!(failing.count(), 1);
}

#[test]
fn a_page_is_watched_as_a_page() {
    let server = Server::start();
    serve_stories(&server, &["story"]);
    let program = with_case(Program::with(&server));
    program
        .run(&["watch", "add", "acme", &server.url("/story")])
        .done();
    assert_eq!(results(&program.json(&["fetch", "--once"])), ["new"]);
    assert_eq!(program.json(&["watch", "list", "acme"])[0]["kind"], "page");
}

#[test]
fn a_sitemap_and_a_folder_are_watched() {
    let server = Server::start();
    serve_stories(&server, &["one"]);
    let sitemap = format!(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
         <url><loc>{}</loc></url></urlset>",
        server.url("/one")
    );
    server.route("/sitemap.xml", Reply::of(200, "application/xml", sitemap));
    let program = with_case(Program::with(&server));
    program.file("inbox/note.html", page("A second story", &STORY));
    let folder = program.folder().join("inbox").display().to_string();
    for target in [server.url("/sitemap.xml"), folder] {
        program.run(&["watch", "add", "acme", &target]).done();
    }
    let lines = program.json(&["fetch", "--once"]);
    assert_eq!(results(&lines), ["new", "new"]);
    assert!(program.json(&["fetch", "--once"]).is_empty());
}

#[test]
fn a_watch_is_added_once_and_can_be_removed() {
    let server = Server::start();
    let program = with_case(Program::with(&server));
    let watch = program.json(&["watch", "add", "acme", &server.url("/feed.xml")])[0].clone();
    program
        .run(&["watch", "add", "acme", &server.url("/feed.xml")])
        .with_code(3);
    program
        .run(&[
            "watch",
            "add",
            "acme",
            &server.url("/x.xml"),
            "--every",
            "often",
        ])
        .with_code(3);
    program
        .run(&["watch", "remove", watch["id"].as_str().expect("an id")])
        .done();
    assert!(program.json(&["watch", "list", "acme"]).is_empty());
}
