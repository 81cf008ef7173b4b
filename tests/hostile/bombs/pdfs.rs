//! PDF files that mean to abort, hang or fill what reads them (RELIABILITY, appendix A, and more).

use std::fmt::Write as _;

use super::Expected::{Bounded, Read, Told};
use super::make::{GIB, WORDS, noise, numbered, zlib_zeros, zlibbed};
use super::{Bomb, bomb, check};

const CATALOG: &str = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
const ONE_PAGE: &str = "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
const FONT: &str = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";

/// Joins objects to a file without a table of where they are: readers look for them.
fn file(objects: &[u8]) -> Vec<u8> {
    [
        b"%PDF-1.4\n",
        objects,
        b"trailer<</Root 1 0 R/Size 9>>\n%%EOF",
    ]
    .concat()
}

/// Returns a file of one page, which shows stream 4; `more` stands beside its contents.
fn page(more: &str, stream: &[u8]) -> Vec<u8> {
    let head = format!(
        "{CATALOG}{ONE_PAGE}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R\
         /Resources<<{FONT}>>{more}>>endobj\n"
    );
    file(&[head.as_bytes(), stream].concat())
}

/// Returns an object that holds a stream.
fn stream(number: usize, entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj<<{entries}/Length {}>>stream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream endobj\n"].concat()
}

fn showing(operators: &str) -> Vec<u8> {
    page("", &stream(4, "", operators.as_bytes()))
}

fn words() -> String {
    format!("BT /F1 12 Tf 72 700 Td ({WORDS}.) Tj ET\n")
}

pub(super) fn bombs() -> Vec<Bomb> {
    trees()
        .into_iter()
        .chain(streams())
        .chain(tables())
        .collect()
}

/// Structures that hold themselves, or nest without end.
fn trees() -> Vec<Bomb> {
    vec![
        bomb("form.pdf", Told, || {
            let own = "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream endobj\n";
            page(
                "/Resources<</XObject<</F 5 0 R>>>>",
                &[&stream(4, "", b"/F Do"), own.as_bytes()].concat(),
            )
        }),
        bomb("kids.pdf", Told, || {
            file(
                format!(
                    "{CATALOG}2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj\n"
                )
                .as_bytes(),
            )
        }),
        bomb("kids-many.pdf", Bounded, || {
            let kids = "3 0 R ".repeat(1_000_000);
            let tree = format!(
                "{CATALOG}2 0 obj<</Type/Pages/Kids[{kids}]/Count 1000000>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
            );
            file(tree.as_bytes())
        }),
        bomb("kids-doubled.pdf", Bounded, || {
            let level = |n: usize| {
                format!(
                    "{} 0 obj<</Type/Pages/Kids[{1} 0 R {1} 0 R]/Count 2>>endobj\n",
                    n + 2,
                    n + 3
                )
            };
            let tree = format!(
                "{CATALOG}{}42 0 obj<</Type/Page>>endobj\n",
                numbered(40, level)
            );
            file(tree.as_bytes())
        }),
        bomb("tree-deep.pdf", Bounded, || {
            let level = |n: usize| {
                format!(
                    "{} 0 obj<</Type/Pages/Kids[{} 0 R]/Count 1>>endobj\n",
                    n + 2,
                    n + 3
                )
            };
            file(
                format!(
                    "{CATALOG}{}60002 0 obj<</Type/Page>>endobj\n",
                    numbered(60_000, level)
                )
                .as_bytes(),
            )
        }),
        bomb("parents.pdf", Told, || {
            file(format!("{CATALOG}2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>endobj\n3 0 obj<</Type/Page/Parent 3 0 R>>endobj\n").as_bytes())
        }),
        bomb("arrays.pdf", Told, || {
            [b"%PDF-1.4\n1 0 obj".as_slice(), &b"[".repeat(100_000)].concat()
        }),
        bomb("dictionaries.pdf", Told, || {
            [b"%PDF-1.4\n1 0 obj".as_slice(), &b"<</A".repeat(100_000)].concat()
        }),
        bomb("parentheses.pdf", Told, || {
            [b"%PDF-1.4\n1 0 obj".as_slice(), &b"(".repeat(1_000_000)].concat()
        }),
        bomb("arrays-shown.pdf", Bounded, || {
            showing(&format!("{}{}", "[".repeat(100_000), words()))
        }),
        bomb("strings-shown.pdf", Bounded, || {
            showing(&format!("{}{}", "(".repeat(1_000_000), words()))
        }),
        bomb("reference-itself.pdf", Told, || {
            file(b"1 0 obj 1 0 R endobj\n")
        }),
        bomb("reference-circle.pdf", Told, || {
            file(b"1 0 obj 2 0 R endobj\n2 0 obj 1 0 R endobj\n")
        }),
    ]
}

