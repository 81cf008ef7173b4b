//! Word documents, packed here and read back.

use std::io::{Cursor, Write as _};

use counterclaim_extract::{Hints, article};
use model::Article;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Packs the parts of a document.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(*name, options).expect("a new name");
        writer.write_all(text.as_bytes()).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// Returns the part that holds the text, with these elements in its body.
fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}</w:body></w:document>"
    )
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn read(bytes: &[u8]) -> Article {
    article(bytes, &Hints::default())
}

#[track_caller]
fn check(body: &str, text: &str, problems: &[&str]) {
    let found = read(&packed(&[("word/document.xml", &document(body))]));
    assert_eq!(found.text, text, "{body}");
    assert_eq!(found.problems, problems, "{body}");
}

#[test]
fn headings_lists_and_cells_are_paragraphs() {
    check(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>\
           <w:r><w:t>The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>charts</w:t></w:r></w:p>\
         <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>Orbit &amp; sons</w:t></w:r></w:p>\
         <w:p/>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc>\
           <w:tc><w:p><w:r><w:t>2031</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:hyperlink r:id=\"rId4\"><w:r><w:t>No comment</w:t></w:r></w:hyperlink>\
           <w:r><w:t>,</w:t><w:br/><w:t>she said.</w:t></w:r></w:p>",
        "The charts\n\nOrbit & sons\n\nYear\n\n2031\n\nNo comment,\nshe said.",
        &[],
    );
}

#[test]
fn what_was_inserted_is_kept_and_what_was_deleted_is_left_out() {
    let told = "this document has tracked changes: what was inserted is kept, what was deleted is left out";
    check(
        "<w:p><w:r><w:t xml:space=\"preserve\">Orbit </w:t></w:r>\
         <w:del w:id=\"1\"><w:r><w:delText>admits</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\"><w:r><w:t>denies</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\"> it.</w:t></w:r></w:p>",
        "Orbit denies it.",
        &[told],
    );
    check(
        "<w:moveFrom><w:p><w:r><w:t>Moved.</w:t></w:r></w:p></w:moveFrom><w:p><w:r><w:t>Here.</w:t></w:r></w:p>\
         <w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>",
        "Here.\n\nMoved.",
        &[told],
    );
    // The mark that parted two paragraphs was deleted.
    check(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">One </w:t></w:r></w:p>\
         <w:p><w:r><w:t>sentence.</w:t></w:r></w:p>",
        "One sentence.",
        &[told],
    );
}

#[test]
fn a_reader_of_the_text_sees_what_a_reader_of_the_page_sees() {
    check(
        "<w:p><w:r><w:t xml:space=\"preserve\">Shown. </w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>\
         <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>Shown again.</w:t></w:r></w:p>",
        "Shown. Shown again.",
        &["this document has hidden text, which is left out"],
    );
    // A field shows its result and not its instruction; a text box has a copy for older programs.
    check(
        "<w:p><w:r><w:instrText>HYPERLINK \"https://orbit.example\"</w:instrText></w:r><w:r><w:t>Orbit</w:t></w:r>\
         <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>",
        "Boxed.\n\nOrbit",
        &[],
    );
}

#[test]
fn notes_stand_behind_the_text_and_comments_are_left_out() {
    let body = document(
        "<w:p><w:r><w:t>The answer.</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
    );
    let notes = format!(
        "<w:footnotes xmlns:w=\"{NAMESPACE}\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        paragraph("The source.")
    );
    let comments = format!("<w:comments>{}</w:comments>", paragraph("Is that so?"));
    let found = read(&packed(&[
        ("word/document.xml", &body),
        ("word/footnotes.xml", &notes),
        ("word/comments.xml", &comments),
    ]));
    assert_eq!(found.text, "The answer.\n\nThe source.");
}

#[test]
fn the_properties_tell_title_author_and_dates() {
    let core = "<cp:coreProperties><dc:title>Answer of Orbit</dc:title><dc:creator>Mira Vane</dc:creator>\
        <dcterms:created xsi:type=\"dcterms:W3CDTF\">2031-02-14T09:40:00Z</dcterms:created>\
        <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2031-02-15T08:00:00Z</dcterms:modified></cp:coreProperties>";
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style></w:styles>";
    let plain = document(&paragraph("The charts are ours."));
    let parts = [
        ("word/document.xml", plain.as_str()),
        ("docProps/core.xml", core),
    ];
    let found = read(&packed(&parts));
    assert_eq!(found.title.value.as_deref(), Some("Answer of Orbit"));
    assert_eq!(found.authors.value, ["Mira Vane"]);
    assert_eq!(
        found.published.value.value().as_deref(),
        Some("2031-02-14T09:40:00Z")
    );
    assert_eq!(
        found.modified.value.value().as_deref(),
        Some("2031-02-15T08:00:00Z")
    );
    let titled = document(
        "<w:p><w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr><w:r><w:t>To the paper</w:t></w:r></w:p>",
    );
    let parts = [
        ("word/document.xml", titled.as_str()),
        ("word/styles.xml", styles),
        parts[1],
    ];
    assert_eq!(
        read(&packed(&parts)).title.value.as_deref(),
        Some("To the paper")
    );
}

#[test]
fn the_package_says_which_part_holds_the_text() {
    let relations = "<Relationships><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"/text/main.xml\"/></Relationships>";
    let found = read(&packed(&[
        ("_rels/.rels", relations),
        ("text/main.xml", &document(&paragraph("Here it is."))),
    ]));
    assert_eq!(found.text, "Here it is.");
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let found = read(bytes);
    assert_eq!(found.text, "");
    assert!(
        found.problems.iter().any(|it| it.contains(why)),
        "{:?}",
        found.problems
    );
}

#[test]
fn what_is_no_word_document_says_so() {
    refused(
        &packed(&[("../../escape.html", "<p>x</p>")]),
        "no Word document",
    );
    refused(
        b"PK\x03\x04 and then nothing of the kind",
        "could not be opened",
    );
    refused(
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
        "save it as .docx",
    );
    refused(
        &packed(&[("word/document.xml", &document("<w:p/>"))]),
        "no text",
    );
    let whole = packed(&[("word/document.xml", &document(&paragraph("Words.")))]);
    let read_back = |length: usize| read(&whole[..length]);
    for length in (0..whole.len()).step_by(7) {
        assert!(!read_back(length).problems.is_empty(), "{length}");
    }
}

#[test]
fn bombs_are_refused() {
    let far = paragraph(&" ".repeat(20 * 1024 * 1024));
    refused(&packed(&[("word/document.xml", &far)]), "times its size");
    let many: Vec<String> = (0..20_001).map(|it| format!("word/media/{it}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
    refused(&packed(&many), "more than 20000 files");
}

#[test]
fn deep_and_unclosed_elements_end() {
    for unit in [
        "<w:p>",
        "<w:p><w:r><w:t>x",
        "<w:del>",
        "<w:tbl><w:tr><w:tc>",
        "<w:pPr>",
        "</w:p>",
    ] {
        let found = read(&packed(&[(
            "word/document.xml",
            &document(&unit.repeat(50_000)),
        )]));
        assert!(found.text.len() < 1_000_000, "{unit}");
    }
}
