//! Clauses: the cues of a unit joined with their sources, and what each says.
//!
//! 诉状称，…… ; X 表示，…… ; “……”，X 说。; 据 X 报道，Y 称…… ; X 指控 Y，Y 否认。A clause whose subject
//! is dropped goes on with the one before.

use std::ops::Range;

use super::cue::{self, Cue};
use super::lexicon::{Again, Role, chinese};
use super::source::{self, Source};
use super::speaker::is_court;
use super::words::{asides, has, segments, whole};
use crate::clause::Shape;
use crate::clause::word::is_quote;
use crate::lexicon::Class;
use crate::text::Token;

/// A clause in which somebody speaks or acts; ranges are items of the unit.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) cue: Cue,
    /// Who speaks; nobody where the subject is dropped at the beginning of a unit.
    pub(super) source: Option<Range<usize>>,
    /// Whether the source was taken from an earlier clause.
    pub(super) heir: bool,
    /// Where it begins, with words of time and place.
    pub(super) lead: usize,
    /// Who passes the words on.
    pub(super) relay: Vec<Range<usize>>,
    /// What is said.
    pub(super) content: Vec<Range<usize>>,
    /// Whether the words stand before the speaker, or the source behind "据".
    pub(super) shape: Shape,
    /// Whether it also tells what was said: "起诉 X，称……".
    pub(super) tells: bool,
    /// Where its words end at the latest: "……”他说" names the speaker again.
    stop: Option<usize>,
}

