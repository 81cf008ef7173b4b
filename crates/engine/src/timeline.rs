//! The timeline: every statement of a case with its answers, its clocks and its capture, in order.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use export::{
    CaseHead, Decided, LeftOut, OrderClock, Row, RowCapture, RowDocument, RowStatus, RowType,
    Timeline,
};
use model::{
    Act, Capture, Case, Decision, Document, DocumentId, Kind, Lead, Outlet, Point, PointId,
    Statement, StatementId, Status, TextIndex, Version, VersionId, When, normalised_name,
};
use store::ReadTx;

use crate::collect::TOOL;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::date;

/// Which rows a timeline shows, and by which clock.
#[derive(Debug, Clone, Default)]
pub struct TimelineFilter {
    /// Only these kinds; all when empty.
    pub kinds: Vec<Kind>,
    /// Only what this speaker said: a name or alias, or part of a name.
    pub speaker: Option<String>,
    /// Only what may lie on or after this date.
    pub after: Option<When>,
    /// Only what may lie on or before this date.
    pub before: Option<When>,
    /// Which of the four clocks orders and filters.
    pub clock: OrderClock,
    /// Which statements, by how far they are checked.
    pub show: Show,
    /// The case as it stood at the end of this date.
    pub as_of: Option<When>,
}

/// Which statements a timeline shows, by how far a person has checked them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// Proposals too, marked as such.
    #[default]
    WithProposals,
    /// Only what a person has checked.
    Checked,
}

impl Library {
    /// Returns the timeline of a case.
    pub fn timeline(&self, case: &Case, filter: &TimelineFilter) -> Result<Timeline, EngineError> {
        let material = self.store.read(|tx| Material::of(tx, case))?;
        let statuses = material.statuses(filter.as_of.as_ref());
        let mut left_out = LeftOut::default();
        let mut rows = Vec::new();
        for statement in &material.statements {
            let Some(row) = material.row(statement, &statuses) else {
                continue;
            };
            let status = statuses
                .get(&statement.id)
                .copied()
                .unwrap_or(Status::Unread);
            match status {
                Status::Rejected => left_out.rejected += 1,
                Status::Unread if filter.show == Show::Checked => left_out.proposals += 1,
                _ if fits(&row, filter) => rows.push(row),
                _ => left_out.filtered += 1,
            }
        }
        for row in material.leads.iter().map(|lead| material.lead_row(lead)) {
            if fits(&row, filter) {
                rows.push(row);
            } else {
                left_out.filtered += 1;
            }
        }
        rows.sort_by_cached_key(|row| order(row, filter.clock));
        Ok(Timeline {
            case: self.case_head(case)?,
            clock: filter.clock,
            filters: in_words(filter),
            rows,
            left_out,
            as_of: filter.as_of.as_ref().map(ToString::to_string),
            tool: TOOL.to_owned(),
        })
    }

    fn case_head(&self, case: &Case) -> Result<CaseHead, EngineError> {
        let parties = self.parties(case.id)?;
        Ok(CaseHead {
            id: case.id.to_string(),
            name: case.name.clone(),
            slug: case.slug.clone(),
            subtitle: case.subtitle.clone(),
            fictional: case.fictional,
            parties: parties.into_iter().map(|(_, entity)| entity.name).collect(),
        })
    }
}

/// Everything that the rows of a case are made of, read in one snapshot.
struct Material {
    statements: Vec<Statement>,
    documents: BTreeMap<DocumentId, Document>,
    versions: BTreeMap<VersionId, (Version, Capture)>,
    answers: BTreeMap<StatementId, Vec<StatementId>>,
    answered_by: BTreeMap<StatementId, Vec<StatementId>>,
    points: BTreeMap<PointId, Point>,
    leads: Vec<Lead>,
    decisions: BTreeMap<StatementId, Vec<Decision>>,
    clusters: BTreeMap<StatementId, String>,
    fictional: bool,
}

impl Material {
    fn of(tx: &ReadTx<'_>, case: &Case) -> Result<Self, EngineError> {
        let statements = tx.statements().of_case(case.id)?;
        let mut documents = BTreeMap::new();
        let mut versions = BTreeMap::new();
        for statement in &statements {
            if versions.contains_key(&statement.version) {
                continue;
            }
            if let Some((document, version, capture)) = source_of(tx, statement)? {
                documents.insert(document.id, document);
                versions.insert(version.id, (version, capture));
            }
        }
        let mut answers: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut answered_by: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for link in tx.answers().of_case(case.id)? {
            answers.entry(link.answer).or_default().push(link.answered);
            answered_by
                .entry(link.answered)
                .or_default()
                .push(link.answer);
        }
        let mut decisions: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for decision in tx.decisions().of_case(case.id)? {
            if let Act::Judge(judgement) = &decision.act {
                decisions
                    .entry(judgement.statement)
                    .or_default()
                    .push(decision);
            }
        }
        let clusters = clusters_of(&statements);
        let points = tx
            .points()
            .of(case.id)?
            .into_iter()
            .map(|point| (point.id, point))
            .collect();
        let leads = tx.leads().of(case.id)?;
        Ok(Self {
            statements,
            documents,
            versions,
            answers,
            answered_by,
            points,
            leads,
            decisions,
            clusters,
            fictional: case.fictional,
        })
    }

