//! Blocks that a sentence introduces: "Roe wrote:", "The statement in full:" and then, without
//! marks, the words themselves.
//!
//! Such a block is quoted as if it stood in quotation marks. It is believed only where the words
//! read as somebody's own: in the first person, set in, or announced in full.

use super::{Paragraph, Text};

/// Words of speaking that introduce a block.
const TELLS: &[&str] = &[
    "said",
    "says",
    "wrote",
    "writes",
    "added",
    "adds",
    "replied",
    "replies",
    "responded",
    "responds",
    "stated",
    "states",
    "tweeted",
    "posted",
    "posts",
    "reads",
    "read",
    "denied",
    "denies",
    "continued",
    "argued",
    "argues",
    "explained",
    "explains",
    "announced",
    "declared",
    "statement",
    "email",
    "message",
    "letter",
    "response",
    "reply",
    "post",
    "note",
    "commented",
    "apologised",
    "apologized",
    "told",
    "concluded",
    "warned",
    "testified",
];
/// Words that announce a text in full.
const WHOLE: &[&str] = &[
    "in full",
    "full statement",
    "full text",
    "entire statement",
    "full letter",
];
/// Words of the first person.
const FIRST: &[&str] = &[
    "we", "our", "ours", "us", "i", "my", "we're", "we've", "i'm", "i've",
];
/// Paragraphs of the longest text in full.
const LONGEST: usize = 40;

/// Marks the paragraphs that stand quoted because the sentence before introduces them.
pub(super) fn mark(text: &mut Text<'_>) {
    let mut rest = 0;
    for index in 1..text.paragraphs.len() {
        let plain = is_plain(text, &text.paragraphs[index]);
        let told = introduces(text, &text.paragraphs[index - 1]);
        if told && announces_all(text, &text.paragraphs[index - 1]) {
            rest = LONGEST;
        }
        if !plain {
            rest = 0;
            continue;
        }
        let own = is_own(text, &text.paragraphs[index]) || is_set_in(text, index);
        if rest > 0 || told && own {
            let paragraph = &mut text.paragraphs[index];
            paragraph.quoted = Some(paragraph.body..paragraph.range.end);
            paragraph.body = paragraph.range.start;
            rest = rest.saturating_sub(1);
        }
    }
}

/// Tells whether a paragraph has no marks of quotation and no other part to play.
fn is_plain(text: &Text<'_>, paragraph: &Paragraph) -> bool {
    let words = &text.source[paragraph.range.clone()];
    let marked = words.contains(['“', '”', '"', '«', '「']) || words.ends_with(':');
    let telling = text.sentences[paragraph.sentences.clone()]
        .iter()
        .any(|sentence| {
            let tokens = &text.tokens[sentence.tokens.clone()];
            tokens
                .windows(2)
                .any(|pair| is_other(&pair[0].lower) && TELLS.contains(&pair[1].lower.as_ref()))
        });
    !(marked
        || telling
        || paragraph.heading
        || paragraph.turn.is_some()
        || paragraph.quoted.is_some())
}

fn is_other(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it")
}

/// Tells whether the last sentence of a paragraph says that words follow.
fn introduces(text: &Text<'_>, paragraph: &Paragraph) -> bool {
    let Some(last) = text.sentences[paragraph.sentences.clone()].last() else {
        return false;
    };
    let tokens = &text.tokens[last.tokens.clone()];
    tokens.last().is_some_and(|it| it.text == ":")
        && tokens.iter().any(|it| TELLS.contains(&it.lower.as_ref()))
}

fn announces_all(text: &Text<'_>, paragraph: &Paragraph) -> bool {
    let words = text.source[paragraph.range.clone()].to_lowercase();
    WHOLE.iter().any(|it| words.contains(it))
}

fn is_own(text: &Text<'_>, paragraph: &Paragraph) -> bool {
    text.tokens[text.tokens_in(&paragraph.range)]
        .iter()
        .any(|it| FIRST.contains(&it.lower.as_ref()))
}

/// Tells whether a paragraph stands further in than the one before.
fn is_set_in(text: &Text<'_>, index: usize) -> bool {
    let depth = |paragraph: &Paragraph| {
        let before = &text.source[..paragraph.range.start];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        line.chars()
            .map(|c| if c == '\t' { 4 } else { 1 })
            .sum::<usize>()
    };
    depth(&text.paragraphs[index]) >= depth(&text.paragraphs[index - 1]) + 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_introduced_block_stands_quoted() {
        let check = |source: &str, expected: &[bool]| {
            let text = Text::new(source);
            let found: Vec<bool> = text
                .paragraphs
                .iter()
                .map(|it| it.quoted.is_some())
                .collect();
            assert_eq!(found, expected, "{source}");
        };
        check(
            "Roe wrote:\n\nWe never did it.\n\nIt fell.",
            &[false, true, false],
        );
        check(
            "The statement in full:\n\nIt fell.\n\nIt rose.",
            &[false, true, true],
        );
        check("Roe said:\n\n    It fell on its own.", &[false, true]);
        check("Roe said:\n\nIt fell on its own.", &[false, false]);
        check("There are three saws:\n\nWe like them.", &[false, false]);
        check("Roe wrote:\n\nWe met. She said it fell.", &[false, false]);
        check("Roe wrote:\n\n“We met.”", &[false, false]);
    }
}
