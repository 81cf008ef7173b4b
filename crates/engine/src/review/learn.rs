//! Learning from a correction: whom words mean in a case.
//!
//! Who corrects the speaker "the start-up" to Orbit may say that these words mean Orbit throughout the
//! case. The proposals with the same speaker are read anew at once and stay proposals; what a person
//! decided on is not touched. Later readings know the words. The entity keeps its names: a
//! description means another one in another case.

use std::collections::BTreeMap;

use export::RowStatus;
use model::{
    Act, Case, CaseId, DocumentId, Entity, EntityId, Field, FoundStatement, Learned, LearnedName,
    Method, Reason, Span, Statement, StatementId, Status, TextIndex, normalised_name,
};
use store::{ReadTx, WriteTx};

use super::edit::filled;
use super::{Edit, Hand, Seen, known};
use crate::entities::{entity_called, word};
use crate::error::EngineError;
use crate::library::Library;
use crate::line::line;
use crate::timeline::stands_in;
use crate::view::{DecisionLine, LessonView};

/// How many of the proposals that a lesson would touch are shown.
const SHOWN: usize = 5;
/// Words that say what somebody is, not who.
const COMMON: [&str; 28] = [
    "agency",
    "attorney",
    "author",
    "company",
    "court",
    "defendant",
    "developer",
    "executive",
    "firm",
    "founder",
    "government",
    "he",
    "it",
    "judge",
    "lawyer",
    "maker",
    "ministry",
    "official",
    "plaintiff",
    "publisher",
    "regulator",
    "she",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "startup",
    "they",
    "we",
];

/// What is learned with a correction: that the speaker as it was read means an entity, in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// The case.
    pub case: CaseId,
}

impl Library {
    /// Says what could be learned if the speaker of a statement were corrected to `speaker`: nothing
    /// where that is no entity of the library, or goes by these words already.
    pub fn lesson(
        &self,
        case: &Case,
        statement: StatementId,
        speaker: &str,
    ) -> Result<Option<LessonView>, EngineError> {
        let found = self.store.read(|tx| {
            let statement = known(tx, statement)?;
            let Some(words) = statement.found.speaker.as_deref().and_then(filled) else {
                return Ok(None);
            };
            let Some(entity) = meant(tx, &words, speaker)? else {
                return Ok(None);
            };
            let touched = touched(tx, case.id, &words)?;
            let others = touched
                .into_iter()
                .map(|it| it.id)
                .filter(|id| *id != statement.id);
            Ok::<_, EngineError>(Some((words, entity, others.collect::<Vec<_>>())))
        })?;
        let Some((words, entity, others)) = found else {
            return Ok(None);
        };
        let voices = self.voices(case.id)?;
        let all = self.all_rows(case)?;
        let is_touched = |status: &RowStatus, id: &str| {
            *status == RowStatus::Reading(Status::Unread)
                && others.iter().any(|other| other.to_string() == id)
        };
        let rows = all.rows.iter().map(|(_, row)| row);
        let touched = rows.filter(|row| is_touched(&row.status, &row.id));
        Ok(Some(LessonView {
            is_name: is_name(&words),
            is_alike: is_alike(&words, &entity),
            words,
            entity: entity.id,
            name: entity.name,
            touches: others.len() as u64,
            some: touched.take(SHOWN).map(|row| line(row, &voices)).collect(),
        }))
    }

    /// Corrects the speaker of a statement, and learns whom the words mean by which it was read.
    pub fn edit_and_learn(
        &self,
        statement: impl Into<Seen>,
        edit: &Edit,
        lesson: Lesson,
        by: &str,
    ) -> Result<DecisionLine, EngineError> {
        let seen = statement.into();
        let (words, entity) = self.store.read(|tx| {
            let statement = seen.statement(tx)?;
            let words = statement.found.speaker.unwrap_or_default();
            let speaker = edit.speaker.clone().unwrap_or_default();
            let entity = meant(tx, &words, &speaker)?;
            let entity = entity.ok_or_else(|| EngineError::BadValue {
                noun: "correction that an alias can be learned from",
                given: speaker.clone(),
                expected: format!(
                    "a speaker that is an entity of the library and not yet called {words:?}"
                ),
            })?;
            Ok::<_, EngineError>((words, entity))
        })?;
        let mut line = self.edit(seen, edit, by)?;
        line.learned = self.learn(lesson.case, &words, entity.id, by)?;
        Ok(line)
    }

