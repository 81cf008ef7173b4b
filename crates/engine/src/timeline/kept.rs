//! The rows of the case that was looked at last, kept until something in the library changes: who
//! goes from statement to statement does not wait for ten thousand of them each time.

use std::sync::{Arc, Mutex, PoisonError};

use export::Row;
use model::{Case, CaseId, Status};

use super::material::Material;
use crate::error::EngineError;
use crate::library::Library;

/// The rows of one case, and the state of the library that they show.
#[derive(Debug)]
pub(crate) struct KeptRows {
    case: CaseId,
    state: u64,
    /// Every row with its status, statements in the order of the text; a lead has none.
    pub(crate) rows: Vec<(Option<Status>, Row)>,
}

/// A place for the rows of one case.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<Arc<KeptRows>>>);

impl Library {
    /// Returns every row of a case with its status, also those that a person rejected.
    pub(crate) fn all_rows(&self, case: &Case) -> Result<Arc<KeptRows>, EngineError> {
        self.store.read(|tx| {
            let state = tx.state()?;
            let mut kept = self.kept.0.lock().unwrap_or_else(PoisonError::into_inner);
            let is_current = |it: &&Arc<KeptRows>| it.case == case.id && it.state == state;
            if let Some(current) = kept.as_ref().filter(is_current) {
                return Ok(Arc::clone(current));
            }
            let fresh = Arc::new(KeptRows {
                case: case.id,
                state,
                rows: Material::of(tx, case, None)?.rows(),
            });
            *kept = Some(Arc::clone(&fresh));
            Ok(fresh)
        })
    }
}
