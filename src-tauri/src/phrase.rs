//! What a decision was, in the words of a message.

use engine::model::{Act, Decision, FoundStatement, Judgement, Kind, Status};

/// Returns what a decision said, as the end of a sentence: “taken back: …”.
pub(crate) fn decision(decision: &Decision) -> String {
    match &decision.act {
        Act::Judge(judgement) => judged(judgement),
        Act::Link(_) => "the link between a statement and its answer".to_owned(),
        Act::Unlink(_) => "the unlinking of a statement from its answer".to_owned(),
        Act::Entity(change) => {
            let name = &change.entity.name;
            match &change.replaced {
                Some(_) => format!("the change of “{name}”"),
                None => format!("the naming of “{name}”"),
            }
        }
        Act::Merge { .. } => "that two names mean the same".to_owned(),
    }
}

fn judged(judgement: &Judgement) -> String {
    let said = said_by(&judgement.result);
    if judgement.replaced.is_some() {
        return format!("the correction of {said}");
    }
    let what = match judgement.status {
        Status::Unread => "the return among the proposals",
        Status::Checked | Status::SecondCheck => "the check",
        Status::Cleared => "the clearance",
        Status::Rejected => "the rejection",
    };
    format!("{what} of {said}")
}

fn said_by(found: &FoundStatement) -> String {
    let article = match found.kind {
        Kind::Allegation | Kind::Announcement => "an ",
        Kind::NoComment => "",
        _ => "a ",
    };
    let kind = found.kind.as_str().replace('_', " ");
    match &found.speaker {
        Some(speaker) => format!("{article}{kind} by {speaker}"),
        None => format!("{article}{kind} without a named speaker"),
    }
}
