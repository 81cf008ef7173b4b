//! Proposals, and what a person decides on them.

use engine::model::{AnswerForm, Attribution, Kind, StatementId, Status};
use engine::view::{DecisionLine, ProposalView};
use engine::{Edit, Queue};
use serde::Deserialize;

use super::{Here, ask, ask_case, date};
use crate::error::{Answer, Failure};
use crate::phrase;

/// Which proposals are asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum QueueSent {
    /// By or about a party of the case.
    Parties,
    /// Every one.
    All,
}

/// What is changed about a statement, as the window sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct EditSent {
    kind: Option<Kind>,
    answer_form: Option<AnswerForm>,
    speaker: Option<String>,
    speaker_affiliation: Option<String>,
    attribution: Option<Attribution>,
    said: Option<String>,
    happened: Option<String>,
    about: Option<String>,
    span: Option<(u32, u32)>,
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
pub(crate) async fn accept(desk: Here<'_>, id: StatementId) -> Answer<DecisionLine> {
    let by = desk.reporter();
    ask(desk, move |library| {
        only(id, library.accept(&[id], Status::Checked, &by)?)
    })
    .await
}

/// The words were read wrong.
#[tauri::command]
pub(crate) async fn reject(desk: Here<'_>, id: StatementId) -> Answer<DecisionLine> {
    let by = desk.reporter();
    ask(desk, move |library| only(id, library.reject(&[id], &by)?)).await
}

/// Corrects a statement.
#[tauri::command]
pub(crate) async fn edit(desk: Here<'_>, id: StatementId, edit: EditSent) -> Answer<DecisionLine> {
    let by = desk.reporter();
    let edit = Edit::try_from(edit)?;
    ask(desk, move |library| Ok(library.edit(id, &edit, &by)?)).await
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

/// Takes back the reporter's last decision and says which it was.
#[tauri::command]
pub(crate) async fn undo(desk: Here<'_>) -> Answer<String> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(phrase::decision(&library.undo(&by)?))
    })
    .await
}

/// Returns the decision on the one statement that was named.
fn only(id: StatementId, lines: Vec<DecisionLine>) -> Answer<DecisionLine> {
    let given = id.to_string();
    let line = lines.into_iter().find(|line| line.id == id);
    line.ok_or_else(|| Failure::bad_value("statement", &given, "the id of a statement"))
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
        Ok(Self {
            kind: sent.kind,
            answer_form: sent.answer_form,
            speaker: sent.speaker,
            speaker_affiliation: sent.speaker_affiliation,
            attribution: sent.attribution,
            said: date(sent.said.as_deref())?,
            happened: date(sent.happened.as_deref())?,
            about: sent.about,
            span: sent.span,
            point: None,
        })
    }
}
