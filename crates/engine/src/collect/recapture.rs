//! Pages that carry checked statements are captured again from time to time, where a person wants
//! that: what a reporter relies on may be changed without notice.
//!
//! It is off until somebody switches it on for a case: each look tells the site that somebody still
//! reads the page. What is due goes into the queue, and is asked for as politely as anything there.

use chrono::TimeDelta;
use model::{Case, Recapture};
use store::RecapturedPage;

use crate::error::EngineError;
use crate::library::Library;
use crate::view::RecaptureView;

impl Library {
    /// Returns how often the pages of a case with checked statements are captured again, and when
    /// the next one is due.
    pub fn recapture(&self, case: &Case) -> Result<RecaptureView, EngineError> {
        self.store.read(|tx| {
            let every = tx.recaptures().every(case.id)?;
            let pages = tx.recaptures().pages(case.id)?;
            let pause = every.days().map(TimeDelta::days);
            let first = pages.first().map(|it| it.last);
            Ok(RecaptureView {
                case: case.id,
                every,
                pages: pages.len() as u64,
                next: first.zip(pause).map(|(last, pause)| last + pause),
            })
        })
    }

    /// Sets how often the pages of a case with checked statements are captured again.
    pub fn set_recapture(&self, case: &Case, every: Recapture) -> Result<(), EngineError> {
        self.store
            .write(|tx| Ok(tx.recaptures_mut().set_every(case.id, every)?))
    }

    /// Puts the pages into the queue that are due to be captured again.
    pub(crate) fn enqueue_recaptures(&self, cases: &[Case]) -> Result<(), EngineError> {
        let now = self.world.clock.now();
        self.store.write(|tx| {
            for case in cases {
                let Some(days) = tx.recaptures().every(case.id)?.days() else {
                    continue;
                };
                let is_due = |it: &RecapturedPage| it.last + TimeDelta::days(days) <= now;
                for page in tx.recaptures().pages(case.id)?.into_iter().filter(is_due) {
                    let job = self.fresh_job(case.id, &page.url, now);
                    tx.jobs_mut().enqueue(&job)?;
                    tx.recaptures_mut().note(page.document, now)?;
                }
            }
            Ok(())
        })
    }
}
