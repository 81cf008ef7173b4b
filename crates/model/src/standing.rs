//! What became of a statement in a later version of its document.

use crate::word::words;

words! {
    /// Whether the words of a statement stand in a later version.
    pub enum Standing as "standing" {
        /// In their place, word for word.
        Same = "same",
        /// Word for word, in another place.
        Moved = "moved",
        /// In other words.
        Changed = "changed",
        /// Present in the earlier version, absent in the later one.
        Gone = "gone",
    }
}

impl Standing {
    /// Tells whether the words are not there any more as they were.
    pub fn is_change(self) -> bool {
        matches!(self, Self::Changed | Self::Gone)
    }
}
