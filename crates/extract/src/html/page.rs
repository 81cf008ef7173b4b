//! The facts of a page, gathered in one walk over its tree.
//!
//! Nothing is decided here: [`super::title`], [`super::byline`], [`super::times`] and their like
//! weigh what this walk brings home.

use scraper::{ElementRef, Html};

use super::element::{author_name, byline_kind, is_elsewhere, label_of, looks_dated, text_of};
use super::json_ld::{LinkedData, linked_data};
use super::safe::SafePage;

/// What a page says about itself, and what stands on it near the headline.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// `lang` of the root element.
    pub(crate) lang: Option<String>,
    /// Every `meta` with a name and a content: name in lower case, and content.
    pub(crate) metas: Vec<(String, String)>,
    /// `link` elements of the head: relation and address.
    pub(crate) links: Vec<(String, String)>,
    /// The text of `<title>`.
    pub(crate) title: Option<String>,
    /// First-level headings.
    pub(crate) headings: Vec<String>,
    /// Headings of the second and third level.
    pub(crate) lesser_headings: Vec<String>,
    /// Values of `itemprop`: name in lower case, and content.
    pub(crate) properties: Vec<(String, String)>,
    /// `time` elements and others that look like the date of the page.
    pub(crate) times: Vec<TimeTag>,
    /// Elements that look like a byline, in their order.
    pub(crate) bylines: Vec<Byline>,
    /// The JSON-LD of the page.
    pub(crate) data: LinkedData,
}

/// An element that holds a date.
#[derive(Debug)]
pub(crate) struct TimeTag {
    /// `datetime`, `content` or the like; empty when only the text speaks.
    pub(crate) machine: String,
    pub(crate) text: String,
    /// Its own and its parent's class, id and data names, in lower case.
    pub(crate) label: String,
    /// Whether it stands after the first heading.
    pub(crate) after_heading: bool,
    /// Whether it is a `time` element.
    pub(crate) is_time: bool,
    /// Whether it stands in a list of other articles, a comment or a footer.
    pub(crate) elsewhere: bool,
}

/// An element that names an author.
#[derive(Debug)]
pub(crate) struct Byline {
    pub(crate) kind: BylineKind,
    pub(crate) text: String,
    pub(crate) elsewhere: bool,
}

/// How an element shows that it names an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BylineKind {
    /// `rel="author"`.
    Relation,
    /// A link to a page of an author, or an element within a byline made for the name alone.
    Name,
    /// An element with a class such as `byline`.
    Class,
    /// A short paragraph that begins with "By".
    Words,
}

/// The longest text of a byline or a date, in bytes.
pub(super) const SHORT: usize = 200;

impl Page {
    /// Walks the tree of a page.
    pub(crate) fn of(tree: &Html, safe: &SafePage) -> Self {
        let mut page = Self {
            data: linked_data(&safe.json_ld),
            ..Self::default()
        };
        for node in tree.tree.root().descendants() {
            if let Some(element) = ElementRef::wrap(node) {
                page.visit(element);
            }
        }
        page
    }

    /// Returns the content of the first of the metas that is there, and its name.
    pub(crate) fn meta<'a>(&'a self, names: &[&'a str]) -> Option<(&'a str, &'a str)> {
        names.iter().find_map(|name| {
            let (_, content) = self.metas.iter().find(|(key, _)| key == name)?;
            Some((*name, content.as_str()))
        })
    }

    /// Returns the value of the first `itemprop` of a name.
    pub(crate) fn property(&self, name: &str) -> Option<&str> {
        let (_, value) = self.properties.iter().find(|(key, _)| key == name)?;
        Some(value)
    }

    fn visit(&mut self, element: ElementRef<'_>) {
        let attr = |name: &str| element.value().attr(name).map(str::trim);
        match element.value().name() {
            "html" => self.lang = attr("lang").or_else(|| attr("xml:lang")).map(str::to_owned),
            "meta" => self.visit_meta(element),
            "link" => {
                if let (Some(rel), Some(href)) = (attr("rel"), attr("href")) {
                    self.links.push((rel.to_ascii_lowercase(), href.to_owned()));
                }
            }
            "title" if self.title.is_none() => self.title = Some(text_of(element, 1000)),
            "h1" => {
                let heading = text_of(element, 500);
                if !heading.is_empty() {
                    self.headings.push(heading);
                }
            }
            "h2" | "h3" if self.lesser_headings.len() < 40 => {
                self.lesser_headings.push(text_of(element, 500));
            }
            _ => {}
        }
        let label = label_of(element);
        self.visit_property(element);
        self.visit_time(element, &label);
        self.visit_byline(element, &label);
    }

    fn visit_meta(&mut self, element: ElementRef<'_>) {
        let attr = |name: &str| element.value().attr(name).map(str::trim);
        let name = attr("property")
            .or_else(|| attr("name"))
            .or_else(|| attr("http-equiv"));
        if let (Some(name), Some(content)) = (name, attr("content").or_else(|| attr("value")))
            && !content.is_empty()
        {
            self.metas
                .push((name.to_ascii_lowercase(), content.to_owned()));
        }
    }

    fn visit_property(&mut self, element: ElementRef<'_>) {
        // Microdata, or the same vocabulary in RDFa.
        let value = element.value();
        let rdfa = || value.attr("property")?.rsplit_once("schema:");
        let Some(name) = value.attr("itemprop").or_else(|| Some(rdfa()?.1)) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        let known = [
            "headline",
            "datepublished",
            "datecreated",
            "datemodified",
            "author",
            "isaccessibleforfree",
        ];
        let Some(name) = known
            .iter()
            .find(|it| name.split(' ').any(|word| word == **it))
        else {
            return;
        };
        if is_elsewhere(element) {
            return;
        }
        let machine = ["content", "datetime"]
            .iter()
            .find_map(|it| element.value().attr(it));
        let value = machine.map_or_else(|| author_name(element, name), str::to_owned);
        self.properties
            .push(((*name).to_owned(), value.trim().to_owned()));
    }

    fn visit_time(&mut self, element: ElementRef<'_>, label: &str) {
        let is_time = element.value().name() == "time";
        if !is_time && !looks_dated(label) {
            return;
        }
        let text = text_of(element, SHORT + 1);
        let machine = [
            "datetime",
            "content",
            "data-datetime",
            "data-timestamp",
            "data-time",
            "title",
        ]
        .iter()
        .filter_map(|name| element.value().attr(name))
        .find(|value| value.bytes().any(|byte| byte.is_ascii_digit()))
        .unwrap_or_default()
        .to_owned();
        if text.len() > SHORT || (machine.is_empty() && !text.bytes().any(|it| it.is_ascii_digit()))
        {
            return;
        }
        let parent = element.parent().and_then(ElementRef::wrap).map(label_of);
        self.times.push(TimeTag {
            machine,
            text,
            label: format!("{label} {}", parent.unwrap_or_default()),
            after_heading: !self.headings.is_empty(),
            is_time,
            elsewhere: is_elsewhere(element),
        });
    }

    fn visit_byline(&mut self, element: ElementRef<'_>, label: &str) {
        let Some(kind) = byline_kind(element, label) else {
            return;
        };
        let text = text_of(element, SHORT + 1);
        if text.is_empty() || text.len() > SHORT {
            return;
        }
        let elsewhere = is_elsewhere(element);
        self.bylines.push(Byline {
            kind,
            text,
            elsewhere,
        });
    }
}
