//! Pages whose markup means to hang or overflow what reads it.

use super::Expected::{Bounded, Cut, Read, Told};
use super::make::{WORDS, numbered, page, paragraph};
use super::{Bomb, bomb, check};

/// Opens `tags` again and again around the words.
fn deep(tags: &str, times: usize) -> String {
    page(&format!("{}{}", tags.repeat(times), paragraph()))
}

/// Puts something before the words.
fn with(before: &str) -> String {
    page(&format!("{before}{}", paragraph()))
}

/// Puts something into the head of a page.
fn headed(head: &str) -> String {
    format!(
        "<html lang=\"en\"><head>{head}</head><body>{}</body></html>",
        paragraph()
    )
}

fn script(json: &str) -> String {
    headed(&format!(
        "<script type=\"application/ld+json\">{json}</script>"
    ))
}

pub(super) fn bombs() -> Vec<Bomb> {
    [nested(), wide(), unended(), headers(), linked_data()]
        .into_iter()
        .flatten()
        .collect()
}

/// What is opened and never closed.
fn nested() -> Vec<Bomb> {
    vec![
        bomb("div-5k.html", Cut(WORDS), || deep("<div>", 5_000)),
        bomb("div-20k.html", Cut(WORDS), || deep("<div>", 20_000)),
        bomb("div-50k.html", Cut(WORDS), || deep("<div>", 50_000)),
        bomb("div-200k.html", Cut(WORDS), || deep("<div>", 200_000)),
        bomb("tables.html", Told, || deep("<table><tr><td>", 20_000)),
        bomb("links-open.html", Cut(WORDS), || deep("<a>x<div>", 20_000)),
        bomb("bold-paragraphs.html", Bounded, || deep("<b><p>", 10_000)),
        bomb("drawings.html", Bounded, || {
            deep("<svg><g><math><mi>", 50_000)
        }),
        bomb("templates.html", Bounded, || deep("<template>", 100_000)),
        bomb("choices.html", Bounded, || {
            deep("<select><option>", 100_000)
        }),
        bomb("fonts.html", Cut(WORDS), || deep("<font>", 50_000)),
        bomb("lists.html", Told, || deep("<ul><li>", 50_000)),
        bomb("definitions.html", Told, || deep("<dl><dt>x<dd>", 50_000)),
        bomb("blockquotes.html", Told, || deep("<blockquote>", 50_000)),
        bomb("buttons.html", Bounded, || deep("<button>", 50_000)),
        bomb("nobr.html", Bounded, || deep("<nobr>", 50_000)),
        bomb("forms.html", Bounded, || deep("<form>", 50_000)),
        bomb("details.html", Bounded, || {
            deep("<details><summary>", 50_000)
        }),
        bomb("own-elements.html", Bounded, || deep("<x-y>", 100_000)),
        bomb("objects.html", Bounded, || deep("<object>", 50_000)),
        bomb("formats-across.html", Bounded, || {
            deep("<b><i><u><a href=x><p>", 5_000)
        }),
        bomb("documents.html", Bounded, || {
            deep("<html><head><body>", 50_000)
        }),
        bomb("headings.html", Bounded, || deep("<h1><h2>", 50_000)),
    ]
}

