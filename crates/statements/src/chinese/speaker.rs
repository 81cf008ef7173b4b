//! Whom a Chinese source names.

use std::ops::Range;

use model::{Anonymity, Attribution};

use super::lexicon::chinese;
use crate::lexicon::Sort;
use crate::names::Mention;
use crate::phrase::Phrases;
use crate::speaker::party::Side;
use crate::speaker::salience::Wanted;
use crate::speaker::{Scene, Speaker};
use crate::text::Token;

/// Tells whether words can be a source: they name or describe somebody who can speak.
pub(super) fn is_source(items: &[Token<'_>]) -> bool {
    let lists = [
        &chinese().documents,
        &chinese().courts,
        &chinese().anonymous,
    ];
    let people = (0..items.len()).any(|at| {
        chinese()
            .people
            .all(&items[at..])
            .any(|(length, ())| at + length == items.len())
    });
    let listed = people || lists.iter().any(|list| has(list, items));
    let again = chinese()
        .again
        .longest(items)
        .is_some_and(|(length, ())| length == items.len());
    let named = (0..items.len()).any(|at| {
        crate::lexicon::lexicon()
            .name_forms
            .longest(&items[at..])
            .is_some()
    });
    let foreign = items.iter().any(|it| it.text == "·" || it.is_capital());
    listed || again || named || foreign
}

/// Tells whether a source is a court, a judge or a body that decides.
pub(super) fn is_court(items: &[Token<'_>]) -> bool {
    use crate::lexicon::lexicon;
    let state = (0..items.len()).any(|at| {
        lexicon()
            .name_forms
            .longest(&items[at..])
            .is_some_and(|(_, index)| {
                matches!(lexicon().names[index].sort, Sort::Court | Sort::Regulator)
            })
    });
    state || has(&chinese().courts, items)
}

fn has(list: &Phrases<()>, items: &[Token<'_>]) -> bool {
    (0..items.len()).any(|at| list.longest(&items[at..]).is_some())
}

/// Says whom a source names.
pub(crate) fn resolve(scene: &Scene<'_, '_>, items: &[Token<'_>], range: &Range<usize>) -> Speaker {
    let inside = scene.mentions_in(range);
    let speaking = |it: &&Mention| {
        !matches!(
            it.sort,
            Sort::Place | Sort::Law | Sort::Product | Sort::Proceeding
        )
    };
    let person = inside.iter().rev().find(|it| it.sort.is_person());
    let body = inside
        .iter()
        .find(|it| speaking(it) && !it.sort.is_person());
    if has(&chinese().anonymous, items) {
        return Speaker {
            attribution: Attribution::Anonymous,
            anonymity: Some(Anonymity::default()),
            ..Speaker::unknown()
        };
    }
    if has(&chinese().documents, items) {
        return document(scene, items, range, person.or(body));
    }
    let words = scene.text.source[range.clone()].to_owned();
    if let Some(person) = person {
        return Speaker {
            affiliation: body.map(|body| body.name.clone()),
            ..Speaker::named(
                person.name.clone(),
                Sort::Person,
                "named before the cue",
                0.9,
            )
        };
    }
    if has(&chinese().courts, items) {
        let name = body.map_or(words, |body| body.name.clone());
        return Speaker::named(name, Sort::Court, "a court or judge", 0.8);
    }
    if let Some(body) = body {
        return Speaker::named(body.name.clone(), body.sort, "named before the cue", 0.85);
    }
    if items.iter().any(|it| it.text == "·") && items.len() <= 20 {
        return Speaker::named(words, Sort::Person, "named before the cue", 0.7);
    }
    again(scene, items, range.start).unwrap_or_else(|| Speaker {
        plural: true,
        ..Speaker::named(words, Sort::Group, "described without a name", 0.5)
    })
}

fn again(scene: &Scene<'_, '_>, items: &[Token<'_>], at: usize) -> Option<Speaker> {
    let (length, ()) = chinese().again.longest(items)?;
    if length != items.len() {
        return None;
    }
    Some(match items[0].text {
        "原" => scene.parties.described(&[Sort::Accuser], at),
        "被" => scene.parties.described(&[Sort::Accused], at),
        "他" | "她" => scene.salience.find(scene, Wanted::Person, at),
        _ => scene.salience.find(scene, Wanted::Organisation, at),
    })
}

fn document(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
    owner: Option<&Mention>,
) -> Speaker {
    let noun = (0..items.len())
        .find_map(|at| {
            let (length, ()) = chinese().documents.longest(&items[at..])?;
            Some(scene.text.source[items[at].start..items[at + length - 1].end].to_owned())
        })
        .unwrap_or_else(|| scene.text.source[range.clone()].to_owned());
    let legal = has(&chinese().legal, items);
    let name = owner.map(|owner| owner.name.clone()).or_else(|| {
        legal
            .then(|| scene.parties.at(Side::Accuser, range.start))
            .flatten()
    });
    Speaker {
        sure: if name.is_some() { 0.75 } else { 0.3 },
        name,
        attribution: Attribution::Document,
        document: Some(noun),
        sort: owner.map_or(Sort::Document, |owner| owner.sort),
        evidence: "the party behind the document",
        ..Speaker::unknown()
    }
}
