//! Kinds that Chinese words decide by themselves: denials and plans without a cue of their own.

use model::{AnswerForm, Kind};

use super::lexicon::{Role, chinese};
use super::words::has;
use crate::clause::word::is_quote;
use crate::kind::Verdict;
use crate::lexicon::Class;
use crate::speaker::party::Side;
use crate::text::Token;

fn verdict(kind: Kind, form: Option<AnswerForm>, because: &'static str) -> Verdict {
    Verdict {
        kind,
        form,
        because,
        open: false,
        takes_up: false,
    }
}

/// Decides what the words alone tell; `None` leaves it to the cue, the sides and the tone.
pub(super) fn kind(
    role: Role,
    negated: bool,
    content: &[Token<'_>],
    side: Option<Side>,
    court: bool,
) -> Option<Verdict> {
    let Role::Speech(class) = role else {
        return None;
    };
    if negated {
        return silent(class);
    }
    if class == Class::Deny && !court {
        return Some(denial(content));
    }
    let plain = matches!(class, Class::Say | Class::Argue | Class::Criticise);
    if !plain || court {
        return None;
    }
    if side != Some(Side::Accuser) && has(&chinese().untrue, content) {
        return Some(verdict(Kind::Denial, Some(form(content)), "the words deny"));
    }
    if side != Some(Side::Accuser) && disowns(content) {
        return Some(verdict(
            Kind::Denial,
            Some(form(content)),
            "the speaker says not to have done it",
        ));
    }
    if plans(content) && class == Class::Say {
        return Some(verdict(
            Kind::Announcement,
            None,
            "the speaker's own act or plan",
        ));
    }
    None
}

/// "未说明", "没有否认": an answer that says nothing.
fn silent(class: Class) -> Option<Verdict> {
    let because = match class {
        Class::Deny => "“not” before a word of denial: no denial",
        Class::Admit => "“not” before a word of confirmation",
        Class::Say | Class::Announce => "“not” before a word of speaking",
        _ => return None,
    };
    Some(verdict(
        Kind::NoComment,
        Some(AnswerForm::DoesNotAddress),
        because,
    ))
}

/// "不认为自己侵权": a wrong that the speaker does not see.
pub(super) fn doubted() -> Verdict {
    verdict(
        Kind::Denial,
        Some(AnswerForm::Denies),
        "“not” before a word of thinking, of a wrong",
    )
}

fn denial(content: &[Token<'_>]) -> Verdict {
    verdict(
        Kind::Denial,
        Some(form(content)),
        "the cue is a word of denial",
    )
}

fn form(content: &[Token<'_>]) -> AnswerForm {
    if has(&chinese().part, content) {
        AnswerForm::DeniesInPart
    } else if has(&chinese().defends, content) {
        AnswerForm::Defends
    } else {
        AnswerForm::Denies
    }
}

/// Items between the speaker's own word and a negation, and between it and the act.
const NEAR: usize = 6;

/// Finds a negated act of the speaker: "我们没有使用……", "公司从未复制", "没有侵犯".
fn disowns(content: &[Token<'_>]) -> bool {
    (0..content.len()).any(|at| {
        let Some((length, ())) = chinese().never.longest(&content[at..]) else {
            return false;
        };
        let clause = content[..at]
            .iter()
            .rposition(|it| matches!(it.text, "，" | "。" | "；"))
            .map_or(0, |mark| mark + 1);
        let subject = &content[clause..at];
        let own = subject.is_empty()
            || subject.len() <= NEAR && has(&chinese().own, subject)
            || subject.len() == 1 && matches!(subject[0].lower.as_ref(), "并" | "也" | "但");
        let end = content.len().min(at + length + NEAR);
        own && has(&chinese().act, &content[at + length..end])
    })
}

/// Finds what the speaker will do or has done: "将……", "公司正在……".
fn plans(content: &[Token<'_>]) -> bool {
    let own = chinese()
        .own
        .longest(content)
        .map_or(0, |(length, ())| length);
    let rest = &content[own.min(content.len())..];
    let Some((length, ())) = chinese().plan.longest(rest) else {
        return false;
    };
    let quoted = rest.first().is_some_and(is_quote);
    let next = rest.get(length).map_or("", |it| it.lower.as_ref());
    !quoted && !matches!(next, "来" | "成" | "有" | "被" | "经")
}
