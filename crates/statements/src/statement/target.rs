//! Targets: of whom a statement speaks, and which of its words carry meaning.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Page;
use crate::lexicon::kinds::{List, kind_words};
use crate::lexicon::{Sort, lexicon};
use crate::speaker::Speaker;
use crate::speaker::party::Side;
use crate::text::Token;

/// Names in one field at most.
const MOST: usize = 2;

/// Returns whom or what the content speaks of: the first names that are not the speaker's own.
pub(crate) fn targets(
    page: &Page<'_, '_>,
    content: &[Range<usize>],
    speaker: &Speaker,
) -> Vec<String> {
    let own = speaker.name.as_deref().unwrap_or("");
    let mut found: Vec<String> = Vec::new();
    let mut products: Vec<String> = Vec::new();
    for mention in content.iter().flat_map(|part| page.mentions_within(part)) {
        let is_own = own.split("; ").any(|name| name == mention.name)
            || speaker
                .affiliation
                .as_deref()
                .is_some_and(|it| it.starts_with(&mention.name));
        let list = match mention.sort {
            Sort::Product => &mut products,
            Sort::Place | Sort::Law | Sort::Proceeding => continue,
            _ => &mut found,
        };
        if !is_own && list.len() < MOST && !list.contains(&mention.name) {
            list.push(mention.name.clone());
        }
    }
    let side = page.parties.side(own);
    if found.is_empty() && side == Some(Side::Accuser) {
        found.extend(
            page.parties
                .at(Side::Accused, content.first().map_or(0, |part| part.start))
                .iter()
                .flat_map(|it| it.split("; ").map(str::to_owned))
                .take(MOST),
        );
    }
    if found.is_empty() { products } else { found }
}

impl Page<'_, '_> {
    /// Returns the mentions inside a range.
    pub(crate) fn mentions_within(&self, range: &Range<usize>) -> &[crate::names::Mention] {
        let first = self
            .mentions
            .partition_point(|it| it.range.start < range.start);
        let last = self
            .mentions
            .partition_point(|it| it.range.end <= range.end);
        &self.mentions[first..last.max(first)]
    }
}

/// Tells whether words speak of somebody else without a name.
pub(crate) fn points_at_other(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "defendants"
                | "defendant"
                | "companies"
                | "company"
                | "they"
                | "their"
                | "he"
                | "she"
                | "him"
                | "them"
                | "plaintiffs"
                | "firm"
                | "maker"
        )
    })
}

/// Tells whether words announce what the speaker does or will do.
pub(crate) fn is_own_plan(tokens: &[Token<'_>], speaker: &Speaker) -> bool {
    // "Acme said Bolt copied its plans": what another does is no plan of the speaker's.
    let other = |it: &&Token<'_>| {
        let named = speaker.name.as_deref();
        it.is_capital() && it.lower != "i" && !named.is_some_and(|name| name.contains(it.text))
    };
    let is_opening = |it: &Token<'_>| lexicon().function.contains(it.lower.as_ref());
    if (tokens.first().filter(other)).is_some_and(|it| !is_opening(it)) {
        return false;
    }
    let own = tokens.iter().take(3).any(|it| {
        matches!(
            it.lower.as_ref(),
            "it" | "we" | "they" | "our" | "its" | "he" | "she" | "i"
        ) || speaker
            .name
            .as_deref()
            .is_some_and(|name| it.is_capital() && name.contains(it.text))
    });
    own && (0..tokens.len().min(14)).any(|at| lexicon().plans.longest(&tokens[at..]).is_some())
}

/// Items between the speaker and the verb of an act of their own.
const NEAR: usize = 3;

/// Tells whether words tell what the speaker did or does: "it had opened an inquiry".
pub(crate) fn is_own_act(tokens: &[Token<'_>], speaker: &Speaker) -> bool {
    let own = |it: &Token<'_>| {
        matches!(
            it.lower.as_ref(),
            "it" | "we" | "they" | "i" | "he" | "she" | "company" | "firm" | "group"
        ) || it.is_capital()
            && speaker
                .name
                .as_deref()
                .is_some_and(|name| name.contains(it.text))
    };
    let act = |at: usize| kind_words().length(List::OwnActs, &tokens[at..]).is_some();
    (1..tokens.len().min(14))
        .any(|at| act(at) && tokens[at.saturating_sub(NEAR)..at].iter().any(own))
}

/// Words kept of one statement at most.
const KEPT: usize = 60;

/// Returns the words that carry meaning, without their endings.
pub(crate) fn words(tokens: &[Token<'_>]) -> BTreeSet<String> {
    const COMMON: &[&str] = &[
        "that", "this", "with", "from", "have", "been", "were", "their", "they", "would", "which",
        "about", "also", "into", "than", "such", "will", "other", "more", "some", "what", "when",
        "there", "these", "those", "could", "said", "company",
    ];
    tokens
        .iter()
        .filter(|it| {
            it.is_word() && it.lower.chars().count() > 3 && !COMMON.contains(&it.lower.as_ref())
        })
        .map(|it| stem(&it.lower))
        .take(KEPT)
        .collect()
}

/// Returns a word without its ending.
pub(crate) fn stem(word: &str) -> String {
    let irregular = match word {
        "sought" | "seeking" | "seeks" => Some("seek"),
        "stole" | "stolen" => Some("steal"),
        "wrote" | "written" => Some("write"),
        "took" | "taken" => Some("take"),
        "knew" | "known" => Some("know"),
        _ => None,
    };
    if let Some(word) = irregular {
        return word.to_owned();
    }
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(head) = word
            .strip_suffix(ending)
            .filter(|head| head.chars().count() > 3)
        {
            return head.to_owned();
        }
    }
    word.to_owned()
}
