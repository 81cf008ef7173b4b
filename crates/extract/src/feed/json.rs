//! JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Map, Value};
use url::Url;

use super::{Entry, Feed, MAX_ENTRIES, line, plain, resolved, summary};
use crate::dates;

/// Reads a JSON Feed; what is no such feed is `ok: false`.
pub(super) fn feed(text: &str, base: Option<&Url>) -> Feed {
    let mut feed = Feed {
        kind: "json".to_owned(),
        ..Feed::default()
    };
    let root = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(root)) => root,
        Ok(_) => return feed,
        Err(error) => {
            feed.problems
                .push(format!("the feed is not well-formed: {error}"));
            return feed;
        }
    };
    let items = root.get("items").and_then(Value::as_array);
    feed.ok =
        items.is_some() || text_of(&root, "version").is_some_and(|it| it.contains("jsonfeed"));
    feed.title = text_of(&root, "title").and_then(|it| line(&it));
    feed.link = text_of(&root, "home_page_url").and_then(|it| resolved(&it, base));
    feed.id = text_of(&root, "feed_url").and_then(|it| line(&it));
    feed.language = text_of(&root, "language").and_then(|it| line(&it));
    let items = items.map(Vec::as_slice).unwrap_or_default();
    feed.entries = items
        .iter()
        .filter_map(Value::as_object)
        .take(MAX_ENTRIES)
        .map(|it| entry(it, base))
        .collect();
    if items.len() > MAX_ENTRIES {
        feed.problems
            .push(format!("only the first {MAX_ENTRIES} entries were kept"));
    }
    feed
}

fn entry(item: &Map<String, Value>, base: Option<&Url>) -> Entry {
    let when = |key: &str| {
        text_of(item, key)
            .map(|it| dates::parse(&it))
            .unwrap_or_default()
    };
    let id = text_of(item, "id").and_then(|it| line(&it));
    let url = text_of(item, "url").or_else(|| text_of(item, "external_url"));
    Entry {
        title: text_of(item, "title").and_then(|it| line(&plain(&it))),
        link: url.and_then(|it| resolved(&it, base)),
        id,
        author: author(item),
        published: when("date_published"),
        updated: when("date_modified"),
        summary: ["summary", "content_text", "content_html"]
            .iter()
            .find_map(|key| text_of(item, key))
            .and_then(|it| summary(&it)),
    }
}

/// Version 1.1 has a list of authors, version 1 one author.
fn author(item: &Map<String, Value>) -> Option<String> {
    let listed = item
        .get("authors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let names: Vec<String> = listed
        .chain(item.get("author"))
        .filter_map(|it| text_of(it.as_object()?, "name"))
        .filter_map(|name| line(&name))
        .collect();
    let mut names = names;
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

fn text_of(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
