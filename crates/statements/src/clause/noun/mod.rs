//! Noun phrases: who stands before or after a verb.
//!
//! There is no tagger: a phrase is what closed classes of words leave over. Reading goes outwards
//! from the verb and stops at the first word that cannot belong to its subject.

mod after;

use std::ops::Range;

use super::word::{
    is_adverb, is_auxiliary, is_comma, is_determiner, is_joiner, is_link, is_nominal, is_pronoun,
    is_quote, is_stop, is_time, is_time_in_name,
};
pub(crate) use after::after;

use crate::lexicon::lexicon;
use crate::text::Token;

/// A noun phrase, with what is set off by commas behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// The items of the phrase.
    pub(crate) items: Range<usize>,
    /// The items between the commas that explain it ("…, the maker of Bolt, …").
    pub(crate) aside: Option<Range<usize>>,
}

/// Items in the longest phrase.
const LONGEST: usize = 30;

/// Returns the phrase that ends before the verb at `end`, past auxiliaries and adverbs.
pub(crate) fn before(view: &[Token<'_>], end: usize) -> Option<Phrase> {
    let at = past_auxiliaries(view, past_time(view, past_auxiliaries(view, end)));
    let last = view[..at].last()?;
    if is_comma(last)
        && let Some(phrase) = with_examples(view, at - 1)
    {
        return Some(phrase);
    }
    if is_comma(last)
        && let Some(list) = list_before(view, at - 1)
    {
        return Some(Phrase {
            items: list,
            aside: None,
        });
    }
    if is_comma(last) || last.text == ")" {
        return with_aside(view, at - 1);
    }
    if matches!(last.lower.as_ref(), "who" | "which" | "that") {
        let head = at - 1;
        let head = if head > 0 && is_comma(&view[head - 1]) {
            head - 1
        } else {
            head
        };
        return plain_before(view, head).map(|items| Phrase { items, aside: None });
    }
    let items = plain_before(view, at)?;
    if let Some(named) = named_before_role(view, &items) {
        return Some(named);
    }
    relative_head(view, &items).or(Some(Phrase { items, aside: None }))
}

/// Returns the subject of "Ann Poe, head of Acme said", where the second comma is left out.
fn named_before_role(view: &[Token<'_>], items: &Range<usize>) -> Option<Phrase> {
    let is_role = |it: &Token<'_>| !it.is_capital() && lexicon().roles.contains(it.lower.as_ref());
    let joins = |it: &&Token<'_>| is_role(it) || it.lower == "and";
    let start = items.start - view[..items.start].iter().rev().take_while(joins).count();
    let comma = start.checked_sub(1).filter(|at| is_comma(&view[*at]))?;
    let office = view[start..items.end].iter().take(2).any(is_role);
    let name = plain_before(view, comma)?;
    let opens = name.start == 0 || is_quote(&view[name.start - 1]);
    let whole = name.len() > 1 && view[name.clone()].iter().all(Token::is_capital);
    (office && opens && whole).then_some(Phrase {
        items: name,
        aside: Some(start..items.end),
    })
}

/// Returns the subject of "a lawyer who has advised Acme": the lawyer, not Acme.
fn relative_head(view: &[Token<'_>], items: &Range<usize>) -> Option<Phrase> {
    let at = past_auxiliaries(view, items.start);
    let who = at.checked_sub(1)?;
    let first = &view[items.start];
    let verb = items.len() > 1 && !first.is_capital() && !is_determiner(first);
    if view[who].lower != "who" || at == items.start && !verb {
        return None;
    }
    Some(Phrase {
        items: plain_before(view, who)?,
        aside: Some(who..items.end),
    })
}

/// Goes back past auxiliaries and adverbs.
fn past_auxiliaries(view: &[Token<'_>], mut at: usize) -> usize {
    while at > 0
        && (is_auxiliary(&view[at - 1]) || is_adverb(&view[at - 1]) && !is_name_part(view, at - 1))
    {
        at -= 1;
    }
    at
}

/// Goes back past "on Monday" between a subject and its verb.
fn past_time(view: &[Token<'_>], end: usize) -> usize {
    let number = |at: usize| view[at].kind == crate::text::TokenKind::Number;
    let mut at = end;
    while at > 0 && (is_time(&view[at - 1]) && view[at - 1].is_capital() || number(at - 1)) {
        at -= 1;
    }
    let dated = view[at..end].iter().any(is_time);
    let opened = at > 1 && matches!(view[at - 1].lower.as_ref(), "on" | "in" | "late" | "last");
    let subject = at > 1 && !is_comma(&view[at - 2]);
    if dated && opened && subject {
        at - 1
    } else {
        end
    }
}

/// Reads "eight papers, including A, B and C," backwards: the papers speak.
fn with_examples(view: &[Token<'_>], close: usize) -> Option<Phrase> {
    let from = close.saturating_sub(LONGEST);
    let opens = (from..close)
        .rev()
        .take_while(|at| !is_stop(&view[*at]) && !is_quote(&view[*at]));
    let comma = opens.filter(|at| is_comma(&view[*at])).find(|at| {
        matches!(
            view[at + 1].lower.as_ref(),
            "including" | "namely" | "among"
        )
    })?;
    let items = plain_before(view, comma)?;
    let aside = Some(comma + 1..close);
    Some(Phrase { items, aside })
}

/// Reads "A, B and C," where the comma only follows the list.
fn list_before(view: &[Token<'_>], end: usize) -> Option<Range<usize>> {
    let items = plain_before(view, end)?;
    let listed = view[items.clone()].iter().filter(|it| is_comma(it)).count() >= 2;
    listed.then_some(items)
}

fn is_name_part(view: &[Token<'_>], at: usize) -> bool {
    view[at].is_capital() && at > 0
}

/// Reads "Roe, head of Acme," and "Roe (Acme)" backwards from the closing mark.
fn with_aside(view: &[Token<'_>], close: usize) -> Option<Phrase> {
    let opens = if view[close].text == ")" { "(" } else { "," };
    let from = close.saturating_sub(LONGEST);
    let mut commas = 0;
    for open in (from..close).rev() {
        if is_stop(&view[open]) && !is_abbreviation(view, open) || is_quote(&view[open]) {
            return None;
        }
        if view[open].text != opens {
            continue;
        }
        commas += 1;
        let head = plain_before(view, open)
            .filter(|items| is_head(view, items) && !is_listed(view, items));
        if let Some(items) = head {
            let aside = open + 1..close;
            return Some(Phrase {
                items,
                aside: (!aside.is_empty()).then_some(aside),
            });
        }
        if commas == 4 {
            return None;
        }
    }
    None
}

/// Tells whether a phrase can be explained by an aside: a name or "the company".
fn is_head(view: &[Token<'_>], items: &Range<usize>) -> bool {
    let opens_clause = items.start == 0
        || is_quote(&view[items.start - 1])
        || is_comma(&view[items.start - 1])
        || is_joiner(&view[items.start - 1]);
    let named = view[items.end - 1].is_capital();
    let owned = view[items.clone()]
        .iter()
        .any(|it| matches!(it.lower.as_ref(), "'s" | "’s"));
    named || opens_clause && (owned || is_determiner(&view[items.start]))
}

/// Tells whether a phrase is an item of "including A, B and C".
fn is_listed(view: &[Token<'_>], items: &Range<usize>) -> bool {
    items
        .clone()
        .any(|at| matches!(view[at].lower.as_ref(), "including" | "namely"))
        || items.start > 0
            && matches!(
                view[items.start - 1].lower.as_ref(),
                "including" | "like" | "as" | "namely"
            )
}

/// Returns the phrase that ends at `end`, without looking past commas.
fn plain_before(view: &[Token<'_>], end: usize) -> Option<Range<usize>> {
    let mut start = base_before(view, end)?;
    for _ in 0..4 {
        if start == 0 || end - start > LONGEST {
            break;
        }
        let joint = &view[start - 1];
        let wider = if is_link(joint) && !joint.is_capital() {
            base_before(view, start - 1)
        } else if matches!(joint.lower.as_ref(), "and" | "&") {
            coordinated(view, start)
        } else {
            None
        };
        let Some(wider) = wider else { break };
        start = wider;
    }
    Some(start..end)
}

/// Returns where "A, B and" begins before the last name at `start`.
fn coordinated(view: &[Token<'_>], start: usize) -> Option<usize> {
    let named = |at: usize| view[at].is_capital();
    // "A, B, and C" has a comma before the last one.
    let last = start - 1 - usize::from(start >= 2 && is_comma(&view[start - 2]));
    let mut first = base_before(view, last)?;
    if !(last > 0 && named(last - 1) && (named(start) || is_determiner(&view[start]))) {
        return None;
    }
    let floor = start.saturating_sub(LONGEST);
    while first > floor + 1 && is_comma(&view[first - 1]) && named(first) {
        match base_before(view, first - 1) {
            Some(more)
                if named(first - 2)
                    && view[more..first - 1]
                        .iter()
                        .all(|it| it.is_capital() || is_determiner(it) || it.lower == "of") =>
            {
                first = more;
            }
            _ => break,
        }
    }
    Some(first)
}

fn base_before(view: &[Token<'_>], end: usize) -> Option<usize> {
    let mut at = end;
    if at > 0 && is_pronoun(&view[at - 1]) {
        return Some(at - 1);
    }
    while at > 0 && end - at < LONGEST {
        let item = &view[at - 1];
        if is_determiner(item) && !is_initial(view, at - 1) {
            at -= 1;
            if at > 0 && is_determiner(&view[at - 1]) {
                at -= 1;
            }
            break;
        }
        let inner = matches!(item.text, "&" | "-" | "/" | "@" | "#") && at < end && at > 1;
        let bracket = item.text == ")" && at >= 3 && view[at - 3].text == "(";
        if is_nominal(item)
            || is_initial(view, at - 1)
            || inner
            || is_abbreviation(view, at - 1)
            || is_time_in_name(view, at - 1)
        {
            at -= 1;
        } else if bracket {
            at -= 3;
        } else {
            break;
        }
    }
    // A phrase does not begin with the mark of an abbreviation or a possessive.
    while at < end
        && !view[at].is_word()
        && !view[at]
            .text
            .starts_with(|c: char| c.is_alphanumeric() || "@#".contains(c))
    {
        at += 1;
    }
    (at < end && view[at..end].iter().any(Token::is_word)).then_some(at)
}

/// Tells whether a letter is the middle initial of a name: "Ann A. Poe".
fn is_initial(view: &[Token<'_>], at: usize) -> bool {
    let named = at > 0 && view[at - 1].is_capital();
    named && view.get(at + 1).is_some_and(|it| it.text == ".") && is_abbreviation(view, at + 1)
}

/// Tells whether the point at `at` belongs to "Mr.", "Inc." or an initial.
pub(crate) fn is_abbreviation(view: &[Token<'_>], at: usize) -> bool {
    const SHORT: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "inc", "corp", "co", "ltd", "jr", "sr", "sen", "rep",
        "gov", "st", "gen", "v", "vs", "no",
    ];
    if view[at].text != "." || at == 0 {
        return false;
    }
    let word = &view[at - 1];
    let initial = word.is_capital() && word.text.chars().count() == 1;
    (initial || SHORT.contains(&word.lower.as_ref()))
        && at + 1 < view.len()
        && view[at].start == word.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    fn words(view: &[Token<'_>], items: &Range<usize>) -> String {
        view[items.clone()]
            .iter()
            .map(|it| it.text)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_phrase_before_a_verb_is_its_subject() {
        let check = |source: &str, subject: &str, aside: Option<&str>| {
            let view = tokens(source, 0);
            let verb = view
                .iter()
                .position(|it| it.lower == "said")
                .expect("a verb");
            let phrase = before(&view, verb).expect(source);
            assert_eq!(words(&view, &phrase.items), subject, "{source}");
            assert_eq!(
                phrase.aside.map(|it| words(&view, &it)).as_deref(),
                aside,
                "{source}"
            );
        };
        check("On Monday Acme said no", "Acme", None);
        check(
            "In a note the small firm also said no",
            "the small firm",
            None,
        );
        check(
            "Jo Roe, head of Acme, said no",
            "Jo Roe",
            Some("head of Acme"),
        );
        check(
            "A lawyer for the authors has said no",
            "A lawyer for the authors",
            None,
        );
        check("It fell, she said", "she", None);
        check(
            "It fell, Acme, Bolt and Crank said",
            "Acme , Bolt and Crank",
            None,
        );
        check(
            "Eight firms, including Acme, Bolt and Crank, said no",
            "Eight firms",
            Some("including Acme , Bolt and Crank"),
        );
        check("Mr. Roe said no", "Mr . Roe", None);
        check("Acme chief Jo Roe said no", "Acme chief Jo Roe", None);
        check(
            "Acme, which sells boats, said no",
            "Acme",
            Some("which sells boats"),
        );
    }

    #[test]
    fn the_phrase_after_a_verb_ends_before_the_rest() {
        let check = |source: &str, subject: &str| {
            let view = tokens(source, 0);
            let phrase = after(&view, 1).expect(source);
            assert_eq!(words(&view, &phrase.items), subject, "{source}");
        };
        check("said Jo Roe, head of Acme.", "Jo Roe");
        check("said Jo Roe in a note.", "Jo Roe");
        check("said the head of Acme on Monday.", "the head of Acme");
        check("said she would.", "she");
    }
}
