//! Consent pages: nothing is shown before the reader has answered about cookies.

use super::{Example, page};

#[expect(clippy::too_many_lines, reason = "a list of examples")]
pub(crate) fn examples() -> Vec<Example> {
    let mut examples = vec![
        Example::new(
            "OneTrust, full page",
            page(
                "Harbour Ledger",
                "",
                "<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk role=dialog><h2>We value your privacy</h2>\
                 <p>We and our 843 partners store and/or access information on a device, such as cookies, and process personal data. Click below to consent to the above or make granular choices.</p>\
                 <a>Cookie Policy</a><button>Accept All</button><button>Reject All</button><button>Manage Preferences</button></div></div>",
            ),
        ),
        Example::new(
            "Sourcepoint, message frame",
            page(
                "Privacy message",
                "",
                "<div id=sp_message_container_1><h1>Your privacy matters to the Harbour Ledger</h1><p>With your consent, we and our partners use cookies and similar technologies to store, access and process personal data like your visit on this website.</p>\
                 <p>You can withdraw your consent or object to data processing based on legitimate interest at any time.</p><button>Accept</button><button>Options</button></div>",
            ),
        ),
        Example::new(
            "Sourcepoint, pay or consent",
            page(
                "Zustimmung",
                "",
                "<h1>Weiter mit Werbung lesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Ihre Zustimmung ist jederzeit widerrufbar.</p><button>Akzeptieren und weiter</button>\
                 <h2>oder ohne Werbung und Tracking im Abo</h2><p>Wir und unsere Partner verwenden Cookies und verarbeiten personenbezogene Daten.</p><a>Alle akzeptieren</a>",
            ),
        ),
        Example::new(
            "Didomi, French",
            page(
                "Le Phare",
                "",
                "<div id=didomi-host><h1>Le respect de votre vie privée est notre priorité</h1><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et accéder à des données personnelles comme votre visite sur ce site.</p>\
                 <button>Continuer sans accepter</button><button>Tout accepter</button><button>Paramétrer</button></div>",
            ),
        ),
        Example::new(
            "Yahoo, guce",
            page(
                "Yahoo is part of a family of brands"
                    .replace("Yahoo", "Skerry")
                    .as_str(),
                "",
                "<form class=consent-form method=post><h1>Skerry is part of the Harrow family of brands</h1><p>When you use our sites and apps, we use cookies to provide them, authenticate users, apply security measures, and measure your use.</p>\
                 <p>If you click ‘Accept all’, we and our partners, including 240 who are part of the IAB Transparency &amp; Consent Framework, will also store and/or access information on a device.</p>\
                 <button name=agree value=agree>Accept all</button><button name=reject value=reject>Reject all</button><a>Manage privacy settings</a></form>",
            ),
        ),
        Example::new(
            "Google, before you continue",
            page(
                "Before you continue",
                "",
                "<h1>Before you continue to Skerry Search</h1><p>We use cookies and data to deliver and maintain our services, track outages and protect against spam, fraud and abuse.</p>\
                 <p>If you choose to “Accept all”, we will also use cookies and data to develop and improve new services and deliver and measure the effectiveness of ads.</p>\
                 <form action='https://consent.skerry.example/save'><button>Reject all</button><button>Accept all</button></form>",
            ),
        ),
        Example::new(
            "Quantcast Choice",
            page(
                "harbourledger.example",
                "",
                "<div class=qc-cmp2-container><div id=qc-cmp2-ui role=dialog><h2>We value your privacy</h2><p>We and our partners store and/or access information on a device. With your permission we and our partners may use precise geolocation data and identification through device scanning.</p>\
                 <button>MORE OPTIONS</button><button>AGREE</button></div></div>",
            ),
        ),
        Example::new(
            "age and cookies of a broadcaster",
            page(
                "Cookie consent",
                "",
                "<main><h1>Let us know you agree to cookies</h1><p>We use cookies to give you the best online experience. Please let us know if you agree to all of these cookies.</p>\
                 <button>Yes, I agree</button><a>No, take me to settings</a></main>",
            ),
        ),
        Example::new(
            "GDPR block of a local paper",
            page(
                "Your privacy choices",
                "",
                "<h1>Your privacy choices</h1><p>To read this website you must give your consent to the use of cookies by us and by our advertising partners. Without your consent we cannot show you our pages.</p><button>I consent</button><button>Leave</button>",
            ),
        ),
    ];
    examples.extend(words_of_the_framework());
    examples
}

/// The same sentences of the IAB framework, as consent managers say them in several languages.
fn words_of_the_framework() -> Vec<Example> {
    [
        ("TCF in Italian", "it", "La tua privacy è importante per noi", "Noi e i nostri partner archiviamo e/o accediamo alle informazioni su un dispositivo, come i cookie, e trattiamo dati personali.", "Accetta tutto", "Rifiuta tutto"),
        ("TCF in Spanish", "es", "Valoramos tu privacidad", "Nosotros y nuestros socios almacenamos o accedemos a información en un dispositivo, como cookies, y procesamos datos personales.", "Aceptar todo", "Rechazar todo"),
        ("TCF in Dutch", "nl", "Wij respecteren uw privacy", "Wij en onze partners slaan informatie op een apparaat op, zoals cookies, en verwerken persoonsgegevens.", "Alles accepteren", "Alles weigeren"),
    ]
    .into_iter()
    .map(|(after, lang, heading, text, yes, no)| {
        let body = format!("<div class=fc-consent-root role=dialog><h2>{heading}</h2><p>{text}</p><button>{yes}</button><button>{no}</button></div>");
        Example::new(after, page("harbourledger.example", "", &body).replace("lang=\"en\"", &format!("lang=\"{lang}\"")))
    })
    .collect()
}
