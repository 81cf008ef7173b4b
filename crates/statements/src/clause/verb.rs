//! Speaking verbs: trying one cue against the patterns of reported speech.

use super::content::{self, Opener};
use super::noun::{self, Phrase};
use super::word::{
    is_adverb, is_auxiliary, is_comma, is_complementiser, is_dash, is_determiner, is_in_name,
    is_joiner, is_link, is_preposition, is_pronoun, is_quote, is_stop, is_time, is_title,
};
use super::{Shape, Sighting};
use crate::lexicon::{Class, Cue, CueForm, Sort, Takes, lexicon};
use crate::text::Token;

/// Reads the cue that begins at `at`, if one does and it is used as a verb of speaking.
pub(crate) fn speech(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let (length, cue, form) = lexicon().cue_at(view, at)?;
    if !could_be_verb(view, at, form) || is_in_name(view, at) {
        return None;
    }
    let end = at + length;
    let before = noun::before(view, at).filter(|phrase| is_subject(view, phrase, at));
    let told = matches!(
        cue.lemma.as_str(),
        "tell" | "inform" | "ask" | "warn" | "remind"
    ) && !view.get(end).is_some_and(is_complementiser);
    let opening = content::opening(view, end, told);
    let sighting = Sighting {
        cue: at..end,
        lemma: cue.lemma.clone(),
        class: Some(cue.class),
        kind: cue.kind,
        negated: is_negated(view, at),
        source: None,
        content: Vec::new(),
        shape: Shape::Leading,
        silence: None,
        correction: None,
    };
    trailing(view, &sighting, before.as_ref(), opening)
        .or_else(|| inverted(view, &sighting, before.as_ref()))
        .or_else(|| leading(view, sighting, before, opening, (cue, form)))
}

