//! The Chinese word lists, read once from the data.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::{AnswerForm, CorrectionForm, Kind};
use serde::Deserialize;

use crate::lexicon::Class;
use crate::phrase::Phrases;

/// What a cue does: it speaks, keeps silent or is an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Speech of a class.
    Speech(Class),
    /// A refusal or failure to comment.
    Silence(AnswerForm),
    /// An act that the text tells; whether it is a suit.
    Act(Kind, bool),
}

#[derive(Deserialize)]
struct Cue {
    class: Option<Class>,
    kind: Option<Kind>,
    form: Option<AnswerForm>,
    lemma: Option<String>,
    words: Vec<String>,
}

impl Cue {
    fn role(&self) -> Role {
        match (self.class, self.form, self.kind) {
            (Some(class), _, _) => Role::Speech(class),
            (_, Some(form), _) => Role::Silence(form),
            (_, _, kind) => Role::Act(
                kind.unwrap_or(Kind::Announcement),
                self.lemma.as_deref() == Some("sue"),
            ),
        }
    }
}

#[derive(Deserialize)]
struct CueFile {
    cue: Vec<Cue>,
    blocked: Vec<String>,
    nouns: Vec<String>,
    noun_before: Vec<String>,
    noun_after: Vec<String>,
    noun_subject: Vec<String>,
    refusing: Vec<String>,
    unanswered: Vec<String>,
    response: Vec<String>,
    citing: Vec<String>,
    cited: Vec<String>,
    according: Vec<String>,
    passive: Vec<String>,
    listener: Vec<String>,
    thinking: Vec<String>,
    unable: Vec<String>,
    nameless: Vec<String>,
    not: Vec<String>,
    unmade: Vec<String>,
}

#[derive(Deserialize)]
struct Document {
    word: String,
    #[serde(default)]
    legal: bool,
    #[serde(default)]
    court: bool,
    names: Vec<String>,
}

/// How a notice of the outlet begins.
#[derive(Deserialize)]
pub(super) struct Notice {
    pub(super) form: CorrectionForm,
    pub(super) begins: Vec<String>,
}

#[derive(Deserialize)]
struct WordFile {
    document: Vec<Document>,
    media: Vec<String>,
    court: Vec<String>,
    anonymous: Vec<String>,
    reason: Vec<String>,
    person_again: Vec<String>,
    body_again: Vec<String>,
    accuser: Vec<String>,
    accused: Vec<String>,
    several: Vec<String>,
    time: Vec<String>,
    joint: Vec<String>,
    adverb: Vec<String>,
    loose: Vec<String>,
    preposition: Vec<String>,
    closing: Vec<String>,
    people: Vec<String>,
    role: Vec<String>,
    voice: Vec<String>,
    body: Vec<String>,
    outlet: Vec<String>,
    surname: String,
    wrong: Vec<String>,
    contest: Vec<String>,
    defends: Vec<String>,
    untrue: Vec<String>,
    never: Vec<String>,
    act: Vec<String>,
    part: Vec<String>,
    plan: Vec<String>,
    #[serde(rename = "self")]
    own: Vec<String>,
    notice: Vec<Notice>,
    note: Vec<String>,
    righted: Vec<String>,
    furniture: Vec<String>,
}

/// Whom a description takes up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Person,
    Body,
    Accuser,
    Accused,
    Several,
}

/// A kind of document: the word for it, and whether it belongs to a case or a court.
pub(super) struct Paper {
    pub(super) word: String,
    pub(super) legal: bool,
    pub(super) court: bool,
}

/// The Chinese lexicon.
#[derive(Default)]
pub(crate) struct Chinese {
    pub(super) cues: Phrases<Role>,
    pub(super) blocked: Phrases<()>,
    pub(super) nouns: Phrases<()>,
    pub(super) noun_before: Phrases<()>,
    pub(super) noun_after: BTreeSet<String>,
    pub(super) noun_subject: BTreeSet<String>,
    pub(super) not: Phrases<()>,
    pub(super) unmade: Phrases<()>,
    pub(super) refusing: Phrases<()>,
    pub(super) unanswered: Phrases<()>,
    pub(super) response: Phrases<()>,
    pub(super) citing: Phrases<()>,
    pub(super) cited: Phrases<()>,
    pub(super) according: Phrases<()>,
    pub(super) passive: Phrases<()>,
    pub(super) listener: Phrases<()>,
    pub(super) thinking: Phrases<()>,
    pub(super) unable: Phrases<()>,
    pub(super) nameless: Phrases<()>,
    pub(super) papers: Vec<Paper>,
    pub(super) documents: Phrases<usize>,
    pub(super) media: Phrases<()>,
    pub(super) courts: Phrases<()>,
    pub(super) anonymous: Phrases<()>,
    pub(super) reason: Phrases<()>,
    pub(super) again: Phrases<Again>,
    pub(super) time: Phrases<()>,
    pub(super) joint: Phrases<()>,
    pub(super) adverb: Phrases<()>,
    pub(super) loose: Phrases<()>,
    pub(super) preposition: Phrases<()>,
    pub(super) closing: Phrases<()>,
    pub(super) people: Phrases<()>,
    pub(super) role: Phrases<()>,
    pub(super) voice: Phrases<()>,
    pub(super) body: Phrases<()>,
    pub(super) outlet: Phrases<()>,
    pub(super) surname: BTreeSet<char>,
    pub(super) untrue: Phrases<()>,
    pub(super) never: Phrases<()>,
    pub(super) act: Phrases<()>,
    pub(super) part: Phrases<()>,
    pub(super) plan: Phrases<()>,
    pub(super) own: Phrases<()>,
    pub(super) notices: Vec<Notice>,
    pub(super) note: Vec<String>,
    pub(super) righted: Vec<String>,
    pub(super) furniture: Vec<String>,
    /// Papers of a court case.
    pub(crate) legal: Phrases<()>,
    /// Words of wrongdoing.
    pub(crate) wrong: Phrases<()>,
    /// Words of contesting.
    pub(crate) contest: Phrases<()>,
    /// Words that justify.
    pub(crate) defends: Phrases<()>,
}

