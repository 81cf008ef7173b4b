//! Sources that name somebody: a person, an organisation, or a document with its party.

use std::ops::Range;

use model::Attribution;

use super::described::{description, generic, head, is_viewed};
use super::party::Side;
use super::salience::Wanted;
use super::{Scene, Speaker};
use crate::clause::word::{is_link, is_nominal};
use crate::lexicon::{Sort, lexicon};
use crate::names::Mention;
use crate::text::Token;

/// Papers that the accusing side lodges; briefs, records and motions come from others too.
const ACCUSING: &[&str] = &[
    "complaint",
    "complaints",
    "lawsuit",
    "lawsuits",
    "suit",
    "petition",
    "indictment",
    "form",
    "filing",
    "filings",
];

/// Reads a document and the party behind it.
pub(super) fn document(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
) -> Option<Speaker> {
    let sorts = description(items)?;
    if !sorts.contains(&Sort::Document) || items[head(items)].is_capital() && head(items) > 0 {
        return None;
    }
    let noun = items[head(items)].lower.to_string();
    let place = match items.iter().find(|it| is_viewed(it)) {
        Some(viewed) => range.start..viewed.start,
        None => range.clone(),
    };
    let owner = owner_of(scene, items, &place);
    let decision = lexicon().decisions.longest(&items[head(items)..]).is_some();
    let legal = lexicon()
        .legal_papers
        .longest(&items[head(items)..])
        .is_some()
        || items.iter().any(|it| it.lower == "court");
    let made = made_by_others(scene, items);
    let (name, sort, sure) = match owner {
        _ if made.is_some() => {
            made.map_or((None, Sort::Group, 0.3), |it| (it.name, it.sort, it.sure))
        }
        Some(owner) => (Some(owner.name.clone()), owner.sort, 0.85),
        None if decision => match court_before(scene, range.start) {
            Some(court) => (Some(court), Sort::Court, 0.6),
            None => (None, Sort::Court, 0.3),
        },
        None if legal => match scene.parties.at(Side::Accuser, range.start) {
            Some(name) if ACCUSING.contains(&noun.as_str()) => (Some(name), Sort::Accuser, 0.75),
            _ => (None, Sort::Document, 0.3),
        },
        None => (None, Sort::Document, 0.3),
    };
    Some(Speaker {
        name,
        attribution: Attribution::Document,
        document: Some(noun),
        sort: if decision { Sort::Court } else { sort },
        evidence: "the party behind the document",
        sure,
        ..Speaker::unknown()
    })
}

/// Reads "a brief from law professors": makers whom the text leaves general.
fn made_by_others(scene: &Scene<'_, '_>, items: &[Token<'_>]) -> Option<Speaker> {
    let link = items
        .iter()
        .rposition(|it| matches!(it.lower.as_ref(), "by" | "from"))?;
    let maker = items.get(link + 1..).filter(|it| !it.is_empty())?;
    let range = maker[0].start..maker[maker.len() - 1].end;
    let viewed = link > 0 && is_viewed(&items[link - 1]);
    let general = !viewed && scene.mentions_in(&range).is_empty();
    general.then(|| generic(scene, maker, None))
}

/// Returns who made a document: whoever stands behind "by", else the first who can have made one.
fn owner_of<'s>(
    scene: &'s Scene<'_, '_>,
    items: &[Token<'_>],
    place: &Range<usize>,
) -> Option<&'s Mention> {
    let by = items.iter().rposition(|it| it.lower == "by");
    let maker = by.map(|at| items[at].end..place.end.max(items[at].end));
    let made = |place: Range<usize>| {
        scene.mentions_in(&place).iter().find(|mention| {
            !matches!(
                mention.sort,
                Sort::Place | Sort::Product | Sort::Law | Sort::Proceeding
            )
        })
    };
    maker.and_then(made).or_else(|| made(place.clone()))
}

/// How many names are looked back over for a court.
const REACH: usize = 200;

/// Returns the court or judge named last before a place.
fn court_before(scene: &Scene<'_, '_>, at: usize) -> Option<String> {
    let last = scene.mentions.partition_point(|it| it.range.start < at);
    let mut before = scene.mentions[..last].iter().rev().take(REACH);
    before
        .find(|it| matches!(it.sort, Sort::Court | Sort::Judge))
        .map(|it| it.name.clone())
}

