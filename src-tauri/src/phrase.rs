//! What a decision was, in the words of a message.

use engine::model::{Act, Decision, FoundStatement, Judgement, Status};

/// Returns what a decision said, as the end of a sentence: “taken back: …”.
pub(crate) fn decision(decision: &Decision) -> String {
    match &decision.act {
        Act::Judge(judgement) => judged(judgement),
        Act::Link(_) => "that one statement answers another".to_owned(),
        Act::Unlink(_) => "that one statement does not answer another".to_owned(),
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
        Status::Unread => "put back among the proposals",
        Status::Checked | Status::SecondCheck => "read right",
        Status::Cleared => "cleared for publication",
        Status::Rejected => "rejected",
    };
    format!("{what}: {said}")
}

fn said_by(found: &FoundStatement) -> String {
    let kind = found.kind.as_str().replace('_', " ");
    match &found.speaker {
        Some(speaker) => format!("{kind} by {speaker}"),
        None => format!("{kind} without a named speaker"),
    }
}
