//! Whole exports, compared byte for byte with files in `golden/`, and hostile text in every place
//! that holds captured words. All persons, companies and outlets are invented.

use counterclaim_export::{
    CaseHead, Date, Decided, Format, LeftOut, OrderClock, Row, RowCapture, RowDocument, RowStatus,
    RowType, Timeline, file_name, render, sourced_line,
};
use model::{
    Access, Anonymity, AnswerForm, Attribution, Confidence, Form, Kind, Provenance, Ruling, Stage,
    Status, When,
};

const DIGEST: &str = "4be109d7c0ffee4be109d7c0ffee4be109d7c0ffee4be109d7c0ffee4be1a93f";

fn date(value: &str) -> Date {
    Date::from(&value.parse::<When>().expect(value))
}

fn row(id: &str, kind: Kind, said: &str, speaker: &str, quote: &str) -> Row {
    Row {
        id: id.to_owned(),
        row_type: RowType::Statement,
        kind,
        form: Some(Form::Direct),
        answer_form: None,
        correction_form: None,
        ruling: None,
        speaker: Some(speaker.to_owned()),
        speaker_affiliation: None,
        attribution: Some(Attribution::Named),
        anonymity: None,
        access: None,
        cited_via: Vec::new(),
        quote: Some(quote.to_owned()),
        text: format!("“{quote}” {speaker} said."),
        said: date(said),
        happened: Date::default(),
        published: date("2031-03-06T09:31:00Z"),
        captured: date("2031-03-06T09:40:12Z"),
        document: Some(RowDocument {
            id: Some("D1".to_owned()),
            title: Some("Rival trained on copied weights, says Meridian".to_owned()),
            outlet: Some("Harbour Ledger".to_owned()),
            url: "https://harbour-ledger.example/2031/03/weights?a=1&b=2".to_owned(),
        }),
        capture: Some(RowCapture {
            id: "C1".to_owned(),
            sha256: DIGEST.to_owned(),
            provenance: Provenance::Fetched,
        }),
        answers: Vec::new(),
        answered_by: Vec::new(),
        point: None,
        status: RowStatus::Reading(Status::Checked),
        confidence: Some(Confidence::new(0.91)),
        cluster: None,
        decided: Some(Decided {
            by: "AB".to_owned(),
            at: "2031-03-12T08:00:00Z".parse().expect("an instant"),
        }),
        why: None,
        about: None,
        response: None,
        fictional: true,
    }
}

fn allegation() -> Row {
    Row {
        speaker_affiliation: Some("spokesperson, Meridian Labs".to_owned()),
        about: Some("Kestrel AI".to_owned()),
        point: Some("Kestrel trained on Meridian’s weights".to_owned()),
        happened: date("2030-11"),
        answered_by: vec!["S2".to_owned(), "S9".to_owned()],
        cited_via: vec!["Pacific Wire".to_owned()],
        ..row(
            "S1",
            Kind::Allegation,
            "2031-03-06T09:10:00Z",
            "Meridian Labs",
            "Kestrel copied our weights from a partner’s server.",
        )
    }
}

fn denial() -> Row {
    Row {
        answer_form: Some(AnswerForm::DeniesInPart),
        answers: vec!["S1".to_owned()],
        speaker_affiliation: Some("chief executive, Kestrel AI".to_owned()),
        published: date("2031-03-06T13:40:00+01:00"),
        captured: date("2031-03-06T13:02:40Z"),
        ..row(
            "S2",
            Kind::Denial,
            "2031-03-06T13:24:00+01:00",
            "Dana Whitlock",
            "We bought access like any customer.\n\nNothing was copied.",
        )
    }
}

fn memo() -> Row {
    Row {
        form: Some(Form::Mixed),
        attribution: Some(Attribution::Document),
        access: Some(Access::SeenByOutlet),
        status: RowStatus::Reading(Status::Unread),
        decided: None,
        why: Some("a memo speaks: “the memo says”".to_owned()),
        ..row(
            "S3",
            Kind::Allegation,
            "2031-03",
            "memo",
            "A second set left in November.",
        )
    }
}