    /// Keeps that words mean an entity, given by id or name, in a case. Returns the entity.
    pub fn learn_alias(
        &self,
        case: &Case,
        entity: &str,
        words: &str,
        by: &str,
    ) -> Result<Entity, EngineError> {
        let entity = self.store.read(|tx| entity_called(tx, entity))?;
        self.learn(case.id, words, entity.id, by)?;
        Ok(entity)
    }

    /// Keeps that words mean an entity in a case, and reads the proposals with that speaker anew.
    /// Returns these.
    pub fn learn(
        &self,
        case: CaseId,
        words: &str,
        entity: EntityId,
        by: &str,
    ) -> Result<Vec<StatementId>, EngineError> {
        let words = word(words, "alias")?;
        let hand = self.hand(by);
        let learned = self.store.write(|tx| {
            let known = tx.entities().by_id(entity)?;
            let known = known.ok_or_else(|| EngineError::NotFound {
                noun: "entity",
                given: entity.to_string(),
            })?;
            refuse_other_meaning(tx, case, &words, entity)?;
            self.learn_in(tx, &hand, case, &words, &known)
        })?;
        self.follow_index();
        Ok(learned)
    }

    fn learn_in(
        &self,
        tx: &WriteTx<'_>,
        hand: &Hand<'_>,
        case: CaseId,
        words: &str,
        entity: &Entity,
    ) -> Result<Vec<StatementId>, EngineError> {
        let name = LearnedName {
            case,
            entity: entity.id,
            words: words.to_owned(),
        };
        tx.learned_names_mut().put(&name)?;
        let mut replaced = Vec::new();
        for statement in touched(tx, case, words)? {
            let before = statement.found.speaker.clone().unwrap_or_default();
            let mut after = statement;
            read_as(&mut after.found, words, &entity.name);
            tx.statements_mut().update(&after)?;
            replaced.push((after.id, before));
        }
        let ids = replaced.iter().map(|(id, _)| *id).collect();
        let act = Act::Learn(Box::new(Learned { name, replaced }));
        self.write_down(tx, hand, act, None)?;
        Ok(ids)
    }
}

/// Takes back what was learned: the proposals have the speaker again that the text names, those too
/// that were read since.
pub(super) fn unlearn(tx: &WriteTx<'_>, learned: &Learned) -> Result<(), EngineError> {
    let LearnedName {
        case,
        entity,
        words,
    } = &learned.name;
    tx.learned_names_mut().forget(*case, words)?;
    let Some(entity) = tx.entities().by_id(*entity)? else {
        return Ok(());
    };
    let reason = reason(words, &entity.name);
    let is_learned = |it: &Reason| it.because == reason;
    for mut statement in tx.statements().of_case(*case)? {
        let found = &mut statement.found;
        let is_so = found.speaker.as_deref() == Some(entity.name.as_str())
            && (found.why.iter().any(is_learned) || is_named(found, words));
        if statement.status != Status::Unread || !is_so {
            continue;
        }
        let before = learned.replaced.iter().find(|(id, _)| *id == statement.id);
        found.speaker = Some(before.map_or(words, |(_, before)| before).clone());
        found.why.retain(|it| !is_learned(it));
        tx.statements_mut().update(&statement)?;
    }
    Ok(())
}

/// Tells whether these are the words by which a statement names its speaker.
fn is_named(found: &FoundStatement, words: &str) -> bool {
    let text = TextIndex::new(&found.verbatim);
    let Some(span) = found.speaker_span.filter(|it| found.span.contains(*it)) else {
        return false;
    };
    let start = span.start - found.span.start;
    let named = text.slice(Span::new(start, start + span.len()));
    normalised_name(named) == normalised_name(words)
}

/// What was learned in the cases of a document, by the words in the form in which names are compared.
pub(crate) struct Lessons(BTreeMap<String, Option<(String, String)>>);

