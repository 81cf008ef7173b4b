//! Proposals: what the machine found and nobody has decided on, in the order in which it is reviewed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use export::OrderClock;
use model::{Case, CaseId, normalised_name};

use crate::error::EngineError;
use crate::library::Library;
use crate::line::line;
use crate::timeline::{TimelineFilter, clock_of, stands_in};
use crate::view::{ProposalView, Row};

/// Which proposals are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Those by or about a party of the case; all of them while it has no parties.
    Parties,
    /// All of them.
    All,
}

impl Library {
    /// Lists the proposals of a case: the newest captures first, each in the order of its text.
    pub fn proposals(&self, case: &Case, queue: Queue) -> Result<Vec<Row>, EngineError> {
        let (mut rows, _) = self.rows_in_text_order(case, &TimelineFilter::default())?;
        let names = self.party_names(case.id)?;
        let everything = queue == Queue::All || names.is_empty();
        rows.retain(|row| row.status.is_proposal() && (everything || concerns(row, &names)));
        rows.sort_by_cached_key(|row| Reverse(clock_of(row, OrderClock::Captured).earliest()));
        Ok(rows)
    }

    /// Lists the proposals in the same order, each once: its word-identical repeats in the case,
    /// which a decision covers, stand with the first of them.
    pub fn proposal_views(
        &self,
        case: &Case,
        queue: Queue,
    ) -> Result<Vec<ProposalView>, EngineError> {
        let voices = self.voices(case.id)?;
        let mut views: Vec<ProposalView> = Vec::new();
        let mut first_of = BTreeMap::new();
        for row in self.proposals(case, queue)? {
            let next = views.len();
            let place = match &row.cluster {
                Some(cluster) => *first_of.entry(cluster.clone()).or_insert(next),
                None => next,
            };
            let line = line(&row, &voices);
            match views.get_mut(place) {
                Some(first) => first.repeats.push(line),
                None => views.push(ProposalView {
                    line,
                    repeats: Vec::new(),
                }),
            }
        }
        Ok(views)
    }

    /// Returns the names of the parties, in the form in which names are compared.
    fn party_names(&self, case: CaseId) -> Result<Vec<String>, EngineError> {
        let parties = self.parties(case)?;
        let names = parties
            .into_iter()
            .flat_map(|(_, entity)| std::iter::once(entity.name).chain(entity.aliases));
        let names = names.map(|name| normalised_name(&name));
        Ok(names.filter(|name| !name.is_empty()).collect())
    }
}

/// Tells whether a row is by or about one of the names.
fn concerns(row: &Row, names: &[String]) -> bool {
    let fields = [&row.speaker, &row.speaker_affiliation, &row.about];
    let fields = fields.into_iter().flatten();
    let mut texts = fields.chain([&row.text]);
    texts.any(|text| {
        let text = normalised_name(text);
        names.iter().any(|name| stands_in(&text, name))
    })
}
