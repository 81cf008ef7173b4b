//! Tone: what the words of a statement say about right and wrong.

use crate::chinese::chinese;
use crate::clause::word::is_complementiser;
use crate::lexicon::kinds::{List, kind_words};
use crate::lexicon::{Tone, lexicon};
use crate::text::Token;

/// How much of an act somebody denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disowning {
    /// All of it.
    Wholly,
    /// "We bought it, but we did not copy it", "we only tested it".
    InPart,
}

/// How words argue about what ought to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arguing {
    /// Something must be, or is owed.
    Concludes,
    /// Something cannot or may not be.
    Bars,
}

/// Which properties of content its words show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tones {
    /// How many words of wrongdoing there are.
    pub(crate) wrong: usize,
    /// How many words of contesting that do more than negate.
    pub(crate) contest: usize,
    /// How many bare negations: "does not", "never".
    pub(crate) negation: usize,
    /// Whether it is a legal argument or a demand.
    pub(crate) argues: Option<Arguing>,
    /// Whether something is denied outright.
    pub(crate) denies: bool,
    /// Whether the speaker says not to have done it: "we never copied".
    pub(crate) disowns: Option<Disowning>,
    /// Whether the act is justified.
    pub(crate) defends: bool,
}

/// Reads the tone of words, said by somebody of this name.
pub(crate) fn tones(tokens: &[Token<'_>], speaker: Option<&str>) -> Tones {
    let mut found = Tones {
        disowns: disowns(tokens, speaker.unwrap_or("")),
        ..Tones::default()
    };
    let words = kind_words();
    found.argues = arguing(tokens);
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        let wrong = is(&lexicon().tones, rest) || words.length(List::Exposure, rest).is_some();
        found.wrong += usize::from(wrong && !is_legal_name(tokens, at));
        if words.length(List::Negations, rest).is_some() {
            found.negation += usize::from(!is_relative(tokens, at));
        } else if words.length(List::Barred, rest).is_none() {
            found.contest += usize::from(is(&lexicon().contests, rest));
        }
        found.denies |= is(&lexicon().denials, rest) || words.length(List::Denials, rest).is_some();
        found.defends |= is(&lexicon().defences, rest) && is_said_of_act(tokens, at);
        found.wrong += usize::from(chinese().wrong.longest(rest).is_some());
        found.contest += usize::from(chinese().contest.longest(rest).is_some());
        found.defends |= chinese().defends.longest(rest).is_some();
    }
    found
}

fn arguing(tokens: &[Token<'_>]) -> Option<Arguing> {
    let words = kind_words();
    if words.any(List::Barred, tokens) {
        return Some(Arguing::Bars);
    }
    let concludes = (0..tokens.len()).any(|at| {
        let length = words.length(List::Conclusions, &tokens[at..]);
        // "must have copied" concludes from facts; "must pay" demands.
        let next = |length: usize| tokens.get(at + length).map(|it| it.lower.as_ref());
        length.is_some_and(|length| next(length) != Some("have"))
    });
    concludes.then_some(Arguing::Concludes)
}

/// "a work that is not original": the negation only describes.
fn is_relative(tokens: &[Token<'_>], at: usize) -> bool {
    at > 1
        && matches!(tokens[at - 1].lower.as_ref(), "that" | "which" | "who")
        && tokens[at - 2].is_word()
}

/// Items before a plain word of defence in which a form of "be" stands.
const SAID_OF: usize = 4;

/// "was in the public domain" defends; "elements in the public domain" only describes.
fn is_said_of_act(tokens: &[Token<'_>], at: usize) -> bool {
    let plain = kind_words().length(List::PlainDefences, &tokens[at..]);
    plain.is_none()
        || tokens[at.saturating_sub(SAID_OF)..at].iter().any(|it| {
            matches!(
                it.lower.as_ref(),
                "is" | "are" | "was" | "were" | "be" | "been" | "being" | "perfectly" | "from"
            )
        })
}

/// Words before a negation in which the speaker's pronoun stands, and after it the verb.
const NEAR: usize = 4;

/// Finds a negated act of the speaker: "we did not copy", "it had never trained on".
fn disowns(tokens: &[Token<'_>], speaker: &str) -> Option<Disowning> {
    let at = (0..tokens.len()).find(|at| is_disowned(tokens, *at, speaker))?;
    let before = &tokens[..at];
    let conceded = before
        .iter()
        .rposition(|it| it.lower == "but")
        .is_some_and(|but| but > 3);
    let only = tokens
        .windows(2)
        .any(|pair| matches!(pair[0].lower.as_ref(), "we" | "it" | "i") && pair[1].lower == "only");
    Some(if conceded || only {
        Disowning::InPart
    } else {
        Disowning::Wholly
    })
}

fn is_disowned(tokens: &[Token<'_>], at: usize, speaker: &str) -> bool {
    let word = tokens[at].lower.as_ref();
    let deny = matches!(word, "denied" | "denies" | "rejected" | "rejects")
        && at > 0
        && matches!(tokens[at - 1].lower.as_ref(), "but" | "and");
    let negation = matches!(word, "not" | "never") || word.ends_with("n't");
    let own = tokens[at.saturating_sub(NEAR)..at].iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "we" | "i" | "it" | "they" | "he" | "she" | "company" | "firm" | "but"
        ) || it.is_capital() && speaker.split_whitespace().any(|word| word == it.text)
    });
    let mut after = tokens[at + 1..].iter().take(NEAR).take_while(|it| {
        !is_complementiser(it) && !matches!(it.lower.as_ref(), "been" | "be" | "who" | "which")
    });
    let act = after.any(|it| lexicon().acts.contains(it.lower.as_ref()));
    deny || negation && own && act
}

fn is(phrases: &crate::phrase::Phrases<Tone>, rest: &[Token<'_>]) -> bool {
    phrases.longest(rest).is_some()
}

/// "copyright infringement claims" name a suit; they do not say that anybody infringed.
fn is_legal_name(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| {
        matches!(
            next.lower.as_ref(),
            "claim"
                | "claims"
                | "case"
                | "cases"
                | "lawsuit"
                | "lawsuits"
                | "suit"
                | "allegation"
                | "allegations"
                | "accusation"
                | "accusations"
                | "liability"
                | "theory"
        )
    })
}
