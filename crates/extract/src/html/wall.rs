//! Pages that stand in front of an article: sign in, consent, teaser, robot check.
//!
//! Each is known by two things at once: little text, and words or elements that such pages have.
//! A long article that speaks of captchas or subscriptions is no wall.

use model::Wall;

use super::page::Page;
use super::safe::SafePage;

/// What the recognition looks at.
pub(super) struct Evidence<'a> {
    pub(super) page: &'a Page,
    pub(super) safe: &'a SafePage,
    /// The text that was taken for the article.
    pub(super) text: &'a str,
    /// All words of the page, in lower case, cut after [`SEEN`] bytes.
    pub(super) visible: &'a str,
}

/// How much of the visible text is looked at, in bytes.
pub(super) const SEEN: usize = 20_000;

/// A robot check has hardly any words at all, in characters.
const ROBOT_CHECK: usize = 1_500;

/// A teaser is shorter than this, in characters.
const TEASER: usize = 1_200;

/// A sign-in or consent page leaves less than this for an article, in characters.
const SHORT: usize = 600;

/// A page with less than this has no article at all, in characters.
const BARE: usize = 300;

/// Recognises a wall.
pub(super) fn wall(evidence: &Evidence<'_>) -> Option<Wall> {
    let length = evidence.text.chars().count();
    if length < ROBOT_CHECK && evidence.is_robot_check() {
        return Some(Wall::RobotCheck);
    }
    if length < TEASER && evidence.is_teaser(length) {
        return Some(Wall::Paywall);
    }
    if length < 2 * SHORT && evidence.is_consent(length) {
        return Some(Wall::Consent);
    }
    if length < SHORT && evidence.is_login(length) {
        return Some(Wall::Login);
    }
    None
}

impl Evidence<'_> {
    fn is_robot_check(&self) -> bool {
        let title = self.title();
        let titled = ROBOT_TITLES.iter().any(|it| title.starts_with(it));
        let said = any(self.visible, &ROBOT_WORDS)
            || any(&self.safe.noscript.to_lowercase(), &ROBOT_WORDS);
        let built = any(&self.safe.html, &ROBOT_ELEMENTS);
        let bare = self.visible.chars().count() < 2 * ROBOT_CHECK;
        bare && (titled || said || (built && self.visible.chars().count() < SHORT))
    }

    /// Some houses call every article closed, and every page has a word for subscribers somewhere:
    /// one sign alone counts only where there is hardly a text, or where it stands in the text.
    fn is_teaser(&self, length: usize) -> bool {
        let locked = self.page.meta(&["article:content_tier"]);
        let closed =
            self.page.data.free == Some(false) || locked.is_some_and(|(_, it)| it == "locked");
        let said = any(self.visible, &TEASER_WORDS);
        let cut = self.text.ends_with('…') || self.text.ends_with("...");
        any(&self.text.to_lowercase(), &TEASER_WORDS)
            || (closed && (said || cut || length < BARE))
            || (said && length < SHORT)
    }

    fn is_consent(&self, length: usize) -> bool {
        let count = |text: &str| {
            CONSENT_WORDS
                .iter()
                .filter(|it| text.contains(**it))
                .count()
        };
        let text = self.text.to_lowercase();
        count(&text) >= 2 || (length < 200 && count(self.visible) >= 2)
    }

    fn is_login(&self, length: usize) -> bool {
        let asks = self.safe.html.contains("type=\"password\"");
        let title = self.title();
        let heading = self
            .page
            .headings
            .first()
            .map(|it| it.to_lowercase())
            .unwrap_or_default();
        let titled = LOGIN_TITLES
            .iter()
            .any(|it| title.starts_with(it) || heading.starts_with(it));
        let said = if length < BARE {
            self.visible
        } else {
            &self.text.to_lowercase()
        };
        (asks && titled) || any(said, &LOGIN_WORDS)
    }

    fn title(&self) -> String {
        self.page
            .title
            .as_deref()
            .unwrap_or_default()
            .to_lowercase()
    }
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|it| text.contains(it))
}

const ROBOT_TITLES: [&str; 9] = [
    "just a moment",
    "attention required",
    "are you a robot",
    "access denied",
    "pardon our interruption",
    "security check",
    "robot check",
    "human verification",
    "ddos-guard",
];

const ROBOT_WORDS: [&str; 18] = [
    "verify you are human",
    "verify you are a human",
    "verify that you are human",
    "confirm you are human",
    "prove you are human",
    "prove that you are not a robot",
    "you are not a robot",
    "you're not a robot",
    "are not a bot",
    "checking your browser",
    "checking if the site connection is secure",
    "enable javascript and cookies to continue",
    "unusual traffic from your",
    "unusual activity from your",
    "complete the captcha",
    "solve the captcha",
    "needs to review the security of your connection",
    "please enable js and disable any ad blocker",
];

const ROBOT_ELEMENTS: [&str; 8] = [
    "cf-challenge",
    "cf-chl",
    "px-captcha",
    "id=\"captcha",
    "g-recaptcha",
    "h-captcha",
    "cf-turnstile",
    "datadome",
];

const TEASER_WORDS: [&str; 31] = [
    "subscribe to continue",
    "subscribe to read",
    "subscribe to keep reading",
    "to continue reading",
    "to keep reading",
    "to read the full",
    "to read this article",
    "for subscribers only",
    "subscriber-only",
    "subscriber exclusive",
    "exclusive to subscribers",
    "exclusively for subscribers",
    "exclusively available to subscribers",
    "this article is for subscribers",
    "this content is for subscribers",
    "reserved for subscribers",
    "already a subscriber? sign in",
    "unlock this article",
    "you have reached your limit of",
    "you've reached your limit of",
    "you have read your last free",
    "purchase a subscription",
    "réservé aux abonnés",
    "article réservé",
    "pour lire la suite",
    "jetzt weiterlesen",
    "weiterlesen mit",
    "diesen artikel weiterlesen",
    "para seguir leyendo",
    "solo para suscriptores",
    "riservato agli abbonati",
];

const CONSENT_WORDS: [&str; 15] = [
    "we value your privacy",
    "your privacy matters",
    "we and our partners",
    "store and/or access information on a device",
    "before you continue",
    "accept all",
    "reject all",
    "manage preferences",
    "manage your choices",
    "cookie policy",
    "use cookies",
    "your consent",
    "alle akzeptieren",
    "tout accepter",
    "aceptar todo",
];

const LOGIN_TITLES: [&str; 11] = [
    "log in",
    "login",
    "sign in",
    "signin",
    "sign up",
    "anmelden",
    "einloggen",
    "connexion",
    "se connecter",
    "iniciar sesión",
    "accedi",
];

/// Comment boxes ask for a sign-in too, so the purpose is part of the words.
const LOGIN_WORDS: [&str; 14] = [
    "you must be logged in to view",
    "you must be logged in to read",
    "you must be logged in to see",
    "you must be logged in to access",
    "you must be logged in to continue",
    "please log in to continue",
    "please sign in to continue",
    "log in to continue",
    "sign in to continue",
    "you need to log in to view",
    "you need to sign in to view",
    "log in or create an account to continue",
    "sign in or create an account to continue",
    "login required",
];