fn sources() -> Row {
    Row {
        form: Some(Form::Indirect),
        speaker: None,
        text: "Transfers went on for weeks, two people familiar with them said.".to_owned(),
        attribution: Some(Attribution::Anonymous),
        anonymity: Some(Anonymity {
            count: Some(2),
            reason: Some("fear of dismissal".to_owned()),
            basis: None,
        }),
        status: RowStatus::Reading(Status::SecondCheck),
        ..row(
            "S4",
            Kind::Claim,
            "2031-03~",
            "",
            "Transfers went on for weeks.",
        )
    }
}

fn court() -> Row {
    Row {
        ruling: Some(Ruling {
            court: Some("Northern District Court".to_owned()),
            question: Some("preservation of logs".to_owned()),
            stage: Some(Stage::Interim),
        }),
        status: RowStatus::Reading(Status::Cleared),
        form: Some(Form::Event),
        quote: None,
        ..row(
            "S5",
            Kind::Ruling,
            "2031-03-10",
            "Northern District Court",
            "Keep the logs.",
        )
    }
}

fn lead() -> Row {
    Row {
        row_type: RowType::Lead,
        form: None,
        attribution: None,
        quote: None,
        text: "Trade body is said to have written to both firms.".to_owned(),
        published: Date::default(),
        captured: Date::default(),
        document: Some(RowDocument {
            url: "https://trade-body.example/letters".to_owned(),
            ..RowDocument::default()
        }),
        capture: None,
        status: RowStatus::Lead,
        confidence: None,
        decided: None,
        response: Some("not researched".to_owned()),
        ..row("L1", Kind::Filing, "2031", "Compute Trade Body", "")
    }
}

fn timeline(rows: Vec<Row>) -> Timeline {
    Timeline {
        case: CaseHead {
            id: "K1".to_owned(),
            name: "Meridian Labs v. Kestrel AI".to_owned(),
            slug: "meridian-labs-v-kestrel-ai".to_owned(),
            subtitle: Some("No suit known as of 12 March 2031".to_owned()),
            fictional: true,
            parties: vec!["Meridian Labs".to_owned(), "Kestrel AI".to_owned()],
        },
        clock: OrderClock::Said,
        filters: vec![
            "kind: allegation, denial".to_owned(),
            "after 1 February 2031".to_owned(),
        ],
        as_of: Some("2031-03-12".to_owned()),
        left_out: LeftOut {
            proposals: 31,
            rejected: 2,
            filtered: 1,
        },
        rows,
        tool: "Counterclaim 0.1.0".to_owned(),
    }
}

fn sample() -> Timeline {
    timeline(vec![
        allegation(),
        denial(),
        memo(),
        sources(),
        court(),
        lead(),
    ])
}

fn text(timeline: &Timeline, format: Format) -> String {
    let bytes = render(timeline, format).expect("it renders");
    String::from_utf8(bytes).expect("UTF-8")
}

fn golden(format: Format) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(format!("timeline.{format}"))
}

#[test]
fn the_sample_is_exported_byte_for_byte() {
    for format in Format::ALL {
        let expected = fs_err::read_to_string(golden(format)).expect("the golden file");
        let found = text(&sample(), format);
        assert!(
            found == expected,
            "{format}: run write_golden_files and look at the difference"
        );
        assert_eq!(text(&sample(), format), found, "{format} repeats");
    }
}

/// Run by hand after a wanted change:
/// `cargo test -p counterclaim-export write_golden_files -- --ignored`
#[test]
#[ignore = "writes the golden files"]
fn write_golden_files() {
    for format in Format::ALL {
        fs_err::write(golden(format), text(&sample(), format)).expect("written");
    }
}

