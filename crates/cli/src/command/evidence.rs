//! `evidence`: sign the capture log, tell its key, and prove one capture to somebody else.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::CaptureId;
use engine::view::StampLine;
use engine::{Library, STAMPING_TELLS};
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
    /// Ask the time-stamp authorities that you named for a stamp over the signed log
    #[command(
        after_help = "Example:\n  counterclaim evidence stamp\n\nWithout a named authority nobody is asked. A stamp (RFC 3161) shows that what was captured until then was there at that time."
    )]
    Stamp,
    /// The time-stamp authorities that are asked; none unless you name one
    #[command(subcommand)]
    Authority(Authority),
    /// Show the public key of the capture log, to be handed out beside proofs
    #[command(after_help = "Example:\n  counterclaim evidence key")]
    Key,
}

#[derive(Debug, Subcommand)]
enum Authority {
    /// Ask this one from now on, after each run that captured something; tells what it learns by that
    #[command(
        after_help = "Example:\n  counterclaim evidence authority add https://stamps.example/tsr"
    )]
    Add {
        /// Its address
        url: String,
    },
    /// Ask this one no longer; the stamps that it gave stay
    #[command(
        after_help = "Example:\n  counterclaim evidence authority remove https://stamps.example/tsr"
    )]
    Remove {
        /// Its address
        url: String,
    },
    /// Show those that are asked
    #[command(after_help = "Example:\n  counterclaim evidence authority list")]
    List,
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
struct Asked {
    authority: String,
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
        Evidence::Stamp => return stamp(desk, &library),
        Evidence::Authority(change) => return authority(desk, &library, change),
        Evidence::Key => {
            let key = library.log_key()?;
            desk.output.result(&Key { key: key.clone() }, || key)?;
        }
    }
    Ok(Outcome::Done)
}

fn stamp(desk: &Desk, library: &Library) -> Result<Outcome> {
    if library.stamp_authorities()?.is_empty() {
        desk.output
            .words("no time-stamp authority is named, so nobody was asked")?;
        return Ok(Outcome::Done);
    }
    let lines = library.stamp()?;
    for line in &lines {
        desk.output.result(line, || stamp_in_words(line))?;
    }
    Ok(Outcome::of(lines.iter().any(|line| line.error.is_some())))
}

/// Tells what an authority said.
pub(crate) fn stamp_in_words(line: &StampLine) -> String {
    let entries = counted(line.size, "entry", "entries");
    match (&line.at, &line.signer, &line.certificate) {
        (Some(at), Some(signer), Some(certificate)) => format!(
            "{entries}, seen by {} on {}\n  signed by {signer}\n  certificate {certificate}: \
             whether to trust it is yours to say",
            line.authority,
            at.format("%Y-%m-%d %H:%M:%S UTC")
        ),
        _ => format!(
            "no time stamp from {}: {}",
            line.authority,
            line.error.as_deref().unwrap_or_default()
        ),
    }
}

fn authority(desk: &Desk, library: &Library, change: Authority) -> Result<Outcome> {
    let all = match change {
        Authority::Add { url } => {
            desk.output.words(STAMPING_TELLS)?;
            library.add_stamp_authority(&url)?
        }
        Authority::Remove { url } => library.remove_stamp_authority(&url)?,
        Authority::List => library.stamp_authorities()?,
    };
    for authority in all {
        let authority = authority.to_string();
        desk.output.result(
            &Asked {
                authority: authority.clone(),
            },
            || authority,
        )?;
    }
    Ok(Outcome::Done)
}
