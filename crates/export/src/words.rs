//! Kinds, forms and statuses as a reader sees them.

use chrono::Utc;
use model::{
    Access, Anonymity, AnswerForm, Attribution, CorrectionForm, Kind, Provenance, Ruling, Stage,
    Status,
};

use crate::date_words::day_in_words;
use crate::row::{Decided, Row, RowStatus};

/// Returns the sign of a kind; the word always stands beside it.
pub(crate) fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Allegation => "▲",
        Kind::Claim => "●",
        Kind::Denial => "◆",
        Kind::NoComment => "◇",
        Kind::Confirmation => "◐",
        Kind::Filing | Kind::Ruling => "■",
        Kind::Announcement => "▬",
        Kind::Retraction => "↶",
    }
}

/// Returns the lane of a kind: `says`, `answers` or `acts`.
pub(crate) fn lane(kind: Kind) -> &'static str {
    match kind {
        Kind::Allegation | Kind::Claim => "says",
        Kind::Denial | Kind::NoComment | Kind::Confirmation | Kind::Retraction => "answers",
        Kind::Filing | Kind::Ruling | Kind::Announcement => "acts",
    }
}

pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NoComment => "no comment",
        other => other.as_str(),
    }
}

/// Returns the page of its document that the words begin on.
pub(crate) fn page(row: &Row) -> Option<String> {
    let page = row.document.as_ref()?.page?;
    Some(format!("p. {page}"))
}

/// Returns how a statement answers, takes back or decides, in words.
pub(crate) fn form(row: &Row) -> Option<String> {
    let answers = row.answer_form.map(|form| answer(form).to_owned());
    let corrects = row.correction_form.map(|form| correction(form).to_owned());
    answers.or(corrects).or_else(|| ruling(row))
}

fn answer(form: AnswerForm) -> &'static str {
    match form {
        AnswerForm::Denies => "denies",
        AnswerForm::DeniesInPart => "denies in part",
        AnswerForm::Defends => "defends",
        AnswerForm::CounterAccuses => "counter-accuses",
        AnswerForm::DoesNotAddress => "does not address it",
        AnswerForm::Declined => "declined to comment",
        AnswerForm::NoResponse => "no response by publication",
        AnswerForm::Unreachable => "could not be reached",
    }
}

fn correction(form: CorrectionForm) -> &'static str {
    match form {
        CorrectionForm::Correction => "correction",
        CorrectionForm::Clarification => "clarification",
        CorrectionForm::StoryWithdrawn => "story withdrawn",
        CorrectionForm::ClaimWithdrawn => "claim withdrawn",
        CorrectionForm::Dismissed => "dismissed",
    }
}

fn ruling(row: &Row) -> Option<String> {
    let ruling: &Ruling = row.ruling.as_ref()?;
    // A court that speaks for itself has been named already.
    let court = ruling
        .court
        .clone()
        .filter(|court| row.speaker.as_ref() != Some(court));
    let stage = ruling.stage.map(|stage| match stage {
        Stage::Interim => "interim",
        Stage::Judgment => "judgment",
        Stage::Appealed => "under appeal",
    });
    let parts = [
        stage.map(str::to_owned),
        court,
        ruling
            .question
            .as_ref()
            .map(|question| format!("on {question}")),
        ruling.superseded_by.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Returns the speaker, or what there is in the place of a name.
pub(crate) fn speaker(row: &Row) -> &str {
    if let Some(name) = &row.speaker {
        return name;
    }
    let outlet = row.document.as_ref().and_then(|it| it.outlet.as_deref());
    match row.attribution {
        Some(Attribution::Anonymous) => match row.anonymity.as_ref().and_then(|it| it.count) {
            Some(1) => "unnamed source",
            _ => "unnamed sources",
        },
        Some(Attribution::Document) => "document",
        Some(Attribution::Outlet) => outlet.unwrap_or("the outlet"),
        Some(Attribution::Named) | None => "speaker not named",
    }
}

/// Returns the speaker as it stands behind the word "Speaker".
pub(crate) fn speaker_fact(row: &Row) -> &str {
    match (&row.speaker, row.attribution) {
        (None, Some(Attribution::Named) | None) => "not named",
        _ => speaker(row),
    }
}

/// Returns who answers for the words; nothing where it should be somebody by name and there is none.
pub(crate) fn attribution(row: &Row) -> Option<String> {
    Some(match row.attribution? {
        Attribution::Named => {
            row.speaker.as_ref()?;
            "named".to_owned()
        }
        Attribution::Outlet => "in the outlet's own voice".to_owned(),
        Attribution::Anonymous => anonymous(row.anonymity.as_ref()),
        Attribution::Document => match row.access {
            Some(Access::Public) => "public document".to_owned(),
            Some(Access::SeenByOutlet) => "document, seen by the outlet".to_owned(),
            Some(Access::Unknown) | None => "document, access not known".to_owned(),
        },
    })
}

fn anonymous(known: Option<&Anonymity>) -> String {
    let count = match known.and_then(|it| it.count) {
        Some(1) => "anonymous, 1 source".to_owned(),
        Some(count) => format!("anonymous, {count} sources"),
        None => "anonymous, number of sources not given".to_owned(),
    };
    let reason = known.and_then(|it| it.reason.as_ref());
    let basis = known.and_then(|it| it.basis.as_ref());
    let parts = [
        Some(count),
        reason.map(|reason| format!("reason given: {reason}")),
        basis.map(|basis| format!("how they know: {basis}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Returns how the bytes came in; nothing where there are none.
pub(crate) fn provenance(row: &Row) -> Option<&'static str> {
    Some(match row.capture.as_ref()?.provenance {
        Provenance::Fetched => "fetched by this program",
        Provenance::Imported => "imported from a file made elsewhere",
        Provenance::Supplied if has_address(row) => {
            "supplied by the reporter, address typed by hand"
        }
        Provenance::Supplied => "supplied by the reporter, no address given",
        Provenance::Bundled => "shipped with the program",
        Provenance::WebArchive => "fetched by this program from a web archive",
    })
}

/// Tells whether the document of a row is known by an address and not by its digest.
pub(crate) fn has_address(row: &Row) -> bool {
    let document = row.document.as_ref();
    document.is_some_and(|document| !document.url.starts_with("urn:"))
}

/// Returns how far the reading has been checked, by whom and when.
pub(crate) fn status(row: &Row) -> String {
    let status = match row.status {
        RowStatus::Lead => return "LEAD: not captured".to_owned(),
        RowStatus::Reading(status) => status,
    };
    let by = row.decided.as_ref().map(signed).unwrap_or_default();
    match status {
        Status::Unread => "PROPOSAL, not checked by a person".to_owned(),
        Status::Checked => format!("reading checked{by}"),
        Status::SecondCheck => format!("reading checked by two persons, last{by}"),
        Status::Cleared => format!("cleared for publication{by}"),
        Status::Rejected => format!("REJECTED as read wrong{by}"),
    }
}

fn signed(decided: &Decided) -> String {
    let day = decided.at.with_timezone(&Utc).date_naive();
    format!(" by {}, {}", decided.by, day_in_words(day))
}
