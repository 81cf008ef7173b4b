//! Where the window may go: to its own pages and nowhere else.
//!
//! The content security policy stops what a page loads, not where a click or a script would lead
//! the window itself. This does; it is asked for frames too.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Manager as _, Url, Wry};

/// Returns the plugin that refuses every other address.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    Builder::new("guard")
        .on_navigation(|webview, url| {
            let build = &webview.config().build;
            let server = build.dev_url.as_ref().filter(|_| tauri::is_dev());
            is_own(url, server)
        })
        .build()
}

/// Tells whether an address is one of our pages, or the text of a frame that one of them shows.
/// `server` is the development server, while one is in use.
fn is_own(url: &Url, server: Option<&Url>) -> bool {
    let of_the_program = if cfg!(windows) {
        url.scheme() == "http" && url.host_str() == Some("tauri.localhost") && url.port().is_none()
    } else {
        url.scheme() == "tauri" && url.host_str() == Some("localhost")
    };
    let of_the_server = server.is_some_and(|server| server.origin() == url.origin());
    of_the_program || of_the_server || url.as_str() == "about:srcdoc"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, server: Option<&str>, expected: bool) {
        let server = server.map(|it| Url::parse(it).unwrap());
        let url = Url::parse(address).unwrap();
        assert_eq!(is_own(&url, server.as_ref()), expected, "{address}");
    }

    #[cfg(not(windows))]
    #[test]
    fn our_own_pages_and_their_frames_are_open() {
        check("tauri://localhost/", None, true);
        check("tauri://localhost/index.html#/timeline", None, true);
        check("about:srcdoc", None, true);
    }

    #[test]
    fn every_other_address_is_shut() {
        for address in [
            "https://outlet.example/",
            "http://localhost:5173/",
            "http://tauri.localhost.outlet.example/",
            "tauri://elsewhere/",
            "file:///etc/hostname",
            "data:text/html,x",
            "javascript:void(0)",
            "about:blank",
            "blob:tauri://localhost/1",
        ] {
            check(address, None, false);
        }
    }

    #[test]
    fn the_development_server_is_open_only_while_it_is_in_use() {
        let server = Some("http://localhost:5173");
        check("http://localhost:5173/index.html", server, true);
        check("http://localhost:5174/", server, false);
    }
}
