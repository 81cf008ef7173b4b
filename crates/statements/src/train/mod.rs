//! Training: from the open data in `assets/models/sources.toml` to the files in `assets/models`.
//!
//! Only `cargo xtask train` builds this (feature `train`). Everything is plain arithmetic in a fixed
//! order, so the same inputs give the same files, byte for byte, on every machine.

mod corpus;
mod crf;
mod descent;
mod fit;
mod number;
mod score;
mod vectors;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::names::model::Model;
use crate::names::model::label::Type;
use crate::names::model::lists::Lists;
use crate::names::model::weights::Weights;
use crate::names::{by_rules, mentions_by};
use crate::text::Text;
pub use corpus::Document;
use corpus::Name;
pub use fit::Tuning;
use fit::{Row, fitted, rows};
pub use score::{Errors, Score, Scores, Wrong};

/// Why training stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input is missing.
    #[error("no file named {file} among the inputs: see assets/models/sources.toml")]
    Missing {
        /// Its name.
        file: String,
    },
    /// An input is not the one that the shipped files were made from.
    #[error(
        "{file} has the SHA-256 {found}, not {expected}: take the version that assets/models/sources.toml names"
    )]
    Other {
        /// Its name.
        file: String,
        /// Its digest.
        found: String,
        /// The digest in the list.
        expected: String,
    },
    /// An input does not have the form it should have.
    #[error("{file} cannot be read: it does not have the expected form")]
    Form {
        /// Its name.
        file: &'static str,
    },
    /// An input is no JSON of the expected form.
    #[error("read {file}")]
    Json {
        /// Its name.
        file: &'static str,
        /// What the reader says.
        source: serde_json::Error,
    },
    /// A line of the corpus is damaged.
    #[error("read a line of the corpus")]
    Line {
        /// What the reader says.
        source: serde_json::Error,
    },
}

/// The inputs by their names.
#[derive(Debug, Default)]
pub struct Inputs(BTreeMap<String, Vec<u8>>);

impl Inputs {
    /// Adds a file once its digest was found to be the expected one.
    pub fn add(&mut self, file: &str, content: Vec<u8>, expected: &str) -> Result<(), Error> {
        let found = digest(&content);
        if found != expected {
            return Err(Error::Other {
                file: file.to_owned(),
                found,
                expected: expected.to_owned(),
            });
        }
        self.0.insert(file.to_owned(), content);
        Ok(())
    }

    fn get(&self, file: &'static str) -> Result<&[u8], Error> {
        let content = self.0.get(file).map(Vec::as_slice);
        content.ok_or_else(|| Error::Missing {
            file: file.to_owned(),
        })
    }

    fn text(&self, file: &'static str) -> Result<&str, Error> {
        std::str::from_utf8(self.get(file)?).map_err(|_| Error::Form { file })
    }
}

/// Returns the SHA-256 of a file in small hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::new();
    for byte in Sha256::digest(content) {
        // Writing to a string cannot fail.
        let _unfailing = write!(digits, "{byte:02x}");
    }
    digits
}

/// Makes the word lists.
pub fn lists(inputs: &Inputs) -> Result<Vec<u8>, Error> {
    words::file(inputs)
}

/// Reads the corpus.
pub fn documents(inputs: &Inputs) -> Result<Vec<Document>, Error> {
    corpus::documents(inputs.text("ner.jsonl")?)
}

/// Fits weights to all documents.
pub fn weights(documents: &[Document], lists: &[u8], tuning: Tuning) -> Option<Vec<u8>> {
    let lists = Lists::read(lists)?;
    let rows: Vec<Row> = documents.iter().flat_map(|it| rows(it, &lists)).collect();
    Some(fitted(&rows.iter().collect::<Vec<_>>(), tuning))
}

/// Scores of one way of finding names.
#[derive(Debug, Default)]
pub struct Validation {
    /// Of the model alone.
    pub model: Scores,
    /// Of all that `read` does: dictionary, rules and model.
    pub whole: Scores,
    /// What went wrong in the whole.
    pub errors: Errors,
}

/// Fits on all folds but one and scores that one, for each; the documents of a corpus are dealt out in
/// turn. No document is scored by a model that has seen it.
pub fn validate(
    documents: &[Document],
    lists: &[u8],
    tuning: Tuning,
    folds: usize,
) -> Option<Validation> {
    let lists = Lists::read(lists)?;
    let rows: Vec<Vec<Row>> = documents.iter().map(|it| rows(it, &lists)).collect();
    let fold_of = dealt(documents, folds);
    let models: Vec<Option<Model>> = std::thread::scope(|scope| {
        let fit = |fold: usize| {
            let (rows, fold_of, lists) = (&rows, &fold_of, &lists);
            scope.spawn(move || {
                let kept = rows.iter().zip(fold_of).filter(|it| *it.1 != fold);
                let kept: Vec<&Row> = kept.flat_map(|it| it.0).collect();
                Some(Model::new(
                    Weights::read(&fitted(&kept, tuning))?,
                    lists.clone(),
                ))
            })
        };
        let running: Vec<_> = (0..folds).map(fit).collect();
        running
            .into_iter()
            .map(|it| it.join().ok().flatten())
            .collect()
    });
    let mut validation = Validation::default();
    for (document, fold) in documents.iter().zip(fold_of) {
        let model = models[fold].as_ref()?;
        score::add(&mut validation.model, document, &by_model(document, model));
        let found = by_all(document, model);
        score::add(&mut validation.whole, document, &found);
        score::count(&mut validation.errors, document, &found);
    }
    Some(validation)
}

/// Deals the documents of each corpus out in turn.
fn dealt(documents: &[Document], folds: usize) -> Vec<usize> {
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    documents
        .iter()
        .map(|document| {
            let count = next.entry(&document.corpus).or_default();
            *count += 1;
            (*count - 1) % folds
        })
        .collect()
}

fn by_model(document: &Document, model: &Model) -> BTreeSet<Name> {
    let text = Text::new(&document.text);
    let names = model.names(&text, &by_rules(&text)).into_iter();
    let tokens = &text.tokens;
    names
        .map(|(range, kind)| (tokens[range.start].start, tokens[range.end - 1].end, kind))
        .collect()
}

fn by_all(document: &Document, model: &Model) -> BTreeSet<Name> {
    use model::EntityType;
    let text = Text::new(&document.text);
    let found = mentions_by(&text, &[], model).into_iter().filter_map(|it| {
        let kind = match it.entity_type() {
            EntityType::Person => Type::Person,
            EntityType::Organisation => Type::Organisation,
            EntityType::Place => Type::Place,
            EntityType::Product => Type::Product,
            _ => return None,
        };
        Some((it.range.start, it.range.end, kind))
    });
    found.collect()
}
