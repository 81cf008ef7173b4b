//! Small invented nouns for the tests of the tables.

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Article, Attribution, Basis, Body, Capture, Case, Confidence, Document, Entity, EntityType,
    Field, Form, FoundStatement, Hop, Job, JobState, Kind, LibraryId, Method, Provenance,
    QuoteSelector, Reason, RecordLocation, Retrieval, RobotsVerdict, Sha256, Span, Statement,
    Status, Version, Watch, WatchKind, When,
};
use ulid::Ulid;
use url::Url;

use crate::{Born, ReadTx, Store, StoreError, WriteTx};

/// Returns the id of this number; a larger number sorts later.
pub(crate) fn id<T: From<Ulid>>(number: u128) -> T {
    Ulid::from(number).into()
}

/// Returns the instant so many seconds after a fixed one.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_740_000_000 + seconds)
}

pub(crate) fn url(path: &str) -> Url {
    Url::parse("https://www.gazette.example/")
        .and_then(|base| base.join(path))
        .unwrap()
}

pub(crate) fn born() -> Born {
    Born {
        library: id::<LibraryId>(77),
        at: at(0),
    }
}

pub(crate) fn store() -> Store {
    Store::in_memory(&born()).unwrap()
}

/// Writes what has to succeed.
pub(crate) fn write<T>(store: &Store, f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError>) -> T {
    store.write(f).unwrap()
}

/// Reads what has to succeed.
pub(crate) fn read<T>(store: &Store, f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> T {
    store.read(f).unwrap()
}

/// Removes a statement, as the purge of its document would.
pub(crate) fn without_statement(tx: &WriteTx<'_>, number: u128) -> Result<(), StoreError> {
    let sql = "DELETE FROM statements WHERE id = ?1";
    tx.run("a statement", sql, [id::<Ulid>(number).to_string()])
        .map(drop)
}

pub(crate) fn case(number: u128) -> Case {
    Case {
        id: id(number),
        name: format!("Brightwater v. Halden {number}"),
        slug: format!("brightwater-v-halden-{number}"),
        subtitle: None,
        template: None,
        fictional: true,
        user_agent: None,
        created: at(0),
    }
}

pub(crate) fn entity(number: u128, name: &str) -> Entity {
    Entity {
        id: id(number),
        name: name.to_owned(),
        entity_type: EntityType::Organisation,
        wikidata: None,
        aliases: Vec::new(),
        tags: Vec::new(),
    }
}

pub(crate) fn hop(url: Url, finished: DateTime<Utc>) -> Hop {
    Hop {
        url,
        request_headers: vec![("accept".to_owned(), "text/html".to_owned())],
        status: 200,
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
        remote: Some("192.0.2.7:443".to_owned()),
        certificate: Some(Sha256::of(b"a certificate")),
        started: finished - TimeDelta::milliseconds(350),
        finished,
    }
}

/// Returns a capture of `/page`, finished so many seconds after the fixed instant as its number
/// says.
pub(crate) fn capture(number: u32) -> Capture {
    Capture {
        retrieval: Retrieval {
            id: id(u128::from(number)),
            provenance: Provenance::Fetched,
            first: hop(url("page"), at(number.into())),
            redirects: Vec::new(),
            received: Body::of(b"received"),
            decoded: Body::of(b"decoded"),
            robots: RobotsVerdict::Allowed,
            tool: "counterclaim 0.1.0".to_owned(),
        },
        location: RecordLocation {
            file: "captures.warc.gz".to_owned(),
            offset: u64::from(number) * 1000,
            length: 900,
            record_id: format!("urn:uuid:00000000-0000-4000-8000-{number:012}"),
        },
    }
}

pub(crate) fn document(number: u128) -> Document {
    Document {
        id: id(number),
        address: url(&format!("story-{number}")),
        outlet: None,
    }
}

pub(crate) fn version(number: u128, document: u128, capture: u128) -> Version {
    Version {
        id: id(number),
        document: id(document),
        capture: id(capture),
        article: Article {
            text: format!("Version {number} of the story."),
            ..Article::default()
        },
        extractor: "extract 1".to_owned(),
    }
}

/// Returns an unread statement of version 1 of document 1 that begins at code point `start`.
pub(crate) fn statement(number: u128, start: u32) -> Statement {
    Statement {
        id: id(number),
        document: id(1),
        version: id(1),
        selector: QuoteSelector {
            exact: "the pumps were copied".to_owned(),
            prefix: "Brightwater said ".to_owned(),
            suffix: ".".to_owned(),
        },
        found: found(start),
        status: Status::Unread,
        point: None,
    }
}

pub(crate) fn found(start: u32) -> FoundStatement {
    FoundStatement {
        span: Span::new(start, start + 40),
        verbatim: "Brightwater said the pumps were copied.".to_owned(),
        content: vec![Span::new(start + 17, start + 38)],
        form: Form::Indirect,
        altered: Vec::new(),
        translation: None,
        speaker: Some("Brightwater".to_owned()),
        speaker_span: Some(Span::new(start, start + 11)),
        speaker_affiliation: None,
        cue: Some("said".to_owned()),
        cue_span: None,
        kind: Kind::Allegation,
        answer_form: None,
        correction_form: None,
        ruling: None,
        attribution: Attribution::Named,
        anonymity: None,
        access: None,
        cited_via: vec!["Gazette".to_owned()],
        said: "2025-02".parse::<When>().unwrap(),
        said_basis: Basis::Explicit,
        happened: When::Unknown,
        about: Some("Halden Ltd".to_owned()),
        responds_to: Vec::new(),
        confidence: Confidence::new(0.8),
        why: vec![Reason {
            field: Field::Kind,
            method: Method::Rule,
            because: "speaker and cue in one sentence".to_owned(),
            span: None,
        }],
    }
}

pub(crate) fn job(number: u128, path: &str) -> Job {
    Job {
        id: id(number),
        case: id(1),
        watch: None,
        url: url(path),
        state: JobState::Waiting,
        due: at(0),
        not_before: None,
        attempts: 0,
        capture: None,
        error: None,
    }
}

/// Returns a library with case 1, captures 1 to 3, and document 1 with version 1 of capture 1; the
/// document is not in the case.
pub(crate) fn furnished() -> Store {
    let store = store();
    write(&store, |tx| {
        tx.cases_mut().insert(&case(1))?;
        for number in 1..=3 {
            tx.captures_mut().insert(&capture(number))?;
        }
        tx.documents_mut().insert(&document(1))?;
        tx.versions_mut().insert(&version(1, 1, 1))
    });
    store
}

/// Returns a watch of case 1 whose next look is so many seconds after the fixed instant.
pub(crate) fn watch(number: u128, next_run: i64) -> Watch {
    Watch {
        id: id(number),
        case: id(1),
        kind: WatchKind::Feed,
        target: "https://www.gazette.example/feed".to_owned(),
        every_seconds: 1800,
        next_run: at(next_run),
        last_run: None,
        last_result: None,
        failing_since: None,
    }
}
