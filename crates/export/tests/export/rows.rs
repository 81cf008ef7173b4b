//! The invented rows and the timeline that the tests export. All persons, companies and outlets are
//! invented.

use counterclaim_export::{
    CaseHead, Date, Decided, Format, LeftOut, OrderClock, PageChange, Row, RowCapture, RowDocument,
    RowStatus, RowType, Timeline, render,
};
use model::{
    Access, Anonymity, AnswerForm, Attribution, Confidence, Form, Kind, Provenance, Ruling, Stage,
    Standing, Status, When,
};

pub(crate) const DIGEST: &str = "4be109d7c0ffee4be109d7c0ffee4be109d7c0ffee4be109d7c0ffee4be1a93f";

pub(crate) fn date(value: &str) -> Date {
    Date::from(&value.parse::<When>().expect(value))
}

pub(crate) fn row(id: &str, kind: Kind, said: &str, speaker: &str, quote: &str) -> Row {
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
            version: None,
            page: None,
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
        page_change: None,
    }
}

pub(crate) fn allegation() -> Row {
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

pub(crate) fn denial() -> Row {
    Row {
        answer_form: Some(AnswerForm::DeniesInPart),
        answers: vec!["S1".to_owned()],
        speaker_affiliation: Some("chief executive, Kestrel AI".to_owned()),
        published: date("2031-03-06T13:40:00+01:00"),
        captured: date("2031-03-06T13:02:40Z"),
        page_change: Some(PageChange {
            state: Standing::Gone,
            version: "01JQ0000000000000000000000".parse().expect("an id"),
            captured: date("2031-03-09T08:15:00Z"),
            now: None,
            note: PageChange::NO_NOTICE.to_owned(),
        }),
        ..row(
            "S2",
            Kind::Denial,
            "2031-03-06T13:24:00+01:00",
            "Dana Whitlock",
            "We bought access like any customer.\n\nNothing was copied.",
        )
    }
}

pub(crate) fn memo() -> Row {
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

pub(crate) fn sources() -> Row {
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

pub(crate) fn court() -> Row {
    Row {
        ruling: Some(Ruling {
            court: Some("Northern District Court".to_owned()),
            question: Some("preservation of logs".to_owned()),
            stage: Some(Stage::Interim),
            superseded_by: None,
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

pub(crate) fn lead() -> Row {
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

pub(crate) fn timeline(rows: Vec<Row>) -> Timeline {
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

pub(crate) fn sample() -> Timeline {
    timeline(vec![
        allegation(),
        denial(),
        memo(),
        sources(),
        court(),
        lead(),
    ])
}

/// Returns an export as text.
pub(crate) fn text(timeline: &Timeline, format: Format) -> String {
    let bytes = render(timeline, format).expect("it renders");
    String::from_utf8(bytes).expect("UTF-8")
}
