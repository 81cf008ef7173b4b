//! Sentences that were once read wrongly, pattern by pattern. Companies, papers and people are
//! invented.

use counterclaim_statements::read;
use model::{EntityType, FoundStatement, ReaderInput, Reading, When};

fn reading_of(text: &str, outlet: &str) -> Reading {
    let company = |name: &str| (name.to_owned(), EntityType::Organisation, Vec::new());
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2031-02-14".parse().unwrap_or(When::Unknown),
        outlet: Some(outlet.to_owned()),
        known: vec![company("Acme"), company("Bolt"), company("Quill Herald")],
    })
}

/// Compares one line a statement, as `line` writes it, with what is expected.
fn check_by(line: impl Fn(&FoundStatement) -> String, text: &str, expected: &[&str]) {
    let reading = reading_of(text, "Daily Bugle");
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
}

fn speaker(found: &FoundStatement) -> String {
    found.speaker.clone().unwrap_or_else(|| "?".to_owned())
}

fn kind_and_speaker(found: &FoundStatement) -> String {
    format!("{} {}", found.kind, speaker(found))
}

fn kind_and_form(found: &FoundStatement) -> String {
    let form = found.answer_form.map_or("-", model::AnswerForm::as_str);
    format!("{} {form}", found.kind)
}

fn attribution_and_speaker(found: &FoundStatement) -> String {
    format!("{} {}", found.attribution, speaker(found))
}

/// These clauses were cut out and read as accusations.
#[test]
fn a_clause_that_nobody_asserts_is_no_statement() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "Jo Roe would not say whether Acme accused Bolt of anything.",
        &["no_comment Jo Roe"],
    );
    check(
        "Acme declined to say if it alleges that Bolt copied it.",
        &["no_comment Acme"],
    );
    check("There is no evidence that Acme accused Bolt of theft.", &[]);
    check("It is unclear whether Acme accused Bolt of theft.", &[]);
    check("Acme did not accuse Bolt of anything.", &[]);
    check(
        "Asked whether Acme accused Bolt of theft, Jo Roe said it was late.",
        &["claim Jo Roe"],
    );
    check("Acme denied accusing Bolt of theft.", &["denial Acme"]);
    check("The page does not say what was copied.", &[]);
    check(
        "Acme said it would not comment on the suit.",
        &["no_comment Acme"],
    );
    check("Acme accused Bolt of theft.", &["allegation Acme"]);
}

#[test]
fn a_spokesperson_set_off_by_commas_speaks_for_the_company_named() {
    check_by(
        |found| {
            let affiliation = found.speaker_affiliation.clone().unwrap_or_default();
            format!("{}, {affiliation}", speaker(found))
        },
        "Acme met Bolt. Bolt's spokesperson, Edda Poe, said it was late.",
        &["Edda Poe, Bolt (spokesperson)"],
    );
}

#[test]
fn a_pronoun_means_the_last_speaker_of_the_paragraph() {
    let check = |text: &str, expected: &[&str]| check_by(speaker, text, expected);
    check(
        "Edda Poe denied that a list existed. “No list was given to Ann Doe,” she said.",
        &["Edda Poe", "Edda Poe"],
    );
    check(
        "Edda Poe denied that a list existed. She said that Ann Doe had left.",
        &["Edda Poe", "Edda Poe"],
    );
    // Another woman has come in: nobody is named.
    check(
        "Edda Poe said it fell. Sue Doe was there. She said it was sad.",
        &["Edda Poe", "?"],
    );
    // A name does not run over the end of a paragraph that ends in a letter.
    check(
        "Ann Poe of Acme said it was marked W.\n\nMs Poe denied that it fell.",
        &["Ann Poe", "Ann Poe"],
    );
}

#[test]
fn those_who_work_for_a_name_are_not_that_name() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check("Acme's lawyers said it was late.", &["anonymous ?"]);
    check(
        "A lawyer who has advised Acme said it was late.",
        &["anonymous ?"],
    );
    check(
        "Three other former employees of Acme, who asked not to be identified, said it was late.",
        &["anonymous ?"],
    );
    check("One of them said it was late.", &["anonymous ?"]);
    check("“It was late,” the person said.", &["anonymous ?"]);
    check("The company said it was late.", &["named ?"]);
    check(
        "Mayor Ann Poe left. The Poe administration said it was late.",
        &["named The Poe administration"],
    );
    check("A spokesperson for Acme said it was late.", &["named Acme"]);
}

