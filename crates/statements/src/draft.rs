//! Drafts: statements on their way, with places in bytes, before they become model statements.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{
    Access, Alteration, Altered, AnswerForm, Basis, Confidence, CorrectionForm, Field, Form,
    FoundStatement, Kind, Method, Reason, Ruling, TextIndex, When,
};

use crate::answer::Move;
use crate::speaker::Speaker;
use crate::speaker::party::Parties;

/// A statement with its places in bytes.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Its sentences.
    pub(crate) range: Range<usize>,
    /// What was said.
    pub(crate) content: Vec<Range<usize>>,
    /// The first quotation in it, by index, when the words are quoted.
    pub(crate) quotation: Option<usize>,
    /// The paragraph it begins in.
    pub(crate) paragraph: usize,
    /// How the words stand in the text.
    pub(crate) form: Form,
    /// Whose words they are.
    pub(crate) speaker: Speaker,
    /// The cue.
    pub(crate) cue: Option<Range<usize>>,
    /// What it does.
    pub(crate) kind: Kind,
    /// How it answers.
    pub(crate) answer_form: Option<AnswerForm>,
    /// How it takes something back.
    pub(crate) correction_form: Option<CorrectionForm>,
    /// The court and question.
    pub(crate) ruling: Option<Ruling>,
    /// Whether the document that speaks can be read.
    pub(crate) access: Option<Access>,
    /// The chain.
    pub(crate) cited_via: Vec<String>,
    /// When it was said.
    pub(crate) said: When,
    /// Where that date comes from.
    pub(crate) said_basis: Basis,
    /// When what it speaks of happened.
    pub(crate) happened: When,
    /// Who or what is spoken of.
    pub(crate) targets: Vec<String>,
    /// The words that carry meaning.
    pub(crate) words: BTreeSet<String>,
    /// How sure the reading is.
    pub(crate) confidence: f64,
    /// Why it was read so.
    pub(crate) because: &'static str,
}

impl Draft {
    /// Returns what the search for answers needs.
    pub(crate) fn as_move(&self, parties: &Parties) -> Move {
        Move {
            side: self
                .speaker
                .name
                .as_deref()
                .and_then(|name| parties.side(name))
                .or_else(|| parties.side(self.speaker.body.as_deref()?)),
            kind: self.kind,
            speaker: self.speaker.name.clone(),
            body: self.speaker.body.clone(),
            targets: self.targets.clone(),
            words: self.words.clone(),
        }
    }
}

/// Turns a draft into a statement of the model.
pub(crate) fn finished(
    draft: Draft,
    responds_to: Vec<usize>,
    changes: &[(Range<usize>, Alteration)],
    index: &TextIndex<'_>,
) -> FoundStatement {
    let slice = |range: &Range<usize>| index.text()[range.clone()].to_owned();
    // An unresolved "she" or "the company" is named in the text; only a text that withholds a name
    // has an anonymous source.
    let attribution = draft.speaker.attribution;
    let why = why(&draft, index);
    FoundStatement {
        span: index.span_of(draft.range.clone()),
        verbatim: slice(&draft.range),
        content: draft
            .content
            .iter()
            .map(|part| index.span_of(part.clone()))
            .collect(),
        form: draft.form,
        altered: altered(changes, index),
        translation: None,
        speaker_span: draft
            .speaker
            .range
            .clone()
            .map(|range| index.span_of(range)),
        speaker: draft.speaker.name,
        speaker_affiliation: draft.speaker.affiliation,
        cue: draft.cue.as_ref().map(slice),
        cue_span: draft.cue.map(|range| index.span_of(range)),
        kind: draft.kind,
        answer_form: draft.answer_form,
        correction_form: draft.correction_form,
        ruling: draft.ruling,
        attribution,
        anonymity: draft.speaker.anonymity,
        access: draft.access,
        cited_via: draft.cited_via,
        said: draft.said,
        said_basis: draft.said_basis,
        happened: draft.happened,
        about: (!draft.targets.is_empty()).then(|| draft.targets.join("; ")),
        responds_to,
        confidence: Confidence::new(draft.confidence),
        why,
    }
}

fn altered(changes: &[(Range<usize>, Alteration)], index: &TextIndex<'_>) -> Vec<Altered> {
    let places = changes.iter().map(|(range, how)| Altered {
        span: index.span_of(range.clone()),
        how: *how,
    });
    places.collect()
}

/// Says why a statement was read so, field by field.
fn why(draft: &Draft, index: &TextIndex<'_>) -> Vec<Reason> {
    let reason = |field, because: String, range: Option<&Range<usize>>| Reason {
        field,
        method: Method::Rule,
        because,
        span: range.map(|range| index.span_of(range.clone())),
    };
    let cue = draft.cue.clone().map_or_else(
        || "no cue".to_owned(),
        |cue| format!("cue ‘{}’", &index.text()[cue]),
    );
    let speaker = match draft.speaker.name.as_deref() {
        Some(name) => format!("{name} ({})", draft.speaker.evidence),
        None => format!("not named ({})", draft.speaker.evidence),
    };
    vec![
        reason(
            Field::Kind,
            format!("{}: {cue}, {}", draft.kind, draft.because),
            draft.cue.as_ref(),
        ),
        reason(Field::Speaker, speaker, draft.speaker.range.as_ref()),
    ]
}
