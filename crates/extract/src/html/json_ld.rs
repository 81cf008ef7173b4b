//! JSON-LD: what a page tells machines about its article.
//!
//! Vocabulary: <https://schema.org/Article>. The JSON of real pages is often broken (line breaks
//! in strings, trailing semicolons, HTML comments); what can be mended cheaply is.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What the JSON-LD of a page says, its best node first.
#[derive(Debug, Default)]
pub(crate) struct LinkedData {
    pub(crate) headline: Option<String>,
    /// Names of persons, or of bodies where no person is named.
    pub(crate) authors: Vec<String>,
    /// Whether the author is an account of a publishing system, which every page there has, and not
    /// somebody whom the page names.
    pub(crate) by_account: bool,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    /// When a film on the page was put there.
    pub(crate) uploaded: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    /// The words of the article, where the page carries them.
    pub(crate) body: Option<String>,
    /// False when the article is behind a paywall.
    pub(crate) free: Option<bool>,
    /// Whether any node is a news article.
    pub(crate) is_news: bool,
}

/// Nodes looked at, over all scripts of a page.
const MAX_NODES: usize = 2_000;

/// How deep the JSON is searched for nodes.
const MAX_DEPTH: usize = 16;

/// Reads the scripts of a page.
pub(crate) fn linked_data(scripts: &[String]) -> LinkedData {
    let roots: Vec<Value> = scripts
        .iter()
        .filter_map(|script| lenient_json(script))
        .collect();
    let mut nodes = Vec::new();
    for root in &roots {
        gather(root, 0, &mut nodes);
    }
    let by_id: BTreeMap<&str, &Map<String, Value>> = nodes
        .iter()
        .filter(|node| node.len() > 1)
        .filter_map(|node| Some((node.get("@id")?.as_str()?, *node)))
        .collect();
    let mut ranked: Vec<_> = nodes
        .iter()
        .filter_map(|node| Some((rank(node)?, *node)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut data = LinkedData::default();
    for (rank, node) in ranked {
        data.is_news |= rank == 0;
        data.take(node, rank, &by_id);
    }
    data
}

impl LinkedData {
    /// Fills what is still open from a node of lower rank.
    fn take(
        &mut self,
        node: &Map<String, Value>,
        rank: u8,
        by_id: &BTreeMap<&str, &Map<String, Value>>,
    ) {
        let text = |key: &str| node.get(key).and_then(first_text);
        if rank < 2 {
            fill(
                &mut self.headline,
                text("headline").or_else(|| text("name")),
            );
            fill(&mut self.body, text("articleBody"));
            fill(
                &mut self.url,
                text("url").or_else(|| node.get("mainEntityOfPage").and_then(first_id)),
            );
        }
        fill(
            &mut self.published,
            text("datePublished").or_else(|| text("dateCreated").filter(|_| rank < 2)),
        );
        fill(&mut self.modified, text("dateModified"));
        fill(&mut self.uploaded, text("uploadDate"));
        fill(&mut self.language, text("inLanguage"));
        let publisher = node
            .get("publisher")
            .map(|it| names(it, by_id, Wanted::Any, 0));
        fill(
            &mut self.publisher,
            publisher.and_then(|names| names.into_iter().next()),
        );
        if self.free.is_none() && rank < 2 {
            self.free = node.get("isAccessibleForFree").and_then(truth);
        }
        if self.authors.is_empty() && rank < 3 {
            self.authors = authors(node, by_id);
            self.by_account = node.get("author").is_some_and(is_account);
        }
    }
}

/// Tells the accounts of the commonest publishing system, which names them so.
fn is_account(author: &Value) -> bool {
    let id = first_id(author).unwrap_or_default();
    author.is_object() && id.contains("#/schema/person/")
}

fn authors(node: &Map<String, Value>, by_id: &BTreeMap<&str, &Map<String, Value>>) -> Vec<String> {
    for key in ["author", "creator"] {
        let Some(value) = node.get(key) else { continue };
        let persons = names(value, by_id, Wanted::Persons, 0);
        if !persons.is_empty() {
            return persons;
        }
        let any = names(value, by_id, Wanted::Any, 0);
        if !any.is_empty() {
            return any;
        }
    }
    Vec::new()
}

fn fill(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value.filter(|text| !text.trim().is_empty());
    }
}

fn gather<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Map<String, Value>>) {
    if depth > MAX_DEPTH || nodes.len() >= MAX_NODES {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, depth + 1, nodes)),
        Value::Object(node) => {
            nodes.push(node);
            node.iter()
                .filter(|(key, _)| !LISTS_OF_OTHERS.contains(&key.as_str()))
                .for_each(|(_, item)| gather(item, depth + 1, nodes));
        }
        _ => {}
    }
}

