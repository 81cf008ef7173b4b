//! Content: which words a clause reports, left and right of its cue.

use std::ops::Range;

use super::noun;
use super::word::{
    is_adverb, is_comma, is_complementiser, is_dash, is_determiner, is_joiner, is_nominal,
    is_preposition, is_quote, is_stop, is_time,
};
use super::{Shape, Sighting};
use crate::text::Token;

/// Where the words after a cue begin, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    /// The first item of the content; past "that".
    pub(crate) at: usize,
    /// What opens it.
    pub(crate) by: Opener,
}

/// What opens the content after a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opener {
    /// "that", "whether", "how".
    Complementiser,
    /// A quotation or a colon.
    Quotation,
    /// A clause without an opening word.
    Bare,
    /// "to" and a verb.
    Infinitive,
    /// A preposition: hardly a clause.
    Preposition,
    /// The sentence or clause ends here.
    Nothing,
}

/// Items after a cue in which "that" is looked for.
const REACH: usize = 16;

/// Tells whether an item is a quotation of speech rather than of a single expression: it stands
/// after a comma or colon, or is long.
fn is_spoken(view: &[Token<'_>], at: usize) -> bool {
    let announced = at
        .checked_sub(1)
        .is_some_and(|before| is_comma(&view[before]) || view[before].lower == ":");
    is_quote(&view[at]) && (announced || !super::word::is_expression(&view[at]))
}

/// Finds where the content after a cue begins; `told` is whether an object goes before it.
pub(crate) fn opening(view: &[Token<'_>], from: usize, told: bool) -> Opening {
    let object = told.then(|| noun::after(view, from)).flatten();
    let at = skip_adverbials(view, object.map_or(from, |phrase| phrase.items.end));
    // "told that paper that …": the first "that" points at the listener.
    let listener = view.get(at).is_some_and(|it| it.lower == "that");
    let (at, by) = match second_that(view, at).filter(|_| listener) {
        Some(second) => (second + 1, Opener::Complementiser),
        None => opener(view, at),
    };
    let at = if by == Opener::Bare {
        with_focus(view, from, at)
    } else {
        at
    };
    Opening { at, by }
}

/// Adverbs that belong to the words said, not to the saying: "found only a quarter".
const FOCUS: &[&str] = &[
    "only",
    "just",
    "even",
    "never",
    "not",
    "still",
    "always",
    "often",
    "simply",
    "merely",
    "nearly",
    "roughly",
    "approximately",
    "almost",
    "barely",
    "hardly",
    "probably",
    "clearly",
    "now",
    "already",
    "perhaps",
    "simply",
    "first",
];

/// Goes back over adverbs that begin the words said.
fn with_focus(view: &[Token<'_>], from: usize, mut at: usize) -> usize {
    while at > from && FOCUS.contains(&view[at - 1].lower.as_ref()) {
        at -= 1;
    }
    at
}

fn opener(view: &[Token<'_>], at: usize) -> (usize, Opener) {
    let Some(item) = view.get(at) else {
        return (at, Opener::Nothing);
    };
    let quoted_next = view.get(at + 1).is_some_and(is_quote);
    match item.lower.as_ref() {
        ":" if at + 1 < view.len() => (at + 1, Opener::Quotation),
        "," if quoted_next => (at + 1, Opener::Quotation),
        "and" | "or" | "but" => (at, Opener::Nothing),
        // "think that's right": a subject, no conjunction.
        "that" if view.get(at + 1).is_some_and(is_contracted) => (at, Opener::Bare),
        "that" => (at + 1, Opener::Complementiser),
        "," if let Some(that) = that_after_aside(view, at) => (that + 1, Opener::Complementiser),
        "to" => match that_ahead(view, at) {
            Some(that) => (that + 1, Opener::Complementiser),
            None => (at, Opener::Infinitive),
        },
        _ if is_quote(item) => (at, Opener::Quotation),
        _ if is_stop(item) || is_comma(item) || is_dash(item) => (at, Opener::Nothing),
        _ if is_complementiser(item) => (at, Opener::Complementiser),
        "about" | "like" => (at, Opener::Preposition),
        _ if is_preposition(item) => match that_ahead(view, at) {
            Some(that) => (that + 1, Opener::Complementiser),
            None => (at, Opener::Preposition),
        },
        _ => (at, Opener::Bare),
    }
}

/// Tells whether a token is the "'s" or "'ll" of a contraction.
fn is_contracted(item: &Token<'_>) -> bool {
    matches!(item.lower.as_ref(), "'s" | "’s")
}

/// Finds "that" behind an aside: "found, after a long trial, that".
fn that_after_aside(view: &[Token<'_>], comma: usize) -> Option<usize> {
    let aside = view[comma + 1..]
        .iter()
        .take(REACH)
        .take_while(|item| !is_comma(item) && !is_stop(item) && !is_quote(item))
        .count();
    let close = comma + 1 + aside;
    let that = view.get(close + 1).is_some_and(|it| it.lower == "that");
    (aside > 0 && that && view.get(close).is_some_and(is_comma)).then_some(close + 1)
}

/// Words between "told that" and the "that" of what was told, at most.
const LISTENER: usize = 4;

fn second_that(view: &[Token<'_>], from: usize) -> Option<usize> {
    let tells = from
        .checked_sub(1)
        .is_some_and(|at| matches!(view[at].lower.as_ref(), "told" | "tells" | "telling"));
    let listener = view.get(from + 1..)?;
    let length = listener
        .iter()
        .take(LISTENER)
        .take_while(|it| is_nominal(it))
        .count();
    let second = from + 1 + length;
    (tells && length > 0 && view.get(second).is_some_and(|it| it.lower == "that")).then_some(second)
}

/// Finds "that" behind an adverbial: "said in a letter to the court on Monday that".
fn that_ahead(view: &[Token<'_>], from: usize) -> Option<usize> {
    if !is_preposition(&view[from]) {
        return None;
    }
    view[from..]
        .iter()
        .take(REACH)
        .take_while(|item| !is_stop(item) && !is_quote(item) && !super::word::is_auxiliary(item))
        .position(|item| item.lower == "that")
        .map(|offset| from + offset)
}

/// Skips "on Monday", "in a letter", "to reporters", "yesterday", "also".
pub(crate) fn skip_adverbials(view: &[Token<'_>], from: usize) -> usize {
    let mut at = from;
    for _ in 0..4 {
        let Some(item) = view.get(at) else { break };
        let next = if is_time(item) || is_adverb(item) && !is_complementiser(item) {
            at + 1
        } else if matches!(item.lower.as_ref(), "last" | "this" | "next" | "earlier")
            && view.get(at + 1).is_some_and(is_time)
        {
            at + 2
        } else if matches!(
            item.lower.as_ref(),
            "in" | "on"
                | "at"
                | "during"
                | "to"
                | "through"
                | "via"
                | "after"
                | "before"
                | "of"
                | "by"
                | "from"
        ) {
            after_preposition(view, at)
        } else {
            at
        };
        if next == at {
            break;
        }
        at = next;
    }
    at
}

/// Skips a preposition and the phrase behind it; stays when no short phrase follows.
fn after_preposition(view: &[Token<'_>], at: usize) -> usize {
    let mut end = at + 1;
    if view
        .get(end)
        .is_some_and(|it| is_determiner(it) || it.lower == "an")
    {
        end += 1;
    }
    let first = end;
    while end < view.len() && end - first < 8 {
        let item = &view[end];
        let linked = matches!(item.lower.as_ref(), "of" | "with" | "for" | "to" | "'s")
            && end > first
            && view.get(end + 1).is_some_and(is_nominal);
        let ordinary =
            is_nominal(item) && (!is_determiner(item) || super::word::is_link(&view[end - 1]));
        if ordinary || linked || is_time(item) || item.kind == crate::text::TokenKind::Number {
            end += 1;
        } else {
            break;
        }
    }
    let followed = view.get(end).is_none_or(|it| {
        is_comma(it)
            || is_stop(it)
            || is_complementiser(it)
            || is_quote(it)
            || is_determiner(it)
            || super::word::is_pronoun(it)
            || is_preposition(it)
            || it.lower == "there"
            || it.lower == "and"
    });
    if end > first && followed { end } else { at }
}

/// Returns where the clause that holds `at` begins: after a stop, a dash, "but" or a conjunction.
pub(crate) fn clause_start(view: &[Token<'_>], at: usize) -> usize {
    let mut start = at;
    while start > 0 {
        let item = &view[start - 1];
        if item.lower == ";"
            || is_dash(item)
            || is_quote(item)
            || is_comma(item)
            || is_splitter(item)
        {
            break;
        }
        start -= 1;
    }
    start
}

fn is_splitter(item: &Token<'_>) -> bool {
    matches!(
        item.lower.as_ref(),
        "but" | "while" | "whereas" | "although" | "though"
    )
}

/// Tells whether a cue inside the content of another begins a statement of its own: after a comma
/// and "but", "while" or "and", or a semicolon.
pub(crate) fn starts_over(view: &[Token<'_>], last: &Sighting, new: &Sighting) -> bool {
    let Some(source) = &new.source else {
        return false;
    };
    let start = source.items.start;
    if start <= last.cue.end + 1 || new.shape == Shape::Trailing {
        return false;
    }
    let before = &view[start - 1];
    let comma = start >= 2
        && (is_comma(&view[start - 2])
            || is_quote(&view[start - 2])
            || view[start - 2].lower == ";");
    before.lower == ";" || comma && (is_splitter(before) || before.lower == "and")
}

/// Verbs that only carry on speaking.
const CARRIES_ON: &[&str] = &[
    "add",
    "continue",
    "conclude",
    "reiterate",
    "stress",
    "emphasise",
];

/// Tells whether a cue behind "and" carries on the speaking of the cue before: "said it fell and
/// added that it rained", "denied the claim and said it would appeal". Elsewhere the subject of the
/// words said may be the one who speaks.
pub(crate) fn carries_on(view: &[Token<'_>], last: &Sighting, new: &Sighting) -> bool {
    let at = new.cue.start;
    let joint = view[..at]
        .iter()
        .rposition(|it| !is_adverb(it))
        .filter(|joint| matches!(view[*joint].lower.as_ref(), "and" | "but"));
    let Some(joint) = joint.filter(|joint| *joint > last.cue.end) else {
        return false;
    };
    let clause = view[last.cue.end..joint]
        .iter()
        .any(|it| is_complementiser(it) || super::word::is_auxiliary(it));
    let object = matches!(
        last.class,
        Some(
            crate::lexicon::Class::Deny
                | crate::lexicon::Class::Criticise
                | crate::lexicon::Class::Announce
                | crate::lexicon::Class::Demand
        )
    ) && !clause;
    let same = CARRIES_ON.contains(&new.lemma.as_str()) || new.lemma == last.lemma;
    new.class.is_some() && new.shape == Shape::Leading && new.source.is_none() && (same || object)
}

/// Cuts marks and a last conjunction off the end of a range.
pub(crate) fn trim_end(view: &[Token<'_>], mut items: Range<usize>) -> Range<usize> {
    while items.end > items.start {
        let last = &view[items.end - 1];
        if is_comma(last)
            || last.lower == ";"
            || is_dash(last)
            || is_splitter(last)
            || last.lower == "and"
        {
            items.end -= 1;
        } else {
            break;
        }
    }
    items
}

/// Returns the words before a trailing attribution, from the beginning of the unit.
pub(crate) fn left_of(view: &[Token<'_>], end: usize) -> Range<usize> {
    let mut start = 0;
    while start < end
        && is_joiner(&view[start])
        && matches!(view[start].lower.as_ref(), "and" | "but" | "so" | "yet")
    {
        start += 1;
    }
    trim_end(view, start..end)
}

/// Returns the words after the cue to the end of the unit, without the last point.
pub(crate) fn right_of(view: &[Token<'_>], start: usize) -> Range<usize> {
    let mut end = view.len();
    while end > start && matches!(view[end - 1].lower.as_ref(), "." | ":") {
        end -= 1;
    }
    start.min(end)..end
}

/// Returns the words after the cue up to a semicolon that begins with a subject of its own.
pub(crate) fn clause_of(view: &[Token<'_>], start: usize) -> Range<usize> {
    let whole = right_of(view, start);
    let quoted = view[whole.clone()].iter().any(is_quote);
    let stop = whole.clone().skip(1).find(|at| {
        let next = |by: usize| view.get(at + by).map_or("", |it| it.lower.as_ref());
        // What goes on with "they", "neither" or "that" is still said.
        let goes_on = next(2) == "that"
            || view.get(at + 1).is_none_or(|it| {
                is_complementiser(it)
                    || is_joiner(it)
                    || is_adverb(it)
                    || super::word::is_pronoun(it)
            })
            || matches!(next(1), "neither" | "nor" | "to" | "its" | "their");
        view[*at].lower == ";" && !goes_on
    });
    match stop.filter(|_| !quoted) {
        Some(stop) => whole.start..stop,
        None => whole,
    }
}

/// Returns the rest of a clause that "…, Roe said, …" only interrupts: the verb of what went before,
/// or the main clause after "If …".
pub(crate) fn resumed_part(
    view: &[Token<'_>],
    left: &Range<usize>,
    comma: usize,
) -> Option<Range<usize>> {
    if left.is_empty() || !view.get(comma).is_some_and(is_comma) {
        return None;
    }
    let rest = right_of(view, comma + 1);
    let first = view.get(rest.start)?;
    let opens = &view[left.start];
    let conditional = matches!(
        opens.lower.as_ref(),
        "if" | "when" | "while" | "because" | "although" | "though" | "unless" | "since" | "as"
    );
    let subject = is_determiner(first) || super::word::is_pronoun(first) || first.is_capital();
    let relative = view[left.end - 1].lower == "which" || view[left.end - 1].lower == "that";
    let nominal = !view[left.clone()].iter().any(super::word::is_auxiliary)
        && left.len() <= 4
        && (is_determiner(opens) || opens.is_capital() || super::word::is_pronoun(opens));
    let verb = super::word::is_auxiliary(first)
        || nominal && (first.lower.ends_with("ed") || first.lower.ends_with('s'));
    (rest.len() > 1 && (conditional && subject || relative || verb)).then_some(rest)
}

/// Returns the second part of a split quotation or clause after a trailing attribution.
pub(crate) fn second_part(
    view: &[Token<'_>],
    left: &Range<usize>,
    from: usize,
) -> Option<Range<usize>> {
    let at = skip_adverbials(view, from);
    if let Some(rest) = resumed_part(view, left, from) {
        return Some(rest);
    }
    let quote = (at..view.len()).find(|index| is_spoken(view, *index));
    let joined = view.get(at).is_some_and(is_comma);
    if let Some(quote) = quote {
        return Some(quote..right_of(view, quote).end);
    }
    let rest = right_of(view, at + 1);
    let opens = view.get(at + 1)?;
    let goes_on = view
        .get(at + 2)
        .is_some_and(|it| is_determiner(it) || super::word::is_pronoun(it) || it.is_capital());
    let clause = matches!(opens.lower.as_ref(), "because" | "as" | "which" | "with")
        || goes_on && matches!(opens.lower.as_ref(), "and" | "but" | "so");
    (joined && clause && rest.len() > 2).then_some(rest)
}