/// Contents that unpack or repeat without measure.
fn streams() -> Vec<Bomb> {
    vec![
        bomb("saves.pdf", Told, || showing(&"q ".repeat(2_000_000))),
        bomb("operators.pdf", Bounded, || {
            showing(&"BT (x) Tj ET ".repeat(300_000))
        }),
        bomb("words.pdf", Read(WORDS), || showing(&words())),
        bomb("saves-and-words.pdf", Read(WORDS), || {
            showing(&format!("{}{}", "q ".repeat(300_000), words()))
        }),
        bomb("flate-gib.pdf", Told, || {
            page(
                "",
                &stream(4, "/Filter/FlateDecode", &zlib_zeros(GIB, b' ')),
            )
        }),
        bomb("flate-of-flate.pdf", Told, || {
            let twice = zlibbed(&zlib_zeros(GIB, b' '));
            page("", &stream(4, "/Filter[/FlateDecode/FlateDecode]", &twice))
        }),
        bomb("filters.pdf", Bounded, || {
            let many = "/FlateDecode".repeat(100_000);
            page("", &stream(4, &format!("/Filter[{many}]"), &zlibbed(b"x")))
        }),
        bomb("contents-again.pdf", Bounded, || {
            let many = "5 0 R ".repeat(100_000);
            let own = stream(5, "/Filter/FlateDecode", &zlib_zeros(1, b' '));
            page(
                "",
                &[format!("4 0 obj[{many}]endobj\n").as_bytes(), &own].concat(),
            )
        }),
        bomb("columns.pdf", Bounded, || {
            let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 32/BitsPerComponent 16>>";
            page("", &stream(4, parameters, &zlibbed(words().as_bytes())))
        }),
        bomb("lzw.pdf", Bounded, || {
            page("", &stream(4, "/Filter/LZWDecode", &noise(3, 1_000_000)))
        }),
        bomb("ascii85.pdf", Bounded, || {
            page(
                "",
                &stream(4, "/Filter/ASCII85Decode", &b"z".repeat(5_000_000)),
            )
        }),
        bomb("run-length.pdf", Bounded, || {
            page(
                "",
                &stream(4, "/Filter/RunLengthDecode", &b"\x81x".repeat(1_000_000)),
            )
        }),
        bomb("map-of-letters.pdf", Bounded, || {
            let ranges = "<0000> <ffff> <0000>\n".repeat(20_000);
            let map = format!(
                "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 100 beginbfrange\n{ranges}endbfrange endcmap"
            );
            let font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 5 0 R>>>>>>";
            page(
                font,
                &[
                    stream(4, "", words().as_bytes()),
                    stream(5, "", map.as_bytes()),
                ]
                .concat(),
            )
        }),
        bomb("picture-inline.pdf", Bounded, || {
            showing(&format!("BI /W 2000000000 /H 2000000000 ID {}", words()))
        }),
        bomb("numbers.pdf", Bounded, || {
            showing(&format!(
                "1e999 -1e999 99999999999999999999 0 Td {} cm\n{}",
                "9".repeat(10_000),
                words()
            ))
        }),
    ]
}

