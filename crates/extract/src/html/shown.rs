//! What of a page is shown to the extractor: the body without what is never part of an article,
//! and a head that answers what it would else search the whole page for.
//!
//! The extractor copies and walks its tree many times over, so what is left out here is left out
//! of every one of these walks. And it drops, together with many an element, the words that follow
//! it directly: an empty element behind each of these holds them.

/// Elements that are never part of an article; without them the extractor is faster and surer.
pub(super) const BESIDE: [&str; 5] = ["nav", "footer", "aside", "button", "dialog"];

/// Controls and players: elements with content that is no text of an article.
const MUTE: [&str; 10] = [
    "audio", "video", "map", "datalist", "legend", "output", "progress", "menu", "menuitem",
    "optgroup",
];

/// Elements that the extractor drops together with the words behind them.
const DROPPED_WITH_TAIL: [&str; 9] = [
    "figure", "picture", "form", "fieldset", "label", "marquee", "rp", "rt", "rtc",
];

/// A head in which title, author, section, words and licence are named.
const ANSWERED: &str = concat!(
    "<title>-</title><meta property=\"og:title\" content=\"-\">",
    "<meta property=\"og:site_name\" content=\"-\">",
    "<meta name=\"author\" content=\"No One\">",
    "<meta name=\"keywords\" content=\"-\">",
    "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"articleSection\":\"-\"}</script>",
);

/// What the extractor is asked beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Everything is known: nothing of the head is shown.
    Answered,
    /// Author or day are to be guessed: the head is shown as it is, and so is what stands beside
    /// the article, where both are often found.
    Shown,
}

/// Writes a page that was made safe for the extractor.
pub(super) fn shown(safe: &str, head: Head) -> String {
    let mut writer = Writer {
        out: String::with_capacity(safe.len()),
        left_out: None,
    };
    if head == Head::Answered {
        writer.out.push_str(ANSWERED);
    }
    let mut rest = safe;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        let tag = &rest[at..=at + end_of_tag(&rest[at..])];
        rest = &rest[at + tag.len()..];
        writer.tag(tag, head);
    }
    writer.text(rest);
    writer.out
}

struct Writer<'a> {
    out: String,
    /// The element that is being left out, and how many of its name are open.
    left_out: Option<(&'a str, usize)>,
}

impl<'a> Writer<'a> {
    fn text(&mut self, text: &str) {
        if self.left_out.is_none() {
            self.out.push_str(text);
        }
    }

    fn tag(&mut self, tag: &'a str, head: Head) {
        let (name, is_end) = name_of(tag);
        if let Some((outer, count)) = &mut self.left_out {
            if *outer == name {
                *count = if is_end { *count - 1 } else { *count + 1 };
            }
            if *count == 0 {
                self.left_out = None;
            }
            return;
        }
        let is_of_head = head == Head::Answered && name == "title";
        let is_beside = head == Head::Answered && BESIDE.contains(&name);
        if !is_end && (is_beside || MUTE.contains(&name) || is_of_head) {
            self.left_out = Some((name, 1));
        } else if !is_left_out(name, head) {
            self.put(tag, name, is_end);
        }
    }

    fn put(&mut self, tag: &str, name: &str, is_end: bool) {
        // A day within a sentence is part of it.
        match (name, is_end) {
            ("time", false) => self.out.push_str("<span>"),
            ("time", true) => self.out.push_str("</span>"),
            _ => self.out.push_str(tag),
        }
        if is_end && (BESIDE.contains(&name) || DROPPED_WITH_TAIL.contains(&name)) {
            self.out.push_str("<span></span>");
        }
    }
}

/// Tells whether an element without content is left out.
fn is_left_out(name: &str, head: Head) -> bool {
    matches!(name, "input" | "base") || (head == Head::Answered && matches!(name, "meta" | "link"))
}

/// Returns the name in a tag, and whether it is an end tag.
fn name_of(tag: &str) -> (&str, bool) {
    let inner = &tag[1..];
    let (inner, is_end) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner.find([' ', '>']).unwrap_or(inner.len());
    (&inner[..end], is_end)
}

/// Returns where the tag ends that `rest` begins with. Values stand in quotation marks, which is all
/// that a page made safe has of them.
fn end_of_tag(rest: &str) -> usize {
    let mut is_quoted = false;
    let end = rest.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.unwrap_or(rest.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        let shown = shown(page, Head::Answered);
        assert_eq!(shown.strip_prefix(ANSWERED), Some(expected), "{page}");
    }

    #[test]
    fn what_stands_beside_an_article_is_left_out_and_its_tail_stays() {
        check("<p>a<nav>b<nav>c</nav>d</nav>e</p>", "<p>ae</p>");
        check("<p title=\"x > y\">a</p>", "<p title=\"x > y\">a</p>");
        check("<form>a</form>b<input>c", "<form>a</form><span></span>bc");
        check("<video>a</video>b", "b");
        check("é<aside>never closed", "é");
    }

    #[test]
    fn a_day_within_a_sentence_stays() {
        check(
            "<p>On <time datetime=\"2024-09-03\">3 September</time> it shut.</p>",
            "<p>On <span>3 September</span> it shut.</p>",
        );
    }

    #[test]
    fn what_is_known_is_not_shown_and_what_is_guessed_is() {
        let page = "<head><title>T</title><meta name=\"a\" content=\"b\"></head><body><p>c</p>";
        check(page, "<head></head><body><p>c</p>");
        assert_eq!(shown(page, Head::Shown), page);
        let beside = shown("<aside>By Ada Quill</aside>x", Head::Shown);
        assert_eq!(beside, "<aside>By Ada Quill</aside><span></span>x");
    }
}
