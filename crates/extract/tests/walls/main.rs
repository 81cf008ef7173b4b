//! Pages that stand in front of an article, written by us after patterns met in the wild, and
//! articles that only look like them.

mod articles;
mod consent;
mod login;
mod paywall;
mod robot;

use counterclaim_extract::{Hints, article};
use model::Wall;

/// One page with what it was written after.
pub(crate) struct Example {
    pub(crate) after: &'static str,
    pub(crate) html: String,
}

impl Example {
    pub(crate) fn new(after: &'static str, html: impl Into<String>) -> Self {
        Self {
            after,
            html: html.into(),
        }
    }
}

/// Returns a page of the Harbour Ledger.
pub(crate) fn page(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>{head}</head>\
         <body>{body}</body></html>"
    )
}

/// The JSON-LD of a news article.
pub(crate) fn linked_data(title: &str, more: &str) -> String {
    format!(
        "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"{title}\",\"datePublished\":\"2031-02-14T09:40:00Z\"{more}}}</script>"
    )
}

/// Sentences of a report, so many of them.
pub(crate) fn paragraphs(count: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "The harbour authority of Port Wexley told the court on Tuesday that it had never shared its logs with Northwind Models, and that it would say so under oath.",
        "A spokeswoman for Northwind Models called the filing “a misreading of an ordinary contract” and declined to comment further while the case is pending.",
        "Judge Ilse Marrow gave both sides three weeks to hand in their records, which will be sealed until the hearing in the spring.",
        "The logs list every ship that has entered the port since 1998, with its cargo, its draught and the pilot who brought it in.",
        "Two former engineers of the company, who asked not to be named, said that the logs had been part of a larger set of documents bought from a broker.",
        "The broker, Halden Data of Skerry Bay, has not answered letters that this paper sent to it in January and again in the first week of February.",
        "Port Wexley says that it first learned of the matter when its own words turned up in the answers of a product that the company sells to insurers.",
        "Neither side would say whether there have been talks about a settlement, and no date for the trial itself has been set.",
    ];
    SENTENCES
        .iter()
        .cycle()
        .take(count)
        .flat_map(|it| ["<p>", it, "</p>\n"])
        .collect()
}

fn wall_of(html: &str) -> (Option<Wall>, String) {
    let hints = Hints {
        media_type: Some("text/html; charset=utf-8".to_owned()),
        url: "https://www.harbourledger.example/2031/02/14/port-logs"
            .parse()
            .ok(),
    };
    let found = article(html.as_bytes(), &hints);
    (found.wall, found.text)
}

/// Expects every example to be taken for this, and at least seven of them.
fn check(examples: &[Example], expected: Option<Wall>) {
    assert!(examples.len() >= 7, "{}", examples.len());
    let wrong: Vec<String> = examples
        .iter()
        .filter_map(|it| {
            let (wall, text) = wall_of(&it.html);
            (wall != expected).then(|| format!("{}: {wall:?}\n{text}", it.after))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        examples.len(),
        wrong.join("\n---\n")
    );
}

#[test]
fn robot_checks_are_recognised() {
    check(&robot::examples(), Some(Wall::RobotCheck));
}

#[test]
fn consent_pages_are_recognised() {
    check(&consent::examples(), Some(Wall::Consent));
}

#[test]
fn paywall_teasers_are_recognised() {
    check(&paywall::examples(), Some(Wall::Paywall));
}

#[test]
fn login_pages_are_recognised() {
    check(&login::examples(), Some(Wall::Login));
}

#[test]
fn articles_are_no_walls() {
    let examples = articles::examples();
    assert!(examples.len() >= 15);
    check(&examples, None);
}
