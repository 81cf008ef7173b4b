//! Corrections: a person changes what the machine read, and so checks it.

use model::{
    Access, Anonymity, AnswerForm, Attribution, Basis, CorrectionForm, FoundStatement, Kind,
    PointId, Ruling, Statement, Status, When,
};
use store::{ReadTx, WriteTx};

use super::Seen;
use super::place::{rephrase, respan};
use crate::error::EngineError;
use crate::library::Library;
use crate::view::DecisionLine;

/// What a person changes about a statement; what is not given stays. Where a value itself may be
/// missing, a second layer says so: `Some(None)` takes it away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// What it does. Forms that do not belong to the new kind go.
    pub kind: Option<Kind>,
    /// How it answers.
    pub answer_form: Option<Option<AnswerForm>>,
    /// How it takes something back.
    pub correction_form: Option<Option<CorrectionForm>>,
    /// Court, question and stage of a ruling.
    pub ruling: Option<Ruling>,
    /// Whose words they are; an empty name takes the speaker away.
    pub speaker: Option<String>,
    /// The organisation and role of the speaker.
    pub speaker_affiliation: Option<String>,
    /// Who answers for the words. What belongs to another attribution goes.
    pub attribution: Option<Attribution>,
    /// How many sources there are, why they are not named and how they know.
    pub anonymity: Option<Anonymity>,
    /// Whether the document that speaks can be read.
    pub access: Option<Option<Access>>,
    /// The chain between speaker and text, nearest to the text first.
    pub cited_via: Option<Vec<String>>,
    /// When it was said.
    pub said: Option<When>,
    /// When what it speaks of happened.
    pub happened: Option<When>,
    /// Whom or what it speaks of.
    pub about: Option<String>,
    /// Where it stands in the text: the first code point and one past the last.
    pub span: Option<(u32, u32)>,
    /// Which of its words were said, in parts.
    pub content: Option<Vec<(u32, u32)>>,
    /// The point that it belongs to, by a part of the proposition.
    pub point: Option<String>,
}

impl Library {
    /// Corrects a statement; a correction is a check, and concerns this statement alone.
    pub fn edit(
        &self,
        statement: impl Into<Seen>,
        edit: &Edit,
        by: &str,
    ) -> Result<DecisionLine, EngineError> {
        let status = Status::Checked;
        let seen = statement.into();
        let hand = self.hand(by);
        self.store.write(|tx| {
            let statement = seen.statement(tx)?;
            let after = Statement {
                status,
                ..edited(tx, &statement, edit)?
            };
            self.settle(tx, &hand, &statement, &after)
        })?;
        self.follow_index();
        Ok(DecisionLine {
            id: seen.id,
            status,
            repeats: Vec::new(),
            learned: Vec::new(),
        })
    }
}

/// Returns a statement as a person corrected it.
pub(super) fn edited(
    tx: &WriteTx<'_>,
    statement: &Statement,
    edit: &Edit,
) -> Result<Statement, EngineError> {
    let mut after = statement.clone();
    if let Some((start, end)) = edit.span {
        respan(tx, &mut after, start, end)?;
    }
    if let Some(content) = &edit.content {
        rephrase(&mut after, content)?;
    }
    let found = &mut after.found;
    change_kind(found, edit)?;
    change_source(found, edit)?;
    change_names(found, edit);
    if let Some(said) = &edit.said {
        found.said = said.clone();
        found.said_basis = Basis::Reporter;
    }
    if let Some(happened) = &edit.happened {
        found.happened = happened.clone();
    }
    if let Some(point) = &edit.point {
        after.point = Some(point_called(tx, statement, point)?);
    }
    Ok(after)
}

/// Gives a statement its kind and forms; forms that belong to another kind go.
fn change_kind(found: &mut FoundStatement, edit: &Edit) -> Result<(), EngineError> {
    let kind = edit.kind.unwrap_or(found.kind);
    found.kind = kind;
    found.answer_form = match edit.answer_form {
        Some(form) => form.map(|form| fitting(form, kind)).transpose()?,
        None => found.answer_form.filter(|form| form.belongs_to(kind)),
    };
    let correction = edit.correction_form.unwrap_or(found.correction_form);
    found.correction_form = correction.filter(|_| kind == Kind::Retraction);
    refuse_of_other(
        edit.correction_form.flatten().is_some() && kind != Kind::Retraction,
        "correction form",
        kind.as_str(),
        "none: only a retraction has one",
    )?;
    if let Some(ruling) = &edit.ruling {
        let undone = found.ruling.take().and_then(|it| it.superseded_by);
        let given = Some(trimmed_ruling(ruling)).filter(|it| *it != Ruling::default());
        found.ruling = given.map(|it| Ruling {
            superseded_by: it.superseded_by.or(undone),
            ..it
        });
        let is_foreign = found.ruling.is_some() && kind != Kind::Ruling;
        refuse_of_other(
            is_foreign,
            "facts of a ruling",
            kind.as_str(),
            "none: only a ruling has them",
        )?;
    }
    found.ruling = found.ruling.take().filter(|_| kind == Kind::Ruling);
    Ok(())
}

