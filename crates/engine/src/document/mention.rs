//! The names in a text: those that the machine found, and every place where an entity of the
//! library is named, so that what a reporter tags shows at once in every document.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use model::{Entity, FoundMention, Span, TextIndex, normalised_name};

use crate::timeline::is_border;
use crate::view::MentionMark;

/// The most names that are marked in one text.
const MOST: usize = 5_000;
/// The most places that are looked at.
const MOST_PLACES: usize = 200_000;
/// The longest name that is a word too where it does not stand in capitals (US, IT, WHO).
const SHORT: usize = 4;

/// The entities of a library by all their names.
pub(super) struct Known<'a> {
    /// Nothing where several entities go by a name.
    by_name: BTreeMap<String, Option<Named<'a>>>,
}

/// An entity by one of its names.
#[derive(Clone, Copy)]
struct Named<'a> {
    entity: &'a Entity,
    /// Whether the name is short and written in capitals, and means nobody in other letters.
    in_capitals: bool,
}

impl Named<'_> {
    fn is_meant_by(&self, words: &str) -> bool {
        // An article or a possessive may stand beside the name itself.
        let mut parts = words.split(|it: char| !it.is_alphanumeric());
        !self.in_capitals || parts.any(is_in_capitals)
    }
}

/// Tells whether a name consists of capitals, and of few.
fn is_short_in_capitals(name: &str) -> bool {
    name.chars().filter(|it| it.is_alphabetic()).count() <= SHORT && is_in_capitals(name)
}

/// Tells whether a name has letters, and each of them is a capital.
fn is_in_capitals(name: &str) -> bool {
    let mut letters = name.chars().filter(|it| it.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}

impl<'a> Known<'a> {
    /// Collects names; where an entity goes by the name of a party, the party is meant.
    pub(super) fn new(parties: &'a [Entity], all: &'a [Entity]) -> Self {
        let mut by_name = names_of(parties);
        for (name, entity) in names_of(all) {
            by_name.entry(name).or_insert(entity);
        }
        by_name.remove("");
        Self { by_name }
    }

    fn called(&self, name: &str) -> Option<&'a Entity> {
        let named = self.by_name.get(&normalised_name(name)).copied().flatten();
        Some(named.filter(|it| it.is_meant_by(name))?.entity)
    }
}

fn names_of(entities: &[Entity]) -> BTreeMap<String, Option<Named<'_>>> {
    let mut by_name = BTreeMap::new();
    for entity in entities {
        for name in entity.aliases.iter().chain([&entity.name]) {
            let in_capitals = is_short_in_capitals(name);
            by_name
                .entry(normalised_name(name))
                .and_modify(|known: &mut Option<Named<'_>>| {
                    *known = known.filter(|it| it.entity.id == entity.id);
                    if let Some(known) = known {
                        known.in_capitals &= in_capitals;
                    }
                })
                .or_insert(Some(Named {
                    entity,
                    in_capitals,
                }));
        }
    }
    by_name
}

/// Returns the names in a text, none inside another. Names of known entities go before those that
/// only the machine found, and of these the longest.
pub(super) fn mentions_in(
    text: &str,
    known: &Known<'_>,
    found: Vec<FoundMention>,
) -> Vec<MentionMark> {
    let found = found.into_iter().map(|mention| {
        let by_entity = mention.entity.as_deref().and_then(|it| known.called(it));
        match by_entity.or_else(|| known.called(&mention.text)) {
            Some(entity) => mark(mention.span, entity),
            None => MentionMark {
                start: mention.span.start,
                end: mention.span.end,
                entity: None,
                name: mention.text,
                entity_type: mention.entity_type,
            },
        }
    });
    let mut places = occurrences(text, known);
    places.extend(found);
    places.retain(|mark| mark.start < mark.end);
    places.sort_by_key(|mark| {
        let length = mark.end - mark.start;
        (mark.entity.is_none(), Reverse(length), mark.start)
    });
    let mut taken = BTreeMap::new();
    for place in places {
        if taken.len() < MOST && is_free(&taken, &place) {
            taken.insert(place.start, place);
        }
    }
    taken.into_values().collect()
}

