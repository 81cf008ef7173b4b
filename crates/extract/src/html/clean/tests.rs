//! Payloads that make other cleaners slip, judged by a parser that had no part in the cleaning.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scraper::{Html, Node};

use super::*;

fn content_of(page: &CleanPage) -> &str {
    let (head, content) = page.html.split_once("<body>").expect("a body");
    assert!(head.starts_with("<!doctype html><html"), "{head}");
    assert!(head.ends_with(HEAD.trim_end_matches("<body>")), "{head}");
    content.strip_suffix("</body></html>").expect("an end")
}

/// Returns what html5ever finds in a page that is on no list.
fn strangers(html: &str) -> BTreeSet<String> {
    let mut strangers = BTreeSet::new();
    for node in Html::parse_document(html).tree.nodes() {
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                let is_ours = matches!(name, "html" | "head" | "body" | "meta" | "style");
                if !is_ours && !KEPT.contains(&name) {
                    strangers.insert(format!("<{name}>"));
                }
                for (attribute, value) in element.attrs().filter(|_| !is_ours) {
                    let is_known = match attribute {
                        "data-href" => {
                            name == "a"
                                && ["http://", "https://"]
                                    .iter()
                                    .any(|it| value.starts_with(it))
                        }
                        _ => ["lang", "dir", "colspan", "rowspan"].contains(&attribute),
                    };
                    if !is_known {
                        strangers.insert(format!("{attribute}={value}"));
                    }
                }
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => {
                strangers.insert("a comment".to_owned());
            }
            _ => {}
        }
    }
    let styles = html.matches("<style").count();
    let metas = html.matches("<meta").count();
    if (styles, metas) != (1, 2) {
        strangers.insert(format!("{styles} styles, {metas} metas"));
    }
    strangers
}

#[track_caller]
fn expect_harmless(source: &str) -> CleanPage {
    let url = "https://outlet.example/news/story".parse().ok();
    let page = clean(source, url.as_ref());
    let short: String = source.chars().take(200).collect();
    assert_eq!(strangers(&page.html), BTreeSet::new(), "{short}");
    let again = clean(&page.html, None);
    if page.is_cut {
        // Our own head counts among the elements of a page that had too many.
        assert!(
            again.html.len() <= page.html.len(),
            "cleaned twice: {short}"
        );
    } else {
        assert_eq!(again.html, page.html, "cleaned twice: {short}");
    }
    page
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(content_of(&expect_harmless(source)), expected, "{source}");
}

/// After the kinds of the OWASP cheat sheet on cross-site scripting and of known mutations.
const PAYLOADS: [&str; 84] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script>alert(1)",
    "<scr<script>ipt>alert(1)</script>",
    "<script/xss src=x></script>",
    "<<script>alert(1)//<</script>",
    "<script><!--<script></script>alert(1)--></script><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=`x`onerror=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<picture><source srcset=x><img src=x></picture>",
    "<body onload=alert(1)><p onclick=alert(1)>a",
    "<body background=javascript:alert(1)>",
    "<p/onmouseover=alert(1)>a",
    "<p onmouseover\n=\n'alert(1)'>a",
    "<p style='background:url(//evil.example)' class=x id=y>a",
    "<a href=javascript:alert(1)>a</a>",
    "<a href=' &#14; javascript:alert(1)'>a</a>",
    "<a href='jav&#x09;ascript:alert(1)'>a</a>",
    "<a href='javascript&colon;alert(1)'>a</a>",
    "<a href='&#106;&#97;vascript&#58;alert(1)'>a</a>",
    "<a href=vbscript:msgbox(1)>a</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>a</a>",
    "<a href=tauri://localhost>a</a><a href=ipc://localhost/x>a</a>",
    "<a href=https://evil.example ping=https://evil.example/p target=_top>a</a>",
    "<a href='https://evil.example/&quot; onclick=&quot;alert(1)'>a</a>",
    "<a data-href='\" onclick=\"alert(1)'>a</a>",
    "<map><area href=javascript:alert(1)></map>",
    "<svg onload=alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>a</text></a></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href=javascript:alert(1)>a</math>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    "<base href=https://evil.example/><a href=x>a</a>",
    "<base href=javascript:alert(1)//><a href=x>a</a>",
    "<iframe srcdoc='<iframe srcdoc=&quot;<script>alert(1)</script>&quot;>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe><frameset><frame src=x></frameset>",
    "<object data=x><embed src=x></object><applet code=x></applet><portal src=x>",
    "<link rel=dns-prefetch href=//evil.example><link rel=stylesheet href=//evil.example>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style><!--</style><script>alert(1)</script>-->",
    "<template><script>alert(1)</script></template>",
    "<template shadowrootmode=open><img src=x onerror=alert(1)></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title><title></title><script>x</script>",
    "<textarea></textarea><img src=x onerror=alert(1)><textarea>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
    "<plaintext><script>alert(1)</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>",
    "a<!-- never closed <p>b<script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<!doctype html [<!entity x \"<script>\">]>&x;",
    "<form action=javascript:alert(1)><input type=submit autofocus onfocus=alert(1)><button formaction=x>a",
    "<isindex action=javascript:alert(1) type=image>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>a</summary>b</details>",
    "<marquee onstart=alert(1)>a</marquee>",
    "<select><option><script>alert(1)</script></select>",
    "<select><iframe><select><script>alert(1)</script>",
    "<table background=javascript:alert(1)><tr><td background=x>a",
    "<p title=\"never closed><script>alert(1)</script>",
    "<p \u{0}onclick=alert(1)>a\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<x-\u{2028}y onclick=alert(1)>a</x-y><a\u{b}href=javascript:alert(1)>a</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&#60;script>alert(1)&#x3c;/script></p>",
    "<b><p><i></b></p></i><table><a>x<td><a>y</table></a>",
    "<p><button><p>x</button></p><p><form><p>y",
    "</body></html><script>alert(1)</script><p>after",
    "<body><body onload=alert(1)><html onclick=alert(1)>",
    "<head><p>a</head><body lang='\"><script>'>b",
    "<html lang='en\"><script>alert(1)</script>'><p>a",
];

