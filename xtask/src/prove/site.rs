//! A small news site on the loopback interface, for proofs that need something to fetch.
//!
//! It has a feed, a number of articles, and no robots.txt. It takes its time, so that how far a
//! client gets in a second does not depend on the machine. The texts are invented.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result};

/// How long the site takes for a page; it serves one at a time.
pub(super) const TIME_PER_PAGE: Duration = Duration::from_millis(20);

/// A site that serves until the program ends.
pub(super) struct Site {
    address: SocketAddr,
}

impl Site {
    /// Starts serving `articles` articles.
    pub(super) fn with(articles: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("open a port on loopback")?;
        let address = listener.local_addr()?;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::sleep(TIME_PER_PAGE);
                // A client that was killed hangs up in the middle: that is the purpose.
                let _gone = serve(&stream, address, articles);
            }
        });
        Ok(Self { address })
    }

    /// Returns host and port, as the guard's list of exceptions wants them.
    pub(super) fn host(&self) -> String {
        self.address.to_string()
    }

    /// Returns the address of the feed.
    pub(super) fn feed(&self) -> String {
        format!("http://{}/feed.xml", self.address)
    }
}

fn serve(stream: &TcpStream, address: SocketAddr, articles: usize) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (status, media_type, body) = answer(path, address, articles);
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Returns status, media type and body for a path.
fn answer(
    path: &str,
    address: SocketAddr,
    articles: usize,
) -> (&'static str, &'static str, String) {
    let number = path
        .strip_prefix("/article/")
        .and_then(|it| it.parse().ok());
    match number {
        _ if path == "/feed.xml" => ("200 OK", "application/rss+xml", feed(address, articles)),
        Some(number) if number < articles => {
            ("200 OK", "text/html; charset=utf-8", article(number))
        }
        _ => ("404 Not Found", "text/plain", "nothing here".to_owned()),
    }
}

fn feed(address: SocketAddr, articles: usize) -> String {
    let items: Vec<String> = (0..articles)
        .map(|number| {
            let link = format!("http://{address}/article/{number}");
            format!(
                "<item><title>Report {number}</title><link>{link}</link><guid>{link}</guid></item>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Loopback Courier</title>{}</channel></rss>",
        items.join("")
    )
}

fn article(number: usize) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Report {number}: Orrin and Tessel at odds</title>\
         <meta property=\"article:published_time\" content=\"2025-03-12T09:00:00Z\"></head>\
         <body><article><h1>Report {number}: Orrin and Tessel at odds</h1>\
         <p>Orrin Systems accused Tessel Labs of copying part {number} of its catalogue, \
         in a letter that was made public on Tuesday and runs to several pages.</p>\
         <p>\u{201c}We built every entry of part {number} ourselves,\u{201d} said Mara Lind, \
         a spokeswoman for Tessel Labs, when she was asked about the letter.</p>\
         <p>The two companies have shared a building for six years. Neither would say what \
         happens next to the lease, which ends in the autumn.</p></article></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn get(site: &Site, path: &str) -> String {
        let mut stream = TcpStream::connect(site.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_site_has_a_feed_its_articles_and_nothing_else() {
        let site = Site::with(2).unwrap();
        let check = |path: &str, parts: [&str; 2]| {
            let answer = get(&site, path);
            assert!(
                parts.iter().all(|part| answer.contains(part)),
                "{path}: {answer}"
            );
        };
        check("/feed.xml", ["200 OK", "/article/1</link>"]);
        check("/article/1", ["200 OK", "part 1 of its catalogue"]);
        check("/article/2", ["404", "nothing here"]);
        check("/robots.txt", ["404", "nothing here"]);
    }
}
