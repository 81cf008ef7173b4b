//! `watch`: places that a case captures from.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::{Case, Watch, WatchId, WatchKind};
use engine::{Library, NewWatch};

use super::Desk;
use super::fetch::outcome_of;
use crate::failure::Outcome;
use crate::output;

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
    /// Watch a feed, page, sitemap, docket or folder; the first look is at the next `fetch`. Of a
    /// site the feed is found
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
    /// Write the feeds and dockets of a case as OPML
    #[command(after_help = "Example:\n  counterclaim watch export acme-v-orbit -o feeds.opml")]
    Export {
        /// Id, name or unique beginning of the case
        case: String,
        /// The file [default: standard output]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Watch every feed of an OPML file
    #[command(after_help = "Example:\n  counterclaim watch import acme-v-orbit feeds.opml")]
    Import {
        /// Id, name or unique beginning of the case
        case: String,
        /// The list of feeds
        #[arg(value_name = "FILE")]
        file: PathBuf,
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
            let new = NewWatch {
                target,
                every,
                kind,
            };
            add(desk, &library, &case, new)?;
        }
        What::List { case } => {
            for watch in library.watches(library.case(&case)?.id)? {
                desk.output.result(&watch, || in_words(&watch))?;
            }
        }
        What::Export { case, output } => {
            let list = library.export_watches(&library.case(&case)?)?;
            match output {
                Some(file) => fs_err::write(file, list)?,
                None => output::bytes(list.as_bytes())?,
            }
        }
        What::Import { case, file } => {
            let case = library.case(&case)?;
            let lines = library.import(&case, &[file], None)?;
            return Ok(outcome_of(&lines));
        }
        What::Remove { id } => {
            library.remove_watch(id)?;
            desk.output.words(&format!("removed the watch {id}"))?;
        }
    }
    Ok(Outcome::Done)
}

/// Adds a watch, on the feed of a site where its address is given. What cannot be found out now shows
/// at the first look.
fn add(desk: &Desk, library: &Library, case: &Case, mut new: NewWatch) -> Result<()> {
    let given = new.target.clone();
    let mut words = "; what it is shows at the first look".to_owned();
    if let Some(kind) = new.kind {
        words = format!(" as a {kind}");
    } else {
        match library.discover(case, &given) {
            Ok(Some(found)) => {
                words = format!(" as a {}", found.kind);
                if found.target != given {
                    words = format!("{words}; {given} names it (with --kind page the page itself)");
                }
                for other in found.others {
                    words = format!("{words}\n  it also names {other}");
                }
                new.target = found.target;
                new.kind = Some(found.kind);
            }
            Ok(None) => {}
            // The address itself may be wrong: then it is no watch either.
            Err(error) => output::to_stderr(&format!("note: {error}{words}")),
        }
    }
    let watch = library.add_watch(case, &new)?;
    desk.output
        .result(&watch, || format!("watching {}{words}", watch.target))
}

fn in_words(watch: &Watch) -> String {
    let result = watch.last_result.as_deref().unwrap_or("not looked at yet");
    let at = |time: chrono::DateTime<chrono::Utc>| time.format("%Y-%m-%d %H:%M UTC").to_string();
    let failing = watch
        .failing_since
        .map(|since| format!("; failing since {}", at(since)));
    let last = watch.last_run.map(|last| format!("{}: ", at(last)));
    format!(
        "{}  {}  {}\n  {}{result}{}; next look {}",
        watch.id,
        watch.kind,
        watch.target,
        last.unwrap_or_default(),
        failing.unwrap_or_default(),
        at(watch.next_run)
    )
}
