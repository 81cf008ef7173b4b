//! Persons as sources: who they are, for whom they speak and in which office.

use std::ops::Range;

use super::lexicon::chinese;
use super::speaker::words;
use super::words::{ending, has};
use crate::lexicon::Sort;
use crate::names::Mention;
use crate::speaker::{Scene, Speaker};
use crate::text::{Token, TokenKind};

/// Letters of a Chinese name: the surname and one or two more.
const NAME: std::ops::RangeInclusive<usize> = 2..=3;
/// Mentions back in which the foreign name of somebody is looked for.
const WEIGHED: usize = 60;

fn is_han(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && token.text.chars().all(super::script::is_han)
}

/// Tells whether words are a Chinese name: "李明".
pub(super) fn is_name(items: &[Token<'_>]) -> bool {
    let surname = items
        .first()
        .and_then(|it| it.lower.chars().next())
        .is_some_and(|c| chinese().surname.contains(&c));
    let listed = chinese().people.longest(items).is_some()
        || chinese()
            .body
            .longest(items.get(1..).unwrap_or_default())
            .is_some()
        || chinese().time.longest(items).is_some();
    surname && !listed && NAME.contains(&items.len()) && items.iter().all(is_han)
}

/// Returns where the name of a person begins behind an office: "发言人李明".
pub(super) fn after_role(items: &[Token<'_>]) -> Option<usize> {
    (0..items.len()).rev().find_map(|at| {
        let (length, ()) = chinese().role.longest(&items[at..])?;
        let rest = &items[at + length..];
        let foreign = rest.iter().any(|it| it.text == "·")
            || rest.len() <= 4 && rest.iter().all(Token::is_capital);
        let named = !rest.is_empty() && (is_name(rest) || foreign);
        named.then_some(at + length)
    })
}

/// A person named in the source, with the body and office that stand before the name.
pub(super) fn person(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
    mentions: &[&Mention],
) -> Option<Speaker> {
    let found = mentions.iter().rev().find(|it| it.sort.is_person());
    let gloss = gloss(scene, range);
    let (name, sort, start) = if let Some(person) = found {
        let end = items.iter().filter(|it| it.start >= person.range.end);
        let behind: Vec<&Token<'_>> = end.collect();
        let first = behind.iter().position(|it| !matches!(it.text, "·" | "•"));
        // "特朗普政府": a body called after a person.
        let headed =
            ending(&chinese().people, items).is_some() || ending(&chinese().body, items).is_some();
        if headed && first.is_some() && ending(&chinese().role, items).is_none() {
            return None;
        }
        let own = person.range.start;
        let inside = items.iter().all(|it| it.end <= own);
        let at = inside
            .then(|| foreign(items).or_else(|| after_role(items)))
            .flatten();
        let start = at.map_or(own, |at| items[at].start);
        (person.name.clone(), person.sort, start)
    } else if let Some(at) = after_role(items) {
        let name = gloss.unwrap_or_else(|| words(scene, &items[at..]));
        (name, Sort::Person, items[at].start)
    } else if let Some(at) = foreign(items) {
        let name = gloss.unwrap_or_else(|| words(scene, &items[at..]));
        (name, Sort::Person, items[at].start)
    } else if mentions.is_empty() && is_name(items) {
        let name = glossed_name(scene, items).unwrap_or_else(|| words(scene, items));
        (name, Sort::Person, items[0].start)
    } else {
        return None;
    };
    let joined = joined(items, mentions);
    let body = mentions
        .iter()
        .rev()
        .find(|it| !it.sort.is_person() && it.range.end <= start);
    let unlisted = body
        .is_none()
        .then(|| employer(scene, items, start))
        .flatten();
    let told = body.map(|body| affiliation(scene, items, body, start));
    Some(Speaker {
        affiliation: told.or_else(|| unlisted.as_ref().map(|it| format!("{} ({})", it.0, it.1))),
        body: body
            .map(|body| body.name.clone())
            .or_else(|| unlisted.map(|it| it.0)),
        plural: joined.is_some(),
        ..Speaker::named(joined.unwrap_or(name), sort, "named before the cue", 0.9)
    })
}

/// "马斯克和奥尔特曼": persons joined by "and".
fn joined(items: &[Token<'_>], mentions: &[&Mention]) -> Option<String> {
    let [.., first, second] = mentions else {
        return None;
    };
    let between: String = items
        .iter()
        .filter(|it| it.start >= first.range.end && it.end <= second.range.start)
        .map(|it| it.lower.as_ref())
        .collect();
    let both = first.sort.is_person() && second.sort.is_person() && first.name != second.name;
    (both && matches!(between.as_str(), "和" | "与" | "、" | "及"))
        .then(|| format!("{}; {}", first.name, second.name))
}

/// "微软总法律顾问": the body and, in parentheses, the office.
fn affiliation(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    body: &Mention,
    person: usize,
) -> String {
    let between: Vec<Token<'_>> = items
        .iter()
        .filter(|it| it.start >= body.range.end && it.end <= person)
        .skip_while(|it| it.lower == "的")
        .cloned()
        .collect();
    match between.as_slice() {
        [] => body.name.clone(),
        office => format!("{} ({})", body.name, words(scene, office).trim()),
    }
}

/// "蓝鲸公司发言人": the body and the office before a name, where no list has the body.
fn employer(scene: &Scene<'_, '_>, items: &[Token<'_>], person: usize) -> Option<(String, String)> {
    let end = items.iter().position(|it| it.start >= person)?;
    let (length, ()) = ending(&chinese().role, &items[..end])?;
    if has(&chinese().courts, &items[..end]) {
        return None;
    }
    let mut owner = &items[..end - length];
    while owner.last().is_some_and(|it| it.lower == "的") {
        owner = &owner[..owner.len() - 1];
    }
    let named = owner.len() > 1 && owner.iter().all(|it| it.is_word() || it.text == "·");
    let again = chinese().again.longest(owner).is_some();
    (named && !again).then(|| (words(scene, owner), words(scene, &items[end - length..end])))
}

/// Returns where a foreign name in Chinese characters begins: the joined parts around "·", behind
/// an office.
fn foreign(items: &[Token<'_>]) -> Option<usize> {
    let dot = items.iter().position(|it| matches!(it.text, "·" | "•"))?;
    let start = items[..dot]
        .iter()
        .rposition(|it| !is_han(it) || it.lower == "的")
        .map_or(0, |at| at + 1);
    let role = (start..dot).find_map(|at| {
        let (length, ()) = ending(&chinese().role, &items[start..=at])?;
        let _ = length;
        Some(at + 1)
    });
    let last = (start..dot)
        .rev()
        .find(|at| ending(&chinese().role, &items[start..=*at]).is_some())
        .map(|at| at + 1);
    last.or(role).or(Some(start)).filter(|at| *at < dot)
}

/// Returns the foreign name in the parentheses of the source: "卡罗琳·莱维特（Karoline Leavitt）".
fn gloss(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<String> {
    let source = scene.text.source;
    scene
        .mentions_in(&(range.start..range.end))
        .iter()
        .chain(
            scene
                .mentions_in(&(range.end..source.len().min(range.end + 60)))
                .first(),
        )
        .find(|it| {
            source[..it.range.start].ends_with(['（', '(']) && it.range.start <= range.end + 4
        })
        .map(|it| it.name.clone())
}

/// A short name that was explained before: "卢特尼克（Howard Lutnick）" … "卢特尼克".
pub(super) fn glossed(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    _range: &Range<usize>,
) -> Option<Speaker> {
    let name = glossed_name(scene, items)?;
    Some(Speaker::named(name, Sort::Person, "explained before", 0.8))
}

fn glossed_name(scene: &Scene<'_, '_>, items: &[Token<'_>]) -> Option<String> {
    if items.len() < 2 || !items.iter().all(is_han) {
        return None;
    }
    let short = words(scene, items);
    let last = scene
        .mentions
        .partition_point(|it| it.range.end <= items[0].start);
    let mut near = scene.mentions[..last].iter().rev().take(WEIGHED);
    let found = near.find(|it| {
        let before = scene.text.source[..it.range.start].trim_end();
        let chinese = before.strip_suffix(['（', '(']).map(str::trim_end);
        chinese.is_some_and(|before| before.ends_with(&short))
    })?;
    Some(found.name.clone())
}
