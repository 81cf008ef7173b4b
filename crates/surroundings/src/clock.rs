//! The clock of this machine.

use chrono::{DateTime, Utc};
use engine::model::Clock;

/// Tells the present time as the machine knows it.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock is handed in"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
