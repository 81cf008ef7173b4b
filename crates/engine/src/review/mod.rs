//! Review: a person decides on what the machine proposes, one statement at a time.
//!
//! A decision is appended to the log with its full result, applied to the statement, and never
//! touched by a new reading. One decision covers the word-identical repeats of a statement (a wire
//! story in three papers), which are named in the answer.

use std::cmp::Reverse;

use model::{
    Act, AnswerForm, Attribution, Case, CaseId, Decision, DecisionId, FoundStatement, Judgement,
    Kind, Link, PointId, QuoteSelector, Span, Statement, StatementId, Status, TextIndex, When,
    normalised_name,
};
use store::WriteTx;

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::{TimelineFilter, repeat_key};
use crate::view::{DecisionLine, Row};

/// Which proposals are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Those by or about a party of the case; all of them while it has no parties.
    Parties,
    /// All of them.
    All,
}

/// What a person changes about a statement; what is not given stays.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// What it does.
    pub kind: Option<Kind>,
    /// How it answers.
    pub answer_form: Option<AnswerForm>,
    /// Whose words they are; an empty name takes the speaker away.
    pub speaker: Option<String>,
    /// The organisation and role of the speaker.
    pub speaker_affiliation: Option<String>,
    /// Who answers for the words.
    pub attribution: Option<Attribution>,
    /// When it was said.
    pub said: Option<When>,
    /// When what it speaks of happened.
    pub happened: Option<When>,
    /// Whom or what it speaks of.
    pub about: Option<String>,
    /// Where it stands in the text.
    pub span: Option<Span>,
    /// The point that it belongs to, by a part of the proposition.
    pub point: Option<String>,
}

impl Library {
    /// Lists the proposals of a case: the newest captures first, each in the order of its text.
    pub fn proposals(&self, case: &Case, queue: Queue) -> Result<Vec<Row>, EngineError> {
        let timeline = self.timeline(case, &TimelineFilter::default())?;
        let names = self.party_names(case.id)?;
        let everything = queue == Queue::All || names.is_empty();
        let is_queued = |row: &Row| everything || concerns(row, &names);
        let proposals = timeline
            .rows
            .into_iter()
            .filter(|row| row.status.is_proposal());
        let mut rows: Vec<Row> = proposals.filter(is_queued).collect();
        rows.sort_by_cached_key(|row| (Reverse(row.captured.value.clone()), row.id.clone()));
        Ok(rows)
    }

    fn party_names(&self, case: CaseId) -> Result<Vec<String>, EngineError> {
        let parties = self.parties(case)?;
        let names = parties
            .into_iter()
            .flat_map(|(_, entity)| std::iter::once(entity.name).chain(entity.aliases));
        Ok(names
            .map(|name| normalised_name(&name))
            .filter(|name| !name.is_empty())
            .collect())
    }

    /// Decides on statements: brings each into the status, with its word-identical repeats.
    pub fn judge(
        &self,
        statements: &[StatementId],
        status: Status,
        by: &str,
    ) -> Result<Vec<DecisionLine>, EngineError> {
        let lines = self.store.write(|tx| {
            let judged = |&id| self.judge_one(tx, id, status, by);
            statements
                .iter()
                .map(judged)
                .collect::<Result<Vec<_>, EngineError>>()
        })?;
        self.sync_index()?;
        Ok(lines)
    }

    fn judge_one(
        &self,
        tx: &WriteTx<'_>,
        id: StatementId,
        status: Status,
        by: &str,
    ) -> Result<DecisionLine, EngineError> {
        let statement = known(tx, id)?;
        let mut repeats = Vec::new();
        for repeat in repeats_of(tx, &statement)? {
            repeats.push(repeat.id);
            self.settle(
                tx,
                &repeat,
                &Statement {
                    status,
                    ..repeat.clone()
                },
                by,
            )?;
        }
        self.settle(
            tx,
            &statement,
            &Statement {
                status,
                ..statement.clone()
            },
            by,
        )?;
        Ok(DecisionLine {
            id,
            status,
            repeats,
        })
    }

    /// Corrects a statement; a correction is a check, and concerns this statement alone.
    pub fn edit(
        &self,
        id: StatementId,
        edit: &Edit,
        by: &str,
    ) -> Result<DecisionLine, EngineError> {
        let status = Status::Checked;
        self.store.write(|tx| {
            let statement = known(tx, id)?;
            let after = Statement {
                status,
                ..edited(tx, &statement, edit)?
            };
            self.settle(tx, &statement, &after, by)
        })?;
        self.sync_index()?;
        Ok(DecisionLine {
            id,
            status,
            repeats: Vec::new(),
        })
    }

