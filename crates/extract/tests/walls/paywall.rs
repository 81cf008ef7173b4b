//! Paywall teasers: the beginning of an article, then an offer.

use super::{Example, linked_data, page, paragraphs};

const CLOSED: &str = ",\"isAccessibleForFree\":false,\"hasPart\":{\"@type\":\"WebPageElement\",\"isAccessibleForFree\":false,\"cssSelector\":\".paywalled\"}";
const TITLE: &str = "Port says it kept its logs";

/// Returns a page that shows so many sentences and then an offer.
fn teaser(sentences: usize, closed: bool, offer: &str) -> String {
    let head = linked_data(TITLE, if closed { CLOSED } else { "" });
    let body = format!(
        "<header><nav><a>Home</a><a>Law</a><a>Subscribe</a></nav></header><article><h1>{TITLE}</h1>{}{offer}</article>\
         <footer>© Harbour Ledger</footer>",
        paragraphs(sentences)
    );
    page(&format!("{TITLE} | Harbour Ledger"), &head, &body)
}

pub(crate) fn examples() -> Vec<Example> {
    let mut examples = closed();
    examples.extend(offers());
    examples
}

/// Houses that tell machines that the article is closed.
fn closed() -> Vec<Example> {
    [
        ("closed, two sentences, no offer in the page", 1, ""),
        ("piano, inline template", 2, "<div class='tp-container-inner tp-modal'><h2>Subscribe to continue reading</h2><p>Get unlimited access for 1 a month.</p><p>Already a subscriber? Log in</p></div>"),
        ("piano, empty container filled by a script", 2, "<div id=piano-inline class=piano-container></div><div class=paywalled></div>"),
        ("closed, faded last paragraph", 2, "<p>The court heard that the logs…</p><div class=paywall-fade></div>"),
        ("hard wall with a price list", 3, "<section class=paywall><h2>Keep reading with a subscription</h2><ul><li>Digital, 12 a month</li><li>Print and digital, 30 a month</li></ul><p>Cancel at any time.</p></section>"),
        ("closed, ten sentences, then the offer", 10, "<div class=paywall><h2>Subscribe to continue reading</h2><p>Cancel at any time.</p></div>"),("closed by a data attribute and a login line", 2, "<div class=gateway><p>To read the full story, subscribe or log in.</p></div>"),
        ("closed, German plus article", 2, "<div class=paywall><h2>Weiterlesen mit Hafenblatt+</h2><p>Jetzt 4 Wochen testen.</p></div>"),
    ]
    .into_iter()
    .map(|(after, sentences, offer)| Example::new(after, teaser(sentences, true, offer)))
    .collect()
}

/// Houses that only tell readers.
fn offers() -> Vec<Example> {
    [
        ("metered, limit reached", 1, "<div class=meter><h2>You have reached your limit of free articles this month</h2><p>Subscribe to keep reading.</p></div>"),
        ("metered, in other words", 1, "<div class=gate><h2>You’ve read your last free article</h2><p>Subscribe now for full access.</p></div>"),
        ("newsletter house", 2, "<div class=paywall><h2>This post is for paid subscribers</h2><a>Subscribe</a><p>Already a paid subscriber? Sign in</p></div>"),
        ("newsletter house, preview", 2, "<div class=paywall><h2>Keep reading with a 7-day free trial</h2><p>Subscribe to Harbour Notes to keep reading this post and get 7 days of free access to the full post archives.</p></div>"),
        ("blog host, member story", 1, "<div class=meteredContent><h2>The author made this story available to members only.</h2><p>Upgrade to instantly unlock this story plus other member-only benefits.</p></div>"),
        ("French", 1, "<div class=paywall><p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p></div>"),
        ("Spanish", 1, "<div class=paywall><p>Suscríbete para seguir leyendo</p><p>Lee sin límites</p></div>"),
        ("Italian", 1, "<div class=paywall><p>Questo contenuto è riservato agli abbonati</p></div>"),
        ("trade paper", 1, "<div class=paywall><h3>This content is exclusively available to subscribers</h3><p>Request a demo or sign in.</p></div>"),
        ("legal wire", 1, "<div class=blocked><p>Law Ledger Pro is required to read this article. Already have access? Sign in below.</p><p>Start your free trial to unlock this article.</p></div>"),
    ]
    .into_iter()
    .map(|(after, sentences, offer)| Example::new(after, teaser(sentences, false, offer)))
    .collect()
}
