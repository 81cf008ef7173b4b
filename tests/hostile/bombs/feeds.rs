//! Feeds, sitemaps and lists of feeds: entities that unfold, depth, and entries without end. Each is
//! read as a file, and all are watched in one run with a sound feed behind them.

use counterclaim_tests::{Program, Reply, Server};

use super::make::{gzipped, gzipped_zeros, noise, numbered};
use super::watched::Watched;
use super::{LONGEST, check_sound};
use crate::{STORY, with_case};

/// A feed or sitemap, and what kind of watch it gets.
struct Listing {
    name: &'static str,
    make: Box<dyn Fn() -> Vec<u8>>,
}

fn listing<B: Into<Vec<u8>>>(name: &'static str, make: impl Fn() -> B + 'static) -> Listing {
    Listing {
        name,
        make: Box::new(move || make().into()),
    }
}

fn channel(entries: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>F</title>{entries}</channel></rss>")
}

fn declared(entities: &str, used: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [{entities}]>{}",
        channel(&format!("<item><title>{used}</title></item>"))
    )
}

fn laughs() -> String {
    let level = |n: usize| format!("<!ENTITY l{} \"{}\">", n + 1, format!("&l{n};").repeat(10));
    declared(
        &format!("<!ENTITY l0 \"lol\">{}", numbered(11, level)),
        "&l11;",
    )
}

