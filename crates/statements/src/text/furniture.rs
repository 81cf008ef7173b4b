//! Furniture: what stands on a page and tells nothing: title blocks of court forms, statements of
//! truth, lists of other stories, tables, captions and bylines.
//!
//! They are marked like headings, so that no statement is looked for in them.

use super::{Paragraph, Text};

/// Words that stand above lists of other stories.
const MARKERS: &[&str] = &[
    "read next",
    "read more",
    "read also",
    "related",
    "related stories",
    "related articles",
    "related topics",
    "recommended",
    "most read",
    "most popular",
    "more stories",
    "more news",
    "you may also like",
    "also in the news",
    "latest news",
];
/// Beginnings of such headings.
const OPENINGS: &[&str] = &[
    "more from ",
    "more on ",
    "filed under",
    "read next:",
    "more in ",
];
/// Bytes of the longest marker.
const MARKER: usize = 60;
/// Words in the longest entry of such a list.
const ENTRY: usize = 30;
/// Letters of the shortest title block, and how many of a hundred are capitals.
const BLOCK: (usize, usize) = (8, 60);

/// Marks the paragraphs that tell nothing.
pub(super) fn mark(text: &mut Text<'_>) {
    let mut listed = false;
    for index in 0..text.paragraphs.len() {
        let paragraph = &text.paragraphs[index];
        let words = &text.source[paragraph.range.clone()];
        listed |= paragraph.heading && is_marker(words);
        let entry = listed && is_entry(text, paragraph);
        let told = paragraph.turn.is_some() || paragraph.quoted.is_some();
        let furniture = entry
            || is_title_block(words)
            || is_oath(words)
            || is_table(words)
            || is_caption(words)
            || is_byline(words);
        text.paragraphs[index].heading |= furniture && !told;
    }
}

fn is_marker(words: &str) -> bool {
    if words.len() > MARKER {
        return false;
    }
    let words = words.to_lowercase();
    let bare = words.trim_end_matches([':', '.', '…']).trim();
    MARKERS.contains(&bare) || OPENINGS.iter().any(|opening| bare.starts_with(opening))
}

/// Tells whether a paragraph is a title or teaser in a list.
fn is_entry(text: &Text<'_>, paragraph: &Paragraph) -> bool {
    let tokens = text.tokens_in(&paragraph.range).len();
    tokens <= ENTRY && paragraph.sentences.len() <= 2
}

/// "IN THE HIGH COURT OF … BETWEEN …": set in capitals.
fn is_title_block(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    let (small, large) = letters.fold((0, 0), |(small, large), c| {
        (
            small + usize::from(c.is_lowercase()),
            large + usize::from(c.is_uppercase()),
        )
    });
    small + large >= BLOCK.0 && large * 100 >= (small + large) * BLOCK.1
}

/// The form of words that closes a court paper.
fn is_oath(words: &str) -> bool {
    let head: String = words.chars().take(20).collect::<String>().to_lowercase();
    head.starts_with("statement of truth")
}

/// Two or more lines with cells, or a single one with many.
fn is_table(words: &str) -> bool {
    let cells = |line: &str| line.matches(['|', '\t']).count();
    let rows = words.lines().filter(|line| cells(line) >= 2).count();
    rows >= 2 || rows == 1 && cells(words) >= 4
}

/// Beginnings of captions.
const CAPTIONS: &[&str] = &[
    "image:",
    "images:",
    "image;",
    "photo:",
    "photos:",
    "photo by",
    "photograph:",
    "photograph by",
    "picture:",
    "pictured:",
    "file photo",
    "caption:",
    "credit:",
    "image credit",
    "photo credit",
    "illustration:",
    "illustration by",
    "graphic:",
    "video:",
    "screenshot:",
    "screengrab:",
    "(image:",
    "(photo:",
    "(photo by",
    "[image:",
    "[photo:",
    "credits:",
    "courtesy of",
];
/// Words that end a caption, before the name of whoever made the picture; a sentence goes before.
const CREDITS: &[&str] = &[
    ". image:",
    ". images:",
    ". image;",
    ". photo:",
    ". photograph:",
    ". photo by",
    ". picture:",
    ". credit:",
    "(photo:",
    "(image:",
    ". illustration:",
    "(ap photo",
    "(file photo",
    "(photo by",
];
/// Marks of picture agencies at the end of a caption.
const AGENCIES: &[&str] = &[
    "/getty images",
    "getty images",
    "/shutterstock",
    "/alamy",
    "via getty",
    "/wikimedia commons",
    "/unsplash",
    "/epa",
    "/afp",
    "via ap",
    "/flickr",
];
/// Bytes of the longest caption, and of the credit at its end.
const CAPTION: (usize, usize) = (400, 60);

