//! Answers: which earlier statements of the same text a statement responds to.
//!
//! A denial, a refusal to comment or a confirmation answers an allegation, claim or act of the
//! other side: the likelier, the more they speak of each other, share words and stand near. Where
//! nothing decides, the first accusation counts: it is the one that the text is about. "The
//! allegations" answers all that stand open. An argument answers only what it plainly takes up.

use std::collections::BTreeSet;

use model::Kind;

use crate::speaker::party::Side;

/// What the search for answers looks at.
#[derive(Debug, Clone)]
pub(crate) struct Move {
    /// What the statement does.
    pub(crate) kind: Kind,
    /// Who makes it.
    pub(crate) speaker: Option<String>,
    /// For whom the speaker speaks.
    pub(crate) body: Option<String>,
    /// On which side the speaker stands.
    pub(crate) side: Option<Side>,
    /// Who is spoken of.
    pub(crate) targets: Vec<String>,
    /// The words that carry meaning.
    pub(crate) words: BTreeSet<String>,
    /// Whether it takes up something that the other side said or lodged.
    pub(crate) takes_up: bool,
    /// Whether it speaks of "the allegations" as a whole.
    pub(crate) answers_all: bool,
    /// How many it says it answers: "both claims", "all three allegations".
    pub(crate) number: Option<usize>,
    /// Whether the speaker speaks of their own side: "we", "our".
    pub(crate) of_self: bool,
}

/// An answer to an earlier statement, with what shows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    /// The earlier statement.
    pub(crate) to: usize,
    /// Words that both have, without their endings.
    pub(crate) shared: Vec<String>,
    /// Whether the earlier one speaks of whoever answers.
    pub(crate) aimed: bool,
    /// How much speaks for the link.
    pub(crate) weight: f64,
}

/// The most earlier statements that are weighed.
const WINDOW: usize = 40;
/// What a link must weigh for a denial, a confirmation or a refusal to comment.
const THRESHOLD: f64 = 1.0;
/// What it must weigh for an argument, which need not answer anything.
const ARGUED: f64 = 1.6;
/// What it must weigh for words that say themselves that they answer.
const TAKEN_UP: f64 = 0.8;
/// What the first accusation of a text weighs more than later ones.
const OPENING: f64 = 0.5;
/// The most statements that one answers.
const MOST: usize = 4;
/// Statements further back than this weigh less and less.
const NEARBY: f64 = 12.0;
/// How far below the best another statement that is taken up may weigh.
const CLOSE: f64 = 0.35;

/// Returns for each statement which earlier ones it answers.
pub(crate) fn answers(moves: &[Move]) -> Vec<Vec<Link>> {
    (0..moves.len())
        .map(|index| answered_by(moves, index))
        .collect()
}

fn answered_by(moves: &[Move], index: usize) -> Vec<Link> {
    let answer = &moves[index];
    let least = match answer.kind {
        _ if answer.takes_up => TAKEN_UP,
        Kind::Denial | Kind::NoComment | Kind::Confirmation => THRESHOLD,
        Kind::Claim | Kind::Allegation => ARGUED,
        _ => return Vec::new(),
    };
    let mut links = weighed(moves, index);
    links.retain(|link| link.weight >= least);
    let best = links
        .iter()
        .rev()
        .max_by(|a, b| a.weight.total_cmp(&b.weight))
        .cloned();
    let Some(best) = best else { return Vec::new() };
    let lets_go = matches!(answer.kind, Kind::Denial | Kind::NoComment);
    if let Some(numbered) = numbered(moves, answer, &links).filter(|_| lets_go) {
        numbered
    } else if answer.answers_all && lets_go && moves[best.to].kind == Kind::Allegation {
        links.retain(|link| one_accuser(&moves[link.to], &moves[best.to]));
        links.truncate(MOST);
        links
    } else if answer.takes_up && answer.kind == Kind::Denial {
        links.retain(|link| {
            link.weight + CLOSE >= best.weight
                && moves[link.to].kind == moves[best.to].kind
                && link.shared.len() >= 2
        });
        links.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        links.truncate(MOST / 2);
        if links.is_empty() {
            links.push(best);
        }
        links.sort_by_key(|link| link.to);
        links
    } else {
        vec![best]
    }
}

