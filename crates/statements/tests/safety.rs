//! Any text is safe to read: no panic, spans inside the text, words equal to their spans, the same
//! reading twice.

use counterclaim_statements::read;
use model::{EntityType, ReaderInput, Reading, Span, TextIndex, When};
use proptest::prelude::*;

/// A made-up report with most of the shapes that the reader knows.
const REPORT: &str = "Acme sues Bolt\n\nAcme Labs sued Bolt Corp. in a U.S. court on Tuesday, saying \
that its rival copied “thousands of drawings” without permission.\n\n“We build everything \
ourselves,” said Jo Roe, chief executive of Bolt. “The claims are baseless.”\n\n“It is a long \
story.\n\n“And it is not over,” she added.\n\nAccording to two people familiar with the matter, \
the firm's lawyers declined to comment. Judge Ann Poe ruled on 3 May 2024 that the case may go on, \
the Daily Bugle first reported.\n\n克兰克公司表示，该诉讼“毫无根据”，但拒绝置评。";

fn input(text: String, published: &str) -> ReaderInput {
    ReaderInput {
        text,
        published: published.parse().unwrap_or(When::Unknown),
        outlet: Some("The Daily Bugle".to_owned()),
        known: vec![(
            "Acme Labs".to_owned(),
            EntityType::Organisation,
            vec!["Acme".to_owned()],
        )],
    }
}

/// Checks what must hold for every reading of every text.
fn sound(given: &ReaderInput, reading: &Reading) {
    let index = TextIndex::new(&given.text);
    let inside = |span: Span| span.start <= span.end && span.end <= index.len();
    let mut before = 0;
    for (place, found) in reading.statements.iter().enumerate() {
        assert!(inside(found.span), "{:?}", found.span);
        assert!(found.span.start < found.span.end, "{found:#?}");
        assert!(
            found.content.iter().all(|part| part.start < part.end
                && found.span.start <= part.start
                && part.end <= found.span.end),
            "{found:#?}"
        );
        assert_eq!(found.verbatim, index.slice(found.span));
        assert!(before <= found.span.start, "statements stand in order");
        before = found.span.start;
        assert!(found.content.iter().all(|part| inside(*part)));
        assert!(
            found.altered.iter().all(|it| it.span.start < it.span.end
                && (found.content.iter())
                    .any(|part| part.start <= it.span.start && it.span.end <= part.end)),
            "{found:#?}"
        );
        assert!(found.speaker_span.is_none_or(inside));
        assert_eq!(
            found.cue.as_deref(),
            found.cue_span.map(|span| index.slice(span))
        );
        assert!(found.responds_to.iter().all(|earlier| *earlier < place));
        assert!(found.speaker.as_deref().is_none_or(|name| !name.is_empty()));
    }
    let mut end = 0;
    for mention in &reading.mentions {
        assert_eq!(mention.text, index.slice(mention.span));
        assert!(end <= mention.span.start, "names do not overlap");
        end = mention.span.end;
    }
    assert!(reading.dates.iter().all(|date| inside(date.span)));
}

