//! Chains: through whom words reached the text.
//!
//! "told the Bugle", "in a statement to the Bugle", "the Bugle first reported", "in a blog post",
//! "according to its complaint": each is a link between the speaker and this text, nearest to the
//! text first.

use std::ops::Range;

use model::Kind;

use crate::clause::Sighting;
use crate::lexicon::kinds::{List, kind_words};
use crate::lexicon::{Class, Sort, lexicon};
use crate::names::Mention;
use crate::speaker::{Scene, Speaker};
use crate::statement::Page;
use crate::text::Token;
use crate::unit::Unit;

/// Returns the chain of a statement.
pub(crate) fn cited_via(
    page: &Page<'_, '_>,
    scene: &Scene<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
    speaker: &Speaker,
) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    let said = said(unit, sighting);
    for name in outlets(page, scene, unit, &said) {
        if !is_speaker(speaker, &name) && !chain.contains(&name) {
            chain.push(name);
        }
    }
    if sighting.class == Some(Class::Report) && speaker.sort == Sort::Outlet {
        chain.extend(
            speaker
                .name
                .iter()
                .flat_map(|name| name.split("; ").map(str::to_owned)),
        );
    }
    chain.extend(cited(unit, sighting).filter(|noun| !chain.contains(noun)));
    let suit = sighting.kind == Some(Kind::Filing) && sighting.lemma == "sue";
    // "In a letter to the court": the text says itself which paper it is.
    let letter = channel(unit, &said).filter(|_| {
        let named = |noun: &String| unit.view.iter().any(|it| *it.lower == **noun);
        !speaker.document.as_ref().is_some_and(named)
    });
    match &speaker.document {
        Some(_) if letter.is_some() => chain.extend(letter),
        Some(document) => chain.push(page.motions.paper(
            &page.parties,
            speaker,
            document,
            (unit.range.end, sighting.class),
        )),
        None if suit && page.motions.complaint => chain.push("complaint".to_owned()),
        None if sighting.class.is_some() && speaker.sort != Sort::Outlet => {
            chain.extend(channel(unit, &said));
        }
        None => {}
    }
    chain
}

/// Names each link once; outlets that report together keep the order in which the text names them.
pub(crate) fn tidied(chain: Vec<String>, speaker: &Speaker) -> Vec<String> {
    let together = speaker.plural && chain.iter().any(|name| is_speaker(speaker, name));
    let mut tidy: Vec<String> = Vec::new();
    for name in chain {
        if !(tidy.contains(&name) || together && is_speaker(speaker, &name)) {
            tidy.push(name);
        }
    }
    if together {
        tidy.extend(
            speaker
                .name
                .iter()
                .flat_map(|name| name.split("; ").map(str::to_owned)),
        );
    }
    tidy
}

fn is_speaker(speaker: &Speaker, name: &str) -> bool {
    let names = speaker.name.as_deref().unwrap_or("");
    names.split("; ").any(|one| one == name)
}

/// Returns the bytes of the words said.
fn said(unit: &Unit<'_>, sighting: &Sighting) -> Vec<Range<usize>> {
    let parts = sighting.content.iter();
    parts.map(|items| unit.bytes(items)).collect()
}

/// Finds outlets that stand behind "told", "to", "by" or "with" outside the words said.
fn outlets(
    page: &Page<'_, '_>,
    scene: &Scene<'_, '_>,
    unit: &Unit<'_>,
    said: &[Range<usize>],
) -> Vec<String> {
    scene
        .mentions_in(&unit.range)
        .iter()
        .filter(|mention| {
            let inside = |part: &Range<usize>| {
                part.start <= mention.range.start && mention.range.end <= part.end
            };
            !said.iter().any(inside) || obtained(unit, mention)
        })
        .filter(|mention| match mention.sort {
            Sort::Outlet => carries(unit, mention),
            Sort::Company | Sort::Body | Sort::Product => {
                (is_own(page, mention) || is_press(unit, mention)) && carries(unit, mention)
            }
            _ => is_own(page, mention) && carries(unit, mention),
        })
        .map(|mention| mention.name.clone())
        .collect()
}

/// Tells whether a name is the outlet whose text this is.
fn is_own(page: &Page<'_, '_>, mention: &Mention) -> bool {
    let bare = |name: &str| name.trim_start_matches("The ").to_lowercase();
    let outlet = page.input.outlet.as_deref().map(bare);
    outlet.is_some_and(|outlet| bare(&mention.name) == outlet)
}

/// Words that show that whoever is told something is an outlet.
const PRESS: &[&str] = &[
    "interview",
    "interviews",
    "agency",
    "newspaper",
    "reporter",
    "reporters",
    "podcast",
    "magazine",
    "broadcaster",
];

