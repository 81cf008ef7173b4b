//! Chains: through whom words reached the text.
//!
//! "told the Bugle", "in a statement to the Bugle", "the Bugle first reported", "according to its
//! complaint": each is a link between the speaker and this text, nearest to the text first.

use std::ops::Range;

use crate::clause::Sighting;
use crate::lexicon::{Class, Sort};
use crate::names::Mention;
use crate::speaker::{Scene, Speaker};
use crate::unit::Unit;

/// Returns the chain of a statement.
pub(crate) fn cited_via(
    scene: &Scene<'_, '_>,
    unit: &Unit<'_>,
    sighting: Option<&Sighting>,
    speaker: &Speaker,
) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    for name in outlets(scene, unit, sighting) {
        if speaker.name.as_deref() != Some(name.as_str()) && !chain.contains(&name) {
            chain.push(name);
        }
    }
    let reported = sighting.is_some_and(|it| it.class == Some(Class::Report));
    if reported && speaker.sort == Sort::Outlet {
        chain.extend(
            speaker
                .name
                .iter()
                .flat_map(|name| name.split("; ").map(str::to_owned)),
        );
    }
    chain.extend(speaker.document.clone());
    chain
}

/// Finds outlets that stand behind "told", "to", "by" or "with" outside the words said.
fn outlets(scene: &Scene<'_, '_>, unit: &Unit<'_>, sighting: Option<&Sighting>) -> Vec<String> {
    let said: Vec<Range<usize>> = sighting
        .map(|it| it.content.iter().map(|items| unit.bytes(items)).collect())
        .unwrap_or_default();
    scene
        .mentions_in(&unit.range)
        .iter()
        .filter(|mention| {
            mention.sort == Sort::Outlet
                && !said
                    .iter()
                    .any(|part| part.start <= mention.range.start && mention.range.end <= part.end)
        })
        .filter(|mention| carries(unit, mention))
        .map(|mention| mention.name.clone())
        .collect()
}

fn carries(unit: &Unit<'_>, mention: &Mention) -> bool {
    let at = unit
        .view
        .partition_point(|item| item.start < mention.range.start);
    let before: Vec<&str> = unit.view[..at]
        .iter()
        .rev()
        .filter(|item| item.lower != "the")
        .take(3)
        .map(|item| item.lower.as_ref())
        .collect();
    match before.first() {
        Some(&("told" | "tells" | "telling" | "citing")) => true,
        Some(&("to" | "with" | "by")) => before.iter().any(|word| {
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
                    | "comment"
                    | "email"
            )
        }),
        _ => unit.view[at..]
            .iter()
            .take(8)
            .any(|item| matches!(item.lower.as_ref(), "reported" | "reports")),
    }
}
