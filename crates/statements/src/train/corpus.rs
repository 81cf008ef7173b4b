//! The training corpus: documents with the names that people marked in them.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Error;
use crate::names::model::label::{LABELS, Label, Type, of_name};
use crate::text::Text;

/// A document of the corpus.
#[derive(Debug)]
pub struct Document {
    /// The corpus it comes from.
    pub corpus: String,
    pub(super) text: String,
    /// Types that were marked throughout.
    pub(super) complete: BTreeSet<Type>,
    /// Names as ranges of bytes.
    pub(super) names: BTreeSet<Name>,
}

/// A marked name: its first byte, the byte after its last, its type.
pub(super) type Name = (usize, usize, Type);

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    corpus: String,
    text: String,
    labels: Vec<String>,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    label: String,
}

/// Reads the corpus, one document a line.
pub(super) fn documents(file: &str) -> Result<Vec<Document>, Error> {
    let lines = file.lines().filter(|line| !line.trim().is_empty());
    lines.map(document).collect()
}

fn document(line: &str) -> Result<Document, Error> {
    let line: Line = serde_json::from_str(line).map_err(|source| Error::Line { source })?;
    let mut bytes: Vec<usize> = line.text.char_indices().map(|it| it.0).collect();
    bytes.push(line.text.len());
    let names = line
        .entities
        .iter()
        .filter_map(|it| Some((*bytes.get(it.start)?, *bytes.get(it.end)?, kind(&it.label)?)));
    Ok(Document {
        complete: line.labels.iter().filter_map(|it| kind(it)).collect(),
        names: names.collect(),
        corpus: line.corpus,
        text: line.text,
    })
}

fn kind(label: &str) -> Option<Type> {
    match label {
        "PER" => Some(Type::Person),
        "ORG" => Some(Type::Organisation),
        "LOC" => Some(Type::Place),
        "PROD" => Some(Type::Product),
        "MISC" => Some(Type::Other),
        _ => None,
    }
}

impl Document {
    /// Returns the gold label of each token; names that do not stand on whole tokens are left out.
    pub(super) fn labels(&self, text: &Text<'_>) -> Vec<Label> {
        let mut labels = vec![0; text.tokens.len()];
        for (start, end, kind) in &self.names {
            let first = text.tokens.binary_search_by_key(start, |it| it.start);
            let last = text.tokens.binary_search_by_key(end, |it| it.end);
            if let (Ok(first), Ok(last)) = (first, last) {
                let crosses = text.sentence_at(*start) != text.sentence_at(*end - 1);
                let free = labels[first..=last].iter().all(|it| *it == 0);
                if free && !crosses {
                    labels[first..=last].copy_from_slice(&of_name(*kind, last + 1 - first));
                }
            }
        }
        debug_assert!(labels.iter().all(|it| usize::from(*it) < LABELS));
        labels
    }
}