    /// Decides that one statement answers another.
    pub fn link(
        &self,
        case: &Case,
        answer: StatementId,
        answered: StatementId,
        by: &str,
    ) -> Result<(), EngineError> {
        let link = joined(case.id, answer, answered)?;
        self.store.write(|tx| {
            known(tx, answer)?;
            known(tx, answered)?;
            tx.answers_mut().link(&link)?;
            self.decide(tx, Act::Link(link), by, None)
        })
    }

    /// Decides that one statement does not answer another.
    pub fn unlink(
        &self,
        case: &Case,
        answer: StatementId,
        answered: StatementId,
        by: &str,
    ) -> Result<(), EngineError> {
        let link = joined(case.id, answer, answered)?;
        self.store.write(|tx| {
            known(tx, answer)?;
            known(tx, answered)?;
            tx.answers_mut().unlink(&link)?;
            self.decide(tx, Act::Unlink(link), by, None)
        })
    }

    /// Returns the case that holds both statements.
    pub fn case_of_both(&self, a: StatementId, b: StatementId) -> Result<Case, EngineError> {
        self.store.read(|tx| {
            let first = tx.case_documents().cases_of(known(tx, a)?.document)?;
            let second = tx.case_documents().cases_of(known(tx, b)?.document)?;
            let shared = first.into_iter().find(|case| second.contains(case));
            let case = shared.map(|id| tx.cases().by_id(id)).transpose()?.flatten();
            case.ok_or_else(|| EngineError::NotFound {
                noun: "case that holds both statements",
                given: format!("{a} {b}"),
            })
        })
    }

    /// Takes back the last decision on a statement or an answer that still stands, by appending its
    /// inverse.
    pub fn undo(&self, by: &str) -> Result<Decision, EngineError> {
        let undone = self.store.write(|tx| {
            let Some(last) = tx.decisions().last_not_undone(None)? else {
                return Err(EngineError::NothingToUndo);
            };
            self.take_back(tx, &last, by)?;
            Ok(last)
        })?;
        self.sync_index()?;
        Ok(undone)
    }

    fn take_back(&self, tx: &WriteTx<'_>, last: &Decision, by: &str) -> Result<(), EngineError> {
        let act = match &last.act {
            Act::Judge(judgement) => {
                let now = known(tx, judgement.statement)?;
                let found = judgement
                    .replaced
                    .clone()
                    .unwrap_or_else(|| now.found.clone());
                let before = Statement {
                    status: judgement.before,
                    found,
                    ..now.clone()
                };
                let act = judgement_of(&now, &before);
                tx.statements_mut().update(&before)?;
                act
            }
            Act::Link(link) => {
                tx.answers_mut().forget(link)?;
                Act::Unlink(*link)
            }
            Act::Unlink(link) => {
                tx.answers_mut().forget(link)?;
                Act::Link(*link)
            }
            Act::Entity(_) | Act::Merge { .. } => return Err(EngineError::NothingToUndo),
        };
        self.decide(tx, act, by, Some(last.id))
    }

    /// Applies a decision on a statement and writes it into the log.
    fn settle(
        &self,
        tx: &WriteTx<'_>,
        before: &Statement,
        after: &Statement,
        by: &str,
    ) -> Result<(), EngineError> {
        tx.statements_mut().update(after)?;
        self.decide(tx, judgement_of(before, after), by, None)
    }

    /// Appends to the log of decisions.
    pub(crate) fn decide(
        &self,
        tx: &WriteTx<'_>,
        act: Act,
        by: &str,
        undoes: Option<DecisionId>,
    ) -> Result<(), EngineError> {
        let id = DecisionId::from(self.world.ids.fresh());
        let at = self.world.clock.now();
        let decision = Decision {
            id,
            at,
            by: by.to_owned(),
            act,
            undoes,
        };
        Ok(tx.decisions_mut().append(&decision)?)
    }
}

/// Returns the statement of that name.
pub(crate) fn known(tx: &store::ReadTx<'_>, id: StatementId) -> Result<Statement, EngineError> {
    let not_found = || EngineError::NotFound {
        noun: "statement",
        given: id.to_string(),
    };
    tx.statements().by_id(id)?.ok_or_else(not_found)
}

/// Returns the other statements with the same words, speaker, kind and status, in the cases that
/// hold this one.
fn repeats_of(tx: &WriteTx<'_>, statement: &Statement) -> Result<Vec<Statement>, EngineError> {
    let key = repeat_key(statement);
    let mut repeats = Vec::new();
    for case in tx.case_documents().cases_of(statement.document)? {
        let of_case = tx.statements().of_case(case)?;
        repeats.extend(of_case.into_iter().filter(|other| {
            other.id != statement.id && other.status == statement.status && repeat_key(other) == key
        }));
    }
    repeats.sort_by_key(|it| it.id);
    repeats.dedup_by_key(|it| it.id);
    Ok(repeats)
}

