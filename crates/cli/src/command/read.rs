//! `read`: pages as articles; nothing is stored.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use engine::view::ArticleView;
use engine::{EngineError, Inspector};
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
    each(&arguments.files, |file| {
        let article = inspector.article(file, arguments.url.as_ref())?;
        desk.output.result(&article, || in_words(&article))?;
        Ok(!article.problems.is_empty())
    })
}

/// Does the same for each file; one that fails is told of and does not stop the others.
pub(crate) fn each(
    files: &[PathBuf],
    mut work: impl FnMut(&PathBuf) -> Result<bool>,
) -> Result<Outcome> {
    let mut problems = false;
    let mut done = 0;
    let mut last = None;
    for file in files {
        match work(file) {
            Ok(met) => {
                problems |= met;
                done += 1;
            }
            Err(failure) if failure.is::<EngineError>() => {
                problems = true;
                if files.len() > 1 {
                    complain(&failure);
                }
                last = Some(failure);
            }
            Err(failure) => return Err(failure),
        }
    }
    match last {
        Some(failure) if done == 0 => Err(failure),
        _ => Ok(Outcome::of(problems)),
    }
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
    format!("{}\n\n{}\n", lines.join("\n"), article.text)
}