/// What there is too much of.
fn wide() -> Vec<Bomb> {
    vec![
        bomb("attributes.html", Cut(WORDS), || {
            let many = numbered(200_000, |n| format!(" a{n}=x"));
            with(&format!("<p{many}>x</p>"))
        }),
        bomb("same-attribute.html", Cut(WORDS), || {
            with(&format!("<p{}>x</p>", " a=1".repeat(400_000)))
        }),
        bomb("paragraphs.html", Bounded, || {
            with(&"<p>x</p>".repeat(70_000))
        }),
        bomb("empty-elements.html", Bounded, || {
            with(&"<br><hr><wbr>".repeat(50_000))
        }),
        bomb("links.html", Bounded, || {
            with(&numbered(30_000, |n| format!("<a href=\"/{n}\">x</a> ")))
        }),
        bomb("cells.html", Bounded, || {
            with(&format!("<table><tr>{}</table>", "<td>x".repeat(30_000)))
        }),
        bomb("spans-of-cells.html", Read(WORDS), || {
            with("<table><tr><td colspan=2000000000 rowspan=4000000000>x</td></tr></table>")
        }),
        bomb("comments.html", Read(WORDS), || {
            with(&"<!-- x -->".repeat(100_000))
        }),
        bomb("instructions.html", Read(WORDS), || {
            with(&"<?x y?>".repeat(100_000))
        }),
        bomb("end-tags.html", Read(WORDS), || {
            with(&"</p></x></div>".repeat(200_000))
        }),
        bomb("less-than.html", Bounded, || with(&"<".repeat(100_000))),
        bomb("references.html", Bounded, || {
            with(&"&#x41;".repeat(100_000))
        }),
        bomb("rare-references.html", Bounded, || {
            with(&"&CounterClockwiseContourIntegral;".repeat(20_000))
        }),
        bomb("half-references.html", Bounded, || {
            with(&"&ampx&#x;&#".repeat(20_000))
        }),
        bomb("times.html", Bounded, || {
            with(&numbered(20_000, |n| {
                format!("<time datetime=\"2024-01-{n}\">x</time>")
            }))
        }),
        bomb("classes.html", Read(WORDS), || {
            with(&format!("<p class=\"{}\">x</p>", "a ".repeat(1_000_000)))
        }),
        bomb("styles.html", Read(WORDS), || {
            with(&"<style>p{color:red}</style>".repeat(100_000))
        }),
        bomb("images.html", Read(WORDS), || {
            with(&"<img src=x onerror=x>".repeat(200_000))
        }),
        bomb("frames.html", Read(WORDS), || {
            with(&"<iframe srcdoc=\"<p>x\"></iframe>".repeat(100_000))
        }),
        bomb("noscripts.html", Read(WORDS), || {
            with(&"<noscript><p>x</noscript>".repeat(100_000))
        }),
    ]
}

/// What does not end, or ends in another way than it began.
fn unended() -> Vec<Bomb> {
    vec![
        bomb("comment-open.html", Bounded, || {
            with(&format!("<!-- {}", "x".repeat(5_000_000)))
        }),
        bomb("comments-open.html", Bounded, || {
            with(&"<!--".repeat(1_000_000))
        }),
        bomb("quote-open.html", Bounded, || {
            with(&format!("<p title=\"{}", "x".repeat(5_000_000)))
        }),
        bomb("name-long.html", Bounded, || {
            with(&format!("<{}>", "x".repeat(5_000_000)))
        }),
        bomb("attribute-long.html", Bounded, || {
            with(&format!("<p {}=x>", "x".repeat(5_000_000)))
        }),
        bomb("value-long.html", Read(WORDS), || {
            with(&format!("<a href=\"{}\">x</a>", "x".repeat(1_000_000)))
        }),
        bomb("script-open.html", Bounded, || with("<script>")),
        bomb("scripts-open.html", Bounded, || {
            with(&"<script></scrip".repeat(300_000))
        }),
        bomb("textarea-open.html", Bounded, || with("<textarea>")),
        bomb("plaintext.html", Bounded, || with("<plaintext>")),
        bomb("cdata-open.html", Bounded, || {
            with(&"<![CDATA[".repeat(300_000))
        }),
        bomb("doctype-long.html", Read(WORDS), || {
            format!("<!doctype {}>{}", "x".repeat(5_000_000), with(""))
        }),
        bomb("titles-open.html", Bounded, || "<title>".repeat(100_000)),
        bomb("cut-tag.html", Bounded, || format!("{}<p", with(""))),
    ]
}

