//! Captured text is hostile: in page, headline, feed and file name, no script of it runs, no command
//! is called and no request leaves.

mod frame;
mod pages;
mod payloads;

use std::collections::BTreeSet;

use counterclaim_tests::Server;
use desktop_driver::{Setup, Window};
use serde_json::{Value, json};

use pages::BEACON;
use payloads::PAYLOADS;

/// Elements and attributes that captured text could bring along; none of our own pages has them in
/// its body, but for the pictures that are drawn.
const FOREIGN: &str = "body :is(script, img, object, embed, link, meta, base, style, video, audio, \
    marquee, math, animate, foreignObject, iframe:not([sandbox=\"\"]), [onerror], [onload], [onfocus], \
    [ontoggle], [onbegin], [onstart], [ping], [formaction], [href^=\"javascript:\" i])";

/// Calls a command that is answered well.
fn call(window: &Window, command: &str, arguments: &Value) -> Value {
    let answer = window.call(command, arguments).unwrap();
    assert_eq!(answer["error"], Value::Null, "{command}");
    answer["ok"].clone()
}

fn open(server: &Server) -> Window {
    let setup = Setup {
        allowed: vec![server.host_port()],
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window.see("Tapersmith").unwrap();
    window
        .eval("window.refused = []; document.addEventListener('securitypolicyviolation', (it) => window.refused.push(it.effectiveDirective))")
        .unwrap();
    window
}

/// Returns what captured text has done so far: run, renamed the window, been stopped by the policy,
/// become markup.
fn traces(window: &Window) -> Value {
    let foreign = json!(FOREIGN);
    let script = format!(
        "return [window.ran ?? null, document.title, window.refused, \
         document.querySelectorAll({foreign}).length]"
    );
    window.eval(&script).unwrap()
}

/// Expects that captured text did nothing so far.
fn expect_harmless(window: &Window, at: &str) {
    assert_eq!(traces(window), json!([null, "Counterclaim", [], 0]), "{at}");
}

/// Expects that a frame holds nothing that could run or load, whatever the frame itself allows.
fn expect_inert_frame(window: &Window, at: &str) {
    let found = window.wait("the frame is there", frame::FOUND).unwrap();
    assert_eq!(found, json!(["frame", ""]), "{at}");
}

#[test]
fn nothing_in_captured_text_runs_or_asks_for_anything() {
    assert!(PAYLOADS.len() >= 40);
    let server = Server::start();
    let urls = pages::serve(&server);
    let window = open(&server);
    let case = call(&window, "new_case", &json!({"name": "Hostile pages"}));
    let case = &case["id"];
    let file = pages::hostile_file(window.home());
    call(&window, "add_pages", &json!({"case": case, "urls": urls}));
    let watch = json!({"target": server.url("/feed.xml"), "every": "1h", "kind": null});
    call(&window, "add_watch", &json!({"case": case, "watch": watch}));
    call(&window, "fetch_now", &json!({"case": case}));
    call(
        &window,
        "import_paths",
        &json!({"case": case, "paths": [file], "url": null}),
    );
    let party = json!({
        "name": pages::in_text(PAYLOADS[5]), "aliases": ["Mara Ostlund"], "wikidata": null,
        "role": "party", "entity_type": "organisation",
    });
    call(&window, "add_party", &json!({"case": case, "party": party}));
    let documents = call(&window, "documents", &json!({"case": case}));
    let documents = documents.as_array().unwrap();
    assert!(
        documents.len() > PAYLOADS.len(),
        "{} documents",
        documents.len()
    );

    window.button("Case: ").unwrap();
    window.button("Hostile pages").unwrap();
    look_at_screens(&window);
    look_at_exports(&window);
    for at in 0..documents.len() {
        read(&window, at, documents.len());
    }

    let cases = call(&window, "cases", &json!({}));
    assert!(!cases.to_string().contains("RAN"), "a command was called");
    let allowed: BTreeSet<String> = (0..PAYLOADS.len())
        .map(pages::path)
        .chain(["/robots.txt", "/feed.xml"].map(str::to_owned))
        .collect();
    let asked: BTreeSet<String> = server.targets().into_iter().collect();
    assert_eq!(asked, allowed);
    window.close().unwrap();
}

/// Opens every screen that shows captured text.
fn look_at_screens(window: &Window) {
    let words = "moulds|deny every word|Ostlund|onerror";
    for screen in ["Timeline", "Review", "Entities"] {
        window.go(screen).unwrap();
        let shown = format!(
            "return document.querySelector('main h1')?.innerText === '{screen}' && \
             /{words}/.test(document.querySelector('main').innerText)"
        );
        window.wait("captured words are shown", &shown).unwrap();
        expect_harmless(window, screen);
    }
    window.go("Search").unwrap();
    for query in ["Ostlund", "onerror", "\"<script>\"", "beacon"] {
        window
            .fill("Search statements and documents", query)
            .unwrap();
        window
            .wait(
                "hits come",
                "return document.querySelector('main [role=listitem], main mark')",
            )
            .unwrap();
        expect_harmless(window, query);
    }
}

/// Lets the export be shown in each format.
fn look_at_exports(window: &Window) {
    window.button("Export").unwrap();
    window
        .click("input[type=checkbox]", "Include proposals")
        .unwrap();
    for format in ["Markdown", "Table (CSV)", "Data (JSON)", "Web page"] {
        window.click("input[type=radio]", format).unwrap();
        let shown = "return [...document.querySelectorAll('figure pre, figure iframe')].some((it) => (it.srcdoc ?? it.textContent).includes('Ostlund'))";
        window.wait("the preview is there", shown).unwrap();
        expect_harmless(window, format);
    }
    expect_inert_frame(window, "export");
}

/// Opens a document as text and as archived; the latest stands first in the list.
fn read(window: &Window, at: usize, of: usize) {
    window.go("Capture").unwrap();
    window.click("input[type=radio]", "Documents").unwrap();
    let row = format!(
        "const list = document.querySelector('main [role=list][aria-label=Documents]'); if (!list) return false;\
         list.scrollTop = list.scrollHeight * ({of} - 1 - {at}) / {of};\
         const rows = [...list.querySelectorAll('button.document')];\
         const row = rows.find((it) => it.innerText.includes('Story {at} '));\
         row?.click(); return !!row"
    );
    window
        .wait(&format!("document {at} is opened"), &row)
        .unwrap();
    let title =
        format!("return document.querySelector('aside h2')?.innerText.includes('Story {at} ')");
    window
        .wait("its headline stands in the reader", &title)
        .unwrap();
    expect_harmless(window, &title);
    if at == PAYLOADS.len() {
        // The file is no page.
        return;
    }
    window
        .click("aside input[type=radio]", "As archived")
        .unwrap();
    expect_inert_frame(window, &title);
    expect_harmless(window, &title);
}

/// The control: each payload that did get into the page or into a frame would be found.
#[test]
fn markup_that_is_let_in_is_found() {
    let server = Server::start();
    let window = open(&server);
    for payload in PAYLOADS {
        // What a payload leaves open, other markup closes.
        let markup = json!(format!("{} <p>words</p>", pages::in_text(payload)));
        // Two are words until somebody writes them down anew.
        if !payload.starts_with('{') && !payload.starts_with("<p title") {
            let let_in = format!(
                "const frame = document.createElement('iframe'); frame.id = 'test'; \
                 frame.sandbox = ''; frame.srcdoc = {markup}; document.body.prepend(frame)"
            );
            window.eval(&let_in).unwrap();
            let found = window.wait("the frame is there", frame::FOUND).unwrap();
            assert_ne!(found, json!(["frame", ""]), "{payload}");
            let take_away = "document.querySelector('#test').remove()";
            window.eval(take_away).unwrap();
        }
    }
    expect_harmless(&window, "frames are apart from the page");
    let image = json!(pages::in_text("<img src=x onerror=\"RUN\">"));
    window
        .eval(&format!(
            "document.querySelector('main').insertAdjacentHTML('beforeend', {image})"
        ))
        .unwrap();
    window
        .wait("the policy stops it", "return window.refused.length > 0")
        .unwrap();
    let found = traces(&window);
    assert_eq!(found[0], Value::Null, "the policy holds even then");
    assert_ne!(found[3], json!(0), "{found}");
    window.close().unwrap();
}

/// The control: where a script does run in the window, its call is seen.
#[test]
fn a_call_of_the_window_itself_is_seen() {
    let server = Server::start();
    let window = open(&server);
    let run = pages::armed(payloads::RUN, payloads::RUN, &server);
    // The automation of a test may run what a page may not.
    window.eval(&run.replace("alert('RAN')", "0")).unwrap();
    window
        .wait(
            "the script ran",
            "return window.ran && document.title === 'RAN'",
        )
        .unwrap();
    let is_called = || {
        let cases = call(&window, "cases", &json!({}));
        cases.to_string().contains("RAN").then_some(())
    };
    window.until("the case is there", is_called).unwrap();
    assert!(
        !server.targets().iter().any(|it| it.starts_with(BEACON)),
        "the policy holds even then"
    );
    window.close().unwrap();
}

/// The second line of defence: even a script that runs in a frame reaches no command.
#[test]
fn a_script_in_a_frame_reaches_no_command() {
    let server = Server::start();
    let window = open(&server);
    window.eval(frame::WITH_SCRIPTS).unwrap();
    window
        .wait(
            "the frame is there",
            "return document.querySelector('#test')?.dataset.is === 'there'",
        )
        .unwrap();
    window.enter_frame(0).unwrap();
    let run = pages::armed(payloads::RUN, payloads::RUN, &server);
    window.eval(&run.replace("alert('RAN')", "0")).unwrap();
    assert_eq!(
        window.eval("return window.ran ?? null").unwrap(),
        json!(1),
        "it does run"
    );
    let sent = window.eval(frame::FORGED).unwrap();
    window.leave_frame().unwrap();
    for _ in 0..3 {
        call(&window, "pulse", &json!({}));
    }
    let cases = call(&window, "cases", &json!({}));
    assert!(!cases.to_string().contains("RAN"), "{sent}: {cases}");
    assert_eq!(
        window
            .eval("return [window.ran ?? null, document.title]")
            .unwrap(),
        json!([null, "Counterclaim"])
    );
    assert!(!server.targets().iter().any(|it| it.starts_with(BEACON)));
    window.close().unwrap();
}
