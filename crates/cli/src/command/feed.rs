//! `feed`: the entries of a feed; nothing is stored.

use std::path::Path;

use anyhow::Result;
use clap::Args;
use engine::Inspector;

use super::Desk;
use crate::failure::Outcome;

/// Arguments of `feed`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim feed https://outlet.example/feed.xml\n\nAn address is asked for by the proxy and under the User-Agent of the library, where there is one."
)]
pub(crate) struct FeedArguments {
    /// A file, or an address
    #[arg(value_name = "FILE|URL")]
    from: String,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &FeedArguments) -> Result<Outcome> {
    let mut inspector = Inspector::new(desk.world()?);
    let is_address =
        arguments.from.starts_with("http://") || arguments.from.starts_with("https://");
    if is_address && let Some(library) = desk.library_if_there()? {
        inspector = inspector.as_set_in(&library)?;
    }
    let feed = if is_address {
        inspector.feed_at(&arguments.from)?
    } else {
        inspector.feed_file(Path::new(&arguments.from))?
    };
    desk.output.result(&feed, || {
        let mut lines = vec![
            feed.feed
                .title
                .clone()
                .unwrap_or_else(|| "(no title)".to_owned()),
        ];
        lines.extend(feed.entries.iter().map(|entry| {
            let date = entry
                .published
                .as_deref()
                .or(entry.updated.as_deref())
                .unwrap_or("no date");
            let title = entry.title.as_deref().unwrap_or("(no title)");
            format!(
                "  {date}  {title}\n    {}",
                entry.link.as_deref().unwrap_or("(no address)")
            )
        }));
        lines.extend(
            feed.problems
                .iter()
                .map(|problem| format!("  problem: {problem}")),
        );
        lines.join("\n")
    })?;
    Ok(Outcome::of(!feed.ok || !feed.problems.is_empty()))
}