    /// Returns how far each statement was checked, now or at the end of a date. A statement whose
    /// capture is younger than that date has no status: it was not there.
    fn statuses(&self, as_of: Option<&When>) -> BTreeMap<StatementId, Status> {
        let end = as_of.map(When::latest);
        let mut statuses = BTreeMap::new();
        for statement in &self.statements {
            let status = match end {
                None => Some(statement.status),
                Some(end) => self.status_at(statement, end),
            };
            statuses.extend(status.map(|status| (statement.id, status)));
        }
        statuses
    }

    fn status_at(&self, statement: &Statement, end: Option<DateTime<Utc>>) -> Option<Status> {
        let (_, capture) = self.versions.get(&statement.version)?;
        if end.is_some_and(|end| capture.retrieval.captured() > end) {
            return None;
        }
        let decisions = self.decisions.get(&statement.id).into_iter().flatten();
        let mut decisions = decisions;
        let last = decisions
            .rfind(|decision| end.is_none_or(|end| decision.at <= end))
            .and_then(judged);
        Some(last.map_or(Status::Unread, |judgement| judgement.status))
    }

    fn row(&self, statement: &Statement, statuses: &BTreeMap<StatementId, Status>) -> Option<Row> {
        let status = *statuses.get(&statement.id)?;
        let (version, capture) = self.versions.get(&statement.version)?;
        let document = self.documents.get(&statement.document)?;
        let found = &statement.found;
        Some(Row {
            id: statement.id.to_string(),
            row_type: RowType::Statement,
            kind: found.kind,
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
            quote: words_said(statement, &version.article.text),
            text: found.verbatim.clone(),
            said: date(&found.said),
            happened: date(&found.happened),
            published: date(&version.article.published.value),
            captured: date(&capture.retrieval.captured().into()),
            document: Some(row_document(document, version)),
            capture: Some(RowCapture {
                id: capture.id().to_string(),
                sha256: capture.retrieval.received.sha256.to_string(),
                provenance: capture.retrieval.provenance,
            }),
            answers: standing(self.answers.get(&statement.id), statuses),
            answered_by: standing(self.answered_by.get(&statement.id), statuses),
            point: self.proposition(statement.point),
            status: RowStatus::Reading(status),
            decided: self.decided(statement.id, status),
            confidence: Some(found.confidence),
            cluster: self.clusters.get(&statement.id).cloned(),
            why: Some(found.why.clone()),
            response: None,
            fictional: self.fictional,
        })
    }

    fn lead_row(&self, lead: &Lead) -> Row {
        Row {
            id: lead.id.to_string(),
            row_type: RowType::Lead,
            kind: lead.kind,
            answer_form: None,
            correction_form: None,
            ruling: None,
            speaker: lead.by.clone(),
            speaker_affiliation: None,
            attribution: None,
            anonymity: None,
            access: None,
            cited_via: Vec::new(),
            about: lead.about.clone(),
            quote: None,
            text: lead.words.clone(),
            said: date(&lead.date),
            happened: date(&When::Unknown),
            published: date(&When::Unknown),
            captured: date(&When::Unknown),
            document: Some(RowDocument {
                id: None,
                title: None,
                outlet: None,
                url: lead.address.to_string(),
            }),
            capture: None,
            answers: Vec::new(),
            answered_by: Vec::new(),
            point: self.proposition(lead.point),
            status: RowStatus::Lead,
            decided: None,
            confidence: None,
            cluster: None,
            why: None,
            response: lead.response.clone(),
            fictional: self.fictional,
        }
    }

    fn proposition(&self, point: Option<PointId>) -> Option<String> {
        self.points
            .get(&point?)
            .map(|point| point.proposition.clone())
    }

    /// Returns who brought a statement into the status that it has, and when.
    fn decided(&self, statement: StatementId, status: Status) -> Option<Decided> {
        if status == Status::Unread {
            return None;
        }
        let decisions = self.decisions.get(&statement)?;
        let decision = decisions
            .iter()
            .rev()
            .find(|it| judged(it).is_some_and(|j| j.status == status))?;
        Some(Decided {
            by: decision.by.clone(),
            at: decision.at,
        })
    }
}

fn judged(decision: &Decision) -> Option<&model::Judgement> {
    match &decision.act {
        Act::Judge(judgement) => Some(judgement),
        _ => None,
    }
}

fn source_of(
    tx: &ReadTx<'_>,
    statement: &Statement,
) -> Result<Option<(Document, Version, Capture)>, EngineError> {
    let Some(version) = tx.versions().by_id(statement.version)? else {
        return Ok(None);
    };
    let document = tx.documents().by_id(statement.document)?;
    let capture = tx.captures().by_id(version.capture)?;
    Ok(document
        .zip(capture)
        .map(|(document, capture)| (document, version, capture)))
}

