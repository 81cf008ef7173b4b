//! Trains the model for names: what `cargo xtask train` runs, from the root of the project.
//!
//! `train CORPUS_DIR DATA_DIR [--check | --folds N]`: writes `assets/models`, tells whether the files
//! there are what training gives, or prints what documents score that the model has not seen.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use counterclaim_statements::train::{self, Document, Inputs, Scores, Tuning};
use serde::Deserialize;

/// The folder of the shipped files.
const FOLDER: &str = "assets/models";

/// `sources.toml`.
#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    path: PathBuf,
    package: String,
    sha256: String,
}

/// What is asked for.
enum Task {
    Write,
    Check,
    Validate(usize),
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (corpus, data, task) = match arguments[..] {
        [corpus, data] => (corpus, data, Task::Write),
        [corpus, data, "--check"] => (corpus, data, Task::Check),
        [corpus, data, "--folds", folds] => (corpus, data, Task::Validate(folds.parse()?)),
        _ => bail!("expected CORPUS_DIR DATA_DIR [--check | --folds N]"),
    };
    let started = started();
    let inputs = inputs(Path::new(corpus), Path::new(data))?;
    let lists = train::lists(&inputs)?;
    let documents = train::documents(&inputs)?;
    match task {
        Task::Validate(folds) => validate(&documents, &lists, folds)?,
        Task::Write => each(&documents, lists, write)?,
        Task::Check => each(&documents, lists, check)?,
    }
    say(&format!("{:.1} s", started.elapsed().as_secs_f64()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a trainer times itself; nothing it makes reads this clock"
)]
fn started() -> std::time::Instant {
    std::time::Instant::now()
}

/// Reads the inputs; each must have the digest in the list.
fn inputs(corpus: &Path, data: &Path) -> Result<Inputs> {
    let sources: Sources =
        toml::from_str(&fs_err::read_to_string(format!("{FOLDER}/sources.toml"))?)?;
    let mut inputs = Inputs::default();
    for source in sources.source {
        let folder = if source.package == "corpus" {
            corpus
        } else {
            data
        };
        let content = fs_err::read(folder.join(&source.path))?;
        let name = source.path.file_name().and_then(|it| it.to_str());
        let name = name.with_context(|| format!("{} names no file", source.path.display()))?;
        inputs.add(name, content, &source.sha256)?;
    }
    Ok(inputs)
}

/// Makes both files and hands them on.
fn each(
    documents: &[Document],
    lists: Vec<u8>,
    done: fn(&Path, &[u8]) -> Result<()>,
) -> Result<()> {
    let weights = train::weights(documents, &lists, Tuning::default());
    let weights = weights.context("the new word lists are damaged")?;
    for (name, content) in [("names.crf", weights), ("words.lists", lists)] {
        let (bytes, digest) = (content.len(), train::digest(&content));
        say(&format!("{name}: {bytes} bytes, SHA-256 {digest}"))?;
        done(&Path::new(FOLDER).join(name), &content)?;
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    Ok(fs_err::write(path, content)?)
}

fn check(path: &Path, content: &[u8]) -> Result<()> {
    if fs_err::read(path)? != content {
        bail!(
            "{} is not what training gives: run `cargo xtask train`",
            path.display()
        );
    }
    say("  as shipped")
}

fn validate(documents: &[Document], lists: &[u8], folds: usize) -> Result<()> {
    if !(2..=20).contains(&folds) {
        bail!("expected 2 to 20 folds, not {folds}");
    }
    let found = train::validate(documents, lists, Tuning::default(), folds);
    let found = found.context("a model could not be fitted")?;
    say(&format!(
        "names found exactly, by {folds}-fold cross-validation over documents"
    ))?;
    say("corpus               way     precision  recall  F1")?;
    table("model", &found.model)?;
    table("whole", &found.whole)?;
    say("errors of the whole, by kind")?;
    for (corpus, errors) in &found.errors {
        say(&format!("{corpus:<20} {errors:?}"))?;
    }
    Ok(())
}

fn table(way: &str, scores: &Scores) -> Result<()> {
    for (corpus, score) in scores {
        let [precision, recall, mean] = score.figures();
        say(&format!(
            "{corpus:<20} {way:<7} {precision:9.1} {recall:7.1} {mean:5.1}"
        ))?;
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