#[test]
fn every_format_says_everything() {
    let everything = [
        "FICTIONAL SAMPLE",
        "Meridian Labs v. Kestrel AI",
        "No suit known as of 12 March 2031",
        "31 proposals that no person has checked",
        "2 rejected as read wrong",
        "It never means that they are true",
        "does not prove what the site would have",
        DIGEST,
        "reading checked by AB, 12 March 2031",
        "PROPOSAL, not checked by a person",
        "LEAD: not captured",
        "no answer linked",
        "not in this export",
        "denies in part",
        "anonymous, 2 sources; reason given: fear of dismissal",
        "document, seen by the outlet",
        "interim, on preservation of logs",
        "March 2031",
        "about March 2031",
        "6 March 2031, 13:24 UTC+01:00",
        "Harbour Ledger ← Pacific Wire",
        "by when it was said",
    ];
    for format in [Format::Markdown, Format::Html, Format::Csv] {
        let page = text(&sample(), format);
        for words in everything {
            assert!(page.contains(words), "{format}: {words}");
        }
        assert!(!page.contains("1 March 2031"), "{format} invents no day");
    }
}

#[test]
fn json_rows_have_the_names_that_scripts_rely_on() {
    let document: serde_json::Value =
        serde_json::from_str(&text(&sample(), Format::Json)).expect("JSON");
    let row = document["rows"][0].as_object().expect("an object");
    for name in [
        "id",
        "type",
        "kind",
        "form",
        "answer_form",
        "speaker",
        "speaker_affiliation",
        "attribution",
        "cited_via",
        "quote",
        "text",
        "said",
        "happened",
        "published",
        "captured",
        "document",
        "capture",
        "answers",
        "answered_by",
        "point",
        "status",
        "confidence",
        "cluster",
    ] {
        assert!(row.contains_key(name), "{name}");
    }
    assert_eq!(row["type"], "statement");
    assert_eq!(row["status"], "reading_checked");
    let said = r#"{"value":"2030-11","precision":"month","zone":null}"#;
    let said: serde_json::Value = serde_json::from_str(said).expect("JSON");
    assert_eq!(row["happened"], said);
    let lead = &document["rows"][5];
    assert_eq!(
        (&lead["type"], &lead["status"]),
        (&"lead".into(), &"lead".into())
    );
    assert_eq!(lead["attribution"], serde_json::Value::Null);
    assert_eq!(document["left_out"]["proposals"], 31);
    assert_eq!(document["label"], "FICTIONAL SAMPLE");
}

/// Everything reported was set as a quotation, also where the outlet used its own words.
#[test]
fn only_words_in_quotation_marks_are_set_as_a_quotation() {
    let check = |form: Form, expected: bool| {
        let row = Row {
            form: Some(form),
            text: "Kestrel copied the weights, Meridian Labs said.".to_owned(),
            ..allegation()
        };
        let words = "Kestrel copied our weights";
        let markdown = text(&timeline(vec![row.clone()]), Format::Markdown);
        assert_eq!(markdown.contains(&format!("> {words}")), expected, "{form}");
        assert!(markdown.contains("Kestrel copied the weights, Meridian"));
        let html = text(&timeline(vec![row.clone()]), Format::Html);
        assert_eq!(html.contains("<blockquote"), expected, "{form}");
        assert_eq!(html.contains("class=\"text main\""), !expected, "{form}");
        let csv = text(&timeline(vec![row]), Format::Csv);
        assert!(csv.contains(words), "{form}: data keeps all fields");
    };
    check(Form::Direct, true);
    check(Form::Mixed, true);
    check(Form::Indirect, false);
    check(Form::Event, false);
}

/// A claim is no accusation that somebody owes an answer to.
#[test]
fn only_allegations_are_called_unanswered() {
    for kind in Kind::ALL {
        let row = Row {
            kind: *kind,
            answered_by: Vec::new(),
            ..allegation()
        };
        let page = timeline(vec![row]);
        for (format, words) in [
            (Format::Markdown, "**no answer linked**"),
            (Format::Html, ">no answer linked<"),
            (Format::Csv, "\"no answer linked\""),
        ] {
            let is_said = text(&page, format).contains(words);
            assert_eq!(is_said, *kind == Kind::Allegation, "{format}: {kind}");
        }
    }
}