/// Tables and trailers that lie.
fn tables() -> Vec<Bomb> {
    let with = |tail: &str| [showing(&words()), tail.as_bytes().to_vec()].concat();
    vec![
        bomb("table-circle.pdf", Bounded, move || {
            with("\nxref\n0 0\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF")
        }),
        bomb("table-itself.pdf", Told, || {
            let head = "%PDF-1.4\n";
            format!(
                "{head}xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev {0}>>\nstartxref\n{0}\n%%EOF",
                head.len()
            )
        }),
        bomb(
            "table-huge.pdf",
            Bounded,
            || "%PDF-1.4\nxref\n0 4000000000\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4000000000>>\nstartxref\n9\n%%EOF",
        ),
        bomb("tables-many.pdf", Bounded, || {
            let mut text = "%PDF-1.4\n".to_owned();
            let mut before = 0;
            for _ in 0..20_000 {
                let at = text.len();
                write!(text, "xref\n0 0\ntrailer<</Prev {before}>>\n").expect("memory takes it");
                before = at;
            }
            format!("{text}startxref\n{before}\n%%EOF")
        }),
        bomb("start-beyond.pdf", Bounded, move || {
            with("\nstartxref\n999999999999999999999\n%%EOF")
        }),
        bomb("start-below.pdf", Bounded, move || {
            with("\nstartxref\n-1\n%%EOF")
        }),
        bomb("table-stream.pdf", Bounded, || {
            let table = stream(
                1,
                "/Type/XRef/W[8 8 8]/Index[0 4000000000]/Size 4000000000/Root 1 0 R",
                &[0xff; 240],
            );
            [b"%PDF-1.5\n".as_slice(), &table, b"startxref\n9\n%%EOF"].concat()
        }),
        bomb("object-stream.pdf", Bounded, || {
            let objects = stream(
                5,
                "/Type/ObjStm/N 2000000000/First 2000000000/Filter/FlateDecode",
                &zlib_zeros(GIB, b'1'),
            );
            file(&[CATALOG.as_bytes(), &objects].concat())
        }),
        bomb("length-lies.pdf", Bounded, || {
            page(
                "",
                format!(
                    "4 0 obj<</Length 4000000000>>stream\n{}endstream endobj\n",
                    words()
                )
                .as_bytes(),
            )
        }),
        bomb("length-below.pdf", Bounded, || {
            page(
                "",
                format!("4 0 obj<</Length -1>>stream\n{}endstream endobj\n", words()).as_bytes(),
            )
        }),
        bomb("length-itself.pdf", Bounded, || {
            page(
                "",
                format!(
                    "4 0 obj<</Length 4 0 R>>stream\n{}endstream endobj\n",
                    words()
                )
                .as_bytes(),
            )
        }),
        bomb("locked.pdf", Told, || {
            [b"%PDF-1.4\n", CATALOG.as_bytes(), b"trailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 99/R 99/Length -8/O()/U()/P 0>>>>\n%%EOF"].concat()
        }),
        bomb("title-long.pdf", Bounded, || {
            let title = "T".repeat(5_000_000);
            [
                showing(&words()),
                format!("trailer<</Root 1 0 R/Info<</Title({title})>>>>\n%%EOF").into_bytes(),
            ]
            .concat()
        }),
        bomb("names-long.pdf", Told, || {
            format!("%PDF-1.4\n1 0 obj/{} endobj", "N".repeat(5_000_000))
        }),
        bomb("half.pdf", Bounded, || {
            let whole = showing(&words());
            whole[..whole.len() / 2].to_vec()
        }),
        bomb("head.pdf", Told, || "%PDF-1.7"),
        bomb("garbage.pdf", Told, || {
            [b"%PDF-1.7\n".as_slice(), &noise(11, 200_000)].concat()
        }),
        bomb("objects.pdf", Bounded, || {
            file(numbered(200_000, |n| format!("{n} 0 obj null endobj\n")).as_bytes())
        }),
    ]
}

#[test]
fn a_pdf_that_holds_itself_or_nests_ends() {
    check(&trees());
}

#[test]
fn a_pdf_that_unpacks_without_measure_ends() {
    check(&streams());
}

#[test]
fn a_pdf_whose_tables_lie_ends() {
    check(&tables());
}
