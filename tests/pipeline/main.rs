//! The whole way of a page: watched, fetched, archived, read, found; also when the process dies.

mod changed;
mod crash;
mod import;
mod memento;
mod queue;
mod versions;
mod watch;
mod web;

use counterclaim_tests::Program;
use serde_json::Value;

/// Returns an article as a page of a small outlet.
fn page(title: &str, paragraphs: &[&str]) -> String {
    let body = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title} - The Outlet</title>\
         <meta property=\"og:site_name\" content=\"The Outlet\">\
         <meta property=\"article:published_time\" content=\"2031-02-14T09:40:00Z\"></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1>\n{body}</article>\
         <footer>The Outlet</footer></body></html>"
    )
}

/// A story long enough to be taken for an article.
const STORY: [&str; 3] = [
    "Acme accused Orbit on Tuesday of copying its catalogue of sea charts, which took eleven years to draw.",
    "“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit, in a statement to this paper.",
    "Nobody at the harbour office in Harrow answered calls about the charts on Wednesday afternoon.",
];

/// Returns the program with a case called `acme`.
fn with_case(program: Program) -> Program {
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program
}

fn results(lines: &[Value]) -> Vec<&str> {
    lines
        .iter()
        .filter_map(|line| line["result"].as_str())
        .collect()
}

fn all_is_well(program: &Program) {
    for check in program.json(&["verify"]) {
        assert_eq!(check["ok"], true, "{check}");
    }
}