/// Finds the clauses of a unit in order.
pub(super) fn clauses(view: &[Token<'_>]) -> Vec<Clause> {
    let hidden = asides(view);
    let mut found: Vec<Clause> = Vec::new();
    let segments = segments(view, &hidden);
    for (index, segment) in segments.iter().enumerate() {
        let earlier = &segments[index.saturating_sub(TOPIC)..index];
        let last = found.last().map(|it| it.cue.items.end);
        if let Some(clause) = clause(view, segment, &hidden, earlier, last) {
            add(view, &mut found, clause);
        }
    }
    complete(view, &mut found);
    found
}

fn clause(
    view: &[Token<'_>],
    segment: &Range<usize>,
    hidden: &[bool],
    earlier: &[Range<usize>],
    last: Option<usize>,
) -> Option<Clause> {
    let mut from = segment.start;
    while let Some(cue) = cue::first(view, segment, from, hidden) {
        from = cue.items.end;
        if cue::cites(view, &cue)
            && let Some(cited) = cited(view, segment, &cue, hidden)
        {
            return Some(cited);
        }
        let source = source::before(view, segment, cue.items.start, hidden);
        match source {
            Source::Named(items) if is_act(view, &cue, &items) => {
                let start = segment.start + super::words::time(&view[segment.clone()]);
                let according = chinese().according.longest(&view[start..]).is_some();
                let shape = if according {
                    Shape::According
                } else {
                    Shape::Leading
                };
                return Some(Clause {
                    shape,
                    ..new(cue, Some(items), segment.start)
                });
            }
            Source::Dropped if !cue.unmade || !matches!(cue.role, Role::Act(..)) => {
                let (source, lead) = topic(view, earlier, last, hidden)
                    .map_or((None, segment.start), |(source, lead)| (Some(source), lead));
                return Some(new(cue, source, lead));
            }
            _ => {}
        }
    }
    according(view, segment, hidden)
}

/// Tells whether a cue is no act at all or one that its source can do and has done.
fn is_act(view: &[Token<'_>], cue: &Cue, source: &Range<usize>) -> bool {
    match cue.role {
        Role::Act(kind, _) => {
            let court = kind != model::Kind::Ruling || is_court(&view[source.clone()]);
            court && !cue.negated && !cue.unmade
        }
        _ => true,
    }
}

/// Segments back in which the subject of a clause without one is looked for.
const TOPIC: usize = 3;

/// Finds the subject that a clause without one goes on with: "蓝鲸改变立场，对媒体指控……". Behind
/// another clause it must stand after "but".
fn topic(
    view: &[Token<'_>],
    earlier: &[Range<usize>],
    last: Option<usize>,
    hidden: &[bool],
) -> Option<(Range<usize>, usize)> {
    let mut turns = last.is_none();
    let mut found = None;
    let mut turned = usize::MAX;
    for segment in earlier {
        if last.is_some_and(|last| segment.start < last) {
            continue;
        }
        let dashed = segment
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(view[at].text, "—" | "；"));
        let first = view[segment.start].lower.as_ref();
        if dashed || matches!(first, "但" | "而") {
            turns = true;
            found = None;
            turned = segment.start;
        }
        if turns && let Some(subject) = source::subject(view, segment, hidden) {
            found = Some((subject, segment.start.min(turned)));
        }
    }
    found
}

fn new(cue: Cue, source: Option<Range<usize>>, lead: usize) -> Clause {
    Clause {
        cue,
        source,
        heir: false,
        lead,
        relay: Vec::new(),
        content: Vec::new(),
        shape: Shape::Leading,
        tells: false,
        stop: None,
    }
}

/// "外媒援引消息人士的话称": the first passes on what the second says.
fn cited(
    view: &[Token<'_>],
    segment: &Range<usize>,
    citing: &Cue,
    hidden: &[bool],
) -> Option<Clause> {
    let relay = match source::before(view, segment, citing.items.start, hidden) {
        Source::Named(items) => vec![items],
        _ => Vec::new(),
    };
    let rest = citing.items.end..segment.end;
    let next = cue::first(view, segment, rest.start, hidden);
    let end = next.as_ref().map_or(segment.end, |it| it.items.start);
    let Source::Named(items) = source::alone(view, rest.start..end, hidden) else {
        return None;
    };
    Some(Clause {
        relay,
        ..new(
            next.unwrap_or_else(|| citing.clone()),
            Some(items),
            segment.start,
        )
    })
}

/// "根据起诉书，……": a source without a word of speaking.
fn according(view: &[Token<'_>], segment: &Range<usize>, hidden: &[bool]) -> Option<Clause> {
    let start = segment.start + super::words::time(&view[segment.clone()]);
    let (length, ()) = chinese().according.longest(&view[start..segment.end])?;
    let marked = view
        .get(segment.end)
        .is_some_and(|it| it.text == "，" || it.text == ",");
    let Source::Named(items) = source::alone(view, start + length..segment.end, hidden) else {
        return None;
    };
    let cue = Cue {
        items: start..start + length,
        role: Role::Speech(Class::Say),
        negated: false,
        unmade: false,
    };
    marked.then_some(Clause {
        shape: Shape::According,
        ..new(cue, Some(items), segment.start)
    })
}

/// How a clause stands to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// It stands inside the other's words.
    Inside,
    /// The other passes its words on.
    Passed,
    /// The same one goes on.
    GoesOn,
    /// The same one goes on, and this word decides.
    Decides,
    /// A statement of its own.
    Apart,
}

/// Items of the longest topic: "回应此事，否认……".
const SHORT: usize = 7;
/// Items of the shortest content that is a statement beside what follows it.
const CONTENT: usize = 10;

fn add(view: &[Token<'_>], found: &mut Vec<Clause>, mut new: Clause) {
    let Some(last) = found.last_mut() else {
        found.push(new);
        return;
    };
    match joint(view, last, &new) {
        Joint::Inside => {}
        Joint::GoesOn => {
            last.tells |= matches!(new.cue.role, Role::Speech(_));
            if is_ended(view, &new) {
                last.stop = Some(new.lead);
            }
        }
        Joint::Decides => {
            last.cue = new.cue;
        }
        Joint::Passed => {
            new.relay = std::mem::take(&mut last.relay);
            new.relay.extend(last.source.clone());
            new.lead = last.lead;
            *last = new;
        }
        Joint::Apart => {
            if new.source.is_none() || takes_up(view, last, &new) {
                if new.source.is_none() {
                    new.relay.clone_from(&last.relay);
                }
                new.source.clone_from(&last.source);
                new.heir = true;
            }
            found.push(new);
        }
    }
}

fn joint(view: &[Token<'_>], last: &Clause, new: &Clause) -> Joint {
    let Some(source) = &new.source else {
        return dropped(view, last, new);
    };
    let again = whole(&chinese().again, &view[source.clone()]);
    let between = last
        .cue
        .items
        .end
        .max(last.source.as_ref().map_or(0, |it| it.end))..new.lead;
    let said = view[between.clone()].iter().any(Token::is_word);
    let speech = matches!(last.cue.role, Role::Speech(_));
    let passes = last.shape == Shape::According
        || matches!(last.cue.role, Role::Speech(Class::Report | Class::Show));
    let spoken = matches!(
        new.cue.role,
        Role::Speech(Class::Say | Class::Argue | Class::Demand | Class::Criticise)
    );
    if !said && passes {
        return Joint::Passed;
    }
    if again == Some(Again::Person) && spoken && speech {
        return Joint::GoesOn;
    }
    let plain = matches!(
        last.cue.role,
        Role::Speech(Class::Say | Class::Argue | Class::Show | Class::Report | Class::Allege)
    );
    let answers = matches!(
        new.cue.role,
        Role::Silence(_) | Role::Speech(Class::Deny | Class::Admit)
    );
    let joined = view
        .get(last.cue.items.end)
        .is_some_and(|it| !super::words::is_break(it) || is_quote(it));
    let quoted = view[between].iter().any(is_quote);
    if turned(view, new) || answers && said || !plain || (joined || quoted) && said && spoken {
        Joint::Apart
    } else {
        Joint::Inside
    }
}

/// Tells whether "it" or "she" is the subject of the clause before, and not whom that accuses.
fn takes_up(view: &[Token<'_>], last: &Clause, new: &Clause) -> bool {
    let pronoun = new.source.as_ref().is_some_and(|source| {
        source.len() == 1 && matches!(view[source.start].lower.as_ref(), "它" | "他" | "她" | "其")
    });
    let accuses = matches!(
        last.cue.role,
        Role::Speech(Class::Accuse | Class::Allege | Class::Criticise) | Role::Act(_, true)
    );
    pronoun && !accuses && last.source.is_some()
}

/// What a clause without a subject is to the one before.
fn dropped(view: &[Token<'_>], last: &Clause, new: &Clause) -> Joint {
    let said = new.lead.saturating_sub(last.cue.items.end);
    let quoted = view[last.cue.items.end.min(new.lead)..new.lead]
        .iter()
        .any(is_quote);
    let plain = matches!(last.cue.role, Role::Speech(Class::Say | Class::Argue));
    let decides = plain && said < SHORT && !quoted && !turned(view, new);
    match new.cue.role {
        Role::Silence(_) | Role::Speech(Class::Deny | Class::Admit) if decides => Joint::Decides,
        Role::Silence(_) => Joint::Apart,
        Role::Speech(Class::Deny | Class::Admit)
            if turned(view, new) || !matches!(last.cue.role, Role::Speech(Class::Deny)) =>
        {
            Joint::Apart
        }
        Role::Act(model::Kind::Filing | model::Kind::Retraction, _) if !new.cue.unmade => {
            Joint::Apart
        }
        _ => Joint::GoesOn,
    }
}

/// Tells whether a clause begins with "but" or behind a semicolon.
fn turned(view: &[Token<'_>], clause: &Clause) -> bool {
    let parted = clause
        .lead
        .checked_sub(1)
        .is_some_and(|at| matches!(view[at].text, "；" | ";"));
    let first = view.get(clause.lead).map_or("", |it| it.lower.as_ref());
    parted || matches!(first, "但" | "而" | "不" | "然" | "另")
}

/// Tells whether nothing is said behind a cue.
fn is_ended(view: &[Token<'_>], clause: &Clause) -> bool {
    let rest = &view[clause.cue.items.end..];
    matches!(clause.cue.role, Role::Speech(_))
        && rest.iter().all(|it| !it.is_word() && !is_quote(it))
}

/// Gives a quotation that begins a sentence to the speaker named behind it.
fn owned(view: &[Token<'_>], found: &mut [Clause]) {
    if found.len() < 2 {
        return;
    }
    if let Some(clause) = found.last_mut().filter(|it| is_ended(view, it)) {
        let quote = clause.lead.checked_sub(1).filter(|at| is_quote(&view[*at]));
        let opens = quote
            .and_then(|at| at.checked_sub(1))
            .is_some_and(|at| matches!(view[at].text, "。" | "！" | "？" | "—" | "；"));
        if let Some(quote) = quote.filter(|_| opens && !clause.heir) {
            clause.lead = quote;
            clause.content.push(quote..quote + 1);
            clause.shape = Shape::Trailing;
        }
    }
}

/// Returns where the words of a cue end: a quotation followed by "but" ends them.
fn quoted_end(view: &[Token<'_>], words: &Range<usize>) -> usize {
    let quote = view.get(words.start).is_some_and(is_quote);
    let turn = view.get(words.start + 1).map_or("", |it| it.text) == "，"
        && view
            .get(words.start + 2)
            .is_some_and(|it| matches!(it.lower.as_ref(), "但" | "而"));
    if quote && turn {
        words.start + 1
    } else {
        words.end
    }
}

/// Gives every clause the words between it and the next one.
fn complete(view: &[Token<'_>], found: &mut [Clause]) {
    owned(view, found);
    let leads: Vec<usize> = found.iter().map(|it| it.lead).collect();
    let mut before = 0;
    for (index, clause) in found.iter_mut().enumerate() {
        let limit = leads.get(index + 1).copied().unwrap_or(view.len());
        let source = clause.source.as_ref().filter(|_| !clause.heir);
        let from = clause.cue.items.end.max(source.map_or(0, |it| it.end));
        let limit = clause.stop.map_or(limit, |stop| stop.min(limit));
        let mut words = trimmed(view, listened(view, clause, from)..limit);
        words.end = quoted_end(view, &words);
        let left = trimmed(view, before..clause.lead);
        let left = if clause.heir || clause.shape == Shape::Trailing {
            0..0
        } else {
            left
        };
        if let Some(start) = trails(view, clause, &left, words.is_empty()) {
            clause.content.push(start..left.end);
            clause.lead = start;
            clause.shape = Shape::Trailing;
        }
        if !words.is_empty() {
            clause.content.push(words);
        }
        before = limit;
    }
}

/// Returns where the words begin that a speaker after them has said: a quotation, or all of it.
fn trails(view: &[Token<'_>], clause: &Clause, left: &Range<usize>, ended: bool) -> Option<usize> {
    let Role::Speech(class) = clause.cue.role else {
        return None;
    };
    let quotes = left.clone().filter(|at| is_quote(&view[*at])).count();
    let words = left.clone().filter(|at| view[*at].is_word()).count();
    let plain = matches!(
        class,
        Class::Say | Class::Argue | Class::Criticise | Class::Report
    );
    match (ended, quotes, words) {
        (true, 1.., _) => Some(quote_start(view, left)),
        (false, 1.., 0) => Some(left.start),
        (true, 0, 3..) if plain => Some(left.start),
        _ => None,
    }
}

/// Returns where the quotations that end a stretch begin.
fn quote_start(view: &[Token<'_>], items: &Range<usize>) -> usize {
    let mut start = items.end;
    while start > items.start
        && (is_quote(&view[start - 1]) || matches!(view[start - 1].text, "，" | ","))
    {
        start -= 1;
    }
    while start < items.end && !is_quote(&view[start]) {
        start += 1;
    }
    if start == items.end {
        items.start
    } else {
        start
    }
}

/// Skips whom the speaker tells: "告诉路透社，".
fn listened(view: &[Token<'_>], clause: &Clause, from: usize) -> usize {
    if !has(&chinese().listener, &view[clause.cue.items.clone()]) {
        return from;
    }
    let comma = view[from..]
        .iter()
        .take(CONTENT * 2)
        .position(|it| super::words::is_break(it));
    comma.map_or(from, |at| from + at)
}

fn trimmed(view: &[Token<'_>], items: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (items.start, items.end.max(items.start));
    let skipped = |it: &Token<'_>| {
        matches!(
            it.text,
            "，" | "：" | "," | ":" | "；" | "—" | "道" | "了" | "着" | "过" | "。" | "、"
        )
    };
    while start < end && skipped(&view[start]) {
        start += 1;
    }
    let tail = |it: &Token<'_>| {
        matches!(
            it.text,
            "。" | "！" | "；" | "，" | "," | "—" | "." | "…" | "？" | "但" | "而"
        )
    };
    while end > start && tail(&view[end - 1]) {
        end -= 1;
    }
    start..end
}
