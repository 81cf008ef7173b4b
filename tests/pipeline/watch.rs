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

fn watched(program: &Program) -> serde_json::Value {
    program.json(&["watch", "list", "acme"])[0].clone()
}

/// A look at a page ended before the page was asked for: it never failed.
#[test]
fn a_watch_on_a_page_tells_what_came_of_it() {
    let server = Server::start();
    let title = page("Orbit rejects claim", &STORY);
    let replies = [Reply::status(404), Reply::page(&title), Reply::page(&title)];
    server.route_each("/story", replies);
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    let add = [
        "watch", "add", "acme", &url, "--kind", "page", "--every", "1s",
    ];
    program.run(&add).done();
    program.run(&["fetch", "--once"]).with_code(1);
    let failing = watched(&program);
    assert!(failing["failing_since"].is_string(), "{failing}");
    let result = failing["last_result"].as_str().unwrap_or_default();
    assert!(result.contains("404"), "{result}");
    for expected in ["a new version", "not changed"] {
        // The next look is due a second after the one before.
        while program.json(&["fetch", "--once"]).is_empty() {}
        let after = watched(&program);
        assert!(after["failing_since"].is_null(), "{after}");
        assert_eq!(after["last_result"], expected);
    }
}

/// A watch that was removed while it was looked at ended the run with an error of the store.
#[test]
fn a_watch_may_be_removed_during_a_look() {
    let server = Server::start();
    serve_stories(&server, &["one"]);
    let slow = Reply::raw("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n")
        .then_drip(
            feed(&server, &["one"]),
            std::time::Duration::from_millis(12),
        );
    server.route("/feed.xml", slow);
    let program = with_case(Program::with(&server));
    let watch = &program.json(&["watch", "add", "acme", &server.url("/feed.xml")])[0];
    let looking = program
        .command(&["--json", "fetch", "--once"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    while !server.targets().contains(&"/feed.xml".to_owned()) {
        std::thread::yield_now();
    }
    let id = watch["id"].as_str().expect("an id");
    program.run(&["watch", "remove", id]).done();
    let output = looking.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty(), "nothing came of the look");
}

/// A folder on a disk that is not plugged in ended the run for every other watch.
#[test]
fn a_folder_that_is_gone_fails_its_own_watch_alone() {
    let server = Server::start();
    serve_stories(&server, &["one"]);
    server.route(
        "/feed.xml",
        Reply::of(200, "text/xml", feed(&server, &["one"])),
    );
    let program = with_case(Program::with(&server));
    program.file("stick/note.html", page("A second story", &STORY));
    let folder = program.folder().join("stick");
    for target in [folder.display().to_string(), server.url("/feed.xml")] {
        program.run(&["watch", "add", "acme", &target]).done();
    }
    fs_err::remove_dir_all(&folder).expect("it can be removed");
    let ran = program.run(&["--json", "fetch", "--once"]).with_code(1);
    assert_eq!(results(&ran.lines()), ["failed", "new"]);
    let failing = watched(&program);
    assert!(failing["failing_since"].is_string(), "{failing}");
}

#[test]
fn a_file_that_changes_is_imported_again_and_one_that_fails_is_told_of() {
    let program = with_case(Program::new());
    program.file("inbox/note.html", page("A story", &STORY));
    let folder = program.folder().join("inbox").display().to_string();
    let add = ["watch", "add", "acme", &folder, "--every", "1s"];
    program.run(&add).done();
    assert_eq!(results(&program.json(&["fetch", "--once"])), ["new"]);
    // As long as before, and other words.
    program.file("inbox/note.html", page("A storm", &STORY));
    let mut later = Vec::new();
    while later.is_empty() {
        later = program.json(&["fetch", "--once"]);
    }
    assert_eq!(results(&later), ["new"]);
    program.file("inbox/picture.png", [137, 80, 78, 71]);
    let mut ran = program.run(&["--json", "fetch", "--once"]);
    while ran.stdout.is_empty() {
        ran = program.run(&["--json", "fetch", "--once"]);
    }
    assert_eq!(results(&ran.with_code(1).lines()), ["failed"]);
}

/// A path that is no folder became an address on the web.
#[test]
fn what_is_no_folder_and_no_address_is_not_watched() {
    let program = with_case(Program::new());
    for (target, expected) in [
        ("/nonexist", "there is no folder"),
        ("./nonexist", "there is no folder"),
        ("nonexist", "is no address of a page"),
        (
            "https://vane:secret@outlet.example/feed",
            "is no address of a page",
        ),
    ] {
        let failed = program.run(&["watch", "add", "acme", target]).with_code(3);
        assert!(failed.stderr.contains(expected), "{}", failed.stderr);
        assert!(!failed.stderr.contains("secret"), "{}", failed.stderr);
    }
    assert!(program.json(&["watch", "list", "acme"]).is_empty());
}

#[test]
fn a_docket_stays_a_docket_when_a_page_comes_in_its_place() {
    let server = Server::start();
    serve_stories(&server, &["docket"]);
    let program = with_case(Program::with(&server));
    let url = server.url("/docket");
    let add = ["watch", "add", "acme", &url, "--kind", "docket"];
    program.run(&add).done();
    program.run(&["fetch", "--once"]).with_code(1);
    let docket = watched(&program);
    assert_eq!(docket["kind"], "docket");
    assert!(docket["failing_since"].is_string(), "{docket}");
}

#[test]
fn a_feed_can_send_nobody_to_an_address_that_is_not_of_the_web() {
    let server = Server::start();
    let entries = [
        "javascript:alert(1)",
        "file:///etc/hosts",
        "ftp://outlet.example/a",
    ]
    .map(|link| format!("<item><title>t</title><link>{link}</link></item>"))
    .concat();
    let rss = format!("<rss version=\"2.0\"><channel><title>F</title>{entries}</channel></rss>");
    server.route("/feed.xml", Reply::of(200, "text/xml", rss));
    let program = with_case(Program::with(&server));
    program
        .run(&["watch", "add", "acme", &server.url("/feed.xml")])
        .done();
    assert!(program.json(&["fetch", "--once"]).is_empty());
}

#[test]
fn a_site_is_named_and_its_feed_is_watched_and_said_so() {
    let server = Server::start();
    let head = "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\">";
    server.route(
        "/",
        Reply::page(&format!("<html><head>{head}</head><body><p>Hi")),
    );
    let program = with_case(Program::with(&server));
    let said = program
        .run(&["watch", "add", "acme", &server.url("/")])
        .done()
        .stdout;
    let feed = server.url("/feed.xml");
    assert!(
        said.contains(&format!("watching {feed} as a feed")),
        "{said}"
    );
    assert_eq!(watched(&program)["target"], feed);
    let page = ["watch", "add", "acme", &server.url("/"), "--kind", "page"];
    assert_eq!(program.json(&page)[0]["kind"], "page");
}

#[test]
fn watches_go_out_as_opml_and_come_in_elsewhere() {
    let program = with_case(Program::new());
    let feed = "https://outlet.example/feed.xml?a=1&b=%22x%22";
    program.run(&["watch", "add", "acme", feed]).done();
    program
        .run(&[
            "watch",
            "add",
            "acme",
            "https://outlet.example/",
            "--kind",
            "page",
        ])
        .done();
    let file = program.folder().join("feeds.opml").display().to_string();
    program
        .run(&["watch", "export", "acme", "-o", &file])
        .done();
    program.run(&["case", "new", "Another"]).done();
    program.run(&["watch", "import", "another", &file]).done();
    let watches = program.json(&["watch", "list", "another"]);
    assert_eq!(watches.len(), 1, "a page is no feed");
    assert_eq!(watches[0]["target"], feed);
}

#[test]
fn a_feed_is_read_by_the_proxy_of_the_library() {
    let server = Server::start();
    server.route(
        "/feed.xml",
        Reply::of(200, "text/xml", feed(&server, &["one"])),
    );
    let proxy = counterclaim_tests::Proxy::socks(&server);
    let program = with_case(Program::new());
    program
        .run(&["settings", "--proxy", &proxy.url("socks5h")])
        .done();
    let read = program.json(&["feed", "http://outlet.example/feed.xml"]);
    assert_eq!(read[0]["ok"], true);
    assert_eq!(proxy.asked(), ["outlet.example:80"]);
    drop(proxy);
    program
        .run(&["feed", "http://outlet.example/feed.xml"])
        .with_code(3);
    assert_eq!(server.targets().len(), 1);
}
