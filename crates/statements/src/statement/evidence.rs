//! Evidence: what the words around and inside a statement show about its kind.

use std::ops::Range;

use super::{Page, target};
use crate::clause::Sighting;
use crate::draft::Draft;
use crate::kind::{Evidence, Sign};
use crate::lexicon::Sort;
use crate::lexicon::kinds::{List, kind_words};
use crate::lexicon::lexicon;
use crate::speaker::Speaker;
use crate::speaker::party::Side;
use crate::text::Token;
use crate::tone::tones;

/// Collects what decides the kind of a draft.
pub(super) fn evidence(
    page: &Page<'_, '_>,
    draft: &Draft,
    sighting: Option<&Sighting>,
) -> Evidence {
    let said = page.tokens_of(&draft.content);
    let sentence = page.tokens_of(std::slice::from_ref(&draft.range));
    let side = draft.side(&page.parties);
    let own_plan =
        target::is_own_plan(&said, &draft.speaker) || target::is_own_act(&said, &draft.speaker);
    let signs = [
        (Sign::Court, is_court(page, &draft.speaker)),
        (
            Sign::NamesOther,
            !draft.targets.is_empty() || target::points_at_other(&said),
        ),
        (Sign::Aims, aims(page, draft, &said)),
        (Sign::Rebuts, rebuts(page, draft, side, &said)),
        (Sign::OwnPlan, own_plan),
        (Sign::AsksCourt, asks_court(&said, sighting)),
        (Sign::Responds, responds(&sentence)),
        (Sign::OwnPaper, own_paper(draft, &sentence)),
        (Sign::Asked, asked(&sentence)),
        (Sign::SpeaksOfSelf, said.iter().any(is_own)),
        (
            Sign::Concedes,
            turned(List::Concedes, &sentence, draft, sighting),
        ),
        (
            Sign::Contests,
            turned(List::Contests, &sentence, draft, sighting),
        ),
        (Sign::Partly, partly(&sentence, draft)),
        (Sign::Mends, mends(&sentence)),
    ];
    Evidence {
        side,
        tones: tones(&said, draft.speaker.name.as_deref()),
        signs: signs
            .into_iter()
            .filter_map(|(sign, shown)| shown.then_some(sign))
            .collect(),
    }
}

fn is_own(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "we" | "our" | "i" | "it" | "its" | "us"
    )
}

/// Tells whether a court or judge speaks, by name or as "two courts".
fn is_court(page: &Page<'_, '_>, speaker: &Speaker) -> bool {
    let called = speaker.range.as_ref().is_some_and(|range| {
        page.text.tokens[page.text.tokens_in(range)]
            .iter()
            .take_while(|it| it.lower != "that")
            .any(|it| {
                matches!(
                    it.lower.as_ref(),
                    "court" | "courts" | "judge" | "judges" | "tribunal" | "tribunals"
                )
            })
    });
    let court = matches!(speaker.sort, Sort::Court | Sort::Judge);
    court || called && speaker.name.is_none() && speaker.document.is_none()
}

/// Tells whether the words speak of the accused party.
fn aims(page: &Page<'_, '_>, draft: &Draft, said: &[Token<'_>]) -> bool {
    let own = draft.speaker.name.as_deref().unwrap_or("");
    let other = |it: &crate::names::Mention| {
        !matches!(
            it.sort,
            Sort::Place | Sort::Law | Sort::Proceeding | Sort::Court
        ) && page.parties.side(&it.name) != Some(Side::Accuser)
            && !own.split("; ").any(|name| name == it.name)
    };
    let named = draft.content.iter().any(|part| {
        let mut mentions = page.mentions_within(part).iter();
        mentions.any(other)
    });
    let opens = said
        .iter()
        .take(3)
        .any(|it| matches!(it.lower.as_ref(), "he" | "she"));
    let described = said.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "defendant"
                | "defendants"
                | "company"
                | "companies"
                | "firm"
                | "maker"
                | "chatbot"
                | "tool"
                | "tools"
                | "he"
                | "him"
        )
    });
    let words = |part: &Range<usize>| &page.text.source[part.clone()];
    let chinese = draft
        .content
        .iter()
        .any(|part| words(part).contains("公司") || words(part).contains("被告"));
    named || opens || described || chinese
}

