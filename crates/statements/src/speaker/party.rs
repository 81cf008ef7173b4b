//! Parties: who accuses whom in a text.
//!
//! Told from its acts ("Acme sued Bolt", "accused Bolt of", "Acme v. Bolt"), so that "the
//! plaintiffs", "the complaint" and a denial find their side.

use std::collections::BTreeMap;

use super::Speaker;
use crate::lexicon::Sort;

/// A side of the dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Says that the other did wrong.
    Accuser,
    /// Is said to have done wrong.
    Accused,
}

/// The most names that can stand on a side; no dispute has more.
const MOST: usize = 100;
/// How many accusations a lawsuit outweighs, with one to spare: the sued may accuse in turn.
const SUIT: usize = 3;
/// A text with more names on its sides tells of several disputes.
const FEW: usize = 6;
/// How far back, in bytes, a party counts in a text of several disputes.
const WINDOW: usize = 2000;

/// Who stands on which side, by how often the text says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parties {
    counts: BTreeMap<String, (u32, u32)>,
    order: Vec<String>,
    /// Where names were put on a side, in the order of their places once settled.
    placed: Vec<(usize, Side, String)>,
    /// The only company on either side, with its first place there.
    company: Option<(usize, String)>,
}

impl Parties {
    /// Notes at which byte a name sues or is sued, which weighs more than words.
    pub(crate) fn sues(&mut self, name: &str, side: Side, at: usize) {
        for _ in 0..SUIT {
            self.note(name, side, at);
        }
    }

    /// Notes at which byte a name is put on a side.
    pub(crate) fn note(&mut self, name: &str, side: Side, at: usize) {
        self.placed.push((at, side, name.to_owned()));
        for part in name.split("; ").filter(|part| !part.is_empty()) {
            if !self.counts.contains_key(part) {
                if self.order.len() == MOST {
                    continue;
                }
                self.order.push(part.to_owned());
            }
            let count = self.counts.entry(part.to_owned()).or_default();
            match side {
                Side::Accuser => count.0 += 1,
                Side::Accused => count.1 += 1,
            }
        }
    }

    /// Puts the notes in the order of their places.
    pub(crate) fn settle(&mut self) {
        self.placed.sort_by_key(|note| note.0);
    }

    /// Notes which of the parties are companies: "the company" means the only one.
    pub(crate) fn companies(&mut self, is_company: impl Fn(&str) -> bool) {
        let mut companies = self.order.iter().filter(|name| is_company(name));
        let only = companies.next().filter(|_| companies.next().is_none());
        self.company = only.and_then(|only| {
            let place = self.placed.iter().find(|note| note.2.contains(only))?.0;
            Some((place, only.clone()))
        });
    }

    /// Returns the only company among the parties, if it stands before a place.
    pub(crate) fn only_company(&self, at: usize) -> Option<&str> {
        let (place, name) = self.company.as_ref()?;
        (*place < at && self.order.len() <= FEW).then_some(name.as_str())
    }

    /// Returns the side of a name, when the text puts it on one.
    pub(crate) fn side(&self, name: &str) -> Option<Side> {
        let (mut accuses, mut suffers) = (0, 0);
        for part in name.split("; ") {
            if let Some(count) = self.counts.get(part) {
                accuses += count.0;
                suffers += count.1;
            }
        }
        match accuses.cmp(&suffers) {
            std::cmp::Ordering::Greater => Some(Side::Accuser),
            std::cmp::Ordering::Less => Some(Side::Accused),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Returns the names of a side, most often named first, at most three.
    fn names(&self, side: Side) -> Option<String> {
        let mut names: Vec<&String> = self
            .order
            .iter()
            .filter(|name| self.side(name) == Some(side))
            .collect();
        names.sort_by_key(|name| {
            let count = self.counts.get(*name).copied().unwrap_or_default();
            std::cmp::Reverse(if side == Side::Accuser {
                count.0
            } else {
                count.1
            })
        });
        let best = names
            .iter()
            .take(3)
            .map(|name| name.as_str())
            .collect::<Vec<_>>();
        (!best.is_empty()).then(|| best.join("; "))
    }

    /// Returns who stands on a side, seen from a place: whoever was put there last before it; in
    /// a text with few parties, all of them.
    pub(crate) fn at(&self, side: Side, at: usize) -> Option<String> {
        let one_story = self.order.len() <= FEW;
        let last = self.placed.partition_point(|note| note.0 < at);
        let near = self.placed[..last]
            .iter()
            .rev()
            .take(MOST)
            .take_while(|note| at - note.0 < WINDOW)
            .find(|note| note.1 == side);
        match near {
            Some((_, _, name)) if !one_story => Some(name.clone()),
            _ if one_story => self.names(side),
            _ => None,
        }
    }

    /// Says whom "the plaintiffs" or "the defendants" means at a place.
    ///
    /// Where nobody is named, they are called what the text calls them by `noun`.
    pub(crate) fn described(&self, sorts: &[Sort], noun: &str, at: usize) -> Speaker {
        let (side, word, sort) = if sorts.contains(&Sort::Accuser) {
            (Side::Accuser, "plaintiffs", Sort::Accuser)
        } else {
            (Side::Accused, "defendants", Sort::Accused)
        };
        let word = if noun.ends_with('s') { noun } else { word };
        let (name, evidence, sure) = match self.at(side, at) {
            Some(names) => (names, "the side that the text names", 0.8),
            None => (word.to_owned(), "a side that the text does not name", 0.5),
        };
        Speaker {
            plural: true,
            ..Speaker::named(name, sort, evidence, sure)
        }
    }

    /// Returns the accuser or accused whose name ends in a noun ("eight newspapers").
    pub(crate) fn group(&self, noun: &str) -> Option<&str> {
        self.order
            .iter()
            .find(|name| {
                name.to_lowercase()
                    .split_whitespace()
                    .any(|word| word == noun)
            })
            .map(String::as_str)
    }
}
