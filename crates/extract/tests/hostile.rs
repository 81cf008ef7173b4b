//! Inputs made to hang or burst a parser: each must end soon, with what can be read or a problem.
//!
//! Time is bounded by the limit of the test runner and by the size of what comes back; in a
//! process that is not optimised the quadratic parsers would need minutes for any of these.

use counterclaim_extract::{Hints, article, feed, opml, robots, sitemap};

fn page(html: &str) -> model::Article {
    article(
        html.as_bytes(),
        &Hints {
            media_type: Some("text/html".to_owned()),
            url: None,
        },
    )
}

#[test]
fn deep_pages_are_flattened() {
    for unit in [
        "<div>",
        "<table><tr><td>",
        "<a>x<div>",
        "<b><p>",
        "<svg><g>",
        "<ul><li>",
        "<blockquote>",
        "<font><i><span>",
    ] {
        let found = page(&format!(
            "{}The words at the bottom of it all.",
            unit.repeat(20_000)
        ));
        let told = found
            .problems
            .iter()
            .any(|it| it.contains("nested too deeply"));
        let left_out = unit.starts_with("<svg") || unit.starts_with("<b><p>");
        assert!(told || left_out, "{unit}: {:?}", found.problems);
    }
}

#[test]
fn many_attributes_are_cut() {
    let many: String = " a=1 b='2' c".repeat(70_000);
    let found = page(&format!(
        "<p{many}>The words of a paragraph that is long enough to be read.</p>"
    ));
    assert!(
        found.problems.iter().any(|it| it.contains("attributes")),
        "{:?}",
        found.problems
    );
    assert!(found.text.contains("long enough"), "{}", found.text);
}

#[test]
fn floods_of_one_thing_end() {
    for unit in [
        "<p>x</p>",
        "<!-- x -->",
        "<!--x",
        "</div>",
        "<script>",
        "<p><b id=x>",
        "<",
        "<a href=\"",
        "&amp;&#1;&x;",
        "<select><option>",
        "<td>",
    ] {
        let found = page(&unit.repeat(60_000));
        assert!(found.text.len() < 5_000_000, "{unit}");
    }
}

#[test]
fn many_elements_and_many_deep_ones_are_kept_as_text() {
    for page_of in [
        "<a href=x>y</a> ".repeat(70_000),
        format!("{}{}", "<div>".repeat(500), "<p>word</p>".repeat(20_000)),
    ] {
        let found = page(&page_of);
        let told = found
            .problems
            .iter()
            .any(|it| it.starts_with("too many elements"));
        assert!(told, "{:?}", found.problems);
    }
}

#[test]
fn deep_json_ld_is_left_alone() {
    let nest = "[".repeat(100_000);
    let found = page(&format!(
        "<script type='application/ld+json'>{nest}</script><p>The words of the page are here.</p>"
    ));
    assert!(found.text.contains("words of the page"), "{found:?}");
}

#[test]
fn entity_bombs_are_not_expanded() {
    let mut declared = "<!ENTITY l0 \"lol\">".to_owned();
    for level in 1..12 {
        let inner = format!("&l{};", level - 1).repeat(10);
        declared.push_str(&["<!ENTITY l", &level.to_string(), " \"", &inner, "\">"].concat());
    }
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE x [{declared}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>\
        <rss><channel><item><title>&l11;&f;</title></item></channel></rss>"
    );
    let found = feed(bomb.as_bytes(), &Hints::default());
    assert_eq!(found.entries[0].title.as_deref(), Some("&l11;&f;"));
}

#[test]
fn deep_and_endless_feeds_are_bounded() {
    let deep = format!(
        "<rss><channel><item><title>A</title>{}",
        "<x>".repeat(300_000)
    );
    assert_eq!(feed(deep.as_bytes(), &Hints::default()).entries.len(), 1);

    let attributes = format!(
        "<rss{}><channel><item><title>A</title></item></channel></rss>",
        " a=\"1\"".repeat(200_000)
    );
    assert_eq!(
        feed(attributes.as_bytes(), &Hints::default()).entries.len(),
        1
    );

    let many = format!(
        "<rss><channel>{}",
        "<item><title>A</title></item>".repeat(100_000)
    );
    let found = feed(many.as_bytes(), &Hints::default());
    assert_eq!(found.entries.len(), 2_000);
    assert!(
        found.problems.iter().any(|it| it.contains("98000 more")),
        "{:?}",
        found.problems
    );

    let json = "[".repeat(200_000);
    assert!(!feed(json.as_bytes(), &Hints::default()).ok);
}

#[test]
fn long_feeds_are_cut() {
    let item = format!(
        "<item><title>A</title><description>{}</description></item>",
        "word ".repeat(100_000)
    );
    let found = feed(
        format!("<rss><channel>{}", item.repeat(25)).as_bytes(),
        &Hints::default(),
    );
    assert!(
        found.problems.iter().any(|it| it.contains("first 10 MB")),
        "{:?}",
        found.problems
    );
    assert!(found.entries.iter().all(|it| {
        it.summary
            .as_ref()
            .is_none_or(|text| text.len() <= 64 * 1024)
    }));
}

#[test]
fn lists_of_addresses_are_bounded() {
    let urls = "<url><loc>https://ledger.example/a</loc></url>".repeat(60_000);
    let found = sitemap(format!("<urlset>{urls}").as_bytes(), &Hints::default());
    assert_eq!(found.entries.len(), 50_000);
    assert_eq!(found.problems.len(), 1);
    let outlines = "<outline xmlUrl='https://ledger.example/f'/>".repeat(20_000);
    assert_eq!(
        opml(format!("<opml><body>{outlines}").as_bytes())
            .feeds
            .len(),
        10_000
    );
}

#[test]
fn robots_rules_of_stars_and_of_any_length_end() {
    let url = format!("https://ledger.example/{}", "a".repeat(2_000))
        .parse()
        .expect("an address");
    let stars = format!(
        "User-agent: *\n{}",
        format!("Disallow: /{}b$\n", "*a".repeat(500)).repeat(200)
    );
    assert!(robots(stars.as_bytes(), "counterclaim", &url).allowed);
    let long = format!("User-agent: *\n{}", "Disallow: /x\n".repeat(3_000_000));
    assert!(robots(long.as_bytes(), "counterclaim", &url).allowed);
}
