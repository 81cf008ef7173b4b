//! ZIP files: WACZ and documents that name files elsewhere, overlap, or unpack without measure.

use super::Expected::{Bounded, Refused};
use super::archives::story;
use super::make::{GIB, deflated_zeros, noise};
use super::{Bomb, bomb, check};

/// One file in a ZIP, with what its two heads say of it.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    method: u16,
    flags: u16,
    size: u32,
    mode: u32,
    bytes: Vec<u8>,
}

fn stored(name: &[u8], bytes: Vec<u8>) -> Entry {
    let size = u32::try_from(bytes.len()).expect("a small file");
    Entry {
        name: name.to_vec(),
        method: 0,
        flags: 0,
        size,
        mode: 0o100_644,
        bytes,
    }
}

fn packed(name: &[u8], bytes: Vec<u8>, size: u32) -> Entry {
    Entry {
        method: 8,
        size,
        ..stored(name, bytes)
    }
}

impl Entry {
    /// Returns what both heads say.
    fn common(&self) -> Vec<u8> {
        let length = u32::try_from(self.bytes.len()).expect("a small file");
        let name = u16::try_from(self.name.len()).expect("a short name");
        let mut head = Vec::new();
        for field in [20, self.flags, self.method, 0, 0x21] {
            head.extend(field.to_le_bytes());
        }
        for field in [0, length, self.size] {
            head.extend(field.to_le_bytes());
        }
        head.extend(name.to_le_bytes());
        head.extend([0; 2]);
        head
    }
}

/// Writes a ZIP; `start` says where the heads claim each file to begin, given where it does.
fn zip(entries: &[Entry], start: impl Fn(u32) -> u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let at = start(u32::try_from(out.len()).expect("a small file"));
        out.extend(
            [
                b"PK\x03\x04",
                entry.common().as_slice(),
                &entry.name,
                &entry.bytes,
            ]
            .concat(),
        );
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(entry.common());
        directory.extend([0; 6]);
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&entry.name);
    }
    let count = u16::try_from(entries.len())
        .unwrap_or(u16::MAX)
        .to_le_bytes();
    let place = [directory.len(), out.len()].map(|it| u32::try_from(it).expect("a small file"));
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count].concat());
    out.extend(place.iter().flat_map(|it| it.to_le_bytes()));
    out.extend([0; 2]);
    out
}

fn one(entry: Entry) -> Vec<u8> {
    zip(&[entry], |at| at)
}

const WARC: &[u8] = b"archive/data.warc";

pub(super) fn bombs() -> Vec<Bomb> {
    let none = Refused("");
    vec![
        bomb("slip.wacz", none, || {
            one(stored(b"../../slipped.warc", story()))
        }),
        bomb("slip-inside.wacz", Bounded, || {
            one(stored(b"archive/../../../slipped.warc", story()))
        }),
        bomb("absolute.wacz", none, || {
            one(stored(b"/slipped.warc", story()))
        }),
        bomb("drive.wacz", none, || {
            one(stored(b"C:\\slipped.warc", story()))
        }),
        bomb("name-with-zero.wacz", Bounded, || {
            one(stored(b"archive/a.warc\0.txt", story()))
        }),
        bomb("link.wacz", none, || {
            one(Entry {
                mode: 0o120_777,
                ..stored(WARC, b"/etc/passwd".to_vec())
            })
        }),
        bomb("gib.wacz", none, || {
            one(packed(WARC, deflated_zeros(GIB, 0), 1 << 30))
        }),
        bomb("gib-told-small.wacz", none, || {
            one(packed(WARC, deflated_zeros(GIB, 0), 100))
        }),
        bomb("size-lies.wacz", Bounded, || {
            one(Entry {
                size: u32::MAX,
                ..stored(WARC, story())
            })
        }),
        bomb("locked.wacz", none, || {
            one(Entry {
                flags: 1,
                ..stored(WARC, story())
            })
        }),
        bomb("method.wacz", none, || {
            one(Entry {
                method: 99,
                ..stored(WARC, story())
            })
        }),
        bomb("overlapping.wacz", none, || {
            let names: [&[u8]; 3] = [b"archive/a.warc", b"archive/b.warc", b"archive/c.warc"];
            zip(&names.map(|name| stored(name, story())), |_| 0)
        }),
        bomb("beyond.wacz", none, || {
            zip(&[stored(WARC, story())], |_| 0xffff_fff0)
        }),
        bomb("same-names.wacz", Bounded, || {
            zip(&vec![stored(WARC, story()); 3], |at| at)
        }),
        bomb("files.wacz", none, || {
            zip(&vec![stored(b"x", Vec::new()); 20_000], |at| at)
        }),
        bomb("nothing-in-it.wacz", none, || zip(&[], |at| at)),
        bomb("other-files.wacz", none, || {
            one(stored(b"pages/pages.jsonl", b"{}".repeat(100)))
        }),
        bomb("half.wacz", none, || {
            let whole = one(stored(WARC, story()));
            whole[..whole.len() / 2].to_vec()
        }),
        bomb("noise.wacz", none, || {
            [b"PK\x03\x04".as_slice(), &noise(14, 1_000_000)].concat()
        }),
        bomb("ends.wacz", none, || b"PK\x05\x06".repeat(100_000)),
        bomb("no-zip.wacz", none, || b"nothing of that kind".to_vec()),
        bomb("gib.docx", none, || {
            one(packed(
                b"word/document.xml",
                deflated_zeros(GIB, b' '),
                1 << 30,
            ))
        }),
        bomb("slip.docx", none, || {
            one(stored(b"../../word/document.xml", b"<w:t>x</w:t>".to_vec()))
        }),
        bomb("deep.docx", Bounded, || {
            one(stored(b"word/document.xml", b"<w:p>".repeat(200_000)))
        }),
        bomb("noise.docx", none, || {
            [b"PK\x03\x04".as_slice(), &noise(15, 100_000)].concat()
        }),
    ]
}

#[test]
fn a_zip_writes_nowhere_and_unpacks_no_bomb() {
    check(&bombs());
}