/// One way of damaging a text.
#[derive(Debug, Clone)]
enum Damage {
    Cut(usize),
    Insert(usize, String),
    Drop(usize, usize),
    Repeat(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let strange = prop_oneof![
        Just("“".to_owned()),
        Just("\"".to_owned()),
        Just("’".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("😀".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("\u{0}".to_owned()),
        Just("\u{c}".to_owned()),
        Just("\n\n".to_owned()),
        Just(", said".to_owned()),
        Just("说，“".to_owned()),
        Just("according to".to_owned()),
        "\\PC{1,6}",
    ];
    prop_oneof![
        (0_usize..900).prop_map(Damage::Cut),
        (0_usize..900, strange).prop_map(|(at, text)| Damage::Insert(at, text)),
        (0_usize..900, 0_usize..60).prop_map(|(at, length)| Damage::Drop(at, length)),
        (0_usize..900, 0_usize..60).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(text: &str, damage: &Damage) -> String {
    let characters: Vec<char> = text.chars().collect();
    let bound = |at: usize| at.min(characters.len());
    let part = |from: usize, to: usize| {
        characters[bound(from)..bound(to)]
            .iter()
            .collect::<String>()
    };
    let all = characters.len();
    match damage {
        Damage::Cut(at) => part(0, *at),
        Damage::Insert(at, new) => part(0, *at) + new + &part(*at, all),
        Damage::Drop(at, length) => part(0, *at) + &part(at + length, all),
        Damage::Repeat(at, length) => part(0, at + length) + &part(*at, all),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_texts_give_sound_readings(damages in prop::collection::vec(damage(), 1..8)) {
        let text = damages.iter().fold(REPORT.to_owned(), |text, one| damaged(&text, one));
        let given = input(text, "2024-05-08");
        let reading = read(&given);
        sound(&given, &reading);
        prop_assert_eq!(read(&given), reading);
    }

    #[test]
    fn any_text_gives_a_sound_reading(text in "[\\PC\\n\\t]{0,400}") {
        let given = input(text, "2024-02-29T23:59:59+14:00");
        sound(&given, &read(&given));
    }
}

/// A transcript, posts, blocks and a table, for the shapes that the report does not have.
const PAGE: &str = "MR. ROE: We object to “the question” … it is late.\nTHE COURT: Noted.\nMR. ROE: \
I think that's wrong.\n\nQ. Did you copy it?\nA. No [never].\n\nJo Roe wrote:\n\n> We never did \
it.\n> It is false.\n\n“It fell.” — Jo Roe (@jroe) May 3, 2024\n\nThe statement in full:\n\n    We \
fell.\n\n• Acme said, «it ‹fell› in May».\n• Bolt: “It did not.”\n\nFirm | Said\nAcme | „No“ | “Yes\n\n\
Image: Ann Poe.\n\nThe saw, Roe said, was late; 0penAI's G00gle said \"it is a 24\" screen\".";

/// What is put into texts to break them.
const STRANGE: &[&str] = &[
    "“",
    "”",
    "\"",
    "\"\"",
    "’",
    "‘",
    "'",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "「",
    "」",
    "『",
    "\u{202e}",
    "\u{200f}",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{0}",
    "\u{7f}",
    "\u{b}",
    "\u{c}",
    "\n",
    "\n\n",
    "\t",
    ",",
    ";",
    ":",
    " — ",
    "…",
    "...",
    "[",
    "]",
    "(",
    ")",
    "> ",
    "• ",
    "1. ",
    "|",
    ", said Roe",
    " said that ",
    "according to ",
    "Q. ",
    "A. ",
    "MR. POE: ",
    "שלום",
    "مرحبا",
    "说，“",
    " and added ",
    "0",
    "İ",
    "ß",
    "\u{feff}",
];

/// A small generator of numbers, the same ones on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// Cuts, doubles, drops and puts in, one to six times.
fn mutated(numbers: &mut Numbers) -> String {
    let whole = if numbers.below(2) == 0 { REPORT } else { PAGE };
    let mut text: Vec<char> = whole.chars().collect();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(text.len() + 1);
        let end = (at + numbers.below(60)).min(text.len());
        match numbers.below(5) {
            0 => text.truncate(at.max(20)),
            1 => drop(text.drain(at..end)),
            2 => {
                let again: Vec<char> = text[at..end].to_vec();
                drop(text.splice(at..at, again));
            }
            _ => {
                let strange = STRANGE[numbers.below(STRANGE.len())];
                drop(text.splice(at..at, strange.chars()));
            }
        }
    }
    text.into_iter().collect()
}

#[test]
fn ten_thousand_mutated_texts_give_sound_readings() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..10_000 {
        let given = input(mutated(&mut numbers), "2024-05-08");
        sound(&given, &read(&given));
    }
}

/// Reading once took a time that grew with the square of the length.
#[test]
fn one_paragraph_of_five_megabytes_is_read() {
    let part = "Acme said “it fell”, and Bolt's men — said ‘Roe’ — were told \"it [did] … not\". ";
    let given = input(part.repeat(5_000_000 / part.len()), "2024-05-08");
    sound(&given, &read(&given));
}

#[test]
fn the_made_up_report_is_read() {
    let given = input(REPORT.to_owned(), "2024-05-08");
    let reading = read(&given);
    sound(&given, &reading);
    assert!(reading.statements.len() >= 7, "{:#?}", reading.statements);
}

#[test]
fn long_texts_are_read_and_long_sentences_reported() {
    for text in [
        "word ".repeat(40_000),
        "Acme, ".repeat(40_000),
        "“a ".repeat(40_000),
        "said, \"the ‘".repeat(20_000),
        "“a.\n\n".repeat(20_000),
        "他说，“".repeat(20_000),
        "(".repeat(100_000),
        "Mr. ".repeat(40_000),
        "« a ".repeat(20_000),
        "\"a” “b \"c ".repeat(20_000),
        "MR. ROE: no\n".repeat(20_000),
        "> a\nb\n".repeat(20_000),
        "“a — Roe Poe\n\n".repeat(20_000),
        "a|b|c\n".repeat(20_000),
        "[ … ".repeat(20_000),
        "said:\n\nwe\n\n".repeat(20_000),
    ] {
        let given = input(text, "2024-05-08");
        sound(&given, &read(&given));
    }
    let reading = read(&input("Acme said that ".repeat(500), "2024-05-08"));
    assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
}
