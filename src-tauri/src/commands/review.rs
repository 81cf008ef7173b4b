//! Proposals, and what a person decides on them.

use std::str::FromStr;

use engine::model::{
    Anonymity, Attribution, DocumentId, Kind, Ruling, StatementId, Status, VersionId, When,
};
use engine::view::{DecisionLine, LessonView, ProposalView, ShapeLine};
use engine::{Edit, Lesson, NewStatement, Queue, Seen, phrase};
use serde::Deserialize;

use super::{Here, ask, ask_case, date, word};
use crate::error::{Answer, Failure};

/// Which proposals are asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum QueueSent {
    /// By or about a party of the case.
    Parties,
    /// Every one.
    All,
}

/// What is changed about a statement, as the window sends it; an empty word takes a value away.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditSent {
    kind: Option<Kind>,
    answer_form: Option<String>,
    correction_form: Option<String>,
    ruling: Option<Ruling>,
    speaker: Option<String>,
    speaker_affiliation: Option<String>,
    attribution: Option<Attribution>,
    anonymity: Option<Anonymity>,
    access: Option<String>,
    cited_via: Option<Vec<String>>,
    said: Option<String>,
    happened: Option<String>,
    about: Option<String>,
    span: Option<(u32, u32)>,
    content: Option<Vec<(u32, u32)>>,
}

/// Words that a person selected as a statement, as the window sends them.
#[derive(Debug, Deserialize)]
pub(crate) struct NewStatementSent {
    document: DocumentId,
    version: Option<VersionId>,
    start: u32,
    end: u32,
    kind: Kind,
    edit: EditSent,
}

/// Lists the proposals of a case.
#[tauri::command]
pub(crate) async fn proposals(
    desk: Here<'_>,
    case: String,
    queue: QueueSent,
) -> Answer<Vec<ProposalView>> {
    ask_case(desk, case, move |library, case| {
        Ok(library.proposal_views(case, queue.into())?)
    })
    .await
}

/// The words were read right.
#[tauri::command]
pub(crate) async fn accept(
    desk: Here<'_>,
    id: StatementId,
    version: Option<VersionId>,
) -> Answer<DecisionLine> {
    let by = desk.reporter();
    let seen = Seen { id, version };
    ask(desk, move |library| {
        only(id, library.accept(&[seen], Status::Checked, &by)?)
    })
    .await
}

/// The words were read wrong.
#[tauri::command]
pub(crate) async fn reject(
    desk: Here<'_>,
    id: StatementId,
    version: Option<VersionId>,
) -> Answer<DecisionLine> {
    let by = desk.reporter();
    let seen = Seen { id, version };
    ask(desk, move |library| only(id, library.reject(&[seen], &by)?)).await
}

/// Corrects a statement; where a case is given to learn in, the words by which the speaker was read
/// mean the new speaker there.
#[tauri::command]
pub(crate) async fn edit(
    desk: Here<'_>,
    id: StatementId,
    version: Option<VersionId>,
    edit: EditSent,
    learn: Option<String>,
) -> Answer<DecisionLine> {
    let by = desk.reporter();
    let seen = Seen { id, version };
    let edit = Edit::try_from(edit)?;
    ask(desk, move |library| {
        Ok(match learn {
            Some(case) => {
                let case = library.case(&case)?.id;
                library.edit_and_learn(seen, &edit, Lesson { case }, &by)?
            }
            None => library.edit(seen, &edit, &by)?,
        })
    })
    .await
}

/// Says what could be learned if the speaker of a statement were corrected.
#[tauri::command]
pub(crate) async fn lesson(
    desk: Here<'_>,
    case: String,
    id: StatementId,
    speaker: String,
) -> Answer<Option<LessonView>> {
    ask_case(desk, case, move |library, case| {
        Ok(library.lesson(case, id, &speaker)?)
    })
    .await
}

/// Makes two statements of one.
#[tauri::command]
pub(crate) async fn split(
    desk: Here<'_>,
    id: StatementId,
    version: Option<VersionId>,
    at: u32,
) -> Answer<ShapeLine> {
    let by = desk.reporter();
    let seen = Seen { id, version };
    ask(desk, move |library| Ok(library.split(seen, at, &by)?)).await
}

/// Makes one statement of two that stand side by side.
#[tauri::command]
pub(crate) async fn join(
    desk: Here<'_>,
    id: StatementId,
    other: StatementId,
    version: Option<VersionId>,
) -> Answer<ShapeLine> {
    let by = desk.reporter();
    let seen = move |id| Seen { id, version };
    ask(desk, move |library| {
        Ok(library.join_statements(seen(id), seen(other), &by)?)
    })
    .await
}

