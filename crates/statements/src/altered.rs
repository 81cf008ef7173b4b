//! Altered quotations: where words were left out of a quotation or put into it.
//!
//! "…" and "[...]" leave out, "[the company]" puts in. Both stay in the text as they are; the
//! places are marked so that a reader sees what the speaker did not say. `read` calls this last.

use std::ops::Range;

use model::Alteration;

use crate::quotation::Quotation;

/// Bytes in the longest insertion.
const LONGEST: usize = 120;

/// Returns the places inside quotation marks where the words said were changed, in order.
pub(crate) fn altered(
    source: &str,
    quotations: &[Quotation],
    content: &[Range<usize>],
) -> Vec<(Range<usize>, Alteration)> {
    let mut found = Vec::new();
    for part in content {
        let first = quotations.partition_point(|it| it.inner.end <= part.start);
        let inside = quotations[first..]
            .iter()
            .take_while(|it| it.inner.start < part.end);
        for quotation in inside {
            let start = quotation.inner.start.max(part.start);
            let end = quotation.inner.end.min(part.end);
            if start < end {
                scan(source, start..end, &mut found);
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found.dedup();
    found
}

/// Looks for marks of change in a stretch of quoted words.
fn scan(source: &str, range: Range<usize>, found: &mut Vec<(Range<usize>, Alteration)>) {
    let mut at = range.start;
    while let Some(offset) = source[at..range.end].find(['[', '…', '.']) {
        let start = at + offset;
        let rest = &source[start..range.end];
        let (length, how) = change(rest);
        if let Some(how) = how {
            found.push((start..start + length, how));
        }
        at = start + length;
    }
}

/// Reads what begins at a bracket or point: its length, and what it changes, if anything.
fn change(rest: &str) -> (usize, Option<Alteration>) {
    if rest.starts_with('[') {
        return match rest.find(']').filter(|end| *end <= LONGEST) {
            Some(end) => {
                let words = rest[1..end].trim();
                let omits = words
                    .chars()
                    .all(|c| matches!(c, '.' | '…') || c.is_whitespace());
                let how = if omits {
                    Alteration::Ellipsis
                } else {
                    Alteration::Insertion
                };
                (end + 1, (!words.is_empty()).then_some(how))
            }
            None => (1, None),
        };
    }
    let length = dots(rest);
    let points = rest[..length].chars().filter(|c| *c == '.').count();
    let omits = rest.starts_with('…') || points >= 3;
    (length, omits.then_some(Alteration::Ellipsis))
}

/// Returns the bytes of "…", "..." or ". . ." at the beginning.
fn dots(rest: &str) -> usize {
    let mut end = 0;
    let mut gap = 0;
    for character in rest.chars() {
        match character {
            '.' | '…' => {
                end += gap + character.len_utf8();
                gap = 0;
            }
            ' ' | '\u{a0}' if gap == 0 && end > 0 => gap = character.len_utf8(),
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::quotations;
    use crate::text::Text;

    #[test]
    fn words_left_out_and_put_in_are_marked_inside_quotation_marks_only() {
        let check = |source: &str, expected: &[&str]| {
            let text = Text::new(source);
            let whole = 0..source.len();
            let found: Vec<String> = altered(source, &quotations(&text), &[whole])
                .into_iter()
                .map(|(range, how)| format!("{how} {}", &source[range]))
                .collect();
            assert_eq!(found, expected, "{source}");
        };
        check("“It is … late.”", &["ellipsis …"]);
        check("“It is ... late.”", &["ellipsis ..."]);
        check("“It is . . . late.”", &["ellipsis . . ."]);
        check("“It is [...] late. It ends.”", &["ellipsis [...]"]);
        check(
            "“[The firm] is late [sic].”",
            &["insertion [The firm]", "insertion [sic]"],
        );
        check("It is … [late], “he” said.", &[]);
        check("“It is [late.”", &[]);
        check("“It cost 1.5 million. It ended.”", &[]);
    }
}