fn row_document(document: &Document, version: &Version) -> RowDocument {
    RowDocument {
        id: Some(document.id.to_string()),
        title: version.article.title.value.clone(),
        outlet: outlet_of(document, version),
        url: document.address.to_string(),
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
pub(crate) fn words_said(statement: &Statement, text: &str) -> Option<String> {
    let text = TextIndex::new(text);
    let parts: Vec<&str> = statement
        .found
        .content
        .iter()
        .map(|&span| text.slice(span).trim())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" … "))
}

/// Returns the linked statements that stand at the time, also those that a filter hides: an
/// allegation whose answer is not shown is not one without an answer.
fn standing(
    linked: Option<&Vec<StatementId>>,
    statuses: &BTreeMap<StatementId, Status>,
) -> Vec<String> {
    let stands = |id: &&StatementId| statuses.get(id).is_some_and(|it| *it != Status::Rejected);
    linked
        .into_iter()
        .flatten()
        .filter(stands)
        .map(ToString::to_string)
        .collect()
}

/// Groups statements whose speaker, kind and words are the same, letter for letter; the group is
/// named after its first member.
pub(crate) fn clusters_of(statements: &[Statement]) -> BTreeMap<StatementId, String> {
    let mut groups: BTreeMap<_, Vec<StatementId>> = BTreeMap::new();
    for statement in statements {
        groups
            .entry(repeat_key(statement))
            .or_default()
            .push(statement.id);
    }
    let mut clusters = BTreeMap::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort();
        let name = group[0].to_string();
        clusters.extend(group.into_iter().map(|id| (id, name.clone())));
    }
    clusters
}

/// What two statements have in common when one merely repeats the other.
pub(crate) fn repeat_key(statement: &Statement) -> (Kind, String, String) {
    let found = &statement.found;
    let speaker = found
        .speaker
        .as_deref()
        .map(normalised_name)
        .unwrap_or_default();
    let words = found
        .verbatim
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    (found.kind, speaker, words)
}

fn fits(row: &Row, filter: &TimelineFilter) -> bool {
    let kind = filter.kinds.is_empty() || filter.kinds.contains(&row.kind);
    kind && filter
        .speaker
        .as_deref()
        .is_none_or(|name| speaks(row, name))
        && lies_between(row, filter)
}

fn speaks(row: &Row, name: &str) -> bool {
    let wanted = normalised_name(name);
    let is_named = |given: &Option<String>| {
        given
            .as_deref()
            .is_some_and(|given| normalised_name(given).contains(&wanted))
    };
    is_named(&row.speaker) || is_named(&row.speaker_affiliation)
}

/// Tells whether the chosen clock of a row may lie between the two dates. A row without that clock
/// lies nowhere, so that it is shown only when no date was asked for.
fn lies_between(row: &Row, filter: &TimelineFilter) -> bool {
    if filter.after.is_none() && filter.before.is_none() {
        return true;
    }
    let when = clock_of(row, filter.clock);
    if !when.is_known() {
        return false;
    }
    let begins = |when: &When| when.earliest();
    let after = filter.after.as_ref().and_then(begins);
    let before = filter.before.as_ref().and_then(When::latest);
    let not_too_early =
        after.is_none_or(|after| when.latest().is_none_or(|latest| latest >= after));
    let not_too_late =
        before.is_none_or(|before| when.earliest().is_none_or(|earliest| earliest <= before));
    not_too_early && not_too_late
}

fn clock_of(row: &Row, clock: OrderClock) -> When {
    clock
        .date_of(row)
        .value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

/// Orders by the chosen clock; rows without it come last, and rows of one moment stay in the order
/// of their text.
fn order(
    row: &Row,
    clock: OrderClock,
) -> (bool, Option<DateTime<Utc>>, Option<DateTime<Utc>>, String) {
    let when = clock_of(row, clock);
    (
        !when.is_known(),
        when.earliest(),
        when.latest(),
        row.id.clone(),
    )
}

/// Says in words what was filtered.
fn in_words(filter: &TimelineFilter) -> Vec<String> {
    let mut words = Vec::new();
    if !filter.kinds.is_empty() {
        let kinds: Vec<String> = filter
            .kinds
            .iter()
            .map(|kind| kind.to_string().replace('_', " "))
            .collect();
        words.push(format!("only {}", kinds.join(", ")));
    }
    words.extend(filter.speaker.iter().map(|name| format!("speaker {name}")));
    words.extend(
        filter
            .after
            .iter()
            .map(|date| format!("on or after {date}")),
    );
    words.extend(
        filter
            .before
            .iter()
            .map(|date| format!("on or before {date}")),
    );
    if filter.show == Show::Checked {
        words.push("only statements whose reading was checked".to_owned());
    }
    words
}
