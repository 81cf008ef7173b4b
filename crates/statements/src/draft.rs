//! Drafts: statements on their way, with places in bytes, before they become model statements.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{
    Access, Alteration, Altered, AnswerForm, Basis, Confidence, CorrectionForm, Form,
    FoundStatement, Kind, Reason, Ruling, TextIndex, Translation, When,
};

use crate::answer::Move;
use crate::lexicon::kinds::{List, kind_words};
use crate::speaker::Speaker;
use crate::speaker::party::{Parties, Side};
use crate::text::{Text, Token};

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
    /// Whether the kind is only the likeliest one.
    pub(crate) open: bool,
    /// Whether it takes up something that the other side said or lodged.
    pub(crate) takes_up: bool,
}

impl Draft {
    /// Starts a draft of which nothing is known yet but the speaker and the place.
    pub(crate) fn of(speaker: Speaker, range: Range<usize>) -> Self {
        Self {
            range,
            content: Vec::new(),
            quotation: None,
            paragraph: 0,
            form: Form::Direct,
            speaker,
            cue: None,
            kind: Kind::Claim,
            answer_form: None,
            correction_form: None,
            ruling: None,
            access: None,
            cited_via: Vec::new(),
            said: When::Unknown,
            said_basis: Basis::None,
            happened: When::Unknown,
            targets: Vec::new(),
            words: BTreeSet::new(),
            confidence: 0.5,
            because: "",
            open: false,
            takes_up: false,
        }
    }

    /// Returns the side on which the speaker, or whoever they speak for, stands.
    pub(crate) fn side(&self, parties: &Parties) -> Option<Side> {
        let named = self.speaker.name.as_deref();
        named
            .and_then(|name| parties.side(name))
            .or_else(|| parties.side(self.speaker.body.as_deref()?))
    }

    /// Returns what the search for answers needs.
    pub(crate) fn as_move(&self, parties: &Parties, text: &Text<'_>) -> Move {
        let tokens = &text.tokens[text.tokens_in(&self.range)];
        Move {
            side: self.side(parties),
            kind: self.kind,
            speaker: self.speaker.name.clone(),
            body: self.speaker.body.clone(),
            targets: self.targets.clone(),
            words: self.words.clone(),
            takes_up: self.takes_up,
            answers_all: answers_all(tokens),
            number: number(tokens),
            of_self: self.content.iter().any(|part| {
                let said = &text.tokens[text.tokens_in(part)];
                said.iter().any(is_first_person)
            }),
        }
    }
}

fn is_first_person(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "we" | "our" | "ours" | "us" | "ourselves" | "i" | "my"
    )
}

/// "denied the allegations": everything that stands open is answered.
fn answers_all(tokens: &[Token<'_>]) -> bool {
    tokens.windows(3).any(|three| {
        let all = matches!(
            three[0].lower.as_ref(),
            "the" | "these" | "those" | "all" | "its" | "their"
        );
        let noun = |it: &Token<'_>| {
            kind_words()
                .length(List::Accusations, std::slice::from_ref(it))
                .is_some()
        };
        all && (noun(&three[1]) || noun(&three[2]) && three[1].lower != "of")
    })
}

/// "both claims", "all three allegations", "each of the two charges": how many are answered.
fn number(tokens: &[Token<'_>]) -> Option<usize> {
    const NUMBERS: [&str; 5] = ["two", "three", "four", "five", "six"];
    let noun = |it: &Token<'_>| {
        kind_words()
            .length(List::Accusations, std::slice::from_ref(it))
            .is_some()
    };
    (1..tokens.len())
        .filter(|at| noun(&tokens[*at]))
        .find_map(|at| {
            let counted = tokens[at - 1].lower.as_ref();
            let lead = tokens[at.saturating_sub(4)..at - 1].iter();
            let whole = lead
                .clone()
                .any(|it| matches!(it.lower.as_ref(), "all" | "each" | "both"));
            let both = counted == "both" || lead.clone().any(|it| it.lower == "both");
            let number = NUMBERS
                .iter()
                .position(|it| *it == counted)
                .map(|it| it + 2);
            if both {
                Some(2)
            } else {
                number.filter(|_| whole)
            }
        })
}

/// Turns a draft into a statement of the model.
pub(crate) fn finished(
    draft: Draft,
    responds_to: Vec<usize>,
    translation: Option<Translation>,
    why: Vec<Reason>,
    changes: &[(Range<usize>, Alteration)],
    index: &TextIndex<'_>,
) -> FoundStatement {
    let slice = |range: &Range<usize>| index.text()[range.clone()].to_owned();
    // An unresolved "she" or "the company" is named in the text; only a text that withholds a name
    // has an anonymous source.
    let attribution = draft.speaker.attribution;
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
        translation,
        speaker_span: draft
            .speaker
            .range
            .clone()
            .map(|range| index.span_of(range)),
        cited_via: crate::chain::tidied(draft.cited_via, &draft.speaker),
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
