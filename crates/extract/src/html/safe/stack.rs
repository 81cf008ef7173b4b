//! The open elements of a page, bounded, with the end tags that HTML lets authors leave out.
//!
//! A simplification of the tree construction of <https://html.spec.whatwg.org/#parsing>: it need
//! not build the same tree for every muddle, only one that is no deeper than it says.

/// The deepest nesting that is written out.
pub(in crate::html) const MAX_DEPTH: usize = 512;

#[derive(Default)]
pub(in crate::html) struct Stack {
    open: Vec<String>,
    /// Elements beyond the depth, open but not written.
    beyond: Vec<String>,
    flattened: usize,
}

/// What became of a start tag.
#[derive(PartialEq, Eq)]
pub(in crate::html) enum Opened {
    Kept,
    TooDeep,
}

impl Stack {
    /// Pushes an element, unless the page is too deep already.
    pub(in crate::html) fn open(&mut self, name: &str) -> Opened {
        if self.open.len() >= MAX_DEPTH {
            self.beyond.push(name.to_owned());
            self.flattened += 1;
            return Opened::TooDeep;
        }
        self.open.push(name.to_owned());
        Opened::Kept
    }

    /// Pops and returns the elements that a start tag of `name` closes, innermost first.
    pub(in crate::html) fn implied_ends(&mut self, name: &str) -> Vec<String> {
        if !self.beyond.is_empty() {
            return Vec::new();
        }
        let mut ended = Vec::new();
        if closes_paragraph(name) {
            ended.extend(self.cut_at(|it| it == "p", &BUTTON_SCOPE));
        }
        match name {
            "li" => ended.extend(self.cut_at(|it| it == "li", &LIST_SCOPE)),
            "dt" | "dd" => ended.extend(self.cut_at(|it| matches!(it, "dt" | "dd"), &LIST_SCOPE)),
            "td" | "th" => {
                ended.extend(self.cut_at(|it| matches!(it, "td" | "th"), &["table", "tr"]));
            }
            "tr" => ended.extend(self.cut_at(|it| it == "tr", &["table"])),
            "tbody" | "thead" | "tfoot" => {
                ended.extend(self.cut_at(
                    |it| matches!(it, "tbody" | "thead" | "tfoot" | "tr"),
                    &["table"],
                ));
            }
            "option" => ended.extend(self.cut_at(|it| it == "option", &SPECIAL)),
            _ => {}
        }
        ended
    }

    /// Pops and returns the elements that an end tag closes, innermost first; nothing when it has
    /// no start tag that it can reach.
    pub(in crate::html) fn close(&mut self, name: &str) -> Vec<String> {
        if let Some(last) = self.beyond.last() {
            if last == name {
                self.beyond.pop();
            }
            return Vec::new();
        }
        match name {
            "table" => self.cut_at(|it| it == name, &[]),
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" => {
                self.cut_at(|it| it == name, &["table"])
            }
            "li" | "dt" | "dd" => self.cut_at(|it| it == name, &LIST_SCOPE),
            _ if SPECIAL.contains(&name) => self.cut_at(|it| it == name, &SCOPE),
            _ => self.cut_at(|it| it == name, &SPECIAL),
        }
    }

    pub(in crate::html) fn pop(&mut self) -> Option<String> {
        self.open.pop()
    }

    /// Returns how many elements are open and written.
    pub(in crate::html) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns how many elements were not written because they lie too deep.
    pub(in crate::html) fn flattened(&self) -> usize {
        self.flattened
    }

    /// Pops down to and including the innermost element that `is_end`, unless an element of
    /// `barrier` stands before it.
    fn cut_at(&mut self, is_end: impl Fn(&str) -> bool, barrier: &[&str]) -> Vec<String> {
        let reachable = self
            .open
            .iter()
            .rposition(|it| is_end(it) || barrier.contains(&it.as_str()));
        match reachable {
            Some(index) if is_end(&self.open[index]) => self.open.drain(index..).rev().collect(),
            _ => Vec::new(),
        }
    }
}

const SCOPE: [&str; 5] = ["table", "td", "th", "caption", "marquee"];

const BUTTON_SCOPE: [&str; 6] = ["table", "td", "th", "caption", "marquee", "button"];

const LIST_SCOPE: [&str; 16] = [
    "table",
    "td",
    "th",
    "caption",
    "ul",
    "ol",
    "dl",
    "menu",
    "section",
    "article",
    "blockquote",
    "main",
    "aside",
    "nav",
    "details",
    "fieldset",
];

/// Elements that an inline end tag does not reach across.
const SPECIAL: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
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
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "marquee",
];

fn closes_paragraph(name: &str) -> bool {
    SPECIAL.contains(&name)
        && !matches!(
            name,
            "button" | "caption" | "tbody" | "td" | "th" | "tr" | "marquee"
        )
}