#[test]
fn places_participles_and_parts_of_documents_do_not_speak() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check("ALDHAM Acme said it was late.", &["named Acme"]);
    check("Aldham — Acme said it was late.", &["named Acme"]);
    check(
        "ALDHAM, Feb 12 (Agency) – Acme said it was late.",
        &["named Acme"],
    );
    check(
        "Clause 9.2 of the Terms says it is barred.",
        &["document ?"],
    );
    check("Paragraph 9 says it is barred.", &["document ?"]);
    check("No. AB-31-0417 says it is barred.", &["document ?"]);
    check("Some of your customers said it was late.", &["named ?"]);
}

#[test]
fn a_sentence_does_not_begin_with_a_name_because_of_its_capital() {
    let names = |text: &str| -> Vec<String> {
        let mentions = reading_of(text, "Daily Bugle").mentions;
        mentions.into_iter().map(|it| it.text).collect()
    };
    assert_eq!(names("Comparing your saw with Acme is fair."), ["Acme"]);
    assert_eq!(names("ALDHAM Acme closed."), ["Acme"]);
    assert_eq!(names("Former Acme staff left."), ["Acme"]);
}

#[test]
fn the_day_of_an_event_is_not_the_day_of_the_words() {
    let check = |text: &str, expected: &str| {
        check_by(
            |found| format!("{} {} {}", found.said, found.said_basis, found.happened),
            text,
            &[expected],
        );
    };
    check(
        "Ann Poe, who worked there from around May 2029, said it was late.",
        "2031-02-14 publication 2029-05",
    );
    check(
        "Acme deleted its copies on 14 January, Bolt says.",
        "2031-02-14 publication 2031-01-14",
    );
    check(
        "Acme deleted its copies on 14 January, Bolt says, “when it knew”.",
        "2031-02-14 publication 2031-01-14",
    );
    check(
        "Judge Ann Poe ruled for Acme and set the trial to begin on 6 October.",
        "2031-02-14 publication 2031-10-06",
    );
    check(
        "Acme did not respond to messages left on Monday.",
        "2031-02-14 publication 2031-02-10",
    );
    check(
        "Acme said that it fell in August.",
        "2031-02-14 publication 2030-08",
    );
    check(
        "A spokesperson for Acme denied the claim on Tuesday.",
        "2031-02-11 relative 2031-02-11",
    );
    check(
        "Acme on Tuesday denied the claim.",
        "2031-02-11 relative unknown",
    );
    check(
        "In a statement on 13 February Acme accused Bolt of copying.",
        "2031-02-13 relative unknown",
    );
}

#[test]
fn a_negated_wrong_of_the_speaker_is_a_denial() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_form, text, expected);
    check("“We never trained on it,” Bolt said.", &["denial denies"]);
    check("“We did not copy anything,” Bolt said.", &["denial denies"]);
    check("Bolt said that is not so.", &["denial denies"]);
    check("Bolt rejects the claim.", &["denial denies"]);
    check(
        "Bolt said it had met Acme, but denied that it used the drawings.",
        &["denial denies_in_part"],
    );
    check(
        "“We did buy the saw, but we did not copy it,” Bolt said.",
        &["denial denies_in_part"],
    );
    check(
        "“We only tested it and did not copy it,” Bolt said.",
        &["denial denies_in_part"],
    );
    check("Ann Poe said she had not been paid by Acme.", &["claim -"]);
    check(
        "“We are not asking who copied it,” Ann Poe said.",
        &["claim -"],
    );
}

#[test]
fn nobody_answers_their_own_side() {
    let check = |text: &str, expected: &[&[usize]]| {
        let reading = reading_of(text, "Daily Bugle");
        let statements = reading.statements.iter();
        let links: Vec<&[usize]> = statements.map(|it| it.responds_to.as_slice()).collect();
        assert_eq!(links, expected, "{text}\n{:#?}", reading.statements);
    };
    check(
        "Acme accused Bolt of copying.\n\nJo Roe, a spokesperson for Acme, declined to comment.",
        &[&[], &[]],
    );
    check(
        "Acme accused Bolt of copying.\n\nJo Roe, a spokesperson for Bolt, declined to comment.",
        &[&[], &[0]],
    );
}

#[test]
fn a_chain_needs_a_filing_beside_the_words() {
    let check = |text: &str, expected: &[&str]| {
        check_by(|found| found.cited_via.join(" < "), text, expected);
    };
    check(
        "Acme sued Bolt. The complaint says Bolt copied it. It is a long complaint.\n\n\
         Bolt rejected the claim.",
        &["complaint", "complaint", ""],
    );
}