/// Says who answers for the words; what belongs to another attribution goes.
fn change_source(found: &mut FoundStatement, edit: &Edit) -> Result<(), EngineError> {
    let attribution = edit.attribution.unwrap_or(found.attribution);
    found.attribution = attribution;
    if let Some(anonymity) = &edit.anonymity {
        found.anonymity =
            Some(trimmed_anonymity(anonymity)).filter(|it| *it != Anonymity::default());
        refuse_of_other(
            found.anonymity.is_some() && attribution != Attribution::Anonymous,
            "count, reason or basis of sources",
            attribution.as_str(),
            "none: only anonymous sources have them",
        )?;
    }
    found.access = edit.access.unwrap_or(found.access);
    refuse_of_other(
        edit.access.flatten().is_some() && attribution != Attribution::Document,
        "access",
        attribution.as_str(),
        "none: only a document has it",
    )?;
    let is = |one: Attribution| attribution == one;
    found.anonymity = found
        .anonymity
        .take()
        .filter(|_| is(Attribution::Anonymous));
    found.access = found.access.filter(|_| is(Attribution::Document));
    Ok(())
}

fn change_names(found: &mut FoundStatement, edit: &Edit) {
    let affiliation = edit.speaker_affiliation.as_ref();
    replace_name(&mut found.speaker, edit.speaker.as_ref());
    replace_name(&mut found.speaker_affiliation, affiliation);
    replace_name(&mut found.about, edit.about.as_ref());
    if edit.speaker.is_some() {
        found.speaker_span = None;
    }
    if let Some(chain) = &edit.cited_via {
        let links = chain.iter().filter_map(|it| filled(it));
        found.cited_via = links.collect();
    }
}

fn refuse_of_other(
    is_foreign: bool,
    noun: &'static str,
    given: &str,
    expected: &str,
) -> Result<(), EngineError> {
    if !is_foreign {
        return Ok(());
    }
    Err(EngineError::BadValue {
        noun,
        given: given.replace('_', " "),
        expected: expected.to_owned(),
    })
}

fn trimmed_ruling(given: &Ruling) -> Ruling {
    let text = |it: &Option<String>| it.as_deref().and_then(filled);
    Ruling {
        court: text(&given.court),
        question: text(&given.question),
        stage: given.stage,
        superseded_by: text(&given.superseded_by),
    }
}

fn trimmed_anonymity(given: &Anonymity) -> Anonymity {
    let text = |it: &Option<String>| it.as_deref().and_then(filled);
    Anonymity {
        count: given.count.filter(|it| *it > 0),
        reason: text(&given.reason),
        basis: text(&given.basis),
    }
}

/// Returns what was typed without the white space round it, if that is anything.
pub(super) fn filled(given: &str) -> Option<String> {
    Some(given.trim().to_owned()).filter(|it| !it.is_empty())
}

fn fitting(form: AnswerForm, kind: Kind) -> Result<AnswerForm, EngineError> {
    if form.belongs_to(kind) {
        return Ok(form);
    }
    let forms = AnswerForm::ALL.iter().filter(|it| it.belongs_to(kind));
    let forms: Vec<&str> = forms.map(|it| it.as_str()).collect();
    Err(EngineError::BadValue {
        noun: "answer form of this kind of statement",
        given: form.to_string(),
        expected: if forms.is_empty() {
            format!("no answer form: the statement is of the kind {kind}")
        } else {
            format!("one of {}", forms.join(", "))
        },
    })
}

fn replace_name(name: &mut Option<String>, given: Option<&String>) {
    if let Some(given) = given {
        *name = filled(given);
    }
}

fn point_called(
    tx: &ReadTx<'_>,
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