/// What stands in the head.
fn headers() -> Vec<Bomb> {
    vec![
        bomb("title-long.html", Read(WORDS), || {
            headed(&format!("<title>{}</title>", "T ".repeat(500_000)))
        }),
        bomb("titles.html", Read(WORDS), || {
            headed(&"<title>T</title>".repeat(20_000))
        }),
        bomb("metas.html", Bounded, || {
            headed(&numbered(20_000, |n| {
                format!("<meta name=\"author\" content=\"A {n}\">")
            }))
        }),
        bomb("refresh-itself.html", Read(WORDS), || {
            headed("<meta http-equiv=\"refresh\" content=\"0;url=?\">")
        }),
        bomb("refreshes.html", Bounded, || {
            headed(&"<meta http-equiv=refresh content=\"0;url=http://127.0.0.1/\">".repeat(50_000))
        }),
        bomb("canonical-script.html", Read(WORDS), || {
            headed("<link rel=canonical href=\"javascript:alert(1)\">")
        }),
        bomb("canonical-file.html", Read(WORDS), || {
            headed("<link rel=canonical href=\"file:///etc/passwd\">")
        }),
        bomb("canonical-long.html", Bounded, || {
            headed(&format!(
                "<link rel=canonical href=\"https://outlet.example/{}\">",
                "x/../".repeat(200_000)
            ))
        }),
        bomb("base.html", Read(WORDS), || {
            headed("<base href=\"javascript:/\"><base href=\"file:///\">")
        }),
        bomb("author-long.html", Read(WORDS), || {
            headed(&format!(
                "<meta name=author content=\"{}\">",
                "Mira Vane, ".repeat(50_000)
            ))
        }),
        bomb("date-long.html", Read(WORDS), || {
            headed(&format!(
                "<meta property=\"article:published_time\" content=\"{}\">",
                "2024-".repeat(500_000)
            ))
        }),
        bomb("language-long.html", Read(WORDS), || {
            format!(
                "<html lang=\"{}\"><body>{}</body></html>",
                "en-".repeat(500_000),
                paragraph()
            )
        }),
    ]
}

/// What a page tells machines.
fn linked_data() -> Vec<Bomb> {
    vec![
        bomb("json-deep.html", Read(WORDS), || {
            script(&"{\"a\":[".repeat(100_000))
        }),
        bomb("json-deep-whole.html", Read(WORDS), || {
            script(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)))
        }),
        bomb("json-long.html", Bounded, || {
            script(&format!(
                "{{\"@type\":\"NewsArticle\",\"headline\":\"{}\"}}",
                "x".repeat(1_000_000)
            ))
        }),
        bomb("json-nodes.html", Read(WORDS), || {
            let nodes = numbered(50_000, |n| {
                format!("{{\"@id\":\"#{n}\",\"@type\":\"Person\",\"name\":\"A\"}},")
            });
            script(&format!("{{\"@graph\":[{nodes}{{}}]}}"))
        }),
        bomb("json-circle.html", Read(WORDS), || {
            script(
                "{\"@graph\":[{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#a\"}},\
                 {\"@id\":\"#a\",\"x\":1,\"author\":{\"@id\":\"#b\"},\"name\":{\"@id\":\"#b\"}},\
                 {\"@id\":\"#b\",\"x\":1,\"author\":{\"@id\":\"#a\"},\"name\":{\"@id\":\"#a\"}}]}",
            )
        }),
        bomb("json-authors.html", Bounded, || {
            let authors = numbered(20_000, |n| format!("{{\"name\":\"Mira Vane {n}\"}},"));
            script(&format!(
                "{{\"@type\":\"NewsArticle\",\"author\":[{authors}{{}}]}}"
            ))
        }),
        bomb("json-commas.html", Read(WORDS), || {
            script(&format!("{{{}", ",".repeat(2_000_000)))
        }),
        bomb("json-scripts.html", Bounded, || {
            headed(
                &"<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"}</script>"
                    .repeat(30_000),
            )
        }),
        bomb("json-body.html", Bounded, || {
            script(&format!(
                "{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}",
                "<p><div>".repeat(100_000)
            ))
        }),
        bomb("json-numbers.html", Read(WORDS), || {
            script(&format!(
                "{{\"@type\":\"NewsArticle\",\"headline\":1e999999,\"n\":{}}}",
                "9".repeat(1_000_000)
            ))
        }),
    ]
}

#[test]
fn pages_that_nest_without_end_are_cut() {
    check(&nested());
}

#[test]
fn pages_with_too_much_of_something_are_read() {
    check(&wide());
}

#[test]
fn pages_that_do_not_end_are_read_as_far_as_they_go() {
    check(&unended());
}

#[test]
fn what_a_page_says_of_itself_does_no_harm() {
    check(&headers());
    check(&linked_data());
}
