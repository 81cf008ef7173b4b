//! Sentences per second through `counterclaim statements`, and how the time grows with the text.
//!
//! All texts below the folder are one text here, read once, twice, … in one call each. What starting
//! the program takes is measured with an empty text and taken off.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Row, measure, row};
use crate::say;
use crate::tool::Tool;

/// How often the texts stand in the text that is read.
const REPEATS: [usize; 5] = [1, 2, 4, 8, 16];

/// Reads the texts below `folder` in growing numbers, three times each, and takes the best time.
pub(super) fn measured(tool: &Tool, folder: &Path, scratch: &Path) -> Result<Vec<Row>> {
    say::heading("statements");
    let text = joined(folder)?;
    let sentences = sentences(&text);
    let start = best(tool, "", scratch)?;
    let mut rows = vec![row(
        "text",
        format!(
            "{sentences} sentences, {:.2} MB",
            super::megabytes(text.len() as u64)
        ),
    )];
    let mut first = None;
    for repeats in REPEATS {
        let seconds = (best(tool, &text.repeat(repeats), scratch)? - start).max(f64::EPSILON);
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let (rate, per_text) = (
            (sentences * repeats) as f64 / seconds,
            seconds / repeats as f64,
        );
        let once = *first.get_or_insert(per_text);
        rows.push(row(
            "`statements`, names and dates included",
            format!(
                "{repeats} times: {rate:.0} sentences/s, {:.2} of the time per text",
                per_text / once
            ),
        ));
    }
    Ok(rows)
}

fn best(tool: &Tool, text: &str, scratch: &Path) -> Result<f64> {
    let file = scratch.join("text.txt");
    fs_err::write(&file, text)?;
    let mut fastest = f64::INFINITY;
    for _ in 0..3 {
        let mut command = tool.command(&["--json", "statements"]);
        command.arg(&file);
        let measured = measure::run(&mut command, &scratch.join("statements.jsonl"))?;
        fastest = fastest.min(measured.seconds);
    }
    Ok(fastest)
}

/// Joins the `.txt` files of a folder, in the order of their names.
fn joined(folder: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = fs_err::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|it| it == "txt"));
    files.sort();
    let mut text = String::new();
    for file in &files {
        text += fs_err::read_to_string(file)?.trim();
        text += "\n\n";
    }
    if text.is_empty() {
        bail!("there is no .txt with words in {}", folder.display());
    }
    Ok(text)
}

/// Counts stretches of more than three words that end in a full stop, a mark or a line.
fn sentences(text: &str) -> usize {
    text.split(['.', '!', '?', '\n', '。'])
        .filter(|it| it.split_whitespace().count() > 3 || it.chars().count() > 40)
        .count()
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_are_counted_by_their_ends() {
        assert_eq!(
            sentences("Ada said that she agrees. No.\n\nBo did not say so."),
            2
        );
    }
}
