//! The phrase behind a verb or preposition: "said Roe, head of Acme", "according to Roe".

use std::ops::Range;

use super::super::word::{
    is_auxiliary, is_comma, is_dash, is_determiner, is_link, is_nominal, is_pronoun, is_quote,
    is_stop, is_time, is_time_in_name,
};
use super::{LONGEST, Phrase, is_abbreviation, is_initial};
use crate::lexicon::lexicon;
use crate::text::Token;

/// Returns the phrase that begins at `start`, for "said Roe, head of Acme" and "according to Roe".
pub(crate) fn after(view: &[Token<'_>], start: usize) -> Option<Phrase> {
    let mut at = start;
    if view.get(at).is_some_and(is_pronoun) {
        return Some(Phrase {
            items: at..at + 1,
            aside: None,
        });
    }
    while at < view.len() && at - start < LONGEST {
        let item = &view[at];
        let next_named = view
            .get(at + 1)
            .is_some_and(|it| it.is_capital() || is_determiner(it) || is_nominal(it));
        let joins = at > start && (is_link(item) && next_named && !ends_phrase(view, at));
        let and = at > start
            && item.lower == "and"
            && view.get(at + 1).is_some_and(Token::is_capital)
            && view[at - 1].is_capital();
        let determined = is_determiner(item)
            && (at == start || is_link(&view[at - 1]) || view[at - 1].lower == "and");
        let inner = matches!(item.text, "&" | "-" | "/" | "'s" | "’s" | "@" | "#") && at > start;
        let nominal = is_nominal(item) && (!is_determiner(item) || at == start)
            || is_initial(view, at)
            || is_time_in_name(view, at);
        if determined || joins || and || inner || nominal || is_abbreviation(view, at) {
            at += 1;
        } else {
            break;
        }
    }
    let items = start..at;
    if !view[items.clone()].iter().any(Token::is_word) {
        return None;
    }
    Some(Phrase {
        aside: aside_after(view, start, at),
        items,
    })
}

/// Tells whether a participle names who made a document: "released by".
fn is_made(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "released"
            | "issued"
            | "published"
            | "filed"
            | "written"
            | "commissioned"
            | "conducted"
            | "compiled"
    )
}

/// Tells whether a preposition after a speaker begins an adverbial rather than part of the name.
fn ends_phrase(view: &[Token<'_>], at: usize) -> bool {
    let word = view[at].lower.as_ref();
    let time = view[at + 1..].iter().take(3).any(is_time);
    if word == "by" && is_made(&view[at - 1]) {
        return false;
    }
    // "ambassador to the United States": the role asks for the preposition.
    if word == "to" && lexicon().roles.contains(view[at - 1].lower.as_ref()) {
        return false;
    }
    matches!(
        word,
        "in" | "on" | "at" | "to" | "by" | "with" | "from" | "against" | "under"
    ) && (time
        || matches!(
            word,
            "in" | "on" | "by" | "to" | "with" | "against" | "under"
        ))
}

fn aside_after(view: &[Token<'_>], start: usize, at: usize) -> Option<Range<usize>> {
    if !view.get(at).is_some_and(is_comma) {
        return None;
    }
    let length = view[at + 1..]
        .iter()
        .take(LONGEST)
        .take_while(|item| !is_comma(item) && !is_stop(item) && !is_quote(item) && !is_dash(item))
        .count();
    let aside = at + 1..at + 1 + length;
    let first = view.get(aside.start)?;
    let explains = is_determiner(first)
        && !matches!(first.lower.as_ref(), "this" | "these" | "those")
        || matches!(first.lower.as_ref(), "who" | "which")
        || !first.is_capital()
            && view[aside.clone()]
                .iter()
                .take(4)
                .any(|it| lexicon().roles.contains(it.lower.as_ref()))
        || is_determiner(&view[start])
            && !view[at - 1].is_capital()
            && view[aside.clone()].iter().all(Token::is_capital);
    // "According to Acme, the tool was safe" goes on with a clause, not with an aside.
    let closed = view
        .get(aside.end)
        .is_none_or(|it| is_comma(it) || is_stop(it));
    let relative = matches!(first.lower.as_ref(), "who" | "which");
    let clause = !relative && view[aside.clone()].iter().any(is_auxiliary);
    (length > 0 && explains && closed && !clause).then_some(aside)
}