/// Properties that lead to other articles.
const LISTS_OF_OTHERS: [&str; 7] = [
    "itemListElement",
    "hasPart",
    "isPartOf",
    "comment",
    "review",
    "mentions",
    "citation",
];

/// Ranks a node: 0 a news article, 1 another article, 2 a page, 3 anything with a publisher.
fn rank(node: &Map<String, Value>) -> Option<u8> {
    let types = node.get("@type").map(texts).unwrap_or_default();
    let is = |wanted: &dyn Fn(&str) -> bool| types.iter().any(|it| wanted(it));
    if is(&|it| it.ends_with("NewsArticle") || it.ends_with("LiveBlogPosting")) {
        return Some(0);
    }
    if is(&|it| {
        it.ends_with("Article")
            || it.ends_with("BlogPosting")
            || it.ends_with("SocialMediaPosting")
            || it.ends_with("/Report")
            || it == "Report"
            || it == "Review"
    }) {
        return Some(1);
    }
    if is(&|it| {
        it.ends_with("WebPage")
            || it.ends_with("ItemPage")
            || it.ends_with("VideoObject")
            || it.ends_with("CreativeWork")
    }) {
        return Some(2);
    }
    node.contains_key("publisher").then_some(3)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Persons,
    Any,
}

/// Returns the names of persons or bodies, following references within the page.
fn names(
    value: &Value,
    by_id: &BTreeMap<&str, &Map<String, Value>>,
    wanted: Wanted,
    depth: usize,
) -> Vec<String> {
    if depth > 3 {
        return Vec::new();
    }
    match value {
        Value::String(name) => vec![unescaped(name)],
        Value::Array(items) => items
            .iter()
            .flat_map(|it| names(it, by_id, wanted, depth + 1))
            .collect(),
        Value::Object(node) => {
            let types = node.get("@type").map(texts).unwrap_or_default();
            if wanted == Wanted::Persons
                && types.iter().any(|it| {
                    it.ends_with("Organization")
                        || it == "NewsMediaOrganization"
                        || it == "Corporation"
                })
            {
                return Vec::new();
            }
            if let Some(name) = node.get("name") {
                return texts(name).into_iter().map(|it| unescaped(&it)).collect();
            }
            let target = node
                .get("@id")
                .and_then(Value::as_str)
                .and_then(|id| by_id.get(id));
            if let Some(target) = target
                && target.contains_key("name")
            {
                return names(&Value::Object((*target).clone()), by_id, wanted, depth + 1);
            }
            let whole: Vec<String> = ["givenName", "familyName"]
                .iter()
                .filter_map(|key| node.get(*key).and_then(first_text))
                .collect();
            if whole.is_empty() {
                Vec::new()
            } else {
                vec![whole.join(" ")]
            }
        }
        _ => Vec::new(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(unescaped(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(node) => node
            .get("@value")
            .or_else(|| node.get("name"))
            .or_else(|| node.get("alternateName"))
            .and_then(first_text),
        _ => None,
    }
}

fn first_id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(node) => node.get("@id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match text.trim().to_ascii_lowercase().rsplit('/').next()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Parses JSON, mending what editors' templates break most often.
fn lenient_json(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let script = script
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .replace("/*<![CDATA[*/", "")
        .replace("/*]]>*/", "")
        .replace("//<![CDATA[", "")
        .replace("//]]>", "");
    let script = script.trim().trim_end_matches(';');
    let mended: String = script
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    serde_json::from_str(&mended)
        .or_else(|_| serde_json::from_str(&without_trailing_commas(&mended)))
        .or_else(|_| serde_json::from_str(&unescaped(&mended)))
        .ok()
        .or_else(|| first_value(&mended))
}

/// Reads the first JSON value of a script in which something follows it.
fn first_value(script: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(script)
        .into_iter::<Value>()
        .next()?
        .ok()
}

fn without_trailing_commas(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut chars = json.chars().peekable();
    let (mut quoted, mut escaped) = (false, false);
    while let Some(c) = chars.next() {
        if c == ',' && !quoted {
            while chars.peek().is_some_and(|it| it.is_whitespace()) {
                chars.next();
            }
            if chars.peek().is_some_and(|it| matches!(it, '}' | ']')) {
                continue;
            }
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Undoes the HTML escapes that some templates put into JSON.
fn unescaped(text: &str) -> String {
    if text.contains('&') {
        crate::xml::unescape(text).into_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> LinkedData {
        linked_data(&[script.to_owned()])
    }

    #[test]
    fn authors_are_found_inline_by_reference_and_in_lists() {
        let check = |script: &str, expected: &[&str]| {
            assert_eq!(read(script).authors, expected, "{script}");
        };
        check(
            r#"{"@type":"NewsArticle","author":"Ada Quill"}"#,
            &["Ada Quill"],
        );
        check(
            r#"{"@type":"Article","author":[{"@type":"Person","name":"Ada Quill"},{"name":"Bo Reed"}]}"#,
            &["Ada Quill", "Bo Reed"],
        );
        check(
            r##"{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ada Quill"}]}"##,
            &["Ada Quill"],
        );
        check(
            r#"{"@type":"Article","author":[{"@type":"Organization","name":"Harbour Ledger"},{"@type":"Person","name":"Bo Reed"}]}"#,
            &["Bo Reed"],
        );
        check(r#"{"@type":"WebSite","author":"No One"}"#, &[]);
    }

    #[test]
    fn an_account_of_a_publishing_system_is_told_from_a_name() {
        let data = read(
            r#"{"@graph":[{"@type":"Article","author":{"@id":"https://ledger.example/#/schema/person/1f"}},
                {"@type":"Person","@id":"https://ledger.example/#/schema/person/1f","name":"Ledger"}]}"#,
        );
        assert_eq!(data.authors, ["Ledger"]);
        assert!(data.by_account);
        let data = read(r#"{"@type":"NewsArticle","author":{"name":"Ada Quill"}}"#);
        assert!(!data.by_account);
    }

    #[test]
    fn broken_json_is_mended() {
        let check =
            |script: &str| assert_eq!(read(script).headline.as_deref(), Some("A & B"), "{script}");
        check("{\"@type\":\"NewsArticle\",\"headline\":\"A &amp; B\"};");
        check("{\"@type\":\"NewsArticle\",\"headline\":\"A & B\",}");
        check("<!-- {\"@type\":\"NewsArticle\",\"headline\":\"A & B\",\"x\":\"1\n2\"} -->");
        check("{\"@type\":\"NewsArticle\",\"headline\":\"A & B\"}{\"more\":1}");
    }

    #[test]
    fn an_article_goes_before_a_page_and_a_list_of_others_is_ignored() {
        let data = read(
            r#"[{"@type":"WebPage","datePublished":"2020-01-01","name":"Page"},
                {"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]},
                {"@type":"NewsArticle","headline":"This","datePublished":"2024-09-03","isAccessibleForFree":"False"}]"#,
        );
        assert_eq!(data.headline.as_deref(), Some("This"));
        assert_eq!(data.published.as_deref(), Some("2024-09-03"));
        assert_eq!(data.free, Some(false));
    }
}
