//! Cases: made, listed, found by id, name or unique beginning; their parties and leads.

use model::{
    Act, Case, CaseId, Entity, EntityChange, EntityId, EntityType, Kind, Lead, LeadId, Party,
    PartyRole, When, normalised_name, slug,
};
use store::{CaseFigures, WriteTx};
use url::Url;

use crate::collect::page_address;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::CaseLine;

/// A party to be added to a case.
#[derive(Debug, Clone)]
pub struct NewParty {
    /// The main name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// Where it stands.
    pub role: PartyRole,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its item on Wikidata.
    pub wikidata: Option<String>,
}

/// A lead to be added to a case.
#[derive(Debug, Clone)]
pub struct NewLead {
    /// What it would be, once captured.
    pub kind: Kind,
    /// When it was said.
    pub date: When,
    /// The reporter's own words.
    pub words: String,
    /// Who would have said it.
    pub by: Option<String>,
    /// About whom.
    pub about: Option<String>,
    /// Where it is to be found.
    pub address: Url,
    /// What is known of the other side's response.
    pub response: Option<String>,
}

impl Library {
    /// Makes a case.
    pub fn new_case(&self, name: &str) -> Result<Case, EngineError> {
        let case = Case {
            id: CaseId::from(self.world.ids.fresh()),
            name: checked_name(name, "name of a case")?,
            slug: slug(name),
            subtitle: None,
            template: None,
            fictional: false,
            user_agent: None,
            created: self.world.clock.now(),
        };
        self.store.write(|tx| {
            if tx.cases().by_slug(&case.slug)?.is_some() {
                return Err(EngineError::Exists {
                    noun: "case",
                    given: case.slug.clone(),
                });
            }
            Ok(tx.cases_mut().insert(&case)?)
        })?;
        Ok(case)
    }

    /// Lists the cases, with how much each holds.
    pub fn cases(&self) -> Result<Vec<CaseLine>, EngineError> {
        self.store.read(|tx| {
            let cases = tx.cases().all()?.into_iter();
            let figures = tx.cases().figures()?;
            Ok(cases
                .zip(figures)
                .map(|(case, figures)| case_line(case, figures))
                .collect())
        })
    }

    /// Finds a case by its id, its name, its short name, or a beginning that no other case shares.
    pub fn case(&self, given: &str) -> Result<Case, EngineError> {
        let cases = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.cases().all()?))?;
        let wanted = given.to_lowercase();
        let is_exact = |case: &&Case| {
            case.id.to_string() == given
                || case.slug == wanted
                || case.name.to_lowercase() == wanted
        };
        if let Some(exact) = cases.iter().find(is_exact) {
            return Ok(exact.clone());
        }
        let begins = |case: &&Case| {
            !wanted.is_empty()
                && (case.id.to_string().to_lowercase().starts_with(&wanted)
                    || case.slug.starts_with(&wanted)
                    || case.name.to_lowercase().starts_with(&wanted))
        };
        let mut fits: Vec<&Case> = cases.iter().filter(begins).collect();
        match fits.pop() {
            Some(only) if fits.is_empty() => Ok(only.clone()),
            None => Err(EngineError::NotFound {
                noun: "case",
                given: given.to_owned(),
            }),
            Some(last) => Err(EngineError::Ambiguous {
                noun: "case",
                given: given.to_owned(),
                fits: fits
                    .into_iter()
                    .chain([last])
                    .map(|case| case.slug.clone())
                    .collect(),
            }),
        }
    }

    /// Returns the parties of a case.
    pub fn parties(&self, case: CaseId) -> Result<Vec<(Party, Entity)>, EngineError> {
        self.store.read(|tx| Ok(tx.parties().of(case)?))
    }

    /// Adds a party to a case: the entity of that name, or a new one.
    pub fn add_party(&self, case: CaseId, new: NewParty, by: &str) -> Result<Entity, EngineError> {
        self.store.write(|tx| self.put_party(tx, case, new, by))
    }

    /// Adds a party to a case, as a part of something larger.
    pub(crate) fn put_party(
        &self,
        tx: &WriteTx<'_>,
        case: CaseId,
        new: NewParty,
        by: &str,
    ) -> Result<Entity, EngineError> {
        let given = new.role;
        let entity = self.named_entity(tx, new.checked()?, by)?;
        let known = tx
            .parties()
            .of(case)?
            .into_iter()
            .find(|(_, it)| it.id == entity.id);
        // To name a party once more, with a new alias say, does not take its side away.
        let role = match known {
            Some((party, _)) if given == PartyRole::Party => party.role,
            _ => given,
        };
        tx.parties_mut().put(&Party {
            case,
            entity: entity.id,
            role,
        })?;
        Ok(entity)
    }

    /// Returns the entity of that name or id with the new aliases joined to it, or makes it.
    fn named_entity(
        &self,
        tx: &WriteTx<'_>,
        new: NewParty,
        by: &str,
    ) -> Result<Entity, EngineError> {
        let known = the_entity(tx, &new.name)?;
        let replaced = known.clone();
        let mut entity = known.unwrap_or_else(|| Entity {
            id: EntityId::from(self.world.ids.fresh()),
            name: new.name,
            entity_type: new.entity_type,
            wikidata: None,
            aliases: Vec::new(),
            tags: Vec::new(),
        });
        entity.wikidata = new.wikidata.or(entity.wikidata);
        for alias in new.aliases {
            if !entity.is_called(&alias) {
                entity.aliases.push(alias);
            }
        }
        if replaced.is_none() {
            tx.entities_mut().insert(&entity)?;
        } else {
            tx.entities_mut().update(&entity)?;
        }
        let change = EntityChange {
            entity: entity.clone(),
            replaced,
        };
        self.decide(tx, Act::Entity(Box::new(change)), by, None)?;
        Ok(entity)
    }

    /// Adds a lead to a case.
    pub fn add_lead(&self, case: CaseId, new: NewLead) -> Result<Lead, EngineError> {
        let named = |name: Option<String>| name.map(|it| checked_name(&it, "name")).transpose();
        let lead = Lead {
            id: LeadId::from(self.world.ids.fresh()),
            case,
            kind: new.kind,
            date: new.date,
            words: checked_name(&new.words, "description of a lead")?,
            by: named(new.by)?,
            about: named(new.about)?,
            address: page_address(new.address.as_str())?,
            response: new.response,
            point: None,
        };
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.leads_mut().insert(&lead)?))?;
        Ok(lead)
    }

    /// Returns the leads of a case.
    pub fn leads(&self, case: CaseId) -> Result<Vec<Lead>, EngineError> {
        self.store.read(|tx| Ok(tx.leads().of(case)?))
    }

    /// Removes a lead of a case.
    pub fn remove_lead(&self, case: CaseId, lead: LeadId) -> Result<(), EngineError> {
        self.store.write(|tx| {
            let is_here = tx.leads().by_id(lead)?.is_some_and(|it| it.case == case);
            if !is_here {
                return Err(EngineError::NotFound {
                    noun: "lead",
                    given: lead.to_string(),
                });
            }
            tx.leads_mut().remove(lead)?;
            Ok(())
        })
    }
}