impl Lessons {
    /// Reads what was learned in the cases of a document. What cases disagree on counts in none.
    pub(crate) fn of(tx: &ReadTx<'_>, document: DocumentId) -> Result<Self, EngineError> {
        let mut lessons: BTreeMap<_, Option<(String, String)>> = BTreeMap::new();
        for case in tx.case_documents().cases_of(document)? {
            for learned in tx.learned_names().of(case)? {
                let Some(entity) = tx.entities().by_id(learned.entity)? else {
                    continue;
                };
                let meaning = Some((learned.words.clone(), entity.name));
                lessons
                    .entry(normalised_name(&learned.words))
                    .and_modify(|known| {
                        let name = |it: &Option<(String, String)>| it.clone().map(|it| it.1);
                        if name(known) != name(&meaning) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| meaning.clone());
            }
        }
        Ok(Self(lessons))
    }

    /// Reads the speakers of new proposals as they were taught.
    pub(crate) fn apply(&self, rows: &mut [Statement]) {
        for row in rows {
            let speaker = row.found.speaker.as_deref().map(normalised_name);
            let meaning = speaker
                .and_then(|it| self.0.get(&it))
                .and_then(Option::as_ref);
            if let Some((words, name)) = meaning {
                read_as(&mut row.found, words, name);
            }
        }
    }
}

/// Returns entities with the names under which a case knows them.
pub(crate) fn with_learned(
    tx: &ReadTx<'_>,
    case: CaseId,
    mut entities: Vec<Entity>,
) -> Result<Vec<Entity>, EngineError> {
    for learned in tx.learned_names().of(case)? {
        let entity = entities.iter_mut().find(|it| it.id == learned.entity);
        if let Some(entity) = entity.filter(|it| !it.is_called(&learned.words)) {
            entity.aliases.push(learned.words);
        }
    }
    Ok(entities)
}

fn read_as(found: &mut FoundStatement, words: &str, name: &str) {
    found.speaker = Some(name.to_owned());
    found.why.push(Reason {
        field: Field::Speaker,
        method: Method::Case,
        because: reason(words, name),
        span: found.speaker_span,
    });
}

fn reason(words: &str, name: &str) -> String {
    format!("‘{words}’ is read as {name} in this case, as a reporter corrected it")
}

/// Returns the one entity that a corrected speaker is, where it does not go by these words already.
fn meant(tx: &ReadTx<'_>, words: &str, speaker: &str) -> Result<Option<Entity>, EngineError> {
    let mut named = tx.entities().by_name(speaker.trim())?;
    let only = named.pop().filter(|_| named.is_empty());
    let is_news = |it: &Entity| !it.is_called(words);
    let is_free = tx.entities().by_name(words)?.is_empty();
    let has_words = words.contains(char::is_alphanumeric);
    Ok(only.filter(is_news).filter(|_| is_free && has_words))
}

/// Returns the proposals of a case with this speaker.
fn touched(tx: &ReadTx<'_>, case: CaseId, words: &str) -> Result<Vec<Statement>, EngineError> {
    let wanted = normalised_name(words);
    let mut all = tx.statements().of_case(case)?;
    all.retain(|it| {
        let speaker = it.found.speaker.as_deref().map(normalised_name);
        it.status == Status::Unread && speaker.is_some_and(|it| it == wanted)
    });
    Ok(all)
}

fn refuse_other_meaning(
    tx: &ReadTx<'_>,
    case: CaseId,
    words: &str,
    entity: EntityId,
) -> Result<(), EngineError> {
    let wanted = normalised_name(words);
    let learned = tx.learned_names().of(case)?;
    let mut others = learned.iter().filter(|it| it.entity != entity);
    let is_taken = others.any(|it| normalised_name(&it.words) == wanted)
        || tx
            .entities()
            .by_name(words)?
            .iter()
            .any(|it| it.id != entity);
    if is_taken {
        return Err(EngineError::Exists {
            noun: "other entity that is called",
            given: words.to_owned(),
        });
    }
    Ok(())
}

/// Tells whether words share one with a name of an entity.
fn is_alike(words: &str, entity: &Entity) -> bool {
    let normalised = normalised_name(words);
    let names = entity.aliases.iter().chain([&entity.name]);
    names.map(|name| normalised_name(name)).any(|name| {
        name.split_whitespace()
            .any(|word| stands_in(&normalised, word))
    })
}

/// Tells whether words are a proper name, and not a description or a common word: these mean one
/// thing here and another one there.
fn is_name(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let plain = |it: &&str| {
        it.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let is_article = |it: &&str| {
        ["the", "a", "an", "its", "their", "his", "her"].contains(&it.to_lowercase().as_str())
    };
    let is_common = |it: &&str| COMMON.contains(&plain(it).replace('-', "").as_str());
    let begins_small = |it: &&str| it.chars().next().is_some_and(char::is_lowercase);
    let Some(first) = all.first() else {
        return false;
    };
    !is_article(first) && !begins_small(first) && !all.iter().all(is_common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_no_name() {
        for (words, expected) in [
            ("Orbit Charts AI", true),
            ("Orbit", true),
            ("深度求索", true),
            ("eBay", false),
            ("the Harrow start-up", false),
            ("The Company", false),
            ("Spokesperson", false),
            ("they", false),
            ("a source", false),
            ("", false),
        ] {
            assert_eq!(is_name(words), expected, "{words}");
        }
    }
}
