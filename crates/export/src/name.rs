//! File names that every system can open: letters, digits and hyphens, none longer than a line.

use model::Sha256;

use crate::format::Format;
use crate::timeline::Timeline;

/// Characters of the case's name that are kept.
const LONGEST: usize = 60;

/// Returns a name for an export: the day it looks up to, the case, eight digits of the digest of
/// what it holds, and the ending of the format. Two exports of the same rows have the same name.
pub fn file_name(timeline: &Timeline, format: Format) -> String {
    // A timeline is plain data, so that writing it as JSON cannot fail.
    let content = serde_json::to_vec(timeline).unwrap_or_default();
    let digest = Sha256::of(&content).to_string();
    let day = timeline.as_of.as_deref().and_then(day_of);
    let day = day.map(|day| format!("{day}_")).unwrap_or_default();
    let slug = plain(&timeline.case.slug);
    format!("{day}{slug}-timeline_{}.{format}", &digest[..8])
}

/// Returns the year, month and day that an as-of text begins with.
fn day_of(text: &str) -> Option<&str> {
    let day = text.get(..10)?;
    let fits = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    fits.then_some(day)
}

fn plain(slug: &str) -> String {
    let mut name = String::new();
    for character in slug.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        "case".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_becomes_a_name_that_stays_in_its_folder() {
        let check = |slug: &str, expected: &str| assert_eq!(plain(slug), expected, "{slug}");
        check("openai-v-deepseek", "openai-v-deepseek");
        check("../..\\C:\0", "c");
        check("深度求索", "case");
        check("\u{202e}CON", "con");
        check(&"long-".repeat(40), &"long-".repeat(12)[..59]);
    }

    proptest::proptest! {
        #[test]
        fn no_name_of_a_case_leaves_the_folder(slug in "\\PC{0,80}|[./\\\\:\\x00-\\x20]{0,20}") {
            let name = plain(&slug);
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            proptest::prop_assert!(name.chars().all(fits) && !name.starts_with('-'), "{name}");
            proptest::prop_assert!((1..=LONGEST).contains(&name.len()), "{name}");
        }
    }

    #[test]
    fn a_day_is_taken_only_from_a_date() {
        let check = |text, expected| assert_eq!(day_of(text), expected, "{text}");
        check("2031-03-12T10:00:00Z", Some("2031-03-12"));
        check("2031-03-12", Some("2031-03-12"));
        check("../../../..", None);
        check("2031", None);
        check("éééééééééé", None);
    }
}