fn feeds() -> Vec<Listing> {
    vec![
        listing("laughs.xml", laughs),
        listing("quadratic.xml", || {
            declared(
                &format!("<!ENTITY a \"{}\">", "a".repeat(50_000)),
                &"&a;".repeat(50_000),
            )
        }),
        listing("outside.xml", || {
            declared("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;")
        }),
        listing("outside-web.xml", || {
            declared("<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;", "&x;")
        }),
        listing("entity-of-itself.xml", || {
            declared("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "&a;")
        }),
        listing("rare-entities.xml", || {
            channel(&format!(
                "<item><title>{}</title></item>",
                "&CounterClockwiseContourIntegral;".repeat(20_000)
            ))
        }),
        listing("deep.xml", || "<a>".repeat(1_000_000)),
        listing("deep-item.xml", || channel(&"<item>".repeat(300_000))),
        listing("deep-markup.xml", || {
            channel(&format!(
                "<item><description>{}",
                "&lt;div&gt;".repeat(100_000)
            ))
        }),
        listing("entries.xml", || {
            channel(&"<item><title>x</title></item>".repeat(100_000))
        }),
        listing("entries-25mb.xml", || {
            channel(&format!("<item><title>{}</title></item>", "x".repeat(25)).repeat(450_000))
        }),
        listing("attributes.xml", || {
            channel(&format!(
                "<item{}/>",
                numbered(200_000, |n| format!(" a{n}='x'"))
            ))
        }),
        listing("title.xml", || {
            channel(&format!(
                "<item><title>{}</title></item>",
                "T ".repeat(2_000_000)
            ))
        }),
        listing("guid.xml", || {
            channel(&format!(
                "<item><guid>{}</guid></item>",
                "g".repeat(1_000_000)
            ))
        }),
        listing("script-link.xml", || {
            channel("<item><link>javascript:alert(1)</link></item>")
        }),
        listing("cdata-open.xml", || channel("<item><title><![CDATA[x")),
        listing("comments-open.xml", || channel(&"<!--".repeat(500_000))),
        listing("references.xml", || {
            channel(&format!(
                "<item><title>{}</title></item>",
                "&#xffffffff;&#0;".repeat(100_000)
            ))
        }),
        listing("bogus-encoding.xml", || {
            format!(
                "<?xml version='1.0' encoding='x-bogus'?>{}",
                channel("<item><title>x</title></item>")
            )
        }),
        listing("utf16-bare.xml", || {
            channel("<item/>")
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<u8>>()
        }),
        listing("noise.xml", || {
            [b"<rss>".as_slice(), &noise(16, 500_000)].concat()
        }),
        listing("packed.xml", || gzipped(channel("<item/>").as_bytes())),
        listing("bases.xml", || {
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='a/'>".repeat(20_000)
        }),
        listing("deep.json", || "{\"items\":[".repeat(200_000)),
        listing("items.json", || {
            format!(
                "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{}{{}}]}}",
                "{},".repeat(500_000)
            )
        }),
        listing("numbers.json", || {
            format!("{{\"items\":[{{\"id\":{}}}]}}", "9".repeat(500_000))
        }),
    ]
}

fn sitemaps() -> Vec<Listing> {
    let map = |inside: &str| format!("<urlset>{inside}</urlset>");
    vec![
        listing("sitemap-urls.xml", move || {
            map(&numbered(200_000, |n| {
                format!("<url><loc>http://elsewhere.example/{n}</loc></url>")
            }))
        }),
        listing(
            "sitemap-itself.xml",
            || "<sitemapindex><sitemap><loc>sitemap-itself.xml</loc></sitemap></sitemapindex>",
        ),
        listing("sitemap-many.xml", || {
            format!(
                "<sitemapindex>{}</sitemapindex>",
                numbered(60_000, |n| format!(
                    "<sitemap><loc>http://elsewhere.example/{n}</loc></sitemap>"
                ))
            )
        }),
        listing("sitemap-laughs.xml", || {
            laughs().replace("rss", "urlset").replace("title", "loc")
        }),
        listing("sitemap-deep.xml", || "<url>".repeat(100_000)),
        listing("sitemap-address.xml", move || {
            map(&format!(
                "<url><loc>http://a.example/{}</loc></url>",
                "x".repeat(3_000_000)
            ))
        }),
        listing("sitemap-bomb.xml.gz", || gzipped_zeros(1024, b' ')),
        listing("sitemap-cut.xml.gz", || gzipped(b"<urlset>")[..12].to_vec()),
        listing("sitemap-lines.txt", || {
            "http://elsewhere.example/\n".repeat(200_000)
        }),
    ]
}

fn lists() -> Vec<Listing> {
    vec![
        listing("laughs.opml", || laughs().replace("rss", "opml")),
        listing("deep.opml", || {
            format!("<opml><body>{}", "<outline>".repeat(200_000))
        }),
        listing(
            "scripts.opml",
            || "<opml><body><outline xmlUrl='javascript:x'/><outline xmlUrl='file:///etc/passwd'/></body></opml>",
        ),
        listing("attributes.opml", || {
            format!(
                "<opml><body><outline{}/></body></opml>",
                numbered(200_000, |n| format!(" a{n}='x'"))
            )
        }),
        listing("noise.opml", || noise(17, 500_000)),
        listing("nothing.opml", Vec::new),
    ]
}

pub(super) fn names() -> Vec<String> {
    let all = feeds().into_iter().chain(sitemaps()).chain(lists());
    all.map(|it| format!("feed {}", it.name)).collect()
}

#[test]
fn a_hostile_feed_or_sitemap_ends_and_the_sound_feed_behind_it_is_read() {
    let server = Server::with([("/story", Reply::page(STORY))]);
    let program = with_case(Program::with(&server));
    for it in feeds().iter().chain(&sitemaps()) {
        let path = format!("/{}", it.name);
        server.route(&path, Reply::of(200, "application/xml", (it.make)()));
        let kind = if it.name.starts_with("sitemap") {
            "sitemap"
        } else {
            "feed"
        };
        program
            .run(&["watch", "add", "acme", &server.url(&path), "--kind", kind])
            .done();
    }
    let sound = channel(&format!(
        "<item><link>{}</link></item>",
        server.url("/story")
    ));
    server.route("/sound.xml", Reply::of(200, "application/rss+xml", sound));
    program
        .run(&["watch", "add", "acme", &server.url("/sound.xml")])
        .done();
    let run = Watched::run(
        &program,
        &["--json", "fetch", "--once", "--most", "40"],
        LONGEST * 3,
    );
    assert!(matches!(run.code, 0 | 1), "{}", run.stderr);
    for line in run.lines().filter(|line| line["result"] == "failed") {
        assert!(
            line["error"].is_string() && line["hint"].is_string(),
            "{line}"
        );
    }
    assert_eq!(run.line(&server.url("/story"))["result"], "new");
    let outside = server.targets().iter().any(|it| it.contains("passwd"));
    assert!(!outside, "an entity was followed");
    check_sound(&program);
}

#[test]
fn a_hostile_list_of_feeds_adds_no_watch_that_is_no_address() {
    let program = with_case(Program::new());
    let paths: Vec<String> = lists()
        .iter()
        .map(|it| program.file(it.name, (it.make)()))
        .collect();
    let sound = program.file("sound.html", STORY);
    let mut arguments = vec!["--json", "import", "acme"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.push(&sound);
    let run = Watched::run(&program, &arguments, LONGEST * 2);
    assert!(matches!(run.code, 0 | 1), "{}", run.stderr);
    assert!(program.json(&["watch", "list", "acme"]).is_empty());
    check_sound(&program);
}
