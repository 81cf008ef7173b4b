//! Which words are one statement: a person splits one, joins two, or adds one that no machine found.
//!
//! The first part of a split keeps the id, and with it the links and decisions; so does the first of
//! two that are joined, while the other one is rejected. What stood there before is in the log, by
//! which a new reading knows it again and does not bring it back (see `take_over`).

use model::{
    Act, Attribution, Basis, Confidence, DocumentId, Form, FoundStatement, Kind, QuoteSelector,
    Span, Statement, StatementId, Status, TextIndex, Version, VersionId, When,
};
use store::ReadTx;

use super::edit::{Edit, edited};
use super::place::{joined, placed, text_of, trimmed};
use super::{Seen, judgement_on};
use crate::error::EngineError;
use crate::library::Library;
use crate::take_over::shifted;
use crate::view::ShapeLine;

/// Words that a person selected as a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatement {
    /// The document.
    pub document: DocumentId,
    /// The version that was shown; the latest one when that is not known.
    pub version: Option<VersionId>,
    /// The first code point of the words.
    pub start: u32,
    /// One past their last code point.
    pub end: u32,
    /// What it does.
    pub kind: Kind,
    /// What else is known of it; what is not given is not known.
    pub edit: Edit,
}

impl Library {
    /// Makes two statements of one, at a place in its words. The first part keeps its id; both are
    /// read as the whole was, and count as checked.
    pub fn split(
        &self,
        statement: impl Into<Seen>,
        at: u32,
        by: &str,
    ) -> Result<ShapeLine, EngineError> {
        let seen = statement.into();
        let hand = self.hand(by);
        let line = self.store.write(|tx| {
            let whole = seen.statement(tx)?;
            let text = text_of(tx, whole.version)?;
            let [first, second] = parts(&whole, at, &TextIndex::new(&text))?;
            let second = Statement {
                id: StatementId::from(self.world.ids.fresh()),
                ..second
            };
            tx.statements_mut().update(&first)?;
            tx.statements_mut().insert(&second)?;
            let act = Act::Split(Box::new(judgement_on(&whole, &first)));
            self.write_down(tx, &hand, act, None)?;
            let act = Act::Add(Box::new(judgement_on(&whole, &second)));
            self.write_down(tx, &hand, act, None)?;
            Ok::<_, EngineError>(ShapeLine {
                id: first.id,
                added: Some(second.id),
                removed: None,
                status: first.status,
            })
        })?;
        self.follow_index();
        Ok(line)
    }

    /// Makes one statement of two that stand side by side. It keeps the id of the first one that is
    /// named, and how that one was read; the other one is rejected.
    pub fn join_statements(
        &self,
        kept: impl Into<Seen>,
        other: impl Into<Seen>,
        by: &str,
    ) -> Result<ShapeLine, EngineError> {
        let (kept, other) = (kept.into(), other.into());
        let hand = self.hand(by);
        let line = self.store.write(|tx| {
            let (kept, other) = (kept.statement(tx)?, other.statement(tx)?);
            let text = text_of(tx, kept.version)?;
            let whole = union(&kept, &other, &TextIndex::new(&text))?;
            let gone = Statement {
                status: Status::Rejected,
                ..other.clone()
            };
            for (before, after) in [(&other, &gone), (&kept, &whole)] {
                tx.statements_mut().update(after)?;
                let act = Act::Join(Box::new(judgement_on(before, after)));
                self.write_down(tx, &hand, act, None)?;
            }
            Ok::<_, EngineError>(ShapeLine {
                id: whole.id,
                added: None,
                removed: Some(gone.id),
                status: whole.status,
            })
        })?;
        self.follow_index();
        Ok(line)
    }

    /// Adds a statement that the machine did not find, as a checked one of the person who selected
    /// its words.
    pub fn add_statement(&self, new: &NewStatement, by: &str) -> Result<ShapeLine, EngineError> {
        let hand = self.hand(by);
        let id = StatementId::from(self.world.ids.fresh());
        let line = self.store.write(|tx| {
            let version = version_of(tx, new)?;
            let bare = selected(tx, id, new, &version)?;
            let edit = Edit {
                kind: Some(new.kind),
                span: None,
                ..new.edit.clone()
            };
            let statement = latest(tx, edited(tx, &bare, &edit)?)?;
            tx.statements_mut().insert(&statement)?;
            let act = Act::Add(Box::new(judgement_on(&statement, &statement)));
            self.write_down(tx, &hand, act, None)?;
            Ok::<_, EngineError>(ShapeLine {
                id,
                added: Some(id),
                removed: None,
                status: statement.status,
            })
        })?;
        self.follow_index();
        Ok(line)
    }
}

/// Cuts a statement in two where a person says.
fn parts(whole: &Statement, at: u32, text: &TextIndex<'_>) -> Result<[Statement; 2], EngineError> {
    let Span { start, end } = whole.found.span;
    let halves = (start < at && at < end)
        .then(|| [Span::new(start, at), Span::new(at, end)].map(|it| trimmed(text, it)));
    let Some([Some(first), Some(second)]) = halves else {
        return Err(EngineError::BadValue {
            noun: "place to split this statement at",
            given: at.to_string(),
            expected: format!("a code point between {start} and {end}, with words on both sides"),
        });
    };
    let checked = Statement {
        status: Status::Checked,
        ..whole.clone()
    };
    Ok([first, second].map(|span| placed(&checked, span, text)))
}

