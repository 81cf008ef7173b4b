//! What a reporter puts into a case by hand: pages, words, files, a watch; and what becomes of each.

use counterclaim_tests::{Reply, Server};
use desktop_driver::{Setup, Window};
use serde_json::json;

/// The key that begins a new line in a field.
const ENTER: &str = "\u{E007}";

fn story(title: &str) -> Reply {
    Reply::page(&format!(
        "<!doctype html><html><head><title>{title}</title>\
         <meta property='og:site_name' content='The Morning Ledger'></head><body><article>\
         <h1>{title}</h1>\
         <p>Kestrel Kilns said on 3 February 2031 that the rival’s account was wrong.</p>\
         <p>“We deny every word of it,” said Mara Ostlund, its chief executive. The two firms have \
         argued about the moulds since the autumn, and neither has gone to court so far.</p>\
         <p>Bramble Pottery accused Kestrel Kilns of copying its moulds.</p>\
         </article></body></html>"
    ))
}

const ROBOT_CHECK: &str = "<!doctype html><html><head><title>Just a moment...</title></head><body>\
    <h1>Verify you are human</h1><p>Please complete the check to continue.</p>\
    <form action=\"/cdn-cgi/challenge\"></form></body></html>";

/// Opens the window with a case of its own, on the screen where things are captured.
fn at_capture(server: &Server) -> Window {
    let setup = Setup {
        allowed: vec![server.host_port()],
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    let made = window.call("new_case", &json!({"name": "Kilns"})).unwrap();
    assert_eq!(made["error"], json!(null));
    window.button("Case: ").unwrap();
    window.button("Kilns").unwrap();
    window.go("Capture").unwrap();
    window
}

fn choose(window: &Window, name: &str) {
    window.click("input[type=radio]", name).unwrap();
}

#[test]
fn pages_come_in_and_one_that_failed_can_be_tried_again() {
    let server = Server::with([
        ("/good", story("Kilns answer")),
        ("/wall", Reply::page(ROBOT_CHECK)),
    ]);
    let window = at_capture(&server);
    let [good, gone, wall] = ["/good", "/gone", "/wall"].map(|it| server.url(it));
    let lines = [good.as_str(), &gone, &wall].join(ENTER);
    window.fill("Addresses", &lines).unwrap();
    window.click("main form button", "Capture").unwrap();
    window.see("Pages · 3 of 3").unwrap();
    window
        .see("Robot check: kept as evidence, no article read.")
        .unwrap();
    choose(&window, "Queue");
    window.see("1 failed").unwrap();
    let row = format!(
        "return [...document.querySelectorAll('.job')].find((it) => it.innerText.includes({}))?.innerText",
        json!(gone)
    );
    let words = window
        .wait("the queue shows the failed page", &row)
        .unwrap();
    let words = words.as_str().unwrap();
    assert!(
        words.contains("404") || words.contains("not found"),
        "{words}"
    );
    server.route("/gone", story("Kilns answer again"));
    window.button(&format!("Retry {gone}")).unwrap();
    choose(&window, "Documents");
    window.see("Kilns answer again").unwrap();
    window.button("Kilns answer again").unwrap();
    window
        .wait(
            "the article stands in the reader",
            "return document.querySelector('aside')?.innerText.includes('We deny every word of it')",
        )
        .unwrap();
    window.close().unwrap();
}

#[test]
fn words_that_were_pasted_are_marked_as_supplied() {
    let server = Server::start();
    let window = at_capture(&server);
    choose(&window, "Text");
    window
        .fill(
            "Words of the article",
            "“We deny every word of it,” said Mara Ostlund, chief executive of Kestrel Kilns.",
        )
        .unwrap();
    window.fill("Headline", "Words from a letter").unwrap();
    window.button("Add text").unwrap();
    choose(&window, "Documents");
    window.button("Words from a letter").unwrap();
    window
        .wait(
            "the reader says where it came from",
            "return document.querySelector('aside header')?.innerText.includes('supplied by reporter, not fetched')",
        )
        .unwrap();
    assert_eq!(server.targets(), [""; 0]);
    window.close().unwrap();
}

#[test]
fn a_file_is_imported_by_its_path() {
    let server = Server::start();
    let window = at_capture(&server);
    let file = window.home().join("letter.txt");
    let text = "A letter to the kilns\n\n“We deny every word of it,” said Mara Ostlund.\n";
    fs_err::write(&file, text).unwrap();
    choose(&window, "Files");
    window
        .fill("Files or folders", &file.display().to_string())
        .unwrap();
    window.button("Import").unwrap();
    window.see("Files · 1 of 1").unwrap();
    choose(&window, "Documents");
    window
        .wait(
            "the file stands among the documents",
            "return document.querySelector('button.document')",
        )
        .unwrap();
    window.click("button.document", "").unwrap();
    window
        .wait(
            "its words stand in the reader",
            "return document.querySelector('aside')?.innerText.includes('We deny every word of it')",
        )
        .unwrap();
    window.close().unwrap();
}

fn feed(server: &Server, names: &[&str]) -> Reply {
    let item = |name: &&str| {
        let url = server.url(&format!("/{name}"));
        format!("<item><title>{name}</title><link>{url}</link><guid>{name}</guid></item>")
    };
    let items: String = names.iter().map(item).collect();
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Kilns</title>{items}</channel></rss>"
    );
    Reply::of(200, "application/rss+xml", feed)
}

#[test]
fn a_watch_brings_what_is_new_in_a_feed() {
    let server = Server::with([("/one", story("Kilns one")), ("/two", story("Kilns two"))]);
    server.route("/feed.xml", feed(&server, &["one"]));
    let window = at_capture(&server);
    choose(&window, "Watch");
    window
        .fill("Address or folder", &server.url("/feed.xml"))
        .unwrap();
    window.fill("Look every", "1s").unwrap();
    window.button("Add watch").unwrap();
    window.see("Watch added.").unwrap();
    choose(&window, "Watches");
    window.button("Fetch now").unwrap();
    window.see("Fetch · 1 of 1").unwrap();
    server.route("/feed.xml", feed(&server, &["two", "one"]));
    // Nothing is due before the watch's second is over.
    let look = || {
        window.button("Fetch now").unwrap();
        server.targets().iter().any(|it| it == "/two").then_some(())
    };
    window.until("the new entry is asked for", look).unwrap();
    choose(&window, "Documents");
    window.see("Kilns two").unwrap();
    let asked = server.targets();
    assert_eq!(
        asked.iter().filter(|it| *it == "/one").count(),
        1,
        "{asked:?}"
    );
    window.close().unwrap();
}
