//! Lines of pages to paragraphs: what is printed on every page goes, words cut at line ends are
//! made whole, lines that belong together are joined.
//!
//! Only what is sure is removed: a line at the edge of most pages, and line numbers that count
//! upwards down a page as court pleadings have them.

use std::collections::BTreeMap;

use super::page::Line;

/// Joins the pages of a document, divided by form feeds.
pub(super) fn of_pages(mut pages: Vec<Vec<Line>>) -> String {
    for page in &mut pages {
        drop_line_numbers(page);
    }
    drop_repeated_edges(&mut pages);
    let pages: Vec<String> = pages.iter().map(|page| join(page)).collect();
    pages.join("\n\n\u{c}\n\n")
}

/// Lines that must be numbered before numbers count as line numbers.
const NUMBERED: usize = 8;

/// Removes numbers that stand before, or among, the lines of a page and count up by one.
fn drop_line_numbers(page: &mut Vec<Line>) {
    let number = |line: &Line| line.runs.first()?.text.trim().parse::<u32>().ok();
    let counting: Vec<u32> = page.iter().filter_map(number).collect();
    let steps = counting
        .windows(2)
        .filter(|pair| pair[1] == pair[0] + 1)
        .count();
    if steps + 1 < NUMBERED || steps * 10 < counting.len() * 8 {
        return;
    }
    let Some(left) = page
        .iter()
        .filter(|it| number(it).is_some())
        .map(Line::left)
        .reduce(f32::max)
    else {
        return;
    };
    for line in page.iter_mut() {
        if number(line).is_some() && line.left() <= left {
            line.runs.remove(0);
        }
    }
    page.retain(|line| !line.runs.is_empty());
}

/// Lines at the top and at the bottom that may be headers and footers.
const EDGE: usize = 3;