/// Adds a statement that the machine did not find, by its words in a document of a case.
#[tauri::command]
pub(crate) async fn add_statement(
    desk: Here<'_>,
    case: String,
    statement: NewStatementSent,
) -> Answer<ShapeLine> {
    let by = desk.reporter();
    let new = NewStatement::try_from(statement)?;
    ask_case(desk, case, move |library, case| {
        library.document_view(case, new.document, new.version)?;
        Ok(library.add_statement(&new, &by)?)
    })
    .await
}

/// One statement answers another.
#[tauri::command]
pub(crate) async fn link(desk: Here<'_>, answer: StatementId, answered: StatementId) -> Answer<()> {
    let by = desk.reporter();
    ask(
        desk,
        move |library| Ok(library.link(answer, answered, &by)?),
    )
    .await
}

/// One statement does not answer another.
#[tauri::command]
pub(crate) async fn unlink(
    desk: Here<'_>,
    answer: StatementId,
    answered: StatementId,
) -> Answer<()> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(library.unlink(answer, answered, &by)?)
    })
    .await
}

/// Takes back the reporter's last decision and says which it was, and in which case, where that is not
/// the open one.
#[tauri::command]
pub(crate) async fn undo(desk: Here<'_>, case: Option<String>) -> Answer<String> {
    let by = desk.reporter();
    ask(desk, move |library| {
        let open = case.map(|given| library.case(&given)).transpose()?;
        let undone = library.undo(&by)?;
        let what = phrase::decision(&undone);
        let other = open.map(|open| library.other_case(&undone, open.id));
        Ok(match other.transpose()?.flatten() {
            Some(other) => format!("{what}, in the case “{other}”"),
            None => what,
        })
    })
    .await
}

/// Returns the decision on the one statement that was named.
fn only(id: StatementId, lines: Vec<DecisionLine>) -> Answer<DecisionLine> {
    let given = id.to_string();
    let line = lines.into_iter().find(|line| line.id == id);
    line.ok_or_else(|| Failure::bad_value("statement", &given, "the id of a statement"))
}

/// Reads the date that a person gave in a correction: empty when it is not known.
fn corrected(given: Option<&str>) -> Answer<Option<When>> {
    match given.map(str::trim) {
        Some("") => Ok(Some(When::Unknown)),
        given => date(given),
    }
}

impl From<QueueSent> for Queue {
    fn from(sent: QueueSent) -> Self {
        match sent {
            QueueSent::Parties => Self::Parties,
            QueueSent::All => Self::All,
        }
    }
}

impl TryFrom<EditSent> for Edit {
    type Error = Failure;

    fn try_from(sent: EditSent) -> Result<Self, Failure> {
        let (answer_form, correction_form) = (sent.answer_form, sent.correction_form);
        let access = sent.access;
        Ok(Self {
            kind: sent.kind,
            answer_form: answer_form
                .map(|it| maybe("answer form", &it))
                .transpose()?,
            correction_form: correction_form
                .map(|it| maybe("correction form", &it))
                .transpose()?,
            ruling: sent.ruling,
            speaker: sent.speaker,
            speaker_affiliation: sent.speaker_affiliation,
            attribution: sent.attribution,
            anonymity: sent.anonymity,
            access: access.map(|it| maybe("access", &it)).transpose()?,
            cited_via: sent.cited_via,
            said: corrected(sent.said.as_deref())?,
            happened: corrected(sent.happened.as_deref())?,
            about: sent.about,
            span: sent.span,
            content: sent.content,
            point: None,
        })
    }
}

impl TryFrom<NewStatementSent> for NewStatement {
    type Error = Failure;

    fn try_from(sent: NewStatementSent) -> Result<Self, Failure> {
        Ok(Self {
            document: sent.document,
            version: sent.version,
            start: sent.start,
            end: sent.end,
            kind: sent.kind,
            edit: Edit::try_from(sent.edit)?,
        })
    }
}

/// Reads a word that is empty where there is to be none.
fn maybe<T: FromStr>(noun: &'static str, given: &str) -> Answer<Option<T>> {
    let given = Some(given).filter(|it| !it.is_empty());
    let expected = "one of the words of the form";
    given.map(|it| word(noun, it, expected)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_was_emptied_is_not_known_and_one_that_was_not_sent_stays() {
        assert_eq!(corrected(None), Ok(None));
        assert_eq!(corrected(Some(" ")), Ok(Some(When::Unknown)));
        assert_eq!(
            corrected(Some("2025-03")).unwrap().unwrap().to_string(),
            "2025-03"
        );
        assert_eq!(corrected(Some("soon")).unwrap_err().code, "bad_value");
    }
}
