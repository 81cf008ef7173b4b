//! Every encoding, right, damaged and hostile.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn bare_deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut stream, 4096, 5, 20);
    writer.write_all(bytes).expect("memory takes it");
    drop(writer);
    stream
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn named(coding: &str) -> Vec<Header> {
    vec![("Content-Encoding".to_owned(), coding.to_owned())]
}

fn decoded(body: &[u8], coding: &str) -> Result<String, String> {
    decode(body, &named(coding), &Limits::default())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn every_encoding_comes_off() {
    let text = "a page about a dispute";
    let page = text.as_bytes();
    let check = |body: Vec<u8>, coding: &str| {
        assert_eq!(decoded(&body, coding).as_deref(), Ok(text), "{coding}");
    };
    check(page.to_vec(), "");
    check(page.to_vec(), "identity");
    check(gzip(page), "gzip");
    check(gzip(page), " GZip ");
    check(gzip(page), "x-gzip");
    check(zlib(page), "deflate");
    check(bare_deflate(page), "deflate");
    check(brotli(page), "br");
    check(zstd(page), "zstd");
    check(
        [zstd(b"a page "), zstd(b"about a dispute")].concat(),
        "zstd",
    );
    check(gzip(&brotli(page)), "br, gzip");
    check(
        [gzip(b"a page "), gzip(b"about a dispute")].concat(),
        "gzip",
    );
    check([gzip(page), b"\0\0junk".to_vec()].concat(), "gzip");
}

#[test]
fn several_fields_count_as_one_list() {
    let headers = [named("br"), named("gzip")].concat();
    let body = gzip(&brotli(b"twice"));
    let found = decode(&body, &headers, &Limits::default()).expect("two encodings");
    assert_eq!(found, b"twice");
}

#[test]
fn an_empty_body_needs_no_decoder() {
    assert_eq!(decoded(b"", "gzip").as_deref(), Ok(""));
}

#[test]
fn what_cannot_be_decoded_says_why() {
    let check = |body: &[u8], coding: &str, expected: &str| {
        let error = decoded(body, coding).expect_err(coding);
        assert!(error.starts_with(expected), "{error}");
    };
    check(b"<html>", "gzip", "its gzip encoding is damaged");
    check(b"<html>", "deflate", "its deflate encoding is damaged");
    check(
        b"\xff\xff\xff\xff<html>",
        "br",
        "its br encoding is damaged",
    );
    check(
        &gzip(b"cut short")[..20],
        "gzip",
        "its gzip encoding is damaged",
    );
    check(&brotli(&[7; 500])[..5], "br", "its br encoding is damaged");
    check(
        &zstd(&[7; 500])[..12],
        "zstd",
        "its zstd encoding is damaged",
    );
    // A window of 1 GB (RFC 8878, 3.1.1.1.2).
    let wide = [0x28, 0xb5, 0x2f, 0xfd, 0, 20 << 3, 1, 0, 0];
    check(&wide, "zstd", "its zstd encoding is damaged");
    check(b"a", "dcz", "its encoding \"dcz\" is not known");
    check(b"a", "gzip, gzip, gzip", "it is encoded 3 times over");
}

#[test]
fn a_bomb_is_stopped_before_it_fills_memory() {
    let zeros = vec![0; 20_000_000];
    for (coding, bomb) in [
        ("gzip", gzip(&zeros)),
        ("deflate", zlib(&zeros)),
        ("br", brotli(&zeros)),
        ("zstd", zstd(&zeros)),
    ] {
        let error = decoded(&bomb, coding).expect_err(coding);
        assert_eq!(
            error,
            format!("its {coding} body expands to more than 100 times its size")
        );
    }
}

#[test]
fn a_bomb_in_a_bomb_is_stopped_at_the_outer_one() {
    let bomb = gzip(&gzip(&vec![0; 400_000_000]));
    assert!(bomb.len() < 5_000, "{}", bomb.len());
    let error = decoded(&bomb, "gzip, gzip").expect_err("a bomb");
    assert!(error.contains("expands to more than"), "{error}");
}

#[test]
fn many_small_members_count_together() {
    let member = gzip(&vec![b'a'; 100_000]);
    let error = decoded(&member.repeat(100), "gzip").expect_err("a bomb");
    assert_eq!(
        error,
        "its gzip body expands to more than 100 times its size"
    );
}

#[test]
fn a_body_over_the_cap_is_refused_at_any_ratio() {
    let limits = Limits {
        decoded_bytes: 1_000,
        ..Limits::default()
    };
    let body = gzip(
        &(0..1_200_u32)
            .flat_map(u32::to_le_bytes)
            .collect::<Vec<u8>>(),
    );
    let error = decode(&body, &named("gzip"), &limits).expect_err("too large");
    assert_eq!(
        error.to_string(),
        "its gzip body expands to more than 1000 bytes"
    );
}
