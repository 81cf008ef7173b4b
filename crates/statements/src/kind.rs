//! Kinds: what a statement does, from its cue, its negation, its words and its speaker's side.
//!
//! The cue decides first: a word of denial denies, whoever says it. Where the cue only tells that
//! somebody speaks, the words and the side decide: what an accuser avers of the accused is an
//! allegation, what the accused says against it a denial, what is argued, demanded or predicted a
//! claim.

use std::collections::BTreeSet;

use model::{AnswerForm, Kind};

use crate::clause::{Shape, Sighting};
use crate::lexicon::Class;
use crate::speaker::party::Side;
use crate::tone::{Arguing, Disowning, Tones};

/// What a statement does and why it was read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The kind.
    pub(crate) kind: Kind,
    /// How it answers.
    pub(crate) form: Option<AnswerForm>,
    /// What decided, in words.
    pub(crate) because: &'static str,
    /// Whether the words leave it open, so that the kind is the likeliest and no more.
    pub(crate) open: bool,
    /// Whether it takes up something that the other side said or lodged.
    pub(crate) takes_up: bool,
}

fn verdict(kind: Kind, because: &'static str) -> Verdict {
    Verdict {
        kind,
        form: None,
        because,
        open: false,
        takes_up: false,
    }
}

fn answer(kind: Kind, form: AnswerForm, because: &'static str) -> Verdict {
    Verdict {
        form: Some(form),
        ..verdict(kind, because)
    }
}

/// What the words or their sentence show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// A court or judge speaks.
    Court,
    /// Somebody other than the speaker is spoken of.
    NamesOther,
    /// The words speak of the accused party, by name or as "the defendants".
    Aims,
    /// The words take up what the other side says and turn against it.
    Rebuts,
    /// The words announce what the speaker does or will do.
    OwnPlan,
    /// A court or its procedure is asked for something.
    AsksCourt,
    /// The sentence says that a paper is answered.
    Responds,
    /// The words come from the paper that a suit begins with.
    OwnPaper,
    /// The sentence says that an accusation is answered.
    Asked,
    /// The words speak of the speaker.
    SpeaksOfSelf,
    /// The same sentence also concedes something.
    Concedes,
    /// The same sentence also denies something.
    Contests,
    /// Only some of an accusation is spoken of.
    Partly,
    /// A fault is mended.
    Mends,
}

/// What is known beside the clause when the kind is decided.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    /// On which side the speaker stands.
    pub(crate) side: Option<Side>,
    /// The tone of the content.
    pub(crate) tones: Tones,
    /// What else the words show.
    pub(crate) signs: BTreeSet<Sign>,
}

impl Evidence {
    fn shows(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }
}

/// Decides the kind of a sighting; `None` stands for words without a cue.
pub(crate) fn kind(sighting: Option<&Sighting>, evidence: &Evidence) -> Verdict {
    let verdict = without_question(sighting, evidence);
    let takes_up =
        evidence.shows(Sign::Asked) && !matches!(verdict.kind, Kind::Ruling | Kind::Filing);
    if takes_up && verdict.open && verdict.kind == Kind::Claim && evidence.shows(Sign::SpeaksOfSelf)
    {
        let because = "the sentence says that an accusation is answered";
        return Verdict {
            takes_up,
            ..answer(Kind::Denial, AnswerForm::Defends, because)
        };
    }
    Verdict {
        takes_up: verdict.takes_up || takes_up,
        ..verdict
    }
}

/// Decides without asking whether the sentence says what it answers.
fn without_question(sighting: Option<&Sighting>, evidence: &Evidence) -> Verdict {
    let Some(sighting) = sighting else {
        return by_content(None, evidence);
    };
    if let Some(form) = sighting.silence {
        return answer(Kind::NoComment, form, "a refusal or failure to comment");
    }
    if sighting.negated
        && let Some(verdict) = negated(sighting, evidence)
    {
        return verdict;
    }
    match sighting.shape {
        Shape::Event
            if evidence.shows(Sign::Mends) && sighting.kind == Some(Kind::Announcement) =>
        {
            mended()
        }
        Shape::Event => verdict(
            sighting.kind.unwrap_or(Kind::Claim),
            "an act that the text tells",
        ),
        Shape::Hearsay if sighting.class.is_none() => verdict(
            sighting.kind.unwrap_or(Kind::Allegation),
            "the text says that it is alleged",
        ),
        _ => spoken(sighting, evidence),
    }
}

/// Who mends a fault concedes it, to whoever found it.
fn mended() -> Verdict {
    Verdict {
        takes_up: true,
        ..verdict(Kind::Confirmation, "who mends a fault concedes it")
    }
}

fn negated(sighting: &Sighting, evidence: &Evidence) -> Option<Verdict> {
    let because = match sighting.class? {
        Class::Deny if evidence.tones.defends => {
            return Some(answer(
                Kind::Denial,
                AnswerForm::Defends,
                "the act is not denied but justified",
            ));
        }
        Class::Deny => "“not” before a word of denial: no denial",
        Class::Admit => "“not” before a word of confirmation",
        Class::Say | Class::Announce => "“not” before a word of speaking",
        _ => return None,
    };
    Some(answer(Kind::NoComment, AnswerForm::DoesNotAddress, because))
}