/// Tells whether a place overlaps none that is taken.
fn is_free(taken: &BTreeMap<u32, MentionMark>, place: &MentionMark) -> bool {
    let before = taken.range(..place.end).next_back();
    before.is_none_or(|(_, mark)| mark.end <= place.start)
}

fn mark(span: Span, entity: &Entity) -> MentionMark {
    MentionMark {
        start: span.start,
        end: span.end,
        entity: Some(entity.id),
        name: entity.name.clone(),
        entity_type: entity.entity_type,
    }
}

/// Returns every place where a known entity is named, in whole words; by a short name in capitals
/// only where it stands in capitals.
fn occurrences(text: &str, known: &Known<'_>) -> Vec<MentionMark> {
    let names: Vec<(&String, Named<'_>)> = known
        .by_name
        .iter()
        .filter_map(|(name, named)| Some((name, (*named)?)))
        .collect();
    // More names than the automaton can hold are more than anybody can have typed.
    let Ok(automaton) = AhoCorasick::new(names.iter().map(|(name, _)| name)) else {
        return Vec::new();
    };
    let (folded, original) = (Folded::new(text), TextIndex::new(text));
    let is_whole = |start: usize, end: usize| {
        let (before, within, after) = (
            &folded.text[..start],
            &folded.text[start..end],
            &folded.text[end..],
        );
        is_border(before.chars().next_back(), within.chars().next())
            && is_border(within.chars().next_back(), after.chars().next())
    };
    automaton
        .find_overlapping_iter(&folded.text)
        .take(MOST_PLACES)
        .filter(|it| is_whole(it.start(), it.end()))
        .map(|it| (folded.span_of(it.start(), it.end()), names[it.pattern()].1))
        .filter(|(span, named)| named.is_meant_by(original.slice(*span)))
        .map(|(span, named)| mark(span, named.entity))
        .collect()
}

/// A text in the form in which names are compared, with where each byte of it comes from.
struct Folded {
    text: String,
    /// For each byte, the code point of the original.
    places: Vec<u32>,
}

impl Folded {
    /// Folds case, width, apostrophes and white space, letter by letter.
    fn new(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
        };
        let mut characters = (0..).zip(text.chars()).peekable();
        while let Some((place, character)) = characters.next() {
            if !character.is_whitespace() {
                for lower in narrow(character).to_lowercase() {
                    folded.push(lower, place);
                }
            } else if character == '\n' && characters.peek().is_some_and(|next| next.1 == '\n') {
                // A name may go on in the next line, but not in the next paragraph.
                folded.push('\n', place);
            } else if !folded.text.ends_with([' ', '\n']) {
                folded.push(' ', place);
            }
        }
        folded
    }

    fn push(&mut self, character: char, place: u32) {
        self.text.push(character);
        self.places.resize(self.text.len(), place);
    }

    /// Returns the span of the original that a range of bytes comes from.
    fn span_of(&self, start: usize, end: usize) -> Span {
        let last = self.places.get(end - 1).map_or(0, |place| place + 1);
        Span::new(self.places.get(start).copied().unwrap_or(last), last)
    }
}

