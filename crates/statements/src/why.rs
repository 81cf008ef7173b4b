//! Why: what decided each field of a statement, in sentences that a reporter can judge.
//!
//! The stages leave behind what they went by (the cue, the evidence for the speaker, shared words);
//! here it becomes plain English with the place in the text that shows it.

use std::ops::Range;

use model::{Attribution, Basis, Field, Form, Kind, Method, Reason, TextIndex};

use crate::answer::Link;
use crate::date::Dated;
use crate::draft::Draft;
use crate::names::Mention;
use crate::speaker::party::{Parties, Side};
use crate::statement::stem;

/// What is known when reasons are given.
pub(crate) struct Grounds<'g, 't> {
    /// The text.
    pub(crate) index: &'g TextIndex<'t>,
    /// All statements.
    pub(crate) drafts: &'g [Draft],
    /// The names in the text.
    pub(crate) mentions: &'g [Mention],
    /// Who accuses whom.
    pub(crate) parties: &'g Parties,
    /// The dates of the text.
    pub(crate) dates: &'g [Dated],
    /// The day of publication, as it is written.
    pub(crate) published: String,
}

/// The most characters of the text that a reason repeats.
const LONGEST: usize = 80;

/// Says why a statement was read so, field by field.
pub(crate) fn reasons(grounds: &Grounds<'_, '_>, at: usize, links: &[Link]) -> Vec<Reason> {
    let draft = &grounds.drafts[at];
    let mut found = vec![
        statement(grounds, draft),
        kind(grounds, draft),
        speaker(grounds, draft),
        attribution(grounds, draft),
    ];
    found.extend(chain(grounds, draft));
    found.push(date(grounds, draft));
    found.extend(about(grounds, draft));
    found.extend(links.iter().map(|link| answer(grounds, draft, link)));
    found
}

impl Grounds<'_, '_> {
    fn words(&self, range: &Range<usize>) -> String {
        short(&self.index.text()[range.clone()])
    }

    fn reason(
        &self,
        field: Field,
        method: Method,
        because: String,
        range: Option<&Range<usize>>,
    ) -> Reason {
        Reason {
            field,
            method,
            because,
            span: range.map(|range| self.index.span_of(range.clone())),
        }
    }

    /// Returns how an entity of the case is written in a range, when one of `names` is named there
    /// and the case knows it.
    fn of_case(&self, names: &str, range: &Range<usize>) -> Option<&str> {
        let first = (self.mentions).partition_point(|it| it.range.start < range.start);
        let within = self.mentions[first..]
            .iter()
            .take_while(|it| it.range.end <= range.end);
        let known = |it: &&Mention| {
            let entity = it.entity.as_deref();
            names.split("; ").any(|name| entity == Some(name))
        };
        within
            .into_iter()
            .find(known)
            .map(|it| &self.index.text()[it.range.clone()])
    }

    fn cue(&self, draft: &Draft) -> Option<String> {
        draft.cue.as_ref().map(|cue| self.words(cue))
    }
}

/// Cuts words to a length that a reason can repeat.
fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    let head: String = words.chars().take(LONGEST).collect();
    format!("{}…", head.trim_end())
}

fn statement(grounds: &Grounds<'_, '_>, draft: &Draft) -> Reason {
    let cue = grounds.cue(draft);
    let because = match (draft.form, cue) {
        (Form::Direct, Some(cue)) => format!("Quoted words beside ‘{cue}’"),
        (Form::Mixed, Some(cue)) => format!("Partly quoted words beside ‘{cue}’"),
        (_, Some(cue)) if draft.kind == Kind::NoComment => {
            format!("‘{cue}’ tells that somebody did not say more")
        }
        (Form::Indirect, Some(cue)) => format!("‘{cue}’ reports what somebody said"),
        (Form::Event, Some(cue)) => format!("‘{cue}’ tells of an act"),
        (Form::Event, None) => "A notice of the outlet about its own text".to_owned(),
        (_, None) if draft.quotation.is_some() => {
            "A quotation without a verb of speaking of its own".to_owned()
        }
        (_, None) => "The page speaks for itself here".to_owned(),
    };
    let method = if draft.cue.is_some() {
        Method::Lexicon
    } else {
        Method::Rule
    };
    grounds.reason(Field::Statement, method, because, draft.cue.as_ref())
}