/// Returns the last of those that are aimed at whoever answers, as many as the answer says.
fn numbered(moves: &[Move], answer: &Move, links: &[Link]) -> Option<Vec<Link>> {
    let number = answer.number?;
    let aimed: Vec<&Link> = links
        .iter()
        .filter(|it| matches!(moves[it.to].kind, Kind::Allegation | Kind::Claim))
        .filter(|it| it.aimed)
        .collect();
    let first = aimed.len().checked_sub(number)?;
    Some(aimed[first..].iter().map(|&it| it.clone()).collect())
}

/// Tells whether two accusations come from one side or speaker.
fn one_accuser(one: &Move, other: &Move) -> bool {
    let sides = one.side.is_some() && one.side == other.side;
    let names = one.speaker.as_deref().zip(other.speaker.as_deref());
    one.kind == Kind::Allegation && (sides || names.is_some_and(|(a, b)| share_name(a, b)))
}

/// Weighs every earlier statement that can be answered.
fn weighed(moves: &[Move], index: usize) -> Vec<Link> {
    let first = index.saturating_sub(WINDOW);
    let accuses = |it: &Move| matches!(it.kind, Kind::Allegation | Kind::Filing);
    let opening = moves.iter().take(WINDOW).position(accuses);
    let mut links = Vec::new();
    for (earlier, other) in moves.iter().enumerate().take(index).skip(first) {
        let Some(mut link) = link(other, &moves[index], earlier, index - earlier) else {
            continue;
        };
        if opening == Some(earlier) {
            link.weight += OPENING;
        }
        links.push(link);
    }
    links
}

/// Returns how much a statement asks for an answer of a kind; nothing when it asks for none.
fn base(earlier: Kind, answer: Kind) -> Option<f64> {
    match earlier {
        Kind::Allegation => Some(0.8),
        Kind::Filing => Some(0.6),
        Kind::Claim => Some(0.4),
        Kind::Ruling if answer == Kind::Denial => Some(0.3),
        Kind::Ruling | Kind::Announcement => Some(0.1),
        _ => None,
    }
}

fn link(earlier: &Move, answer: &Move, to: usize, distance: usize) -> Option<Link> {
    let base = base(earlier.kind, answer.kind)?;
    if answer.kind == Kind::Filing && earlier.kind != Kind::Filing {
        return None;
    }
    let (from, by) = (earlier.speaker.as_deref(), answer.speaker.as_deref());
    let (body, other) = (answer.body.as_deref(), earlier.body.as_deref());
    let pairs = [(from, by), (from, body), (other, by), (other, body)];
    let same = pairs
        .iter()
        .any(|(a, b)| a.zip(*b).is_some_and(|(a, b)| share_name(a, b)));
    if earlier.side.is_some() && earlier.side == answer.side || same {
        return None;
    }
    let names = |targets: &[String], name: Option<&str>| {
        name.is_some_and(|name| targets.iter().any(|target| share_name(target, name)))
    };
    let aimed = names(&earlier.targets, by) || names(&earlier.targets, body);
    let back = names(&answer.targets, from) || names(&answer.targets, other);
    let opposed = earlier.side.is_some() && answer.side.is_some();
    let shared: Vec<String> = earlier.words.intersection(&answer.words).cloned().collect();
    let argued = matches!(answer.kind, Kind::Claim | Kind::Allegation);
    // An argument answers whom it names, and about the same thing.
    let fits = match answer.kind {
        Kind::Allegation => earlier.kind == Kind::Allegation && aimed,
        _ if earlier.kind == Kind::Claim => opposed,
        _ => earlier.kind != Kind::Filing || answer.side == Some(Side::Accused),
    };
    let loose = !back || shared.len() < 2 || !(opposed || aimed) || !fits;
    // “We drew it ourselves,” says the accused right after the accusation.
    let replies = aimed && answer.of_self && distance == 1 && earlier.kind == Kind::Allegation;
    if argued && loose && !answer.takes_up && !replies {
        return None;
    }
    let related = aimed || back || opposed || shared.len() >= 2;
    let accused = answer.side == Some(Side::Accused);
    // Who is known to be somebody else than the accused denies something else.
    let stranger = answer.kind == Kind::Denial && by.is_some() && !earlier.targets.is_empty();
    let distant = stranger || matches!(answer.kind, Kind::NoComment | Kind::Confirmation);
    if distant && !related && !accused && !answer.takes_up {
        return None;
    }
    let overlap = f64::from(u32::try_from(shared.len().min(6)).unwrap_or(0)) * 0.15;
    let steps = f64::from(u32::try_from(distance).unwrap_or(u32::MAX));
    let near = 0.4 / steps - ((steps - NEARBY).max(0.0) * 0.02).min(0.4);
    let yes = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    Some(Link {
        to,
        weight: base + yes(aimed, 0.6) + yes(back, 0.2) + yes(opposed, 0.2) + overlap + near,
        shared,
        aimed,
    })
}

