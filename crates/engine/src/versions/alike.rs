//! Whether a page that was captured again says what it said: its text, without what changes by itself.

/// Words by which a line is known to count or to tell the time since.
const MARKS: [&str; 30] = [
    "ago",
    "updated",
    "modified",
    "comments",
    "comment",
    "shares",
    "share",
    "views",
    "view",
    "likes",
    "reads",
    "readers",
    "read",
    "reading",
    "retweets",
    "replies",
    "followers",
    "aktualisiert",
    "vor",
    "kommentare",
    "commentaires",
    "commentaire",
    "partages",
    "actualizado",
    "comentarios",
    "hace",
    "lectura",
    "lecture",
    "lesezeit",
    "jour",
];

/// Other words that such a line may have beside numbers.
const BESIDE: [&str; 66] = [
    "last",
    "just",
    "now",
    "at",
    "on",
    "the",
    "of",
    "in",
    "il",
    "y",
    "a",
    "à",
    "mis",
    "second",
    "seconds",
    "sec",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "hr",
    "hrs",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "time",
    "people",
    "this",
    "am",
    "pm",
    "utc",
    "gmt",
    "et",
    "est",
    "cet",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "minuten",
    "stunden",
];

/// The longest line that may be one, in characters.
const LONGEST: usize = 60;

/// Tells whether two texts say the same: lines that only count readers or tell when the page was
/// changed, and white space, are not looked at.
pub(crate) fn is_alike(one: &str, other: &str) -> bool {
    one == other || told(one).eq(told(other))
}

/// Returns the words of the lines that say something.
fn told(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|it| !is_furniture(it));
    lines.flat_map(str::split_whitespace)
}

/// Tells a line like “Updated 3 minutes ago” or “1,204 comments”.
fn is_furniture(line: &str) -> bool {
    if line.chars().count() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let words = lower.split(|it: char| !(it.is_alphanumeric() || ".,:".contains(it)));
    let (mut is_marked, mut has_number) = (false, lower.contains("just now"));
    for word in words.map(|it| it.trim_matches(['.', ',', ':'])) {
        if word.is_empty() {
            continue;
        }
        if word.starts_with(|it: char| it.is_ascii_digit()) {
            has_number = true;
        } else if MARKS.contains(&word) {
            is_marked = true;
        } else if !BESIDE.contains(&word) {
            return false;
        }
    }
    is_marked && has_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_times_since_are_no_change() {
        for (one, other) in [
            ("Updated 3 minutes ago", "Updated 2 hours ago"),
            (
                "Last updated: 14 Feb 2031, 10:32 UTC",
                "Last updated: 15 Feb 2031, 08:01 UTC",
            ),
            ("Updated just now", ""),
            ("1,204 comments", "1,310 comments"),
            ("5 min read", "6 min read"),
            ("312 people are reading", "312 people are reading"),
            ("Vor 3 Minuten aktualisiert", "Vor 12 Minuten aktualisiert"),
            (
                "Il y a 5 minutes, mis à jour",
                "Il y a 9 minutes, mis à jour",
            ),
            ("", "87 shares"),
        ] {
            let text = |line: &str| format!("The port denied it.\n\n{line}\n\nNobody called.");
            assert!(is_alike(&text(one), &text(other)), "{one} / {other}");
        }
        assert!(is_alike("One  two\n\nthree", "One two three"));
    }

    #[test]
    fn whatever_a_report_says_is_a_change() {
        for (one, other) in [
            ("The port denied it.", "The port did not deny it."),
            ("Three ships left.", "Four ships left."),
            ("It took 3 days.", "It took 5 days."),
            (
                "Updated with a comment from Orbit",
                "Updated with a denial from Orbit",
            ),
            ("Correction: it was 3 ships.", ""),
            ("3", "4"),
            ("May 2031", "June 2031"),
        ] {
            assert!(!is_alike(one, other), "{one} / {other}");
        }
    }
}
