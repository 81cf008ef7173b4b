//! Statements with a cue: who speaks, in which form, how sure that is.

use std::ops::Range;

use model::{Attribution, Form, Kind};

use super::{Page, frame, settle, turn, when};
use crate::chain::cited_via;
use crate::clause::hearsay::has_clause;
use crate::clause::signed::MARK;
use crate::clause::word::{is_pronoun, is_quote};
use crate::clause::{Shape, Sighting, event, noun};
use crate::draft::Draft;
use crate::kind::Verdict;
use crate::lexicon::{Class, Sort, lexicon};
use crate::speaker::salience::Salience;
use crate::speaker::{Scene, Speaker, resolve};
use crate::unit::Unit;

/// Makes the statement of one sighting, unless nothing certain is left of it.
pub(super) fn spoken(
    page: &Page<'_, '_>,
    index: usize,
    sighting: &Sighting,
    range: Range<usize>,
    salience: &Salience,
    found: &[Draft],
) -> Option<Draft> {
    let unit = &page.units[index];
    let mut scene = page.scene(salience);
    scene.said = sighting
        .content
        .iter()
        .map(|part| unit.bytes(part))
        .collect();
    let speaker = speaker_of(page, unit, sighting, &scene, found)
        .filter(|it| sighting.lemma != MARK || it.name.is_some())?;
    let (speaker, relay) = relayed(unit, sighting, &scene, speaker);
    // What another clause of the sentence begins with may stand inside this one.
    let cue = unit.bytes(&sighting.cue);
    let range = range.start.min(cue.start)..range.end.max(cue.end);
    let range = trimmed(page.text.source, range);
    let parts = sighting.content.iter();
    let content: Vec<Range<usize>> = parts.map(|items| page.inner(unit, items)).collect();
    let spoken = sighting.class.is_some_and(|class| class != Class::Deny);
    if spoken && content.iter().all(Range::is_empty) {
        return None;
    }
    let speaker = frame::with_document(page, unit, sighting, speaker);
    let mut draft = page.draft(index, range, content, speaker);
    draft.form = form(unit, sighting);
    draft.cue = Some(cue).filter(|it| !it.is_empty());
    draft.quotation = first_quotation(page, unit, sighting);
    let verdict = silent(unit, sighting).unwrap_or_else(|| page.judge(&draft, Some(sighting)));
    if verdict.kind == Kind::NoComment && sighting.negated && !is_someone(unit, sighting, &draft) {
        return None;
    }
    let (said, basis) = when::said(page, unit, sighting, &draft);
    if !draft.happened.is_known() {
        draft.happened = when::other(page, &draft.range, &said);
    }
    draft.said = said;
    draft.said_basis = basis;
    draft.cited_via = cited_via(page, &scene, unit, sighting, &draft.speaker);
    draft.cited_via.splice(0..0, relay);
    draft.cited_via.dedup();
    draft.correction_form = sighting.correction;
    draft.confidence = confidence(sighting, &draft.speaker);
    settle(&mut draft, verdict);
    Some(draft)
}

/// "It said it would not comment": a refusal in the speaker's own words.
fn silent(unit: &Unit<'_>, sighting: &Sighting) -> Option<Verdict> {
    let words = sighting
        .content
        .first()
        .filter(|_| sighting.class == Some(Class::Say))?;
    let subject = unit.view.get(words.start).is_some_and(is_pronoun);
    let rest = unit.view.get(words.start + 1..).filter(|_| subject)?;
    let (_, form) = lexicon().silence.longest(rest)?;
    Some(Verdict {
        kind: Kind::NoComment,
        form: Some(form),
        because: "the speaker says so",
        open: false,
        takes_up: false,
    })
}

/// Returns the first quotation among the words said.
pub(crate) fn first_quotation(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
) -> Option<usize> {
    let mut said = sighting
        .content
        .iter()
        .flat_map(|items| &unit.view[items.clone()]);
    let quote = said.find(|item| is_quote(item))?;
    let index = page
        .quotations
        .partition_point(|it| it.outer.end <= quote.start);
    Some(index)
}

