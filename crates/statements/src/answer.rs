//! Answers: which earlier statement of the same text a statement responds to.
//!
//! A denial, a refusal to comment or a confirmation answers an allegation, claim or act of the
//! other side: the likelier, the more they speak of each other, share words and stand near. Where
//! nothing decides, the first accusation counts: it is the one that the text is about. An argument
//! answers only what it plainly takes up.

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
}

/// The most earlier statements that are weighed.
const WINDOW: usize = 40;
/// What a link must weigh for a denial, a confirmation or a refusal to comment.
const THRESHOLD: f64 = 1.0;
/// What it must weigh for an argument, which need not answer anything.
const ARGUED: f64 = 2.0;

/// Returns for each statement which earlier ones it answers.
pub(crate) fn answers(moves: &[Move]) -> Vec<Vec<usize>> {
    (0..moves.len())
        .map(|index| answered_by(moves, index))
        .collect()
}

fn answered_by(moves: &[Move], index: usize) -> Vec<usize> {
    let answer = &moves[index];
    let least = match answer.kind {
        Kind::Denial | Kind::NoComment | Kind::Confirmation => THRESHOLD,
        Kind::Claim | Kind::Allegation => ARGUED,
        _ => return Vec::new(),
    };
    let first = index.saturating_sub(WINDOW);
    let mut best: Option<(f64, usize)> = None;
    let mut opened = false;
    for (earlier, other) in moves.iter().enumerate().take(index).skip(first) {
        let Some(mut weight) = weight(other, answer, index - earlier) else {
            continue;
        };
        if !opened && matches!(other.kind, Kind::Allegation | Kind::Filing) {
            weight += OPENING;
            opened = true;
        }
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, earlier));
        }
    }
    best.filter(|(weight, _)| *weight >= least)
        .map(|(_, earlier)| vec![earlier])
        .unwrap_or_default()
}

/// What the first accusation of a text weighs more than later ones.
const OPENING: f64 = 0.5;

fn weight(earlier: &Move, answer: &Move, distance: usize) -> Option<f64> {
    let base = match earlier.kind {
        Kind::Allegation => 0.8,
        Kind::Filing => 0.6,
        Kind::Claim => 0.4,
        Kind::Ruling | Kind::Announcement => 0.1,
        _ => return None,
    };
    let (from, to) = (earlier.speaker.as_deref(), answer.speaker.as_deref());
    let one_side = earlier.side.is_some() && earlier.side == answer.side;
    let (body, other) = (answer.body.as_deref(), earlier.body.as_deref());
    let pairs = [(from, to), (from, body), (other, to), (other, body)];
    let same = pairs
        .iter()
        .any(|(a, b)| a.zip(*b).is_some_and(|(a, b)| share_name(a, b)));
    if one_side || same {
        return None;
    }
    let names = |targets: &[String], name: Option<&str>| {
        name.is_some_and(|name| targets.iter().any(|target| share_name(target, name)))
    };
    let aimed = names(&earlier.targets, to) || names(&earlier.targets, body);
    let back = names(&answer.targets, from);
    let opposed = earlier.side.is_some() && answer.side.is_some();
    let shared = earlier.words.intersection(&answer.words).count().min(6);
    let overlap = f64::from(u32::try_from(shared).unwrap_or(0)) * 0.15;
    let near = 0.4 / f64::from(u32::try_from(distance).unwrap_or(u32::MAX));
    let yes = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    Some(base + yes(aimed, 0.6) + yes(back, 0.2) + yes(opposed, 0.2) + overlap + near)
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
        }
    }

    #[test]
    fn a_denial_answers_the_accusation_of_the_other_side() {
        let accusation = said(Kind::Allegation, "Acme", &["Bolt"], "copied plans");
        let weather = said(Kind::Claim, "Crank", &[], "weather");
        let denial = said(Kind::Denial, "Bolt", &["Acme"], "copied");
        assert_eq!(answers(&[accusation, weather, denial])[2], [0]);
    }

    #[test]
    fn nobody_answers_themselves_or_the_future() {
        let denial = said(Kind::Denial, "Bolt", &[], "copied");
        let own = said(Kind::Allegation, "Bolt", &["Acme"], "copied");
        assert_eq!(
            answers(&[denial.clone(), own.clone()]),
            [vec![], Vec::<usize>::new()]
        );
        assert_eq!(answers(&[own, denial])[1], Vec::<usize>::new());
    }
}
