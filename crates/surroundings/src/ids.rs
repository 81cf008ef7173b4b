//! Fresh ids and nonces from the randomness of this machine.

use std::sync::{Mutex, PoisonError};

use engine::model::Ids;
use ulid::{Generator, Ulid};

/// Makes ids that sort by the time of their making, also within one millisecond.
#[derive(Default)]
pub(crate) struct RandomIds {
    generator: Mutex<Generator>,
}

impl Ids for RandomIds {
    fn fresh(&self) -> Ulid {
        let mut generator = self
            .generator
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // A generator refuses only after 2^80 ids in one millisecond.
        generator.generate().unwrap_or_else(|_| Ulid::new())
    }

    fn nonce(&self) -> [u8; 32] {
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce).expect("the system has randomness");
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let ids = RandomIds::default();
        let made: Vec<Ulid> = (0..100).map(|_| ids.fresh()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
    }
}
