//! One page of a PDF as lines of words, each with its place.
//!
//! The operators that move and show text are those of ISO 32000-1, 9.4. Widths of letters are
//! taken from the font where it gives them and guessed at half an em where it does not; they
//! serve only to tell a gap between words from none.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// Operations read in one page. The largest honest pages, maps, stay below; two million `q` do not.
const MAX_OPERATIONS: usize = 1_000_000;

/// A run of text shown at one place.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Points from the left edge.
    pub(super) x: f32,
    /// Where the run ends.
    pub(super) end: f32,
    pub(super) text: String,
}

/// Runs on one base line, in the order in which they are shown.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Points from the bottom edge.
    pub(super) y: f32,
    /// The size of the letters, in points.
    pub(super) size: f32,
    pub(super) runs: Vec<Run>,
}

impl Line {
    /// Returns the words, with a space at each gap.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut end = f32::INFINITY;
        for run in &self.runs {
            let gap = run.x - end > 0.16 * self.size;
            if gap && !text.ends_with(' ') && !run.text.starts_with(' ') {
                text.push(' ');
            }
            text.push_str(&run.text);
            end = run.end;
        }
        parted_ligatures(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Returns the length of the text in bytes.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }

    /// Returns the left edge.
    pub(super) fn left(&self) -> f32 {
        self.runs.first().map_or(0.0, |run| run.x)
    }
}

/// Fonts draw "fi" as one sign; a reader, a search and a quotation mean two letters.
fn parted_ligatures(text: &str) -> String {
    if !text.contains(|c: char| ('\u{fb00}'..='\u{fb06}').contains(&c)) {
        return text.to_owned();
    }
    let mut parted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => parted.push_str("ff"),
            '\u{fb01}' => parted.push_str("fi"),
            '\u{fb02}' => parted.push_str("fl"),
            '\u{fb03}' => parted.push_str("ffi"),
            '\u{fb04}' => parted.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => parted.push_str("st"),
            _ => parted.push(c),
        }
    }
    parted
}

/// Reads the lines of a page in the order in which they are shown.
pub(super) fn lines(document: &Document, id: ObjectId, limit: usize) -> lopdf::Result<Vec<Line>> {
    let fonts = fonts(document, id, limit)?;
    let content = document.get_page_content_with_limit(id, limit)?;
    let mut reader = Reader {
        fonts: &fonts,
        state: State::default(),
        saved: Vec::new(),
        lines: Vec::new(),
    };
    for operation in Content::decode_iter(&content).take(MAX_OPERATIONS) {
        // What follows a broken operator cannot be told from rubbish: keep what was read.
        let Ok(operation) = operation else { break };
        reader.apply(&operation);
    }
    Ok(reader.lines)
}

struct Font<'a> {
    encoding: Encoding<'a>,
    first: i64,
    widths: Vec<f32>,
    two_bytes: bool,
}

fn fonts(
    document: &Document,
    id: ObjectId,
    limit: usize,
) -> lopdf::Result<BTreeMap<Vec<u8>, Font<'_>>> {
    let mut fonts = BTreeMap::new();
    for (name, font) in document.get_page_fonts(id)? {
        if let Ok(encoding) = font.get_font_encoding_with_limit(document, limit) {
            fonts.insert(
                name,
                Font {
                    encoding,
                    first: font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0),
                    widths: widths(font, document),
                    two_bytes: font
                        .get(b"Subtype")
                        .and_then(Object::as_name)
                        .is_ok_and(|it| it == b"Type0"),
                },
            );
        }
    }
    Ok(fonts)
}

fn widths(font: &Dictionary, document: &Document) -> Vec<f32> {
    let Ok(widths) = font
        .get_deref(b"Widths", document)
        .and_then(Object::as_array)
    else {
        return Vec::new();
    };
    widths
        .iter()
        .take(256)
        .map(|it| it.as_float().unwrap_or(500.0))
        .collect()
}

impl Font<'_> {
    /// Returns the width of a string in thousandths of the font size.
    fn width(&self, bytes: &[u8], text: &str) -> f32 {
        if self.two_bytes || self.widths.is_empty() {
            let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
            return 500.0 * f32::from(letters);
        }
        bytes
            .iter()
            .map(|byte| {
                let index = usize::try_from(i64::from(*byte) - self.first).unwrap_or(usize::MAX);
                self.widths.get(index).copied().unwrap_or(500.0)
            })
            .sum()
    }
}

/// An affine transformation, `[a b c d e f]` as PDF writes it.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn product(m: Matrix, n: Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