fn is_caption(words: &str) -> bool {
    if words.len() > CAPTION.0 {
        return false;
    }
    let words = words.to_lowercase();
    let tail = words
        .char_indices()
        .rev()
        .nth(CAPTION.1)
        .map_or(words.as_str(), |(at, _)| &words[at..]);
    let bare = words.trim_end_matches(['.', ')', ']']);
    let quiet = !words.contains(['“', '"']);
    CAPTIONS.iter().any(|it| words.starts_with(it))
        || quiet && CREDITS.iter().any(|it| tail.contains(it))
        || AGENCIES.iter().any(|it| bare.ends_with(it))
}

/// Beginnings of bylines and of the notes about who wrote and when.
const BYLINES: &[&str] = &[
    "reporting by ",
    "additional reporting by",
    "editing by ",
    "edited by ",
    "written by ",
    "(reporting by",
    "(editing by",
    "with reporting by",
    "published ",
    "updated ",
    "posted ",
    "last updated",
    "first published",
];
/// Words in the longest byline.
const BYLINE: usize = 24;

/// "By Jo Roe and Ann Poe", "Published 3 May 2031": no sentence.
fn is_byline(words: &str) -> bool {
    let count = words.split_whitespace().take(BYLINE + 1).count();
    if count > BYLINE || words.contains(['“', '"']) {
        return false;
    }
    let lower = words.to_lowercase();
    let open = !lower.ends_with(['.', '!', '?', ':']);
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let small = words
        .split_whitespace()
        .skip(1)
        .filter(|word| !named(word) && word.chars().any(char::is_alphabetic));
    let by = lower.starts_with("by ") && open && small.clone().count() * 3 < count;
    let noted = BYLINES.iter().any(|it| lower.starts_with(it));
    by || noted && (open || lower.contains("reporting by") || lower.contains("editing by"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_blocks_oaths_and_lists_of_stories_tell_nothing() {
        let text = Text::new(
            "IN THE HIGH COURT OF ALDHAM\nBETWEEN ACME LTD (Claimant) and BOLT LTD.\n\n\
             Acme says that Bolt copied it.\n\nStatement of truth. Acme believes it.\n\n\
             Read next\n\nBakers say bread is late.",
        );
        let told: Vec<bool> = text.paragraphs.iter().map(|it| !it.heading).collect();
        assert_eq!(told, [false, true, false, false, false]);
    }

    #[test]
    fn tables_captions_and_bylines_tell_nothing() {
        let check = |source: &str, expected: bool| {
            let text = Text::new(source);
            assert_eq!(text.paragraphs[0].heading, expected, "{source}");
        };
        check("Firm | Said | Day\nAcme | “No” | Monday", true);
        check("Firm\tSaid\tDay\nAcme\tNo\tMonday", true);
        check("Jo Roe said it fell. Image: Ann Poe.", true);
        check("Photo: Jo Roe says goodbye to Acme.", true);
        check(
            "Jo Roe, who said it fell, in May. Ann Poe/Getty Images",
            true,
        );
        check("By Jo Roe and Ann Poe, Daily Bugle", true);
        check(
            "(Reporting by Jo Roe; editing by Ann Poe, who said so.)",
            true,
        );
        check("Published 3 May 2031", true);
        check("By all accounts Acme said no.", false);
        check("Acme said the photo by Ann Poe was late.", false);
        check("Acme said | it fell.", false);
        check("Published papers say it fell.", false);
    }
}