/// Returns the shipped Chinese lexicon.
pub(crate) fn chinese() -> &'static Chinese {
    static CHINESE: LazyLock<Chinese> = LazyLock::new(|| {
        let cues = toml::from_str(include_str!("../../../../assets/lexicons/cues-zh.toml"))
            .expect("the shipped lexicons are read by a test");
        let words = toml::from_str(include_str!("../../../../assets/lexicons/words-zh.toml"))
            .expect("the shipped lexicons are read by a test");
        Chinese::of(cues, words)
    });
    &CHINESE
}

fn list(words: Vec<String>) -> Phrases<()> {
    Phrases::new(words.into_iter().map(|word| (word, ())))
}

fn set(words: Vec<String>) -> BTreeSet<String> {
    words.into_iter().collect()
}

fn again(words: &mut WordFile) -> Phrases<Again> {
    let lists = [
        (Again::Person, std::mem::take(&mut words.person_again)),
        (Again::Body, std::mem::take(&mut words.body_again)),
        (Again::Accuser, std::mem::take(&mut words.accuser)),
        (Again::Accused, std::mem::take(&mut words.accused)),
        (Again::Several, std::mem::take(&mut words.several)),
    ];
    Phrases::new(
        lists
            .into_iter()
            .flat_map(|(again, words)| words.into_iter().map(move |word| (word, again))),
    )
}

fn documents(documents: &[Document], keep: impl Fn(&Document) -> bool) -> Phrases<usize> {
    let kept = documents.iter().enumerate().filter(|it| keep(it.1));
    Phrases::new(
        kept.flat_map(|(index, it)| it.names.iter().map(move |name| (name.clone(), index))),
    )
}

fn legal(documents: &[Document]) -> Phrases<()> {
    let legal = documents.iter().filter(|it| it.legal);
    list(legal.flat_map(|it| it.names.iter().cloned()).collect())
}

impl Chinese {
    fn of(cues: CueFile, words: WordFile) -> Self {
        Self {
            cues: Phrases::new(cues.cue.into_iter().flat_map(|cue| {
                let role = cue.role();
                cue.words.into_iter().map(move |word| (word, role))
            })),
            blocked: list(cues.blocked),
            nouns: list(cues.nouns),
            noun_before: list(cues.noun_before),
            noun_after: set(cues.noun_after),
            noun_subject: set(cues.noun_subject),
            not: list(cues.not),
            unmade: list(cues.unmade),
            refusing: list(cues.refusing),
            unanswered: list(cues.unanswered),
            response: list(cues.response),
            citing: list(cues.citing),
            cited: list(cues.cited),
            according: list(cues.according),
            passive: list(cues.passive),
            listener: list(cues.listener),
            thinking: list(cues.thinking),
            unable: list(cues.unable),
            nameless: list(cues.nameless),
            ..Self::of_words(words)
        }
    }

    /// Takes what is no cue, one line a list.
    fn of_words(mut words: WordFile) -> Self {
        let papers = words.document.iter().map(|it| Paper {
            word: it.word.clone(),
            legal: it.legal,
            court: it.court,
        });
        Self {
            papers: papers.collect(),
            documents: documents(&words.document, |_| true),
            legal: legal(&words.document),
            again: again(&mut words),
            media: list(words.media),
            courts: list(words.court),
            anonymous: list(words.anonymous),
            reason: list(words.reason),
            time: list(words.time),
            joint: list(words.joint),
            adverb: list(words.adverb),
            loose: list(words.loose),
            preposition: list(words.preposition),
            closing: list(words.closing),
            people: list(words.people),
            role: list(words.role),
            voice: list(words.voice),
            body: list(words.body),
            outlet: list(words.outlet),
            surname: words.surname.chars().collect(),
            wrong: list(words.wrong),
            contest: list(words.contest),
            defends: list(words.defends),
            untrue: list(words.untrue),
            never: list(words.never),
            act: list(words.act),
            part: list(words.part),
            plan: list(words.plan),
            own: list(words.own),
            notices: words.notice,
            note: words.note,
            righted: words.righted,
            furniture: words.furniture,
            ..Self::default()
        }
    }
}
