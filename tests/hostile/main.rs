//! Bad input: each gives a clear error (what, on what, what to do), the rest of the run goes on,
//! and nothing is lost.

mod bombs;
mod disk;
mod files;
mod library;
mod servers;
#[cfg(target_os = "linux")]
mod worker;

use counterclaim_tests::{Program, Ran};
use serde_json::Value;

/// An article, to show that the rest of a run goes on.
const STORY: &str = "<!doctype html><html lang=\"en\"><head><title>Orbit rejects claim</title></head>\
<body><article><h1>Orbit rejects claim</h1>\
<p>Acme accused Orbit on Tuesday of copying its catalogue of sea charts, which took eleven years.</p>\
<p>“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit.</p></article></body></html>";

fn with_case(program: Program) -> Program {
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program
}

/// Returns the line of an address, with its error and hint checked to be there.
fn failed(ran: &Ran, address: &str) -> Value {
    let lines = ran.lines();
    let line = lines
        .iter()
        .find(|line| line["url"] == address)
        .expect(address)
        .clone();
    assert_eq!(line["result"], "failed", "{line}");
    assert!(
        line["error"].as_str().is_some_and(|it| !it.is_empty()),
        "{line}"
    );
    assert!(
        line["hint"].as_str().is_some_and(|it| !it.is_empty()),
        "{line}"
    );
    line
}

fn all_is_well(program: &Program) {
    for check in program.json(&["verify"]) {
        assert_eq!(check["ok"], true, "{check}");
    }
}
