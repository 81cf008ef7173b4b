//! Closed classes of English words that the clause grammar stands on.

use crate::text::{Token, TokenKind};
use crate::unit::QUOTE;

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "this", "these", "those",
    "some", "many", "several", "both", "all", "any", "every", "each", "another", "no", "other",
    "most", "few", "multiple", "various", "certain", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "dozens", "hundreds",
];
const LINKS: &[&str] = &[
    "of", "for", "at", "in", "from", "with", "on", "behind", "near", "under", "by", "to", "within",
    "against",
];
const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "at",
    "in",
    "from",
    "with",
    "on",
    "behind",
    "near",
    "under",
    "by",
    "to",
    "within",
    "about",
    "against",
    "after",
    "before",
    "during",
    "through",
    "via",
    "over",
    "into",
    "as",
    "between",
    "among",
    "since",
    "until",
    "without",
    "despite",
    "upon",
    "like",
    "per",
    "amid",
    "following",
];
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do",
    "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must",
    "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "doesn't", "don't",
    "didn't", "won't", "wouldn't", "can't", "cannot", "couldn't",
];
const JOINERS: &[&str] = &[
    "and",
    "or",
    "but",
    "nor",
    "yet",
    "so",
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "where",
    "when",
    "while",
    "whereas",
    "although",
    "though",
    "because",
    "if",
    "unless",
    "whether",
    "than",
    "how",
    "why",
    "what",
    "once",
    "however",
    "moreover",
    "furthermore",
    "meanwhile",
    "instead",
    "nevertheless",
];
const ADVERBS: &[&str] = &[
    "also",
    "further",
    "then",
    "now",
    "later",
    "once",
    "again",
    "already",
    "never",
    "not",
    "even",
    "still",
    "therefore",
    "thus",
    "since",
    "soon",
    "often",
    "always",
    "just",
    "only",
    "earlier",
    "first",
    "too",
    "instead",
    "long",
    "indeed",
    "ever",
    "simply",
    "itself",
    "himself",
    "herself",
    "themselves",
    "rather",
    "today",
    "yesterday",
    "additionally",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you"];
const TIMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "week",
    "month",
    "year",
    "morning",
    "afternoon",
    "evening",
    "night",
];

/// Words that stand before a noun and begin its phrase.
pub(crate) fn is_determiner(token: &Token<'_>) -> bool {
    DETERMINERS.contains(&token.lower.as_ref())
}

/// Prepositions that may tie two noun phrases together.
pub(crate) fn is_link(token: &Token<'_>) -> bool {
    LINKS.contains(&token.lower.as_ref())
}

/// All prepositions.
pub(crate) fn is_preposition(token: &Token<'_>) -> bool {
    PREPOSITIONS.contains(&token.lower.as_ref())
}

/// Forms of be, have, do and the modal verbs.
pub(crate) fn is_auxiliary(token: &Token<'_>) -> bool {
    AUXILIARIES.contains(&token.lower.as_ref())
}

/// Conjunctions, relative words and words that open a clause.
pub(crate) fn is_joiner(token: &Token<'_>) -> bool {
    JOINERS.contains(&token.lower.as_ref())
}

/// Adverbs, by list or by their ending.
pub(crate) fn is_adverb(token: &Token<'_>) -> bool {
    let word = token.lower.as_ref();
    let by_ending = word.len() > 4
        && word.ends_with("ly")
        && !token.is_capital()
        && ![
            "family", "supply", "reply", "italy", "assembly", "monopoly", "daily", "weekly",
        ]
        .contains(&word);
    by_ending || ADVERBS.contains(&word)
}

/// Subject pronouns.
pub(crate) fn is_pronoun(token: &Token<'_>) -> bool {
    PRONOUNS.contains(&token.lower.as_ref())
}

/// Weekdays, months and other words of time.
pub(crate) fn is_time(token: &Token<'_>) -> bool {
    TIMES.contains(&token.lower.as_ref()) || token.lower == "may" && token.is_capital()
}

/// Tells whether a word of time is part of a name: "the Aldham Morning Herald", "The Sunday Bugle".
pub(crate) fn is_time_in_name(view: &[Token<'_>], at: usize) -> bool {
    let named = |item: &Token<'_>| item.is_capital() && !is_time(item);
    let before = at.checked_sub(1).map(|before| &view[before]);
    is_time(&view[at])
        && view[at].is_capital()
        && view.get(at + 1).is_some_and(named)
        && before.is_some_and(|it| {
            named(it)
                && !is_preposition(it)
                && !matches!(it.lower.as_ref(), "last" | "this" | "next")
                || it.lower == "the"
        })
}

/// A whole quotation.
pub(crate) fn is_quote(token: &Token<'_>) -> bool {
    token.lower == QUOTE
}

/// Words in the longest quoted expression.
const EXPRESSION: usize = 4;

/// Tells whether a quotation is a single expression or a title ("fair", “The Blue Saw”): few words
/// and no mark at the end.
pub(crate) fn is_expression(quote: &Token<'_>) -> bool {
    let inner = quote
        .text
        .trim_matches(|c: char| "“”\"‘’'«»‹›„「」『』 ".contains(c));
    let words = inner.split_whitespace().take(EXPRESSION + 1).count();
    words <= EXPRESSION && !inner.ends_with(['.', ',', '!', '?', '…'])
}

/// Tells whether a quotation is the title of a work: its long words are written large, and no mark
/// ends it.
pub(crate) fn is_title(quote: &Token<'_>) -> bool {
    if !is_quote(quote) || quote.text.ends_with(['.', ',', '!', '?']) {
        return false;
    }
    let inner = quote.text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut long = inner
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .take(LONGEST_TITLE);
    let ended = quote
        .text
        .trim_end_matches(['”', '"', '’', '\'', '»', '」'])
        .ends_with(['.', ',', '!', '?', '…']);
    !ended && inner.contains(' ') && long.all(|word| word.starts_with(char::is_uppercase))
}

/// Words of a title that are looked at.
const LONGEST_TITLE: usize = 16;

/// A comma.
pub(crate) fn is_comma(token: &Token<'_>) -> bool {
    token.lower == ","
}

/// A mark that ends a sentence or a part of it.
pub(crate) fn is_stop(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Mark && matches!(token.text, "." | "!" | "?" | ";" | "…" | ":")
}

/// Tells whether a word is written large inside a sentence, and so is part of a name: "Penn State".
pub(crate) fn is_in_name(view: &[Token<'_>], at: usize) -> bool {
    let follows = at.checked_sub(1).is_some_and(|before| {
        let before = &view[before];
        before.is_word() || before.kind == TokenKind::Number || is_comma(before)
    });
    let leads = at == 0 && view[at].is_acronym() && view[at].text.chars().count() > 1;
    view[at].is_capital() && (follows || leads)
}

/// "that", "whether" and their like, which open reported speech.
pub(crate) fn is_complementiser(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_ref(),
        "that" | "whether" | "how" | "why" | "what" | "if"
    )
}

/// A dash that parts clauses.
pub(crate) fn is_dash(token: &Token<'_>) -> bool {
    matches!(token.text, "—" | "–" | "―")
}

/// A word that can stand inside a noun phrase.
pub(crate) fn is_nominal(token: &Token<'_>) -> bool {
    token.kind != TokenKind::Mark
        && !is_preposition(token)
        && !is_joiner(token)
        && !is_auxiliary(token)
        && !is_pronoun(token)
        && (!is_adverb(token) || token.is_capital())
        && !(is_time(token) && token.is_capital())
}