#[test]
fn title_blocks_and_lists_of_stories_are_not_read() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "IN THE HIGH COURT OF ALDHAM\nACME LTD SAYS THAT BOLT LTD LIED.",
        &[],
    );
    check("Statement of truth. Acme believes that this is true.", &[]);
    check("Read next\n\nBakers’ union says bread is late.", &[]);
    check(
        "Ann Poe of Penn State University left for Press Bill Ltd.",
        &[],
    );
    check("Acme says bread is late.", &["claim Acme"]);
}

#[test]
fn on_its_own_page_a_company_speaks_as_we() {
    let check = |text: &str, expected: &[&str]| {
        let reading = reading_of(text, "Bolt");
        let statements = reading.statements.iter();
        let found: Vec<String> = statements.map(kind_and_speaker).collect();
        assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
    };
    check(
        "We deny that we opened any account. Our saws are good.",
        &["denial Bolt"],
    );
    check(
        "We make saws. Our saws are good. Bolt did not copy any drawing.",
        &["denial Bolt"],
    );
    check("We do not say that Acme knew. Our saws are good.", &[]);
    check("We stand by our case. Our saws are good.", &[]);
    // Somebody else's "we" in a report.
    check(
        "Acme makes saws. It has a shop. It is old. It is red. “We did well,” Jo Roe said.",
        &["claim Jo Roe"],
    );
}

#[test]
fn in_an_interview_the_one_whose_turn_it_is_speaks() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check("Ann Poe: I admit that it fell.", &["confirmation Ann Poe"]);
    check("Ann Poe writes about machines that answer back.", &[]);
}

#[test]
fn reported_words_begin_after_the_listener() {
    let text = "Ann Poe told that newspaper that a manager had given her a list.";
    let found = &reading_of(text, "Daily Bugle").statements[0];
    let part = found.content[0];
    let words = &text[part.start as usize..part.end as usize];
    assert_eq!(words, "a manager had given her a list");
}

/// The second statement once had no span, because the first one's source stood behind it.
#[test]
fn every_statement_holds_its_words() {
    for text in [
        "Acme denied it, and Bolt, which sued, said it was late, but Acme said no.",
        "“It fell,” Acme said, and Bolt accused Acme of theft; Jo Roe said so.",
        "“It fell,” said Jo Roe. “”",
        "Acme, asked on Monday, said it was late, while Bolt declined to comment.",
    ] {
        for found in reading_of(text, "Daily Bugle").statements {
            assert!(found.span.start < found.span.end, "{text} {found:#?}");
            let holds =
                |part: &model::Span| found.span.start <= part.start && part.end <= found.span.end;
            assert!(found.content.iter().all(holds), "{text} {found:#?}");
        }
    }
}

/// These judges were taken for organisations, and their words for those of somebody unnamed.
#[test]
fn a_judge_by_the_surname_is_the_judge_who_was_named() {
    let text = "Judge Orlando Pennwick ruled on both motions yesterday.\n\n\
                “This argument could prove to be decisive in such cases,” Judge Pennwick wrote.\n\n\
                The argument could prove to be key in such cases, Judge Pennwick stressed.";
    let expected = [
        "outlet Orlando Pennwick",
        "document Orlando Pennwick",
        "document Orlando Pennwick",
    ];
    check_by(attribution_and_speaker, text, &expected);
}

/// Their names stand in the sentence, only not right before the verb.
#[test]
fn a_source_is_named_by_what_stands_around_it() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check(
        "One of these libraries, Mira's Shelf, previously said that access had been given.",
        &["named Mira's Shelf"],
    );
    check(
        "During the summit, Ida Quell weighed in on the debate, noting that it is “not workable”.",
        &["named Ida Quell"],
    );
    check(
        "An evaluation of Bolt's tool by the security company Hollow Layer found that it leaks.",
        &["document Hollow Layer"],
    );
}

#[test]
fn a_side_that_nobody_names_keeps_the_word_of_the_text() {
    let text = "The makers hold that training is fair, but rightsholders disagree.";
    let reading = reading_of(text, "Daily Bugle");
    let last = reading.statements.last().expect("a denial");
    assert_eq!(kind_and_speaker(last), "denial rightsholders");
}

