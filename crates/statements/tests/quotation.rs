//! Quotations and who says them, construct by construct. Companies, papers and people are invented.

mod support;

use model::TextIndex;
use support::{check, reading};

#[test]
fn every_style_of_marks_holds_the_words_said() {
    check(
        "“It fell in May,” Jo Roe said.",
        &["Jo Roe: It fell in May,"],
    );
    check(
        "\"It fell in May,\" Jo Roe said.",
        &["Jo Roe: It fell in May,"],
    );
    check(
        "‘It fell in May,’ Jo Roe said.",
        &["Jo Roe: It fell in May,"],
    );
    check(
        "'It fell in May,' Jo Roe said.",
        &["Jo Roe: It fell in May,"],
    );
    check(
        "«It fell in May», Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    check(
        "‹It fell in May›, Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    check(
        "„It fell in May“, Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    check(
        "„It fell in May”, Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    check(
        "「It fell in May」, Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    check(
        "『It fell in May』, Jo Roe said.",
        &["Jo Roe: It fell in May"],
    );
    // A mark of the wrong kind closes as well.
    check(
        "Jo Roe said, \"It fell in May.“ It rained.",
        &["Jo Roe: It fell in May."],
    );
    check(
        "Jo Roe said, “It fell in May.\" It rained.",
        &["Jo Roe: It fell in May."],
    );
}

#[test]
fn apostrophes_and_inches_are_no_marks() {
    check("The makers' saws weren't Roe's in the '90s.", &[]);
    check("Acme sold a 24\" screen and a 6'2\" saw in May.", &[]);
    check(
        "\"It is a 24\" screen, not a saw,\" Jo Roe said.",
        &["Jo Roe: It is a 24\" screen, not a saw,"],
    );
}

#[test]
fn quotations_inside_quotations_belong_to_the_outer_one() {
    check(
        "“Poe told us ‘it fell’ in May,” Jo Roe said.",
        &["Jo Roe: Poe told us ‘it fell’ in May,"],
    );
    check(
        "\"Poe told us \"it fell\" in May,\" Jo Roe said.",
        &["Jo Roe: Poe told us \"it fell\" in May,"],
    );
    check(
        "«Poe said «it fell» in May», Jo Roe said.",
        &["Jo Roe: Poe said «it fell» in May"],
    );
}

#[test]
fn split_quotations_are_one_statement() {
    check(
        "“It fell,” Jo Roe said, “in May.”",
        &["Jo Roe: It fell, | in May."],
    );
    check(
        "“It fell in May,” said Jo Roe. “Nobody was hurt by it at all.”",
        &["Jo Roe: It fell in May, | Nobody was hurt by it at all."],
    );
    // A quoted expression after the attribution is no second part.
    check(
        "“It fell in May,” said Jo Roe of the “Blue” saw.",
        &["Jo Roe: It fell in May,"],
    );
}

#[test]
fn quotations_go_on_over_paragraphs() {
    check(
        "Jo Roe said: “It fell in May.\n\n“Then it rained for days.\n\n“Nobody was hurt by it.”",
        &[
            "Jo Roe: It fell in May.",
            "Jo Roe: Then it rained for days.",
            "Jo Roe: Nobody was hurt by it.",
        ],
    );
    // A picture stands between the parts.
    check(
        "Jo Roe said, “It fell in May.\n\nThe saw in June. Image: Ann Poe.\n\n“Then it rained \
         for days.”",
        &[
            "Jo Roe: It fell in May.",
            "Jo Roe: Then it rained for days.",
        ],
    );
    // Nothing closes it: the words end with the paragraph.
    check(
        "Jo Roe said, “It fell in May. It rained.\n\nAcme closed.",
        &["Jo Roe: It fell in May. It rained."],
    );
}

#[test]
fn expressions_and_titles_are_no_speech() {
    check("The so called “safe” saw was sold.", &[]);
    check("Acme sells a saw named “Better Days” in May.", &[]);
    check("Ann Poe wrote “The Blue Saw” in 2029.", &[]);
    check("The film “It Fell” opened in May.", &[]);
    check("Acme said it was “safe”.", &["Acme: it was “safe”"]);
}

#[test]
fn interrupted_clauses_are_read_to_their_end() {
    check(
        "The saw, Jo Roe said, was late.",
        &["Jo Roe: The saw | was late"],
    );
    check(
        "Bolt, Acme says, copied the saw.",
        &["Acme: Bolt | copied the saw"],
    );
    check(
        "If it falls again, Acme argues, it is Bolt's fault.",
        &["Acme: If it falls again | it is Bolt's fault"],
    );
    check(
        "It is a saw which, Acme argues, nobody bought.",
        &["Acme: It is a saw which | nobody bought"],
    );
}

#[test]
fn the_words_said_begin_where_the_clause_begins() {
    check(
        "A poll by Acme found only a few liked it.",
        &["Acme: only a few liked it"],
    );
    check("Jo Roe thinks that's late.", &["Jo Roe: that's late"]);
    check(
        "The court found, after a long trial, that Bolt was late.",
        &["?: Bolt was late"],
    );
    check(
        "Jo Roe told staff on Monday that it fell.",
        &["Jo Roe: it fell"],
    );
    check(
        "Jo Roe said in a post on X that it fell.",
        &["Jo Roe: it fell"],
    );
    check(
        "Acme said via a spokesperson that it fell.",
        &["Acme: it fell"],
    );
    check("In a post on X, Jo Roe said it fell.", &["Jo Roe: it fell"]);
}

