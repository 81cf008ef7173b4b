//! The language of an article: what the page says, checked against its words.

use model::{Confidence, Found};

use super::page::Page;

/// Shorter texts say too little for a check, in bytes.
const ENOUGH: usize = 200;

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 4000;

/// Chooses the language of a page whose text is known.
pub(super) fn language(page: &Page, text: &str) -> Found<Option<String>> {
    let declared = [
        ("html lang", page.lang.clone()),
        ("json-ld inLanguage", page.data.language.clone()),
        (
            "meta language",
            page.meta(&["content-language", "language", "dc.language", "og:locale"])
                .map(|(_, it)| it.to_owned()),
        ),
    ]
    .into_iter()
    .find_map(|(method, code)| Some((method, tidy(&code?)?)));
    if let Some(code) = unlike_english(text)
        && declared.as_ref().is_some_and(|(_, it)| primary(it) == "en")
    {
        return found_by_words(code, 0.8);
    }
    let heard = of_text(text);
    match (declared, heard.value.as_deref()) {
        (Some((_, code)), Some(heard_code))
            if primary(&code) != heard_code && heard.confidence.share() > 0.85 =>
        {
            heard
        }
        (Some((method, code)), _) => Found {
            value: Some(code),
            method: method.to_owned(),
            confidence: Confidence::new(0.95),
        },
        (None, _) => heard,
    }
}

/// The commonest small words of English, and of languages that [`whatlang`] does not know and whose
/// houses often run on systems set to English.
const SMALL_WORDS: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "a", "is", "that", "for", "on",
        ],
    ),
    (
        "sw",
        &[
            "na", "ya", "wa", "kwa", "katika", "ni", "za", "la", "hiyo", "huo",
        ],
    ),
    (
        "zu",
        &[
            "ukuthi", "futhi", "kodwa", "uma", "noma", "ngoba", "nje", "lapho", "yena", "kanti",
        ],
    ),
    (
        "so",
        &[
            "iyo", "ayaa", "ee", "oo", "ku", "ka", "in", "soo", "uu", "waxaa",
        ],
    ),
];

/// Returns the language of a text whose small words are those of one that is not English, and hardly
/// any English.
fn unlike_english(text: &str) -> Option<&'static str> {
    if text.len() < ENOUGH {
        return None;
    }
    let window = text[..text.floor_char_boundary(WINDOW)].to_lowercase();
    let count = |words: &[&str]| {
        window
            .split(|c: char| !c.is_alphabetic())
            .filter(|it| words.contains(it))
            .count()
    };
    let all = window.split_whitespace().count();
    let counts = SMALL_WORDS.map(|(code, words)| (code, count(words)));
    let (code, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let english = counts[0].1;
    (code != "en" && english * 20 < all && most * 50 >= all && most > 2 * english).then_some(code)
}

fn found_by_words(code: &str, share: f64) -> Found<Option<String>> {
    Found {
        value: Some(code.to_owned()),
        method: "words of the text".to_owned(),
        confidence: Confidence::new(share),
    }
}

/// Recognises the language of a text by its words.
pub(crate) fn of_text(text: &str) -> Found<Option<String>> {
    if text.len() < ENOUGH {
        return Found::default();
    }
    let window = &text[..text.floor_char_boundary(WINDOW)];
    let Some(info) = whatlang::detect(window) else {
        return Found::default();
    };
    let Some((_, code)) = CODES.iter().find(|(long, _)| *long == info.lang().code()) else {
        return Found::default();
    };
    let share = if info.is_reliable() {
        0.9
    } else {
        info.confidence() * 0.8
    };
    found_by_words(code, share)
}

/// Returns a BCP 47 code in its usual case, or nothing for what is none.
fn tidy(code: &str) -> Option<String> {
    let code = code.trim().replace('_', "-");
    let mut parts = code.split('-');
    let mut primary = parts.next()?.to_ascii_lowercase();
    if primary == "nb" {
        // The way of writing Norwegian that nearly all of it is written in has no code of its own
        // where languages are recognised.
        "no".clone_into(&mut primary);
    }
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|it| it.is_ascii_lowercase()) {
        return None;
    }
    let region = parts
        .next_back()
        .filter(|it| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_alphabetic()));
    Some(match region {
        Some(region) => format!("{primary}-{}", region.to_ascii_uppercase()),
        None => primary,
    })
}

fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// ISO 639-3, as whatlang has it, to the two letters of ISO 639-1.
const CODES: [(&str, &str); 60] = [
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "no"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("afr", "af"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_calls_itself_english_is_held_against_its_words() {
        let check = |text: &str, expected: &str| {
            let page = Page {
                lang: Some("en-US".to_owned()),
                ..Page::default()
            };
            let found = language(&page, &text.repeat(8)).value;
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        };
        check(
            "Bandari ya mji imefungwa kwa siku mbili na meli za mizigo ni nyingi katika bahari. ",
            "sw",
        );
        check(
            "Ichweba livaliwe futhi imikhumbi ayihambi kodwa umasipala uthi ukuthi uma kunjalo. ",
            "zu",
        );
        check(
            "The port of the town is shut and that is for the ships in it. ",
            "en-US",
        );
    }

    #[test]
    fn a_code_is_written_in_its_usual_form() {
        let check = |code: &str, expected: Option<&str>| {
            assert_eq!(tidy(code).as_deref(), expected, "{code}");
        };
        check("EN_us", Some("en-US"));
        check("nb-NO", Some("no-NO"));
        check("nn", Some("nn"));
        check("english", None);
    }
}