/// Tells whether a source can stay silent: "the page does not say" is no refusal to comment.
fn is_someone(unit: &Unit<'_>, sighting: &Sighting, draft: &Draft) -> bool {
    let pronoun = sighting.source.as_ref().is_some_and(|source| {
        source.items.len() == 1 && is_pronoun(&unit.view[source.items.start])
    });
    let speaker = &draft.speaker;
    speaker.attribution != Attribution::Document
        && !is_first_person(unit, sighting)
        && speaker.sort != Sort::Document
        && (speaker.name.is_some() || pronoun || speaker.anonymity.is_some())
}

/// "…, according to people familiar with the matter, the Bugle first reported": who passes the
/// words on inside the sentence. Unnamed sources make the whole statement anonymous.
fn relayed(
    unit: &Unit<'_>,
    sighting: &Sighting,
    scene: &Scene<'_, '_>,
    speaker: Speaker,
) -> (Speaker, Vec<String>) {
    let mut relay = Vec::new();
    let mut speaker = speaker;
    let inside = |at: &usize| sighting.content.iter().any(|part| part.contains(at));
    for at in (sighting.cue.end..unit.view.len()).filter(inside) {
        let Some(source) = event::according(&unit.view, at).and_then(|it| it.source) else {
            continue;
        };
        let teller = resolve(scene, unit, &source);
        if teller.attribution == Attribution::Anonymous {
            speaker.attribution = Attribution::Anonymous;
            speaker.anonymity = teller.anonymity;
        } else {
            relay.extend(teller.name.filter(|_| teller.sort == Sort::Outlet));
        }
    }
    relay.extend(reporter(unit, scene));
    relay.retain(|name| speaker.name.as_deref() != Some(name.as_str()));
    (speaker, relay)
}

/// "the Bugle first reported" at the end of a sentence.
fn reporter(unit: &Unit<'_>, scene: &Scene<'_, '_>) -> Option<String> {
    let at = unit.view.iter().rposition(|it| it.lower == "reported")?;
    let ends = unit.view[at + 1..]
        .iter()
        .all(|it| !it.is_word() || it.lower == "earlier");
    let source = noun::before(&unit.view, at).filter(|_| ends)?;
    let speaker = resolve(scene, unit, &source);
    speaker.name.filter(|_| speaker.sort == Sort::Outlet)
}

fn speaker_of(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
    scene: &Scene<'_, '_>,
    found: &[Draft],
) -> Option<Speaker> {
    let speaker = sighting.source.as_ref().map(|source| {
        let speaker = resolve(scene, unit, source);
        let own = (turn::speaker(page, unit).or_else(|| page.own.clone()))
            .filter(|_| is_first_person(unit, sighting));
        own.map_or(speaker.clone(), |own| Speaker {
            range: speaker.range,
            ..own
        })
    });
    match sighting.shape {
        Shape::Event => {
            let speaker = match speaker {
                Some(speaker) => {
                    Some(speaker).filter(|it| it.name.is_some() || rules(unit, it, sighting))
                }
                None => (sighting.kind == Some(Kind::Ruling)).then(Speaker::unknown),
            }?;
            Some(Speaker {
                attribution: Attribution::Outlet,
                anonymity: None,
                ..speaker
            })
        }
        Shape::Hearsay => speaker
            .filter(|it| it.name.is_some())
            .or_else(|| hearsay(unit, found))
            .or_else(|| unowned(sighting)),
        _ => {
            let speaker = speaker.unwrap_or_else(|| subject(page, unit, scene));
            let reported = sighting.class == Some(Class::Report) && speaker.sort == Sort::Outlet;
            let attribution = if reported {
                Attribution::Outlet
            } else {
                speaker.attribution
            };
            let speaker = Speaker {
                attribution,
                ..speaker
            };
            Some(goes_on(unit, sighting, speaker, found))
        }
    }
}

/// Tells whether the source is "we" or "I".
fn is_first_person(unit: &Unit<'_>, sighting: &Sighting) -> bool {
    sighting.source.as_ref().is_some_and(|source| {
        let first = unit.view[source.items.start].lower.as_ref();
        source.items.len() == 1 && matches!(first, "we" | "i")
    })
}