#[test]
fn the_words_said_end_where_another_begins() {
    check(
        "Acme argues it fell; developers counter that it was pushed.",
        &["Acme: it fell", "developers: it was pushed"],
    );
    check(
        "Acme argues that it fell; that it was late; and that it broke.",
        &["Acme: it fell; that it was late; and that it broke"],
    );
    check(
        "Acme said it fell and added that it rained.",
        &["Acme: it fell", "Acme: it rained"],
    );
    check(
        "Bolt denied the claims and said it would fight.",
        &["Bolt: the claims", "Bolt: it would fight"],
    );
    check(
        "Jo Roe wrote to Bolt and said it fell.",
        &["Jo Roe: it fell"],
    );
    // The saw's owner may be whoever claimed it: the words stay together.
    check(
        "Acme said Bolt took it and claimed it was new.",
        &["Acme: Bolt took it and claimed it was new"],
    );
}

#[test]
fn labels_signatures_and_colons_name_the_speaker() {
    check(
        "Jo Roe: “It fell in May, they say.”",
        &["Jo Roe: It fell in May, they say."],
    );
    check("Background: “It fell in May, they say.”", &[]);
    check(
        "“It fell on its own in May.” — Jo Roe, head of Acme",
        &["Jo Roe: It fell on its own in May."],
    );
    check(
        "We did nothing of the kind. — Jo Roe (@jroe) May 3, 2030",
        &["Jo Roe: We did nothing of the kind."],
    );
    // A pull quote repeats words of the text above a name.
    check(
        "It fell in May and nobody was there to see it. Jo Roe, head of Acme\n\nIt rained. It \
         fell in May and nobody was there to see it.",
        &["Jo Roe: It fell in May and nobody was there to see it."],
    );
    check(
        "It fell in May and nobody was there to see it. Jo Roe, head of Acme",
        &[],
    );
    check("It fell on its own in May. — Staff and agencies", &[]);
    check(
        "Jo Roe (@jroe) on Monday wrote: “It fell in May.”",
        &["Jo Roe: It fell in May."],
    );
    check(
        "According to Jo Roe: “It fell in May.”",
        &["Jo Roe: It fell in May."],
    );
}

#[test]
fn blocks_are_quoted_without_marks() {
    check(
        "Jo Roe wrote:\n\n> It fell on its own in May.\n\nIt rained.",
        &["Jo Roe: It fell on its own in May."],
    );
    check(
        "Jo Roe wrote:\n\nWe never touched it.\n\nIt rained.",
        &["Jo Roe: We never touched it."],
    );
    check(
        "The statement from Jo Roe in full:\n\nIt fell in May on its own.\n\nIt was not late.",
        &[
            "Jo Roe: It fell in May on its own.",
            "Jo Roe: It was not late.",
        ],
    );
}

#[test]
fn a_quotation_after_an_issued_statement_is_its_issuers() {
    check(
        "Jo Roe issued a statement on the saw. “It fell in May and nobody was hurt.”",
        &["Jo Roe: It fell in May and nobody was hurt."],
    );
    check(
        "Jo Roe issued a permit for the saw. “It fell in May and nobody was hurt.”",
        &["?: It fell in May and nobody was hurt."],
    );
}

#[test]
fn documents_speak() {
    check("According to its complaint, it fell.", &["?: it fell"]);
    check(
        "The memo from Acme warned that it fell.",
        &["Acme: it fell"],
    );
    check(
        "The terms of service of Acme prohibit copying.",
        &["Acme: copying"],
    );
    check("The saw and the rope prohibit nothing.", &[]);
    check("Acme's blog post says it fell.", &["Acme: it fell"]);
}

#[test]
fn wishes_and_demands_are_read_where_somebody_is_to_act() {
    check(
        "Acme wants Bolt to pay for it.",
        &["Acme: Bolt to pay for it"],
    );
    check("Acme wants a new saw.", &[]);
    check("Acme wants to sleep.", &[]);
    check("Acme called for calm.", &["Acme: calm"]);
}

#[test]
fn changes_inside_quotation_marks_are_marked() {
    let check = |text: &str, expected: &[&str]| {
        let index = TextIndex::new(text);
        let reading = reading(text);
        let changes = reading.statements.iter().flat_map(|it| &it.altered);
        let found: Vec<String> = changes
            .map(|it| format!("{} {}", it.how, index.slice(it.span)))
            .collect();
        assert_eq!(found, expected, "{text}");
    };
    check(
        "“[The firm] fell … in May,” Jo Roe said.",
        &["insertion [The firm]", "ellipsis …"],
    );
    check("“It fell [...] in May,” Jo Roe said.", &["ellipsis [...]"]);
    check("Jo Roe [of Acme] said it fell ... in May.", &[]);
}