/// Removes lines that stand at the edge of most pages, numbers aside.
fn drop_repeated_edges(pages: &mut [Vec<Line>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut keys: Vec<String> = edges(page)
            .into_iter()
            .map(|at| edge_key(&page[at]))
            .collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let enough = 3.max(pages.len().div_ceil(2));
    for page in pages.iter_mut() {
        let gone: Vec<usize> = edges(page)
            .into_iter()
            .filter(|at| {
                seen.get(&edge_key(&page[*at]))
                    .is_some_and(|count| *count >= enough)
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// Returns the places of the topmost and of the lowest lines.
fn edges(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| page[*b].y.total_cmp(&page[*a].y));
    let last = order.len().saturating_sub(EDGE);
    let mut places: Vec<usize> = order
        .iter()
        .take(EDGE)
        .chain(&order[last..])
        .copied()
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The height of a line and its words with every number replaced: page numbers differ, the rest
/// does not.
fn edge_key(line: &Line) -> String {
    let mut key = format!("{:.0} ", line.y);
    for c in line.text().chars() {
        if !c.is_ascii_digit() {
            key.push(c);
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    key
}

/// Joins the lines of one page into paragraphs.
fn join(page: &[Line]) -> String {
    let pitch = pitch(page);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in page {
        let words = line.text();
        if words.is_empty() {
            continue;
        }
        match (before, paragraphs.last_mut()) {
            (Some(last), Some(paragraph))
                if !begins_paragraph(last, line, paragraph, &words, pitch) =>
            {
                append(paragraph, &words);
            }
            _ => paragraphs.push(words),
        }
        before = Some(line);
    }
    paragraphs.join("\n\n")
}

fn begins_paragraph(last: &Line, line: &Line, paragraph: &str, words: &str, pitch: f32) -> bool {
    let step = last.y - line.y;
    let ended = paragraph.ends_with(['.', '?', '!', ':', ';', '”', '"', ')']);
    if step < -0.5 * pitch {
        // Up again: the next column, or a box. A sentence may go on there.
        return ended || !words.starts_with(char::is_lowercase);
    }
    let resized = (last.size - line.size).abs() > 0.15 * last.size.max(line.size);
    let indented = line.left() > last.left() + 0.8 * line.size;
    step > 1.45 * pitch || resized || is_item(words) || (ended && indented)
}

/// Tells whether a line begins with a bullet.
fn is_item(words: &str) -> bool {
    words.starts_with(['•', '‣', '▪', '●', '◦'])
}

/// Syllables that keep their hyphen.
const PREFIXES: [&str; 9] = [
    "non", "self", "co", "anti", "pre", "post", "ex", "quasi", "cross",
];

/// Adds a line to a paragraph and makes a word whole that was cut at the end of the line.
fn append(paragraph: &mut String, words: &str) {
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
    } else if let Some(stem) = paragraph.strip_suffix('-') {
        let syllable = stem
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let cut = words.starts_with(char::is_lowercase) && syllable.ends_with(char::is_alphabetic);
        if cut && !PREFIXES.contains(&syllable.to_lowercase().as_str()) {
            paragraph.pop();
        }
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(words);
}

/// Returns the usual distance between two lines, in points.
fn pitch(page: &[Line]) -> f32 {
    let mut steps: Vec<f32> = page
        .windows(2)
        .map(|pair| pair[0].y - pair[1].y)
        .filter(|step| *step > 1.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(12.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::page::Run;

    /// Builds a page of 12-point lines, given as (left edge, height, words).
    fn page(lines: &[(f32, f32, &str)]) -> Vec<Line> {
        let line = |(x, y, text): &(f32, f32, &str)| Line {
            y: *y,
            size: 12.0,
            runs: vec![Run {
                x: *x,
                end: x + 300.0,
                text: (*text).to_owned(),
            }],
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn lines_are_joined_and_cut_words_made_whole() {
        let lines = page(&[
            (72.0, 700.0, "The company denies the alle-"),
            (72.0, 686.0, "gation in full, and calls it non-"),
            (72.0, 672.0, "binding."),
            (90.0, 658.0, "A court will hear it."),
            (72.0, 620.0, "Far below."),
        ]);
        assert_eq!(
            of_pages(vec![lines]),
            "The company denies the allegation in full, and calls it non-binding.\n\nA court will hear it.\n\nFar below."
        );
    }

    #[test]
    fn a_column_goes_on_in_the_next() {
        let lines = page(&[
            (50.0, 60.0, "It ends in the"),
            (310.0, 700.0, "next column."),
            (310.0, 686.0, "And on."),
        ]);
        assert_eq!(of_pages(vec![lines]), "It ends in the next column. And on.");
    }

    #[test]
    fn headers_footers_and_line_numbers_are_removed_when_sure() {
        let words = [
            "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india",
            "juliett", "kilo", "lima",
        ];
        let pages = (0..3)
            .map(|number| {
                let mut lines = page(&[(72.0, 760.0, &format!("Case 3:25-cv-1 Page {number}"))]);
                let mut y = 700.0;
                for (index, word) in words.iter().enumerate().skip(number) {
                    y -= 14.0;
                    let mut line = page(&[(50.0, y, &(index + 1).to_string())]).remove(0);
                    line.runs[0].end = 56.0;
                    line.runs.push(Run {
                        x: 72.0,
                        end: 300.0,
                        text: (*word).to_owned(),
                    });
                    lines.push(line);
                }
                lines
            })
            .collect();
        let text = of_pages(pages);
        assert!(text.starts_with("alpha bravo charlie"), "{text}");
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
        assert_eq!(text.matches("\n\n\u{c}\n\n").count(), 2);
    }

    #[test]
    fn a_numbered_list_of_few_lines_keeps_its_numbers() {
        let lines = page(&[(72.0, 700.0, "1"), (72.0, 686.0, "2"), (72.0, 672.0, "3")]);
        assert_eq!(of_pages(vec![lines]), "1 2 3");
    }
}
