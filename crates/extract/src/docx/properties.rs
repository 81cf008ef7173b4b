//! What a Word document says of itself: title, author, when it was made and last changed.

use model::{Article, Confidence, Found, When};

use crate::dates;
use crate::pdf::{is_author, is_title};
use crate::xml::{Event, Events};

/// How a fact was found that the properties of the document state.
const METHOD: &str = "properties of the document";

/// Returns an article without text: who wrote it when, by the properties in `core`. What stands as
/// the title on the page goes before the one in the properties, which is often a template's.
pub(super) fn article(core: &str, title_on_page: Option<String>) -> Article {
    let told = Properties::of(core);
    let title = match title_on_page {
        Some(title) => Found {
            value: Some(title),
            method: "title in the document".to_owned(),
            confidence: Confidence::new(0.8),
        },
        None => found(told.title.filter(|it| is_title(it)), 0.5),
    };
    Article {
        title,
        authors: found(
            told.creator
                .filter(|it| is_author(it))
                .into_iter()
                .collect(),
            0.4,
        ),
        published: dated(told.created.as_deref()),
        modified: dated(told.modified.as_deref()),
        ..Article::default()
    }
}

#[derive(Default)]
struct Properties {
    title: Option<String>,
    creator: Option<String>,
    created: Option<String>,
    modified: Option<String>,
}

impl Properties {
    fn of(core: &str) -> Self {
        let mut told = Self::default();
        let mut words = String::new();
        for event in Events::new(core) {
            match event {
                Event::Start { .. } => words.clear(),
                Event::Text(text) => words.push_str(&text),
                Event::End(name) => {
                    told.take(&name, words.trim());
                    words.clear();
                }
            }
        }
        told
    }

    fn take(&mut self, name: &str, value: &str) {
        let field = match name {
            "title" => &mut self.title,
            "creator" => &mut self.creator,
            "created" => &mut self.created,
            "modified" => &mut self.modified,
            _ => return,
        };
        if !value.is_empty() && value.len() < 500 {
            field.get_or_insert_with(|| value.to_owned());
        }
    }
}

fn dated(text: Option<&str>) -> Found<When> {
    let when = text.map(dates::parse).unwrap_or_default();
    if when.is_known() {
        found(when, 0.4)
    } else {
        Found::default()
    }
}

fn found<T: Default + PartialEq>(value: T, share: f64) -> Found<T> {
    if value == T::default() {
        return Found::default();
    }
    Found {
        value,
        method: METHOD.to_owned(),
        confidence: Confidence::new(share),
    }
}
