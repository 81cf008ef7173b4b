//! What the shell keeps the window from: leaving its page, running what is no part of it, calling
//! what it may not, and opening what is no address of the web.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use counterclaim_tests::{Reply, Server};
use desktop_driver::{Setup, Window, desktop_program};
use serde_json::{Value, json};
use tempfile::TempDir;

const ENTER: char = '\u{E007}';

/// Takes note in the page that it is still the same one.
fn mark(window: &Window) {
    window.eval("window.marked = true").unwrap();
}

/// Tells whether the page is still the one that was marked, after the program had time to act.
fn is_still_there(window: &Window) -> bool {
    for _ in 0..3 {
        window.call("pulse", &json!({})).unwrap();
    }
    let script = "return window.marked === true && location.protocol === 'tauri:'";
    window.eval(script).unwrap() == json!(true)
}

#[test]
fn the_window_never_leaves_its_page() {
    let server = Server::with([("/away", Reply::page("<h1>Away</h1>"))]);
    let window = Window::open(&Setup::default()).unwrap();
    mark(&window);
    let away = server.url("/away");
    for address in [
        away.as_str(),
        "https://outlet.example/",
        "data:text/html,<h1>Away</h1>",
        "about:blank",
        "file:///etc/hostname",
        "javascript:void(document.body.textContent = 'away')",
    ] {
        let address = json!(address);
        let attempts = [
            format!("location.href = {address}"),
            format!("location.replace({address})"),
            format!(
                "const a = document.createElement('a'); a.href = {address}; document.body.append(a); a.click(); a.remove()"
            ),
        ];
        for attempt in attempts {
            window.eval(&attempt).unwrap();
            assert!(is_still_there(&window), "{attempt}");
        }
    }
    let blob =
        "location.href = URL.createObjectURL(new Blob(['<h1>Away</h1>'], { type: 'text/html' }))";
    window.eval(blob).unwrap();
    assert!(is_still_there(&window), "{blob}");
    let opened = format!("return window.open({}) === null", json!(away));
    assert_eq!(window.eval(&opened).unwrap(), json!(true));
    assert_eq!(server.targets(), [""; 0]);
    window.close().unwrap();
}

/// The control of the test above: the mark does go where the page does.
#[test]
fn the_window_may_load_its_own_page_again() {
    let window = Window::open(&Setup::default()).unwrap();
    mark(&window);
    window.eval("setTimeout(() => location.reload())").unwrap();
    window
        .wait("the page is a new one", "return window.marked !== true")
        .unwrap();
    window.see("Tapersmith").unwrap();
    window.close().unwrap();
}

/// What a page could try, by the part of the policy that refuses it; `ADDRESS` is one on the loopback.
const ATTEMPTS: &[(&str, &str)] = &[
    ("script-src", "setTimeout('window.ran = 1')"),
    ("script-src", "eval('window.ran = 1')"),
    ("script-src", "new Function('window.ran = 1')()"),
    (
        "script-src-elem",
        "const it = document.createElement('script'); it.textContent = 'window.ran = 1'; \
         document.body.append(it)",
    ),
    (
        "script-src-elem",
        "const it = document.createElement('script'); it.src = ADDRESS; document.body.append(it)",
    ),
    (
        "script-src-attr",
        "const it = document.createElement('div'); it.setAttribute('onclick', 'window.ran = 1'); \
         document.body.append(it); it.click()",
    ),
    (
        "style-src-attr",
        "const it = document.createElement('div'); document.body.append(it); \
         it.innerHTML = '<p id=styled style=\"color: red\">words</p>'",
    ),
    (
        "style-src-elem",
        "const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = ADDRESS; \
         document.head.append(it)",
    ),
    ("img-src", "new Image().src = ADDRESS"),
    ("connect-src", "fetch(ADDRESS).catch(() => {})"),
    ("connect-src", "navigator.sendBeacon(ADDRESS)"),
    (
        "connect-src",
        "new WebSocket(ADDRESS.replace('http', 'ws'))",
    ),
    ("connect-src", "new EventSource(ADDRESS)"),
    (
        "worker-src",
        "new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))",
    ),
    ("media-src", "new Audio(ADDRESS).load()"),
    (
        "frame-src",
        "const it = document.createElement('iframe'); it.src = ADDRESS; document.body.append(it)",
    ),
    (
        "object-src",
        "const it = document.createElement('object'); it.data = ADDRESS; document.body.append(it)",
    ),
    (
        "form-action",
        "const it = document.createElement('form'); it.action = ADDRESS; document.body.append(it); \
         it.submit()",
    ),
    (
        "base-uri",
        "const it = document.createElement('base'); it.href = ADDRESS; document.head.append(it)",
    ),
];

