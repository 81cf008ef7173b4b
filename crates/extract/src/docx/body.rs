//! The words of a Word document, paragraph by paragraph (ECMA-376 part 1, 17.3).
//!
//! Headings, list items, table cells and notes each become a paragraph, as on a web page. Of tracked
//! changes the document says what it will once they are accepted: what was inserted is kept, what was
//! deleted is left out, and both are told of. Comments, headers, footers and hidden text are no part
//! of what the document says.

use std::collections::BTreeSet;

use crate::xml::{Event, Events};

/// Elements of which nothing is read: deleted and moved text, the instructions of fields, and the
/// copies of text boxes that are kept for older programs.
const LEFT_OUT: [&str; 6] = [
    "del",
    "movefrom",
    "deltext",
    "instrtext",
    "delinstrtext",
    "fallback",
];

/// Paragraphs open at once: text boxes stand inside the paragraphs that they are anchored to.
const MAX_OPEN: usize = 64;

/// The text of a document as it is read.
#[derive(Default)]
pub(super) struct Story {
    paragraphs: Vec<String>,
    open: Vec<Paragraph>,
    /// Ids of the styles that the document calls its title.
    title_styles: BTreeSet<String>,
    title: Option<String>,
    /// The element that is being left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
    /// Text whose paragraph mark was deleted: it goes on in the next paragraph.
    carried: String,
    in_text: bool,
    in_run: bool,
    is_hidden: bool,
    /// What of the document is not in the text, or not as it stands on the page.
    problems: BTreeSet<&'static str>,
}

const CHANGES: &str =
    "this document has tracked changes: what was inserted is kept, what was deleted is left out";
const HIDDEN: &str = "this document has hidden text, which is left out";

#[derive(Default)]
struct Paragraph {
    text: String,
    is_title: bool,
    in_properties: bool,
    mark_is_deleted: bool,
}

impl Story {
    /// Returns an empty story; `styles` is the part that names the styles.
    pub(super) fn new(styles: &str) -> Self {
        Self {
            title_styles: title_styles(styles),
            ..Self::default()
        }
    }

    /// Reads a part of the document.
    pub(super) fn read(&mut self, source: &str) {
        for event in Events::new(source) {
            match event {
                Event::Start {
                    name, attributes, ..
                } => self.start(&name, &attributes),
                Event::Text(text) => self.text(&text),
                Event::End(name) => self.end(&name),
            }
        }
        self.left_out = None;
        self.in_text = false;
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        let carried = std::mem::take(&mut self.carried);
        self.paragraphs.push(carried);
    }

    /// Returns what stands as the title on the page.
    pub(super) fn title(&self) -> Option<String> {
        self.title.clone()
    }

    /// Says what of the document is not in the text.
    pub(super) fn problems(&self) -> Vec<String> {
        self.problems.iter().map(|it| (*it).to_owned()).collect()
    }

    fn tell(&mut self, problem: &'static str, holds: bool) {
        if holds {
            self.problems.insert(problem);
        }
    }

    /// Returns the paragraphs, parted by blank lines, with `most` bytes or little more.
    pub(super) fn into_text(self, most: usize) -> String {
        let mut text = String::new();
        for paragraph in &self.paragraphs {
            let paragraph = paragraph.trim();
            if paragraph.is_empty() {
                continue;
            }
            if text.len() > most {
                break;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(paragraph);
        }
        text
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)]) {
        if let Some((left_out, depth)) = &mut self.left_out {
            *depth += usize::from(left_out == name);
            return;
        }
        let in_properties = self.open.last().is_some_and(|it| it.in_properties);
        match name {
            "p" => self.start_paragraph(),
            _ if in_properties => self.property(name, attributes),
            _ if LEFT_OUT.contains(&name) => {
                self.tell(CHANGES, matches!(name, "del" | "movefrom"));
                self.left_out = Some((name.to_owned(), 1));
            }
            "ins" | "moveto" => self.tell(CHANGES, true),
            "r" => (self.in_run, self.is_hidden) = (true, false),
            "vanish" if self.in_run => self.is_hidden |= is_on(attributes),
            "ppr" => self.set_in_properties(true),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "nobreakhyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((left_out, depth)) = &mut self.left_out {
            *depth -= usize::from(left_out == name);
            if *depth == 0 {
                self.left_out = None;
            }
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "ppr" => self.set_in_properties(false),
            "t" => self.in_text = false,
            "r" => (self.in_run, self.is_hidden) = (false, false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.left_out.is_none() {
            self.tell(HIDDEN, self.is_hidden && !text.trim().is_empty());
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut()
            && !self.is_hidden
        {
            paragraph.text.push_str(text);
        }
    }

    fn start_paragraph(&mut self) {
        // A paragraph that is open twice too often can only be a broken one.
        if self.open.len() >= MAX_OPEN {
            self.end_paragraph();
        }
        self.open.push(Paragraph::default());
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else {
            return;
        };
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.mark_is_deleted {
            self.carried = text;
            return;
        }
        if paragraph.is_title && self.title.is_none() && !text.trim().is_empty() {
            self.title = Some(text.trim().to_owned());
        }
        self.paragraphs.push(text);
    }

    fn set_in_properties(&mut self, inside: bool) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.in_properties = inside;
        }
    }

    /// Takes what the properties of a paragraph say.
    fn property(&mut self, name: &str, attributes: &[(String, String)]) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        match name {
            "pstyle" => {
                paragraph.is_title =
                    value(attributes).is_some_and(|it| self.title_styles.contains(it));
            }
            "del" | "movefrom" => {
                paragraph.mark_is_deleted = true;
                self.tell(CHANGES, true);
            }
            "ins" | "moveto" => self.tell(CHANGES, true),
            _ => {}
        }
    }
}

/// Tells whether a property that is there is switched on (17.17.4).
fn is_on(attributes: &[(String, String)]) -> bool {
    !matches!(value(attributes), Some("0" | "false" | "off"))
}

fn value(attributes: &[(String, String)]) -> Option<&str> {
    attribute(attributes, "val")
}

/// Returns an attribute by its name without prefix.
fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|(it, _)| it.rsplit(':').next() == Some(name))
        .map(|(_, value)| value.as_str())
}

/// Returns the ids of the styles whose name is that of the title: ids are in the language of the
/// program, the names of the styles that it brings are not.
fn title_styles(styles: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut id = String::new();
    for event in Events::new(styles) {
        let Event::Start {
            name, attributes, ..
        } = event
        else {
            continue;
        };
        match name.as_str() {
            "style" => {
                id.clear();
                id.push_str(attribute(&attributes, "styleid").unwrap_or_default());
            }
            "name" if value(&attributes).is_some_and(|it| it.eq_ignore_ascii_case("title")) => {
                ids.insert(std::mem::take(&mut id));
            }
            _ => {}
        }
    }
    ids
}
