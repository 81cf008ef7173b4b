//! Reading documents anew, from the text that is kept of them: after the reader of statements, or what
//! it is told, has changed. Only what the machine found is replaced; what people decided stays.

use std::collections::BTreeSet;

use model::{Case, DocumentId, Reading, Statement, Status, VersionId};
use store::{ReadTx, WriteTx};

use crate::error::EngineError;
use crate::library::Library;
use crate::view::RereadLine;

/// What became of the proposals of one version.
#[derive(Default)]
struct Reread {
    fresh: u64,
    gone: u64,
}

impl Library {
    /// Reads every version of the documents of a case anew, or of all cases.
    pub fn reread(&self, case: Option<&Case>) -> Result<Vec<RereadLine>, EngineError> {
        let documents = self.store.read(|tx| documents(tx, case))?;
        let lines = documents.into_iter().map(|it| self.reread_document(it));
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        self.follow_index();
        Ok(lines)
    }

    fn reread_document(&self, document: DocumentId) -> Result<RereadLine, EngineError> {
        let (versions, cases) = self.store.read(|tx| {
            let versions = tx.versions().of(document)?;
            let cases = tx.case_documents().cases_of(document)?;
            Ok::<_, EngineError>((versions, cases))
        })?;
        let mut all = Reread::default();
        for version in &versions {
            let reading = statements::read(&self.reader_input(&version.article, &cases)?);
            let reread = self
                .store
                .write(|tx| self.reread_version(tx, version.id, &reading))?;
            all.fresh += reread.fresh;
            all.gone += reread.gone;
        }
        self.store
            .read(|tx| line(tx, document, versions.len() as u64, &all))
    }

    fn reread_version(
        &self,
        tx: &WriteTx<'_>,
        version: VersionId,
        reading: &Reading,
    ) -> Result<Reread, EngineError> {
        let Some(version) = tx.versions().by_id(version)? else {
            return Ok(Reread::default());
        };
        let before = tx.statements().of_version(version.id)?;
        tx.answers_mut().forget_machine_answers(version.id)?;
        let filed = self.file_reading(tx, &version, reading)?;
        let mut gone = 0;
        for old in before {
            if !filed.met.contains(&old.id) && is_machines(tx, &old)? {
                tx.statements_mut().remove(old.id)?;
                gone += 1;
            }
        }
        Ok(Reread {
            fresh: filed.fresh,
            gone,
        })
    }
}

fn documents(tx: &ReadTx<'_>, case: Option<&Case>) -> Result<Vec<DocumentId>, EngineError> {
    let cases = match case {
        Some(case) => vec![case.id],
        None => tx.cases().all()?.into_iter().map(|it| it.id).collect(),
    };
    let mut documents = BTreeSet::new();
    for case in cases {
        documents.extend(tx.case_documents().documents_of(case)?);
    }
    Ok(documents.into_iter().collect())
}

/// Tells whether nobody but the machine ever said anything about a statement that still stands.
fn is_machines(tx: &ReadTx<'_>, statement: &Statement) -> Result<bool, EngineError> {
    let decisions = tx.decisions().of_statement(statement.id)?;
    let undone: BTreeSet<_> = decisions.iter().filter_map(|it| it.undoes).collect();
    let mut standing = decisions
        .iter()
        .filter(|it| it.undoes.is_none() && !undone.contains(&it.id));
    Ok(statement.status == Status::Unread && standing.next().is_none())
}

fn line(
    tx: &ReadTx<'_>,
    document: DocumentId,
    versions: u64,
    reread: &Reread,
) -> Result<RereadLine, EngineError> {
    let statements = tx.statements().of_document(document)?;
    let count =
        |of: &dyn Fn(Status) -> bool| statements.iter().filter(|it| of(it.status)).count() as u64;
    let latest = tx.versions().latest(document)?;
    let address = tx.documents().by_id(document)?.map(|it| it.address);
    Ok(RereadLine {
        document,
        url: address.map(String::from).unwrap_or_default(),
        title: latest.and_then(|it| it.article.title.value),
        versions,
        statements: count(&|status| status != Status::Rejected),
        fresh: reread.fresh,
        gone: reread.gone,
        decided: count(&|status| status != Status::Unread),
    })
}
