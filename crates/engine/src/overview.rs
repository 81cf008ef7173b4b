//! What a case holds, at a glance: its head, its documents, and the entities with their part in it.

use std::collections::BTreeMap;

use model::{Capture, Case, Document, Entity, EntityId, PartyRole, Version, normalised_name};
use store::{DocumentFigures, NamesUsed, ReadTx};

use crate::case::case_line;
use crate::error::EngineError;
use crate::library::Library;
use crate::line::moment;
use crate::timeline::outlet_of;
use crate::view::{CaseView, DocumentLine, EntityLine, PartyLine, date};

impl Library {
    /// Returns the head of a case.
    pub fn case_view(&self, case: &Case) -> Result<CaseView, EngineError> {
        self.store.read(|tx| {
            let figures = tx.cases().figures()?;
            let figures = figures.into_iter().find(|it| it.case == case.id);
            let figures = figures.ok_or_else(|| EngineError::NotFound {
                noun: "case",
                given: case.id.to_string(),
            })?;
            let parties = tx.parties().of(case.id)?.into_iter();
            Ok(CaseView {
                line: case_line(case.clone(), figures),
                subtitle: case.subtitle.clone(),
                fictional: case.fictional,
                template: case.template.clone(),
                parties: parties
                    .map(|(party, entity)| PartyLine {
                        entity: entity.id,
                        name: entity.name,
                        role: party.role,
                    })
                    .collect(),
                leads: tx.leads().of(case.id)?.len() as u64,
                watches: tx.watches().of(case.id)?.len() as u64,
                proxy: tx.settings().proxy_of(case.id)?,
            })
        })
    }

    /// Lists the documents of a case, the last captured first.
    pub fn documents(&self, case: &Case) -> Result<Vec<DocumentLine>, EngineError> {
        self.store.read(|tx| {
            let mut lines = Vec::new();
            for figures in tx.documents().figures(case.id)? {
                lines.extend(document_line(tx, &figures)?);
            }
            lines.sort_by_key(|line| std::cmp::Reverse((line.captured.latest, line.id)));
            Ok(lines)
        })
    }

    /// Lists the entities of the library with their part in a case: the parties first, then those of
    /// whom there is most.
    pub fn entity_lines(&self, case: &Case) -> Result<Vec<EntityLine>, EngineError> {
        let mut lines = self.store.read(|tx| {
            let roles = roles_in(tx, case)?;
            let documents = tx.entities().documents_naming(case.id)?;
            let mut learned: BTreeMap<_, Vec<String>> = BTreeMap::new();
            for name in tx.learned_names().of(case.id)? {
                learned.entry(name.entity).or_default().push(name.words);
            }
            let uses = Uses::of(&tx.statements().names_used(case.id)?);
            let line = |entity: Entity| EntityLine {
                role: roles.get(&entity.id).copied(),
                said: uses.by_speaker.of(&entity),
                about: uses.by_subject.of(&entity),
                documents: documents.get(&entity.id).copied().unwrap_or(0),
                learned: learned.get(&entity.id).cloned().unwrap_or_default(),
                entity,
            };
            let all = tx.entities().all()?;
            Ok::<_, EngineError>(all.into_iter().map(line).collect::<Vec<_>>())
        })?;
        lines.sort_by_cached_key(|line| {
            let uses = line.said + line.about + line.documents;
            let name = line.entity.name.to_lowercase();
            (
                line.role.is_none(),
                std::cmp::Reverse(uses),
                name,
                line.entity.id,
            )
        });
        Ok(lines)
    }
}

fn document_line(
    tx: &ReadTx<'_>,
    figures: &DocumentFigures,
) -> Result<Option<DocumentLine>, EngineError> {
    let document = tx.documents().by_id(figures.document)?;
    let version = tx.versions().latest(figures.document)?;
    let capture = tx.captures().by_id(figures.last_capture)?;
    let found = document.zip(version).zip(capture);
    Ok(found.map(|((document, version), capture)| shown(document, version, &capture, figures)))
}

fn shown(
    document: Document,
    version: Version,
    capture: &Capture,
    figures: &DocumentFigures,
) -> DocumentLine {
    DocumentLine {
        id: document.id,
        outlet: outlet_of(&document, &version),
        url: document.address.into(),
        published: moment(&date(&version.article.published.value)),
        captured: moment(&date(&capture.retrieval.captured().into())),
        provenance: capture.retrieval.provenance,
        versions: figures.versions,
        statements: figures.statements,
        title: version.article.title.value,
    }
}

fn roles_in(tx: &ReadTx<'_>, case: &Case) -> Result<BTreeMap<EntityId, PartyRole>, EngineError> {
    let parties = tx.parties().of(case.id)?;
    Ok(parties
        .into_iter()
        .map(|(party, entity)| (entity.id, party.role))
        .collect())
}

/// How often each name is used in the statements of a case.
#[derive(Default)]
struct Uses {
    by_speaker: Counts,
    by_subject: Counts,
}

impl Uses {
    fn of(names: &[NamesUsed]) -> Self {
        let mut uses = Self::default();
        for used in names {
            uses.by_speaker
                .add(used.speaker.as_deref(), used.statements);
            uses.by_subject.add(used.about.as_deref(), used.statements);
        }
        uses
    }
}

/// Statements by name, in the form in which names are compared.
#[derive(Default)]
struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, name: Option<&str>, statements: u64) {
        if let Some(name) = name {
            *self.0.entry(normalised_name(name)).or_default() += statements;
        }
    }

    /// Returns how many statements use one of the names of an entity.
    fn of(&self, entity: &Entity) -> u64 {
        let names = entity.aliases.iter().chain([&entity.name]);
        let names: std::collections::BTreeSet<String> =
            names.map(|name| normalised_name(name)).collect();
        names.iter().filter_map(|name| self.0.get(name)).sum()
    }
}