/// Tells whether the words come from the paper that a suit begins with, and from no other that the
/// sentence names: a letter, a hearing.
fn own_paper(draft: &Draft, sentence: &[Token<'_>]) -> bool {
    let complaint = matches!(
        draft.speaker.document.as_deref(),
        Some(
            "complaint"
                | "lawsuit"
                | "suit"
                | "indictment"
                | "petition"
                | "claim form"
                | "起诉书"
                | "诉状"
                | "起诉状"
                | "诉讼"
        )
    );
    let elsewhere = sentence.windows(3).any(|three| {
        matches!(three[0].lower.as_ref(), "in" | "at" | "during")
            && matches!(
                three[2].lower.as_ref(),
                "letter" | "memo" | "email" | "blog" | "interview" | "hearing" | "statement"
            )
    });
    complaint && !elsewhere
}

/// Items between the other side and the word for what it says.
const NEAR: usize = 4;

/// "Acme claims that ..., but", "plaintiffs' theory is flawed": the words take up what the other
/// side says and turn against it.
fn rebuts(page: &Page<'_, '_>, draft: &Draft, side: Option<Side>, said: &[Token<'_>]) -> bool {
    let Some(side) = side else { return false };
    let words = kind_words();
    let taken_up = |after: &[Token<'_>]| {
        (0..after.len().min(NEAR)).any(|at| {
            words.length(List::SaidVerbs, &after[at..]).is_some()
                || words.length(List::SaidNouns, &after[at..]).is_some()
        })
    };
    let other = |mention: &crate::names::Mention| {
        page.parties
            .side(&mention.name)
            .is_some_and(|it| it != side)
    };
    let behind = |end: usize| &said[said.partition_point(|it| it.start < end)..];
    let named = draft.content.iter().any(|part| {
        let mut named = page.mentions_within(part).iter().filter(|it| other(it));
        named.any(|it| taken_up(behind(it.range.end)))
    });
    let role = match side {
        Side::Accuser => ["defendant", "defendants"],
        Side::Accused => ["plaintiff", "plaintiffs"],
    };
    let described = (0..said.len())
        .any(|at| role.contains(&said[at].lower.as_ref()) && taken_up(&said[at + 1..]));
    (named || described) && (words.any(List::Turns, said) || words.any(List::Negations, said))
}

/// "is seeking an injunction", "would like to consolidate the cases".
fn asks_court(said: &[Token<'_>], sighting: Option<&Sighting>) -> bool {
    let words = kind_words();
    let sought = sighting.is_some_and(|it| it.lemma == "seek");
    let wish = (1..said.len()).any(|at| {
        said[at - 1].lower == "to"
            && words.length(List::Procedural, &said[at..]).is_some()
            && said[at.saturating_sub(NEAR)..at].iter().any(|it| {
                matches!(
                    it.lower.as_ref(),
                    "like" | "wants" | "want" | "asks" | "seeks" | "moves" | "intends" | "wishes"
                )
            })
    });
    wish || sought && words.any(List::Relief, said)
}

/// Items in which the paper that is answered must stand.
const PAPER: usize = 8;

/// "Responding to the motion, Acme says": the sentence tells of a paper that answers another.
fn responds(sentence: &[Token<'_>]) -> bool {
    let Some(length) = kind_words().length(List::Responding, sentence) else {
        return false;
    };
    let rest = &sentence[length..];
    (0..rest.len().min(PAPER))
        .take_while(|at| rest[*at].lower != ",")
        .any(|at| {
            matches!(
                rest[at].lower.as_ref(),
                "motion" | "petition" | "appeal" | "brief"
            ) && lexicon().legal_papers.longest(&rest[at..]).is_some()
        })
}

/// "Asked about that accusation, Acme said": the sentence tells what is answered.
fn asked(sentence: &[Token<'_>]) -> bool {
    let words = kind_words();
    let starts = (0..sentence.len().saturating_sub(1)).filter_map(|at| {
        let length = words.length(List::Asked, &sentence[at..])?;
        let clause = at == 0 || sentence[at - 1].lower == "," || sentence[at - 1].lower == "said";
        clause.then_some(at + length)
    });
    starts.take(2).any(|start| {
        let end = sentence.len().min(start + PAPER);
        (start..end)
            .take_while(|at| sentence[*at].lower != ",")
            .any(|at| words.length(List::Charges, &sentence[at..]).is_some())
    })
}

/// "denied it but conceded that": a word of the other kind in the same sentence.
fn turned(list: List, sentence: &[Token<'_>], draft: &Draft, sighting: Option<&Sighting>) -> bool {
    if sighting.is_none() {
        return false;
    }
    let cue = draft.cue.clone().unwrap_or_default();
    (0..sentence.len()).any(|at| {
        let here = &sentence[at];
        let own = cue.contains(&here.start);
        let linked = sentence[at.saturating_sub(NEAR)..at].iter().any(is_turn)
            || at <= PAPER && sentence.first().is_some_and(is_turn);
        !own && linked && kind_words().length(list, &sentence[at..]).is_some()
    })
}

fn is_turn(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "but" | "while" | "though" | "although" | "and" | "yet" | "whilst"
    )
}

/// "denied some of the claims", "partly denied".
fn partly(sentence: &[Token<'_>], draft: &Draft) -> bool {
    let Some(Range { start, end }) = draft.cue.clone() else {
        return false;
    };
    let before = sentence.partition_point(|it| it.start < start);
    let after = sentence.partition_point(|it| it.start < end);
    let adverb =
        before > 0 && matches!(sentence[before - 1].lower.as_ref(), "partly" | "partially");
    adverb
        || (after..sentence.len().min(after + 3))
            .any(|at| kind_words().length(List::Partly, &sentence[at..]).is_some())
}

/// "has since plugged the hole": a fault is mended, and so conceded.
fn mends(sentence: &[Token<'_>]) -> bool {
    (0..sentence.len()).any(|at| {
        let end = sentence.len().min(at + 1 + NEAR);
        kind_words().length(List::Mended, &sentence[at..]).is_some()
            && kind_words().any(List::Faults, &sentence[at + 1..end])
    })
}
