//! A statement as one line with its source.

use counterclaim_export::{Row, RowStatus, RowType, sourced_line};
use model::{Form, Provenance};

use crate::rows::{DIGEST, denial, memo};

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
