//! `watch`: places that a case captures from.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::NewWatch;
use engine::model::{WatchId, WatchKind};

use super::Desk;
use crate::failure::Outcome;

/// Arguments of `watch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim watch add acme-v-orbit https://outlet.example/feed.xml --every 30m"
)]
pub(crate) struct WatchArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Watch a feed, page, sitemap, docket or folder; the first look is at the next `fetch`
    #[command(
        after_help = "Example:\n  counterclaim watch add acme-v-orbit https://outlet.example/feed.xml --every 30m"
    )]
    Add {
        /// Id, name or unique beginning of the case
        case: String,
        /// Its address, or a folder
        #[arg(value_name = "URL")]
        target: String,
        /// How often to look: a number with s, m, h or d
        #[arg(long, default_value = "1h", value_name = "TIME")]
        every: String,
        /// feed, page, sitemap, docket or folder [default: found out at the first look]
        #[arg(long)]
        kind: Option<WatchKind>,
    },
    /// List the watches of a case
    #[command(after_help = "Example:\n  counterclaim watch list acme-v-orbit")]
    List {
        /// Id, name or unique beginning of the case
        case: String,
    },
    /// Remove a watch; what it captured stays
    #[command(after_help = "Example:\n  counterclaim watch remove 01J8ZQ6N4V3T2R1P0M9K8H7G6F")]
    Remove {
        /// The watch
        id: WatchId,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: WatchArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match arguments.what {
        What::Add {
            case,
            target,
            every,
            kind,
        } => {
            let case = library.case(&case)?;
            let is_told = kind.is_some();
            let watch = library.add_watch(
                &case,
                &NewWatch {
                    target,
                    every,
                    kind,
                },
            )?;
            desk.output.result(&watch, || {
                // A feed that nobody called one is a guess until it is looked at.
                if is_told || watch.kind != WatchKind::Feed {
                    format!("watching {} as a {}", watch.target, watch.kind)
                } else {
                    format!(
                        "watching {}; what it is shows at the first look",
                        watch.target
                    )
                }
            })?;
        }
        What::List { case } => {
            for watch in library.watches(library.case(&case)?.id)? {
                desk.output.result(&watch, || {
                    let result = watch.last_result.as_deref().unwrap_or("not looked at yet");
                    format!(
                        "{}  {}  {}\n  {result}; next look {}",
                        watch.id,
                        watch.kind,
                        watch.target,
                        watch.next_run.format("%Y-%m-%d %H:%M UTC")
                    )
                })?;
            }
        }
        What::Remove { id } => {
            library.remove_watch(id)?;
            desk.output.words(&format!("removed the watch {id}"))?;
        }
    }
    Ok(Outcome::Done)
}
