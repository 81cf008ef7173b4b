//! A page that says something else when it is captured again: the versions, the statements, the flag on
//! the timeline, and what makes no version.

use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::{all_is_well, page, with_case};

const ACCUSED: &str =
    "Acme accused Orbit of stealing its catalogue of sea charts on 11 February 2031.";
const SOFTER: &str = "Acme accused Orbit of using some of its sea charts on 11 February 2031.";
const DENIED: &str = "Orbit denied that it had stolen any charts, in a statement to this paper.";
const CLAIMED: &str =
    "“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit, in a statement.";
const COLOUR: &str =
    "The harbour of Harrow has seen many quarrels, most of them about herring and fog.";
const NOTICE: &str =
    "Correction: An earlier version of this article misstated what Acme accused Orbit of.";
const NO_NOTICE: &str = "changed; no notice found in captures";

/// Serves these pages at one address, one after the other.
fn serving(pages: &[String]) -> (Program, Server, String) {
    let server = Server::start();
    server.route_each("/story", pages.iter().map(|it| Reply::page(it)));
    let url = server.url("/story");
    (with_case(Program::with(&server)), server, url)
}

fn story(paragraphs: &[&str]) -> String {
    page("A quarrel", paragraphs)
}

fn add(program: &Program, url: &str) -> Value {
    program.json(&["add", "acme", url]).remove(0)
}

fn row(program: &Program, words: &str) -> Value {
    let has = |row: &Value| row["text"].as_str().is_some_and(|it| it.contains(words));
    let rows = program.json(&["timeline", "acme"]);
    rows.into_iter().find(has).expect(words)
}

#[test]
fn what_became_of_each_statement_shows_in_the_comparison_and_on_the_timeline() {
    let before = [ACCUSED, DENIED, COLOUR, CLAIMED];
    let after = [COLOUR, SOFTER, CLAIMED];
    let (program, _server, url) = serving(&[story(&before), story(&after)]);
    let first = add(&program, &url);
    let denied = row(&program, "denied");
    assert_eq!(denied.get("page_change"), None, "{denied}");
    add(&program, &url);

    let list = program.json(&["version", "list", &url]).remove(0);
    assert_eq!(list["versions"].as_array().map(Vec::len), Some(2), "{list}");
    assert_eq!(list["versions"][0]["id"], first["version"]);
    assert_eq!(list["walls"].as_array().map(Vec::len), Some(0));

    let diff = program.json(&["version", "diff", &url]).remove(0);
    let state = |words: &str| {
        let statements = diff["statements"].as_array().expect("statements");
        let has = |it: &&Value| it["text"].as_str().is_some_and(|it| it.contains(words));
        statements.iter().find(has).expect(words).clone()
    };
    assert_eq!(state("stealing")["state"], "changed", "{diff}");
    assert_eq!(state("stealing")["now"], SOFTER);
    assert_eq!(state("denied")["state"], "gone");
    assert_eq!(state("every line")["state"], "same");
    let joined = |without: &str| -> String {
        let segments = diff["segments"].as_array().expect("segments").iter();
        let kept = segments.filter(|it| it["state"] != without);
        kept.filter_map(|it| it["text"].as_str()).collect()
    };
    assert!(joined("added").contains(DENIED), "{diff}");
    assert!(!joined("removed").contains(DENIED));

    let gone = row(&program, "denied");
    assert_eq!(gone["page_change"]["state"], "gone", "{gone}");
    assert_eq!(gone["page_change"]["note"], NO_NOTICE);
    assert_eq!(gone["page_change"]["version"], list["versions"][1]["id"]);
    let changed = row(&program, "stealing");
    assert_eq!(changed["page_change"]["state"], "changed");
    assert_eq!(changed["page_change"]["now"], SOFTER);
    for still in ["some of its", "every line"] {
        assert_eq!(row(&program, still).get("page_change"), None, "{still}");
    }
    all_is_well(&program);
}

#[test]
fn what_is_printed_says_present_and_absent_and_never_deleted() {
    let (program, _server, url) =
        serving(&[story(&[ACCUSED, DENIED, COLOUR]), story(&[ACCUSED, COLOUR])]);
    add(&program, &url);
    add(&program, &url);
    let diff = program
        .run(&["version", "diff", &url, "1", "2"])
        .done()
        .stdout;
    assert!(
        diff.contains("present in A, absent in B: Orbit denied"),
        "{diff}"
    );
    let timeline = program.run(&["timeline", "acme"]).done().stdout;
    assert!(timeline.contains(NO_NOTICE), "{timeline}");
    for format in ["md", "html", "csv", "json"] {
        let export = ["export", "acme", "--format", format, "--proposals"];
        let export = program.run(&export).done().stdout;
        assert!(export.contains(NO_NOTICE), "{format}: {export}");
        assert!(!export.to_lowercase().contains("deleted"), "{format}");
    }
    assert!(!diff.to_lowercase().contains("deleted"), "{diff}");
    program
        .run(&["version", "diff", &url, "1", "9"])
        .with_code(3);
    program
        .run(&["version", "list", "https://outlet.example/none"])
        .with_code(3);
}

