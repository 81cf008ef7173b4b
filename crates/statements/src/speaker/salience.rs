//! Salience: whom "she", "it" and "the company" mean.
//!
//! Every name mentioned before is a candidate; nearness, standing at the head of a sentence and
//! having spoken last make it likelier. When two are nearly as likely, nobody is named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Scene, Speaker, party::Parties};
use crate::lexicon::Sort;

/// What kind of antecedent a word asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'w> {
    /// "he", "she".
    Person,
    /// "it".
    Organisation,
    /// "they".
    Several,
    /// "the company": a description.
    Described(&'w [Sort]),
}

/// What has been said by whom so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Salience {
    /// Speakers in order, with the byte after their statement.
    spoken: Vec<(usize, Speaker)>,
    /// Persons by organisation and role.
    officers: Vec<(String, String, String)>,
    /// Organisations by the persons who speak for them.
    bodies: BTreeMap<String, String>,
}

/// How far back, in bytes, a mention still counts.
const WINDOW: usize = 1500;
/// The most mentions that are weighed.
const WEIGHED: usize = 60;

impl Salience {
    /// Notes who spoke, up to the byte at `end`.
    pub(crate) fn spoke(&mut self, speaker: &Speaker, end: usize) {
        if let (Some(name), Some(affiliation), Sort::Person) =
            (&speaker.name, &speaker.affiliation, speaker.sort)
        {
            let body = affiliation
                .split(" (")
                .next()
                .unwrap_or_default()
                .to_owned();
            self.officers
                .push((body, affiliation.to_lowercase(), name.clone()));
        }
        if let (Some(name), Some(body)) = (&speaker.name, &speaker.body) {
            self.bodies.insert(name.clone(), body.clone());
        }
        self.spoken.push((end, speaker.clone()));
    }

    /// Returns the organisation that a person was said to speak for.
    pub(crate) fn body_of(&self, name: &str) -> Option<String> {
        self.bodies.get(name).cloned()
    }

    /// Returns the person who spoke last in the paragraph, unless another one was named at the head
    /// of a sentence since: whom "she" means.
    fn speaker_of_paragraph(&self, scene: &Scene<'_, '_>, at: usize) -> Option<Speaker> {
        let paragraph = scene.text.paragraph_at(at)?.range.clone();
        let (end, speaker) = self.spoken.last()?;
        let name = speaker
            .name
            .as_deref()
            .filter(|_| speaker.sort.is_person())?;
        let said = |range: &std::ops::Range<usize>| {
            let mut parts = scene.said.iter();
            parts.any(|part| part.start <= range.start && range.end <= part.end)
        };
        let another = scene
            .mentions_in(&(*end..at.max(*end)))
            .iter()
            .any(|it| it.sort.is_person() && it.name != name && !said(&it.range));
        let here = paragraph.start < *end && !another && !speaker.plural;
        here.then(|| Speaker {
            range: None,
            shown: speaker.range.clone(),
            evidence: "the last speaker of the paragraph",
            sure: 0.75,
            attribution: model::Attribution::Named,
            ..speaker.clone()
        })
    }

    /// Returns the person who was given this role in this organisation.
    pub(crate) fn officer(&self, body: &str, role: &str) -> Option<String> {
        self.officers
            .iter()
            .rev()
            .take(WEIGHED)
            .find(|(known, words, _)| known == body && words.contains(role))
            .map(|(_, _, name)| name.clone())
    }

    /// Returns the person who was given this role, whatever the organisation, if there is one only:
    /// whom "the president" means.
    pub(crate) fn in_role(&self, role: &str) -> Option<&str> {
        let holds = |words: &str| {
            words
                .split(|c: char| !c.is_alphanumeric())
                .any(|it| it == role)
        };
        let mut held = self.officers.iter().rev().take(WEIGHED);
        let (_, _, name) = held.find(|(_, words, _)| holds(words))?;
        let other = held.any(|(_, words, it)| holds(words) && it != name);
        (!other).then_some(name.as_str())
    }

    /// Returns the group that a plural noun takes up again.
    pub(crate) fn group(&self, noun: &str, parties: &Parties) -> Option<Speaker> {
        let said = self.spoken.iter().rev().take(WEIGHED).find(|(_, speaker)| {
            speaker.name.as_deref().is_some_and(|name| {
                name.to_lowercase()
                    .split_whitespace()
                    .any(|word| word == noun)
            })
        });
        if let Some((_, speaker)) = said {
            return Some(Speaker {
                range: None,
                shown: speaker.range.clone(),
                evidence: "named before",
                sure: 0.8,
                ..speaker.clone()
            });
        }
        let name = parties.group(noun)?;
        Some(Speaker {
            plural: true,
            ..Speaker::named(name.to_owned(), Sort::Group, "a party named before", 0.8)
        })
    }

