//! Lines between and behind the paragraphs of an article that are none of it: what to read next, where
//! to sign up, whose rights are reserved, what is an advertisement.
//!
//! Such a line is known by how it begins, and only where it is short: a sentence of the article can
//! begin with few of these words, and none with quotation marks is one.

use super::title::key;

/// The longest line that is left out, in characters.
const LONGEST: usize = 220;

/// How lines begin that are left out, in lower case.
const BEGINNINGS: &[&str] = &[
    "©",
    "copyright ©",
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "sign up to",
    "sign up for",
    "subscribe now",
    "subscribe to our",
    "join our newsletter",
    "get our newsletter",
    "for the latest stories",
    "mit unserem newsletter",
    "jetzt newsletter",
    "newsletter abonnieren",
    "inscrivez-vous à notre newsletter",
    "suscríbete a nuestr",
    "iscriviti alla newsletter",
    "share this article",
    "share this story",
    "share on facebook",
    "beitrag teilen",
    "artikel teilen",
    "den artikel teilen",
    "partager cet article",
    "follow us on",
    "folgen sie uns auf",
    "read more:",
    "read also:",
    "also read:",
    "read next:",
    "related:",
    "related articles",
    "related stories",
    "see also:",
    "you may also like",
    "you might also like",
    "recommended for you",
    "more on this story",
    "lesen sie auch",
    "lesen sie hier:",
    "auch interessant",
    "mehr zum thema",
    "videos zum thema",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "das thema könnte dich auch interessieren",
    "schon gelesen?",
    "lire aussi",
    "à lire aussi",
    "lea también",
    "lee también",
    "te puede interesar",
    "le puede interesar",
    "leggi anche",
    "leia também",
    "lees ook",
    "les også",
    "läs också",
    "czytaj także",
    "zobacz także",
    "if you enjoyed reading this",
    "our standards:",
    "join our commenting forum",
    "get in touch with our news team",
    "for more stories like this",
    "do you have a story to tell?",
    "get the latest news from",
    "story continues below",
    "article continues below",
    "we independently select everything we recommend",
    "empfohlener redaktioneller inhalt",
    "an dieser stelle finden sie einen von unse",
    "ich bin damit einverstanden, dass mir ",
    "passer la publicité",
    "copyright @",
    "klicken sie auf den unteren button",
    "bild anzeigen",
];

/// Lines that are left out where they stand alone, in lower case.
const WHOLE: &[&str] = &[
    "advertisement",
    "advertisment",
    "advertisement 1",
    "article content",
    "recommended videos",
    "more trending",
    "most popular",
    "popular",
    "czytaj więcej",
    "anzeige",
    "werbung",
    "publicidad",
    "publicité",
    "pubblicità",
    "publicidade",
    "advertentie",
    "annonce",
    "reklama",
    "share",
    "teilen",
    "partager",
    "compartir",
    "comments",
    "kommentare",
    "read more",
    "mehr lesen",
    "weiterlesen",
];

/// How many paragraphs at the beginning of a text may repeat the headline, and how many at its end may
/// tell who wrote it.
const EDGE: usize = 3;

/// Leaves such lines out of a text, the headline repeated over it, and what its end tells of its
/// authors; where nothing else is in it, all stays.
pub(super) fn without(text: &str, headline: Option<&str>, authors: &[String]) -> String {
    let headline = headline.map(key).filter(|it| !it.is_empty());
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let end = paragraphs.len().saturating_sub(EDGE);
    let is_kept = |(index, paragraph): &(usize, &&str)| {
        let repeats = *index < EDGE && headline.as_deref() == Some(key(paragraph).as_str());
        let introduces = *index >= end && introduces(paragraph, authors);
        !repeats && !introduces && !is_notice(paragraph)
    };
    let kept = paragraphs.iter().enumerate().filter(is_kept);
    let kept: Vec<&str> = kept.map(|(_, it)| *it).collect();
    if kept.is_empty() {
        return text.to_owned();
    }
    kept.join("\n\n")
}

/// Tells a paragraph that says who an author is.
fn introduces(paragraph: &str, authors: &[String]) -> bool {
    let mut after = authors
        .iter()
        .filter_map(|it| paragraph.strip_prefix(it.as_str()));
    after.any(|rest| {
        [" is a", " is the ", " ist ", " est ", " es ", " è "]
            .iter()
            .any(|it| rest.starts_with(it))
    })
}

fn is_notice(paragraph: &str) -> bool {
    if paragraph.chars().count() > LONGEST || paragraph.contains(['“', '„', '«', '"']) {
        return false;
    }
    let line = paragraph.trim().to_lowercase();
    let line = line.trim_start_matches(['*', '>', '»', '–', '-', '•', '(', '[', ' ']);
    let bare = line.trim_end_matches([':', '.', '!', '…', ')', ']', ' ']);
    BEGINNINGS.iter().any(|it| line.starts_with(it)) || WHOLE.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_none_of_the_article_are_left_out() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                without(text, Some("Port shut"), &["Ada Quill".to_owned()]),
                expected,
                "{text}"
            );
        };
        check(
            "The port is shut.\n\nLesen Sie auch: Die Werft öffnet\n\nThe dock is open.",
            "The port is shut.\n\nThe dock is open.",
        );
        check(
            "PORT SHUT\n\nThe port is shut.\n\nAda Quill is a reporter.",
            "The port is shut.",
        );
        check("Port shut", "Port shut");
        check("The port is shut.\n\n[Advertisement]", "The port is shut.");
        check(
            "The port is shut.\n\n© 2024 Tidewater Press. All rights reserved.",
            "The port is shut.",
        );
    }

    #[test]
    fn sentences_of_the_article_stay() {
        for text in [
            "Read more than one book, the minister said.\n\nHe did.",
            "Advertisement is what the mayor called it.\n\nShe denied it.",
            "“Sign up for the harbour”, she said.\n\nHe did.",
            "Share",
        ] {
            assert_eq!(without(text, None, &[]), text);
        }
        let long = format!("See also: {}", "the port is shut. ".repeat(20));
        assert_eq!(without(&long, None, &[]), long);
    }
}
