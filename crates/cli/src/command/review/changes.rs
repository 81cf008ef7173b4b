//! What can be said about a statement: the options of `edit` and of `review add`.

use std::str::FromStr;

use clap::Args;
use engine::Edit;
use engine::model::{
    Access, Anonymity, AnswerForm, Attribution, CorrectionForm, Kind, Ruling, Stage, When,
};

/// The names of the options of [`Changes`], at least one of which is given.
pub(super) const CHANGES: [&str; 20] = [
    "kind",
    "span",
    "speaker",
    "affiliation",
    "answer_form",
    "correction_form",
    "attribution",
    "sources",
    "reason",
    "basis",
    "access",
    "via",
    "said",
    "happened",
    "about",
    "content",
    "court",
    "question",
    "stage",
    "point",
];

/// What to change; what is not given stays.
#[derive(Debug, Args)]
#[group(skip)]
#[command(next_help_heading = "Changes, at least one")]
pub(super) struct Changes {
    /// What it does
    #[arg(long)]
    kind: Option<Kind>,
    /// Where it stands: first code point and one past the last
    #[arg(long, num_args = 2, value_names = ["START", "END"])]
    span: Option<Vec<u32>>,
    #[command(flatten)]
    facts: Facts,
}

impl Changes {
    /// Returns them as the engine takes them.
    pub(super) fn edit(&self) -> Edit {
        let span = self.span.as_deref();
        Edit {
            kind: self.kind,
            span: span.and_then(|it| Some((*it.first()?, *it.get(1)?))),
            ..self.facts.edit()
        }
    }
}

/// What is known of a statement beside its place and kind.
#[derive(Debug, Args)]
#[group(skip)]
pub(super) struct Facts {
    /// Whose words they are; "" for nobody that is named
    #[arg(long)]
    speaker: Option<String>,
    /// Organisation and role of the speaker
    #[arg(long)]
    affiliation: Option<String>,
    /// How it answers; "" when that is not said
    #[arg(long, value_name = "FORM", value_parser = maybe::<AnswerForm>)]
    answer_form: Option<Maybe<AnswerForm>>,
    /// How it takes something back; "" when that is not said
    #[arg(long, value_name = "FORM", value_parser = maybe::<CorrectionForm>)]
    correction_form: Option<Maybe<CorrectionForm>>,
    /// named, anonymous, document or outlet
    #[arg(long)]
    attribution: Option<Attribution>,
    /// How many unnamed sources there are
    #[arg(long, value_name = "N")]
    sources: Option<u32>,
    /// Why they are not named
    #[arg(long, value_name = "WORDS")]
    reason: Option<String>,
    /// How they know
    #[arg(long, value_name = "WORDS")]
    basis: Option<String>,
    /// Whether a document that speaks can be read; "" when that is not said
    #[arg(long, value_parser = maybe::<Access>)]
    access: Option<Maybe<Access>>,
    /// Whom the text cites, nearest to the text first; once for each, "" for nobody
    #[arg(long, value_name = "NAME")]
    via: Vec<String>,
    /// When it was said
    #[arg(long, value_name = "DATE")]
    said: Option<When>,
    /// When what it speaks of happened
    #[arg(long, value_name = "DATE")]
    happened: Option<When>,
    /// Whom or what it speaks of
    #[arg(long)]
    about: Option<String>,
    /// Which of its words were said: first code point and one past the last; once for each part
    #[arg(long, num_args = 2, value_names = ["START", "END"])]
    content: Vec<u32>,
    /// The court or regulator of a ruling
    #[arg(long)]
    court: Option<String>,
    /// The question that a ruling decided
    #[arg(long)]
    question: Option<String>,
    /// The stage of a ruling: interim, judgment or appealed
    #[arg(long)]
    stage: Option<Stage>,
    /// The point that it belongs to: its id or a part of its proposition
    #[arg(long)]
    point: Option<String>,
}

/// A value, or that there is none.
#[derive(Debug, Clone, Copy)]
struct Maybe<T>(Option<T>);

fn maybe<T: FromStr>(text: &str) -> Result<Maybe<T>, T::Err> {
    if text.is_empty() {
        return Ok(Maybe(None));
    }
    text.parse().map(|value| Maybe(Some(value)))
}

impl Facts {
    /// Returns them as the engine takes them.
    pub(super) fn edit(&self) -> Edit {
        let parts = self.content.chunks_exact(2).map(|it| (it[0], it[1]));
        Edit {
            answer_form: self.answer_form.map(|it| it.0),
            correction_form: self.correction_form.map(|it| it.0),
            ruling: self.ruling(),
            speaker: self.speaker.clone(),
            speaker_affiliation: self.affiliation.clone(),
            attribution: self.attribution,
            anonymity: self.anonymity(),
            access: self.access.map(|it| it.0),
            cited_via: Some(self.via.clone()).filter(|it| !it.is_empty()),
            said: self.said.clone(),
            happened: self.happened.clone(),
            about: self.about.clone(),
            content: Some(parts.collect::<Vec<_>>()).filter(|it| !it.is_empty()),
            point: self.point.clone(),
            ..Edit::default()
        }
    }

    /// Returns what is said of a ruling; one that is given replaces all of it.
    fn ruling(&self) -> Option<Ruling> {
        let is_given = self.court.is_some() || self.question.is_some() || self.stage.is_some();
        is_given.then(|| Ruling {
            court: self.court.clone(),
            question: self.question.clone(),
            stage: self.stage,
            superseded_by: None,
        })
    }

    fn anonymity(&self) -> Option<Anonymity> {
        let is_given = self.sources.is_some() || self.reason.is_some() || self.basis.is_some();
        is_given.then(|| Anonymity {
            count: self.sources,
            reason: self.reason.clone(),
            basis: self.basis.clone(),
        })
    }
}
