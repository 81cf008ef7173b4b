//! Whom a Chinese source names.

use std::ops::Range;

use model::{Anonymity, Attribution};

use super::lexicon::{Again, chinese};
use super::person;
use super::words::{ending, has, name, whole};
use crate::lexicon::{Sort, lexicon};
use crate::names::Mention;
use crate::speaker::party::Side;
use crate::speaker::salience::Wanted;
use crate::speaker::{Scene, Speaker};
use crate::text::{Token, TokenKind};

/// Tells whether words can be a source: they name or describe somebody who can speak.
pub(super) fn is_source(items: &[Token<'_>]) -> bool {
    let bare = bare(items);
    let named = (0..items.len()).any(|at| name(&items[at..]) > 0);
    let foreign = items.iter().any(|it| it.text == "·" || it.is_capital());
    let title = bare.last().is_some_and(|it| it.text == "》");
    !bare.is_empty()
        && (named
            || title
            || foreign
            || whole(&chinese().again, bare).is_some()
            || ending(&chinese().people, bare).is_some()
            || ending(&chinese().documents, bare).is_some()
            || ending(&chinese().body, bare).is_some()
            || has(&chinese().courts, bare)
            || has(&chinese().anonymous, bare)
            || person::is_name(bare)
            || person::after_role(bare).is_some())
}

/// Drops what stands in parentheses at the end, and "等".
fn bare<'i, 't>(items: &'i [Token<'t>]) -> &'i [Token<'t>] {
    let mut end = items.len();
    if items.last().is_some_and(|it| matches!(it.text, "）" | ")")) {
        let open = items.iter().rposition(|it| matches!(it.text, "（" | "("));
        end = open.unwrap_or(end);
    }
    while end > 1 && matches!(items[end - 1].lower.as_ref(), "等" | "们" | "、") {
        end -= 1;
    }
    &items[..end]
}

