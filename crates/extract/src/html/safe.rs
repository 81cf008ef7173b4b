//! A page written anew so that parsers with quadratic corners can be let at it.
//!
//! html5ever's tokenizer compares each attribute of a tag with all before it, and its tree
//! builder, like everything behind it, walks the open elements at almost every tag: 200,000
//! attributes or 20,000 nested `<div>` cost tens of seconds. A look ahead that merely counts tags
//! can be fooled, since it never cuts the page exactly as the parser does. So the page is not
//! checked but *rewritten*: one linear pass ([`crate::markup`]) reads tags as the HTML standard does, and
//! what is written out is canonical (tags balanced, attributes quoted and few, no comments, no
//! scripts), so that any parser sees exactly the tags that were counted here ([`stack`]).
//!
//! Left out on the way: scripts except JSON-LD, styles, drawings, images, frames, form choices, and
//! attributes that nobody asks for. That also makes the parses after it cheaper than a parse of the
//! original.

pub(super) mod stack;

use crate::markup::{Dialect, Scanner, Tag, Token};

use stack::{Opened, Stack};

/// A page that is safe to parse.
#[derive(Debug, Default)]
pub(crate) struct SafePage {
    /// The page, rewritten.
    pub(crate) html: String,
    /// The contents of its JSON-LD scripts, in order.
    pub(crate) json_ld: Vec<String>,
    /// Text that is shown only to readers without scripts.
    pub(crate) noscript: String,
    /// What had to be cut.
    pub(crate) problems: Vec<String>,
}

/// Elements kept; the tags of further ones are dropped and their text stays. The largest honest
/// pages have a third of this.
const MAX_ELEMENTS: usize = 60_000;

/// The sum of the depths of all elements kept. The text of an element is read once for each of its
/// ancestors by much of what follows, so this bounds the time where depth alone does not.
const MAX_WORK: usize = 3_000_000;

/// Rewrites a page.
pub(crate) fn rewrite(source: &str) -> SafePage {
    let mut writer = Writer::default();
    let mut scanner = Scanner::new(source, Dialect::Html);
    while let Some(token) = scanner.next_token() {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Verbatim(_) => {}
            Token::Less => writer.text("&lt;"),
            Token::End(name) => writer.end(&name),
            Token::Start(tag) => writer.start(tag, &mut scanner),
        }
    }
    writer.finish(scanner.cut_attributes())
}

#[derive(Default)]
struct Writer {
    page: SafePage,
    stack: Stack,
    /// The element whose content is being left out, and how many of it are open.
    skipped: Option<(String, usize)>,
    elements: usize,
    /// The sum of the depths of the elements.
    work: usize,
    seen: Seen,
}

/// The elements of which a page has one.
#[derive(Default)]
struct Seen {
    html: bool,
    head: bool,
    body: bool,
}

/// Contents that a tokenizer does not read as markup and that hold no text of the page.
const RAW_LEFT_OUT: [&str; 7] = [
    "style",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "textarea",
    "plaintext",
];

/// Elements that are left out with all their content.
const LEFT_OUT: [&str; 7] = [
    "svg", "math", "template", "select", "object", "canvas", "frameset",
];

/// Tags that end an open [`LEFT_OUT`] element whose end tag was forgotten, after the list by which
/// HTML leaves foreign content.
const BREAKS_OUT: [&str; 14] = [
    "p",
    "div",
    "article",
    "section",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "table",
    "blockquote",
    "body",
];

/// Elements without content.
const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "keygen",
];

/// Elements without content that tell nothing about a text.
const MUTE: [&str; 8] = [
    "area", "col", "embed", "img", "param", "source", "track", "keygen",
];

/// Attributes that somebody behind this asks for; pages carry ten times as many.
const ASKED_FOR: [&str; 32] = [
    "class",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "rel",
    "href",
    "data-href",
    "colspan",
    "rowspan",
    "datetime",
    "content",
    "name",
    "property",
    "lang",
    "xml:lang",
    "type",
    "title",
    "role",
    "style",
    "http-equiv",
    "value",
    "data-testid",
    "data-component",
    "data-datetime",
    "data-timestamp",
    "data-time",
    "data-lp-replacement-content",
    "aria-hidden",
    "hidden",
    "dir",
    "cite",
];

