//! PDF files, written here and read back.

use counterclaim_extract::{Hints, article};
use lopdf::content::{Content, Operation};
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream,
    dictionary,
};

/// Writes a PDF with pages of lines, 14 points apart.
fn pdf(pages: &[&[&str]], information: Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" },
    );
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let kids: Vec<Object> = pages
        .iter()
        .map(|lines| {
            let content = Content { operations: shown(lines) }.encode().expect("plain operations");
            let content = document.add_object(Stream::new(Dictionary::new(), content));
            document
                .add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources })
                .into()
        })
        .collect();
    let count = i64::try_from(kids.len()).expect("a small number");
    let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, root.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    let information = document.add_object(information);
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", information);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a vector takes all");
    bytes
}

fn shown(lines: &[&str]) -> Vec<Operation> {
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
        Operation::new("TL", vec![14.into()]),
        Operation::new("Td", vec![72.into(), 700.into()]),
    ];
    for line in lines {
        operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
        operations.push(Operation::new("T*", vec![]));
    }
    operations.push(Operation::new("ET", vec![]));
    operations
}

/// Returns a PDF of one line that is locked with a password; an empty one only forbids to print.
fn locked(password: &str) -> Vec<u8> {
    let bytes = pdf(&[&["The port denies it in full."]], Dictionary::new());
    let mut document = Document::load_mem(&bytes).expect("a PDF");
    let id = || Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id(), id()]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::empty(),
    };
    let state = EncryptionState::try_from(version).expect("a key");
    document.encrypt(&state).expect("a plain document");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a vector takes all");
    bytes
}

#[test]
fn a_locked_file_says_so_and_one_that_only_forbids_to_print_is_read() {
    let found = article(&locked("secret"), &Hints::default());
    assert_eq!(found.text, "");
    assert_eq!(found.problems, ["this PDF is locked with a password"]);
    let found = article(&locked(""), &Hints::default());
    assert_eq!(found.text, "The port denies it in full.");
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

#[test]
fn pages_are_divided_by_form_feeds_and_lines_rejoined() {
    let bytes = pdf(
        &[
            &["The port denies the alle-", "gation in full."],
            &["It kept its logs."],
        ],
        dictionary! {
            "Title" => Object::string_literal("Answer of the port"),
            "Author" => Object::string_literal("Ada Quill"),
            "CreationDate" => Object::string_literal("D:20250128093000+01'00'"),
        },
    );
    let found = article(&bytes, &Hints::default());
    assert_eq!(
        found.text,
        "The port denies the allegation in full.\n\n\u{c}\n\nIt kept its logs."
    );
    assert_eq!(found.title.value.as_deref(), Some("Answer of the port"));
    assert_eq!(found.authors.value, ["Ada Quill"]);
    assert_eq!(
        found.published.value.to_string(),
        "2025-01-28T09:30:00+01:00"
    );
    assert!(found.published.confidence.share() < 0.5);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

#[test]
fn a_scanned_pdf_says_so() {
    let found = article(&pdf(&[&[], &[]], Dictionary::new()), &Hints::default());
    assert_eq!(found.text, "");
    assert_eq!(
        found.problems,
        ["no text in this PDF: it holds only images"]
    );
}

#[test]
fn a_damaged_pdf_is_a_problem_and_not_a_failure() {
    let whole = pdf(&[&["The port kept its logs."]], Dictionary::new());
    for length in (9..whole.len()).step_by(37) {
        let found = article(&whole[..length], &Hints::default());
        assert!(
            !found.text.is_empty() || !found.problems.is_empty(),
            "cut at {length}"
        );
    }
}

/// Two million operators in a page cost gigabytes where they are all kept.
#[test]
fn a_flood_of_operators_ends() {
    let mut document =
        Document::load_mem(&pdf(&[&["x"]], Dictionary::new())).expect("our own file");
    let page = document.page_iter().next().expect("one page");
    document
        .add_page_contents(page, b"q ".repeat(2_000_000))
        .expect("one page");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a vector takes all");
    assert_eq!(article(&bytes, &Hints::default()).text, "x");
}