#[test]
fn the_page_runs_and_asks_for_nothing_that_is_not_its_own() {
    let script = Reply::of(200, "text/javascript", "window.ran = 1");
    let server = Server::with([("/asked", script)]);
    let window = Window::open(&Setup::default()).unwrap();
    window
        .eval(
            "document.addEventListener('securitypolicyviolation', \
             (it) => window.refused.push(it.effectiveDirective))",
        )
        .unwrap();
    let address = json!(server.url("/asked")).to_string();
    for (directive, attempt) in ATTEMPTS {
        let attempt = attempt.replace("ADDRESS", &address);
        window
            .eval(&format!(
                "window.refused = []; try {{ {attempt} }} catch {{}}"
            ))
            .unwrap();
        let is_refused = format!("return window.refused.includes({directive:?})");
        let what = format!("{directive} refuses {attempt}");
        window.wait(&what, &is_refused).unwrap();
    }
    assert_eq!(
        window.eval("return window.ran ?? null").unwrap(),
        Value::Null
    );
    let colour = "return getComputedStyle(document.querySelector('#styled')).color";
    assert_ne!(window.eval(colour).unwrap(), json!("rgb(255, 0, 0)"));
    assert_eq!(server.targets(), [""; 0]);
    window.close().unwrap();
}

#[test]
fn the_window_calls_its_own_commands_and_nothing_of_the_system() {
    let window = Window::open(&Setup::default()).unwrap();
    for (command, arguments) in [
        ("plugin:window|close", json!({"label": "main"})),
        (
            "plugin:window|set_title",
            json!({"label": "main", "value": "x"}),
        ),
        ("plugin:window|create", json!({"options": {"label": "two"}})),
        (
            "plugin:webview|create_webview_window",
            json!({"options": {"label": "two"}}),
        ),
        ("plugin:webview|internal_toggle_devtools", json!({})),
        ("plugin:app|version", json!({})),
        ("plugin:path|resolve_directory", json!({"directory": 1})),
        ("plugin:event|emit", json!({"event": "news", "payload": {}})),
        (
            "plugin:event|emit_to",
            json!({"target": {"kind": "Any"}, "event": "news", "payload": {}}),
        ),
        ("plugin:menu|new", json!({})),
        ("plugin:tray|new", json!({})),
        ("plugin:image|from_path", json!({"path": "/etc/hostname"})),
        ("plugin:resources|close", json!({"rid": 1})),
        ("plugin:dialog|open", json!({"options": {}})),
        ("plugin:dialog|save", json!({"options": {}})),
        ("plugin:dialog|message", json!({"message": "x"})),
        ("plugin:fs|read_text_file", json!({"path": "/etc/hostname"})),
        ("plugin:shell|execute", json!({"program": "true"})),
        ("plugin:opener|open_path", json!({"path": "/etc/hostname"})),
        ("nothing_of_that_name", json!({})),
    ] {
        let answer = window.call(command, &arguments).unwrap();
        let words = answer["error"].as_str().unwrap_or_default();
        assert!(
            words.contains("not allowed") || words.contains("not found"),
            "{command}: {answer}"
        );
    }
    let answer = window.call("pulse", &json!({})).unwrap();
    assert!(answer["ok"].is_object(), "{answer}");
    window.close().unwrap();
}