fn is_press(unit: &Unit<'_>, mention: &Mention) -> bool {
    let press = |it: &Token<'_>| PRESS.contains(&it.lower.as_ref());
    let named = PRESS
        .iter()
        .any(|word| mention.name.to_lowercase().ends_with(word));
    let told = before(unit, mention)
        .first()
        .is_some_and(|it| *it == "told");
    named || told && unit.view.iter().any(press) || obtained(unit, mention)
}

/// "seen by the Bugle", "first reported by the Bugle", "obtained by the Bugle".
fn obtained(unit: &Unit<'_>, mention: &Mention) -> bool {
    let before = before(unit, mention);
    before.first().is_some_and(|it| *it == "by")
        && before.get(1).is_some_and(|it| {
            matches!(
                *it,
                "seen" | "reviewed" | "obtained" | "viewed" | "reported" | "published" | "revealed"
            )
        })
}

/// Returns the words before a name, nearest first, without articles.
fn before<'u>(unit: &'u Unit<'_>, mention: &Mention) -> Vec<&'u str> {
    let at = unit
        .view
        .partition_point(|item| item.start < mention.range.start);
    unit.view[..at]
        .iter()
        .rev()
        .filter(|item| !matches!(item.lower.as_ref(), "the" | "a" | "an" | "that"))
        .take(3)
        .map(|item| item.lower.as_ref())
        .collect()
}

fn carries(unit: &Unit<'_>, mention: &Mention) -> bool {
    let before = before(unit, mention);
    match before.first() {
        Some(&("told" | "tells" | "telling" | "citing")) => true,
        Some(&("to" | "with" | "by" | "in" | "for")) => before.iter().any(|word| {
            matches!(
                *word,
                "statement"
                    | "interview"
                    | "reported"
                    | "emailed"
                    | "shared"
                    | "according"
                    | "seen"
                    | "reviewed"
                    | "obtained"
                    | "viewed"
                    | "published"
                    | "comment"
                    | "comments"
                    | "email"
                    | "confirmed"
                    | "spoke"
                    | "speaking"
                    | "wrote"
                    | "quoted"
                    | "cited"
            )
        }),
        _ => {
            let at = unit
                .view
                .partition_point(|item| item.start < mention.range.end);
            unit.view[at..]
                .iter()
                .take(4)
                .any(|item| matches!(item.lower.as_ref(), "reported" | "reports"))
        }
    }
}

/// "According to a new report, Roe said …": the document that passes a speaker on.
fn cited(unit: &Unit<'_>, sighting: &Sighting) -> Option<String> {
    let view = &unit.view;
    let cue = sighting.cue.start;
    let at = (1..cue).find(|at| view[at - 1].lower == "according" && view[*at].lower == "to")?;
    let rest = (at + 1..view.len().min(at + 2 + 2 * NEAR))
        .take_while(|at| view[*at].is_word() && *at < cue);
    rest.filter_map(|at| {
        let noun = lexicon().descriptions.longest(&view[at..])?;
        (noun.1 == Sort::Document).then(|| view[at..at + noun.0].iter())
    })
    .map(|words| words.map(|it| it.text).collect::<Vec<_>>().join(" "))
    .last()
}

/// Items between "in" and the channel: "in a long blog post".
const NEAR: usize = 4;

/// Finds the channel through which somebody spoke: "in a blog post". Papers of a court case are
/// what `frame` finds.
fn channel(unit: &Unit<'_>, said: &[Range<usize>]) -> Option<String> {
    let view = &unit.view;
    let outside = |at: usize| {
        let here = &view[at];
        !said
            .iter()
            .any(|it| it.start <= here.start && here.end <= it.end)
    };
    let opens = |at: usize| {
        matches!(view[at].lower.as_ref(), "in" | "on" | "via")
            && view.get(at + 1).is_some_and(|it| {
                matches!(
                    it.lower.as_ref(),
                    "a" | "an" | "its" | "their" | "his" | "her" | "the"
                )
            })
    };
    (0..view.len())
        .filter(|at| outside(*at) && opens(*at))
        .find_map(|at| {
            (at + 2..view.len().min(at + 2 + NEAR))
                .take_while(|here| view[*here].is_word())
                .find_map(|here| noun(view, here))
        })
}

fn noun(view: &[Token<'_>], at: usize) -> Option<String> {
    let length = kind_words().length(List::Channels, &view[at..])?;
    let legal = lexicon().legal_papers.longest(&view[at..]).is_some();
    let words: Vec<&str> = view[at..at + length].iter().map(|it| it.text).collect();
    (!legal).then(|| words.join(" "))
}