fn kind(grounds: &Grounds<'_, '_>, draft: &Draft) -> Reason {
    let what = match draft.answer_form {
        Some(form) => format!("{} ({})", draft.kind, form).replace('_', " "),
        None => draft.kind.to_string().replace('_', " "),
    };
    let cue = grounds
        .cue(draft)
        .map_or(String::new(), |cue| format!(", ‘{cue}’"));
    let side = match draft.side(grounds.parties) {
        Some(Side::Accuser) => ", said by the accusing party",
        Some(Side::Accused) => ", said by the accused party",
        None => "",
    };
    let sure = if draft.open {
        " (the words leave it open)"
    } else {
        ""
    };
    let because = format!("{what}: {}{cue}{side}{sure}", draft.because);
    grounds.reason(Field::Kind, Method::Rule, because, draft.cue.as_ref())
}

fn speaker(grounds: &Grounds<'_, '_>, draft: &Draft) -> Reason {
    let speaker = &draft.speaker;
    let phrase = speaker.range.as_ref().map(|range| grounds.words(range));
    let evidence = speaker.evidence;
    let because = match (speaker.name.as_deref().map(short), phrase) {
        (Some(name), Some(phrase)) if phrase != name => {
            format!("‘{phrase}’ is {name}: {evidence}")
        }
        (Some(name), _) => format!("{name}: {evidence}"),
        (None, Some(phrase)) => format!("‘{phrase}’ names nobody: {evidence}"),
        (None, None) => format!("Nobody is named: {evidence}"),
    };
    let shown = speaker.shown.as_ref().or(speaker.range.as_ref());
    let name = speaker.name.as_deref().unwrap_or_default();
    let places = [speaker.range.as_ref(), speaker.shown.as_ref()];
    let known = (places.into_iter().flatten()).find_map(|it| grounds.of_case(name, it));
    match known {
        Some(words) => {
            let other = Some(words).filter(|it| *it != name);
            let other = other.map(|it| format!("; the case knows ‘{}’", short(it)));
            let because = format!("{because}{}", other.unwrap_or_default());
            grounds.reason(Field::Speaker, Method::Case, because, shown)
        }
        None => grounds.reason(Field::Speaker, Method::Rule, because, shown),
    }
}

fn attribution(grounds: &Grounds<'_, '_>, draft: &Draft) -> Reason {
    let speaker = &draft.speaker;
    let because = match speaker.attribution {
        Attribution::Named if speaker.name.is_none() => {
            "The text points at somebody whom it may name elsewhere".to_owned()
        }
        Attribution::Named if speaker.sort.is_person() => {
            "A person named in the text answers for the words".to_owned()
        }
        Attribution::Named => "Whoever is named in the text answers for the words".to_owned(),
        Attribution::Anonymous => "The text withholds the name of the source".to_owned(),
        Attribution::Document => match &speaker.document {
            Some(noun) => format!("The words come from a document: {noun}"),
            None => "The words come from a document".to_owned(),
        },
        Attribution::Outlet => "The outlet tells it in its own voice".to_owned(),
    };
    let range = speaker.range.as_ref();
    grounds.reason(Field::Attribution, Method::Rule, because, range)
}

fn chain(grounds: &Grounds<'_, '_>, draft: &Draft) -> Option<Reason> {
    if draft.cited_via.is_empty() {
        return None;
    }
    let links: Vec<String> = draft
        .cited_via
        .iter()
        .map(|name| {
            let article = if name.starts_with(char::is_lowercase) {
                "the "
            } else {
                ""
            };
            format!("{article}{}", short(name))
        })
        .collect();
    let text = &grounds.index.text()[draft.range.clone()];
    let place = draft.cited_via.iter().find_map(|name| {
        let start = draft.range.start + text.find(name.as_str())?;
        Some(start..start + name.len())
    });
    let because = match place {
        Some(_) => format!("Reached this text through {}", links.join(", then ")),
        None => format!(
            "Reached this text through {}, which the text names elsewhere",
            links.join(", then ")
        ),
    };
    Some(grounds.reason(Field::Chain, Method::Rule, because, place.as_ref()))
}

