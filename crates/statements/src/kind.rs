//! Kinds: what a statement does, from its cue, its negation, its words and its speaker's side.

use model::{AnswerForm, Kind};

use crate::clause::{Shape, Sighting};
use crate::lexicon::{Class, Sort};
use crate::speaker::Speaker;
use crate::speaker::party::{Parties, Side};
use crate::tone::{Disowning, Tones};

/// What a statement does and why it was read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The kind.
    pub(crate) kind: Kind,
    /// How it answers.
    pub(crate) form: Option<AnswerForm>,
    /// What decided, in words.
    pub(crate) because: &'static str,
}

fn verdict(kind: Kind, because: &'static str) -> Verdict {
    Verdict {
        kind,
        form: None,
        because,
    }
}

/// What is known beside the clause when the kind is decided.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence<'e> {
    /// Who speaks.
    pub(crate) speaker: &'e Speaker,
    /// The tone of the content.
    pub(crate) tones: Tones,
    /// The sides.
    pub(crate) parties: &'e Parties,
    /// Whether somebody other than the speaker is spoken of.
    pub(crate) names_other: bool,
    /// Whether the words announce what the speaker does or will do.
    pub(crate) own_plan: bool,
}

/// Decides the kind of a sighting; `None` stands for words without a cue.
pub(crate) fn kind(sighting: Option<&Sighting>, evidence: &Evidence<'_>) -> Verdict {
    let Some(sighting) = sighting else {
        return by_content(None, evidence);
    };
    if let Some(form) = sighting.silence {
        return Verdict {
            kind: Kind::NoComment,
            form: Some(form),
            because: "a refusal or failure to comment",
        };
    }
    if sighting.negated
        && let Some(verdict) = negated(sighting)
    {
        return verdict;
    }
    match sighting.shape {
        Shape::Event | Shape::Hearsay => {
            let kind = sighting.kind.unwrap_or(Kind::Claim);
            verdict(kind, "an act that the text tells")
        }
        _ => spoken(sighting, evidence),
    }
}

fn negated(sighting: &Sighting) -> Option<Verdict> {
    let (form, because) = match sighting.class? {
        Class::Deny => (
            AnswerForm::DoesNotAddress,
            "“not” before a word of denial: no denial",
        ),
        Class::Admit => (
            AnswerForm::DoesNotAddress,
            "“not” before a word of confirmation",
        ),
        Class::Say | Class::Announce => (
            AnswerForm::DoesNotAddress,
            "“not” before a word of speaking",
        ),
        _ => return None,
    };
    Some(Verdict {
        kind: Kind::NoComment,
        form: Some(form),
        because,
    })
}

fn spoken(sighting: &Sighting, evidence: &Evidence<'_>) -> Verdict {
    let class = sighting.class.unwrap_or(Class::Say);
    let court = matches!(evidence.speaker.sort, Sort::Court | Sort::Judge);
    match class {
        Class::Deny | Class::Admit if court => verdict(Kind::Ruling, "a court decides"),
        Class::Deny => Verdict {
            kind: Kind::Denial,
            form: Some(denial_form(evidence)),
            because: "the cue is a word of denial",
        },
        Class::Allege | Class::Accuse => {
            verdict(Kind::Allegation, "the cue is a word of accusation")
        }
        Class::Criticise if evidence.tones.wrong > 0 => {
            verdict(Kind::Allegation, "criticism that names a wrong")
        }
        Class::Admit => verdict(Kind::Confirmation, "the cue concedes"),
        Class::Announce => verdict(Kind::Announcement, "the cue announces"),
        Class::Demand | Class::Ask => verdict(Kind::Claim, "a demand"),
        Class::Show | Class::Say | Class::Argue if court => verdict(Kind::Ruling, "a court speaks"),
        Class::Report => verdict(Kind::Claim, "another outlet's report"),
        _ => by_content(Some(class), evidence),
    }
}

fn denial_form(evidence: &Evidence<'_>) -> AnswerForm {
    if evidence.tones.defends {
        AnswerForm::Defends
    } else if evidence.tones.wrong > 1 && evidence.tones.contest == 0 && evidence.names_other {
        AnswerForm::CounterAccuses
    } else {
        AnswerForm::Denies
    }
}

/// Decides by what is said and on which side the speaker stands.
fn by_content(class: Option<Class>, evidence: &Evidence<'_>) -> Verdict {
    let side = evidence
        .speaker
        .name
        .as_deref()
        .and_then(|name| evidence.parties.side(name))
        .or_else(|| evidence.parties.side(evidence.speaker.body.as_deref()?));
    let Tones {
        wrong,
        contest,
        denies,
        defends,
        disowns,
    } = evidence.tones;
    if let Some(disowning) = disowns
        && side != Some(Side::Accuser)
        && class != Some(Class::Think)
    {
        return Verdict {
            kind: Kind::Denial,
            form: Some(match disowning {
                Disowning::Wholly => AnswerForm::Denies,
                Disowning::InPart => AnswerForm::DeniesInPart,
            }),
            because: "the speaker says not to have done it",
        };
    }
    if side == Some(Side::Accused) && (defends || contest > 0 && contest >= wrong) {
        return Verdict {
            kind: Kind::Denial,
            form: Some(denial_form(evidence)),
            because: "the accused party contests",
        };
    }
    if denies && side != Some(Side::Accuser) && class != Some(Class::Think) {
        return Verdict {
            kind: Kind::Denial,
            form: Some(denial_form(evidence)),
            because: "the words deny",
        };
    }
    if side == Some(Side::Accuser) && wrong > 0 && (!defends || evidence.names_other) {
        return verdict(Kind::Allegation, "the accusing party names a wrong");
    }
    if evidence.own_plan && class != Some(Class::Think) {
        return verdict(Kind::Announcement, "the speaker's own act or plan");
    }
    if wrong > contest && evidence.names_other && class != Some(Class::Think) {
        return verdict(Kind::Allegation, "a wrong of somebody named");
    }
    verdict(Kind::Claim, "an assertion")
}
