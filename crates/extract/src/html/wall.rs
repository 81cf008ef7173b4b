//! Pages that stand in front of an article: sign in, consent, teaser, robot check.
//!
//! Each is known by two things at once: little prose, and words or elements that such pages have.
//! Prose is what reads as sentences of a report: a paragraph with the words of a wall is none, and
//! words between quotation marks are the report's subject. A page that calls itself a news article
//! and has some prose is neither a robot check nor a consent page, whatever stands beside it.

mod words;

use model::Wall;

use super::page::Page;
use super::safe::SafePage;
use crate::line::ends_sentence;
use words::{
    CONSENT_ELEMENTS, CONSENT_WORDS, FREE_WORDS, LOGIN_TITLES, LOGIN_WORDS, MONEY_WORDS,
    ROBOT_ELEMENTS, ROBOT_SOURCES, ROBOT_TITLES, ROBOT_WORDS, TEASER_ELEMENTS, TEASER_WORDS,
};

/// What the recognition looks at.
pub(super) struct Evidence<'a> {
    pub(super) page: &'a Page,
    pub(super) safe: &'a SafePage,
    /// The page as it came.
    pub(super) source: &'a str,
    /// The text that was taken for the article.
    pub(super) text: &'a str,
    /// All words of the page, in lower case, cut after [`SEEN`] bytes.
    pub(super) visible: &'a str,
}

/// How much of the visible text is looked at, in bytes.
pub(super) const SEEN: usize = 20_000;

/// How much of a page as it came is looked at, in bytes: that of a robot check is short.
const SOURCE: usize = 100_000;

/// A robot check has hardly any words at all, in characters.
const ROBOT_CHECK: usize = 1_500;

/// A teaser is shorter than this, in characters.
const TEASER: usize = 1_200;

/// A longer teaser ends in an offer, and its house tells machines that it is closed.
const LONG_TEASER: usize = 2_500;

/// How many of the last paragraphs may be the offer.
const OFFER: usize = 4;

/// A sign-in or consent page leaves less than this for an article, in characters.
const SHORT: usize = 600;

/// A page with less than this has no article at all, in characters.
const BARE: usize = 300;

/// A page that calls itself an article and has this much prose is one, in characters.
const REPORT: usize = 200;

/// A paragraph shorter than this is a heading or a label, in characters.
const LABEL: usize = 60;

/// Recognises a wall.
pub(super) fn wall(evidence: &Evidence<'_>) -> Option<Wall> {
    let words = Words::of(evidence);
    if words.length < ROBOT_CHECK && words.is_robot_check() {
        return Some(Wall::RobotCheck);
    }
    if (words.length < TEASER && words.is_teaser()) || words.ends_in_an_offer() {
        return Some(if words.is_free_of_charge() {
            Wall::Login
        } else {
            Wall::Paywall
        });
    }
    if words.length < 2 * SHORT && words.is_consent() {
        return Some(Wall::Consent);
    }
    if words.length < SHORT && words.is_login() {
        return Some(Wall::Login);
    }
    None
}

/// The evidence with the words of the article told apart.
struct Words<'a> {
    evidence: &'a Evidence<'a>,
    /// Characters of the article.
    length: usize,
    /// Characters of its prose.
    prose: usize,
    /// What is not prose and not quoted in it, in lower case.
    notices: String,
    /// Whether the page tells machines that it is a news article, or when it appeared.
    is_report: bool,
}

impl<'a> Words<'a> {
    fn of(evidence: &'a Evidence<'a>) -> Self {
        let length = evidence.text.chars().count();
        let page = evidence.page;
        let is_report = page.data.is_news || page.meta(&["article:published_time"]).is_some();
        let mut prose = 0;
        let mut notices = String::new();
        // What is longer than any wall is not looked at further.
        let looked_at = if length < LONG_TEASER {
            evidence.text
        } else {
            ""
        };
        // The headline of a report says what the report is about.
        let is_headline = |it: &&str| is_report && page.headings.iter().any(|title| title == *it);
        for paragraph in looked_at.split("\n\n").filter(|it| !is_headline(it)) {
            let count = paragraph.chars().count();
            let spoken = unquoted(paragraph).to_lowercase().replace('’', "'");
            if count >= LABEL && ends_sentence(paragraph) && !is_notice(&spoken) {
                prose += count;
            } else {
                notices.push_str(&spoken);
                notices.push('\n');
            }
        }
        Self {
            evidence,
            length,
            prose,
            notices,
            is_report,
        }
    }

    /// Tells whether there is so much prose that nothing stands in front of it.
    fn has_report(&self, enough: usize) -> bool {
        self.prose >= if self.is_report { REPORT } else { enough }
    }

    fn is_robot_check(&self) -> bool {
        let Evidence { safe, visible, .. } = self.evidence;
        let seen = visible.chars().count();
        if seen >= 2 * ROBOT_CHECK || self.has_report(SHORT) {
            return false;
        }
        let title = self.title();
        let noscript = safe.noscript.to_lowercase().replace('’', "'");
        ROBOT_TITLES.iter().any(|it| title.starts_with(it))
            || any(visible, ROBOT_WORDS)
            || any(&noscript, ROBOT_WORDS)
            || (seen < SHORT && (any(&safe.html, ROBOT_ELEMENTS) || self.loads_a_robot_check()))
    }

