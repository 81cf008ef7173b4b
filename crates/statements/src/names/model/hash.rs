//! Numbers for words and features: the model and its word lists hold these in place of strings.
//!
//! They are part of the shipped files: a change here asks for `cargo xtask train`.

/// Returns the number of a word or phrase.
pub(crate) fn of_word(word: &str) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    folded(state)
}

/// Returns the number of two values that are seen together.
pub(crate) fn joined(left: u32, right: u32) -> u32 {
    folded((u64::from(left) << 32 | u64::from(right)).wrapping_add(0x9e37_79b9_7f4a_7c15))
}

/// Mixes all bits and keeps the upper half.
fn folded(state: u64) -> u32 {
    let state = (state ^ state >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ state >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(state >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs_keep_the_numbers_that_the_shipped_files_hold() {
        assert_eq!(of_word("acme"), of_word("acme"));
        assert_ne!(of_word("acme"), of_word("Acme"));
        assert_ne!(joined(1, 2), joined(2, 1));
    }
}
