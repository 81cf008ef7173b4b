//! Hostile text in every place that holds captured words.

use counterclaim_export::{Format, Row, RowDocument, Timeline, render};

use crate::rows::{allegation, sample, text, timeline};

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
            version: None,
            page: None,
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
