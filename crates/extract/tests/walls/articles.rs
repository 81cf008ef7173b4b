//! Articles that have something of a wall about them, and are none.

use super::{Example, linked_data, page, paragraphs};

const TITLE: &str = "Port says it kept its logs";
const FREE: &str = ",\"isAccessibleForFree\":true";
const CLOSED: &str = ",\"isAccessibleForFree\":\"False\"";

/// A whole article, with something before and after it.
fn whole(more: &str, before: &str, after: &str) -> String {
    let body = format!(
        "{before}<nav><a>Home</a><a>Law</a></nav><article><h1>{TITLE}</h1>{}</article>{after}<footer>© Harbour Ledger</footer>",
        paragraphs(12)
    );
    page(
        &format!("{TITLE} | Harbour Ledger"),
        &linked_data(TITLE, more),
        &body,
    )
}

/// A short article of three sentences, with the same.
fn short(more: &str, before: &str, after: &str) -> String {
    let body = format!(
        "{before}<nav><a>Home</a></nav><article><h1>{TITLE}</h1>{}</article>{after}<footer>© Harbour Ledger</footer>",
        paragraphs(4)
    );
    page(
        &format!("{TITLE} | Harbour Ledger"),
        &linked_data(TITLE, more),
        &body,
    )
}

const BANNER: &str = "<div id=onetrust-consent-sdk role=dialog><h2>We value your privacy</h2><p>We and our partners store and/or access information on a device, such as cookies.</p><button>Accept all</button><button>Reject all</button></div>";
const LOGIN_BOX: &str = "<div class=login-box><h3>Log in</h3><form><input type=email><input type=password><button>Log in</button></form></div>";
const NEWSLETTER: &str = "<div class=newsletter><h3>Sign up to our newsletter</h3><p>Enter your email to continue receiving the Harbour Brief.</p><form><input type=email><button>Subscribe</button></form></div>";
const OFFER: &str = "<aside class=offer><h3>Support the Ledger</h3><p>Subscribe to read more stories like this. Already a subscriber? Sign in</p></aside>";

pub(crate) fn examples() -> Vec<Example> {
    let mut examples = dressed();
    examples.extend(about_walls());
    examples
}

/// Whole articles with a banner, a box, an offer or a script beside them.
#[expect(clippy::too_many_lines, reason = "a list of examples")]
fn dressed() -> Vec<Example> {
    vec![
        Example::new("a cookie banner before it", whole("", BANNER, "")),
        Example::new("a cookie banner behind it", whole("", "", BANNER)),
        Example::new(
            "a short article under a cookie banner",
            short("", BANNER, ""),
        ),
        Example::new("a log-in box in the head", whole("", LOGIN_BOX, "")),
        Example::new(
            "a short article with a log-in box",
            short("", LOGIN_BOX, ""),
        ),
        Example::new("a newsletter box", whole("", "", NEWSLETTER)),
        Example::new(
            "a short article with a newsletter box",
            short("", "", NEWSLETTER),
        ),
        Example::new(
            "a free article with the script of a paywall",
            whole(
                FREE,
                "",
                "<script src='https://cdn.tinypass.example/api/tinypass.min.js'></script><div class=tp-modal></div>",
            ),
        ),
        Example::new(
            "a closed house that served the whole text",
            whole(CLOSED, "", OFFER),
        ),
        Example::new(
            "a closed house that served a text of medium length",
            short(CLOSED, "", OFFER).replace("</article>", &format!("{}</article>", paragraphs(6))),
        ),
        Example::new(
            "an offer at the end of a free article",
            whole(FREE, "", OFFER),
        ),
        Example::new("a short free article with an offer", short(FREE, "", OFFER)),
        Example::new(
            "a captcha of the comment form",
            whole(
                "",
                "",
                "<form class=comments><h3>Comments</h3><p>You must be logged in to comment.</p><div class=g-recaptcha></div></form>",
            ),
        ),
        Example::new(
            "a short article with the captcha of a comment form",
            short(
                "",
                "",
                "<form class=comments><h3>Leave a reply</h3><p>Please prove you are not a robot.</p><div class=h-captcha></div></form>",
            ),
        ),
        Example::new(
            "a noscript hint",
            whole(
                "",
                "<noscript>Please enable JavaScript and cookies to continue to all functions of this site.</noscript>",
                "",
            ),
        ),
        Example::new(
            "everything at once",
            whole(
                "",
                &format!("{BANNER}{LOGIN_BOX}"),
                &format!("{OFFER}{NEWSLETTER}"),
            ),
        ),
    ]
}

/// Articles whose own words are those of walls.
fn about_walls() -> Vec<Example> {
    [
        ("about captchas", "Are you a robot? How captchas tell", "Readers are asked to verify you are human by completing a puzzle, and the words “checking your browser” have become as common as the page itself.", 6),
        ("about paywalls", "Subscribe to continue: how papers sell", "The message “subscribe to continue reading” now stands before two thirds of the papers in the study, and “already a subscriber? Sign in” below it.", 6),
        ("about a ruling on consent banners", "Court: “accept all” needs a “reject all”", "The court held that a banner that says “we value your privacy” and offers “accept all” must offer “reject all” beside it, and that consent given otherwise is none.", 6),
        ("about log-ins", "Log in once, be tracked for ever", "The words “you must be logged in to view this page” are all that most visitors see, the complaint says, and the form that follows asks for a telephone number.", 6),
        ("a short report about a robot check", "Access denied: port blocks crawlers", "The port said on Monday that it had begun to ask every visitor to “verify you are human” before the tide tables are shown.", 4),
        ("a short report about cookies", "Regulator fines ferry line over cookies", "The regulator said the ferry line had stored cookies before visitors gave consent, and that its button to accept all was larger than the one to reject all.", 4),
        ("a short report about a security check", "Security check at the harbour gate delayed ships", "A security check at the main gate kept forty lorries waiting on Friday, the harbour master said.", 3),
    ]
    .into_iter()
    .map(|(after, title, sentence, rest)| {
        let body = format!("<nav><a>Home</a></nav><article><h1>{title}</h1><p>{sentence}</p>{}</article>", paragraphs(rest));
        Example::new(after, page(title, &linked_data(title, ""), &body))
    })
    .collect()
}
