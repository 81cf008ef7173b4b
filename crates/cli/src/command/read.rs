//! `read`: pages as articles; nothing is stored.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use engine::view::ArticleView;
use engine::{EngineError, Inspector};
use serde::Serialize;
use url::Url;

use super::Desk;
use crate::failure::{Outcome, complain};

/// Arguments of `read`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim read saved.html --url https://outlet.example/story"
)]
pub(crate) struct ReadArguments {
    /// Pages, PDFs, mails or texts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The address of the page
    #[arg(long)]
    url: Option<Url>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: &ReadArguments) -> Result<Outcome> {
    let inspector = Inspector::new(desk.world()?);
    let read = |file: &Path| {
        let article = inspector.article(file, arguments.url.as_ref())?;
        desk.output.result(&article, || in_words(&article))?;
        Ok(article.problems.is_empty())
    };
    let failed = |file: &Path, problem| ArticleView {
        id: file.display().to_string(),
        url: arguments.url.as_ref().map(ToString::to_string),
        problems: vec![problem],
        ..ArticleView::default()
    };
    each(desk, &arguments.files, read, failed)
}

/// Does the same for each file, which tells whether all was well. One that fails is told of, has its
/// line of JSON as `failed` makes it, and does not stop the others.
pub(crate) fn each<T: Serialize>(
    desk: &Desk,
    files: &[PathBuf],
    mut work: impl FnMut(&Path) -> Result<bool>,
    failed: impl Fn(&Path, String) -> T,
) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    let mut failures = 0;
    for file in files {
        match work(file) {
            Ok(true) => {}
            Ok(false) => outcome = Outcome::WithProblems,
            Err(failure) if failure.is::<EngineError>() => {
                complain(&failure);
                desk.output.data(&failed(file, format!("{failure:#}")))?;
                outcome = Outcome::WithProblems;
                failures += 1;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(if failures == files.len() {
        Outcome::Failed
    } else {
        outcome
    })
}

fn in_words(article: &ArticleView) -> String {
    let mut lines = Vec::new();
    let mut field = |name: &str, value: Option<String>| {
        lines.extend(
            value
                .filter(|it| !it.is_empty())
                .map(|it| format!("{name:<11}{it}")),
        );
    };
    field("title", article.title.clone());
    field("author", Some(article.author.join(", ")));
    field("outlet", article.outlet.clone());
    let method = article.published_method.as_deref().unwrap_or("unknown");
    field(
        "published",
        article
            .published
            .as_ref()
            .map(|date| format!("{date} ({method})")),
    );
    field("modified", article.modified.clone());
    field("language", article.lang.clone());
    field(
        "address",
        article
            .canonical_url
            .clone()
            .or_else(|| article.url.clone()),
    );
    field("wall", article.wall.map(|wall| wall.to_string()));
    for problem in &article.problems {
        field("problem", Some(problem.clone()));
    }
    // A plain text has no fields, and begins without a gap.
    let parts = [lines.join("\n"), article.text.clone()];
    let parts = parts.iter().filter(|it| !it.is_empty());
    let parts: Vec<&str> = parts.map(|it| it.trim_matches('\n')).collect();
    format!("{}\n", parts.join("\n\n"))
}