/// Tells whether two names, each perhaps joined by semicolons, have a part in common.
fn share_name(a: &str, b: &str) -> bool {
    a.split("; ")
        .any(|one| b.split("; ").any(|other| one == other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: Kind, speaker: &str, targets: &[&str], words: &str) -> Move {
        Move {
            kind,
            speaker: Some(speaker.to_owned()),
            body: None,
            side: None,
            targets: targets.iter().map(|it| (*it).to_owned()).collect(),
            words: words.split_whitespace().map(str::to_owned).collect(),
            takes_up: false,
            answers_all: false,
            number: None,
            of_self: false,
        }
    }

    fn of(moves: &[Move], index: usize) -> Vec<usize> {
        answers(moves)[index].iter().map(|link| link.to).collect()
    }

    #[test]
    fn a_denial_answers_the_accusation_of_the_other_side() {
        let accusation = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans");
        let weather = said(Kind::Claim, "Crank", &[], "weather");
        let denial = said(Kind::Denial, "Bolt", &["Acme"], "copied");
        let moves = [accusation, weather, denial];
        assert_eq!(of(&moves, 2), [0]);
        assert_eq!(answers(&moves)[2][0].shared, ["copied"]);
    }

    #[test]
    fn a_denial_of_the_allegations_answers_all_of_that_accuser() {
        let copied = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans");
        let sold = said(Kind::Allegation, "Acme", &["Bolt"], "sold copies");
        let other = said(Kind::Allegation, "Crank", &["Bolt"], "noise");
        let denial = Move {
            answers_all: true,
            ..said(Kind::Denial, "Bolt", &[], "")
        };
        assert_eq!(of(&[copied, sold, other, denial], 3), [0, 1]);
    }

    #[test]
    fn a_denial_of_a_number_of_claims_answers_as_many_whoever_made_them() {
        let copied = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans");
        let sold = said(Kind::Allegation, "Acme", &["Bolt"], "sold copies");
        let lied = said(Kind::Claim, "Crank", &["Bolt"], "lied");
        let denial = |number| Move {
            number: Some(number),
            ..said(Kind::Denial, "Bolt", &[], "")
        };
        let all = |number| [copied.clone(), sold.clone(), lied.clone(), denial(number)];
        assert_eq!(of(&all(3), 3), [0, 1, 2]);
        assert_eq!(of(&all(2), 3), [1, 2]);
        assert_eq!(of(&all(4), 3), [0], "four were not made");
    }

    #[test]
    fn nobody_answers_themselves_or_the_future() {
        let denial = said(Kind::Denial, "Bolt", &[], "copied");
        let own = said(Kind::Allegation, "Bolt", &["Acme"], "copied");
        assert!(of(&[denial.clone(), own.clone()], 0).is_empty());
        assert!(of(&[denial.clone(), own.clone()], 1).is_empty());
        assert!(of(&[own, denial], 1).is_empty());
    }

    #[test]
    fn an_argument_answers_only_whom_it_names() {
        let accusation = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans drawings");
        let aside = said(Kind::Claim, "Bolt", &[], "copied plans drawings");
        assert!(of(&[accusation.clone(), aside], 1).is_empty());
        let reply = said(Kind::Claim, "Bolt", &["Acme"], "copied plans drawings");
        assert_eq!(of(&[accusation, reply], 1), [0]);
    }

    #[test]
    fn the_accused_who_speak_of_themselves_right_after_an_accusation_answer_it() {
        let accusation = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans");
        let ours = Move {
            of_self: true,
            ..said(Kind::Claim, "Bolt", &[], "drew line")
        };
        let weather = said(Kind::Announcement, "Crank", &[], "weather");
        assert_eq!(of(&[accusation.clone(), ours.clone()], 1), [0]);
        assert!(of(&[accusation, weather, ours], 2).is_empty());
    }
}
