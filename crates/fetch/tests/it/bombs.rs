//! Bombs: a gigabyte in a megabyte, by every coding, and memory that stays flat meanwhile.

use std::io::Read;

use counterclaim_fetch::{FetchError, Limits};
use counterclaim_tests::{Reply, Server};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::{ask, fetch_with};

/// More than any body may hold.
const MOST: u64 = 128 << 20;

fn zeros() -> impl Read {
    std::io::repeat(0).take(MOST)
}

/// Returns a gigabyte, in members.
fn gzip() -> Vec<u8> {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut zeros(), &mut bomb).expect("memory takes it");
    bomb.finish().expect("memory takes it").repeat(8)
}

fn deflate(is_zlib: bool) -> Vec<u8> {
    let (mut plain, mut zlib) = (
        DeflateEncoder::new(Vec::new(), Compression::fast()),
        ZlibEncoder::new(Vec::new(), Compression::fast()),
    );
    let to: &mut dyn std::io::Write = if is_zlib { &mut zlib } else { &mut plain };
    std::io::copy(&mut zeros(), to).expect("memory takes it");
    let bytes = if is_zlib {
        zlib.finish()
    } else {
        plain.finish()
    };
    bytes.expect("memory takes it")
}

fn brotli() -> Vec<u8> {
    let mut bomb = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut bomb, 1 << 16, 1, 22);
    std::io::copy(&mut zeros(), &mut writer).expect("memory takes it");
    drop(writer);
    bomb
}

/// Returns the most memory that this process has had, in megabytes.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes
        .and_then(|it| it.parse::<u64>().ok())
        .expect("a number")
        / 1024
}

fn defused(server: &Server, path: &str) -> FetchError {
    let mut ask = ask(&server.url(path));
    // However much time a slow machine takes for it.
    ask.limits = Limits {
        decoded_bytes: 50_000_000,
        ..Limits::default()
    };
    fetch_with(server, &ask).expect_err(path)
}

#[test]
#[cfg(target_os = "linux")]
fn bombs_of_every_coding_are_defused_and_memory_stays_flat() {
    let server = Server::start();
    for (path, coding, bomb) in [
        ("/gzip", "gzip", gzip()),
        ("/zlib", "deflate", deflate(true)),
        ("/deflate", "deflate", deflate(false)),
        ("/br", "br", brotli()),
    ] {
        assert!(bomb.len() < 12_000_000, "{path}: {}", bomb.len());
        let reply = Reply::of(200, "text/html", bomb).header("Content-Encoding", coding);
        server.route(path, reply);
    }
    let before = peak();
    for path in ["/gzip", "/zlib", "/deflate", "/br"] {
        let error = defused(&server, path);
        assert_eq!(error.code(), "undecodable", "{error}");
        assert!(error.to_string().contains("expands"), "{error}");
    }
    let more = peak() - before;
    assert!(more <= 200, "{more} MB more");
}