#[test]
fn a_correction_notice_on_the_page_is_told_of() {
    let (program, _server, url) = serving(&[
        story(&[ACCUSED, DENIED, COLOUR]),
        story(&[SOFTER, DENIED, COLOUR, NOTICE]),
    ]);
    add(&program, &url);
    add(&program, &url);
    let changed = row(&program, "stealing");
    assert_eq!(
        changed["page_change"]["note"], "changed; the page carries a correction notice",
        "{changed}"
    );
}

#[test]
fn a_statement_that_comes_back_carries_no_flag() {
    let whole = story(&[ACCUSED, DENIED, COLOUR]);
    let (program, _server, url) = serving(&[whole.clone(), story(&[ACCUSED, COLOUR]), whole]);
    add(&program, &url);
    add(&program, &url);
    assert_eq!(row(&program, "denied")["page_change"]["state"], "gone");
    add(&program, &url);
    assert_eq!(row(&program, "denied").get("page_change"), None);
}

#[test]
fn since_when_it_is_so_is_the_first_version_that_shows_it() {
    let more = "Nobody at the harbour office answered calls about the charts on Wednesday.";
    let (program, _server, url) = serving(&[
        story(&[ACCUSED, DENIED, COLOUR]),
        story(&[ACCUSED, COLOUR]),
        story(&[ACCUSED, COLOUR, more]),
    ]);
    add(&program, &url);
    let second = add(&program, &url);
    assert_eq!(add(&program, &url)["result"], "new");
    assert_eq!(
        row(&program, "denied")["page_change"]["version"],
        second["version"]
    );
}

#[test]
fn what_changes_by_itself_on_a_page_makes_no_version() {
    let told = [ACCUSED, DENIED, COLOUR];
    let plain = story(&told);
    let dressed = |inside: &str| plain.replace("</article>", &format!("{inside}</article>"));
    let others = [
        plain.replace("<footer>", "<aside><p>Advertisement: buy herring today.</p></aside><footer>"),
        plain.replace("<footer>", "<aside><h2>Related</h2><ul><li><a href=/a>Another quarrel about fog</a></li></ul></aside><footer>"),
        plain.replace("<p>", "<p>\n   "),
        plain.replace("<h1>A quarrel</h1>", "<h1>A  quarrel</h1>"),
        dressed("<p>Updated 3 minutes ago</p>"),
        dressed("<p>1,204 comments</p>"),
    ];
    let (program, _server, url) = serving(&[std::slice::from_ref(&plain), &others[..]].concat());
    assert_eq!(add(&program, &url)["result"], "new");
    for other in &others {
        assert_eq!(add(&program, &url)["result"], "unchanged", "{other}");
    }
    let list = program.json(&["version", "list", &url]).remove(0);
    assert_eq!(list["versions"].as_array().map(Vec::len), Some(1), "{list}");
}

#[test]
fn headline_byline_and_date_make_a_version() {
    let told = [ACCUSED, DENIED, COLOUR];
    let plain = story(&told);
    let byline = "<p class=byline>By <a rel=author href=/aq>Ada Quill</a></p>";
    let others = [
        plain.replace("A quarrel", "A quarrel about charts"),
        plain.replace("<article>", &format!("<article>{byline}")),
        plain.replace("2031-02-14T09:40:00Z", "2031-02-13T09:40:00Z"),
    ];
    let (program, _server, url) = serving(&[&[plain], &others[..]].concat());
    for _ in 0..=others.len() {
        assert_eq!(add(&program, &url)["result"], "new");
    }
    let diff = program.json(&["version", "diff", &url, "1", "2"]).remove(0);
    assert_eq!(diff["fields"][0]["field"], "title", "{diff}");
    assert_eq!(diff["fields"][0]["to"], "A quarrel about charts");
}

#[test]
fn a_wall_is_kept_and_marked_and_nothing_is_gone_for_it() {
    let wall = "<html><head><title>Just a moment...</title></head><body><h1>outlet.example</h1>\
        <p>Verify you are human by completing the action below.</p></body></html>";
    let (program, _server, url) = serving(&[story(&[ACCUSED, DENIED, COLOUR]), wall.to_owned()]);
    add(&program, &url);
    let before = program.json(&["timeline", "acme"]);
    let line = add(&program, &url);
    assert_eq!(
        (&line["result"], &line["wall"]),
        (&"wall".into(), &"robot_check".into())
    );
    assert_eq!(line["version"], Value::Null);
    assert_eq!(program.json(&["timeline", "acme"]), before);
    let list = program.json(&["version", "list", &url]).remove(0);
    assert_eq!(list["versions"].as_array().map(Vec::len), Some(1));
    assert_eq!(list["walls"][0]["wall"], "robot_check");
    assert_eq!(list["walls"][0]["capture"], line["capture"]);
    all_is_well(&program);
}
