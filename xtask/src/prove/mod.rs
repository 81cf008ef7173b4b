//! `cargo xtask prove`: what takes longer than a developer waits for, or needs other people's
//! tools: licences and bans over the whole dependency tree, an independent reader of our archive,
//! a program that is killed again and again.

mod archive;
mod crash;
mod deny;
mod site;

use anyhow::{Result, bail};

use crate::say;

/// A proof: its name as an argument, and the function that gives it.
type Proof = (&'static str, fn() -> Result<()>);

const PROOFS: &[Proof] = &[
    ("deny", deny::run),
    ("archive", archive::run),
    ("crash", crash::run),
];

/// Gives the proofs that are asked for, or all of them.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    for argument in arguments {
        if !PROOFS.iter().any(|(name, _)| name == argument) {
            bail!("there is no proof {argument:?}");
        }
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|it| it == name);
    for (name, prove) in PROOFS.iter().filter(|(name, _)| wanted(name)) {
        say::heading(name);
        prove()?;
    }
    say::heading("all proven");
    Ok(())
}
