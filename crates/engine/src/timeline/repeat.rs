//! Repeats: statements that say the same, letter for letter, in several places (a wire story in
//! three papers).

use std::collections::BTreeMap;

use model::{Attribution, Kind, Statement, StatementId, normalised_name};

/// What two statements have in common when one merely repeats the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RepeatKey {
    kind: Kind,
    speaker: String,
    about: Option<String>,
    attribution: Attribution,
    words: String,
}

/// Returns what a statement has in common with its repeats. One without a speaker has none: "the
/// company declined to comment" is said of many companies. The affiliation does not count: it may be
/// read out of the text around the same words.
pub(crate) fn repeat_key(statement: &Statement) -> Option<RepeatKey> {
    let found = &statement.found;
    let normalised = |name: &Option<String>| name.as_deref().map(normalised_name);
    let words: Vec<&str> = found.verbatim.split_whitespace().collect();
    Some(RepeatKey {
        kind: found.kind,
        speaker: normalised(&found.speaker)?,
        about: normalised(&found.about),
        attribution: found.attribution,
        words: words.join(" "),
    })
}

/// Groups statements with their repeats; a group is named after its first member.
pub(crate) fn clusters_of(statements: &[Statement]) -> BTreeMap<StatementId, String> {
    let mut groups: BTreeMap<_, Vec<StatementId>> = BTreeMap::new();
    for statement in statements {
        if let Some(key) = repeat_key(statement) {
            groups.entry(key).or_default().push(statement.id);
        }
    }
    let mut clusters = BTreeMap::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort();
        let name = group[0].to_string();
        clusters.extend(group.into_iter().map(|id| (id, name.clone())));
    }
    clusters
}
