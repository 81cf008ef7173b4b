//! Cases, their parties and leads.

use std::sync::Arc;

use engine::model::{EntityType, Kind, LeadId, PartyRole};
use engine::view::{CaseLine, CaseView, TemplateLine};
use engine::{NewLead, NewParty};
use serde::Deserialize;
use url::Url;

use super::{Here, apart, ask, ask_case, date, word};
use crate::desk::PROGRAM;
use crate::error::{Answer, Failure};

/// A party as the window sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct PartySent {
    name: String,
    aliases: Vec<String>,
    wikidata: Option<String>,
    role: PartyRole,
    entity_type: EntityType,
}

/// A lead as the window sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct LeadSent {
    kind: Kind,
    date: String,
    words: String,
    by: Option<String>,
    about: Option<String>,
    address: String,
}

/// Lists the cases; an empty library has been given the sample case before it answers.
#[tauri::command]
pub(crate) async fn cases(desk: Here<'_>) -> Answer<Vec<CaseLine>> {
    let desk = Arc::clone(&desk);
    apart(move || Ok(desk.furnished()?.cases()?)).await
}

/// Lists the cases that ship with the program.
#[tauri::command]
pub(crate) async fn templates(desk: Here<'_>) -> Answer<Vec<TemplateLine>> {
    ask(desk, |library| Ok(library.templates()?)).await
}

/// Returns the head of a case.
#[tauri::command]
pub(crate) async fn case_view(desk: Here<'_>, case: String) -> Answer<CaseView> {
    ask_case(desk, case, |library, case| Ok(library.case_view(case)?)).await
}

/// Makes a case.
#[tauri::command]
pub(crate) async fn new_case(desk: Here<'_>, name: String) -> Answer<CaseView> {
    ask(desk, move |library| {
        let case = library.new_case(&name)?;
        Ok(library.case_view(&case)?)
    })
    .await
}

/// Starts a case that ships with the program.
#[tauri::command]
pub(crate) async fn start_case(desk: Here<'_>, template: String) -> Answer<CaseView> {
    ask(desk, move |library| {
        let started = library.start_case(&template, PROGRAM)?;
        Ok(library.case_view(&started.case)?)
    })
    .await
}

/// Gives a case a way to the network of its own; without one, it goes that of the library.
#[tauri::command]
pub(crate) async fn set_case_proxy(
    desk: Here<'_>,
    case: String,
    proxy: Option<String>,
) -> Answer<CaseView> {
    ask_case(desk, case, move |library, case| {
        library.set_case_proxy(case, proxy.as_deref())?;
        Ok(library.case_view(case)?)
    })
    .await
}

/// Adds a party to a case.
#[tauri::command]
pub(crate) async fn add_party(desk: Here<'_>, case: String, party: PartySent) -> Answer<CaseView> {
    let by = desk.reporter();
    ask_case(desk, case, move |library, case| {
        library.add_party(case.id, party.into(), &by)?;
        Ok(library.case_view(case)?)
    })
    .await
}

/// Adds a lead to a case.
#[tauri::command]
pub(crate) async fn add_lead(desk: Here<'_>, case: String, lead: LeadSent) -> Answer<()> {
    let lead = NewLead::try_from(lead)?;
    ask_case(desk, case, move |library, case| {
        library.add_lead(case.id, lead)?;
        Ok(())
    })
    .await
}

/// Removes a lead of a case.
#[tauri::command]
pub(crate) async fn remove_lead(desk: Here<'_>, case: String, lead: LeadId) -> Answer<()> {
    ask_case(desk, case, move |library, case| {
        Ok(library.remove_lead(case.id, lead)?)
    })
    .await
}

impl From<PartySent> for NewParty {
    fn from(sent: PartySent) -> Self {
        Self {
            name: sent.name,
            entity_type: sent.entity_type,
            role: sent.role,
            aliases: sent.aliases,
            wikidata: sent.wikidata,
        }
    }
}

impl TryFrom<LeadSent> for NewLead {
    type Error = Failure;

    fn try_from(sent: LeadSent) -> Result<Self, Failure> {
        let address: Url = word("address", sent.address.trim(), "a full address: https://…")?;
        Ok(Self {
            kind: sent.kind,
            date: date(Some(&sent.date))?.unwrap_or_default(),
            words: sent.words,
            by: sent.by,
            about: sent.about,
            address,
            response: None,
        })
    }
}