impl Writer {
    fn text(&mut self, text: &str) {
        if self.skipped.is_none() {
            self.page.html.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag<'_>, scanner: &mut Scanner<'_>) {
        if self.skips(&tag.name) {
            return;
        }
        match tag.name.as_str() {
            "script" => self.script(&tag, scanner.raw_text("script")),
            "noscript" => {
                let hidden = scanner.raw_text("noscript");
                if self.page.noscript.len() < 10_000 {
                    self.page.noscript.push_str(hidden);
                }
            }
            "title" => {
                let title = scanner.raw_text("title").replace('<', "&lt;");
                self.page.html.push_str("<title>");
                self.page.html.push_str(&title);
                self.page.html.push_str("</title>");
            }
            name if RAW_LEFT_OUT.contains(&name) => {
                let name = name.to_owned();
                scanner.raw_text(&name);
            }
            name if LEFT_OUT.contains(&name) => {
                if !tag.self_closing {
                    self.skipped = Some((tag.name, 1));
                }
            }
            "html" | "head" | "body" => self.once(&tag),
            name if MUTE.contains(&name) => {}
            name if VOID.contains(&name) => self.put(&tag),
            _ => self.open(&tag),
        }
    }

    /// Tells whether a start tag belongs to content that is left out, and keeps count.
    fn skips(&mut self, name: &str) -> bool {
        let Some((outer, count)) = &mut self.skipped else {
            return false;
        };
        if outer != "template" && BREAKS_OUT.contains(&name) {
            self.skipped = None;
            return false;
        }
        if outer == name {
            *count += 1;
        }
        true
    }

    fn script(&mut self, tag: &Tag<'_>, content: &str) {
        let is_data = tag.attributes.iter().any(|(name, value)| {
            name == "type" && value.trim().eq_ignore_ascii_case("application/ld+json")
        });
        if is_data {
            self.page.json_ld.push(content.to_owned());
        }
    }

    fn once(&mut self, tag: &Tag<'_>) {
        let seen = match tag.name.as_str() {
            "html" => &mut self.seen.html,
            "head" => &mut self.seen.head,
            _ => &mut self.seen.body,
        };
        if !std::mem::replace(seen, true) {
            self.write(tag);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        if self.is_full() {
            return;
        }
        for closed in self.stack.implied_ends(&tag.name) {
            self.write_end(&closed);
        }
        match self.stack.open(&tag.name) {
            Opened::Kept => {
                self.elements += 1;
                self.work += self.stack.depth();
                self.write(tag);
            }
            Opened::TooDeep => {}
        }
    }

    /// Writes an element without content.
    fn put(&mut self, tag: &Tag<'_>) {
        if !self.is_full() {
            self.elements += 1;
            self.work += self.stack.depth();
            self.write(tag);
        }
    }

    fn is_full(&self) -> bool {
        self.elements >= MAX_ELEMENTS || self.work >= MAX_WORK
    }

    fn end(&mut self, name: &str) {
        if let Some((outer, count)) = &mut self.skipped {
            if outer == name {
                *count -= 1;
                if *count == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        match name {
            "head" => self.page.html.push_str("</head>"),
            "br" => self.page.html.push_str("<br>"),
            _ => {
                for closed in self.stack.close(name) {
                    self.write_end(&closed);
                }
            }
        }
    }

    fn write(&mut self, tag: &Tag<'_>) {
        let out = &mut self.page.html;
        out.push('<');
        out.push_str(&tag.name);
        let asked_for = |it: &&(String, &str)| ASKED_FOR.contains(&it.0.as_str());
        for (name, value) in tag.attributes.iter().filter(asked_for) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            if value.contains('"') {
                out.push_str(&value.replace('"', "&quot;"));
            } else {
                out.push_str(value);
            }
            out.push('"');
        }
        out.push('>');
    }

    fn write_end(&mut self, name: &str) {
        self.page.html.push_str("</");
        self.page.html.push_str(name);
        self.page.html.push('>');
    }

    fn finish(mut self, cut_attributes: usize) -> SafePage {
        while let Some(name) = self.stack.pop() {
            self.write_end(&name);
        }
        if self.stack.flattened() > 0 {
            self.page.problems.push(format!(
                "nested too deeply: {} elements were flattened",
                self.stack.flattened()
            ));
        }
        if cut_attributes > 0 {
            self.page.problems.push(format!(
                "a tag with too many attributes: {cut_attributes} were left out"
            ));
        }
        if self.is_full() {
            let count = self.elements;
            self.page.problems.push(format!(
                "too many elements: only {count} were kept, the rest was read as text"
            ));
        }
        self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(rewrite(source).html, expected);
    }

    #[test]
    fn a_page_is_balanced_and_quoted() {
        check("<p>a<p>b", "<p>a</p><p>b</p>");
        check("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c");
        check(
            "<P CLASS=x id='a\"b'>t",
            "<p class=\"x\" id=\"a&quot;b\">t</p>",
        );
        check("<b><p>x</b>y</p>", "<b><p>xy</p></b>");
        check("<p><b>x</p>y", "<p><b>x</b></p>y");
        check("a < b &amp; c", "a &lt; b &amp; c");
        check("<div></span></div></div>", "<div></div>");
        check(
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        );
        check(
            "<dl><dt>a<dd>b<dt>c</dl>",
            "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
        );
        check("x</br>y", "x<br>y");
    }

    #[test]
    fn comments_scripts_and_drawings_are_left_out() {
        check("a<!-- <p> -->b<!-->c<!doctype html>d<?x?>e", "abcde");
        check("a<script>if (a < b) '<p>'</script>b", "ab");
        check("a<svg><title>no</title><g></svg>b", "ab");
        check("a<svg><g><p>b</p>", "a<p>b</p>");
        check(
            "<title>A <b>bold</b> word</title>",
            "<title>A &lt;b>bold&lt;/b> word</title>",
        );
        check("a<style>p > b {}</style>b<textarea><p></textarea>c", "abc");
        check("a<!-- never closed <p>b", "a");
        check("a<p title='never closed>b", "a");
    }

    #[test]
    fn json_ld_is_set_aside() {
        let page = rewrite("<script type=\"application/ld+json\">{\"a\": \"<b>\"}</script>x");
        assert_eq!(page.json_ld, ["{\"a\": \"<b>\"}"]);
        assert_eq!(page.html, "x");
    }

    #[test]
    fn depth_and_attributes_are_bounded() {
        let page = rewrite(&"<div>".repeat(20_000));
        assert_eq!(page.html.matches("<div>").count(), 512);
        assert!(
            page.problems[0].starts_with("nested too deeply"),
            "{:?}",
            page.problems
        );

        let attributes = " a=1".repeat(200_000);
        let page = rewrite(&format!("<p{attributes}>text"));
        assert!(page.html.len() < 5_000);
        assert!(page.html.ends_with(">text</p>"));
        assert!(
            page.problems[0].contains("attributes"),
            "{:?}",
            page.problems
        );
    }

    /// 200,000 of them took more memory than the worker has.
    #[test]
    fn elements_without_content_count_too() {
        let page = rewrite(&"<br>".repeat(200_000));
        assert_eq!(page.html.matches("<br>").count(), MAX_ELEMENTS);
        assert!(page.problems[0].contains("elements"), "{:?}", page.problems);
    }

    #[test]
    fn text_beyond_the_depth_is_kept_in_order() {
        let page = rewrite(&format!(
            "{}deep{}after",
            "<div>".repeat(600),
            "</div>".repeat(600)
        ));
        let text: String = page.html.replace("<div>", "").replace("</div>", "");
        assert_eq!(text, "deepafter");
        assert!(page.html.ends_with("</div>after"));
    }

    /// An attacker may open a formatting element in each of many paragraphs: a parser would open
    /// all of them again in the next one.
    #[test]
    fn formatting_elements_do_not_outlive_their_paragraph() {
        let source = "<p><b id=0>x<p><b id=1>x<p><b id=2>x";
        assert_eq!(
            rewrite(source).html,
            "<p><b id=\"0\">x</b></p><p><b id=\"1\">x</b></p><p><b id=\"2\">x</b></p>"
        );
    }
}
