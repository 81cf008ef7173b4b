//! Sources that only point at somebody: pronouns and descriptions.

use std::ops::Range;

use model::Attribution;

use super::party::Side;
use super::salience::Wanted;
use super::{Scene, Speaker, resolve};
use crate::clause::noun::{self, Phrase};
use crate::clause::word::{is_determiner, is_link, is_pronoun};
use crate::lexicon::{Sort, lexicon};
use crate::text::Token;
use crate::unit::Unit;

/// "The makers are not against it, but they want …": the subject of the same sentence.
pub(super) fn same_sentence(
    scene: &Scene<'_, '_>,
    unit: &Unit<'_>,
    phrase: &Phrase,
) -> Option<Speaker> {
    let only = &unit.view[phrase.items.clone()];
    if only.len() != 1 || only[0].lower != "they" {
        return None;
    }
    let noun = (0..phrase.items.start).rev().find(|at| {
        lexicon()
            .descriptions
            .all(&unit.view[*at..])
            .any(|(length, sort)| length == 1 && matches!(sort, Sort::Group | Sort::Accuser))
    })?;
    let start = noun
        .checked_sub(1)
        .filter(|at| is_determiner(&unit.view[*at]))?;
    let opens = start == 0 || unit.view[start - 1].lower == ",";
    let subject = Phrase {
        items: start..noun + 1,
        aside: None,
    };
    opens
        .then(|| resolve(scene, unit, &subject))
        .filter(|it| it.name.is_some())
}

/// "Acme moved to dismiss it in a motion, in which it argued …": the subject of the same sentence.
pub(super) fn relative_clause(
    scene: &Scene<'_, '_>,
    unit: &Unit<'_>,
    phrase: &Phrase,
) -> Option<Speaker> {
    let view = &unit.view;
    let pronoun = view[phrase.items.clone()].first()?;
    let joint = &view[phrase.items.start.checked_sub(1)?];
    let relative = matches!(joint.lower.as_ref(), "which" | "where");
    let subject = noun::after(view, 0).filter(|it| it.items.end < phrase.items.start)?;
    let verb = &view[subject.items.end];
    if phrase.items.len() != 1 || !relative || !verb.is_word() || is_link(verb) {
        return None;
    }
    let speaker = resolve(scene, unit, &subject);
    let fits = match pronoun.lower.as_ref() {
        "he" | "she" => speaker.sort.is_person(),
        "it" => !speaker.sort.is_person() && !speaker.plural,
        _ => false,
    };
    (fits && speaker.name.is_some()).then_some(speaker)
}