/// Reads "the judge, Ann Poe,", "its regulator, the Board," and "one of them, Acme,": a description with
/// its name.
pub(super) fn explained(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    aside: Option<&Range<usize>>,
) -> Option<Speaker> {
    let aside = aside?;
    let mention = scene.mentions_in(aside).first()?;
    let words = scene.text.source[aside.clone()].trim();
    let bare = words.strip_prefix("the ").unwrap_or(words);
    let whole = &scene.text.source[mention.range.clone()] == bare;
    let head = &items[head(items)];
    let sorts = description(items).unwrap_or_default();
    let one_of = items.len() > 2 && items[0].lower == "one" && items[1].lower == "of";
    let described = one_of
        || !sorts.is_empty()
        || lexicon().roles.contains(head.lower.as_ref())
        || lexicon()
            .voices
            .longest(std::slice::from_ref(head))
            .is_some();
    if !whole || !described || head.is_capital() && !one_of {
        return None;
    }
    let judge = sorts.contains(&Sort::Judge);
    let sort = if judge { Sort::Judge } else { mention.sort };
    let first = items.first()?.start;
    let owner = scene
        .mentions_in(&(first..head.start))
        .iter()
        .find(|it| !matches!(it.sort, Sort::Place | Sort::Law | Sort::Product));
    let role = role_before(scene.text.source, first..head.end, owner);
    let affiliation = match (owner, role) {
        (Some(owner), Some(role)) => format!("{} ({role})", owner.name),
        _ => scene.text.source[first..head.end].to_owned(),
    };
    Some(Speaker {
        affiliation: Some(affiliation),
        ..Speaker::named(
            mention.name.clone(),
            sort,
            "named beside the description",
            0.9,
        )
    })
}

/// Reads a person with organisation and role.
pub(super) fn person(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
    aside: Option<&Range<usize>>,
) -> Option<Speaker> {
    let inside = scene.mentions_in(range);
    let person = inside.iter().rev().find(|it| it.sort.is_person())?;
    if !stands_for_itself(scene, items, range, person) {
        return None;
    }
    let organisations: Vec<&Mention> = inside
        .iter()
        .chain(aside.map_or(&[][..], |aside| scene.mentions_in(aside)))
        .filter(|it| {
            !matches!(
                it.sort,
                Sort::Person | Sort::Judge | Sort::Place | Sort::Law | Sort::Product
            )
        })
        .collect();
    let persons: Vec<&Mention> = inside.iter().filter(|it| it.sort.is_person()).collect();
    let names = coordinated(scene.text.source, &persons);
    // "the authors Ann Poe and Jo Roe": the role stands before the first of them.
    let first_of_all = persons[persons.len() - names.len()].range.start;
    let role = aside
        .and_then(|aside| role_in(&scene.text.source[aside.clone()]))
        .or_else(|| {
            role_before(
                scene.text.source,
                range.start..first_of_all,
                organisations.first().copied(),
            )
        });
    let employer = organisations
        .first()
        .map(|it| it.name.clone())
        .or_else(|| employer(scene, role.as_deref()?, range.start));
    let affiliation = match (employer, role) {
        (Some(body), Some(role)) => Some(format!("{body} ({})", bare_role(&role, &body))),
        (Some(body), None) => Some(body),
        (None, role) => role,
    };
    Some(Speaker {
        affiliation,
        plural: names.len() > 1,
        ..Speaker::named(
            names.join("; "),
            person.sort,
            "named as the one who says it",
            0.95,
        )
    })
}

/// Returns the role that an explanation gives; "sitting in the High Court" is where, no role.
fn role_in(aside: &str) -> Option<String> {
    let words = aside.trim();
    let first = words.split(' ').next().unwrap_or_default();
    (!first.ends_with("ing")).then(|| words.to_owned())
}

/// Tells whether a person's name in a phrase is who the phrase speaks of: not in "Poe's lawyers",
/// "lawyers for Poe" or "the Poe administration".
fn stands_for_itself(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
    person: &Mention,
) -> bool {
    let owner = items
        .iter()
        .any(|it| it.start == person.range.end && matches!(it.lower.as_ref(), "'s" | "'"));
    let behind_link = items.iter().any(|it| {
        it.end <= person.range.start
            && is_link(it)
            && it.start > range.start
            && scene.text.source[it.end..person.range.start]
                .trim()
                .is_empty()
    });
    // "the Poe administration" is not Poe.
    let qualifies = items
        .iter()
        .find(|it| it.start >= person.range.end)
        .is_some_and(|it| is_nominal(it) && it.is_word() && !it.is_capital());
    !(owner || behind_link || qualifies)
}

