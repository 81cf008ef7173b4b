//! Words: looking up phrases at, before and inside a stretch of items.

use std::ops::Range;

use crate::clause::word::is_quote;
use crate::lexicon::lexicon;
use crate::phrase::Phrases;
use crate::text::{Token, TokenKind};

/// Items in the longest phrase of the lists.
const LONGEST: usize = 8;
/// Items in the longest parenthesis or title.
const ASIDE: usize = 60;

/// Tells whether an entry stands anywhere in the items.
pub(super) fn has<V: Copy>(list: &Phrases<V>, items: &[Token<'_>]) -> bool {
    (0..items.len()).any(|at| list.longest(&items[at..]).is_some())
}

/// Returns the length of the longest entry that the items end with.
pub(super) fn ending<V: Copy>(list: &Phrases<V>, items: &[Token<'_>]) -> Option<(usize, V)> {
    (items.len().saturating_sub(LONGEST)..items.len()).find_map(|at| {
        list.all(&items[at..])
            .find(|(length, _)| at + length == items.len())
    })
}

/// Returns the entry that the items are, wholly.
pub(super) fn whole<V: Copy>(list: &Phrases<V>, items: &[Token<'_>]) -> Option<V> {
    list.all(items)
        .find(|(length, _)| *length == items.len())
        .map(|it| it.1)
}

/// Returns the length of the name of the dictionary that begins the items.
pub(super) fn name(items: &[Token<'_>]) -> usize {
    lexicon()
        .name_forms
        .longest(items)
        .map_or(0, |(length, _)| length)
}

/// Marks what stands in parentheses and titles, where nobody speaks.
pub(super) fn asides(view: &[Token<'_>]) -> Vec<bool> {
    let mut hidden = vec![false; view.len()];
    let mut open: Option<usize> = None;
    for (at, item) in view.iter().enumerate() {
        match item.text {
            "（" | "(" | "《" | "【" | "〈" => open = Some(at),
            "）" | ")" | "》" | "】" | "〉" => {
                if let Some(start) = open.take().filter(|start| at - start <= ASIDE) {
                    hidden[start..=at].fill(true);
                }
            }
            _ => {}
        }
    }
    hidden
}

/// Tells whether an item parts clauses.
pub(super) fn is_break(item: &Token<'_>) -> bool {
    matches!(
        item.text,
        "，" | "；" | "。" | "：" | "！" | "？" | "," | ";" | ":" | "!" | "?" | "…" | "—" | "|"
    ) || is_quote(item)
}

/// Returns the stretches between the marks of a unit.
pub(super) fn segments(view: &[Token<'_>], hidden: &[bool]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=view.len() {
        let parts = at == view.len() || is_break(&view[at]) && !hidden[at];
        if parts {
            if start < at {
                found.push(start..at);
            }
            start = at + 1;
        }
    }
    found
}

/// Returns how many items at the beginning tell a time: "1月29日", "当地时间周一".
pub(super) fn time(items: &[Token<'_>]) -> usize {
    let list = &super::lexicon::chinese().time;
    let mut at = 0;
    while at < items.len() {
        let dated = date(&items[at..]);
        let length = list.longest(&items[at..]).map_or(0, |it| it.0).max(dated);
        if length == 0 {
            break;
        }
        at += length;
    }
    at
}

fn date(items: &[Token<'_>]) -> usize {
    let unit = |it: &Token<'_>| {
        matches!(
            it.lower.as_ref(),
            "年" | "月" | "日" | "号" | "时" | "点" | "分"
        )
    };
    let length = items
        .iter()
        .take_while(|it| it.kind == TokenKind::Number || unit(it))
        .count();
    let told = items[..length].iter().any(unit);
    let counted = items.first().is_some_and(|it| it.kind == TokenKind::Number);
    if told && counted { length } else { 0 }
}
