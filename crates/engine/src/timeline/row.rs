//! Rows: a statement with its source, its answers and who checked it; or a lead.

use std::collections::{BTreeMap, BTreeSet};

use export::{Date, Decided, Row, RowCapture, RowDocument, RowStatus, RowType};
use model::{
    Capture, Decision, Document, FoundStatement, Kind, Lead, Outlet, PointId, Statement,
    StatementId, Status, TextIndex, Version, VersionId,
};

use super::material::{Material, Origin, decided};
use super::page::Pages;
use crate::view::date;

impl Material {
    /// Returns every row with its status, statements in the order of the text; a lead has none.
    pub(super) fn rows(&self) -> Vec<(Option<Status>, Row)> {
        let desk = Desk::of(self);
        let statements = self.statements.iter().filter_map(|statement| {
            let origin = self.sources.get(&statement.version)?;
            Some((Some(statement.status), desk.row(statement, origin)))
        });
        let leads = self.leads.iter().map(|lead| (None, desk.lead_row(lead)));
        statements.chain(leads).collect()
    }
}

/// What many rows need, made once.
struct Desk<'a> {
    material: &'a Material,
    texts: BTreeMap<VersionId, TextIndex<'a>>,
    /// Of documents that have pages.
    pages: BTreeMap<VersionId, Pages>,
    /// The statements that nobody rejected, also those that a filter hides: an allegation whose
    /// answer is not shown is not one without an answer.
    standing: BTreeSet<StatementId>,
    decisions: BTreeMap<StatementId, Vec<&'a Decision>>,
}

impl<'a> Desk<'a> {
    fn of(material: &'a Material) -> Self {
        let texts = material.sources.iter();
        let pages = texts.clone().filter_map(|(id, origin)| {
            let pages = Pages::of(&origin.version.article.text)?;
            Some((*id, pages))
        });
        let statements = material.statements.iter();
        Self {
            material,
            pages: pages.collect(),
            texts: texts
                .map(|(id, origin)| (*id, TextIndex::new(&origin.version.article.text)))
                .collect(),
            standing: statements
                .filter(|it| it.status != Status::Rejected)
                .map(|it| it.id)
                .collect(),
            decisions: material.log.standing_judgements(),
        }
    }

    fn row(&self, statement: &Statement, origin: &Origin) -> Row {
        let found = &statement.found;
        let text = self.texts.get(&statement.version);
        let answers = &self.material.answers;
        Row {
            form: Some(found.form),
            answer_form: found.answer_form,
            correction_form: found.correction_form,
            ruling: found.ruling.clone(),
            speaker: found.speaker.clone(),
            speaker_affiliation: found.speaker_affiliation.clone(),
            attribution: Some(found.attribution),
            anonymity: found.anonymity.clone(),
            access: found.access,
            cited_via: found.cited_via.clone(),
            about: found.about.clone(),
            quote: text.and_then(|text| words_said(found, text)),
            said: date(&found.said),
            happened: date(&found.happened),
            published: date(&origin.version.article.published.value),
            captured: date(&origin.capture.retrieval.captured().into()),
            document: Some(RowDocument {
                page: self.page(statement),
                ..row_document(&origin.document, &origin.version)
            }),
            capture: Some(row_capture(&origin.capture)),
            answers: self.shown(answers.given.get(&statement.id)),
            answered_by: self.shown(answers.got.get(&statement.id)),
            point: self.proposition(statement.point),
            status: RowStatus::Reading(statement.status),
            decided: self.decided(statement),
            confidence: Some(found.confidence),
            cluster: self.material.clusters.get(&statement.id).cloned(),
            why: Some(model::why(&found.why)),
            page_change: self.material.page_changes.get(&statement.id).cloned(),
            ..self.blank(statement.id.to_string(), found.kind, found.verbatim.clone())
        }
    }

    /// Returns the page that a statement begins on.
    fn page(&self, statement: &Statement) -> Option<u32> {
        let pages = self.pages.get(&statement.version)?;
        Some(pages.at(statement.found.span.start))
    }

    fn lead_row(&self, lead: &Lead) -> Row {
        Row {
            row_type: RowType::Lead,
            speaker: lead.by.clone(),
            about: lead.about.clone(),
            said: date(&lead.date),
            document: Some(RowDocument {
                url: lead.address.to_string(),
                ..RowDocument::default()
            }),
            point: self.proposition(lead.point),
            response: lead.response.clone(),
            ..self.blank(lead.id.to_string(), lead.kind, lead.words.clone())
        }
    }

    /// Begins a row of which nothing is known but its words.
    fn blank(&self, id: String, kind: Kind, text: String) -> Row {
        Row {
            id,
            row_type: RowType::Statement,
            kind,
            form: None,
            answer_form: None,
            correction_form: None,
            ruling: None,
            speaker: None,
            speaker_affiliation: None,
            attribution: None,
            anonymity: None,
            access: None,
            cited_via: Vec::new(),
            quote: None,
            text,
            said: Date::default(),
            happened: Date::default(),
            published: Date::default(),
            captured: Date::default(),
            document: None,
            capture: None,
            answers: Vec::new(),
            answered_by: Vec::new(),
            point: None,
            status: RowStatus::Lead,
            confidence: None,
            cluster: None,
            decided: None,
            why: None,
            about: None,
            response: None,
            fictional: self.material.fictional,
            page_change: None,
        }
    }

    /// Returns the linked statements that stand.
    fn shown(&self, linked: Option<&Vec<StatementId>>) -> Vec<String> {
        let linked = linked.into_iter().flatten();
        linked
            .filter(|id| self.standing.contains(id))
            .map(ToString::to_string)
            .collect()
    }

    fn proposition(&self, point: Option<PointId>) -> Option<String> {
        let point = self.material.points.get(&point?)?;
        Some(point.proposition.clone())
    }

    /// Returns who brought a statement into the status that it has, and when.
    fn decided(&self, statement: &Statement) -> Option<Decided> {
        if statement.status == Status::Unread {
            return None;
        }
        let decisions = self.decisions.get(&statement.id)?;
        let decision = decided(decisions, statement.status)?;
        Some(Decided {
            by: decision.by.clone(),
            at: decision.at,
        })
    }
}

fn row_capture(capture: &Capture) -> RowCapture {
    RowCapture {
        id: capture.id().to_string(),
        sha256: capture.retrieval.received.sha256.to_string(),
        provenance: capture.retrieval.provenance,
    }
}

fn row_document(document: &Document, version: &Version) -> RowDocument {
    RowDocument {
        id: Some(document.id.to_string()),
        title: version.article.title.value.clone(),
        outlet: outlet_of(document, version),
        url: document.address.to_string(),
        version: Some(version.id),
        page: None,
    }
}

/// Returns the name of the outlet: as the page gives it, as other pages of the site do, or else the
/// site.
pub(crate) fn outlet_of(document: &Document, version: &Version) -> Option<String> {
    let on_page = version.article.outlet.value.clone();
    let of_site = |outlet: &Outlet| {
        outlet
            .name
            .clone()
            .unwrap_or_else(|| outlet.site.to_string())
    };
    on_page.or_else(|| document.outlet.as_ref().map(of_site))
}

/// Returns the words that were said, the parts of a split quotation joined by an ellipsis.
fn words_said(found: &FoundStatement, text: &TextIndex<'_>) -> Option<String> {
    let parts = found.content.iter().map(|&span| text.slice(span).trim());
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" … "))
}