/// "Speaker: speaker not named; named" stood there.
#[test]
fn nobody_is_called_named_without_a_name() {
    let nobody = Row {
        speaker: None,
        speaker_affiliation: None,
        ..denial()
    };
    let page = text(&timeline(vec![nobody]), Format::Markdown);
    assert!(page.contains("- Speaker: not named\n"), "{page}");
    let named = text(&timeline(vec![denial()]), Format::Markdown);
    assert!(named.contains("- Speaker: Dana Whitlock; chief executive, Kestrel AI; named\n"));
}

/// Puts a text into every place that holds captured words.
fn hostile(words: &str) -> Timeline {
    let own = || Some(words.to_owned());
    let mut row = Row {
        speaker: own(),
        speaker_affiliation: own(),
        cited_via: vec![words.to_owned()],
        quote: own(),
        text: words.to_owned(),
        about: own(),
        point: own(),
        why: own(),
        response: own(),
        answered_by: vec![words.to_owned()],
        document: Some(RowDocument {
            id: own(),
            title: own(),
            outlet: own(),
            url: words.to_owned(),
        }),
        ..allegation()
    };
    words.clone_into(&mut row.id);
    let mut timeline = timeline(vec![row]);
    words.clone_into(&mut timeline.case.name);
    timeline.case.subtitle = own();
    timeline.case.parties = vec![words.to_owned()];
    timeline.filters = vec![words.to_owned()];
    timeline.as_of = own();
    timeline
}

#[test]
fn no_captured_word_becomes_markup() {
    for words in [
        "<script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "'-alert(1)-'",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "<!-- -->]]>",
    ] {
        let page = text(&hostile(words), Format::Html);
        let clean = text(&hostile("plain"), Format::Html);
        let tags = |page: &str| page.matches('<').count();
        assert_eq!(tags(&page), tags(&clean), "{words}");
        assert!(
            !page.contains("href=\"javascript") && !page.contains("href=\"data"),
            "{words}"
        );
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    let page = text(&sample(), Format::Html);
    for forbidden in [
        "<script", "<link", "<img", "<iframe", "<base", "url(", "@import", "src=",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
    let links = page.matches("href=\"http").count();
    assert_eq!(links, page.matches("rel=\"noreferrer noopener\"").count());
    assert_eq!(links, 6);
}

#[test]
fn no_cell_is_a_formula() {
    for words in [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "＝1",
        "\t=1",
        "\"=1",
        "  =cmd|'/C calc'!A0",
    ] {
        let table = render(&hostile(words), Format::Csv).expect("it renders");
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let columns = reader.headers().expect("a heading").clone();
        let record = reader.records().next().expect("a line").expect("readable");
        assert_eq!(record.len(), columns.len());
        let cell = |name: &str| {
            let at = columns
                .iter()
                .position(|column| column == name)
                .expect(name);
            record[at].to_owned()
        };
        assert_eq!(cell("speaker"), format!("'{words}"));
        assert_eq!(cell("words"), format!("'{words}"));
        assert!(
            cell("notes").contains("an apostrophe was put before: "),
            "{words}"
        );
        for cell in &record {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '＝', '\t', ' ', '"']),
                "{cell}"
            );
        }
    }
}

#[test]
fn hidden_characters_are_named_and_harmless() {
    let words = "safe\u{202e}drow\u{1b}[2J\u{9b}1m\u{0}\u{200b}end";
    let note = "contains hidden characters: U+0000, U+001B escape, U+009B";
    for format in Format::ALL {
        let page = text(&hostile(words), format);
        let controls = page
            .chars()
            .find(|c| c.is_control() && !"\r\n\t".contains(*c));
        assert_eq!(controls, None, "{format}");
        if format != Format::Json {
            assert!(page.contains(note), "{format}");
        }
    }
    assert!(!text(&hostile(words), Format::Markdown).contains('\u{202e}'));
    let json = text(&hostile(words), Format::Json);
    assert!(!json.contains('\u{202e}'));
    let document: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(document["rows"][0]["quote"], words);
    assert!(text(&hostile(words), Format::Html).contains("<bdi>safe\u{202e}drow"));
}

