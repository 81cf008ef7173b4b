//! Sides: reading off a text who accuses whom, before statements are made.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clause::{Shape, Sighting};
use crate::lexicon::{Class, Sort};
use crate::names::Mention;
use crate::speaker::party::{Parties, Side};
use crate::speaker::salience::{LIKELIEST, Salience};
use crate::speaker::{Scene, resolve};
use crate::text::Text;
use crate::unit::Unit;

/// Collects the sides from acts, accusations and the names of suits.
pub(crate) fn parties(
    text: &Text<'_>,
    units: &[Unit<'_>],
    sighted: &[Vec<Sighting>],
    mentions: &[Mention],
) -> Parties {
    let mut parties = Parties::default();
    let nobody = Parties::default();
    let salience = Salience::default();
    let scene = Scene {
        text,
        mentions,
        parties: &nobody,
        salience: &salience,
        said: Vec::new(),
    };
    for (unit, sightings) in units.iter().zip(sighted) {
        for sighting in sightings {
            note(&mut parties, &scene, unit, sighting);
        }
    }
    for (index, mention) in mentions.iter().enumerate() {
        around(&mut parties, text, mentions, index, mention);
    }
    parties.settle();
    let companies: BTreeSet<&str> = mentions
        .iter()
        .filter(|it| it.sort == Sort::Company)
        .map(|it| it.name.as_str())
        .collect();
    parties.companies(|name| companies.contains(name));
    parties
}

fn note(parties: &mut Parties, scene: &Scene<'_, '_>, unit: &Unit<'_>, sighting: &Sighting) {
    let sues = sighting.shape == Shape::Event
        && (sighting.lemma == "sue" || sighting.lemma == "file" && files_suit(unit, sighting));
    let accuses = sighting.class == Some(Class::Accuse)
        || sighting.lemma == "allege" && sighting.class.is_some();
    if sues || accuses {
        if let Some(source) = &sighting.source {
            let speaker = resolve(scene, unit, source);
            let by_document = speaker.document.is_some();
            if let Some(name) = speaker
                .name
                .filter(|_| !by_document && speaker.evidence != LIKELIEST)
            {
                put(parties, sues, &name, Side::Accuser, unit.range.start);
            }
        }
        if sighting.lemma == "sue" || sighting.class == Some(Class::Accuse) {
            for name in objects(scene, unit, &(sighting.cue.end..unit.view.len())) {
                put(parties, sues, &name, Side::Accused, unit.range.start);
            }
        }
    }
}

fn put(parties: &mut Parties, sues: bool, name: &str, side: Side, at: usize) {
    if sues {
        parties.sues(name, side, at);
    } else {
        parties.note(name, side, at);
    }
}

/// Items after "filed" in which the suit is named.
const NEAR: usize = 8;

/// "filed a lawsuit against Acme": who files a suit against somebody accuses them.
fn files_suit(unit: &Unit<'_>, sighting: &Sighting) -> bool {
    let rest = &unit.view[sighting.cue.end..];
    let suit = rest.iter().take(NEAR).position(|it| {
        matches!(
            it.lower.as_ref(),
            "lawsuit" | "lawsuits" | "suit" | "suits" | "complaint" | "complaints" | "claim"
        )
    });
    let counter = rest.iter().take(NEAR).any(|it| it.lower == "counterclaim");
    let against = |at: usize| {
        let mut after = rest[at..].iter().take(NEAR);
        after.any(|it| it.lower == "against")
    };
    !counter && suit.is_some_and(against)
}

/// Returns the names right behind the verb: "sued Acme and Bolt for".
fn objects(scene: &Scene<'_, '_>, unit: &Unit<'_>, items: &Range<usize>) -> Vec<String> {
    let mut range = unit.bytes(items);
    let end = unit.view[items.clone()]
        .iter()
        .find(|it| {
            matches!(
                it.lower.as_ref(),
                "for" | "over" | "of" | "in" | "on" | "," | "，" | "alleging" | "that"
            )
        })
        .map_or(range.end, |it| it.start);
    range.end = end.max(range.start);
    scene
        .mentions_in(&range)
        .iter()
        .filter(|it| {
            matches!(
                it.sort,
                Sort::Company | Sort::Outlet | Sort::Person | Sort::Body | Sort::Regulator
            )
        })
        .map(|it| it.name.clone())
        .collect()
}

/// Reads "suit against Acme", "Acme's complaint", "filed by Acme" and "Acme v. Bolt".
fn around(
    parties: &mut Parties,
    text: &Text<'_>,
    mentions: &[Mention],
    index: usize,
    mention: &Mention,
) {
    if !matches!(
        mention.sort,
        Sort::Company | Sort::Outlet | Sort::Person | Sort::Body
    ) {
        return;
    }
    let tokens = text.tokens_in(&mention.range);
    let word = |at: usize| text.tokens.get(at).map_or("", |it| it.lower.as_ref());
    let back = |by: usize| tokens.start.checked_sub(by).map_or("", &word);
    let before = [back(1), back(2), back(3), back(4)];
    let article = usize::from(before[0] == "the");
    let suit = |it: &str| {
        matches!(
            it,
            "lawsuit"
                | "suit"
                | "complaint"
                | "case"
                | "claims"
                | "allegations"
                | "lawsuits"
                | "action"
                | "claim"
        )
    };
    if matches!(before[article], "targets" | "names") && suit(before[article + 1]) {
        parties.note(&mention.name, Side::Accused, mention.range.start);
    }
    if before[article] == "against" && before.iter().any(|it| suit(it)) {
        parties.note(&mention.name, Side::Accused, mention.range.start);
    }
    if before[article] == "by" && before.iter().any(|it| matches!(*it, "filed" | "brought")) {
        parties.note(&mention.name, Side::Accuser, mention.range.start);
    }
    let own = matches!(word(tokens.end), "'s" | "’s" | "'" | "’");
    let owned = word(tokens.end + usize::from(own));
    if matches!(owned, "lawsuit" | "complaint" | "suit") {
        parties.note(&mention.name, Side::Accuser, mention.range.start);
    }
    if matches!(word(tokens.end), "v" | "vs" | "v.")
        && let Some(other) = mentions.get(index + 1)
        && other.range.start.saturating_sub(mention.range.end) < 8
    {
        parties.note(&mention.name, Side::Accuser, mention.range.start);
        parties.note(&other.name, Side::Accused, other.range.start);
    }
}