/// Only whoever is accused, or on the side of the accused, denies the accusation.
#[test]
fn somebody_else_who_disagrees_answers_no_accusation() {
    let text = "Acme accused Bolt of copying its plans.\n\n\
                Publishers typically disagree with the makers of tools about licences.";
    let reading = reading_of(text, "Daily Bugle");
    let last = reading.statements.last().expect("a denial");
    assert_eq!(kind_and_speaker(last), "denial Publishers");
    assert!(last.responds_to.is_empty(), "{last:#?}");
}

/// Its own name in the words made somebody else the likelier one.
#[test]
fn it_in_a_relative_clause_is_the_subject_of_the_sentence() {
    let text = "Bolt has sued Acme over its summaries, saying this was hurting its traffic.\n\n\
                Acme is attempting to end the case with a motion, in which it argued: “Acme is not \
                obliged to take in Bolt's pages.”\n\n\
                It added: “Makers keep discretion over what is read.”";
    let expected = ["named Acme", "named Acme"];
    let reading = reading_of(text, "Daily Bugle");
    let found: Vec<String> = reading.statements[1..]
        .iter()
        .map(|it| format!("named {}", speaker(it)))
        .collect();
    assert_eq!(found, expected, "{:#?}", reading.statements);
}

/// A brief is lodged by friends of either side.
#[test]
fn a_paper_from_others_is_not_the_accusers() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check(
        "Acme sued Bolt.\n\nA brief from law professors argues that the copying is not fair.",
        &["outlet Acme", "document law professors"],
    );
    check(
        "Acme sued Bolt.\n\nThe brief argues that the copying is not fair.",
        &["outlet Acme", "document ?"],
    );
}

#[test]
fn a_middle_initial_is_no_article() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check(
        "“The brief puts it right,” says Mina A. Tollerton, the Guild’s President and CEO.",
        &["named Mina A. Tollerton"],
    );
    check(
        "Mina A. Tollerton said that the brief puts it right.",
        &["named Mina A. Tollerton"],
    );
}

#[test]
fn a_month_is_not_of_the_year_of_another_paragraph() {
    let date = |text: &str| {
        let input = ReaderInput {
            text: text.to_owned(),
            ..ReaderInput::default()
        };
        let said = read(&input).statements.pop().expect("a statement");
        said.said.to_string()
    };
    assert_eq!(
        date("In 2019 Acme grew. In May Jo Roe said it would last."),
        "2019-05"
    );
    assert_eq!(
        date("In 2019 Acme grew.\n\nJo Roe said in May it would last."),
        "unknown"
    );
}

/// Their words were taken for those of somebody who wants no name.
#[test]
fn a_role_without_its_second_comma_belongs_to_the_name() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check(
        "Carla Nunberg, chairman and chief executive of Prism Media added: “It is a step ahead.”",
        &["named Carla Nunberg"],
    );
}

#[test]
fn an_office_is_no_part_of_a_name() {
    let affiliation = |found: &FoundStatement| {
        let role = found.speaker_affiliation.clone().unwrap_or_default();
        format!("{}, {role}", speaker(found))
    };
    let check = |text: &str, expected: &[&str]| check_by(affiliation, text, expected);
    check(
        "US District Judge Amos P. Mellow said the makers did not prove it.",
        &["Amos P. Mellow, US District Judge"],
    );
    check(
        "Last week, book authors Paul Trelling and Mona Averill filed a lawsuit against Bolt.",
        &["Paul Trelling; Mona Averill, book authors"],
    );
    check(
        "Mrs Justice Brodwell, sitting in the High Court of Aldermere, said that it was late.",
        &["Brodwell, High Court of Aldermere (Mrs Justice)"],
    );
}

#[test]
fn a_name_stands_behind_its_description() {
    let check = |text: &str, expected: &[&str]| check_by(attribution_and_speaker, text, expected);
    check(
        "“The tools steal data,” security company Brightly Oaken said.",
        &["named Brightly Oaken"],
    );
    // “It” may be the company known by its initials as well as the one that it speaks of.
    check(
        "Bolt fell over, with QSFOX revealing that it saw three attacks aimed at Bolt.\n\n\
         “The attacks lasted 35 minutes,” it said.",
        &["named QSFOX", "named ?"],
    );
}

#[test]
fn a_claim_that_a_court_strikes_out_is_a_ruling_of_the_court() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "Mrs Justice Brodwell, sitting in the High Court, struck out the claim that Bolt broke the \
         Act by failing to declare it.",
        &["ruling Brodwell"],
    );
    check(
        "A judge on Thursday threw out one half of Acme's lawsuit against Bolt.",
        &["ruling ?"],
    );
}