    /// Tells whether the scripts of a page are those of a robot check, where it has no words.
    fn loads_a_robot_check(&self) -> bool {
        let source = self.evidence.source;
        let beginning = &source[..source.floor_char_boundary(SOURCE)];
        self.length < BARE && any(&beginning.to_ascii_lowercase(), ROBOT_SOURCES)
    }

    /// Some houses call every article closed, and every page has a word for subscribers somewhere:
    /// one sign alone counts only where there is hardly a text, or where it stands in the text.
    fn is_teaser(&self) -> bool {
        let Evidence {
            page,
            safe,
            visible,
            text,
            ..
        } = self.evidence;
        if any(&self.notices, TEASER_WORDS) {
            return true;
        }
        let closed = self.is_closed();
        let said = any(visible, TEASER_WORDS);
        if closed {
            let cut = text.ends_with('…') || text.ends_with("...");
            let built = any(&safe.html.to_lowercase(), TEASER_ELEMENTS);
            return said || cut || self.length < BARE || (built && self.prose < SHORT);
        }
        said && page.data.free != Some(true) && self.length < SHORT && self.prose < BARE
    }

    /// Tells whether the page tells machines that not everybody may read it.
    fn is_closed(&self) -> bool {
        let page = self.evidence.page;
        let locked = page.meta(&["article:content_tier"]);
        page.data.free == Some(false) || locked.is_some_and(|(_, it)| it == "locked")
    }

    /// Tells a teaser of several paragraphs by what stands at its end.
    fn ends_in_an_offer(&self) -> bool {
        let is_offer = |it: &str| any(&unquoted(it).to_lowercase().replace('’', "'"), TEASER_WORDS);
        let mut last = self.evidence.text.rsplit("\n\n").take(OFFER);
        self.length < LONG_TEASER && self.is_closed() && last.any(is_offer)
    }

    /// Tells whether what a teaser asks for is a name, and not money.
    fn is_free_of_charge(&self) -> bool {
        any(&self.notices, FREE_WORDS) && !any(&self.notices, MONEY_WORDS)
    }

    fn is_consent(&self) -> bool {
        if self.has_report(BARE) {
            return false;
        }
        let Evidence { safe, visible, .. } = self.evidence;
        let count = |text: &str| {
            CONSENT_WORDS
                .iter()
                .filter(|it| text.contains(**it))
                .count()
        };
        let asked = usize::from(any(&safe.html.to_lowercase(), CONSENT_ELEMENTS));
        let is_all = visible.chars().count() < 2 * ROBOT_CHECK;
        count(&self.notices) >= 2 || (is_all && count(visible) + asked >= 2 && count(visible) > 0)
    }

    fn is_login(&self) -> bool {
        if self.has_report(BARE) {
            return false;
        }
        let Evidence {
            page,
            safe,
            visible,
            ..
        } = self.evidence;
        let is_titled = |it: &str| {
            let it = it.trim().to_lowercase();
            LOGIN_TITLES.iter().any(|title| it.starts_with(title))
        };
        let title = self.title();
        let by_title = title.split(['|', '–', '—', '‹', '-', ':']).any(is_titled);
        let by_heading = page.headings.iter().take(2).any(|it| is_titled(it));
        let asks = safe.html.contains("type=\"password\"");
        let asks_for_address = safe.html.contains("type=\"email\"");
        let said = if self.length < BARE {
            visible
        } else {
            self.notices.as_str()
        };
        (asks && (by_title || by_heading))
            || (asks_for_address && by_title && by_heading)
            || any(said, LOGIN_WORDS)
    }

    fn title(&self) -> String {
        let title = self.evidence.page.title.as_deref().unwrap_or_default();
        title.trim().to_lowercase().replace('’', "'")
    }
}

/// Tells whether a paragraph has the words of a wall.
fn is_notice(paragraph: &str) -> bool {
    [ROBOT_WORDS, TEASER_WORDS, LOGIN_WORDS]
        .iter()
        .any(|words| any(paragraph, words))
        || CONSENT_WORDS.iter().any(|it| paragraph.contains(*it))
}

/// Returns a paragraph without what stands between quotation marks.
fn unquoted(paragraph: &str) -> String {
    let mut depth = 0_u32;
    let mut is_inside = false;
    let mut rest = String::with_capacity(paragraph.len());
    for character in paragraph.chars() {
        match character {
            '“' | '«' | '„' => depth += 1,
            '”' | '»' => depth = depth.saturating_sub(1),
            '"' => is_inside = !is_inside,
            _ if depth == 0 && !is_inside => rest.push(character),
            _ => {}
        }
    }
    // A mark that is never closed quotes nothing.
    if depth > 0 || is_inside {
        return paragraph.to_owned();
    }
    rest
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}
