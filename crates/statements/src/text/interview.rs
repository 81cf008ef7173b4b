//! Interviews without labels: paragraphs that ask and paragraphs that answer, on a page that says it
//! is an interview.
//!
//! Whoever says "I" in an answer is the one who was interviewed; `statement::turn` finds out who
//! that is. Nothing else is taken for a statement here: no mark says where the answer ends.

use std::ops::Range;

use super::{Text, Turn, Voice};

/// Words with which a page says that it is an interview.
const ANNOUNCED: &[&str] = &[
    "interview",
    "interviews",
    "interviewed",
    "spoke with",
    "spoke to",
    "sat down with",
    "talked to",
    "talked with",
    "answered questions",
    "questions and answers",
];
/// Sentences at the beginning in which it says so.
const OPENING: usize = 8;
/// Questions that an interview has, at least, and words in the longest of them.
const QUESTIONS: (usize, usize) = (3, 120);

/// Marks questions and answers, and returns the sentences that announce the interview.
pub(super) fn mark(text: &mut Text<'_>) -> Vec<Range<usize>> {
    let opening = text.sentences.len().min(OPENING);
    let announced: Vec<Range<usize>> = text.sentences[..opening]
        .iter()
        .map(|sentence| sentence.range.clone())
        .filter(|range| {
            let words = text.source[range.clone()].to_lowercase();
            ANNOUNCED.iter().any(|it| words.contains(it))
        })
        .collect();
    let asks: Vec<bool> = (0..text.paragraphs.len())
        .map(|index| is_question(text, index))
        .collect();
    let labelled = text.paragraphs.iter().any(|it| it.turn.is_some());
    let count = asks.iter().filter(|it| **it).count();
    if announced.is_empty() || labelled || count < QUESTIONS.0 {
        return Vec::new();
    }
    let first = asks.iter().position(|it| *it).unwrap_or(0);
    for (index, asks) in asks.into_iter().enumerate().skip(first) {
        let paragraph = &mut text.paragraphs[index];
        let at = paragraph.range.start;
        let voice = if asks {
            Voice::Interviewer
        } else {
            Voice::Interviewee
        };
        paragraph.turn = (!paragraph.heading && paragraph.quoted.is_none()).then_some(Turn {
            label: at..at,
            voice,
        });
    }
    announced
}

fn is_question(text: &Text<'_>, index: usize) -> bool {
    let paragraph = &text.paragraphs[index];
    let words = &text.source[paragraph.range.clone()];
    words.ends_with('?')
        && !words.starts_with(['“', '"'])
        && text.tokens_in(&paragraph.range).len() <= QUESTIONS.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interview_says_so_and_asks() {
        let check = |source: &str, expected: &[bool]| {
            let text = Text::new(source);
            let found: Vec<bool> = text
                .paragraphs
                .iter()
                .map(|it| {
                    it.turn
                        .as_ref()
                        .is_some_and(|it| it.voice == Voice::Interviewee)
                })
                .collect();
            assert_eq!(found, expected, "{source}");
        };
        check(
            "An interview with Jo Roe.\n\nWhy?\n\nI did it.\n\nWhen?\n\nIn May.\n\nWho?\n\nWe.",
            &[false, false, true, false, true, false, true],
        );
        check(
            "Jo Roe left.\n\nWhy?\n\nWhen?\n\nWho?\n\nIt rained.",
            &[false; 5],
        );
    }
}
