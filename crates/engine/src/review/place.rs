//! Where a statement stands: its span in the text of a version, and which of its words were said.

use model::{FoundStatement, QuoteSelector, Span, Statement, TextIndex, VersionId};
use store::ReadTx;

use crate::error::EngineError;

/// Returns the text of a version.
pub(super) fn text_of(tx: &ReadTx<'_>, version: VersionId) -> Result<String, EngineError> {
    let version = tx.versions().by_id(version)?;
    Ok(version.map(|it| it.article.text).unwrap_or_default())
}

/// Moves a statement to another span of its text.
pub(super) fn respan(
    tx: &ReadTx<'_>,
    statement: &mut Statement,
    start: u32,
    end: u32,
) -> Result<(), EngineError> {
    let text = text_of(tx, statement.version)?;
    let text = TextIndex::new(&text);
    if start >= end || end > text.len() {
        return Err(EngineError::BadSpan {
            statement: statement.id,
            start,
            end,
            length: text.len(),
        });
    }
    *statement = placed(statement, Span::new(start, end), &text);
    Ok(())
}

/// Returns a statement as it stands at another span of its text.
pub(super) fn placed(statement: &Statement, span: Span, text: &TextIndex<'_>) -> Statement {
    Statement {
        selector: QuoteSelector::of(text, span),
        found: FoundStatement {
            span,
            verbatim: text.slice(span).to_owned(),
            content: inside(&statement.found.content, span),
            ..statement.found.clone()
        },
        ..statement.clone()
    }
}

/// Says which words of a statement were said.
pub(super) fn rephrase(
    statement: &mut Statement,
    content: &[(u32, u32)],
) -> Result<(), EngineError> {
    let whole = statement.found.span;
    let mut parts = Vec::new();
    for &(start, end) in content {
        if start >= end || start < whole.start || end > whole.end {
            return Err(EngineError::BadValue {
                noun: "part of this statement",
                given: format!("{start}..{end}"),
                expected: format!("code points within {}..{}", whole.start, whole.end),
            });
        }
        parts.push(Span::new(start, end));
    }
    statement.found.content = joined(parts);
    Ok(())
}

/// Cuts the parts of what was said to a new span; all of it when nothing remains.
fn inside(content: &[Span], span: Span) -> Vec<Span> {
    let cut = |part: &Span| {
        let (start, end) = (part.start.max(span.start), part.end.min(span.end));
        (start < end).then(|| Span::new(start, end))
    };
    let parts: Vec<Span> = content.iter().filter_map(cut).collect();
    if parts.is_empty() { vec![span] } else { parts }
}

/// Returns parts in the order of the text, those that touch each other as one.
pub(super) fn joined(mut parts: Vec<Span>) -> Vec<Span> {
    parts.sort();
    let mut all: Vec<Span> = Vec::new();
    for part in parts {
        match all.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => all.push(part),
        }
    }
    all
}

/// Takes white space out of both ends of a span; nothing where no letter or digit is left.
pub(super) fn trimmed(text: &TextIndex<'_>, span: Span) -> Option<Span> {
    let words = text.slice(span);
    if !words.contains(char::is_alphanumeric) {
        return None;
    }
    let count = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
    let before = count(words) - count(words.trim_start());
    let start = span.start + before;
    Some(Span::new(start, start + count(words.trim())))
}