/// Returns two statements as one.
fn union(
    kept: &Statement,
    other: &Statement,
    text: &TextIndex<'_>,
) -> Result<Statement, EngineError> {
    if kept.id == other.id {
        return Err(EngineError::Itself {
            given: kept.id.to_string(),
        });
    }
    let (a, b) = (kept.found.span, other.found.span);
    if kept.version != other.version || !are_adjacent(a, b, text) {
        return Err(EngineError::BadValue {
            noun: "pair of statements that can be joined",
            given: format!("{} {}", kept.id, other.id),
            expected: "two that stand side by side in one version of a document".to_owned(),
        });
    }
    let span = Span::new(a.start.min(b.start), a.end.max(b.end));
    let content = [&kept.found.content[..], &other.found.content[..]].concat();
    let mut whole = placed(kept, span, text);
    whole.status = Status::Checked;
    whole.found.content = joined(content);
    whole.found.altered.extend_from_slice(&other.found.altered);
    whole.found.altered.sort_by_key(|it| it.span);
    whole.found.altered.dedup();
    Ok(whole)
}

/// Tells whether no words stand between two statements.
fn are_adjacent(a: Span, b: Span, text: &TextIndex<'_>) -> bool {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    let between = Span::new(first.end, second.start);
    !text.slice(between).contains(char::is_alphanumeric)
}

fn version_of(tx: &ReadTx<'_>, new: &NewStatement) -> Result<Version, EngineError> {
    let version = match new.version {
        Some(id) => tx.versions().by_id(id)?,
        None => tx.versions().latest(new.document)?,
    };
    let version = version.filter(|it| it.document == new.document);
    version.ok_or_else(|| EngineError::NotFound {
        noun: "version of this document",
        given: new.document.to_string(),
    })
}

/// Returns the selected words as a statement of which nothing else is known.
fn selected(
    tx: &ReadTx<'_>,
    id: StatementId,
    new: &NewStatement,
    version: &Version,
) -> Result<Statement, EngineError> {
    let text = TextIndex::new(&version.article.text);
    let within = (new.start < new.end && new.end <= text.len())
        .then(|| trimmed(&text, Span::new(new.start, new.end)));
    let span = within.flatten().ok_or_else(|| EngineError::BadValue {
        noun: "place in this text",
        given: format!("{}..{}", new.start, new.end),
        expected: format!("a selection with words, within 0..{}", text.len()),
    })?;
    let twin = tx.statements().of_version(version.id)?;
    let is_there = |it: &&Statement| it.status != Status::Rejected && it.found.span == span;
    if let Some(twin) = twin.iter().find(is_there) {
        return Err(EngineError::Exists {
            noun: "statement of these words",
            given: twin.id.to_string(),
        });
    }
    Ok(Statement {
        id,
        document: version.document,
        version: version.id,
        selector: QuoteSelector::of(&text, span),
        found: bare(&text, span, &version.article.published.value),
        status: Status::Checked,
        point: None,
    })
}

fn bare(text: &TextIndex<'_>, span: Span, published: &When) -> FoundStatement {
    let words = text.slice(span);
    let is_quoted = words.starts_with(['“', '"', '«', '「', '『', '„', '‘']);
    FoundStatement {
        span,
        verbatim: words.to_owned(),
        content: vec![span],
        form: if is_quoted {
            Form::Direct
        } else {
            Form::Indirect
        },
        altered: Vec::new(),
        translation: None,
        speaker: None,
        speaker_span: None,
        speaker_affiliation: None,
        cue: None,
        cue_span: None,
        kind: Kind::Claim,
        answer_form: None,
        correction_form: None,
        ruling: None,
        attribution: Attribution::Named,
        anonymity: None,
        access: None,
        cited_via: Vec::new(),
        said: published.clone(),
        said_basis: if published.is_known() {
            Basis::Publication
        } else {
            Basis::None
        },
        happened: When::Unknown,
        about: None,
        responds_to: Vec::new(),
        confidence: Confidence::new(1.0),
        why: Vec::new(),
    }
}

/// Moves a statement that was added to an older version onto the latest one, where its words still
/// stand there.
fn latest(tx: &ReadTx<'_>, statement: Statement) -> Result<Statement, EngineError> {
    let Some(version) = tx.versions().latest(statement.document)? else {
        return Ok(statement);
    };
    let text = TextIndex::new(&version.article.text);
    let place = statement.selector.find(&text);
    Ok(match place {
        Some(place) if version.id != statement.version => {
            let found = shifted(&statement.found, place);
            Statement {
                version: version.id,
                selector: QuoteSelector::of(&text, place),
                found,
                ..statement
            }
        }
        _ => statement,
    })
}
