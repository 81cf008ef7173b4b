//! Closed sets of words: enums that have one spelling on disk, on screen and in JSON.

/// A word that is not one of its set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no {set}: expected one of {expected}")]
pub struct WordError {
    /// What was given.
    pub word: String,
    /// The name of the set, in words.
    pub set: &'static str,
    /// The words of the set, joined by commas.
    pub expected: String,
}

/// Declares an enum whose variants are spelled by one word each.
///
/// The spelling serves serde, `Display` and `FromStr`, so that a kind reads the same in the
/// database, in `--json` and in an export.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $set:literal {
            $( $(#[$doc:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
        pub enum $name {
            $( $(#[$doc])* #[serde(rename = $word)] $variant, )+
        }

        impl $name {
            /// Every word of the set, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::WordError;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|it| it.as_str() == word).ok_or_else(|| {
                    crate::WordError {
                        word: word.to_owned(),
                        set: $set,
                        expected: [$($word),+].join(", "),
                    }
                })
            }
        }
    };
}

pub(crate) use words;
