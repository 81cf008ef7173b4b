//! The fields of the index: by what an entry is found, counted and ordered.

use tantivy::schema::{
    DateOptions, FAST, Field, INDEXED, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;
use tantivy::{DateTime, TantivyDocument};

use crate::analysis::{EXACT, RULES, STEMMED, WHOLE};
use crate::entry::Entry;

/// The fields that may be named in the search box, as `speaker:Okafor`.
pub(crate) const IN_THE_BOX: &[&str] = &[
    "attribution",
    "case",
    "entity",
    "kind",
    "lang",
    "outlet",
    "speaker",
    "status",
    "tag",
    "text",
    "title",
    "type",
];

/// The fields of an index, by handle.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    pub(crate) id: Field,
    pub(crate) rev: Field,
    pub(crate) entry_kind: Field,
    pub(crate) case: Field,
    pub(crate) text: Field,
    pub(crate) stemmed: Field,
    pub(crate) title: Field,
    pub(crate) speaker: Field,
    pub(crate) speaker_name: Field,
    pub(crate) outlet: Field,
    pub(crate) outlet_name: Field,
    pub(crate) kind: Field,
    pub(crate) status: Field,
    pub(crate) attribution: Field,
    pub(crate) lang: Field,
    pub(crate) tag: Field,
    pub(crate) entity: Field,
    pub(crate) said: Field,
    pub(crate) published: Field,
    pub(crate) captured: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let mut dates = |name: &str| date(&mut builder, name);
        let (said, published, captured) = (dates("said"), dates("published"), dates("captured"));
        Self {
            id: builder.add_text_field("id", value().set_fast(RAW_TOKENIZER_NAME)),
            rev: builder.add_u64_field("rev", FAST),
            entry_kind: builder.add_text_field("type", value().set_fast(RAW_TOKENIZER_NAME)),
            case: builder.add_text_field("case", value()),
            text: builder.add_text_field("text", words(EXACT)),
            stemmed: builder.add_text_field("stemmed", words(STEMMED)),
            title: builder.add_text_field("title", words(EXACT)),
            speaker: builder.add_text_field("speaker", words(EXACT)),
            speaker_name: builder
                .add_text_field("speaker_name", value().set_fast(RAW_TOKENIZER_NAME)),
            outlet: builder.add_text_field("outlet", words(EXACT)),
            outlet_name: builder
                .add_text_field("outlet_name", value().set_fast(RAW_TOKENIZER_NAME)),
            kind: builder.add_text_field("kind", value().set_fast(RAW_TOKENIZER_NAME)),
            status: builder.add_text_field("status", value().set_fast(RAW_TOKENIZER_NAME)),
            attribution: builder.add_text_field("attribution", value()),
            lang: builder.add_text_field("lang", value()),
            tag: builder.add_text_field("tag", words(EXACT)),
            entity: builder.add_text_field("entity", words(EXACT)),
            said,
            published,
            captured,
            schema: builder.build(),
        }
    }

    /// Returns a text that is different for every schema and every way of making terms.
    pub(crate) fn fingerprint(&self) -> String {
        let schema = serde_json::to_string(&self.schema).unwrap_or_default();
        model::Sha256::of_parts(&[schema.as_bytes(), RULES.as_bytes()]).to_string()
    }

    /// Returns the fields that words without a field are looked for in.
    pub(crate) fn by_default(&self) -> Vec<Field> {
        vec![
            self.text,
            self.stemmed,
            self.title,
            self.speaker,
            self.entity,
        ]
    }

    /// Returns an entry as a document of the index.
    pub(crate) fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.rev, entry.rev);
        for (field, value) in self.values_of(entry) {
            document.add_text(field, value);
        }
        let dates = [
            (self.said, entry.said),
            (self.published, entry.published),
            (self.captured, entry.captured),
        ];
        for (field, instant) in dates {
            if let Some(instant) = instant {
                document.add_date(field, DateTime::from_timestamp_secs(instant.timestamp()));
            }
        }
        document
    }

    fn values_of<'a>(&self, entry: &'a Entry) -> Vec<(Field, &'a str)> {
        let mut values = vec![
            (self.id, entry.id.as_str()),
            (self.entry_kind, entry.kind.as_str()),
            (self.text, entry.text.as_str()),
            (self.stemmed, entry.text.as_str()),
        ];
        let perhaps = [
            (self.title, entry.title.as_deref()),
            (self.stemmed, entry.title.as_deref()),
            (self.speaker, entry.speaker.as_deref()),
            (self.speaker_name, entry.speaker.as_deref()),
            (self.outlet, entry.outlet.as_deref()),
            (self.outlet_name, entry.outlet.as_deref()),
            (self.kind, entry.statement_kind.map(model::Kind::as_str)),
            (self.status, entry.status.map(model::Status::as_str)),
            (
                self.attribution,
                entry.attribution.map(model::Attribution::as_str),
            ),
            (self.lang, entry.lang.as_deref()),
        ];
        values.extend(perhaps.into_iter().filter_map(|(f, v)| Some((f, v?))));
        let lists = [
            (self.case, &entry.cases),
            (self.tag, &entry.tags),
            (self.entity, &entry.entities),
        ];
        for (field, list) in lists {
            values.extend(list.iter().map(|value| (field, value.as_str())));
        }
        values
    }
}

fn date(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_date_field(name, DateOptions::from(INDEXED).set_fast())
}

/// Running text: terms with their places, so that phrases can be found.
fn words(analyzer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(analyzer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

/// One value, found only as a whole.
fn value() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WHOLE)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    )
}