/// Returns a case with its figures.
pub(crate) fn case_line(case: Case, figures: CaseFigures) -> CaseLine {
    CaseLine {
        id: case.id,
        name: case.name,
        slug: case.slug,
        documents: figures.documents,
        statements: figures.statements,
        unread: figures.unread,
    }
}

impl NewParty {
    /// Returns the party with its names in one form, unless they are no names.
    fn checked(self) -> Result<Self, EngineError> {
        let alias = |alias: &String| checked_name(alias, "alias");
        if let Some(item) = &self.wikidata
            && !is_wikidata_item(item)
        {
            return Err(EngineError::BadValue {
                noun: "item of Wikidata",
                given: item.clone(),
                expected: "the letter Q and a number, like Q42".to_owned(),
            });
        }
        Ok(Self {
            name: checked_name(&self.name, "name of a party")?,
            aliases: self.aliases.iter().map(alias).collect::<Result<_, _>>()?,
            ..self
        })
    }
}

fn is_wikidata_item(text: &str) -> bool {
    let number = text.strip_prefix('Q').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a name without white space round it; one without a letter or digit is none, and one
/// that could move the cursor of a terminal is refused.
fn checked_name(given: &str, noun: &'static str) -> Result<String, EngineError> {
    let name = given.trim();
    if normalised_name(name).is_empty() || name.chars().any(char::is_control) {
        return Err(EngineError::BadValue {
            noun,
            given: given.to_owned(),
            expected: "words with at least one letter or digit, on one line".to_owned(),
        });
    }
    Ok(name.to_owned())
}

/// Returns the entity of an id or a name, unless several go by that name.
fn the_entity(tx: &WriteTx<'_>, given: &str) -> Result<Option<Entity>, EngineError> {
    if let Ok(id) = given.parse::<EntityId>()
        && let Some(entity) = tx.entities().by_id(id)?
    {
        return Ok(Some(entity));
    }
    let named = tx.entities().by_name(given)?;
    if named.len() > 1 {
        let fits = named.iter().map(|it| format!("{} ({})", it.name, it.id));
        return Err(EngineError::Ambiguous {
            noun: "entity",
            given: given.to_owned(),
            fits: fits.collect(),
        });
    }
    Ok(named.into_iter().next())
}
