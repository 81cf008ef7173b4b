//! Proposals, and what a person decides on them.

use engine::model::{AnswerForm, Attribution, Kind, StatementId, Status, VersionId, When};
use engine::view::{DecisionLine, ProposalView};
use engine::{Edit, Queue, Seen};
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

/// Corrects a statement.
#[tauri::command]
pub(crate) async fn edit(
    desk: Here<'_>,
    id: StatementId,
    version: Option<VersionId>,
    edit: EditSent,
) -> Answer<DecisionLine> {
    let by = desk.reporter();
    let seen = Seen { id, version };
    let edit = Edit::try_from(edit)?;
    ask(desk, move |library| Ok(library.edit(seen, &edit, &by)?)).await
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
        Ok(Self {
            kind: sent.kind,
            answer_form: sent.answer_form,
            speaker: sent.speaker,
            speaker_affiliation: sent.speaker_affiliation,
            attribution: sent.attribution,
            said: corrected(sent.said.as_deref())?,
            happened: corrected(sent.happened.as_deref())?,
            about: sent.about,
            span: sent.span,
            point: None,
        })
    }
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