/// "It added": whoever spoke just before goes on.
fn goes_on(unit: &Unit<'_>, sighting: &Sighting, speaker: Speaker, found: &[Draft]) -> Speaker {
    let adds = matches!(sighting.lemma.as_str(), "add" | "continue" | "conclude")
        || unit.view[..sighting.cue.start]
            .last()
            .is_some_and(|it| it.lower == "also");
    let pronoun = sighting.source.as_ref().is_some_and(|source| {
        source.items.len() == 1 && is_pronoun(&unit.view[source.items.start])
    });
    let last = found
        .last()
        .filter(|it| it.paragraph + 1 >= unit.paragraph && it.speaker.name.is_some());
    match last.filter(|_| adds && pronoun && speaker.name.is_none()) {
        Some(last) => Speaker {
            range: speaker.range,
            evidence: "the last speaker goes on",
            sure: 0.7,
            ..super::fold::aloud(last)
        },
        None => speaker,
    }
}

/// Hearsay belongs to the accuser who spoke just before in the same paragraph, or to nobody.
fn hearsay(unit: &Unit<'_>, found: &[Draft]) -> Option<Speaker> {
    let before = found.last().filter(|draft| {
        draft.paragraph == unit.paragraph
            && draft.kind == Kind::Allegation
            && draft.speaker.name.is_some()
    })?;
    Some(Speaker {
        range: None,
        evidence: "hearsay after this speaker's allegation",
        sure: 0.6,
        ..before.speaker.clone()
    })
}

/// Tells whether a court decides, even one that the text does not name: "the appeals court".
fn rules(unit: &Unit<'_>, speaker: &Speaker, sighting: &Sighting) -> bool {
    let is_court = |it: Sort| matches!(it, Sort::Court | Sort::Judge);
    let words = sighting.source.as_ref().map(|it| it.items.clone());
    let described = words.unwrap_or_default().any(|at| {
        let mut sorts = lexicon().descriptions.all(&unit.view[at..]);
        sorts.any(|(_, sort)| is_court(sort))
    });
    sighting.kind == Some(Kind::Ruling) && (is_court(speaker.sort) || described)
}

/// What is plainly asserted by somebody whom the text does not name: the outlet answers for telling
/// it.
fn unowned(sighting: &Sighting) -> Option<Speaker> {
    (has_clause(sighting)).then(|| Speaker {
        attribution: Attribution::Outlet,
        evidence: "the text does not say who asserts it",
        ..Speaker::unknown()
    })
}

/// A participle without a source of its own ("arguing that …") speaks for the subject, which is
/// the first name of the sentence.
fn subject(page: &Page<'_, '_>, unit: &Unit<'_>, scene: &Scene<'_, '_>) -> Speaker {
    let first = scene.mentions_in(&unit.range).first().filter(|mention| {
        let opening = &page.text.source[unit.range.start..mention.range.start];
        opening.len() < 5 && !matches!(mention.sort, Sort::Place | Sort::Law | Sort::Product)
    });
    match first {
        Some(mention) => Speaker {
            name: Some(mention.name.clone()),
            range: Some(mention.range.clone()),
            sort: mention.sort,
            evidence: "the first name of the sentence",
            sure: 0.6,
            ..Speaker::unknown()
        },
        None => Speaker::unknown(),
    }
}

/// Tells how the words stand: quoted, told, or an act.
pub(crate) fn form(unit: &Unit<'_>, sighting: &Sighting) -> Form {
    if sighting.shape == Shape::Event {
        return Form::Event;
    }
    let items = || {
        sighting
            .content
            .iter()
            .flat_map(|items| &unit.view[items.clone()])
    };
    let quoted = items().any(is_quote);
    let words = items().filter(|item| item.is_word()).count();
    match (quoted, words) {
        (true, 0..=1) => Form::Direct,
        (true, _) => Form::Mixed,
        (false, _) => Form::Indirect,
    }
}

fn confidence(sighting: &Sighting, speaker: &Speaker) -> f64 {
    let shape = match sighting.shape {
        Shape::Silence => 0.95,
        Shape::According => 0.85,
        Shape::Leading | Shape::Trailing if sighting.source.is_some() => 0.85,
        Shape::Event => 0.6,
        Shape::Leading | Shape::Trailing => 0.55,
        Shape::Hearsay => 0.4,
    };
    f64::midpoint(shape, speaker.sure)
}

fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let words = &source[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    let end = start
        + words
            .trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';')
            .trim_start()
            .len();
    start..end.max(start)
}
