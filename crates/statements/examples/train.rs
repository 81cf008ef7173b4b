//! Trains the model for names: what `cargo xtask train` runs.
//!
//! `train INPUTS.. [--folds N] [--out DIR | --check DIR]`; each input is a file.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use counterclaim_statements::train::{self, Inputs, Scores, Tuning};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut inputs = Inputs::default();
    let mut files = Vec::new();
    let (mut folds, mut out) = (0, None);
    let mut tuning = Tuning::default();
    let mut rest = arguments.iter();
    let mut cached = None;
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--folds" => folds = rest.next().context("N")?.parse()?,
            "--out" => out = rest.next(),
            "--size" => tuning.size = rest.next().context("N")?.parse()?,
            "--square" => tuning.square = rest.next().context("N")?.parse()?,
            "--steps" => tuning.steps = rest.next().context("N")?.parse()?,
            "--seen" => tuning.seen = rest.next().context("N")?.parse()?,
            "--lists" => cached = rest.next(),
            file => files.push(file),
        }
    }
    for file in files {
        let content = fs_err::read(file)?;
        let name = file.rsplit('/').next().unwrap_or(file);
        let digest = train::digest(&content);
        inputs.add(name, content, &digest)?;
    }
    let started = std::time::Instant::now();
    let lists = match cached {
        Some(file) => fs_err::read(file)?,
        None => train::lists(&inputs)?,
    };
    let mut terminal = std::io::stdout();
    writeln!(terminal, "lists {} {:?}", lists.len(), started.elapsed())?;
    let documents = train::documents(&inputs)?;
    if folds > 1 {
        let v = train::validate(&documents, &lists, tuning, folds).context("x")?;
        for (name, scores) in [("model", &v.model), ("whole", &v.whole)] {
            table(name, scores)?;
        }
        writeln!(terminal, "{:?}", started.elapsed())?;
    }
    if let Some(out) = out {
        let weights = train::weights(&documents, &lists, tuning).context("x")?;
        fs_err::write(format!("{out}/names.crf"), &weights)?;
        fs_err::write(format!("{out}/words.lists"), &lists)?;
        writeln!(
            terminal,
            "weights {} {:?}",
            weights.len(),
            started.elapsed()
        )?;
    }
    Ok(())
}

fn table(name: &str, scores: &Scores) -> Result<()> {
    for (corpus, score) in scores {
        let [p, r, f] = score.figures();
        writeln!(
            std::io::stdout(),
            "{name} {corpus:<20} {p:5.1} {r:5.1} {f:5.1}"
        )?;
    }
    Ok(())
}
