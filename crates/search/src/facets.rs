//! Counts the values of a few fields over everything that a query matches.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Values listed of each facet, the most frequent first.
const LONGEST: usize = 50;

/// The facets, as a name with the field that is counted.
const FACETS: [(&str, &str); 5] = [
    ("type", "type"),
    ("kind", "kind"),
    ("speaker", "speaker_name"),
    ("outlet", "outlet_name"),
    ("status", "status"),
];

/// How often each value occurs, by facet; within a facet the most frequent first, then by name.
pub(crate) type Counts = BTreeMap<String, Vec<(String, u64)>>;

/// Counts all facets.
pub(crate) struct Facets;

pub(crate) struct FacetCounter {
    columns: Vec<(Option<StrColumn>, Vec<u64>)>,
}

type Named = BTreeMap<String, u64>;

impl Collector for Facets {
    type Fruit = Counts;
    type Child = FacetCounter;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<FacetCounter> {
        let mut columns = Vec::with_capacity(FACETS.len());
        for (_, field) in FACETS {
            let column = reader.fast_fields().str(field)?;
            let values = column.as_ref().map_or(0, |column| column.num_terms());
            columns.push((column, vec![0; values]));
        }
        Ok(FacetCounter { columns })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Vec<Named>>>) -> tantivy::Result<Counts> {
        let mut sums = vec![Named::new(); FACETS.len()];
        for segment in segments {
            for (sum, counted) in sums.iter_mut().zip(segment?) {
                for (value, count) in counted {
                    *sum.entry(value).or_default() += count;
                }
            }
        }
        let names = FACETS.iter().map(|(name, _)| (*name).to_owned());
        Ok(names.zip(sums.into_iter().map(most_frequent)).collect())
    }
}

impl SegmentCollector for FacetCounter {
    type Fruit = tantivy::Result<Vec<Named>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counts) in &mut self.columns {
            let Some(column) = column else { continue };
            for value in column.term_ords(doc) {
                let count = usize::try_from(value)
                    .ok()
                    .and_then(|at| counts.get_mut(at));
                if let Some(count) = count {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let columns = self.columns.into_iter();
        columns
            .map(|(column, counts)| named(column, &counts))
            .collect()
    }
}

fn named(column: Option<StrColumn>, counts: &[u64]) -> tantivy::Result<Named> {
    let mut named = Named::new();
    let Some(column) = column else {
        return Ok(named);
    };
    for (value, count) in (0_u64..).zip(counts).filter(|(_, count)| **count > 0) {
        let mut text = String::new();
        column.ord_to_str(value, &mut text)?;
        named.insert(text, *count);
    }
    Ok(named)
}

fn most_frequent(counts: Named) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(LONGEST);
    counts
}
