//! `evidence`: sign the capture log, tell its key, and prove one capture to somebody else.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::CaptureId;
use serde::Serialize;

use super::Desk;
use crate::failure::Outcome;
use crate::output;
use crate::phrase::counted;

/// Arguments of `evidence`.
#[derive(Debug, Args)]
pub(crate) struct EvidenceArguments {
    #[command(subcommand)]
    command: Evidence,
}

#[derive(Debug, Subcommand)]
enum Evidence {
    /// Write a proof of one capture that anybody can check without the library
    #[command(
        after_help = "Example:\n  counterclaim evidence prove 01J8ZQ6N4V3T2R1P0M9K8H7G6F -o proof.json\n\nThe file holds the capture in full and shows no other one. Check it with `counterclaim verify --bundle proof.json`."
    )]
    Prove(Prove),
    /// Sign the capture log as it stands, and show it
    #[command(after_help = "Example:\n  counterclaim evidence checkpoint")]
    Checkpoint,
    /// Show the public key of the capture log, to be handed out beside proofs
    #[command(after_help = "Example:\n  counterclaim evidence key")]
    Key,
}

#[derive(Debug, Args)]
struct Prove {
    /// Id of a capture
    capture: CaptureId,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Written {
    capture: CaptureId,
    file: String,
}

#[derive(Debug, Serialize)]
struct Key {
    key: String,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: EvidenceArguments) -> Result<Outcome> {
    let library = desk.library_that_is_there()?;
    match arguments.command {
        Evidence::Prove(Prove { capture, output }) => {
            let bundle = library.prove(capture)?;
            let Some(path) = output else {
                output::bytes(bundle.as_bytes())?;
                return Ok(Outcome::Done);
            };
            fs_err::write(&path, bundle)?;
            let file = path.display().to_string();
            desk.output.result(&Written { capture, file }, || {
                format!("wrote {}", path.display())
            })?;
        }
        Evidence::Checkpoint => match library.checkpoint()? {
            Some(line) => desk.output.result(&line, || {
                format!(
                    "{} signed at {}\n\n{}\nkey: {}",
                    counted(line.size, "entry", "entries"),
                    line.at.format("%Y-%m-%d %H:%M:%S UTC"),
                    line.checkpoint,
                    line.key
                )
            })?,
            None => desk.output.words("nothing was captured yet")?,
        },
        Evidence::Key => {
            let key = library.log_key()?;
            desk.output.result(&Key { key: key.clone() }, || key)?;
        }
    }
    Ok(Outcome::Done)
}
