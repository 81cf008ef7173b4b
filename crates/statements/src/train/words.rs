//! The word lists: gazetteers, given names and surnames, senses of words and clusters of words, made
//! into one small file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::vectors::clusters;
use super::{Error, Inputs};
use crate::names::model::hash::of_word;
use crate::names::model::lists::{LONGEST, Lists, Word, numbers};
use crate::text::token::tokens;

/// Surnames that are taken, the most frequent ones.
const SURNAMES: usize = 15_000;

/// Lists of single words, one bit each.
mod bit {
    pub(super) const GIVEN: u16 = 1;
    pub(super) const SURNAME: u16 = 1 << 1;
    pub(super) const CITY: u16 = 1 << 2;
    pub(super) const LAND: u16 = 1 << 3;
    /// The first of the senses of a noun.
    pub(super) const SENSES: [(&str, u16); 7] = [
        ("18", 1 << 4),
        ("14", 1 << 5),
        ("15", 1 << 6),
        ("04", 1 << 7),
        ("10", 1 << 8),
        ("09", 1 << 8),
        ("06", 1 << 9),
    ];
}

/// Kinds of phrases, one bit each.
mod kind {
    pub(super) const CITY: u8 = 1;
    pub(super) const LAND: u8 = 1 << 1;
    pub(super) const PERSON: u8 = 1 << 2;
    pub(super) const GROUP: u8 = 1 << 3;
    pub(super) const PLACE: u8 = 1 << 4;
    pub(super) const OTHER: u8 = 1 << 5;
    pub(super) const COUNTY: u8 = 1 << 6;
}

/// What is gathered before it becomes numbers.
#[derive(Default)]
struct Gathered {
    words: BTreeMap<u32, Word>,
    phrases: BTreeMap<u32, u8>,
}

/// Makes the file.
pub(super) fn file(inputs: &Inputs) -> Result<Vec<u8>, Error> {
    let mut gathered = Gathered::default();
    let clusters = clusters(
        inputs.get("glove_6B_index.parquet")?,
        inputs.get("glove_6B_50d_emb.npy")?,
    )?;
    for (word, cluster) in &clusters.words {
        gathered.words.entry(of_word(word)).or_default().cluster = *cluster;
    }
    gathered.people(inputs)?;
    gathered.places(inputs)?;
    gathered.senses(inputs)?;
    let words: Vec<(u32, Word)> = gathered.words.into_iter().collect();
    let phrases: Vec<(u32, u8)> = gathered.phrases.into_iter().collect();
    Ok(Lists::file(&words, &clusters.groups, &phrases))
}

#[derive(Deserialize)]
struct Place {
    name: String,
}

impl Gathered {
    fn people(&mut self, inputs: &Inputs) -> Result<(), Error> {
        let lists = [
            ("dist.male.first", bit::GIVEN, usize::MAX),
            ("dist.female.first", bit::GIVEN, usize::MAX),
            ("dist.all.last", bit::SURNAME, SURNAMES),
        ];
        for (file, bit, most) in lists {
            let names = inputs.text(file)?.lines();
            for name in names.filter_map(|line| line.split(' ').next()).take(most) {
                self.word(&name.to_lowercase(), bit);
            }
        }
        Ok(())
    }

    fn places(&mut self, inputs: &Inputs) -> Result<(), Error> {
        let files = [
            ("cities15000.json", kind::CITY, bit::CITY),
            ("countries.json", kind::LAND, bit::LAND),
            ("us_states.json", kind::LAND, bit::LAND),
        ];
        for (file, kind, bit) in files {
            let places: BTreeMap<String, Place> = json(inputs, file)?;
            for place in places.values() {
                self.phrase(&place.name, kind);
                if !place.name.contains(' ') {
                    self.word(&place.name.to_lowercase(), bit);
                }
            }
        }
        let counties: Vec<Place> = json(inputs, "us_counties.json")?;
        for county in counties {
            self.phrase(&county.name, kind::COUNTY);
        }
        Ok(())
    }

    /// Reads the nouns of Princeton's word net: names of its instances as phrases, and the sense of other words
    /// that comes first.
    fn senses(&mut self, inputs: &Inputs) -> Result<(), Error> {
        let mut senses = BTreeMap::new();
        for line in inputs
            .text("data.noun")?
            .lines()
            .filter(|it| !it.starts_with(' '))
        {
            let parts: Vec<&str> = line.split(' ').collect();
            let [offset, file, _, count, ..] = parts[..] else {
                return Err(Error::Form { file: "data.noun" });
            };
            let count = usize::from_str_radix(count, 16).unwrap_or(0);
            let instance = parts.contains(&"@i");
            senses.insert(offset.to_owned(), (file.to_owned(), instance));
            if instance {
                for name in parts.iter().skip(4).step_by(2).take(count) {
                    self.instance(&name.replace('_', " "), file);
                }
            }
        }
        for line in inputs
            .text("index.noun")?
            .lines()
            .filter(|it| !it.starts_with(' '))
        {
            self.noun(line, &senses);
        }
        Ok(())
    }

    fn instance(&mut self, name: &str, file: &str) {
        let kind = match file {
            "18" => kind::PERSON,
            "14" => kind::GROUP,
            "15" => kind::PLACE,
            _ => kind::OTHER,
        };
        if name.starts_with(char::is_uppercase) {
            self.phrase(name, kind);
        }
    }

    fn noun(&mut self, line: &str, senses: &BTreeMap<String, (String, bool)>) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let pointers: usize = parts.get(3).and_then(|it| it.parse().ok()).unwrap_or(0);
        let first = parts.get(6 + pointers).and_then(|it| senses.get(*it));
        let (Some(word), Some((file, false))) = (parts.first(), first) else {
            return;
        };
        let sense = bit::SENSES.iter().find(|it| it.0 == file);
        if let Some((_, bit)) = sense.filter(|_| !word.contains(['_', '.', '\''])) {
            self.word(word, *bit);
        }
    }

    fn word(&mut self, word: &str, bit: u16) {
        self.words.entry(of_word(word)).or_default().lists |= bit;
    }

    fn phrase(&mut self, phrase: &str, kind: u8) {
        let words = tokens(phrase, 0);
        if (1..=LONGEST).contains(&words.len())
            && let Some(number) = numbers(words.iter().map(|it| it.text)).last()
        {
            *self.phrases.entry(number).or_default() |= kind;
        }
    }
}

fn json<'i, T: Deserialize<'i>>(inputs: &'i Inputs, file: &'static str) -> Result<T, Error> {
    serde_json::from_slice(inputs.get(file)?).map_err(|source| Error::Json { file, source })
}