/// "the chief executive of Acme", beside Acme: the chief executive.
fn bare_role<'r>(role: &'r str, body: &str) -> &'r str {
    let bare = role.strip_suffix(body).map(str::trim_end).and_then(|it| {
        [" of", " at", " for", " with"]
            .iter()
            .find_map(|link| it.strip_suffix(link))
    });
    let bare = bare.unwrap_or(role);
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| bare.strip_prefix(article))
        .unwrap_or(bare)
}

/// Returns the company that "a spokesperson for the company" and "its chief executive" mean.
fn employer(scene: &Scene<'_, '_>, role: &str, at: usize) -> Option<String> {
    let words = role.to_lowercase();
    let points = words.starts_with("its ")
        || ["the company", "the firm", "the start-up", "the startup"]
            .iter()
            .any(|it| words.ends_with(it));
    let wanted = Wanted::Described(&[Sort::Company]);
    let found = points.then(|| scene.salience.find(scene, wanted, at))?;
    found.name
}

fn role_before(source: &str, range: Range<usize>, body: Option<&Mention>) -> Option<String> {
    let words = source.get(range.clone())?;
    let words = match body.filter(|it| it.range.start >= range.start && it.range.end <= range.end) {
        Some(body) => &source[body.range.end..range.end],
        None => words,
    };
    let words = words.trim_start();
    let words = ["'s ", "’s ", "' ", "’ "]
        .iter()
        .find_map(|owner| words.strip_prefix(owner))
        .unwrap_or(words);
    let role = words.trim_matches(|c: char| c.is_whitespace() || c == ',');
    (role.chars().any(char::is_lowercase) && role.len() > 2 || role.len() == 3)
        .then(|| role.trim_start_matches("the ").to_owned())
}

/// Reads an organisation, its official voice, or somebody known by a role in it.
pub(super) fn organisation(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
) -> Option<Speaker> {
    let inside: Vec<&Mention> = scene
        .mentions_in(range)
        .iter()
        .filter(|it| !it.sort.is_person())
        .filter(|it| !matches!(it.sort, Sort::Place | Sort::Law | Sort::Proceeding))
        .collect();
    let first = *inside.first()?;
    let head = &items[head(items)];
    let itself = inside
        .iter()
        .any(|it| it.range.start <= head.start && head.end <= it.range.end);
    let role = items
        .iter()
        .find(|it| lexicon().roles.contains(it.lower.trim_end_matches('s')));
    let words = || format!("{} ({})", first.name, &scene.text.source[range.clone()]);
    if is_voice(items) {
        return Some(Speaker {
            affiliation: Some(words()),
            ..Speaker::named(first.name.clone(), first.sort, "its official voice", 0.92)
        });
    }
    let Some(role) = role else {
        return itself.then(|| joined(scene.text.source, &inside));
    };
    // "Acme's chief executive": a person whom the text may name elsewhere.
    let speaker = match scene.salience.officer(&first.name, role.lower.as_ref()) {
        Some(name) => Speaker::named(name, Sort::Person, "known by the role", 0.8),
        None => Speaker {
            attribution: Attribution::Anonymous,
            evidence: "a role without a name",
            ..Speaker::unknown()
        },
    };
    Some(Speaker {
        affiliation: Some(words()),
        ..speaker
    })
}

/// Tells whether a phrase is the official voice of an organisation. Its lawyers are not.
fn is_voice(items: &[Token<'_>]) -> bool {
    (0..items.len()).any(|at| lexicon().voices.longest(&items[at..]).is_some())
}

fn joined(source: &str, inside: &[&Mention]) -> Speaker {
    let names = coordinated(source, inside);
    let last = inside[inside.len() - 1];
    Speaker {
        plural: names.len() > 1,
        ..Speaker::named(
            names.join("; "),
            last.sort,
            "named as the one who says it",
            0.92,
        )
    }
}

/// Returns the names that end a phrase and are joined by "and" or commas: "Acme, Bolt and Crank".
fn coordinated<'m>(source: &str, inside: &[&'m Mention]) -> Vec<&'m str> {
    let mut names: Vec<&str> = Vec::new();
    let mut next: Option<&Mention> = None;
    for mention in inside.iter().rev() {
        let gap = next.map_or("and", |next| {
            source[mention.range.end..next.range.start].trim()
        });
        let gap = gap.trim_end_matches("the").trim_matches([',', ' ']);
        if !matches!(gap, "and" | "" | "&")
            || next.is_some_and(|next| next.range.start - mention.range.end < 2)
        {
            break;
        }
        names.push(&mention.name);
        next = Some(mention);
    }
    names.reverse();
    names
}
