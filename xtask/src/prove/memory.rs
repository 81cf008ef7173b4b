//! Memory stays flat: a thousand pages need no more than a hundred, and a gigabyte in a small parcel is
//! not unpacked.
//!
//! The high-water marks of the program and of its workers are those of the kernel ([`measure`]). The
//! bombs come by HTTP (gzip, deflate, br) and as files (a PDF, a ZIP around a web archive).

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::site::Site;
use crate::bench::measure::{self, Measured};
use crate::tool::{Profile, Tool};
use crate::{say, shell};

const LIBRARY: &str = "target/prove/memory";
const SCRATCH: &str = "target/prove/parcels";
const CASE: &str = "memory";
/// What every bomb unpacks to, in bytes.
const UNPACKED: u64 = 1 << 30;
/// The most that the program may have above what few pages take, in bytes.
const MOST_ABOVE: u64 = 200_000_000;
/// The most that a worker may have, in bytes.
const MOST_OF_WORKER: u64 = 512 << 20;

/// Measures, prints a table, and fails when a limit is passed.
pub(super) fn run() -> Result<()> {
    let scratch = shell::emptied(shell::root().join(SCRATCH))?;
    let few = pages(100, &scratch)?;
    let many = pages(1_000, &scratch)?;
    let bombs = bombs(&scratch)?;
    let Some(base) = few.peak else {
        bail!("this system does not tell how much memory a process has");
    };
    say::line("\n| what | program | limit | worker | limit |\n|---|---|---|---|---|");
    let mut is_passed = false;
    for (what, measured) in [
        ("100 pages", &few),
        ("1,000 pages", &many),
        ("bombs of 1 GB", &bombs),
    ] {
        let program = measured.peak.unwrap_or_default();
        let worker = measured.workers_peak.unwrap_or_default();
        let (program_mb, worker_mb) = (program / 1_000_000, worker / 1_000_000);
        let limit = (base + MOST_ABOVE) / 1_000_000;
        let of_worker = MOST_OF_WORKER / 1_000_000;
        say::line(&format!(
            "| {what} | {program_mb} MB | {limit} MB | {worker_mb} MB | {of_worker} MB |"
        ));
        is_passed |= program > base + MOST_ABOVE || worker > MOST_OF_WORKER;
    }
    if is_passed {
        bail!("a limit is passed");
    }
    Ok(())
}

/// Measures a fetch of so many pages into a fresh library.
fn pages(count: usize, scratch: &Path) -> Result<Measured> {
    let site = Site::with(count)?;
    let tool = fresh(&site.host())?;
    tool.rows(&["watch", "add", CASE, &site.feed()])?;
    let most = count.to_string();
    let mut command = tool.command(&["--json", "fetch", CASE, "--once", "--most", &most]);
    let measured = measure::run(&mut command, &scratch.join("pages.jsonl"))?;
    expect_lines(&measured, "\"new\"", count)?;
    Ok(measured)
}

/// Measures bombs by HTTP and from files; the higher marks of the two runs count.
fn bombs(scratch: &Path) -> Result<Measured> {
    let host = parcels()?;
    let tool = fresh(&host)?;
    let urls: Vec<String> = ["gzip", "deflate", "br"]
        .map(|it| format!("http://{host}/{it}"))
        .into();
    let fetched = failing(
        tool.command(&["--json", "add", CASE]).args(&urls),
        urls.len(),
        scratch,
    )?;
    let files = [("bomb.pdf", pdf()?), ("bomb.wacz", wacz()?)];
    let mut command = tool.command(&["--json", "import", CASE]);
    for (name, bytes) in &files {
        fs_err::write(scratch.join(name), bytes)?;
        command.arg(scratch.join(name));
    }
    let imported = failing(&mut command, files.len(), scratch)?;
    Ok(Measured {
        peak: fetched.peak.max(imported.peak),
        workers_peak: fetched.workers_peak.max(imported.workers_peak),
        ..imported
    })
}

fn fresh(host: &str) -> Result<Tool> {
    let tool = Tool::built(Profile::Dev, LIBRARY)?.allowing(host);
    tool.forget_everything()?;
    tool.rows(&["case", "new", CASE])?;
    Ok(tool)
}

/// Runs a command of which every line has to be a failure.
fn failing(command: &mut Command, lines: usize, scratch: &Path) -> Result<Measured> {
    let measured = measure::run(command, &scratch.join("bombs.jsonl"))?;
    expect_lines(&measured, "\"failed\"", lines)?;
    Ok(measured)
}

fn expect_lines(measured: &Measured, result: &str, count: usize) -> Result<()> {
    let found = measured
        .printed
        .lines()
        .filter(|line| line.contains(result))
        .count();
    if found != count {
        bail!("{found} of {count} were {result}: {}", measured.printed);
    }
    Ok(())
}

fn blanks() -> impl std::io::Read {
    std::io::repeat(b' ').take(UNPACKED)
}

/// Serves a bomb in each coding by its path, and returns host and port.
fn parcels() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("open a port on loopback")?;
    let host = listener.local_addr()?.to_string();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut blanks(), &mut gzip)?;
    let mut br = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut br, 1 << 16, 1, 22);
    std::io::copy(&mut blanks(), &mut writer)?;
    drop(writer);
    let bodies = [("gzip", gzip.finish()?), ("deflate", zlib()?), ("br", br)];
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever has heard enough hangs up in the middle: that is the purpose.
            let _gone = serve(&stream, &bodies);
        }
    });
    Ok(host)
}

fn serve(mut stream: &TcpStream, bodies: &[(&str, Vec<u8>)]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let path = request
        .split(' ')
        .nth(1)
        .unwrap_or_default()
        .trim_start_matches('/');
    let Some((coding, body)) = bodies.iter().find(|(coding, _)| *coding == path) else {
        return write!(
            stream,
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}

fn zlib() -> Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut blanks(), &mut packed)?;
    Ok(packed.finish()?)
}

/// A PDF of one page, whose contents unpack to a gigabyte.
fn pdf() -> Result<Vec<u8>> {
    let contents = zlib()?;
    let head = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n\
         4 0 obj<</Filter/FlateDecode/Length {}>>stream\n",
        contents.len()
    );
    let tail = b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF";
    Ok([head.as_bytes(), &contents, tail].concat())
}

/// A ZIP with one packed web archive of a gigabyte in it.
fn wacz() -> Result<Vec<u8>> {
    let name = b"archive/data.warc";
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut blanks(), &mut packed)?;
    let packed = packed.finish()?;
    let mut common = Vec::new();
    for field in [20_u16, 0, 8, 0, 0x21] {
        common.extend(field.to_le_bytes());
    }
    for field in [0, u32::try_from(packed.len())?, u32::try_from(UNPACKED)?] {
        common.extend(field.to_le_bytes());
    }
    common.extend(u16::try_from(name.len())?.to_le_bytes());
    common.extend([0; 2]);
    let local = [b"PK\x03\x04", common.as_slice(), name, &packed].concat();
    let directory = [b"PK\x01\x02\x14\x03", common.as_slice(), &[0; 14], name].concat();
    let mut out = [local.as_slice(), &directory].concat();
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    for field in [directory.len(), local.len()] {
        out.extend(u32::try_from(field)?.to_le_bytes());
    }
    out.extend([0; 2]);
    Ok(out)
}
