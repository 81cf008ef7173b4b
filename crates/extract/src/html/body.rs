//! The text of the article: trafilatura's, or the page's own word for it.

use trafilatura::{ExtractionFocus, FallbackCandidates, HtmlDateMode, Options};
use url::Url;

use super::page::Page;
use super::safe::{self, SafePage};
use super::shown::{BESIDE, Head, shown};
use super::{seams, text};
use crate::line::ends_sentence;

/// What trafilatura makes of a page.
#[derive(Default)]
pub(super) struct MainPart {
    pub(super) text: String,
    pub(super) author: String,
    /// The day it answers when asked for one, and it always answers.
    pub(super) day: Option<chrono::NaiveDate>,
}

/// What is asked of trafilatura beside the text.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) author: bool,
    pub(super) day: bool,
}

/// Finds the article on a page whose text, without what stands beside an article, is `whole`.
pub(super) fn main_part(
    safe: &SafePage,
    page: &Page,
    url: Option<&Url>,
    wanted: Wanted,
    whole: &str,
) -> MainPart {
    let head = if wanted.author || wanted.day {
        Head::Shown
    } else {
        Head::Answered
    };
    let mut options = Options::default()
        .with_fallback(true)
        .with_focus(focus(page))
        .with_exclude_comments(true)
        .with_prune_selector(BESIDE.join(", "))
        .with_html_date_mode(if wanted.day {
            HtmlDateMode::Extensive
        } else {
            HtmlDateMode::Disabled
        });
    options.original_url = url.cloned();
    let shown = shown(&safe.html, head);
    let first = options
        .clone()
        .with_fallback_candidates(no_second_opinion());
    let found = extracted(&shown, &first);
    // What would win is twice as long, and so is nearly all prose of the page.
    if 3 * found.text.len() >= 2 * prose(whole) {
        found
    } else {
        extracted(&shown, &options)
    }
}

/// Readability is asked for a second opinion on every page, which costs as much as the first one and
/// is followed only where it is twice as long. An empty opinion of our own keeps it from being asked.
fn no_second_opinion() -> FallbackCandidates {
    let mut none = FallbackCandidates::default();
    none.readability_html = Some("<p></p>".to_owned());
    none
}

fn extracted(shown: &str, options: &Options) -> MainPart {
    trafilatura::extract(shown, options)
        .map(|found| MainPart {
            text: text::of_fragment(&found.content_html),
            author: found.metadata.author,
            day: found.metadata.date,
        })
        .unwrap_or_default()
}

/// The shortest paragraph that counts as prose, in bytes.
const PROSE: usize = 80;

/// Returns how much of a text reads as sentences, in bytes.
fn prose(text: &str) -> usize {
    let paragraphs = text.split("\n\n");
    let prose = paragraphs.filter(|it| it.len() >= PROSE && ends_sentence(it));
    prose.map(str::len).sum()
}

/// A page that says it is a news article has one body of text, and everything beside it is noise.
/// Of other pages it is better to keep too much.
fn focus(page: &Page) -> ExtractionFocus {
    if page.data.is_news {
        ExtractionFocus::FavorPrecision
    } else {
        ExtractionFocus::Balanced
    }
}

/// Returns the text of the article, paragraph by paragraph as the page or its JSON-LD has it.
pub(super) fn body(page: &Page, found: &MainPart, whole: &str) -> String {
    let told = page.data.body.as_deref().map(told_body).unwrap_or_default();
    let is_fuller = told.len() > 2 * found.text.len() && told.len() > 500;
    if is_fuller || found.text.is_empty() {
        return told;
    }
    seams::restored(&found.text, &format!("{whole}\n\n{told}"))
}

/// The words of an article in its JSON-LD: HTML in some houses, plain text in others.
fn told_body(body: &str) -> String {
    if body.contains("<p") || body.contains("</") {
        text::of_fragment(&safe::rewrite(body).html)
    } else {
        model::plain_text(body)
    }
}
