//! What a window holds of a case: short lines in three columns, under one name for each speaker.

use engine::model::{EntityType, Kind, PartyRole};
use engine::view::{Lane, TimelineLine, TimelineView};
use engine::{NewParty, Queue, TimelineFilter};

use crate::desk::{ADDRESS, Desk, PAGE};

const OTHER: &str = "https://gazette.example/story";

fn party(desk: &Desk, name: &str, aliases: &[&str]) {
    let party = NewParty {
        name: name.to_owned(),
        entity_type: EntityType::Organisation,
        role: PartyRole::Party,
        aliases: aliases.iter().map(|&it| it.to_owned()).collect(),
        wikidata: None,
    };
    desk.library
        .add_party(desk.case.id, party, "AB")
        .expect("added");
}

fn view(desk: &Desk) -> TimelineView {
    desk.library
        .timeline_view(&desk.case)
        .expect("the timeline")
}

fn with<'a>(view: &'a TimelineView, words: &str) -> &'a TimelineLine {
    let line = view.lines.iter().find(|line| line.words.contains(words));
    line.unwrap_or_else(|| panic!("no {words:?} in {:#?}", view.lines))
}

#[test]
fn an_allegation_its_denial_and_a_lead_stand_in_three_columns() {
    let desk = Desk::new();
    let denial = "A spokesperson for Orbit denied the claim on Tuesday.\n";
    desk.page(ADDRESS, &format!("{PAGE}\n{denial}"))
        .lead("Acme sued Orbit in Harrow.");
    let view = view(&desk);
    for (words, kind, lane) in [
        ("sea charts", Kind::Allegation, Lane::Alleged),
        ("the claim", Kind::Denial, Lane::Answered),
        ("sued Orbit", Kind::Filing, Lane::Acts),
    ] {
        let line = with(&view, words);
        assert_eq!((line.kind, line.lane), (kind, lane), "{words}");
    }
    let (allegation, quoted) = (with(&view, "sea charts"), with(&view, "every line"));
    assert!(quoted.is_quote && !allegation.is_quote);
    assert!(allegation.status.is_proposal());
    assert_eq!(with(&view, "sued").document, None);
}

/// A card that reads "the claim" would not tell what was said.
#[test]
fn reported_words_that_are_a_stump_stand_as_their_whole_sentence() {
    let desk = Desk::new();
    let denial = "A spokesperson for Orbit denied the claim.";
    desk.page(ADDRESS, &format!("{PAGE}\n{denial}\n"));
    let view = view(&desk);
    let line = with(&view, "the claim");
    assert_eq!((line.words.as_str(), line.is_quote), (denial, false));
}

#[test]
fn a_quotation_stands_without_the_comma_that_leads_to_its_attribution() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let view = view(&desk);
    let line = with(&view, "every line");
    assert_eq!(line.words, "We drew every line ourselves");
    let row = desk.rows().into_iter().find(|row| row.id == line.id);
    let quote = row.and_then(|row| row.quote);
    assert_eq!(
        quote.as_deref(),
        Some("We drew every line ourselves,"),
        "the evidence"
    );
}

#[test]
fn a_speaker_is_gathered_under_the_main_name_of_the_party() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let voice = || with(&view(&desk), "sea charts").voice.clone();
    assert_eq!(voice().as_deref(), Some("Acme"));
    party(&desk, "Acme Charts Ltd", &["Acme"]);
    assert_eq!(voice().as_deref(), Some("Acme Charts Ltd"));
    let view = view(&desk);
    let line = with(&view, "sea charts");
    assert_eq!(line.speaker.as_deref(), Some("Acme"), "as it was read");
}

#[test]
fn a_date_known_to_the_year_lies_between_its_first_and_last_moment() {
    let desk = Desk::new();
    desk.lead("Acme sued Orbit in Harrow.");
    let said = with(&view(&desk), "sued").said.clone();
    assert_eq!(said.date.value.as_deref(), Some("2025"));
    assert_eq!(said.earliest, Some(1_735_689_600_000));
    assert_eq!(said.latest, Some(1_767_225_599_999));
    let happened = with(&view(&desk), "sued").happened.clone();
    assert_eq!((happened.earliest, happened.latest), (None, None));
}