pub(super) fn pronoun(scene: &Scene<'_, '_>, items: &[Token<'_>], at: usize) -> Option<Speaker> {
    let [only] = items else { return None };
    if !is_pronoun(only) {
        return None;
    }
    let wanted = match only.lower.as_ref() {
        "he" | "she" => Wanted::Person,
        "it" => Wanted::Organisation,
        "they" => Wanted::Several,
        _ => return Some(Speaker::unknown()),
    };
    let found = scene.salience.find(scene, wanted, at);
    let side = (only.lower == "they")
        .then(|| accusers(scene, at))
        .flatten();
    let start = |it: &Speaker| it.shown.as_ref().map_or(0, |shown| shown.start);
    // Whoever was named last is meant.
    match side.filter(|side| found.name.is_none() || start(side) > start(&found)) {
        Some(side) => Some(side),
        None => Some(found),
    }
}

/// Items of a paragraph looked back over for a group.
const LOOKED_BACK: usize = 400;

/// "They allege that …" where the only group that the text has named is the accusing one.
fn accusers(scene: &Scene<'_, '_>, at: usize) -> Option<Speaker> {
    scene.parties.only_company(at)?;
    let name = scene.parties.at(Side::Accuser, at)?;
    let last = name.rsplit(' ').next()?.to_lowercase();
    let paragraph = scene.text.paragraph_at(at)?.range.start;
    let tokens = &scene.text.tokens[scene.text.tokens_in(&(paragraph..at))];
    let shown = tokens.iter().rev().take(LOOKED_BACK).find(|it| {
        it.lower == last
            || matches!(
                it.lower.as_ref(),
                "plaintiffs" | "rightsholders" | "claimants"
            )
    })?;
    let several = name.contains("; ") || last.ends_with('s');
    (several && !scene.speaks_of(&name)).then(|| Speaker {
        plural: true,
        shown: Some(shown.start..shown.end),
        ..Speaker::named(
            name,
            Sort::Group,
            "the accusing side of this paragraph",
            0.6,
        )
    })
}

/// Names looked back over for a title.
const REACH: usize = 60;

/// Returns the only person who is called by a title before a place: "President Poe".
fn titled(scene: &Scene<'_, '_>, title: &str, at: usize) -> Option<String> {
    let last = scene.mentions.partition_point(|it| it.range.end <= at);
    let called = |mention: &&crate::names::Mention| {
        let tokens = scene.text.tokens_in(&mention.range);
        let near = tokens.start.saturating_sub(1)..tokens.end.min(tokens.start + 1);
        let is_title = |it: &Token<'_>| it.is_capital() && it.lower == title;
        mention.sort.is_person() && scene.text.tokens[near].iter().any(is_title)
    };
    let mut found = scene.mentions[..last]
        .iter()
        .rev()
        .take(REACH)
        .filter(called);
    let name = &found.next()?.name;
    found.all(|it| it.name == *name).then(|| name.clone())
}

/// "Its chief executive": somebody whom the text may name elsewhere, never a name.
pub(super) fn officer(scene: &Scene<'_, '_>, items: &[Token<'_>], at: usize) -> Option<Speaker> {
    let head = &items[head(items)];
    let role = head.lower.trim_end_matches('s');
    if !lexicon().roles.contains(role) || head.is_capital() {
        return None;
    }
    let first = items.first()?.lower.as_ref();
    if first == "the" && items.len() == 2 {
        let known = scene.salience.in_role(role).map(str::to_owned);
        let name = known.or_else(|| titled(scene, role, at))?;
        return Some(Speaker::named(
            name,
            Sort::Person,
            "the only one named with this role",
            0.75,
        ));
    }
    if !matches!(
        first,
        "its" | "their" | "his" | "her" | "our" | "your" | "my"
    ) {
        return None;
    }
    let body = (first == "its").then(|| {
        scene
            .salience
            .find(scene, Wanted::Described(&[Sort::Company]), at)
    });
    let body = body.and_then(|it| it.name);
    let words = &scene.text.source[items[1.min(items.len() - 1)].start..items[items.len() - 1].end];
    let name = body
        .as_deref()
        .and_then(|body| scene.salience.officer(body, role));
    let affiliation = body.map(|body| format!("{body} ({words})"));
    Some(match name {
        Some(name) => Speaker {
            affiliation,
            ..Speaker::named(name, Sort::Person, "known by the role", 0.8)
        },
        None => Speaker {
            affiliation,
            evidence: "a role without a name",
            ..Speaker::unknown()
        },
    })
}

/// Returns the index of the head noun: the last word before "of", "for", "by" and their like.
pub(super) fn head(items: &[Token<'_>]) -> usize {
    let link = items
        .iter()
        .skip(1)
        .position(|it| is_link(it) || it.lower == "that");
    let end = link.map_or(items.len(), |at| at + 1);
    let head = (0..end).rev().find(|at| items[*at].is_word()).unwrap_or(0);
    // "a memo seen by the Herald": the memo.
    head - usize::from(head > 0 && is_viewed(&items[head]))
}

/// Words for how an outlet came by a document.
pub(super) fn is_viewed(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "seen" | "reviewed" | "obtained" | "viewed"
    )
}

/// Finds the description that ends at the head noun.
pub(super) fn description(items: &[Token<'_>]) -> Option<Vec<Sort>> {
    let head = head(items);
    (0..=head).find_map(|from| {
        let sorts: Vec<Sort> = lexicon()
            .descriptions
            .all(&items[from..])
            .filter(|(length, _)| from + length == head + 1)
            .map(|(_, sort)| sort)
            .collect();
        (!sorts.is_empty()).then_some(sorts)
    })
}

pub(super) fn described(scene: &Scene<'_, '_>, items: &[Token<'_>], at: usize) -> Option<Speaker> {
    let first = items.first()?;
    let definite = matches!(
        first.lower.as_ref(),
        "the" | "this" | "these" | "both" | "its" | "their" | "his" | "her"
    );
    let sorts = description(items)?;
    let range = items[0].start..items[items.len() - 1].end;
    let placed = scene
        .mentions_in(&range)
        .iter()
        .any(|it| it.sort == Sort::Place || it.sort.is_person());
    if placed
        && sorts
            .iter()
            .any(|sort| matches!(sort, Sort::Regulator | Sort::Court | Sort::Body))
    {
        // "the Freedonian government" is a name of its own.
        let words = scene.text.source[range]
            .trim_start_matches("the ")
            .to_owned();
        return Some(Speaker::named(
            words,
            sorts[0],
            "described by its country",
            0.7,
        ));
    }
    let voice = (0..items.len()).any(|at| lexicon().voices.longest(&items[at..]).is_some());
    let legal_side = sorts
        .iter()
        .any(|sort| matches!(sort, Sort::Accuser | Sort::Accused));
    if !definite && !legal_side && !voice {
        return None;
    }
    if sorts.contains(&Sort::Accuser) || sorts.contains(&Sort::Accused) {
        let noun = items[head(items)].lower.as_ref();
        return Some(scene.parties.described(&sorts, noun, at));
    }
    if sorts.contains(&Sort::Group) {
        let noun = items[head(items)].lower.to_string();
        return Some(
            scene
                .salience
                .group(&noun, scene.parties)
                .unwrap_or_else(|| generic(scene, items, None)),
        );
    }
    Some(definite_or_only(scene, &sorts, definite, at))
}

/// Returns the likeliest antecedent of a description, or the only company among the parties.
fn definite_or_only(scene: &Scene<'_, '_>, sorts: &[Sort], definite: bool, at: usize) -> Speaker {
    let found = scene.salience.find(scene, Wanted::Described(sorts), at);
    let company = definite && sorts.contains(&Sort::Company) && found.name.is_none();
    let only = scene
        .parties
        .only_company(at)
        .filter(|name| company && !scene.speaks_of(name));
    match only {
        Some(name) => Speaker::named(
            name.to_owned(),
            Sort::Company,
            "the only company among the parties",
            0.7,
        ),
        None => found,
    }
}

/// Reads "Clause 9", "Paragraph 4 of the terms" and "No. 12": a part of a document, never a name.
pub(super) fn numbered(items: &[Token<'_>]) -> Option<Speaker> {
    const PARTS: &[&str] = &[
        "clause",
        "clauses",
        "paragraph",
        "paragraphs",
        "para",
        "section",
        "sections",
        "exhibit",
        "annex",
        "appendix",
        "schedule",
        "page",
        "figure",
        "table",
        "chapter",
        "no",
        "footnote",
        "article",
        "count",
        "rule",
    ];
    let from = usize::from(items.first().is_some_and(is_determiner) && items.len() > 1);
    let from = if items.first()?.lower == "no" {
        0
    } else {
        from
    };
    let part = PARTS.contains(&items.get(from)?.lower.as_ref());
    let point = usize::from(items.get(from + 1).is_some_and(|it| it.text == "."));
    let number = items
        .get(from + 1 + point)
        .is_some_and(|it| it.text.contains(|c: char| c.is_ascii_digit()));
    (part && number).then(|| Speaker {
        attribution: Attribution::Document,
        sort: Sort::Document,
        evidence: "a part of a document",
        ..Speaker::unknown()
    })
}

/// Tells whether a phrase speaks of somebody by a role who could be named and is not: "a lawyer",
/// "two former employees".
fn is_unnamed(items: &[Token<'_>]) -> bool {
    let role = lexicon()
        .roles
        .contains(items[head(items)].lower.trim_end_matches('s'));
    let counted = items.first().is_some_and(|it| {
        matches!(
            it.lower.as_ref(),
            "a" | "an" | "one" | "another" | "two" | "three" | "four" | "five" | "several"
        )
    });
    role && (counted
        || items
            .iter()
            .any(|it| matches!(it.lower.as_ref(), "former" | "ex")))
}

/// Returns where a name begins behind a description, and what that makes of it: "security company Acme".
fn behind_description(items: &[Token<'_>], start: usize) -> (usize, Option<Sort>) {
    let sort = |it: &Token<'_>| {
        let words = std::slice::from_ref(it);
        (!it.is_capital()).then(|| lexicon().descriptions.all(words).next())?
    };
    let found = (start..items.len())
        .rev()
        .find_map(|at| Some((at + 1, sort(&items[at])?.1)));
    match found {
        Some((at, sort)) if at < items.len() && items[at..].iter().all(Token::is_capital) => {
            (at, Some(sort))
        }
        _ => (start, None),
    }
}

/// Reads somebody who could be named and is not, with whom they work for.
fn unnamed(scene: &Scene<'_, '_>, items: &[Token<'_>], aside: Option<&Range<usize>>) -> Speaker {
    let range = items[0].start..items[items.len() - 1].end;
    let about = aside.map_or(&[][..], |it| scene.mentions_in(it));
    let body = scene
        .mentions_in(&range)
        .iter()
        .chain(about)
        .find(|it| !matches!(it.sort, Sort::Place | Sort::Law | Sort::Product));
    Speaker {
        affiliation: body.map(|it| format!("{} ({})", it.name, &scene.text.source[range])),
        plural: items[head(items)].lower.ends_with('s'),
        attribution: Attribution::Anonymous,
        evidence: "a role without a name",
        ..Speaker::unknown()
    }
}

/// A source that the text itself leaves general: "critics", "a rival maker".
pub(super) fn generic(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    aside: Option<&Range<usize>>,
) -> Speaker {
    let source = scene.text.source;
    if is_unnamed(items) {
        return unnamed(scene, items, aside);
    }
    let start =
        usize::from(items.first().is_some_and(|it| {
            is_determiner(it) && matches!(it.lower.as_ref(), "the" | "a" | "an")
        }));
    let definite = items.first().is_some_and(|it| it.lower == "the");
    let head = &items[head(items)];
    let plural = head.lower.ends_with('s') && !head.lower.ends_with("ss");
    let court = (description(items).into_iter().flatten())
        .find(|sort| matches!(sort, Sort::Court | Sort::Judge));
    let known_group =
        description(items).is_some() || lexicon().roles.contains(head.lower.trim_end_matches('s'));
    if items.len() <= start
        || definite && !plural
        || !(known_group || head.is_capital() && !is_determiner(head))
    {
        return Speaker {
            plural,
            sort: court.unwrap_or(Sort::Person),
            evidence: "described without a name",
            ..Speaker::unknown()
        };
    }
    let (start, told) = behind_description(items, start);
    let words = &source[items[start].start..items[items.len() - 1].end];
    let sort = match (court, told) {
        (_, None) if plural => Sort::Group,
        (Some(sort), _) | (None, Some(sort)) => sort,
        (None, None) if head.is_acronym() => Sort::Company,
        (None, None) => Sort::Person,
    };
    Speaker {
        plural,
        ..Speaker::named(words.to_owned(), sort, "described without a name", 0.55)
    }
}