fn spoken(sighting: &Sighting, evidence: &Evidence) -> Verdict {
    let class = sighting.class.unwrap_or(Class::Say);
    let court = evidence.shows(Sign::Court);
    match class {
        Class::Deny | Class::Admit | Class::Criticise if court => {
            verdict(Kind::Ruling, "a court decides")
        }
        Class::Deny => answer(Kind::Denial, denial_form(evidence), "a word of denial"),
        Class::Allege | Class::Accuse => verdict(Kind::Allegation, "a word of accusation"),
        Class::Criticise if evidence.tones.wrong > 0 => {
            verdict(Kind::Allegation, "criticism that names a wrong")
        }
        Class::Admit if evidence.shows(Sign::Contests) => answer(
            Kind::Denial,
            AnswerForm::DeniesInPart,
            "one part is conceded and another denied",
        ),
        Class::Admit => verdict(Kind::Confirmation, "a word of conceding"),
        Class::Announce => verdict(Kind::Announcement, "a word of announcing"),
        Class::Demand if evidence.shows(Sign::AsksCourt) && evidence.side.is_some() => {
            verdict(Kind::Filing, "a party asks for it in the proceedings")
        }
        Class::Demand | Class::Ask => verdict(Kind::Claim, "a demand or question"),
        Class::Show | Class::Say | Class::Argue if court => verdict(Kind::Ruling, "a court speaks"),
        Class::Report => verdict(Kind::Claim, "another outlet's report"),
        _ => by_content(Some(class), evidence),
    }
}

fn denial_form(evidence: &Evidence) -> AnswerForm {
    let tones = &evidence.tones;
    if evidence.shows(Sign::Concedes) || evidence.shows(Sign::Partly) {
        AnswerForm::DeniesInPart
    } else if tones.defends {
        AnswerForm::Defends
    } else if tones.wrong > 1
        && tones.contest == 0
        && tones.negation == 0
        && evidence.shows(Sign::NamesOther)
    {
        AnswerForm::CounterAccuses
    } else {
        AnswerForm::Denies
    }
}

/// Decides by what is said and on which side the speaker stands.
fn by_content(class: Option<Class>, evidence: &Evidence) -> Verdict {
    if class.is_none() && evidence.shows(Sign::Court) {
        return verdict(Kind::Ruling, "a court speaks");
    }
    denied(class, evidence)
        .or_else(|| alleged(class, evidence))
        .unwrap_or_else(|| {
            if evidence.shows(Sign::AsksCourt) && evidence.side.is_some() {
                verdict(Kind::Filing, "a party asks a court for it")
            } else if evidence.shows(Sign::Responds) && evidence.side.is_some() {
                Verdict {
                    takes_up: true,
                    ..verdict(Kind::Filing, "a paper is answered with another")
                }
            } else if evidence.shows(Sign::Mends) && evidence.side != Some(Side::Accuser) {
                mended()
            } else if evidence.shows(Sign::OwnPlan) && class != Some(Class::Think) {
                verdict(Kind::Announcement, "the speaker's own act or plan")
            } else {
                Verdict {
                    open: true,
                    ..verdict(Kind::Claim, "an assertion without a word for more")
                }
            }
        })
}

fn denied(class: Option<Class>, evidence: &Evidence) -> Option<Verdict> {
    let tones = &evidence.tones;
    let accuser = evidence.side == Some(Side::Accuser);
    let thinks = class == Some(Class::Think);
    if let Some(disowning) = tones.disowns
        && !accuser
        && !thinks
    {
        let form = match disowning {
            Disowning::Wholly => AnswerForm::Denies,
            Disowning::InPart => AnswerForm::DeniesInPart,
        };
        return Some(answer(
            Kind::Denial,
            form,
            "the speaker says not to have done it",
        ));
    }
    if evidence.shows(Sign::Rebuts) && evidence.side.is_some() {
        let because = "it takes up what the other side says and turns against it";
        return Some(Verdict {
            takes_up: true,
            ..answer(Kind::Denial, denial_form(evidence), because)
        });
    }
    let against = tones.contest + tones.negation;
    if evidence.side == Some(Side::Accused)
        && (tones.defends || against > 0 && against >= tones.wrong)
    {
        let because = "the accused party speaks against it";
        return Some(answer(Kind::Denial, denial_form(evidence), because));
    }
    (tones.denies && !accuser && !thinks).then(|| {
        answer(
            Kind::Denial,
            denial_form(evidence),
            "the words deny outright",
        )
    })
}

fn alleged(class: Option<Class>, evidence: &Evidence) -> Option<Verdict> {
    let tones = &evidence.tones;
    let accuser = evidence.side == Some(Side::Accuser);
    // Two words of wrongdoing outweigh a "must" beside them.
    let concludes = match tones.argues {
        Some(Arguing::Concludes) => tones.wrong < 2,
        Some(Arguing::Bars) => true,
        None => false,
    };
    let argues = concludes || class == Some(Class::Think);
    if accuser && evidence.shows(Sign::OwnPaper) && evidence.shows(Sign::Aims) && !argues {
        let because = "what the accuser's own paper says of the accused";
        return Some(verdict(Kind::Allegation, because));
    }
    if accuser
        && tones.wrong > 0
        && evidence.shows(Sign::Aims)
        && !concludes
        && (!tones.defends || evidence.shows(Sign::NamesOther))
    {
        return Some(verdict(
            Kind::Allegation,
            "the accusing party names a wrong of the other",
        ));
    }
    let against = tones.contest + tones.negation;
    let outsider =
        !accuser && tones.wrong > against && evidence.shows(Sign::NamesOther) && !concludes;
    (outsider && class != Some(Class::Think) && !evidence.shows(Sign::OwnPlan)).then(|| Verdict {
        open: true,
        ..verdict(Kind::Allegation, "a wrong of somebody named")
    })
}