fn date(grounds: &Grounds<'_, '_>, draft: &Draft) -> Reason {
    let same = |dated: &&Dated| dated.value == draft.said;
    let within = |dated: &&Dated| {
        draft.range.start <= dated.range.start && dated.range.end <= draft.range.end
    };
    let first = grounds
        .dates
        .partition_point(|it| it.range.start < draft.range.start);
    let here = grounds.dates[first..].iter().take_while(within).find(same);
    let dated = here.or_else(|| grounds.dates.iter().take(FIRST_DATES).find(same));
    let words = dated.map_or(String::new(), |it| grounds.words(&it.range));
    let (because, range) = match (draft.said_basis, dated) {
        (Basis::Explicit, Some(dated)) => (
            format!("The text gives the date: ‘{words}’"),
            Some(&dated.range),
        ),
        (Basis::Relative, Some(dated)) => (
            format!(
                "‘{words}’ counted from the publication on {}",
                grounds.published
            ),
            Some(&dated.range),
        ),
        (Basis::Publication, _) => (
            format!(
                "The text gives no day: not later than the publication on {}",
                grounds.published
            ),
            None,
        ),
        (Basis::None, _) => ("The text does not say when".to_owned(), None),
        _ => ("A date elsewhere in the text".to_owned(), None),
    };
    grounds.reason(Field::Date, Method::Rule, because, range)
}

/// Dates at the head of a text among which the day of a filing is looked for.
const FIRST_DATES: usize = 20;

fn about(grounds: &Grounds<'_, '_>, draft: &Draft) -> Option<Reason> {
    let first = draft.targets.first()?;
    let joined = draft.targets.join("; ");
    let names = short(&draft.targets.join(" and "));
    let place = draft.content.iter().find_map(|part| {
        let start = part.start + grounds.index.text()[part.clone()].find(first.as_str())?;
        Some(start..start + first.len())
    });
    let known = (draft.content.iter()).any(|part| grounds.of_case(&joined, part).is_some());
    let method = if known { Method::Case } else { Method::Rule };
    let because = match (&place, draft.side(grounds.parties)) {
        (None, Some(Side::Accuser)) => format!("{names}: the accused party of this text"),
        _ => format!("The words speak of {names}"),
    };
    Some(grounds.reason(Field::About, method, because, place.as_ref()))
}

/// Words named in a reason at most.
const SHARED: usize = 4;

fn answer(grounds: &Grounds<'_, '_>, draft: &Draft, link: &Link) -> Reason {
    let earlier = &grounds.drafts[link.to];
    let does = match draft.kind {
        Kind::Denial => "Contests",
        Kind::NoComment => "Leaves open",
        Kind::Confirmation => "Concedes something to",
        Kind::Filing => "Is lodged against",
        _ => "Argues against",
    };
    let by = earlier.speaker.name.as_deref().map_or_else(
        || "somebody not named".to_owned(),
        |name| short(name.split("; ").next().unwrap_or(name)),
    );
    let about = match earlier.targets.first() {
        Some(target) => format!(" about {}", short(target)),
        None => String::new(),
    };
    let kind = match earlier.kind {
        Kind::NoComment => "silence",
        kind => kind.as_str(),
    };
    let shared = spelled(&grounds.index.text()[draft.range.clone()], &link.shared);
    let shows = match (shared.is_empty(), link.aimed) {
        (false, _) => format!(": shares ‘{}’", shared.join("’, ‘")),
        (true, true) => ": it speaks of whoever answers".to_owned(),
        (true, false) => ": the accusation that stands open before it".to_owned(),
    };
    let because = format!("{does} the {kind} of {by}{about}{shows}");
    grounds.reason(Field::Answers, Method::Rule, because, Some(&earlier.range))
}

/// Returns words as a text spells them, without repetitions.
fn spelled(text: &str, stems: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for token in crate::text::token::tokens(text, 0) {
        let short = stem(&token.lower);
        if stems.contains(&short) && !seen.contains(&short) && found.len() < SHARED {
            found.push(token.text.to_owned());
            seen.push(short);
        }
    }
    found
}