/// Returns the narrow form of a full-width letter, and the plain form of an apostrophe.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{2019}' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::EntityType;

    fn entity(number: char, name: &str, aliases: &[&str]) -> Entity {
        Entity {
            id: format!("{number:0>26}").parse().expect("an id"),
            name: name.to_owned(),
            entity_type: EntityType::Organisation,
            wikidata: None,
            aliases: aliases.iter().map(|&it| it.to_owned()).collect(),
            tags: Vec::new(),
        }
    }

    fn found(text: &str, words: &str) -> FoundMention {
        let byte = text.find(words).expect("the words");
        let start = u32::try_from(text[..byte].chars().count()).expect("a short text");
        let length = u32::try_from(words.chars().count()).expect("a short name");
        FoundMention {
            span: Span::new(start, start + length),
            text: words.to_owned(),
            entity_type: EntityType::Person,
            entity: None,
        }
    }

    /// Returns the words marked in a text with the main name of what they name.
    fn marked(text: &str, all: &[Entity], mentions: &[&str]) -> Vec<(String, String)> {
        let known = Known::new(&[], all);
        let mentions = mentions.iter().map(|it| found(text, it)).collect();
        let letters: Vec<char> = text.chars().collect();
        let words = |mark: &MentionMark| letters[mark.start as usize..mark.end as usize].iter();
        let marks = mentions_in(text, &known, mentions);
        let ends = marks.windows(2).all(|pair| pair[0].end <= pair[1].start);
        assert!(ends, "{marks:?}");
        marks
            .iter()
            .map(|mark| (words(mark).collect(), mark.name.clone()))
            .collect()
    }

    #[test]
    fn every_place_that_names_an_entity_is_marked() {
        let all = [
            entity('1', "Orbit Charts Ltd", &["Orbit", "深港科技"]),
            entity('2', "Mira Väne", &["Vane"]),
        ];
        let check = |text: &str, mentions: &[&str], expected: &[(&str, &str)]| {
            let marked = marked(text, &all, mentions);
            let marked = marked
                .iter()
                .map(|(words, name)| (words.as_str(), name.as_str()));
            assert_eq!(marked.collect::<Vec<_>>(), expected, "{text}");
        };
        let orbit = "Orbit Charts Ltd";
        check(
            "“Né”, said ORBIT’s Mira\nväne of Orbit  Charts Ltd.",
            &[],
            &[
                ("ORBIT", orbit),
                ("Mira\nväne", "Mira Väne"),
                ("Orbit  Charts Ltd", orbit),
            ],
        );
        check("Orbital Vanes; Mira\n\nVäne", &[], &[]);
        check(
            "据深港科技表示，Ｏｒｂｉｔ",
            &[],
            &[("深港科技", orbit), ("Ｏｒｂｉｔ", orbit)],
        );
        check("The Orbit said", &["The Orbit"], &[("The Orbit", orbit)]);
        check(
            "Ada Quill and Orbit",
            &["Ada Quill"],
            &[("Ada Quill", "Ada Quill"), ("Orbit", orbit)],
        );
        check(
            "Orbit Watch and Quill",
            &["Orbit Watch"],
            &[("Orbit", orbit)],
        );
    }

    #[test]
    fn a_short_name_in_capitals_means_nobody_in_other_letters() {
        let all = [
            entity('1', "World Health Organization", &["WHO", "W.H.O."]),
            entity('2', "United States", &["US", "U.S."]),
            entity('3', "Orbit", &["ORBIT", "IBM", "Ibm", "AB"]),
            entity('4', "ACME Charts", &["ACMES", "NASA"]),
        ];
        let check = |text: &str, expected: &[&str]| {
            let marked = marked(text, &all, &[]);
            let words: Vec<&str> = marked.iter().map(|(words, _)| words.as_str()).collect();
            assert_eq!(words, expected, "{text}");
        };
        check("Who told us that the WHO told the US?", &["WHO", "US"]);
        check("ＵＳ, not ｕｓ", &["ＵＳ"]);
        check("the U.S. and the u.s.", &["U.S."]);
        check("orbit, ibm and ab; AB", &["orbit", "ibm", "AB"]);
        check("Acmes and acme charts; Nasa", &["Acmes", "acme charts"]);
        let known = Known::new(&[], &all);
        for (words, expected) in [("Us", None), ("US’s", Some(all[1].id))] {
            let marks = mentions_in(words, &known, vec![found(words, words)]);
            assert_eq!(marks[0].entity, expected, "{words}");
        }
    }

    #[test]
    fn a_name_of_several_entities_marks_the_party() {
        let all = [
            entity('1', "Kite Labs", &["Kite"]),
            entity('2', "Kite Air", &["Kite"]),
        ];
        assert_eq!(marked("Kite fell", &all, &[]), []);
        let known = Known::new(&all[1..], &all);
        let marks = mentions_in("Kite fell", &known, Vec::new());
        assert_eq!(marks[0].entity, Some(all[1].id));
    }

    #[test]
    fn marks_are_bounded() {
        let all = [entity('1', "深", &[])];
        let known = Known::new(&[], &all);
        let text = "深".repeat(3 * MOST);
        assert_eq!(mentions_in(&text, &known, Vec::new()).len(), MOST);
    }
}