#[test]
fn what_was_rejected_is_counted_and_not_shown() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let before = view(&desk);
    desk.library
        .reject(&[desk.id("accused Orbit")], "AB")
        .unwrap();
    let after = view(&desk);
    assert_eq!((before.rejected, after.rejected), (0, 1));
    assert_eq!(after.lines.len(), before.lines.len() - 1);
    assert!(after.rev > before.rev);
}

/// A window that asks for the number each second would not have seen a lead of the command line.
#[test]
fn whatever_a_window_shows_changes_the_number_that_it_asks_for() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let rev = || {
        let rev = desk.library.pulse().unwrap().rev;
        assert_eq!(rev, view(&desk).rev);
        rev
    };
    let mut last = rev();
    let changes: [(&str, &dyn Fn()); 3] = [
        ("a lead", &|| desk.lead("Acme sued Orbit in Harrow.")),
        ("a party", &|| party(&desk, "Orbit", &[])),
        ("a decision", &|| {
            desk.accept(desk.id("accused Orbit"), "AB");
        }),
    ];
    for (what, change) in changes {
        change();
        let now = rev();
        assert!(now > last, "{what}");
        last = now;
    }
    assert_eq!(rev(), last, "to look changes nothing");
}

#[test]
fn the_last_capture_is_told_with_the_timeline() {
    let desk = Desk::new();
    assert_eq!(view(&desk).last_captured, None);
    desk.page(ADDRESS, PAGE).at("2025-02-01T09:00:00Z");
    desk.page(OTHER, PAGE);
    let last = view(&desk).last_captured.map(|it| it.to_rfc3339());
    assert_eq!(last.as_deref(), Some("2025-02-01T09:00:00+00:00"));
}

#[test]
fn a_proposal_stands_once_with_its_repeats() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).page(OTHER, PAGE);
    let views = desk.library.proposal_views(&desk.case, Queue::All).unwrap();
    let rows = desk.proposals();
    let shown: usize = views.iter().map(|view| 1 + view.repeats.len()).sum();
    assert_eq!(shown, rows.len());
    let denial = views.iter().find(|view| view.line.words.contains("drew"));
    let denial = denial.expect("the denial");
    assert_eq!(denial.repeats.len(), 1);
    assert_ne!(denial.repeats[0].document, denial.line.document);
    desk.accept(denial.line.id.parse().unwrap(), "AB");
    let left = desk.library.proposal_views(&desk.case, Queue::All).unwrap();
    assert_eq!(left.len(), views.len() - 1, "the decision covers both");
}

#[test]
fn an_outlet_is_chosen_by_its_exact_name() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE)
        .page(OTHER, PAGE)
        .lead("Acme sued Orbit.");
    let check = |outlets: &[&str], expected: &[&str], words: &[&str]| {
        let filter = TimelineFilter {
            outlets: outlets.iter().map(|&it| it.to_owned()).collect(),
            ..TimelineFilter::default()
        };
        let timeline = desk.library.timeline(&desk.case, &filter).unwrap();
        let rows = timeline.rows.iter();
        let mut found: Vec<_> = rows
            .map(|row| row.document.as_ref().and_then(|it| it.outlet.as_deref()))
            .map(|outlet| outlet.unwrap_or("a lead"))
            .collect();
        found.dedup();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected);
        assert_eq!(timeline.filters, words);
    };
    check(&[], &["a lead", "gazette.example", "outlet.example"], &[]);
    check(
        &["gazette.example"],
        &["gazette.example"],
        &["outlet gazette.example"],
    );
    check(
        &["gazette.example", "outlet.example"],
        &["gazette.example", "outlet.example"],
        &["outlets gazette.example, outlet.example"],
    );
    check(&["gazette"], &[], &["outlet gazette"]);
}
