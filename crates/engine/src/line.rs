//! Lines: a row of a timeline, short enough that a window can hold ten thousand of them.

use std::collections::BTreeMap;

use export::{Date, Row};
use model::{CaseId, Entity, Form, Kind, When, normalised_name};

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::last_moment;
use crate::view::{Lane, Moment, TimelineLine};

/// The longest words of a line, in code points.
const LONGEST: usize = 400;
/// How many code points before that an end of a word is looked for.
const BACK: usize = 40;
/// Reported words that are fewer say nothing without their sentence.
const FEWEST: usize = 4;
/// Between the passages of words that a text interrupts.
const GAP: &str = " … ";
/// From here on stand the scripts that write words without spaces, of two characters or so.
const UNSPACED: char = '\u{2e80}';
/// What closes a quotation.
const CLOSING: [char; 7] = ['”', '"', '’', '\'', '»', '」', '』'];

/// Returns the line of a row, its speaker under the main name of the entity.
pub(crate) fn line(row: &Row, voices: &Voices) -> TimelineLine {
    let (words, is_cut) = cut(words(row));
    let document = row.document.as_ref();
    TimelineLine {
        id: row.id.clone(),
        row_type: row.row_type,
        lane: lane(row.kind),
        kind: row.kind,
        answer_form: row.answer_form,
        correction_form: row.correction_form,
        speaker: row.speaker.clone(),
        voice: row.speaker.as_deref().map(|speaker| voices.of(speaker)),
        affiliation: row.speaker_affiliation.clone(),
        attribution: row.attribution,
        words: words.to_owned(),
        is_quote: row.quote.is_some() && row.form == Some(Form::Direct),
        is_cut,
        said: moment(&row.said),
        happened: moment(&row.happened),
        published: moment(&row.published),
        captured: moment(&row.captured),
        document: document.and_then(|it| it.id.as_ref()?.parse().ok()),
        version: document.and_then(|it| it.version),
        title: document.and_then(|it| it.title.clone()),
        outlet: document.and_then(|it| it.outlet.clone()),
        cited_via: row.cited_via.clone(),
        answers: row.answers.clone(),
        answered_by: row.answered_by.clone(),
        status: row.status,
        confidence: row.confidence,
        cluster: row.cluster.clone(),
        about: row.about.clone(),
        page_change: row.page_change.clone(),
    }
}

/// Returns the words that stand for a row: those said, or where these are a stump ("it", as in
/// "Orbit denied it") the whole sentence.
fn words(row: &Row) -> &str {
    match row.quote.as_deref() {
        Some(quote) if row.form == Some(Form::Direct) => before_attribution(quote, &row.text),
        Some(quote) if !is_stump(quote) => quote,
        _ => &row.text,
    }
}

fn is_stump(quote: &str) -> bool {
    let unspaced = quote.chars().filter(|&it| it >= UNSPACED).count();
    quote.split_whitespace().count() + unspaced / 2 < FEWEST
}

/// Leaves away the comma that only leads over to the attribution: it stands inside the marks, and
/// the sentence goes on behind them.
fn before_attribution<'a>(quote: &'a str, text: &str) -> &'a str {
    let Some(without) = quote.strip_suffix([',', '，']) else {
        return quote;
    };
    let passage = quote.rsplit(GAP).next().unwrap_or(quote);
    let behind = text.rsplit_once(passage).map_or("", |(_, behind)| behind);
    let goes_on = behind.strip_prefix(CLOSING);
    if goes_on.is_some_and(|rest| rest.contains(char::is_alphabetic)) {
        without
    } else {
        quote
    }
}

/// Returns the column of the timeline in which a kind stands.
pub(crate) fn lane(kind: Kind) -> Lane {
    match kind {
        Kind::Allegation | Kind::Claim => Lane::Alleged,
        Kind::Denial | Kind::Confirmation | Kind::NoComment | Kind::Retraction => Lane::Answered,
        Kind::Filing | Kind::Ruling | Kind::Announcement => Lane::Acts,
    }
}

/// Returns a date with the moments between which it lies.
pub(crate) fn moment(date: &Date) -> Moment {
    let when: When = date
        .value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .unwrap_or_default();
    Moment {
        date: date.clone(),
        earliest: when.earliest().map(|it| it.timestamp_millis()),
        latest: last_moment(&when).map(|it| it.timestamp_millis()),
    }
}

/// Returns the beginning of a text, up to the end of a word where there is one near, and whether
/// something was cut off.
fn cut(text: &str) -> (&str, bool) {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else {
        return (text, false);
    };
    let beginning = &text[..end];
    if text[end..].starts_with(char::is_whitespace) {
        return (beginning.trim_end(), true);
    }
    let is_near = |at: &usize| beginning[*at..].chars().count() <= BACK;
    let border = beginning.rfind(char::is_whitespace).filter(is_near);
    (beginning[..border.unwrap_or(end)].trim_end(), true)
}

/// By which name each speaker is gathered.
#[derive(Debug, Default)]
pub(crate) struct Voices {
    /// The main name by every name, in the form in which names are compared; nothing where several
    /// entities go by it.
    by_name: BTreeMap<String, Option<String>>,
}

