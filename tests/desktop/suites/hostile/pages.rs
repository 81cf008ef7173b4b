//! Pages, a feed and a file that carry the payloads.

use std::path::{Path, PathBuf};

use counterclaim_tests::{Reply, Server};

use super::payloads::{PAYLOADS, RUN};

/// The path that only a payload asks for.
pub(crate) const BEACON: &str = "/beacon";

/// Returns a payload that runs a script.
pub(crate) fn armed(payload: &str, run: &str, server: &Server) -> String {
    payload
        .replace("RUN", run)
        .replace("BEACON", &server.url(BEACON))
}

/// Returns a payload short enough to stand among words.
pub(crate) fn in_text(payload: &str) -> String {
    payload
        .replace("RUN", "top.ran=1")
        .replace("BEACON", "//h.example/beacon")
}

/// Returns words as they stand in markup.
fn escaped(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    words
        .replace('>', "&gt;")
        .replace('\'', "&#39;")
        .replace('"', "&quot;")
}

/// Returns a page with a payload as markup, for whoever takes markup over, and as words, for whoever
/// makes markup of words.
fn page(number: usize, markup: &str, words: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Story {number} {words}</title>\
         <meta property='og:title' content='Story {number} {words}'>\
         <meta property='og:site_name' content='Ledger {words}'><meta name=author content='Ann {words}'>\
         </head><body><article><h1>Story {number} {words}</h1>\
         <p>“We deny every word of it, {number} {words},” said Mara Ostlund of Kestrel Kilns. The two \
         firms have argued about the moulds since the autumn, and neither has gone to court so far.</p>\
         <p>Bramble Pottery accused Kestrel Kilns of copying its moulds {number}, {words}.</p>\
         <p>The moulds are of clay. {markup}</p><p>They are {markup} kept in a shed.</p>\
         </article>{markup}</body></html>"
    )
}

/// Serves a page for each payload and a feed that announces them with the payloads in its words.
pub(crate) fn serve(server: &Server) -> Vec<String> {
    let entries: Vec<String> = PAYLOADS
        .iter()
        .enumerate()
        .map(|(at, it)| serve_page(server, at, it))
        .collect();
    let title = escaped(&in_text(PAYLOADS[0]));
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{}</channel></rss>",
        entries.concat()
    );
    server.route("/feed.xml", Reply::of(200, "application/rss+xml", feed));
    server.route("/robots.txt", Reply::status(404));
    (0..PAYLOADS.len())
        .map(|it| server.url(&path(it)))
        .collect()
}

/// Returns the path of the page with that payload.
pub(crate) fn path(number: usize) -> String {
    format!("/story-{number}")
}

/// Serves the page with a payload and returns how the feed announces it.
fn serve_page(server: &Server, number: usize, payload: &str) -> String {
    let markup = armed(payload, RUN, server);
    let words = escaped(&in_text(payload));
    server.route(&path(number), Reply::page(&page(number, &markup, &words)));
    let url = server.url(&path(number));
    let markup = escaped(&markup);
    format!(
        "<item><title>{words}</title><link>{url}</link><guid>{url}</guid>\
         <description>{markup}</description></item>"
    )
}

/// Writes a file whose name is a payload, as far as a file system allows.
pub(crate) fn hostile_file(folder: &Path) -> PathBuf {
    let path = folder.join("<img src=x onerror=top.ran=1>.txt");
    let text = format!(
        "Story {} <script>top.ran=1</script>\n\nMara Ostlund said that nothing was copied.\n",
        PAYLOADS.len()
    );
    fs_err::write(&path, text).unwrap();
    path
}
