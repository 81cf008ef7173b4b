//! What a decision was, in words: for the message that takes it back, and for what was decided on a
//! statement.

use model::{
    Access, Act, AnswerForm, CorrectionForm, Decision, EntityChange, FoundStatement, Judgement,
    Kind, Stage, Status,
};

/// Returns what was decided, with whom it was about, as the end of a sentence: "taken back: …".
pub fn decision(decision: &Decision) -> String {
    match &decision.act {
        Act::Link(_) => "the link between a statement and its answer".to_owned(),
        Act::Unlink(_) => "the unlinking of a statement from its answer".to_owned(),
        Act::Entity(change) => changed_entity(change),
        Act::Merge { before, .. } => match before {
            Some(it) => format!("that “{}” is “{}”", it.from.name, it.into.name),
            None => "that two names mean the same".to_owned(),
        },
        Act::Learn(learned) => format!("what “{}” means in this case", learned.name.words),
        Act::Judge(it) | Act::Split(it) | Act::Join(it) | Act::Add(it) => {
            format!("{}: {}", deed(&decision.act, it), said_by(&it.result))
        }
    }
}

/// Returns what a decision on the reading of a statement did to it.
pub(crate) fn deed(act: &Act, judgement: &Judgement) -> String {
    match act {
        Act::Split(_) => "split in two".to_owned(),
        Act::Join(_) if judgement.status == Status::Rejected => {
            "made part of the statement beside it".to_owned()
        }
        Act::Join(_) => "joined with the statement beside it".to_owned(),
        Act::Add(_) if judgement.replaced.is_some() => {
            "made of the second part of a statement that was split".to_owned()
        }
        Act::Add(_) => "added by selecting its words".to_owned(),
        _ => judged(judgement),
    }
}

fn judged(judgement: &Judgement) -> String {
    let changes = changes(judgement);
    if !changes.is_empty() {
        return format!("changed: {}", changes.join("; "));
    }
    let what = match judgement.status {
        Status::Unread => "put back among the proposals",
        Status::Checked => "read right",
        Status::SecondCheck => "read right, by a second person",
        Status::Cleared => "cleared for publication",
        Status::Rejected => "rejected",
    };
    what.to_owned()
}

fn changed_entity(change: &EntityChange) -> String {
    let name = &change.entity.name;
    match &change.replaced {
        Some(_) => format!("the change of “{name}”"),
        None => format!("the naming of “{name}”"),
    }
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

/// A field of a statement: its name, and how it is shown.
type Shown<'a> = (&'a str, &'a dyn Fn(&FoundStatement) -> Option<String>);

/// Returns what a person changed about a statement, field by field.
pub(crate) fn changes(judgement: &Judgement) -> Vec<String> {
    let mut changes = match &judgement.replaced {
        Some(before) => changed_fields(before, &judgement.result),
        None => Vec::new(),
    };
    if judgement.before_point != judgement.point {
        changes.push("the point that it belongs to".to_owned());
    }
    changes
}

fn changed_fields(before: &FoundStatement, after: &FoundStatement) -> Vec<String> {
    let word = |word: Option<&str>| word.map(|it| it.replace('_', " "));
    let name = |name: &Option<String>| name.as_ref().map(|it| format!("“{it}”"));
    let fields: [Shown<'_>; 18] = [
        ("kind", &|it| word(Some(it.kind.as_str()))),
        ("answer form", &|it| {
            word(it.answer_form.map(AnswerForm::as_str))
        }),
        ("correction form", &|it| {
            word(it.correction_form.map(CorrectionForm::as_str))
        }),
        ("speaker", &|it| name(&it.speaker)),
        ("affiliation", &|it| name(&it.speaker_affiliation)),
        ("attribution", &|it| word(Some(it.attribution.as_str()))),
        ("number of sources", &|it| {
            it.anonymity.as_ref()?.count.map(|it| it.to_string())
        }),
        ("why they are not named", &|it| {
            name(&it.anonymity.as_ref()?.reason)
        }),
        ("how they know", &|it| name(&it.anonymity.as_ref()?.basis)),
        ("access", &|it| word(it.access.map(Access::as_str))),
        ("chain", &|it| {
            let chain = it.cited_via.join(", ");
            name(&Some(chain).filter(|it| !it.is_empty()))
        }),
        ("about", &|it| name(&it.about)),
        ("date said", &|it| it.said.value()),
        ("date happened", &|it| it.happened.value()),
        ("court", &|it| name(&it.ruling.as_ref()?.court)),
        ("question decided", &|it| {
            name(&it.ruling.as_ref()?.question)
        }),
        ("stage", &|it| {
            word(it.ruling.as_ref()?.stage.map(Stage::as_str))
        }),
        ("superseded by", &|it| {
            name(&it.ruling.as_ref()?.superseded_by)
        }),
    ];
    let mut changes = compared(&fields, before, after);
    if before.span != after.span {
        changes.push("where its words begin and end".to_owned());
    } else if before.content != after.content {
        changes.push("which of its words were said".to_owned());
    }
    changes
}

/// Says how the fields differ that do.
fn compared(fields: &[Shown<'_>], before: &FoundStatement, after: &FoundStatement) -> Vec<String> {
    let change = |(field, of): &Shown<'_>| {
        let (before, after) = (of(before), of(after));
        let none = || "none".to_owned();
        (before != after).then(|| {
            let (before, after) = (before.unwrap_or_else(none), after.unwrap_or_else(none));
            format!("{field} {before} to {after}")
        })
    };
    fields.iter().filter_map(change).collect()
}
