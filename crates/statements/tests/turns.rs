//! Turns of transcripts, interviews and hearings, and what on a page tells nothing. Companies,
//! papers and people are invented.

mod support;

use support::check;

#[test]
fn a_turn_is_its_speakers_with_or_without_a_word_of_speaking() {
    check(
        "MR. ROE: We never touched the saw. It fell.\nTHE COURT: Thank you.\nMS. POE: It was \
         pushed by your own men.\nMR. ROE: I believe that it fell.",
        &[
            "Mr. Roe: We never touched the saw. It fell.",
            "Ms. Poe: It was pushed by your own men.",
            "Mr. Roe: it fell",
        ],
    );
    check(
        "Jo Roe (Acme): We never touched it.\n\nAnn Poe (Bolt): That is not so at all.",
        &[
            "Jo Roe: We never touched it.",
            "Ann Poe: That is not so at all.",
        ],
    );
    check(
        "Poe: Did you touch it?\n\nRoe: We never touched it. Why would we?\n\nPoe: Who did it?",
        &["Roe: We never touched it."],
    );
}

#[test]
fn a_last_name_in_a_label_is_the_person_named_elsewhere() {
    check(
        "Jo Roe and Ann Poe met in May.\n\nROE: We never touched the saw.\n\nPOE: It was pushed \
         in May.\n\nROE: It fell on its own.",
        &[
            "Jo Roe: We never touched the saw.",
            "Ann Poe: It was pushed in May.",
            "Jo Roe: It fell on its own.",
        ],
    );
}

#[test]
fn answers_are_statements_and_questions_are_not() {
    check(
        "Q. Did you push the saw?\nA. No.\nQ. Who pushed it?\nA. Bolt did. I saw it.",
        &["?: No.", "?: Bolt did. I saw it."],
    );
}

#[test]
fn a_turn_goes_on_until_the_next_one() {
    check(
        "ROE: We never touched the saw.\n\nIt fell on its own in May.\n\nPOE: It was pushed in \
         May.\n\nROE: No, it never was.\n\nThe meeting ended late.",
        &[
            "Roe: We never touched the saw.",
            "Roe: It fell on its own in May.",
            "Poe: It was pushed in May.",
            "Roe: No, it never was.",
        ],
    );
}

#[test]
fn labels_that_are_nobody_begin_no_turn() {
    check(
        "Note: the saw fell in May.\n\nUpdate: the saw rose in June.",
        &[],
    );
    check("A. B. Roe left in May.\n\nThe saw fell.", &[]);
    check("Price: it was late and dear.\nPlace: it was far away.", &[]);
}

#[test]
fn items_of_a_list_are_read_one_by_one() {
    check(
        "They met in May:\n• Acme said that it fell.\n• Bolt said that it was pushed.",
        &["Acme: it fell", "Bolt: it was pushed"],
    );
}

#[test]
fn captions_bylines_and_tables_say_nothing() {
    for text in [
        "Jo Roe said it fell. Image: Ann Poe.",
        "Photo: Jo Roe says it fell",
        "By Jo Roe, who says it fell, Daily Bugle",
        "(Reporting by Jo Roe, who said it fell; editing by Ann Poe)",
        "Firm | Said | Day\nAcme | said it fell | Monday",
        "Acme Says Bolt Copied It",
    ] {
        check(text, &[]);
    }
}

#[test]
fn whoever_says_i_in_an_answer_is_the_one_interviewed() {
    check(
        "An interview with Jo Roe of Acme.\n\nWhy did it fall?\n\nI think that it was late.\n\n\
         Do you think it was pushed?\n\nWe did not copy anything.\n\nWho did?\n\nIt rained.",
        &[
            "Jo Roe: it was late",
            "?: it was pushed?",
            "Jo Roe: We did not copy anything.",
        ],
    );
}
