//! The commands, one file a noun: arguments, then what is done with them.

mod add;
mod archive;
mod case;
mod entity;
mod evidence;
mod export;
mod feed;
mod fetch;
mod import;
mod lead;
mod party;
mod purge;
mod queue;
mod read;
mod recapture;
mod reread;
mod review;
mod search;
mod settings;
mod statements;
mod timeline;
mod verify;
mod version;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use clap::{Parser, Subcommand};
use engine::Library;

use crate::failure::{NoLibrary, Outcome};
use crate::output::Output;
use crate::progress::Lines;
use crate::world;

/// Captures pages as evidence, reads who said what, and shows a dispute as a sourced timeline.
#[derive(Debug, Parser)]
#[command(name = "counterclaim", version, propagate_version = true)]
#[command(
    after_help = "Example:\n  counterclaim case start sample\n  counterclaim timeline sample"
)]
pub(crate) struct Arguments {
    /// The folder of the library [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "COUNTERCLAIM_LIBRARY")]
    library: Option<PathBuf>,
    /// Print results as JSON, one document per line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make, list, show or start cases
    Case(case::CaseArguments),
    /// Add the parties of a case
    Party(party::PartyArguments),
    /// Note what is known but not captured yet
    Lead(lead::LeadArguments),
    /// Capture these pages now
    Add(add::AddArguments),
    /// Watch feeds, pages, sitemaps and folders
    Watch(watch::WatchArguments),
    /// Poll the watches that are due and work the queue
    Fetch(fetch::FetchArguments),
    /// See what waits and what failed; retry, drop, pause and resume
    Queue(queue::QueueArguments),
    /// List and capture the copies that web archives hold of a page
    Archive(archive::ArchiveArguments),
    /// Set the proxy and the User-Agent of the library, or the proxy of a case
    Settings(settings::SettingsArguments),
    /// Capture the pages of checked statements again, every day, week or month
    Recapture(recapture::RecaptureArguments),
    /// Import html, mhtml, pdf, docx, txt, eml, warc, wacz and opml files, or folders of them
    Import(import::ImportArguments),
    /// Read pages as articles; nothing is stored
    Read(read::ReadArguments),
    /// Read the entries of a feed; nothing is stored
    Feed(feed::FeedArguments),
    /// Read the statements of texts or pages; nothing is stored
    Statements(statements::StatementsArguments),
    /// Search statements and documents
    Search(search::SearchArguments),
    /// Show the timeline of a case
    Timeline(timeline::TimelineArguments),
    /// List the versions of a document, or compare two of them
    Version(version::VersionArguments),
    /// List the proposals of a case, or decide on them
    Review(review::ReviewArguments),
    /// Decide on proposals
    #[command(flatten)]
    Decide(review::Decide),
    /// Name, join and tag persons, organisations and things
    Entity(entity::EntityArguments),
    /// Write the timeline of a case as md, html, csv or json
    Export(export::ExportArguments),
    /// Sign the capture log, and prove single captures to others
    Evidence(evidence::EvidenceArguments),
    /// Check every digest, row and span of the library, or a proof bundle
    Verify(verify::VerifyArguments),
    /// Read the library again with the reader of this program; decisions stay
    Reread(reread::RereadArguments),
    /// Remove a capture or document with everything that was made of it
    Purge(purge::PurgeArguments),
    /// Rebuild the index from the library
    Reindex(verify::ReindexArguments),
    /// Parse bytes for another process (used by the program itself)
    #[command(hide = true)]
    Worker(WorkerArguments),
}

/// What the worker is handed.
#[derive(Debug, clap::Args)]
pub(crate) struct WorkerArguments {
    /// Standard input is a web archive, to be read to its end
    #[arg(long)]
    pub(crate) web_archive: bool,
}

impl Arguments {
    /// Returns what this process has to do where it is to be the worker.
    pub(crate) fn worker(&self) -> Option<&WorkerArguments> {
        match &self.command {
            Command::Worker(arguments) => Some(arguments),
            _ => None,
        }
    }

    /// Does what was asked.
    pub(crate) fn run(self, output: Output) -> Result<Outcome> {
        let desk = Desk {
            folder: self.library,
            output,
        };
        match self.command {
            Command::Case(arguments) => case::run(&desk, arguments),
            Command::Party(arguments) => party::run(&desk, arguments),
            Command::Lead(arguments) => lead::run(&desk, arguments),
            Command::Add(arguments) => add::run(&desk, &arguments),
            Command::Watch(arguments) => watch::run(&desk, arguments),
            Command::Fetch(arguments) => fetch::run(&desk, &arguments),
            Command::Queue(arguments) => queue::run(&desk, arguments),
            Command::Archive(arguments) => archive::run(&desk, arguments),
            Command::Settings(arguments) => settings::run(&desk, arguments),
            Command::Recapture(arguments) => recapture::run(&desk, &arguments),
            Command::Import(arguments) => import::run(&desk, &arguments),
            Command::Read(arguments) => read::run(&desk, &arguments),
            Command::Feed(arguments) => feed::run(&desk, &arguments),
            Command::Statements(arguments) => statements::run(&desk, &arguments),
            Command::Search(arguments) => search::run(&desk, &arguments),
            Command::Timeline(arguments) => timeline::run(&desk, &arguments),
            Command::Version(arguments) => version::run(&desk, &arguments),
            Command::Review(arguments) => review::run(&desk, arguments),
            Command::Decide(arguments) => review::decide(&desk, arguments),
            Command::Entity(arguments) => entity::run(&desk, arguments),
            Command::Export(arguments) => export::run(&desk, &arguments),
            Command::Evidence(arguments) => evidence::run(&desk, arguments),
            Command::Verify(arguments) => verify::run(&desk, &arguments),
            Command::Reread(arguments) => reread::run(&desk, &arguments),
            Command::Purge(arguments) => purge::run(&desk, &arguments),
            Command::Reindex(arguments) => verify::reindex(&desk, &arguments),
            Command::Worker(_) => Ok(Outcome::Done),
        }
    }
}

/// What every command works with: the library it was pointed at, and where results go.
pub(crate) struct Desk {
    folder: Option<PathBuf>,
    pub(crate) output: Output,
}

impl Desk {
    /// Opens the library.
    pub(crate) fn library(&self) -> Result<Library> {
        world::open(self.folder.as_deref(), Lines::new(self.output))
    }

    /// Opens the library that was named, and makes none: for commands that look after one.
    pub(crate) fn library_that_is_there(&self) -> Result<Library> {
        match &self.folder {
            Some(folder) if !folder.is_dir() => Err(NoLibrary {
                folder: folder.clone(),
            }
            .into()),
            _ => self.library(),
        }
    }

    /// Opens the library if there is one, and makes none.
    pub(crate) fn library_if_there(&self) -> Result<Option<Library>> {
        let folder = match &self.folder {
            Some(folder) => folder.clone(),
            None => surroundings::default_library()?,
        };
        if folder.join("counterclaim.db").exists() {
            return self.library().map(Some);
        }
        Ok(None)
    }

    /// Returns the world without a library, for commands that store nothing.
    pub(crate) fn world(&self) -> Result<engine::World> {
        world::world(Lines::new(self.output) as Arc<_>)
    }
}

/// Who decides: a name that is kept with each decision.
#[derive(Debug, clap::Args)]
pub(crate) struct By {
    /// Your name or initials, kept with the decision
    #[arg(
        long,
        value_name = "NAME",
        env = "COUNTERCLAIM_BY",
        default_value = "reporter"
    )]
    pub(crate) by: String,
}
