//! `version`: the versions of a document, and what two of them have in common.

use anyhow::Result;
use clap::{Args, Subcommand};
use engine::model::Standing;
use engine::view::{
    SegmentState, StatementStanding, VersionDiff, VersionHead, VersionsView, WallMark,
};

use super::Desk;
use crate::failure::Outcome;
use crate::phrase::{counted, spaced};

/// Arguments of `version`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim version list https://outlet.example/story\n  counterclaim version diff https://outlet.example/story 1 3"
)]
pub(crate) struct VersionArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the versions of a document, and the walls that stood in front of it
    #[command(after_help = "Example:\n  counterclaim version list https://outlet.example/story")]
    List {
        /// Id or address of the document
        document: String,
    },
    /// Compare two versions word by word, and tell what became of each statement
    #[command(
        after_help = "Example:\n  counterclaim version diff https://outlet.example/story 1 3\n\nWhat one version has and the other has not is present in the one capture and absent in the other. Who changed the page when, no capture tells."
    )]
    Diff {
        /// Id or address of the document
        document: String,
        /// Number or id of the first version [default: the last but one]
        #[arg(value_name = "A", requires = "to")]
        from: Option<String>,
        /// Number or id of the second version [default: the last]
        #[arg(value_name = "B")]
        to: Option<String>,
    },
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &VersionArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match &arguments.what {
        What::List { document } => {
            let view = library.versions(document)?;
            desk.output.result(&view, || list(&view))?;
        }
        What::Diff { document, from, to } => {
            let pair = from.as_deref().zip(to.as_deref());
            let diff = library.version_diff(document, pair)?;
            desk.output.result(&diff, || compared(&diff))?;
        }
    }
    Ok(Outcome::Done)
}

fn list(view: &VersionsView) -> String {
    let title = view.title.as_deref().unwrap_or("(no headline)");
    let head = format!("{title}\n{}", view.url);
    let versions = view.versions.iter().map(head_line);
    let walls = view.walls.iter().map(wall_line);
    let lines: Vec<String> = std::iter::once(head).chain(versions).chain(walls).collect();
    lines.join("\n")
}

fn head_line(head: &VersionHead) -> String {
    let digest: String = head.sha256.chars().take(12).collect();
    format!(
        "{:>3}  {}, sha256 {digest}… ({})  {}",
        head.number,
        captured(head),
        head.provenance,
        head.id
    )
}

fn captured(head: &VersionHead) -> String {
    let at = head.captured.format("captured %Y-%m-%d %H:%M:%S UTC");
    match head.stood {
        Some(stood) => format!("{at}, stood so on {}", stood.format("%Y-%m-%d")),
        None => at.to_string(),
    }
}

fn wall_line(mark: &WallMark) -> String {
    let at = mark.captured.format("captured %Y-%m-%d %H:%M:%S UTC");
    let wall = spaced(mark.wall.as_str());
    format!("  -  {at}: a wall stood in front ({wall}); no version")
}

fn compared(diff: &VersionDiff) -> String {
    let mut lines = vec![
        diff.url.clone(),
        format!("A: version {}, {}", diff.from.number, captured(&diff.from)),
        format!("B: version {}, {}", diff.to.number, captured(&diff.to)),
    ];
    if diff.other_reader {
        lines.push("different readers made these texts: `counterclaim reread` first".to_owned());
    }
    lines.extend(fields(diff));
    lines.extend(texts(diff));
    lines.extend(statements(diff));
    lines.join("\n")
}

fn fields(diff: &VersionDiff) -> impl Iterator<Item = String> {
    let words = |it: &Option<String>| it.clone().unwrap_or_else(|| "nothing".to_owned());
    diff.fields.iter().map(move |it| {
        let (from, to) = (words(&it.from), words(&it.to));
        format!("\n{}\n    A: {from}\n    B: {to}", it.field)
    })
}

fn texts(diff: &VersionDiff) -> Vec<String> {
    let mut lines: Vec<String> = diff
        .segments
        .iter()
        .filter_map(|it| {
            let where_it_is = match it.state {
                SegmentState::Same => return None,
                SegmentState::Removed => "present in A, absent in B",
                SegmentState::Added => "absent in A, present in B",
            };
            let words: Vec<&str> = it.text.split_whitespace().collect();
            Some(format!("    {where_it_is}: {}", words.join(" ")))
        })
        .collect();
    let head = if lines.is_empty() {
        "\ntext: the same words"
    } else {
        "\ntext"
    };
    lines.insert(0, head.to_owned());
    lines
}

fn statements(diff: &VersionDiff) -> Vec<String> {
    let is_same = |it: &&StatementStanding| it.state == Standing::Same;
    let same = diff.statements.iter().filter(is_same).count();
    let counted = counted(diff.statements.len(), "statement", "statements");
    let mut lines = vec![format!("\n{counted} in A, {same} of them the same in B")];
    let others = diff.statements.iter().filter(|it| !is_same(it));
    lines.extend(others.map(standing));
    lines.extend(diff.added.iter().map(|it| {
        let speaker = it.speaker.as_deref().unwrap_or("(speaker not named)");
        let kind = spaced(it.kind.as_str());
        format!(
            "  absent in A, present in B  {kind}  {speaker}  {}\n    B: {}",
            it.id, it.text
        )
    }));
    lines
}

fn standing(statement: &StatementStanding) -> String {
    let state = match statement.state {
        Standing::Same => "the same in B",
        Standing::Moved => "elsewhere in B",
        Standing::Changed => "in other words in B",
        Standing::Gone => "present in A, absent in B",
    };
    let speaker = statement
        .speaker
        .as_deref()
        .unwrap_or("(speaker not named)");
    let kind = spaced(statement.kind.as_str());
    let now = statement.now.as_deref();
    let now = now.map(|it| format!("\n    B: {it}")).unwrap_or_default();
    format!(
        "  {state}  {kind}  {speaker}  {}\n    A: {}{now}",
        statement.id, statement.text
    )
}
