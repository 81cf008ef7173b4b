//! WACZ: WARC files in a ZIP (<https://specs.webrecorder.net/wacz/1.1.1/>).
//!
//! Only `archive/*.warc` and `archive/*.warc.gz` are read, as streams and never to disk. The
//! format wants them stored without compression; one that is compressed is read into memory when
//! it is small.

use std::io::{self, BufReader, Cursor, Read as _};
use std::ops::ControlFlow;

use zip::{CompressionMethod, ZipArchive};

use super::handle::Handle;
use super::stream::Budget;
use super::{Bounds, Findings, ForeignError, warc};

type Zip = ZipArchive<BufReader<Handle>>;

/// The largest compressed WARC that is read into memory, in bytes unpacked.
const LARGEST_IN_MEMORY: u64 = 64 << 20;

/// Reads the WARC files in a WACZ.
pub(super) fn read(
    file: &Handle,
    bounds: &Bounds,
    findings: &mut Findings<'_>,
) -> Result<(), ForeignError> {
    let refused = |reason: &str| ForeignError::Refused {
        reason: reason.to_owned(),
    };
    let mut zip = ZipArchive::new(BufReader::new(file.clone())).map_err(ForeignError::Zip)?;
    if zip.len() > bounds.entries {
        return Err(refused("it holds too many files"));
    }
    if zip.has_overlapping_entries().map_err(ForeignError::Zip)? {
        return Err(refused("its files overlap, as only those of a bomb do"));
    }
    let budget = Budget::new(bounds);
    let mut found = 0;
    for index in 0..zip.len() {
        let Some(entry) = entry(&mut zip, index).map_err(ForeignError::Zip)? else {
            continue;
        };
        found += 1;
        if read_entry(file, &mut zip, &entry, bounds, &budget, findings).is_break() {
            return Ok(());
        }
    }
    if found == 0 {
        return Err(ForeignError::NotAnArchive);
    }
    Ok(())
}

/// A WARC file inside the ZIP.
struct Entry {
    index: usize,
    name: String,
    data: Data,
}

/// How the bytes of an entry are to be had.
enum Data {
    Stored { start: u64, length: u64 },
    Compressed,
    Encrypted,
}

/// Returns the WARC file at `index`; nothing for every other file.
fn entry(zip: &mut Zip, index: usize) -> zip::result::ZipResult<Option<Entry>> {
    let file = zip.by_index_raw(index)?;
    let name = file.name()?.into_owned();
    if !is_warc(&name) || !file.is_file() {
        return Ok(None);
    }
    let data = match (file.compression(), file.data_start()) {
        _ if file.encrypted() => Data::Encrypted,
        (CompressionMethod::Stored, Some(start)) => Data::Stored {
            start,
            length: file.compressed_size(),
        },
        _ => Data::Compressed,
    };
    Ok(Some(Entry { index, name, data }))
}

fn is_warc(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    name.starts_with("archive/") && plain.strip_suffix(".warc").is_some()
}

fn read_entry(
    file: &Handle,
    zip: &mut Zip,
    entry: &Entry,
    bounds: &Bounds,
    budget: &Budget,
    findings: &mut Findings<'_>,
) -> ControlFlow<()> {
    let name = &entry.name;
    match entry.data {
        Data::Encrypted => findings.problem(name, "it is encrypted"),
        Data::Stored { start, length } => {
            let input = file.from(start).take(length);
            warc::read(input, name, bounds, budget, findings)
        }
        Data::Compressed => match unpacked(zip, entry.index) {
            Ok(content) => warc::read(Cursor::new(content), name, bounds, budget, findings),
            Err(error) => findings.problem(name, error.to_string()),
        },
    }
}

/// Unpacks a compressed entry into memory, under a cap that does not trust its header.
fn unpacked(zip: &mut Zip, index: usize) -> io::Result<Vec<u8>> {
    let file = zip.by_index(index)?;
    let mut content = Vec::new();
    file.take(LARGEST_IN_MEMORY + 1).read_to_end(&mut content)?;
    if content.len() as u64 > LARGEST_IN_MEMORY {
        let reason = format!("it unpacks to more than {LARGEST_IN_MEMORY} bytes");
        return Err(io::Error::other(reason));
    }
    Ok(content)
}
