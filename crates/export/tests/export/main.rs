//! Whole exports, compared byte for byte with files in `golden/`, and what each format says.

mod hostile;
mod line;
mod rows;

use counterclaim_export::{Format, OrderClock, Row, file_name};
use model::{Form, Kind};

use crate::rows::{DIGEST, allegation, denial, sample, text, timeline};

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
        "changed; no notice found in captures",
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
