//! Corrections: a person changes what the machine read, and so checks it.

use model::{
    AnswerForm, Attribution, Basis, FoundStatement, Kind, PointId, QuoteSelector, Span, Statement,
    Status, TextIndex, When,
};
use store::{ReadTx, WriteTx};

use super::Seen;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::DecisionLine;

/// What a person changes about a statement; what is not given stays.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// What it does. Forms that do not belong to the new kind go.
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
    /// Where it stands in the text: the first code point and one past the last.
    pub span: Option<(u32, u32)>,
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
        })
    }
}

fn edited(tx: &WriteTx<'_>, statement: &Statement, edit: &Edit) -> Result<Statement, EngineError> {
    let mut after = statement.clone();
    let found = &mut after.found;
    if let Some(kind) = edit.kind {
        change_kind(found, kind);
    }
    if let Some(form) = edit.answer_form {
        found.answer_form = Some(fitting(form, found.kind)?);
    }
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
        found.said_basis = Basis::Reporter;
    }
    if let Some(happened) = &edit.happened {
        found.happened = happened.clone();
    }
    if let Some((start, end)) = edit.span {
        respan(tx, &mut after, start, end)?;
    }
    if let Some(point) = &edit.point {
        after.point = Some(point_called(tx, statement, point)?);
    }
    Ok(after)
}

/// Gives a statement another kind and takes the forms away that belong to another one.
fn change_kind(found: &mut FoundStatement, kind: Kind) {
    found.kind = kind;
    found.answer_form = found.answer_form.filter(|form| form.belongs_to(kind));
    if kind != Kind::Retraction {
        found.correction_form = None;
    }
    if kind != Kind::Ruling {
        found.ruling = None;
    }
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
        *name = Some(given.trim().to_owned()).filter(|it| !it.is_empty());
    }
}

/// Moves a statement to another span of its text.
fn respan(
    tx: &ReadTx<'_>,
    statement: &mut Statement,
    start: u32,
    end: u32,
) -> Result<(), EngineError> {
    let version = tx.versions().by_id(statement.version)?;
    let text = version
        .as_ref()
        .map_or("", |version| version.article.text.as_str());
    let text = TextIndex::new(text);
    if start >= end || end > text.len() {
        return Err(EngineError::BadSpan {
            statement: statement.id,
            start,
            end,
            length: text.len(),
        });
    }
    let span = Span::new(start, end);
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