    /// Finds the likeliest antecedent before `at`, or nobody.
    pub(crate) fn find(&self, scene: &Scene<'_, '_>, wanted: Wanted<'_>, at: usize) -> Speaker {
        if matches!(wanted, Wanted::Several) {
            return self.several(scene, at);
        }
        if matches!(wanted, Wanted::Person)
            && let Some(speaker) = self.speaker_of_paragraph(scene, at)
        {
            return speaker;
        }
        let last = scene.mentions.partition_point(|it| it.range.end <= at);
        let mut weights: BTreeMap<&str, Weighed> = BTreeMap::new();
        let mut spoken_of = 0.0_f64;
        for mention in scene.mentions[..last].iter().rev().take(WEIGHED) {
            let distance = at - mention.range.end;
            if distance > WINDOW {
                break;
            }
            if !sort_fits(wanted, mention.sort) {
                continue;
            }
            let weight = weight(scene, mention.range.start, at);
            if scene.speaks_of(&mention.name) {
                spoken_of = spoken_of.max(weight);
                continue;
            }
            let entry = weights
                .entry(mention.name.as_str())
                .or_insert_with(|| Weighed::new(mention.sort, Some(mention.range.clone())));
            entry.weight = entry.weight.max(weight) + 0.05 * weight;
        }
        if let Some((end, speaker)) = self.spoken.last()
            && at.saturating_sub(*end) < WINDOW / 2
            && let Some(name) = speaker
                .name
                .as_deref()
                .filter(|name| !scene.speaks_of(name))
            && (weights.contains_key(name) || sort_fits(wanted, speaker.sort))
        {
            let entry = weights.entry(name).or_insert_with(|| Weighed {
                // No mention, but it was named there all the same.
                weight: (speaker.range.as_ref()).map_or(0.0, |it| weight(scene, it.start, at)),
                ..Weighed::new(speaker.sort, speaker.range.clone())
            });
            entry.weight += 0.6;
        }
        best(&weights, spoken_of)
    }

    /// "they": the last speakers if there were several. A company is hardly "they".
    fn several(&self, scene: &Scene<'_, '_>, at: usize) -> Speaker {
        let told = |speaker: &Speaker| {
            let name = speaker.name.as_deref();
            name.is_some_and(|name| !scene.speaks_of(name))
        };
        let mut lately = self.spoken.iter().rev().take(3);
        let plural = lately
            .find(|(end, speaker)| speaker.plural && at.saturating_sub(*end) < WINDOW)
            .filter(|(_, speaker)| told(speaker));
        match plural {
            Some((_, speaker)) => Speaker {
                range: None,
                shown: speaker.range.clone(),
                evidence: "“they” takes up the last speakers",
                sure: 0.7,
                ..speaker.clone()
            },
            None => Speaker {
                plural: true,
                evidence: "“they” without several speakers before",
                ..Speaker::unknown()
            },
        }
    }
}

fn sort_fits(wanted: Wanted<'_>, sort: Sort) -> bool {
    let body = matches!(
        sort,
        Sort::Company | Sort::Outlet | Sort::Court | Sort::Regulator | Sort::Body | Sort::Group
    );
    match wanted {
        Wanted::Person => sort.is_person(),
        Wanted::Organisation => body,
        Wanted::Several => true,
        Wanted::Described(sorts) => sorts.contains(&sort),
    }
}

/// How much likelier than the next the best candidate must be.
const MARGIN: f64 = 0.55;

/// A candidate with what speaks for it.
struct Weighed {
    weight: f64,
    sort: Sort,
    /// Where it was named last.
    last: Option<Range<usize>>,
}

impl Weighed {
    fn new(sort: Sort, last: Option<Range<usize>>) -> Self {
        Self {
            weight: 0.0,
            sort,
            last,
        }
    }
}

/// Returns the likeliest candidate, unless a name that the words speak of weighs much more: whoever it is
/// may speak of themselves.
fn best(weights: &BTreeMap<&str, Weighed>, spoken_of: f64) -> Speaker {
    let mut ranked: Vec<(&str, &Weighed)> = weights
        .iter()
        .map(|(name, weighed)| (*name, weighed))
        .collect();
    ranked.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then_with(|| a.0.cmp(b.0)));
    let Some((name, first)) = ranked.first() else {
        return Speaker {
            evidence: "nobody who fits is named before",
            ..Speaker::unknown()
        };
    };
    if spoken_of > first.weight + MARGIN {
        return Speaker {
            evidence: "the nearest one is spoken of in the words",
            ..Speaker::unknown()
        };
    }
    let lead = first.weight - ranked.get(1).map_or(0.0, |it| it.1.weight);
    if lead < MARGIN {
        return Speaker {
            evidence: "two are equally likely",
            ..Speaker::unknown()
        };
    }
    Speaker {
        shown: first.last.clone(),
        ..Speaker::named(
            (*name).to_owned(),
            first.sort,
            LIKELIEST,
            (0.5 + lead / 4.0).min(0.85),
        )
    }
}

/// The evidence for a name that only stands before.
pub(crate) const LIKELIEST: &str = "the likeliest one mentioned before";

/// Weighs one mention: near ones and those at the head of their sentence are likelier.
fn weight(scene: &Scene<'_, '_>, mention: usize, at: usize) -> f64 {
    let here = scene.text.sentence_at(at);
    let there = scene.text.sentence_at(mention);
    let distance = here.saturating_sub(there);
    let near = match distance {
        0 | 1 => 1.0,
        2 => 0.6,
        3 => 0.4,
        _ => 0.2,
    };
    let start = scene
        .text
        .sentences
        .get(there)
        .map_or(0, |it| it.range.start);
    let first = scene.mentions.partition_point(|it| it.range.start < start);
    let alone = scene
        .mentions
        .get(first)
        .is_some_and(|it| it.range.start == mention);
    let leads = alone && mention.saturating_sub(start) < 60;
    // The subject of a sentence is what a pronoun later in it takes up.
    let head = if leads {
        if distance == 0 { 1.2 } else { 0.5 }
    } else {
        0.0
    };
    near + head
}
