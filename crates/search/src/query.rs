//! Asks the index: ids in a stable order, counts, and what of the query was not understood.

use std::ops::Bound;
use std::path::Path;

use chrono::{DateTime, Utc};
use model::{Kind, Status};
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByString};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query as TantivyQuery, QueryParser,
    QueryParserError, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyError, Term};

use crate::analysis::{self, whole_term};
use crate::entry::{EntryKind, Identity};
use crate::error::SearchError;
use crate::facets::{Counts, Facets};
use crate::fields::Fields;
use crate::parse::parse;
use crate::payload::{self, Opened};

/// How much more a word counts where it stands as it was typed than where only its stem does.
const EXACT_BOOST: f32 = 2.0;

/// Hits given at once, at most.
const MOST: usize = 1_000;

/// A question. What is `None` does not filter; names of values are those of the facets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed: words that must all occur, "phrases", AND, OR, -without, field:value.
    /// Everything matches an empty one.
    pub text: String,
    /// Only what belongs to this case.
    pub case: Option<String>,
    /// Only statements, or only documents.
    pub entry_kind: Option<EntryKind>,
    /// Only statements of this kind.
    pub statement_kind: Option<Kind>,
    /// Only words of exactly this speaker.
    pub speaker: Option<String>,
    /// Only what exactly this outlet published.
    pub outlet: Option<String>,
    /// Only statements checked so far.
    pub status: Option<Status>,
    /// Only what was said at this moment or later.
    pub said_after: Option<DateTime<Utc>>,
    /// Only what was said before this moment.
    pub said_before: Option<DateTime<Utc>>,
    /// How many hits to return, at most 1,000.
    pub limit: usize,
    /// How many hits to pass over first.
    pub offset: usize,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// The number of the change that was indexed.
    pub rev: u64,
    /// How well it fits (BM25); comparable within one answer only.
    pub score: f32,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many things match.
    pub total: u64,
    /// The last change that the index knows; 0 when there is no index that could be asked.
    pub rev: u64,
    /// The best, best first; equals with the newest id first.
    pub hits: Vec<Hit>,
    /// How often values occur among everything that matches: `type`, `kind`, `speaker`, `outlet`,
    /// `status`, each with its most frequent values first.
    pub facets: Counts,
    /// Parts of the query that were not understood and left out, in words.
    pub problems: Vec<String>,
}

/// Asks the index in the folder `dir`.
///
/// An index that is missing, or made for another library or by other rules, gives no hits and the
/// rev 0: [`sync`](crate::sync()) cures it.
pub fn query(dir: &Path, library: Identity, query: &Query) -> Result<Hits, SearchError> {
    match ask(dir, library, query) {
        // The index may just have been put in place by another process.
        Err(_) if dir.exists() => {
            ask(dir, library, query).map_err(|error| SearchError::read(dir, error))
        }
        Err(_) => Ok(Hits::default()),
        Ok(hits) => Ok(hits),
    }
}

fn ask(dir: &Path, library: Identity, query: &Query) -> Result<Hits, TantivyError> {
    let fields = Fields::new();
    let Some(Opened { index, payload }) = payload::open(dir, library, &fields)? else {
        return Ok(Hits::default());
    };
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let (asked, problems) = compile(&fields, query);
    let searcher = reader.searcher();
    let all = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let offset = query.offset.min(all);
    let best = TopDocs::with_limit(query.limit.clamp(1, MOST))
        .and_offset(offset)
        .order_by((SortBySimilarityScore, SortByString::for_field("id")));
    let (total, best, facets) = searcher.search(&*asked, &(Count, best, Facets))?;
    let hits = best
        .into_iter()
        .take(query.limit)
        .map(|((score, id), at)| hit(&searcher, at, id.unwrap_or_default(), score))
        .collect::<Result<_, _>>()?;
    Ok(Hits {
        total: total as u64,
        rev: payload.rev,
        hits,
        facets,
        problems,
    })
}

fn hit(searcher: &Searcher, at: DocAddress, id: String, score: f32) -> Result<Hit, TantivyError> {
    let columns = searcher.segment_reader(at.segment_ord).fast_fields();
    let mut word = String::new();
    if let Some(column) = columns.str("type")?
        && let Some(value) = column.term_ords(at.doc_id).next()
    {
        column.ord_to_str(value, &mut word)?;
    }
    Ok(Hit {
        id,
        kind: if word == EntryKind::Document.as_str() {
            EntryKind::Document
        } else {
            EntryKind::Statement
        },
        rev: columns.u64("rev")?.first(at.doc_id).unwrap_or_default(),
        score,
    })
}

/// Returns the question for the index, with the parts of the text that were left out.
fn compile(fields: &Fields, query: &Query) -> (Box<dyn TantivyQuery>, Vec<String>) {
    let (words, problems) = compile_text(fields, &query.text);
    let mut parts = vec![(Occur::Must, words)];
    parts.extend(filters(fields, query).into_iter().map(|filter| {
        let unscored: Box<dyn TantivyQuery> = Box::new(ConstScoreQuery::new(filter, 0.0));
        (Occur::Must, unscored)
    }));
    (Box::new(BooleanQuery::new(parts)), problems)
}

fn compile_text(fields: &Fields, text: &str) -> (Box<dyn TantivyQuery>, Vec<String>) {
    let parsed = parse(text);
    let mut problems = parsed.problems;
    let Some(tree) = parsed.tree else {
        return if text.trim().is_empty() {
            (Box::new(AllQuery), problems)
        } else {
            (Box::new(EmptyQuery), problems)
        };
    };
    let mut parser = QueryParser::new(
        fields.schema.clone(),
        fields.by_default(),
        analysis::tokenizers(),
    );
    parser.set_conjunction_by_default();
    parser.set_field_boost(fields.text, EXACT_BOOST);
    let (words, errors) = parser.build_query_from_user_input_ast_lenient(tree);
    problems.extend(
        errors
            .iter()
            // "Everything without x" is a fine question.
            .filter(|error| **error != QueryParserError::AllButQueryForbidden)
            .map(ToString::to_string),
    );
    (words, problems)
}

fn filters(fields: &Fields, query: &Query) -> Vec<Box<dyn TantivyQuery>> {
    let values = [
        (fields.case, query.case.as_deref()),
        (fields.entry_kind, query.entry_kind.map(EntryKind::as_str)),
        (fields.kind, query.statement_kind.map(Kind::as_str)),
        (fields.speaker_name, query.speaker.as_deref()),
        (fields.outlet_name, query.outlet.as_deref()),
        (fields.status, query.status.map(Status::as_str)),
    ];
    let mut filters: Vec<Box<dyn TantivyQuery>> = values
        .into_iter()
        .filter_map(|(field, value)| Some(equals(field, value?)))
        .collect();
    if query.said_after.is_some() || query.said_before.is_some() {
        let bound = |instant: DateTime<Utc>| {
            let instant = tantivy::DateTime::from_timestamp_secs(instant.timestamp());
            Term::from_field_date(fields.said, instant)
        };
        let from = query.said_after.map(bound);
        let until = query.said_before.map(bound);
        filters.push(Box::new(RangeQuery::new(
            from.map_or(Bound::Unbounded, Bound::Included),
            until.map_or(Bound::Unbounded, Bound::Excluded),
        )));
    }
    filters
}

fn equals(field: Field, value: &str) -> Box<dyn TantivyQuery> {
    let term = Term::from_field_text(field, &whole_term(value));
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}
