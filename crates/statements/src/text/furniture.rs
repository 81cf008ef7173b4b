//! Furniture: what stands on a page and tells nothing: title blocks of court forms, statements of
//! truth, lists of other stories.
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
        let furniture = entry || is_title_block(words) || is_oath(words);
        text.paragraphs[index].heading |= furniture;
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
}