fn judgement_of(before: &Statement, after: &Statement) -> Act {
    let is_changed = before.found != after.found;
    Act::Judge(Box::new(Judgement {
        statement: after.id,
        document: after.document,
        version: after.version,
        selector: after.selector.clone(),
        before: before.status,
        status: after.status,
        replaced: is_changed.then(|| before.found.clone()),
        result: after.found.clone(),
        point: after.point,
    }))
}

fn edited(tx: &WriteTx<'_>, statement: &Statement, edit: &Edit) -> Result<Statement, EngineError> {
    let mut after = statement.clone();
    let found = &mut after.found;
    found.kind = edit.kind.unwrap_or(found.kind);
    found.answer_form = edit.answer_form.or(found.answer_form);
    found.attribution = edit.attribution.unwrap_or(found.attribution);
    replace_name(&mut found.speaker, edit.speaker.as_ref());
    replace_name(
        &mut found.speaker_affiliation,
        edit.speaker_affiliation.as_ref(),
    );
    replace_name(&mut found.about, edit.about.as_ref());
    if edit.speaker.is_some() {
        found.speaker_span = None;
    }
    if let Some(said) = &edit.said {
        found.said = said.clone();
        found.said_basis = model::Basis::Explicit;
    }
    if let Some(happened) = &edit.happened {
        found.happened = happened.clone();
    }
    if let Some(span) = edit.span {
        respan(tx, &mut after, span)?;
    }
    if let Some(point) = &edit.point {
        after.point = Some(point_called(tx, statement, point)?);
    }
    Ok(after)
}

fn replace_name(name: &mut Option<String>, given: Option<&String>) {
    if let Some(given) = given {
        *name = Some(given.trim().to_owned()).filter(|it| !it.is_empty());
    }
}

/// Moves a statement to another span of its text.
fn respan(tx: &WriteTx<'_>, statement: &mut Statement, span: Span) -> Result<(), EngineError> {
    let version = tx.versions().by_id(statement.version)?;
    let text = version
        .as_ref()
        .map_or("", |version| version.article.text.as_str());
    let text = TextIndex::new(text);
    if span.is_empty() || span.end > text.len() {
        return Err(EngineError::BadSpan {
            statement: statement.id,
            start: span.start,
            end: span.end,
            length: text.len(),
        });
    }
    statement.selector = QuoteSelector::of(&text, span);
    statement.found = FoundStatement {
        span,
        verbatim: text.slice(span).to_owned(),
        content: inside(&statement.found.content, span),
        ..statement.found.clone()
    };
    Ok(())
}

/// Cuts the parts of what was said to a new span; all of it when nothing remains.
fn inside(content: &[Span], span: Span) -> Vec<Span> {
    let cut = |part: &Span| Span::new(part.start.max(span.start), part.end.min(span.end));
    let parts: Vec<Span> = content
        .iter()
        .map(cut)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() { vec![span] } else { parts }
}

fn point_called(
    tx: &WriteTx<'_>,
    statement: &Statement,
    given: &str,
) -> Result<PointId, EngineError> {
    let wanted = given.to_lowercase();
    let mut points = Vec::new();
    for case in tx.case_documents().cases_of(statement.document)? {
        points.extend(tx.points().of(case)?);
    }
    points.retain(|point| {
        point.id.to_string() == given || point.proposition.to_lowercase().contains(&wanted)
    });
    match points.as_slice() {
        [only] => Ok(only.id),
        [] => Err(EngineError::NotFound {
            noun: "point",
            given: given.to_owned(),
        }),
        several => Err(EngineError::Ambiguous {
            noun: "point",
            given: given.to_owned(),
            fits: several
                .iter()
                .map(|point| point.proposition.clone())
                .collect(),
        }),
    }
}

fn joined(case: CaseId, answer: StatementId, answered: StatementId) -> Result<Link, EngineError> {
    if answer == answered {
        return Err(EngineError::Itself {
            given: answer.to_string(),
        });
    }
    Ok(Link {
        case,
        answer,
        answered,
    })
}

/// Tells whether a row is by or about one of the names.
fn concerns(row: &Row, names: &[String]) -> bool {
    let fields = [&row.speaker, &row.speaker_affiliation, &row.about];
    let given: Vec<String> = fields
        .into_iter()
        .flatten()
        .map(|it| normalised_name(it))
        .collect();
    names
        .iter()
        .any(|name| given.iter().any(|it| it.contains(name)))
        || names
            .iter()
            .any(|name| normalised_name(&row.text).contains(name))
}