impl Library {
    /// Returns by which name each speaker of a case is gathered.
    pub(crate) fn voices(&self, case: CaseId) -> Result<Voices, EngineError> {
        self.store.read(|tx| {
            let (parties, all) = (tx.parties().of(case)?, tx.entities().all()?);
            let parties = parties.iter().map(|(_, entity)| entity);
            Ok(Voices::new(parties, all.iter()))
        })
    }
}

impl Voices {
    /// Collects the names of the parties of a case, and of the other entities: where one of them
    /// goes by the name of a party, the party is meant.
    pub(crate) fn new<'a>(
        parties: impl Iterator<Item = &'a Entity>,
        others: impl Iterator<Item = &'a Entity>,
    ) -> Self {
        let mut by_name = names_of(parties);
        for (name, main) in names_of(others) {
            by_name.entry(name).or_insert(main);
        }
        Self { by_name }
    }

    /// Returns the main name of the entity that the speaker is, or the speaker as read.
    pub(crate) fn of(&self, speaker: &str) -> String {
        let known = self.by_name.get(&normalised_name(speaker));
        match known {
            Some(Some(main)) => main.clone(),
            _ => speaker.to_owned(),
        }
    }
}

fn names_of<'a>(entities: impl Iterator<Item = &'a Entity>) -> BTreeMap<String, Option<String>> {
    let mut by_name: BTreeMap<String, Option<String>> = BTreeMap::new();
    for entity in entities {
        let main = Some(entity.name.clone());
        for name in entity.aliases.iter().chain([&entity.name]) {
            by_name
                .entry(normalised_name(name))
                .and_modify(|known| {
                    if *known != main {
                        *known = None;
                    }
                })
                .or_insert_with(|| main.clone());
        }
    }
    by_name
}

#[cfg(test)]
mod tests {
    use model::EntityType;

    use super::*;

    #[test]
    fn long_words_are_cut_at_the_end_of_a_word() {
        let short = "Nothing was copied.";
        assert_eq!(cut(short), (short, false));
        let long = "copied ".repeat(60);
        assert_eq!(cut(&long), (long[..399].trim_end(), true));
        let inside = format!("{} tail of it", "x".repeat(398));
        assert_eq!(cut(&inside), ("x".repeat(398).as_str(), true));
        let chinese = "深".repeat(500);
        assert_eq!(cut(&chinese), ("深".repeat(400).as_str(), true));
    }

    #[test]
    fn only_the_comma_before_the_attribution_is_left_away() {
        let quote = "We drew every line ourselves,";
        for (text, expected) in [
            (
                "“We drew every line ourselves,” said Mira Vane.",
                "We drew every line ourselves",
            ),
            ("“We drew every line ourselves,”", quote),
            ("We drew every line ourselves, said Mira Vane.", quote),
        ] {
            assert_eq!(before_attribution(quote, text), expected, "{text}");
        }
        let interrupted = "We drew it … and we printed it,";
        let text = "“We drew it,” said Mira Vane, “and we printed it,” she added.";
        assert_eq!(
            before_attribution(interrupted, text),
            "We drew it … and we printed it"
        );
        assert_eq!(before_attribution("We drew it.", text), "We drew it.");
    }

    #[test]
    fn fewer_than_four_words_are_a_stump() {
        for (quote, expected) in [
            ("it", true),
            ("the claim", true),
            ("it had copied charts", false),
            ("抄袭", true),
            ("他们抄袭了全部的海图", false),
        ] {
            assert_eq!(is_stump(quote), expected, "{quote}");
        }
    }

    #[test]
    fn a_month_lies_between_its_first_and_its_last_moment() {
        let january: When = "2031-01".parse().expect("a date");
        let shown = moment(&Date::from(&january));
        assert_eq!(shown.earliest, Some(1_924_992_000_000));
        assert_eq!(shown.latest, Some(1_927_670_399_999));
        let unknown = moment(&Date::default());
        assert_eq!((unknown.earliest, unknown.latest), (None, None));
    }

    fn entity(name: &str, aliases: &[&str]) -> Entity {
        Entity {
            id: "0".repeat(26).parse().expect("an id"),
            name: name.to_owned(),
            entity_type: EntityType::Organisation,
            wikidata: None,
            aliases: aliases.iter().map(|&it| it.to_owned()).collect(),
            tags: Vec::new(),
        }
    }

    #[test]
    fn a_speaker_is_gathered_under_the_main_name_of_the_party() {
        let parties = [entity("Halden Labs", &["Halden"])];
        let others = [
            entity("Halden (town)", &["Halden"]),
            entity("Orr", &["the judge"]),
        ];
        let twins = [
            entity("Vane Press", &["Vane"]),
            entity("Mira Vane", &["Vane"]),
        ];
        let voices = Voices::new(parties.iter(), others.iter().chain(&twins));
        for (speaker, expected) in [
            ("halden’s", "Halden Labs"),
            ("The Judge", "Orr"),
            ("Vane", "Vane"),
            ("Somebody", "Somebody"),
        ] {
            assert_eq!(voices.of(speaker), expected, "{speaker}");
        }
    }
}