#[test]
fn an_empty_timeline_says_so() {
    let empty = timeline(Vec::new());
    assert!(text(&empty, Format::Html).contains("Nothing to show"));
    assert!(text(&empty, Format::Markdown).contains("0 lines"));
    assert_eq!(text(&empty, Format::Csv).lines().count(), 1);
}

#[test]
fn names_of_files_are_safe_and_repeat() {
    let name = file_name(&sample(), Format::Html);
    let (stem, digest) = name.split_once("-timeline_").expect(&name);
    assert_eq!(stem, "2031-03-12_meridian-labs-v-kestrel-ai");
    assert_eq!(digest.len(), "12345678.html".len());
    assert_eq!(file_name(&sample(), Format::Html), name);
    let mut evil = sample();
    evil.case.slug = "../../etc\0/CON\u{202e}".to_owned();
    evil.as_of = Some("../../../../..".to_owned());
    let name = file_name(&evil, Format::Csv);
    assert!(name.starts_with("etc-con-timeline_"), "{name}");
}

#[test]
fn words_for_formats_and_clocks_are_read() {
    for format in Format::ALL {
        assert_eq!(format.as_str().parse(), Ok(format));
    }
    for clock in OrderClock::ALL {
        assert_eq!(clock.as_str().parse(), Ok(clock));
    }
    assert!("docx".parse::<Format>().is_err());
    assert!("heard".parse::<OrderClock>().is_err());
}

#[test]
fn one_line_carries_a_statement_with_its_source() {
    let denial = Row {
        fictional: false,
        ..denial()
    };
    assert_eq!(
        sourced_line(&denial),
        "“We bought access like any customer. Nothing was copied.” — Dana Whitlock; chief executive, \
         Kestrel AI (denial: denies in part), said 6 March 2031, 13:24 UTC+01:00. Harbour Ledger, \
         “Rival trained on copied weights, says Meridian”, published 6 March 2031, 13:40 UTC+01:00, \
         <https://harbour-ledger.example/2031/03/weights?a=1&b=2>. Captured 6 March 2031, \
         13:02:40 UTC (fetched by this program), SHA-256 4be109d7c0ff…. reading checked by AB, \
         12 March 2031."
    );
}

#[test]
fn one_line_never_shows_a_proposal_or_a_lead_as_more_than_it_is() {
    let proposal = sourced_line(&memo());
    assert!(proposal.starts_with("FICTIONAL SAMPLE. "), "{proposal}");
    assert!(proposal.contains("memo; document, seen by the outlet (allegation), said March 2031"));
    assert!(
        proposal.ends_with(" PROPOSAL, not checked by a person."),
        "{proposal}"
    );
    let lead = Row {
        row_type: RowType::Lead,
        status: RowStatus::Lead,
        capture: None,
        ..memo()
    };
    let lead = sourced_line(&lead);
    assert!(lead.contains("The reporter's own words: "), "{lead}");
    assert!(lead.ends_with(" LEAD: not captured."), "{lead}");
    assert!(!lead.contains("SHA-256"), "{lead}");
}

#[test]
fn one_line_stays_one_line_whatever_was_captured() {
    let hostile = Row {
        form: Some(Form::Indirect),
        text: "One\r\ntwo\u{1b}[2J\u{202e}three.".to_owned(),
        ..denial()
    };
    let line = sourced_line(&hostile);
    assert!(!line.contains(char::is_control), "{line:?}");
    assert!(line.contains("In the source: One"), "{line}");
    assert!(
        line.contains("⟨U+202E right-to-left override⟩three — "),
        "{line}"
    );
}

#[test]
fn words_without_an_address_say_so() {
    let mut pasted = denial();
    pasted.document.as_mut().expect("a document").url = format!("urn:sha256:{DIGEST}");
    pasted.capture.as_mut().expect("a capture").provenance = Provenance::Supplied;
    let line = sourced_line(&pasted);
    assert!(!line.contains("urn:"), "{line}");
    assert!(
        line.contains("(supplied by the reporter, no address given), SHA-256"),
        "{line}"
    );
}