#[test]
fn nothing_that_acts_or_loads_is_left() {
    for payload in PAYLOADS {
        expect_harmless(payload);
        expect_harmless(&format!("<div><p>before {payload} after</p></div>"));
    }
}

#[test]
fn nothing_dangerous_is_on_the_list() {
    let dangerous = [
        "img",
        "svg",
        "math",
        "style",
        "form",
        "iframe",
        "link",
        "base",
        "script",
        "object",
        "embed",
        "meta",
        "template",
        "noscript",
        "title",
        "textarea",
        "select",
        "input",
        "button",
        "video",
        "audio",
        "source",
        "picture",
        "frame",
        "frameset",
        "applet",
        "xmp",
        "plaintext",
        "noembed",
        "noframes",
        "html",
        "head",
        "body",
        "portal",
        "map",
        "area",
        "canvas",
        "dialog",
    ];
    for name in dangerous {
        assert!(!KEPT.contains(&name), "{name}");
    }
    assert!(KEPT.is_sorted());
}

#[test]
fn words_keep_their_structure() {
    check(
        "<h1 class=x>Harbour</h1><p>The <b>ring</b> <i style=y>is</i> shut.<ul><li>a<li>b</ul>",
        "<h1>Harbour</h1><p>The <b>ring</b> <i>is</i> shut.</p><ul><li>a</li><li>b</li></ul>",
    );
    check(
        "<form>a</form><center>b</center>",
        "<div>a</div><div>b</div>",
    );
    check("<font color=red>a</font><x-y>b</x-y>", "ab");
    check("a < b &amp; c<br>d", "a &lt; b &amp; c<br>d");
    check(
        "<table><tr><td colspan=2>a<td rowspan=9999 dir=rtl lang=ar>b</table>",
        "<table><tr><td colspan=\"2\">a</td><td lang=\"ar\" dir=\"rtl\">b</td></tr></table>",
    );
    check("<p><button><p>x</button>", "<p></p><p>x</p>");
}

#[test]
fn links_show_where_they_lead_and_lead_nowhere() {
    let link = |href: &str| format!("<a href=\"{href}\">a</a>");
    let inert = |address: &str| format!("<a data-href=\"{address}\">a</a>");
    for (href, address) in [
        ("/law?a=1&amp;b=2", "https://outlet.example/law?a=1&amp;b=2"),
        ("more", "https://outlet.example/news/more"),
        ("//other.example", "https://other.example/"),
        ("http://other.example/ä", "http://other.example/%C3%A4"),
    ] {
        check(&link(href), &inert(address));
    }
    for href in ["javascript:x", "mailto:a@b.example", "data:,x", "https://"] {
        check(&link(href), "<a>a</a>");
    }
    let long = format!("https://outlet.example/{}", "x".repeat(LONGEST_ADDRESS));
    check(&link(&long), "<a>a</a>");
    check(
        "<base href='/deep/'><base href=https://evil.example/><a href=x>a</a>",
        &inert("https://outlet.example/deep/x"),
    );
}

#[test]
fn the_language_of_a_page_is_kept() {
    let page = expect_harmless("<html lang=zh-Hans class=x><p>海港");
    assert!(
        page.html
            .starts_with("<!doctype html><html lang=\"zh-Hans\"><head>")
    );
    let page = expect_harmless("<html lang='a b'><p>x");
    assert!(page.html.starts_with("<!doctype html><html><head>"));
}

#[test]
fn the_policy_forbids_everything_but_our_own_style() {
    let page = clean("<p>a", None);
    assert!(page.html.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
    ));
    let style = include_str!("../clean.css");
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('<'));
}

/// Nesting as deep as this takes other readers seconds.
#[test]
fn deep_and_long_pages_are_bounded() {
    for source in [
        "<div>".repeat(5_000),
        "<div>".repeat(50_000) + "deep",
        "<b><p>".repeat(5_000),
        "<a>x<div>".repeat(5_000),
        "<table><tr><td>".repeat(5_000),
        format!("<p{}>text", " a=1".repeat(50_000)),
        "<svg>".repeat(5_000),
    ] {
        let page = expect_harmless(&source);
        assert!(!page.is_cut, "{}", &source[..20]);
    }
    let long = "<p>A long story of the harbour. <b>é</b>".repeat(80_000);
    let page = expect_harmless(&long);
    assert!(page.is_cut);
    assert!(content_of(&page).len() < LONGEST + 1_000);
    let page = expect_harmless(&"é<br>".repeat(1_000_000));
    assert!(page.is_cut && content_of(&page).len() <= LONGEST);
}

/// Pieces of markup that mean something only beside others.
const PIECES: [&str; 48] = [
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "&",
    "&lt;",
    "&#60;",
    "a",
    "é",
    "\u{0}",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=",
    "https://x.example/?a&b",
    "javascript:x",
    "<table>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<math>",
    "<template>",
    "<noscript>",
    "<form>",
    "<button>",
    "<li>",
    "<ul>",
    "<select>",
    "<plaintext>",
];

proptest! {
    #[test]
    fn any_soup_is_harmless(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let soup: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        expect_harmless(&soup);
    }

    #[test]
    fn any_text_is_harmless(text in "[ -~\\n\u{0}é<>\"'&/=]{0,200}") {
        expect_harmless(&text);
    }
}
