//! Robot checks: a challenge, a captcha, a block.

use super::{Example, page};

pub(crate) fn examples() -> Vec<Example> {
    [challenges(), captchas(), blocks()]
        .into_iter()
        .flatten()
        .collect()
}

#[expect(clippy::too_many_lines, reason = "a list of examples")]
fn challenges() -> Vec<Example> {
    vec![
        Example::new(
            "Cloudflare, managed challenge",
            page(
                "Just a moment...",
                "<meta name=robots content=noindex>",
                "<div class=main-wrapper role=main><div class=main-content><noscript><div class=h2>Enable JavaScript and cookies to continue</div></noscript></div></div>\
                 <script>window._cf_chl_opt={cvId:'3'};</script><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>",
            ),
        ),
        Example::new(
            "Cloudflare in French",
            page(
                "Un instant…",
                "",
                "<h1>www.harbourledger.example</h1><p>Vérification de la sécurité de votre connexion avant de continuer.</p>\
                 <script>window._cf_chl_opt={cvId:'3'};</script><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>",
            ),
        ),
        Example::new(
            "Cloudflare, older browser check",
            page(
                "Please Wait... | Cloudflare",
                "",
                "<h1>Checking your browser before accessing harbourledger.example.</h1>\
                 <p>This process is automatic. Your browser will redirect to your requested content shortly.</p><p>Ray ID: 7a1c</p>",
            ),
        ),
        Example::new(
            "Akamai, behavioural challenge",
            page(
                "Challenge Validation",
                "",
                "<div id=sec-if-cpt-container></div><script>(function(){})()</script><div class=behavioral-content></div>",
            ),
        ),
        Example::new(
            "DataDome, script only",
            page(
                "harbourledger.example",
                "",
                "<p id=cmsg>Please enable JS and disable any ad blocker</p>\
                 <script data-cfasync=false>var dd={'rt':'c','cid':'A','hsh':'B','host':'geo.captcha-delivery.com'}</script>\
                 <script src='https://ct.captcha-delivery.com/c.js'></script>",
            ),
        ),
        Example::new(
            "DataDome, frame",
            page(
                "harbourledger.example",
                "",
                "<iframe src='https://geo.captcha-delivery.com/captcha/?initialCid=A' title='DataDome CAPTCHA' width=100%></iframe>",
            ),
        ),
        Example::new(
            "Imperva Incapsula, frame with noscript",
            page(
                "",
                "<meta name=robots content='noindex,nofollow'>",
                "<iframe id=main-iframe src='/_Incapsula_Resource?SWUDNSAI=31' width=100%>Request unsuccessful. Incapsula incident ID: 0-1</iframe>",
            ),
        ),
        Example::new(
            "Anubis, proof of work",
            page(
                "Making sure you're not a bot!",
                "",
                "<h1>Making sure you're not a bot!</h1><p>Loading...</p><details><summary>Why am I seeing this?</summary>\
                 <p>You are seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of companies aggressively scraping websites. This can and does cause downtime for the websites, which makes their resources inaccessible for everyone.</p></details>",
            ),
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a list of examples")]
fn captchas() -> Vec<Example> {
    vec![
        Example::new(
            "PerimeterX, press and hold",
            page(
                "Access to this page has been denied",
                "",
                "<h1>Access to this page has been denied because we believe you are using automation tools to browse the website.</h1>\
                 <p>This may happen as a result of the following:</p><ul><li>Javascript is disabled or blocked by an extension (ad blockers for example)</li>\
                 <li>Your browser does not support cookies</li></ul><p>Please make sure that Javascript and cookies are enabled on your browser and that you are not blocking them from loading.</p>\
                 <p>Reference ID: #0f2c</p><div id=px-captcha></div><p>Powered by PerimeterX, Inc.</p>",
            ),
        ),
        Example::new(
            "PerimeterX, are you a robot",
            page(
                "Harbour Ledger - Are you a robot?",
                "",
                "<h2>We've detected unusual activity from your computer network</h2><p>To continue, please click the box below to let us know you're not a robot.</p>\
                 <div id=px-captcha></div><h3>Why did this happen?</h3><p>Please make sure your browser supports JavaScript and cookies and that you are not blocking them from loading.</p>",
            ),
        ),
        Example::new(
            "hCaptcha gate",
            page(
                "One more step",
                "",
                "<h1>One more step</h1><p>Please complete the security check to access www.harbourledger.example</p><div class=h-captcha data-sitekey=x></div>",
            ),
        ),
        Example::new(
            "Google, sorry page",
            page(
                "https://search.example/news",
                "",
                "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p><div class=g-recaptcha></div>",
            ),
        ),
        Example::new(
            "AWS WAF captcha",
            page(
                "Human Verification",
                "",
                "<div id=captcha-container></div><noscript><h1>JavaScript is disabled</h1><p>In order to continue, we need to verify that you're not a robot. This requires JavaScript. Enable JavaScript and then reload the page.</p></noscript>",
            ),
        ),
        Example::new(
            "slider in Chinese",
            page(
                "安全验证",
                "",
                "<h1>安全验证</h1><p>请完成下方拼图验证后继续访问。</p><p>为了保障您的访问安全，请拖动滑块完成验证。</p>",
            ),
        ),
        Example::new(
            "captcha in German",
            page(
                "Sicherheitsüberprüfung",
                "",
                "<h1>Bitte bestätigen Sie, dass Sie kein Roboter sind</h1><p>Lösen Sie dazu die Aufgabe unten. Danach geht es weiter.</p>",
            ),
        ),
    ]
}

fn blocks() -> Vec<Example> {
    vec![
        Example::new(
            "Akamai, access denied",
            page(
                "Access Denied",
                "",
                "<h1>Access Denied</h1><p>You don't have permission to access \"http://www.harbourledger.example/2031/02/14/port-logs\" on this server.</p><p>Reference #18.2f</p>",
            ),
        ),
        Example::new(
            "Distil, pardon our interruption",
            page(
                "Pardon Our Interruption",
                "",
                "<h1>Pardon Our Interruption...</h1><p>As you were browsing something about your browser made us think you were a bot. There are a few reasons this might happen:</p>\
                 <ul><li>You're a power user moving through this website with super-human speed.</li><li>You've disabled cookies in your web browser.</li>\
                 <li>A third-party browser plugin is preventing JavaScript from running.</li></ul><p>To regain access, please make sure that cookies and JavaScript are enabled before reloading the page.</p>",
            ),
        ),
        Example::new(
            "Cloudflare, blocked",
            page(
                "Attention Required! | Cloudflare",
                "",
                "<h1>Sorry, you have been blocked</h1><h2>You are unable to access harbourledger.example</h2><h2>Why have I been blocked?</h2>\
                 <p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p>\
                 <h2>What can I do to resolve this?</h2><p>You can email the site owner to let them know you were blocked.</p>",
            ),
        ),
        Example::new(
            "Sucuri, website firewall",
            page(
                "Sucuri WebSite Firewall - Access Denied",
                "",
                "<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP or if you think this block is an error please open a support ticket.</p><p>Block reason: bot access attempt.</p>",
            ),
        ),
        Example::new(
            "too many requests",
            page(
                "Too many requests",
                "",
                "<h1>429 Too Many Requests</h1><p>We have received too many requests from your network in a short time. Automated access is not allowed. Try again later.</p>",
            ),
        ),
    ]
}
