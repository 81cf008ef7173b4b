//! `archive`: what web archives hold of a page, and whether they are asked to save one.

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use engine::model::Case;
use engine::{Library, SAVING_TELLS, WEB_ARCHIVE};

use super::Desk;
use super::fetch::outcome_of;
use crate::failure::Outcome;

/// Arguments of `archive`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim archive list https://outlet.example/story\n  counterclaim archive capture acme-v-orbit https://outlet.example/story --at 2024-01-31"
)]
pub(crate) struct ArchiveArguments {
    #[command(subcommand)]
    what: What,
}

/// Which web archive is asked.
#[derive(Debug, Args)]
struct From {
    /// The web archive
    #[arg(long = "from", value_name = "URL", default_value = WEB_ARCHIVE)]
    archive: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the copies of a page that a web archive holds, the oldest first
    #[command(after_help = "Example:\n  counterclaim archive list https://outlet.example/story")]
    List {
        /// The page
        url: String,
        /// Ask by the proxy of this case
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
        #[command(flatten)]
        from: From,
    },
    /// Capture the copy that stands nearest to a time, as an older version of the page
    #[command(
        after_help = "Example:\n  counterclaim archive capture acme-v-orbit https://outlet.example/story --at 2024-01-31"
    )]
    Capture {
        /// Id, name or unique beginning of the case
        case: String,
        /// The page
        url: String,
        /// When: a day, an instant, or the fourteen digits of a web archive
        #[arg(long, value_name = "DATE")]
        at: String,
        #[command(flatten)]
        from: From,
    },
    /// Ask a web archive to save a page; only where `archive saving on` was said
    #[command(after_help = "Example:\n  counterclaim archive save https://outlet.example/story")]
    Save {
        /// The page
        url: String,
        /// Ask by the proxy of this case
        #[arg(long, value_name = "CASE")]
        case: Option<String>,
        #[command(flatten)]
        from: From,
    },
    /// Allow that a web archive is asked to save pages, or no longer; tells what it learns by that
    #[command(after_help = "Example:\n  counterclaim archive saving on")]
    Saving {
        /// on or off [default: only tell what is set]
        switch: Option<Switch>,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: ArchiveArguments) -> Result<Outcome> {
    let library = desk.library()?;
    let case_of = |given: Option<String>| -> Result<Option<Case>> {
        Ok(given.map(|given| library.case(&given)).transpose()?)
    };
    match arguments.what {
        What::List { url, case, from } => {
            let case = case_of(case)?;
            let copies = library.mementos(case.as_ref(), &from.archive, &url)?;
            for copy in &copies {
                desk.output.result(copy, || {
                    let at = copy.at.format("%Y-%m-%d %H:%M:%S UTC");
                    let status = copy.status.map(|it| format!("  {it}"));
                    format!("{at}{}  {}", status.unwrap_or_default(), copy.url)
                })?;
            }
            if copies.is_empty() {
                desk.output.words("no copy is known there")?;
            }
        }
        What::Capture {
            case,
            url,
            at,
            from,
        } => {
            let case = library.case(&case)?;
            let line = library.capture_memento(&case, &from.archive, &url, &at)?;
            return Ok(outcome_of(&[line]));
        }
        What::Save { url, case, from } => {
            let case = case_of(case)?;
            let copy = library.save_to_archive(case.as_ref(), &from.archive, &url)?;
            desk.output
                .result(&copy, || format!("saved as {}", copy.url))?;
        }
        What::Saving { switch } => saving(desk, &library, switch)?,
    }
    Ok(Outcome::Done)
}

fn saving(desk: &Desk, library: &Library, switch: Option<Switch>) -> Result<()> {
    if let Some(switch) = switch {
        library.allow_saving_to_archive(switch == Switch::On)?;
    }
    let is_on = library.may_save_to_archive()?;
    let state = if is_on { "on" } else { "off" };
    desk.output.words(&format!(
        "asking a web archive to save pages is {state}\n{SAVING_TELLS}"
    ))
}
