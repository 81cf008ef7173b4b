//! Puts the breaks between paragraphs back where they were lost.
//!
//! What finds the article falls back, on short pages, to the joined words of whole elements, in
//! which a heading runs into the first sentence and one speaker into the next. The page itself
//! knows better: a paragraph whose letters are those of several of its blocks, one after the
//! other, is written as these blocks.

use std::collections::BTreeMap;

use model::plain_text;

/// A block of the page, and what is compared of it.
struct Block<'a> {
    words: &'a str,
    letters: String,
}

/// The comparisons that one page is worth; what is glued after them stays glued.
const MAX_STEPS: usize = 2_000_000;

/// Returns `text` with its paragraphs as they stand in `page`, the text of the whole page.
/// A paragraph that the blocks of the page do not make up stays as it is.
pub(super) fn restored(text: &str, page: &str) -> String {
    let page = plain_text(&with_plain_spaces(page));
    let blocks = blocks(&page);
    let known: BTreeMap<&str, &str> = blocks
        .iter()
        .rev()
        .map(|block| (block.letters.as_str(), block.words))
        .collect();
    let mut steps = MAX_STEPS;
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        let letters = letters(paragraph);
        if let Some(words) = known.get(letters.as_str()) {
            paragraphs.push(*words);
        } else if let Some(parts) = parts(&letters, &blocks, &mut steps) {
            paragraphs.extend(parts);
        } else {
            paragraphs.push(paragraph);
        }
    }
    paragraphs.join("\n\n")
}

/// Writes wide, narrow and unbreakable spaces as the plain ones they stand for and leaves out soft
/// hyphens, so that words are found whatever the page does for its line breaks.
fn with_plain_spaces(page: &str) -> String {
    let mut plain = String::with_capacity(page.len());
    let mut is_made = false;
    for c in page.chars().filter(|c| *c != '\u{ad}') {
        let is_special = c.is_whitespace() && !c.is_ascii_whitespace();
        let follows_space = plain.is_empty() || plain.ends_with([' ', '\n']);
        match c {
            _ if is_special && follows_space => {}
            _ if is_special => plain.push(' '),
            ' ' if is_made => {}
            _ => plain.push(c),
        }
        is_made = is_special;
    }
    plain
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    page.split("\n\n")
        .map(|words| Block {
            words,
            letters: letters(words),
        })
        .filter(|block| !block.letters.is_empty())
        .collect()
}

/// Everything that is seen of a text; spaces and breaks are what was lost.
fn letters(text: &str) -> String {
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    text.chars().filter(is_seen).collect()
}

/// Finds the blocks that make up a paragraph.
fn parts<'a>(letters: &str, blocks: &[Block<'a>], steps: &mut usize) -> Option<Vec<&'a str>> {
    for first in 0..blocks.len() {
        *steps = steps.checked_sub(1)?;
        if letters.starts_with(&blocks[first].letters)
            && let Some(parts) = parts_from(letters, &blocks[first..], steps)
        {
            return Some(parts);
        }
    }
    None
}

/// Blocks in between that are no part of the article are passed over.
fn parts_from<'a>(letters: &str, blocks: &[Block<'a>], steps: &mut usize) -> Option<Vec<&'a str>> {
    let mut parts = Vec::new();
    let mut rest = letters;
    for block in blocks {
        *steps = steps.checked_sub(1)?;
        if let Some(after) = rest.strip_prefix(block.letters.as_str()) {
            parts.push(block.words);
            rest = after;
        }
        if rest.is_empty() {
            return Some(parts);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glued_paragraph_is_parted_where_the_page_parts_it() {
        let page = "Menu\n\nHarbour shut\n\nAcme says no.\n\nAn advertisement\n\nBolt says\nyes.";
        let check = |text: &str, expected: &str| assert_eq!(restored(text, page), expected);
        check("", "");
        check("Acme says no.", "Acme says no.");
        check(
            "Harbour shutAcme says no.Bolt says yes.",
            "Harbour shut\n\nAcme says no.\n\nBolt says\nyes.",
        );
        check("Harbour sh ut\n\nElsewhere", "Harbour shut\n\nElsewhere");
        check("Harbour shut, Acme says no.", "Harbour shut, Acme says no.");
        check("Harbour shutAcme says", "Harbour shutAcme says");
    }

    #[test]
    fn spaces_and_soft_hyphens_of_the_page_do_not_come_along() {
        let check = |page: &str, expected: &str| assert_eq!(restored("Portshut.", page), expected);
        check("Port\u{a0}shut.", "Port shut.");
        check("Port\u{a0} \u{2009}shut.", "Port shut.");
        check("\u{3000}Port\n\u{3000}sh\u{ad}ut.\u{a0}", "Port\nshut.");
        check("Port  shut.", "Port  shut.");
    }
}