/// Puts a program into the folder that writes down which address it was given, and returns the file.
fn fake_browser(folder: &Path) -> std::path::PathBuf {
    let asked = folder.join("asked");
    let program = folder.join("xdg-open");
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n",
        asked.display()
    );
    fs_err::write(&program, text).unwrap();
    fs_err::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    asked
}

#[test]
fn an_address_goes_to_the_browser_only_after_the_warning() {
    let folder = TempDir::new().unwrap();
    let asked = fake_browser(folder.path());
    let setup = Setup {
        path: vec![folder.path().to_owned()],
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window
        .wait(
            "a line is selected",
            "return document.querySelector('[role=listitem][aria-current=true]')",
        )
        .unwrap();
    window.press(ENTER).unwrap();
    window.button("Open in browser").unwrap();
    window.see("Open this page in your browser?").unwrap();
    window.button("Cancel").unwrap();
    window
        .wait(
            "the warning is gone",
            "return !document.querySelector('dialog[open]')",
        )
        .unwrap();
    window.button("Open in browser").unwrap();
    window
        .see("will see a visit from your network address")
        .unwrap();
    let address = window
        .wait(
            "the address is shown",
            "return document.querySelector('dialog[open] .url')?.innerText",
        )
        .unwrap();
    assert!(!asked.exists(), "the browser was called before the answer");
    window.button("Open in browser").unwrap();
    let given = window
        .until("the browser is called", || {
            fs_err::read_to_string(&asked)
                .ok()
                .filter(|it| it.ends_with('\n'))
        })
        .unwrap();
    assert_eq!(json!(given.trim_end()), address);
    window.close().unwrap();
}

#[test]
fn what_is_no_address_of_the_web_is_not_opened() {
    let folder = TempDir::new().unwrap();
    let asked = fake_browser(folder.path());
    let setup = Setup {
        path: vec![folder.path().to_owned()],
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    for url in [
        "javascript:void(0)",
        "file:///etc/hostname",
        "data:text/html,x",
        "smb://outlet.example/share",
        "--help",
        "https://name:word@outlet.example/",
    ] {
        let answer = window.call("open_link", &json!({"url": url})).unwrap();
        assert_eq!(answer["error"]["code"], "bad_value", "{url}: {answer}");
        let hint = answer["error"]["hint"].as_str().unwrap_or_default();
        assert!(hint.contains("https://"), "{url}: {answer}");
    }
    // The control: what comes last is the first that arrives.
    let url = "https://outlet.example/a?b=c";
    assert_eq!(
        window.call("open_link", &json!({"url": url})).unwrap()["ok"],
        Value::Null
    );
    let given = window
        .until("the browser is called", || {
            fs_err::read_to_string(&asked)
                .ok()
                .filter(|it| it.ends_with('\n'))
        })
        .unwrap();
    assert_eq!(given, format!("{url}\n"));
    window.close().unwrap();
}

#[test]
fn a_library_that_cannot_be_opened_is_told_and_can_be_tried_again() {
    let folder = TempDir::new().unwrap();
    let library = folder.path().join("library");
    fs_err::write(&library, "no folder").unwrap();
    let setup = Setup {
        library: Some(library.clone()),
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window.see("The library could not be opened").unwrap();
    let told = window
        .eval("return document.querySelector('[role=alert]').innerText")
        .unwrap();
    let told = told.as_str().unwrap();
    assert!(told.contains(&library.display().to_string()), "{told}");
    assert!(told.lines().count() >= 2, "a hint stands there too: {told}");
    fs_err::remove_file(&library).unwrap();
    window.button("Try again").unwrap();
    window.see("Tapersmith").unwrap();
    window.close().unwrap();
}

#[test]
fn a_missing_worker_is_told() {
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("counterclaim-desktop");
    fs_err::copy(desktop_program().unwrap(), &program).unwrap();
    let setup = Setup {
        program: Some(program),
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window
        .see("he program that reads captured pages is missing")
        .unwrap();
    window.see("nstall Counterclaim again").unwrap();
    window.close().unwrap();
}
