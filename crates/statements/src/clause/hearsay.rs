//! Hearsay: what is said to be said. Passives ("was accused of", "were told that"), nouns with a clause
//! of their own ("the allegation that"), "allegedly".
//!
//! Most of it names nobody. `statement::spoken` keeps what has a speaker, and without one only what
//! plainly says that somebody asserts it.

use std::ops::Range;

use model::Kind;

use super::event::sighting;
use super::noun::{self, Phrase};
use super::word::{is_adverb, is_auxiliary, is_determiner, is_preposition};
use super::{Shape, Sighting, content};
use crate::lexicon::{Class, lexicon};
use crate::text::Token;

/// Items behind a passive in which its agent stands.
const REACH: usize = 12;

/// Finds hearsay: a noun or a passive with a clause, else an accusation without one.
pub(crate) fn hearsay(view: &[Token<'_>]) -> Option<Sighting> {
    let first = |find: fn(&[Token<'_>], usize) -> Option<Sighting>| {
        (0..view.len()).find_map(|at| find(view, at))
    };
    first(owned)
        .or_else(|| first(told))
        .or_else(|| first(accused_by))
        .or_else(|| first(impersonal))
        .or_else(|| first(unowned))
        .or_else(|| first(accusation))
}

/// "Acme's claim that C".
fn owned(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let (length, kind) = lexicon().clause_nouns.longest(&view[at..])?;
    let owner = at
        .checked_sub(1)
        .filter(|before| matches!(view[*before].lower.as_ref(), "'s" | "’s"))?;
    Some(Sighting {
        source: noun::before(view, owner),
        ..clause(view, at..at + length - 1, kind)
    })
}

/// "The allegation that C", whoever makes it; "allegations by SRC that C" has an agent.
fn unowned(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let noun = view[at].lower.as_ref();
    let kind = match noun {
        "allegation" | "allegations" | "accusation" | "accusations" => Kind::Allegation,
        "claim" | "claims" => Kind::Claim,
        _ => return None,
    };
    let (source, that) = agent(view, at + 1);
    let opens = at == 0
        || is_determiner(&view[at - 1])
        || is_preposition(&view[at - 1])
        || view[at - 1].kind == crate::text::TokenKind::Number;
    let held = view[..at].iter().rev().take(2).any(|it| {
        matches!(
            it.lower.as_ref(),
            "no" | "any" | "if" | "whether" | "without"
        )
    });
    let follows = view.get(that).is_some_and(|it| it.lower == "that");
    (opens && follows && !held).then(|| {
        let mut found = Sighting {
            source,
            ..clause(view, at..at + 1, kind)
        };
        if at <= 1 {
            for part in &mut found.content {
                part.end = subject_end(view, part.clone());
            }
        }
        found
    })
}

/// Returns where the clause of a subject ends: "the claim that it was late | has spread".
fn subject_end(view: &[Token<'_>], part: Range<usize>) -> usize {
    let verbs = part.clone().filter(|at| {
        let ended = view[*at].lower.ends_with("ed") && !view[*at].is_capital();
        ended || is_auxiliary(&view[*at])
    });
    let heads: Vec<usize> = verbs
        .filter(|at| *at == part.start || !is_auxiliary(&view[*at - 1]))
        .collect();
    match heads[..] {
        [_, .., last] if is_auxiliary(&view[last]) => last,
        _ => part.end,
    }
}

/// "Investigators were told that C", "were informed by SRC that C".
fn told(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let told = matches!(
        view[at].lower.as_ref(),
        "told" | "informed" | "warned" | "advised" | "notified"
    );
    if !told || !is_passive(view, at) {
        return None;
    }
    let (source, that) = agent(view, at + 1);
    let follows = view.get(that).is_some_and(|it| it.lower == "that");
    follows.then(|| Sighting {
        source,
        class: Some(Class::Say),
        ..clause(view, at..at + 1, Kind::Claim)
    })
}

/// "X was accused by SRC of C".
fn accused_by(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    if view[at].lower != "accused" || !is_passive(view, at) {
        return None;
    }
    let mut source = agent(view, at + 1).0?;
    // The phrase of "by Acme of copying" ends before what Bolt is accused of.
    let of = (source.items.start..view.len()).find(|at| view[*at].lower == "of")?;
    source.items.end = source.items.end.min(of);
    (source.items.end == of).then(|| Sighting {
        source: Some(source),
        content: vec![content::right_of(view, 0)],
        ..clause(view, at..at + 1, Kind::Allegation)
    })
}

/// "It was alleged that C", "it has been claimed that C".
fn impersonal(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let kind = match view[at].lower.as_ref() {
        "alleged" => Kind::Allegation,
        "claimed" | "asserted" | "argued" | "contended" | "suggested" => Kind::Claim,
        _ => return None,
    };
    let follows = view.get(at + 1).is_some_and(|it| it.lower == "that");
    let start = verb_start(view, at);
    let it = start
        .checked_sub(1)
        .is_some_and(|before| view[before].lower == "it");
    (follows && it && is_passive(view, at)).then(|| clause(view, at..at + 1, kind))
}

/// Tells whether hearsay has a clause behind it, which somebody asserts; an adverb or "is accused of"
/// without an agent only hedges what the outlet tells.
pub(crate) fn has_clause(sighting: &Sighting) -> bool {
    let behind = |it: &Range<usize>| it.start >= sighting.cue.end && !it.is_empty();
    sighting.content.first().is_some_and(behind)
}

/// Makes the sighting of a word with a clause behind its "that".
fn clause(view: &[Token<'_>], cue: Range<usize>, kind: Kind) -> Sighting {
    let (_, that) = agent(view, cue.end);
    let start = that + usize::from(view.get(that).is_some_and(|it| it.lower == "that"));
    Sighting {
        kind: Some(kind),
        content: vec![content::right_of(view, start)],
        ..sighting(cue.clone(), view[cue.start].lower.as_ref(), Shape::Hearsay)
    }
}

/// Reads "by SRC" at `at`; returns who it is and where the sentence goes on.
fn agent(view: &[Token<'_>], at: usize) -> (Option<Phrase>, usize) {
    let by = view.get(at).filter(|it| it.lower == "by");
    let source = by.and_then(|_| noun::after(view, at + 1));
    let end = source.as_ref().map_or(at, |it| it.items.end);
    (source, end)
}

/// Returns where the auxiliaries and adverbs before a participle begin.
fn verb_start(view: &[Token<'_>], at: usize) -> usize {
    let lead = view[..at]
        .iter()
        .rev()
        .take_while(|it| is_auxiliary(it) || is_adverb(it));
    at - lead.count()
}

/// Tells whether a participle follows a form of "be", and is not denied or only thought of.
fn is_passive(view: &[Token<'_>], at: usize) -> bool {
    let verb = &view[verb_start(view, at)..at];
    let be = verb.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "was" | "were" | "is" | "are" | "been" | "being"
        )
    });
    let open = verb.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "not" | "never" | "could" | "would" | "might" | "may" | "should"
        ) || it.lower.ends_with("n't")
    });
    be && !open
}

/// "allegedly", "is accused of".
fn accusation(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let adverb = lexicon().hearsay.contains(view[at].lower.as_ref());
    let passive = lexicon().passive.longest(&view[at..]);
    let beside_be = at > 0 && view[..at].iter().rev().take(3).any(is_auxiliary);
    if !adverb && (passive.is_none() || !beside_be) {
        return None;
    }
    let length = passive.filter(|_| !adverb).map_or(1, |it| it.0);
    let accusing = matches!(
        view[at].lower.as_ref(),
        "allegedly" | "accused" | "alleged" | "charged" | "blamed" | "suspected"
    );
    let kind = if accusing {
        Kind::Allegation
    } else {
        Kind::Claim
    };
    Some(Sighting {
        kind: Some(kind),
        content: vec![content::right_of(view, 0)],
        source: distant_agent(view, at + length),
        negated: (view[..at].iter().rev().take(3))
            .any(|it| matches!(it.lower.as_ref(), "not" | "never") || it.lower.ends_with("n't")),
        ..sighting(at..at + length, view[at].lower.as_ref(), Shape::Hearsay)
    })
}

/// "… by SRC" somewhere behind a passive.
fn distant_agent(view: &[Token<'_>], from: usize) -> Option<Phrase> {
    let by = view[from..]
        .iter()
        .take(REACH)
        .position(|it| it.lower == "by")?;
    let agent = noun::after(view, from + by + 1)?;
    view[agent.items.clone()]
        .iter()
        .any(Token::is_capital)
        .then_some(agent)
}