/// C, SRC CUE.
fn trailing(
    view: &[Token<'_>],
    sighting: &Sighting,
    before: Option<&Phrase>,
    opening: content::Opening,
) -> Option<Sighting> {
    let source = before?;
    let joint = source.items.start.checked_sub(1)?;
    let quoted = is_quote(&view[joint]);
    if !(is_comma(&view[joint]) || quoted || is_dash(&view[joint])) {
        return None;
    }
    let left = content::left_of(view, joint + usize::from(quoted));
    let resumed =
        !quoted && view.get(sighting.cue.end).is_some_and(is_comma) && stands_alone(view, &left);
    let ends_here = opening.by == Opener::Nothing
        || resumed && opening.by == Opener::Quotation
        || quoted && opening.by != Opener::Complementiser
        || view[..joint].last().is_some_and(is_quote) && opening.by == Opener::Quotation;
    let clause =
        left.len() >= 3 && !is_frame(view, &left) || view[left.clone()].iter().any(is_quote);
    let resumed = content::resumed_part(view, &left, sighting.cue.end);
    if !ends_here || !clause && resumed.is_none() || is_gerund(view, sighting) {
        return None;
    }
    let second =
        resumed.or_else(|| content::second_part(view, &(0..0), opening.at.min(view.len())));
    Some(Sighting {
        source: Some(source.clone()),
        content: std::iter::once(left).chain(second).collect(),
        shape: Shape::Trailing,
        ..sighting.clone()
    })
}

/// Tells whether words read as a clause of their own: they begin with a subject, not with "When" or
/// "Asked".
fn stands_alone(view: &[Token<'_>], items: &std::ops::Range<usize>) -> bool {
    let Some(first) = view.get(items.start).filter(|_| items.len() > 3) else {
        return false;
    };
    let participle = ["ed", "ing"].iter().any(|it| first.lower.ends_with(it));
    let subject = is_determiner(first) || is_pronoun(first) || first.is_capital();
    subject && !participle && !is_preposition(first) && !is_joiner(first) && !is_adverb(first)
}

/// Tells whether words before a comma only set the scene: "In a letter on Monday,".
fn is_frame(view: &[Token<'_>], items: &std::ops::Range<usize>) -> bool {
    let first = &view[items.start];
    let finite = view[items.clone()].iter().any(is_auxiliary);
    is_preposition(first) && !finite
}

/// C, CUE SRC.
fn inverted(view: &[Token<'_>], sighting: &Sighting, before: Option<&Phrase>) -> Option<Sighting> {
    let cue = &sighting.cue;
    let joint = cue.start.checked_sub(1)?;
    let quoted = is_quote(&view[joint]);
    let opened = quoted || is_comma(&view[joint]);
    if before.is_some() && !quoted || !opened || sighting.class == Some(Class::Accuse) {
        return None;
    }
    if is_gerund(view, sighting) {
        return None;
    }
    let left = content::left_of(view, joint + usize::from(quoted));
    let source = noun::after(view, cue.end)?;
    if left.is_empty() || left.len() < 3 && !view[left.clone()].iter().any(is_quote) {
        return None;
    }
    let mut end = source.items.end;
    if let Some(aside) = &source.aside {
        end = aside.end + usize::from(view.get(aside.end).is_some_and(is_comma));
    }
    let second = content::second_part(view, &left, end);
    Some(Sighting {
        source: Some(source),
        content: std::iter::once(left).chain(second).collect(),
        shape: Shape::Trailing,
        ..sighting.clone()
    })
}

/// SRC CUE C.
fn leading(
    view: &[Token<'_>],
    sighting: Sighting,
    before: Option<Phrase>,
    opening: content::Opening,
    (cue, form): (&Cue, CueForm),
) -> Option<Sighting> {
    if !opens(view, cue, &sighting, before.as_ref(), opening) {
        return None;
    }
    let gerund = is_gerund(view, &sighting);
    // "…, with Acme saying that": a participle with a subject of its own.
    let own =
        |phrase: &Phrase| phrase.items.start > 0 && view[phrase.items.start - 1].lower == "with";
    let source = before.filter(|phrase| !gerund || own(phrase));
    let placed = source.is_some() || gerund || follows_and(view, sighting.cue.start);
    // "a deal announced in May was …": no verb of the sentence, but an addition to a noun.
    let reduced = opening.by == Opener::Bare && view.get(opening.at).is_some_and(is_auxiliary);
    let carried = follows_and(view, sighting.cue.start)
        && (view.get(opening.at)).is_some_and(|it| is_pronoun(it) && opening.by == Opener::Bare);
    let verbal =
        !form.noun || carried || looks_verbal(view, sighting.cue.start, source.as_ref(), opening);
    if reduced || !placed || !verbal {
        return None;
    }
    let speech = matches!(opening.by, Opener::Complementiser | Opener::Quotation);
    let start = if cue.takes == Takes::Object && !speech {
        sighting.cue.end
    } else {
        opening.at
    };
    let content = content::clause_of(view, start);
    let silent = content.is_empty();
    (!silent || cue.class == Class::Deny).then(|| Sighting {
        source,
        content: if silent {
            Vec::new()
        } else {
            std::iter::once(content).collect()
        },
        ..sighting
    })
}

/// Tells whether what follows a cue is what the cue takes.
fn opens(
    view: &[Token<'_>],
    cue: &Cue,
    sighting: &Sighting,
    before: Option<&Phrase>,
    opening: content::Opening,
) -> bool {
    let by = opening.by;
    // "wrote “The Blue Saw”": a work, no words.
    if cue.takes != Takes::Clause && view.get(sighting.cue.end).is_some_and(is_title) {
        return false;
    }
    let speech = matches!(by, Opener::Complementiser | Opener::Quotation);
    match cue.takes {
        Takes::Clause => speech || by == Opener::Bare,
        Takes::That => {
            speech || cue.class == Class::Show && by == Opener::Bare && is_paper(view, before)
        }
        Takes::Quote => by == Opener::Quotation,
        Takes::Object => by != Opener::Nothing || cue.class == Class::Deny,
        Takes::Inf => speech || by == Opener::Infinitive,
        Takes::First => {
            let clause = by == Opener::Bare && has_verb(view, opening.at);
            (speech || clause) && before.is_some_and(|it| is_first(view, it))
        }
        Takes::Paper => (speech || by == Opener::Bare) && is_paper(view, before),
        Takes::Wish => by == Opener::Bare && asks_to(view, sighting.cue.end),
        Takes::Verdict => {
            view.get(sighting.cue.end).is_some_and(|it| !is_quote(it))
                && quoted_soon(view, sighting.cue.end)
        }
    }
}

/// Tells whether a quotation follows within a few words.
fn quoted_soon(view: &[Token<'_>], from: usize) -> bool {
    view[from..]
        .iter()
        .take(10)
        .take_while(|it| !is_stop(it))
        .any(is_quote)
}

/// Items of a short subject before its auxiliary.
const SUBJECT: usize = 7;

/// Tells whether words begin a clause: "I know there's a saw", not "I know your saw".
fn has_verb(view: &[Token<'_>], from: usize) -> bool {
    let Some(first) = view.get(from) else {
        return false;
    };
    let contracted = first.lower.contains('\'') && first.is_word()
        || view
            .get(from + 1)
            .is_some_and(|it| matches!(it.lower.as_ref(), "'s" | "’s"));
    let verb = view[from..]
        .iter()
        .take(SUBJECT)
        .take_while(|it| !is_stop(it) && !is_comma(it) && !is_joiner(it))
        .skip(1)
        .any(is_auxiliary);
    first.lower != "to" && (is_pronoun(first) || contracted || verb)
}

/// Tells whether a subject is "I" or "we".
fn is_first(view: &[Token<'_>], source: &Phrase) -> bool {
    source.items.len() == 1 && matches!(view[source.items.start].lower.as_ref(), "i" | "we")
}

/// Tells whether somebody is wanted to do something: a name or pronoun, and soon "to".
fn asks_to(view: &[Token<'_>], from: usize) -> bool {
    let object = view
        .get(from)
        .is_some_and(|it| it.is_capital() || is_determiner(it) || is_pronoun(it));
    let reach = view[from..].iter().take(8);
    let to = reach
        .take_while(|it| !is_stop(it) && !is_comma(it) && !is_quote(it))
        .position(|it| it.lower == "to");
    let verb = |at: usize| {
        view.get(from + at + 1)
            .is_some_and(|it| !is_determiner(it) && !it.is_capital() && !is_pronoun(it))
    };
    object && to.is_some_and(|at| at > 0 && verb(at))
}

/// Tells whether a document shows something: "the results show".
fn is_paper(view: &[Token<'_>], source: Option<&Phrase>) -> bool {
    let Some(source) = source else {
        return false;
    };
    // "a poll by Acme", "the terms of service of Acme": the noun before the first other link.
    let first = source.items.clone().find(|at| is_link(&view[*at]));
    let head = source.items.start..first.unwrap_or(source.items.end);
    head.into_iter().any(|at| {
        lexicon()
            .descriptions
            .all(&view[at..source.items.end])
            .filter(|(_, sort)| *sort == Sort::Document)
            .map(|(length, _)| at + length)
            .any(|end| end == source.items.end || is_link(&view[end]))
    })
}

fn is_gerund(view: &[Token<'_>], sighting: &Sighting) -> bool {
    let first = &view[sighting.cue.start];
    first.lower.ends_with("ing") && !follows_be(view, sighting.cue.start)
}

fn follows_be(view: &[Token<'_>], at: usize) -> bool {
    previous_verbal(view, at).is_some_and(|item| {
        matches!(
            item.lower.as_ref(),
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "am"
                | "it's"
                | "isn't"
                | "wasn't"
        )
    })
}

fn follows_and(view: &[Token<'_>], at: usize) -> bool {
    previous_verbal(view, at).is_some_and(|item| matches!(item.lower.as_ref(), "and" | "but"))
}

/// Returns the item before `at`, past adverbs.
fn previous_verbal<'v, 't>(view: &'v [Token<'t>], at: usize) -> Option<&'v Token<'t>> {
    view[..at]
        .iter()
        .rev()
        .find(|item| !super::word::is_adverb(item))
}

fn is_negated(view: &[Token<'_>], at: usize) -> bool {
    view[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|it| is_auxiliary(it) || super::word::is_adverb(it))
        .any(|item| matches!(item.lower.as_ref(), "not" | "never") || item.lower.ends_with("n't"))
}

/// Tells whether a form stands where a verb can stand.
fn could_be_verb(view: &[Token<'_>], at: usize, form: CueForm) -> bool {
    let Some(before) = previous_verbal(view, at) else {
        return at > 0 || !form.noun && view[at].is_capital();
    };
    let word = before.lower.as_ref();
    let gerund = view[at].lower.ends_with("ing");
    let passive = follows_be(view, at)
        && !gerund
        && !view[at].lower.contains(' ')
        && view[at].lower.ends_with("ed");
    let said = follows_be(view, at)
        && matches!(
            view[at].lower.as_ref(),
            "said" | "found" | "shown" | "written" | "told" | "thought" | "felt"
        );
    let modal = matches!(
        word,
        "could"
            | "may"
            | "might"
            | "should"
            | "must"
            | "can"
            | "cannot"
            | "to"
            | "would"
            | "let"
            | "shall"
    );
    let nominal = is_determiner(before) && view[at - 1].start == before.start
        || is_preposition(before) && !gerund
        || matches!(word, "'s" | "’s" | "'" | "’");
    !(nominal || passive || said || modal && !allows_infinitive(view, at))
}

/// "went on to say", "continues to claim", "was quick to deny".
fn allows_infinitive(view: &[Token<'_>], at: usize) -> bool {
    let words: Vec<&str> = view[..at]
        .iter()
        .rev()
        .take(2)
        .map(|it| it.lower.as_ref())
        .collect();
    matches!(
        words.as_slice(),
        [
            "to",
            "continues" | "continued" | "on" | "quick" | "appeared" | "goes"
        ]
    )
}

/// A form that is also a noun is a verb when its subject opens the clause and agrees with it, and
/// its content follows right after.
fn looks_verbal(
    view: &[Token<'_>],
    cue: usize,
    source: Option<&Phrase>,
    opening: content::Opening,
) -> bool {
    let Some(source) = source else {
        return false;
    };
    let opens = source.items.start.checked_sub(1).is_none_or(|at| {
        let before = &view[at];
        is_comma(before)
            || is_quote(before)
            || is_joiner(before)
            || is_dash(before)
            || is_stop(before)
            || is_adverb(before)
            || is_time(before)
    });
    let follows = match opening.by {
        Opener::Complementiser | Opener::Quotation => true,
        Opener::Bare => view
            .get(opening.at)
            .is_some_and(|it| is_determiner(it) || is_pronoun(it) || it.is_capital()),
        _ => false,
    };
    opens && follows && agrees(view, cue, source)
}

/// Tells whether a subject has the number that a verb form asks for.
fn agrees(view: &[Token<'_>], cue: usize, source: &Phrase) -> bool {
    let last = &view[source.items.end - 1];
    let several = view[source.items.clone()]
        .iter()
        .any(|it| it.lower == "and");
    let verb = view[cue].lower.as_ref();
    match last.lower.as_ref() {
        "he" | "she" | "it" => verb.ends_with('s') || verb.ends_with("ed"),
        "they" | "we" | "i" | "you" => !verb.ends_with('s'),
        _ if verb.ends_with("ed") || verb == "thought" => true,
        _ if verb.ends_with('s') => !several && (last.is_capital() || !last.lower.ends_with('s')),
        noun => several || noun.ends_with('s') || matches!(noun, "people" | "police"),
    }
}

fn is_subject(view: &[Token<'_>], phrase: &Phrase, verb: usize) -> bool {
    let after_preposition = phrase.items.start > 0 && {
        let before = &view[phrase.items.start - 1];
        let own = before.lower == "with" && view[verb].lower.ends_with("ing");
        is_preposition(before) && !before.is_capital() && phrase.items.start > 1 && !own
    };
    let stopped = view[phrase.items.end..verb].iter().any(is_stop);
    !after_preposition && !stopped
}

/// Returns the subject that opens the clause, for a second verb behind "and" or a participle behind a
/// comma: "Jo Roe wrote to Acme and said it fell", "At noon, Jo Roe rose, noting that it fell".
pub(crate) fn shared_subject(view: &[Token<'_>], cue: usize) -> Option<Phrase> {
    if follows_and(view, cue) {
        let joint = view[..cue]
            .iter()
            .rposition(|it| it.lower == "and" || it.lower == "but")?;
        return opening_subject(view, 0, joint);
    }
    let joint = cue.checked_sub(1).filter(|at| is_comma(&view[*at]))?;
    let frame = view.first().is_some_and(is_preposition);
    let from = if frame {
        view[..joint].iter().position(is_comma)? + 1
    } else {
        0
    };
    let subject = opening_subject(view, from, joint)?;
    let verb = view.get(subject.items.end)?;
    let told = verb.is_word() && !verb.is_capital() && !is_preposition(verb) && !is_link(verb);
    (view[cue].lower.ends_with("ing") && told).then_some(subject)
}

/// Returns the name or pronoun that a clause begins with, where nothing parts it from `end`.
fn opening_subject(view: &[Token<'_>], from: usize, end: usize) -> Option<Phrase> {
    let part = |it: &Token<'_>| {
        it.is_capital()
            || lexicon().roles.contains(it.lower.as_ref())
            || is_determiner(it)
            || matches!(it.lower.as_ref(), "'s" | "’s" | "of" | "&")
    };
    let clause = &view[from..end];
    let length = clause.iter().take_while(|it| part(it)).count();
    let first = clause.first()?;
    let items = from..from + if is_pronoun(first) { 1 } else { length };
    let head = view[from..items.end].last()?;
    let plain = !view[items.end..end]
        .iter()
        .any(|it| is_comma(it) || is_stop(it) || is_quote(it) || is_joiner(it) || is_auxiliary(it));
    let named =
        is_pronoun(first) || head.is_capital() && items.len() <= 8 && !is_preposition(first);
    (plain && named).then_some(Phrase { items, aside: None })
}
