//! Captured text is hostile: in page, headline, feed and file name, no script of it runs, no command
//! is called and no request leaves.

mod payloads;

use std::path::{Path, PathBuf};

use counterclaim_tests::{Reply, Server};
use desktop_driver::{Setup, Window};
use serde_json::json;

use payloads::{PAYLOADS, RUN};

/// The path that only a payload asks for.
const BEACON: &str = "/beacon";

fn armed(payload: &str, server: &Server) -> String {
    payload
        .replace("RUN", &RUN.replace('"', "&quot;"))
        .replace("BEACON", &server.url(BEACON))
}

/// Returns a payload as it stands in a text of XML.
fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn page(payload: &str, number: usize) -> String {
    format!(
        "<!doctype html><html><head><title>{} Story {number}</title>\
         <meta property='og:title' content='{}'></head><body><article><h1>Story {number} {payload}</h1>\
         <p>Ullswold said on 3 February 2031 that the rival’s account was wrong. {payload}</p>\
         <p>“We deny every word of it,” said Mara Ostlund, its chief executive. {payload} The two firms \
         have argued about the moulds since the autumn, and neither has gone to court so far.</p>\
         <p>Tapersmith accused Ullswold of copying its moulds, number {number}. {payload}</p>\
         </article></body></html>",
        in_xml(payload),
        payload.replace('\'', "&#39;"),
    )
}

/// Serves a page for each payload and a feed that announces them with the payloads in its words.
fn serve(server: &Server) -> Vec<String> {
    let mut entries = String::new();
    let mut urls = Vec::new();
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let payload = armed(payload, server);
        let path = format!("/story-{number}");
        server.route(&path, Reply::page(&page(&payload, number)));
        let url = server.url(&path);
        let words = in_xml(&payload);
        entries.push_str(&format!(
            "<item><title>{words}</title><link>{url}</link><guid>{url}</guid>\
             <description>{words}</description></item>"
        ));
        urls.push(url);
    }
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>{}</title>{entries}</channel></rss>",
        in_xml(&armed(PAYLOADS[0], server))
    );
    server.route("/feed.xml", Reply::of(200, "application/rss+xml", feed));
    server.route("/robots.txt", Reply::status(404));
    urls
}

/// Writes a file whose name is a payload, as far as a file system allows.
fn hostile_file(folder: &Path) -> PathBuf {
    let path = folder.join("<img src=x onerror=top.ran=1>.txt");
    let text = "Mara Ostlund said that nothing was copied.\n\n<script>top.ran=1</script>";
    fs_err::write(&path, text).unwrap();
    path
}

/// Calls a command as the window itself does, and returns its answer.
fn call(window: &Window, command: &str, arguments: &serde_json::Value) -> serde_json::Value {
    let script = format!(
        "const done = arguments[arguments.length - 1];\
         window.__TAURI_INTERNALS__.invoke({command:?}, {arguments})\
         .then((it) => done({{ ok: it }}), (error) => done({{ error }}));"
    );
    let answer = window.eval_async(&script).unwrap();
    assert_eq!(answer["error"], json!(null), "{command}");
    answer["ok"].clone()
}

#[test]
fn no_captured_script_runs_and_no_request_leaves() {
    assert!(PAYLOADS.len() >= 40);
    let server = Server::start();
    let urls = serve(&server);
    let setup = Setup {
        allowed: vec![server.host_port()],
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    let case = call(&window, "new_case", &json!({"name": "Hostile pages"}));
    let case = case["id"].as_str().unwrap().to_owned();
    let file = hostile_file(window.home());
    call(&window, "add_pages", &json!({"case": case, "urls": urls}));
    let watch = json!({"target": server.url("/feed.xml"), "every": "1h", "kind": null});
    call(&window, "add_watch", &json!({"case": case, "watch": watch}));
    call(&window, "fetch_now", &json!({"case": case}));
    call(&window, "import_paths", &json!({"case": case, "paths": [file], "url": null}));
    let documents = call(&window, "documents", &json!({"case": case}));
    let documents = documents.as_array().unwrap();
    assert!(documents.len() > PAYLOADS.len(), "{} documents", documents.len());

    look_at_everything(&window, documents.len());

    assert_eq!(window.eval("return window.ran ?? null").unwrap(), json!(null));
    assert_eq!(window.eval("return document.title").unwrap(), json!("Counterclaim"));
    let cases = call(&window, "cases", &json!({}));
    assert!(!cases.to_string().contains("RAN"), "a command was called");
    let asked = server.targets();
    assert!(!asked.iter().any(|it| it.starts_with(BEACON)), "{asked:?}");
    window.close().unwrap();
}

/// Opens every screen, and every document as text and as archived.
fn look_at_everything(window: &Window, documents: usize) {
    window.button("Tapersmith v. Ullswold").unwrap();
    window.click("[role=menuitem], button", "Hostile pages").unwrap();
    for screen in ["Timeline", "Review", "Search", "Entities", "Export", "Capture"] {
        window.go(screen).unwrap();
        window.see("Hostile pages").unwrap();
    }
    let rows = "[data-testid=documents] [role=listitem] button";
    for index in 0..documents {
        let script = format!("document.querySelectorAll('{rows}')[{index}]?.click()");
        window.eval(&script).unwrap();
        if window.count("[role=tab]").unwrap() > 1 {
            window.click("[role=tab]", "As archived").unwrap();
            window
                .wait("the page is shown as archived", "return document.querySelector('iframe[sandbox][srcdoc]')")
                .unwrap();
        }
    }
}