/// Tells whether a source is a court, a judge or a body that decides.
pub(super) fn is_court(items: &[Token<'_>]) -> bool {
    let state = (0..items.len()).any(|at| {
        let form = lexicon().name_forms.longest(&items[at..]);
        form.is_some_and(|(_, index)| {
            matches!(lexicon().names[index].sort, Sort::Court | Sort::Regulator)
        })
    });
    let office = items.iter().rev().take(2).any(|it| {
        matches!(
            it.lower.as_ref(),
            "局" | "署" | "院" | "府" | "局）" | "会" | "部"
        )
    });
    state || office || has(&chinese().courts, items)
}

/// Says whom a source names.
pub(crate) fn resolve(scene: &Scene<'_, '_>, items: &[Token<'_>], range: &Range<usize>) -> Speaker {
    let mentions: Vec<&Mention> = scene
        .mentions_in(range)
        .iter()
        .filter(|it| speaking(it))
        .collect();
    if has(&chinese().anonymous, items) {
        return anonymous(scene, items, range);
    }
    let bare = bare(items);
    again(scene, bare, range.start)
        .or_else(|| document(scene, items, bare, range, &mentions))
        .or_else(|| person::person(scene, bare, range, &mentions))
        .or_else(|| court(scene, bare, range, &mentions))
        .or_else(|| voice(scene, bare, range, &mentions))
        .or_else(|| bodies(bare, range, &mentions))
        .or_else(|| person::glossed(scene, bare, range))
        .unwrap_or_else(|| described(scene, bare, range))
}

fn speaking(mention: &Mention) -> bool {
    !matches!(
        mention.sort,
        Sort::Place | Sort::Law | Sort::Product | Sort::Proceeding
    )
}

/// Returns the words of items as they stand in the text.
pub(super) fn words(scene: &Scene<'_, '_>, items: &[Token<'_>]) -> String {
    match (items.first(), items.last()) {
        (Some(first), Some(last)) => scene.text.source[first.start..last.end].to_owned(),
        _ => String::new(),
    }
}

fn anonymous(scene: &Scene<'_, '_>, items: &[Token<'_>], range: &Range<usize>) -> Speaker {
    let count = items.first().and_then(count);
    let at = |words: &[&str]| {
        items.windows(2).position(|pair| {
            words.contains(&format!("{}{}", pair[0].lower, pair[1].lower).as_str())
        })
    };
    let basis = at(&["知情", "接近", "熟悉", "了解"]).map(|at| words(scene, &items[at..]));
    let sentence = scene.text.sentence_at(range.start);
    let reason = scene.text.sentences.get(sentence).and_then(|sentence| {
        let tokens = &scene.text.tokens[sentence.tokens.clone()];
        reason(scene, &tokens[..tokens.len().min(crate::unit::LONGEST)])
    });
    Speaker {
        attribution: Attribution::Anonymous,
        anonymity: Some(Anonymity {
            count,
            reason,
            basis,
        }),
        plural: count != Some(1),
        evidence: "unnamed sources",
        sure: 0.8,
        ..Speaker::unknown()
    }
}

fn count(token: &Token<'_>) -> Option<u32> {
    match token.lower.as_ref() {
        "一" => Some(1),
        "两" | "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        "五" => Some(5),
        word => word
            .parse()
            .ok()
            .filter(|_| token.kind == TokenKind::Number),
    }
}

/// "因未获授权公开谈论此事而要求匿名": why they are not named.
fn reason(scene: &Scene<'_, '_>, tokens: &[Token<'_>]) -> Option<String> {
    let hit = (0..tokens.len()).find(|at| chinese().anonymous.longest(&tokens[*at..]).is_some())?;
    let from = tokens
        .iter()
        .enumerate()
        .find(|(at, _)| chinese().reason.longest(&tokens[*at..]).is_some())?
        .0;
    let end = tokens[from..]
        .iter()
        .position(|it| matches!(it.text, "，" | "。" | "；" | "而"))
        .map_or(tokens.len(), |end| from + end);
    let near = hit.abs_diff(end) < 20 || hit.abs_diff(from) < 20;
    near.then(|| words(scene, &tokens[from..end]))
}

fn again(scene: &Scene<'_, '_>, items: &[Token<'_>], at: usize) -> Option<Speaker> {
    Some(match whole(&chinese().again, items)? {
        Again::Person => scene.salience.find(scene, Wanted::Person, at),
        Again::Body => scene.salience.find(scene, Wanted::Organisation, at),
        Again::Several => scene.salience.find(scene, Wanted::Several, at),
        Again::Accuser => scene.parties.described(&[Sort::Accuser], "", at),
        Again::Accused => scene.parties.described(&[Sort::Accused], "", at),
    })
}

/// "诉讼文件", "马斯克的起诉书", "微软在报告中": a document and who is behind it.
fn document(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    bare: &[Token<'_>],
    range: &Range<usize>,
    mentions: &[&Mention],
) -> Option<Speaker> {
    let (_, index) = ending(&chinese().documents, bare)?;
    let paper = &chinese().papers[index];
    let owner = mentions
        .iter()
        .rev()
        .find(|it| it.sort.is_person() || !paper.court)
        .filter(|it| it.range.end < items.last().map_or(range.end, |last| last.start));
    let name = owner.map(|owner| owner.name.clone()).or_else(|| {
        paper
            .legal
            .then(|| scene.parties.at(Side::Accuser, range.start))
            .flatten()
    });
    // A filing that is not said to be the complaint may be either side's.
    let name = name.filter(|_| owner.is_some() || paper.word == "complaint");
    Some(Speaker {
        sure: if name.is_some() { 0.75 } else { 0.3 },
        name,
        attribution: Attribution::Document,
        document: Some(paper.word.clone()),
        sort: owner.map_or(Sort::Document, |owner| owner.sort),
        evidence: "the party behind the document",
        ..Speaker::unknown()
    })
}

fn court(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    _range: &Range<usize>,
    mentions: &[&Mention],
) -> Option<Speaker> {
    if !has(&chinese().courts, items) {
        return None;
    }
    let court = mentions
        .iter()
        .find(|it| matches!(it.sort, Sort::Court | Sort::Judge));
    let name = court.map_or_else(|| words(scene, items), |it| it.name.clone());
    Some(Speaker::named(name, Sort::Court, "a court or judge", 0.8))
}

/// "微软发言人", "该公司发言人", "发言人": who speaks with the voice of a body.
fn voice(
    scene: &Scene<'_, '_>,
    items: &[Token<'_>],
    range: &Range<usize>,
    mentions: &[&Mention],
) -> Option<Speaker> {
    let (length, ()) = ending(&chinese().voice, items)?;
    let mut owner = &items[..items.len() - length];
    let counted = |it: &Token<'_>| {
        matches!(
            it.lower.as_ref(),
            "的" | "一" | "名" | "位" | "两" | "方" | "其"
        )
    };
    let own = owner.iter().any(|it| it.lower == "其");
    while owner.last().is_some_and(counted) {
        owner = &owner[..owner.len() - 1];
    }
    let role = words(scene, &items[items.len() - length..]);
    let taken = if owner.is_empty() {
        let lone = scene
            .salience
            .find(scene, Wanted::Organisation, range.start);
        Some(lone).filter(|_| own || role.contains("发言人"))
    } else {
        again(scene, owner, range.start)
    };
    let body = mentions.iter().rev().find(|it| !it.sort.is_person());
    let speaker = match (body, taken) {
        (Some(body), _) => Speaker::named(body.name.clone(), body.sort, "its official voice", 0.85),
        (None, Some(taken)) => taken,
        _ => {
            let whole = ending(&chinese().body, owner)?;
            let _ = whole;
            Speaker::named(
                words(scene, owner),
                Sort::Company,
                "its official voice",
                0.7,
            )
        }
    };
    let affiliation = speaker.name.as_ref().map(|name| format!("{name} ({role})"));
    Some(Speaker {
        affiliation,
        ..speaker
    })
}

/// The organisation that a source names last, with those joined to it: "微软和甲骨文".
fn bodies(items: &[Token<'_>], range: &Range<usize>, mentions: &[&Mention]) -> Option<Speaker> {
    let last = mentions.iter().rev().find(|it| !it.sort.is_person())?;
    let behind: Vec<&Token<'_>> = items
        .iter()
        .filter(|it| it.start >= last.range.end)
        .collect();
    let tail: String = behind.iter().map(|it| it.lower.as_ref()).collect();
    let own = matches!(
        tail.as_str(),
        "" | "公司" | "方面" | "官方" | "集团" | "公司方面" | "官网"
    );
    // "微软客户": people of the body are not the body.
    if !own && ending(&chinese().people, items).is_some() {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    for pair in mentions.windows(2) {
        let between = items
            .iter()
            .filter(|it| it.start >= pair[0].range.end && it.end <= pair[1].range.start);
        let words: String = between.map(|it| it.lower.as_ref()).collect();
        if matches!(words.as_str(), "和" | "与" | "及" | "、" | "以及")
            && !names.contains(&pair[0].name)
        {
            names.push(pair[0].name.clone());
        } else {
            names.clear();
        }
    }
    if !names.contains(&last.name) {
        names.push(last.name.clone());
    }
    let _ = range;
    Some(Speaker {
        plural: names.len() > 1,
        ..Speaker::named(names.join("; "), last.sort, "named before the cue", 0.85)
    })
}

/// Returns the words of a title, which stand for an outlet that speaks: 《晚钟报》.
pub(super) fn title(scene: &Scene<'_, '_>, items: &[Token<'_>]) -> Option<String> {
    let open = items.iter().position(|it| it.text == "《")?;
    let close = open + items[open..].iter().position(|it| it.text == "》")?;
    (close > open + 1).then(|| words(scene, &items[open + 1..close]))
}

/// Somebody whom no list names: a body by the end of its name, people by what they are.
fn described(scene: &Scene<'_, '_>, items: &[Token<'_>], range: &Range<usize>) -> Speaker {
    if let Some(title) = title(scene, items) {
        return Speaker::named(title, Sort::Outlet, "named before the cue", 0.75);
    }
    let side = items.len() > 2
        && items[items.len() - 2..]
            .iter()
            .map(|it| it.lower.as_ref())
            .eq(["方", "面"]);
    let items = &items[..items.len() - if side { 2 } else { 0 }];
    let words = words(scene, items);
    let people = ending(&chinese().people, items).is_some();
    let outlet = ending(&chinese().outlet, items).is_some();
    let body = ending(&chinese().body, items).is_some();
    let _ = range;
    if outlet && items.len() > 1 {
        Speaker::named(words, Sort::Outlet, "named before the cue", 0.6)
    } else if body && items.len() > 2 {
        let sort = if is_court(items) {
            Sort::Regulator
        } else {
            Sort::Company
        };
        Speaker::named(words, sort, "named before the cue", 0.65)
    } else if people {
        Speaker {
            plural: true,
            ..Speaker::named(words, Sort::Group, "described without a name", 0.5)
        }
    } else {
        Speaker::named(words, Sort::Group, "named before the cue", 0.4)
    }
}