#[derive(Clone)]
struct State {
    page: Matrix,
    line: Matrix,
    text: Matrix,
    font: Vec<u8>,
    size: f32,
    leading: f32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: IDENTITY,
            line: IDENTITY,
            text: IDENTITY,
            font: Vec::new(),
            size: 0.0,
            leading: 0.0,
        }
    }
}

/// States that can be saved at once; PDF asks readers for 28.
const MAX_SAVED: usize = 256;

struct Reader<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font<'a>>,
    state: State,
    saved: Vec<State>,
    lines: Vec<Line>,
}

impl Reader<'_> {
    fn apply(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let number = |index: usize| {
            operands
                .get(index)
                .and_then(|it| it.as_float().ok())
                .unwrap_or(0.0)
        };
        let matrix = || {
            [
                number(0),
                number(1),
                number(2),
                number(3),
                number(4),
                number(5),
            ]
        };
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_default(),
            "cm" => self.state.page = product(matrix(), self.state.page),
            "BT" => self.set_line(IDENTITY),
            "Tm" => self.set_line(matrix()),
            "TL" => self.state.leading = number(0),
            "Td" => self.move_by(number(0), number(1)),
            "TD" => self.move_with_leading(number(0), number(1)),
            "T*" => self.next_line(),
            "Tf" => {
                if let Some(Ok(name)) = operands.first().map(Object::as_name) {
                    name.clone_into(&mut self.state.font);
                }
                self.state.size = number(1);
            }
            "Tj" => self.show_all(operands),
            "TJ" => operands
                .iter()
                .filter_map(|it| it.as_array().ok())
                .for_each(|it| self.show_all(it)),
            "'" => self.show_on_next_line(operands),
            "\"" => self.show_on_next_line(operands.get(2..).unwrap_or_default()),
            _ => {}
        }
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.state.line = matrix;
        self.state.text = matrix;
    }

    fn move_by(&mut self, x: f32, y: f32) {
        self.set_line(product([1.0, 0.0, 0.0, 1.0, x, y], self.state.line));
    }

    fn move_with_leading(&mut self, x: f32, y: f32) {
        self.state.leading = -y;
        self.move_by(x, y);
    }

    fn show_on_next_line(&mut self, items: &[Object]) {
        self.next_line();
        self.show_all(items);
    }

    fn next_line(&mut self) {
        self.move_by(0.0, -self.state.leading);
    }

    /// Shows strings, with the shifts between them that `TJ` has in thousandths of an em.
    fn show_all(&mut self, items: &[Object]) {
        for item in items {
            match item {
                Object::String(bytes, _) => self.show(bytes),
                _ => self.advance(-item.as_float().unwrap_or(0.0)),
            }
        }
    }

    fn advance(&mut self, thousandths: f32) {
        let by = thousandths / 1000.0 * self.state.size;
        self.state.text = product([1.0, 0.0, 0.0, 1.0, by, 0.0], self.state.text);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.fonts.get(&self.state.font) else {
            return;
        };
        let Ok(text) = Document::decode_text(&font.encoding, bytes) else {
            return;
        };
        let width = font.width(bytes, &text);
        let from = product(self.state.text, self.state.page);
        self.advance(width);
        let to = product(self.state.text, self.state.page);
        let size = self.state.size.abs() * from[2].hypot(from[3]);
        self.add(
            Run {
                x: from[4],
                end: to[4],
                text,
            },
            from[5],
            size,
        );
    }

    /// Adds a run to the line it stands on.
    fn add(&mut self, run: Run, y: f32, size: f32) {
        let same_line = self.lines.last().is_some_and(|line| {
            let end = line.runs.last().map_or(0.0, |it| it.end);
            (line.y - y).abs() < 0.4 * size.max(line.size) && run.x > end - 2.0 * size.max(1.0)
        });
        match self.lines.last_mut().filter(|_| same_line) {
            Some(line) => line.runs.push(run),
            None if run.text.trim().is_empty() => {}
            None => self.lines.push(Line {
                y,
                size,
                runs: vec![run],
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_become_spaces_and_ligatures_letters() {
        let run = |x: f32, end: f32, text: &str| Run {
            x,
            end,
            text: text.to_owned(),
        };
        let line = Line {
            y: 700.0,
            size: 10.0,
            runs: vec![
                run(72.0, 90.0, "of"),
                run(90.5, 95.0, "ﬁ"),
                run(95.0, 110.0, "cial"),
                run(113.0, 130.0, "notice"),
            ],
        };
        assert_eq!(line.text(), "official notice");
    }
}
