//! Articles: what an extractor makes of one page, each field with how it was found.

use url::Url;

use crate::date::When;
use crate::reading::Confidence;
use crate::word::words;

/// A value with the method that found it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The method, in a few words ("json-ld", "og:title", "visible byline"); empty when nothing
    /// was found.
    pub method: String,
    /// How far the method can be trusted.
    pub confidence: Confidence,
}

words! {
    /// A page that stands in front of the article.
    pub enum Wall as "wall" {
        /// Asks to sign in.
        Login = "login",
        /// Asks for consent to cookies and shows nothing else.
        Consent = "consent",
        /// Shows a teaser and asks for money.
        Paywall = "paywall",
        /// Asks to prove that the reader is no robot.
        RobotCheck = "robot_check",
    }
}

/// The article on a page, in a mail or in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// The headline.
    pub title: Found<Option<String>>,
    /// The authors, one name each.
    pub authors: Found<Vec<String>>,
    /// When it appeared.
    pub published: Found<When>,
    /// When it was last changed.
    pub modified: Found<When>,
    /// The language, as a BCP 47 code.
    pub lang: Found<Option<String>>,
    /// The name of the outlet.
    pub outlet: Found<Option<String>>,
    /// The address under which the page wants to be known.
    pub canonical_url: Found<Option<Url>>,
    /// The text, in the form of [`plain_text`](crate::plain_text); pages of a PDF are divided by
    /// form feeds.
    pub text: String,
    /// The wall that stands in front, if one does; the text is then no article.
    pub wall: Option<Wall>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}
