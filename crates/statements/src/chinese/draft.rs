//! Drafts of Chinese statements: a clause with its speaker, kind, chain and date.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Attribution, Basis, EntityType, Kind, When};

use super::clause::Clause;
use super::lexicon::{Again, Role, chinese};
use super::words::{ending, has, whole};
use super::{kind, script, speaker};
use crate::clause::noun::Phrase;
use crate::clause::{Shape, Sighting};
use crate::draft::Draft;
use crate::lexicon::{Class, Sort};
use crate::speaker::salience::Salience;
use crate::speaker::{Speaker, resolve};
use crate::statement::spoken::{first_quotation, form};
use crate::statement::{Page, frame, settle, when};
use crate::text::Token;
use crate::unit::Unit;

/// Turns a clause into what the rooms shared with English read.
pub(super) fn sighting(clause: &Clause) -> Sighting {
    let (class, kind, silence, lemma, shape) = match clause.cue.role {
        Role::Speech(class) => (Some(class), None, None, "say", Shape::Leading),
        Role::Silence(form) => (None, None, Some(form), "comment", Shape::Silence),
        Role::Act(kind, sues) => {
            let lemma = if sues { "sue" } else { "act" };
            (None, Some(kind), None, lemma, Shape::Event)
        }
    };
    let shape = match shape {
        Shape::Leading => clause.shape,
        shape => shape,
    };
    Sighting {
        cue: clause.cue.items.clone(),
        lemma: lemma.to_owned(),
        class,
        kind,
        negated: clause.cue.negated,
        source: clause
            .source
            .clone()
            .map(|items| Phrase { items, aside: None }),
        content: clause.content.clone(),
        shape,
        silence,
        correction: (kind == Some(Kind::Retraction))
            .then_some(model::CorrectionForm::ClaimWithdrawn),
    }
}

