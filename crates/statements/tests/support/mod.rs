//! What several suites of this crate read and compare.

use counterclaim_statements::read;
use model::{EntityType, FoundStatement, ReaderInput, Reading, TextIndex, When};

/// Reads a text of the Daily Bugle that knows two companies and a paper.
pub(crate) fn reading(text: &str) -> Reading {
    let company = |name: &str| (name.to_owned(), EntityType::Organisation, Vec::new());
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2031-02-14".parse().unwrap_or(When::Unknown),
        outlet: Some("Daily Bugle".to_owned()),
        known: vec![company("Acme"), company("Bolt"), company("Quill Herald")],
    })
}

/// Compares "speaker: words said" of every statement with what is expected.
pub(crate) fn check(text: &str, expected: &[&str]) {
    let index = TextIndex::new(text);
    let line = |found: &FoundStatement| {
        let parts: Vec<&str> = found
            .content
            .iter()
            .map(|part| index.slice(*part))
            .collect();
        let speaker = found.speaker.as_deref().unwrap_or("?");
        format!("{speaker}: {}", parts.join(" | "))
    };
    let reading = reading(text);
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
}
