//! Looking at a page, a feed or a text without storing anything.

use std::path::Path;

use extract::Hints;
use extract::worker::{Answer, Task};
use fetch::Ask;
use model::{Article, ReaderInput, RobotsVerdict, When, header_value, plain_text};
use url::Url;

use crate::collect::page_address;
use crate::error::EngineError;
use crate::import::{media_type_of, read_bounded};
use crate::library::Library;
use crate::reading::mismatch;
use crate::settings::Manner;
use crate::view::{ArticleView, FeedEntry, FeedHead, FeedView, StatementsView};
use crate::worker::Workers;
use crate::world::World;

/// Reads files without a library; hostile bytes go to the worker all the same.
pub struct Inspector {
    workers: Workers,
    world: World,
    manner: Option<Manner>,
}

/// What is told about a text beside its words.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// When it appeared.
    pub published: When,
    /// The name of its outlet.
    pub outlet: Option<String>,
}

impl Inspector {
    /// Starts with no worker; the first file starts one.
    pub fn new(world: World) -> Self {
        Self {
            workers: Workers::new(world.worker.clone()),
            world,
            manner: None,
        }
    }

    /// Asks from now on as a library does: by its proxy, under its name.
    pub fn as_set_in(self, library: &Library) -> Result<Self, EngineError> {
        Ok(Self {
            manner: Some(library.manner(None)?),
            ..self
        })
    }

    /// Reads a page as an article.
    pub fn article(&self, path: &Path, url: Option<&Url>) -> Result<ArticleView, EngineError> {
        let id = path.display().to_string();
        let article = self.extract(path, url)?;
        Ok(ArticleView::new(id, url.map(ToString::to_string), article))
    }

    /// Fetches a feed and reads its entries.
    pub fn feed_at(&self, address: &str) -> Result<FeedView, EngineError> {
        let url = page_address(address)?;
        let world = &self.world;
        let mut ask = Ask {
            limits: world.limits.clone(),
            ..Ask::new(url, RobotsVerdict::NotAsked)
        };
        if let Some(manner) = &self.manner {
            ask.user_agent.clone_from(&manner.user_agent);
            ask.proxy.clone_from(&manner.proxy);
        }
        let fetched = fetch::get(&*world.transport, &*world.clock, &world.guard, &ask)?;
        let last = fetched.last_hop();
        if !(200..300).contains(&last.status) {
            return Err(EngineError::Status {
                url: last.url.to_string(),
                status: last.status,
            });
        }
        let hints = Hints {
            media_type: header_value(&last.headers, "content-type").map(str::to_owned),
            url: Some(last.url.clone()),
        };
        self.feed(address, fetched.decoded(), &hints)
    }

    /// Reads the entries of a feed that was read from `id`.
    fn feed(&self, id: &str, bytes: &[u8], hints: &Hints) -> Result<FeedView, EngineError> {
        match self.ask(id, &Task::Feed(hints.clone()), bytes)? {
            Answer::Feed(feed) => Ok(feed_view(id, feed)),
            _ => Err(mismatch(id)),
        }
    }

    /// Reads the entries of a feed in a file.
    pub fn feed_file(&self, path: &Path) -> Result<FeedView, EngineError> {
        self.feed(
            &path.display().to_string(),
            &read_bounded(path)?,
            &Hints::default(),
        )
    }

    /// Reads the statements of a page or plain text. Plain text that is in the stored form already
    /// is taken as it stands, so that offsets count in the file itself.
    pub fn statements(&self, path: &Path, about: &About) -> Result<StatementsView, EngineError> {
        let doc = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (text, article) = if is_plain(path) {
            (plain_file(path)?, Article::default())
        } else {
            let article = self.extract(path, None)?;
            (article.text.clone(), article)
        };
        let published = match &about.published {
            When::Unknown => article.published.value,
            given => given.clone(),
        };
        let outlet = about.outlet.clone().or(article.outlet.value);
        let input = ReaderInput {
            text,
            published,
            outlet,
            known: Vec::new(),
        };
        let reading = self
            .workers
            .read(&input)
            .map_err(|source| EngineError::Worker {
                what: path.display().to_string(),
                source,
            })?;
        Ok(StatementsView::new(doc, reading, article.problems))
    }

    fn extract(&self, path: &Path, url: Option<&Url>) -> Result<Article, EngineError> {
        let name = path.display().to_string();
        let hints = Hints {
            media_type: media_type_of(path).map(str::to_owned),
            url: url.cloned(),
        };
        match self.ask(&name, &Task::Article(hints), &read_bounded(path)?)? {
            Answer::Article(article) => Ok(*article),
            _ => Err(mismatch(&name)),
        }
    }

    fn ask(&self, what: &str, task: &Task, bytes: &[u8]) -> Result<Answer, EngineError> {
        self.workers
            .ask(task, bytes)
            .map_err(|source| EngineError::Worker {
                what: what.to_owned(),
                source,
            })
    }
}

fn is_plain(path: &Path) -> bool {
    matches!(
        path.extension().and_then(|it| it.to_str()),
        Some("txt" | "text" | "md")
    )
}

/// Reads a plain text. One that is not UTF-8 is a document in some other encoding, and goes the way
/// of a page.
fn plain_file(path: &Path) -> Result<String, EngineError> {
    let bytes = read_bounded(path)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Ok(plain_text(&String::from_utf8_lossy(error.as_bytes()))),
    }
}

fn feed_view(id: &str, feed: extract::Feed) -> FeedView {
    let entry = |it: extract::Entry| FeedEntry {
        title: it.title,
        link: it.link,
        id: it.id,
        author: it.author,
        published: it.published.value(),
        updated: it.updated.value(),
        summary: it.summary,
    };
    FeedView {
        id: id.to_owned(),
        ok: feed.ok,
        feed: FeedHead {
            title: feed.title,
            link: feed.link,
            id: feed.id,
            language: feed.language,
        },
        entries: feed.entries.into_iter().map(entry).collect(),
        problems: feed.problems,
    }
}