/// Tells whether a clause says that something was said or done, and not that it was not or may be.
pub(super) fn is_made(view: &[Token<'_>], clause: &Clause) -> bool {
    let cue = &clause.cue;
    let before = &view[clause.lead.min(cue.items.start)..cue.items.start];
    let thinks = ending(&chinese().thinking, &view[cue.items.clone()]).is_some();
    let source = clause.source.as_ref().map(|it| &view[it.clone()]);
    let content = clause.content.iter().any(|it| !it.is_empty());
    match cue.role {
        Role::Silence(_) => true,
        Role::Act(Kind::Ruling, _) => {
            !cue.negated && !cue.unmade && source.is_some_and(speaker::is_court)
        }
        Role::Act(Kind::Announcement, _) => !cue.negated && !cue.unmade && !clause.heir,
        Role::Act(..) => !cue.negated && !cue.unmade,
        Role::Speech(class) if cue.negated => {
            let answers = matches!(
                class,
                Class::Deny | Class::Admit | Class::Say | Class::Announce
            );
            let unable = ending(&chinese().unable, before).is_some();
            thinks && content || answers && content && !unable
        }
        Role::Speech(class) => {
            let planned = cue.unmade && !matches!(class, Class::Demand | Class::Announce);
            !planned && (content || matches!(class, Class::Deny | Class::Admit | Class::Accuse))
        }
    }
}

/// Returns the bytes that belong to one of the clauses of a unit: all of it when there is one.
pub(super) fn share(unit: &Unit<'_>, clauses: &[Clause], place: usize) -> Range<usize> {
    let at = |lead: usize| unit.view.get(lead).map_or(unit.range.end, |it| it.start);
    let clause = &clauses[place];
    let own =
        clause.shape == Shape::Trailing && clause.content.first().is_some_and(|it| it.start > 0);
    let start = if place == 0 && !own {
        unit.range.start
    } else {
        at(clause.lead)
    };
    let end = clauses
        .get(place + 1)
        .map_or(unit.range.end, |next| at(next.lead));
    start..end.max(start)
}

/// Makes the statement of a clause, unless nobody can be told to speak.
pub(super) fn draft(
    page: &Page<'_, '_>,
    index: usize,
    clause: &Clause,
    range: Range<usize>,
    salience: &Salience,
    found: &[Draft],
) -> Option<Draft> {
    let unit = &page.units[index];
    let sighting = sighting(clause);
    let (speaker, relay) = speaker_of(page, unit, clause, &sighting, salience, found)?;
    let content: Vec<Range<usize>> = clause
        .content
        .iter()
        .map(|items| page.inner(unit, items))
        .collect();
    let range = trimmed(page.text.source, range);
    let mut draft = page.draft(index, range, content, speaker);
    draft.form = form(unit, &sighting);
    draft.cue = Some(unit.bytes(&clause.cue.items));
    draft.quotation = first_quotation(page, unit, &sighting);
    draft.words = bigrams(page, &draft.content);
    draft.correction_form = sighting.correction;
    judge(page, unit, clause, &sighting, &mut draft);
    (draft.said, draft.said_basis) = said(page, unit, clause, &draft, found);
    draft.cited_via = chain(page, unit, clause, relay, &draft.speaker);
    draft.confidence = f64::midpoint(confidence(clause), draft.speaker.sure);
    Some(draft)
}

fn judge(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    sighting: &Sighting,
    draft: &mut Draft,
) {
    let content: Vec<Token<'_>> = page.tokens_of(&draft.content);
    let side = draft
        .speaker
        .name
        .as_deref()
        .and_then(|name| page.parties.side(name));
    let court = matches!(draft.speaker.sort, Sort::Court | Sort::Judge);
    let thinks = ending(&chinese().thinking, &unit.view[clause.cue.items.clone()]).is_some();
    let negated = clause.cue.negated && !thinks;
    let doubts = clause.cue.negated && thinks && has(&chinese().wrong, &content);
    let own = doubts.then(kind::doubted);
    let own = own.or_else(|| kind::kind(clause.cue.role, negated, &content, side, court));
    let verdict = own.unwrap_or_else(|| {
        let sighting = Sighting {
            negated,
            ..sighting.clone()
        };
        page.judge(draft, Some(&sighting))
    });
    settle(draft, verdict);
}

/// Returns who speaks, with the chain of those who pass it on.
fn speaker_of(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    sighting: &Sighting,
    salience: &Salience,
    found: &[Draft],
) -> Option<(Speaker, Vec<String>)> {
    let mut scene = page.scene(salience);
    scene.said = clause.content.iter().map(|part| unit.bytes(part)).collect();
    let mut relay = Vec::new();
    let mut paper = None;
    let mut hidden = None;
    for items in clause.relay.iter().rev() {
        let phrase = Phrase {
            items: items.clone(),
            aside: None,
        };
        let teller = resolve(&scene, unit, &phrase);
        if teller.attribution == Attribution::Anonymous {
            hidden = hidden.or(Some(teller.anonymity.clone().unwrap_or_default()));
        }
        paper = paper.or_else(|| teller.document.clone());
        if teller.document.is_none() {
            relay.extend(teller.name);
        }
    }
    let speaker = match &sighting.source {
        Some(source) => {
            other(page, unit, clause, found).unwrap_or_else(|| resolve(&scene, unit, source))
        }
        None => last_speaker(unit, found)?,
    };
    let paper = paper.or_else(|| paper_before(unit, clause));
    let mut speaker = framed(page, unit, clause, sighting, speaker, paper);
    if let Some(hidden) = hidden {
        speaker.attribution = Attribution::Anonymous;
        speaker.anonymity = Some(hidden);
    }
    Some((speaker, relay))
}

/// "北桥起诉蓝鲸，后者未回应": the latter, or whoever answers an accusation, is whom the clause before
/// speaks of.
fn other(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    found: &[Draft],
) -> Option<Speaker> {
    let items = clause.source.clone().filter(|_| !clause.heir)?;
    let again = whole(&chinese().again, &unit.view[items.clone()])?;
    let word: String = unit.view[items.clone()]
        .iter()
        .map(|it| it.lower.as_ref())
        .collect();
    let latter = matches!(word.as_str(), "后者" | "对方");
    let person = again == Again::Person;
    if !person && again != Again::Body {
        return None;
    }
    let last = found.last().filter(|it| it.range.start >= unit.range.start);
    let accused = last.is_some_and(|it| matches!(it.kind, Kind::Allegation | Kind::Filing))
        && matches!(
            clause.cue.role,
            Role::Silence(_) | Role::Speech(Class::Deny | Class::Admit)
        );
    if !latter && !accused {
        return None;
    }
    let mention = last.and_then(|last| {
        let mut all = last.content.iter().flat_map(|it| page.mentions_within(it));
        all.find(|it| {
            let speaks = matches!(
                it.sort.entity_type(),
                EntityType::Person | EntityType::Organisation
            );
            let own = last.speaker.name.as_deref() == Some(it.name.as_str());
            speaks && !own && (latter || it.sort.is_person() == person)
        })
    });
    let evidence = "of whom the clause before speaks";
    let speaker = match mention {
        Some(it) => Speaker::named(it.name.clone(), it.sort, evidence, 0.75),
        None => Speaker::unknown(),
    };
    Some(Speaker {
        range: Some(unit.bytes(&items)),
        ..speaker
    })
}

/// A clause without a subject at the beginning of a sentence: whoever spoke just before goes on.
fn last_speaker(unit: &Unit<'_>, found: &[Draft]) -> Option<Speaker> {
    let last = found.last()?;
    let near = last.paragraph == unit.paragraph && last.speaker.name.is_some();
    near.then(|| Speaker {
        range: None,
        evidence: "the last speaker goes on",
        sure: 0.55,
        ..last.speaker.clone()
    })
}

/// "在起诉书中", "在报告里": the document in which somebody says it.
fn paper_before(unit: &Unit<'_>, clause: &Clause) -> Option<String> {
    let lead = clause.lead.min(clause.cue.items.start)..clause.cue.items.start;
    let words = &unit.view[lead];
    let end = (0..words.len())
        .rev()
        .find(|at| matches!(words[*at].lower.as_ref(), "中" | "里" | "内"))?;
    let (_, index) = ending(&chinese().documents, &words[..end])?;
    let media = ending(&chinese().media, &words[..end]).is_some();
    (!media).then(|| chinese().papers[index].word.clone())
}

/// Sets who answers for the words: the outlet, a document, or the speaker in their own name.
fn framed(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    sighting: &Sighting,
    speaker: Speaker,
    paper: Option<String>,
) -> Speaker {
    if speaker.attribution == Attribution::Anonymous {
        return speaker;
    }
    if let Role::Act(kind, _) = clause.cue.role {
        let told = kind == Kind::Filing && clause.tells;
        return Speaker {
            attribution: if told {
                Attribution::Document
            } else {
                Attribution::Outlet
            },
            document: told.then(|| paper.unwrap_or_else(|| "complaint".to_owned())),
            ..speaker
        };
    }
    if let Some(paper) = paper.filter(|_| speaker.document.is_none()) {
        return Speaker {
            attribution: Attribution::Document,
            document: Some(paper),
            ..speaker
        };
    }
    if speaker.sort == Sort::Outlet && clause.cue.role == Role::Speech(Class::Report) {
        return Speaker {
            attribution: Attribution::Outlet,
            ..speaker
        };
    }
    let aloud = has(&chinese().media, &unit.view) || has(&chinese().listener, &unit.view);
    if aloud || clause.cue.negated {
        return speaker;
    }
    let mut speaker = frame::with_document(page, unit, sighting, speaker);
    speaker.document = speaker.document.map(|paper| english(&paper));
    speaker
}

/// Returns the word for a kind of document.
fn english(paper: &str) -> String {
    let tokens = crate::text::token::tokens(paper, 0);
    chinese().documents.longest(&tokens).map_or_else(
        || paper.to_owned(),
        |(_, index)| chinese().papers[index].word.clone(),
    )
}

/// Returns through whom the words came: relays, whoever was told, the document.
fn chain(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    relay: Vec<String>,
    speaker: &Speaker,
) -> Vec<String> {
    let mut found = relay;
    let own = clause.source.as_ref().filter(|_| !clause.heir);
    let start = own.map_or(clause.lead, |it| it.end);
    let listener = has(&chinese().listener, &unit.view[clause.cue.items.clone()]);
    let end = if listener {
        clause
            .content
            .first()
            .map_or(unit.view.len(), |it| it.start)
    } else {
        clause.cue.items.end
    };
    if start < end {
        let scene_range = unit.bytes(&(start..end));
        let told = page
            .mentions_within(&scene_range)
            .iter()
            .filter(|it| it.sort == Sort::Outlet);
        found.extend(told.map(|it| it.name.clone()));
        let salience = Salience::default();
        let scene = page.scene(&salience);
        found.extend(
            speaker::title(&scene, &unit.view[start..end])
                .filter(|_| found.is_empty())
                .filter(|_| is_told(&unit.view[start..end])),
        );
    }
    if speaker.attribution == Attribution::Outlet && speaker.sort == Sort::Outlet {
        found.extend(speaker.name.clone());
    }
    found.extend(speaker.document.clone());
    let mut seen = BTreeSet::new();
    found.retain(|name| {
        let own = speaker.name.as_deref() == Some(name.as_str())
            && speaker.attribution != Attribution::Outlet;
        !own && seen.insert(name.clone())
    });
    found
}

/// Tells whether somebody is spoken to: "对《晚钟报》表示", "接受《晚钟报》采访".
fn is_told(items: &[Token<'_>]) -> bool {
    let word =
        |it: &Token<'_>| matches!(it.lower.as_ref(), "对" | "向" | "接" | "告" | "受" | "给");
    items
        .iter()
        .position(|it| it.text == "《")
        .is_some_and(|open| items[..open].iter().rev().take(3).any(word))
}

/// Finds when something was said: a date before the cue, or no more than the publication.
fn said(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    clause: &Clause,
    draft: &Draft,
    found: &[Draft],
) -> (When, Basis) {
    let cue = unit.bytes(&clause.cue.items).start;
    let lead = draft.range.start..cue.max(draft.range.start);
    let published = page.input.published.known_day();
    let source = page.text.source;
    let inside = |range: &Range<usize>| {
        let mut parts = draft.content.iter();
        parts.any(|part| part.start <= range.start && range.end <= part.end)
    };
    let fits = |range: &Range<usize>, value: &When| {
        let past = match (value.earliest(), published) {
            (Some(day), Some(published)) => day.date_naive() <= published,
            _ => true,
        };
        let before = source[..range.start].trim_end();
        let after = source[range.end..].trim_start();
        let span = before.ends_with(['自', '从', '從', '至'])
            || ["起", "以来", "以來", "的", "前", "之前", "至"]
                .iter()
                .any(|it| after.starts_with(it));
        past && !span && !inside(range)
    };
    let dated = when::dates_in(page, &lead)
        .iter()
        .find(|it| fits(&it.range, &it.value));
    if let Some(dated) = dated {
        return (dated.value.clone(), frame::basis(dated));
    }
    if clause.heir
        && matches!(clause.cue.role, Role::Speech(_))
        && let Some(last) = found.last()
    {
        return (last.said.clone(), last.said_basis);
    }
    let words = script::folded(&source[lead]);
    let earlier = ["此前", "之前", "早前", "曾", "先前"];
    if earlier.iter().any(|it| words.contains(it)) {
        (When::Unknown, Basis::None)
    } else {
        when::published(page)
    }
}

fn confidence(clause: &Clause) -> f64 {
    match clause.cue.role {
        Role::Silence(_) => 0.95,
        Role::Act(..) => 0.6,
        Role::Speech(_) if clause.source.is_none() || clause.heir => 0.55,
        Role::Speech(_) => 0.85,
    }
}

/// Pairs of ideographs kept of one statement at most.
const KEPT: usize = 60;

/// Returns the words that carry meaning: pairs of ideographs and foreign words.
fn bigrams(page: &Page<'_, '_>, content: &[Range<usize>]) -> BTreeSet<String> {
    let tokens = page.tokens_of(content);
    let empty = [
        "的", "了", "是", "在", "和", "与", "其", "该", "这", "一", "不", "有", "将", "对",
    ];
    let full = |it: &Token<'_>| it.is_word() && !empty.contains(&it.lower.as_ref());
    let pairs = tokens
        .windows(2)
        .filter(|pair| full(&pair[0]) && full(&pair[1]));
    pairs
        .map(|pair| format!("{}{}", pair[0].lower, pair[1].lower))
        .take(KEPT)
        .collect()
}

fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let words = &source[range.clone()];
    let edge = |c: char| c.is_whitespace() || "，；、,;—".contains(c);
    let start = range.start + words.len() - words.trim_start_matches(edge).len();
    let end = start
        + source[start..range.end.max(start)]
            .trim_end_matches(edge)
            .len();
    start..end.max(start)
}
