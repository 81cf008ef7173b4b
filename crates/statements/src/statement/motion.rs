//! Motions: who lodged which paper, so that the other side's words come from its response.

use std::ops::Range;

use crate::lexicon::{Class, Sort, lexicon};
use crate::names::Mention;
use crate::speaker::Speaker;
use crate::speaker::party::{Parties, Side};
use crate::text::Text;

/// The motions of a text with whoever lodged them, in the order of their places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Motions {
    lodged: Vec<(usize, String, String)>,
    /// Whether the text names a complaint, through which a suit is told.
    pub(crate) complaint: bool,
}

/// Items between whoever lodges a paper and the paper.
const NEAR: usize = 6;

impl Motions {
    /// Looks for "Acme filed a motion to dismiss" and "Acme's motion".
    pub(super) fn of(text: &Text<'_>, mentions: &[Mention]) -> Self {
        let lodged = (0..text.tokens.len()).filter_map(|at| {
            if !matches!(text.tokens[at].lower.as_ref(), "motion" | "petition") {
                return None;
            }
            let (length, ()) = lexicon().legal_papers.longest(&text.tokens[at..])?;
            let start = text.tokens[at].start;
            let paper = text.source[start..text.tokens[at + length - 1].end].to_lowercase();
            mover(text, mentions, at).map(|name| (start, paper, name))
        });
        Self {
            lodged: lodged.collect(),
            complaint: text.tokens.iter().any(|it| it.lower == "complaint"),
        }
    }

    /// Returns the paper through which somebody speaks at a place: their own motion, or their
    /// response to that of the other side.
    pub(crate) fn paper(
        &self,
        parties: &Parties,
        speaker: &Speaker,
        document: &str,
        (at, class): (usize, Option<Class>),
    ) -> String {
        let side = |name: &Option<String>| parties.side(name.as_deref()?);
        let on = |wanted: Side| {
            let mut names = [&speaker.name, &speaker.body].into_iter();
            names.any(|name| side(name) == Some(wanted))
        };
        let group = speaker.sort == Sort::Group && !on(Side::Accuser);
        let complains = on(Side::Accuser) && matches!(class, Some(Class::Allege | Class::Accuse));
        let general = matches!(document, "filing" | "filings" | "court filing")
            || document.starts_with("motion")
            || document.starts_with("petition");
        let last = self.lodged.partition_point(|it| it.0 < at);
        let motion = last.checked_sub(1).map(|index| &self.lodged[index]);
        let names = [speaker.name.as_deref(), speaker.body.as_deref()];
        match motion.filter(|_| general) {
            Some(_) if complains && self.complaint => "complaint".to_owned(),
            Some((_, paper, mover)) if names.contains(&Some(mover.as_str())) => paper.clone(),
            Some((_, paper, _)) if speaker.sort != Sort::Court && names[0].is_some() => {
                format!("response to the {paper}")
            }
            None if general && self.complaint && !on(Side::Accused) && !group => {
                "complaint".to_owned()
            }
            _ => document.to_owned(),
        }
    }
}

/// Returns who lodged the motion named at a token: "Acme filed a motion", "Acme's motion".
fn mover(text: &Text<'_>, mentions: &[Mention], at: usize) -> Option<String> {
    let sentence = &text.sentences[text.sentence_at(text.tokens[at].start)];
    let first = at.saturating_sub(NEAR).max(sentence.tokens.start);
    let lodges = (first..at).rev().find(|here| {
        matches!(
            text.tokens[*here].lower.as_ref(),
            "files" | "filed" | "filing" | "lodged" | "submitted" | "moves" | "moved" | "'s" | "’s"
        )
    })?;
    let start = text.tokens[lodges.saturating_sub(NEAR).max(sentence.tokens.start)].start;
    let window: Range<usize> = start..text.tokens[lodges].start;
    let from = mentions.partition_point(|it| it.range.end <= window.start);
    let to = mentions.partition_point(|it| it.range.end <= window.end);
    let party = mentions[from..to.max(from)].iter().rev().find(|it| {
        matches!(
            it.sort,
            Sort::Company | Sort::Outlet | Sort::Person | Sort::Body | Sort::Group
        )
    })?;
    let owns = !matches!(text.tokens[lodges].lower.as_ref(), "'s" | "’s")
        || party.range.end == text.tokens[lodges].start;
    owns.then(|| party.name.clone())
}
