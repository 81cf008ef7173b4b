//! The words of an article, from the piece of HTML that holds it.
//!
//! Headings, list items, quotations, table cells and paragraphs each become a paragraph, parted by
//! a blank line; a `br` stays a line break. [`super::seams`] and the last resort of [`super`] read
//! whole pages with the same eyes.

use model::plain_text;
use scraper::{ElementRef, Html, Node};

/// Renders a fragment of HTML as text in the form of [`model::plain_text`].
pub(crate) fn of_fragment(html: &str) -> String {
    of_tree(&Html::parse_fragment(html))
}

/// Renders a parsed page as text, without navigation and the like.
pub(super) fn of_tree(tree: &Html) -> String {
    rendered(tree, &[])
}

/// Renders a parsed page as text, without anything that stands beside an article.
pub(super) fn of_main_tree(tree: &Html) -> String {
    rendered(tree, &super::shown::BESIDE)
}

fn rendered(tree: &Html, beside: &'static [&'static str]) -> String {
    let mut text = Rendering {
        beside,
        ..Rendering::default()
    };
    text.walk(tree.root_element());
    plain_text(&text.out)
}

#[derive(Default)]
struct Rendering {
    out: String,
    /// Elements that are left out beside the [`HIDDEN`] ones.
    beside: &'static [&'static str],
    /// How many `pre` elements are open.
    verbatim: usize,
    /// How many elements are open whose text is not shown.
    hidden: usize,
}

/// Elements that stand on lines of their own
/// (<https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3> and its tables and
/// lists). All others stand within a line, those that nobody knows too.
const BLOCKS: [&str; 50] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const HIDDEN: [&str; 12] = [
    "head", "title", "button", "nav", "script", "style", "select", "noscript", "audio", "video",
    "rt", "rp",
];

impl Rendering {
    /// Goes through an element; recursion is as deep as the page, which `safe` bounds.
    fn walk(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                if self.hidden == 0 {
                    self.text(text);
                }
            } else if let Some(inner) = ElementRef::wrap(child) {
                self.open(inner.value().name());
                self.walk(inner);
                self.close(inner.value().name());
            }
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "pre" => {
                self.verbatim += 1;
                self.part();
            }
            "br" => self.out.push('\n'),
            _ if self.hides(name) => self.hidden += 1,
            _ if BLOCKS.contains(&name) => self.part(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "pre" => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.part();
            }
            _ if self.hides(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if BLOCKS.contains(&name) => self.part(),
            _ => {}
        }
    }

    fn hides(&self, name: &str) -> bool {
        HIDDEN.contains(&name) || self.beside.contains(&name)
    }

    fn part(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out
                .truncate(self.out.trim_end_matches([' ', '\t']).len());
            self.out.push_str("\n\n");
        }
    }

    fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            self.out.push_str(text);
            return;
        }
        for (index, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            let at_start = self.out.is_empty() || self.out.ends_with([' ', '\n']);
            if index > 0 && !at_start {
                self.out.push(' ');
            }
            self.out.push_str(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs() {
        let check = |html: &str, expected: &str| assert_eq!(of_fragment(html), expected, "{html}");
        check(
            "<p>One <b>two</b>\n three.</p><p>Four.</p>",
            "One two three.\n\nFour.",
        );
        check(
            "<h2>Head</h2>Loose<ul><li>a</li><li>b</li></ul>",
            "Head\n\nLoose\n\na\n\nb",
        );
        check("<blockquote><p>“Q”</p></blockquote>after", "“Q”\n\nafter");
        check("a<br>b", "a\nb");
        check("<pre>x  y\n z</pre>", "x  y\n z");
        check(
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "a\n\nb\n\nc",
        );
        check(
            "<dl><dt>a</dt><dd>b</dd></dl><figure><figcaption>c</figcaption></figure>d<div>e</div>f",
            "a\n\nb\n\nc\n\nd\n\ne\n\nf",
        );
        check(
            "<p>See <x-link>the report</x-link> today.</p>",
            "See the report today.",
        );
        check("<p>  </p><p>x</p><button>Share</button>", "x");
        check("co<em>opera</em>te", "cooperate");
    }
}
