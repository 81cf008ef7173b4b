//! Small phrases that several commands say in the same way.

/// Scheme of the addresses that stand for a file without one of its own.
const FILE_ADDRESS: &str = "urn:sha256:";

/// Returns a number with its noun: `1 line`, `2 lines`.
pub(crate) fn counted(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    let noun = if count == 1 { one } else { many };
    format!("{count} {noun}")
}

/// Returns a status as a person says it; a proposal is always called one.
pub(crate) fn status(word: &str) -> String {
    if word == "unread" {
        "PROPOSAL, not checked by a person".to_owned()
    } else {
        spaced(word)
    }
}

/// Returns a word of a closed set as a person writes it.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

/// Tells whether an address only names the bytes of an imported file.
pub(crate) fn is_file_address(url: &str) -> bool {
    url.starts_with(FILE_ADDRESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_singular() {
        for (count, expected) in [(0, "0 watches"), (1, "1 watch"), (2, "2 watches")] {
            assert_eq!(counted(count, "watch", "watches"), expected);
        }
    }

    #[test]
    fn a_proposal_is_always_called_one() {
        for (word, expected) in [
            ("unread", "PROPOSAL, not checked by a person"),
            ("reading_checked", "reading checked"),
        ] {
            assert_eq!(status(word), expected);
        }
    }
}
