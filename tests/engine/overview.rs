//! What a case holds at a glance, and what an export will look like.

use engine::model::{EntityType, PartyRole};
use engine::{Format, NewParty, Show, TimelineFilter};

use crate::desk::{ADDRESS, Desk, PAGE};

#[test]
fn the_head_of_a_case_counts_what_it_holds() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).lead("Acme sued Orbit.");
    let acme = NewParty {
        name: "Acme".to_owned(),
        entity_type: EntityType::Organisation,
        role: PartyRole::Accuser,
        aliases: Vec::new(),
        wikidata: None,
    };
    desk.library.add_party(desk.case.id, acme, "AB").unwrap();
    let view = desk.library.case_view(&desk.case).unwrap();
    assert_eq!(view.line, desk.library.cases().unwrap()[0]);
    assert_eq!((view.leads, view.watches), (1, 0));
    assert_eq!(view.parties[0].name, "Acme");
    assert_eq!(view.parties[0].role, PartyRole::Accuser);
}

#[test]
fn a_starter_case_tells_by_which_case_it_was_started() {
    let desk = Desk::new();
    let sample = || {
        let lines = desk.library.templates().unwrap();
        assert!(lines.iter().any(|it| it.template == "openai-v-deepseek"));
        let sample = lines.into_iter().find(|it| it.template == "sample");
        sample.expect("the sample case")
    };
    assert!(sample().fictional);
    assert_eq!(sample().started, None);
    let started = desk.library.start_case("sample", "AB").unwrap();
    assert_eq!(sample().started, Some(started.case.id));
    let view = desk.library.case_view(&started.case).unwrap();
    assert_eq!(view.template.as_deref(), Some("sample"));
    assert!(view.watches > 0);
}

#[test]
fn a_library_with_a_case_is_given_no_first_one() {
    let desk = Desk::new();
    desk.library.give_first_case("AB").unwrap();
    assert_eq!(desk.library.cases().unwrap().len(), 1);
}

#[test]
fn a_document_tells_its_versions_and_its_last_capture() {
    let desk = Desk::new();
    let other = "https://gazette.example/story";
    desk.page(other, PAGE).page(ADDRESS, PAGE);
    desk.at("2025-02-01T09:00:00Z");
    desk.page(ADDRESS, &format!("{PAGE}\nNobody else spoke.\n"));
    desk.library
        .reject(&[desk.id("accused Orbit")], "AB")
        .unwrap();
    let lines = desk.library.documents(&desk.case).unwrap();
    let urls: Vec<&str> = lines.iter().map(|line| line.url.as_str()).collect();
    assert_eq!(urls, [ADDRESS, other]);
    assert_eq!((lines[0].versions, lines[1].versions), (2, 1));
    assert_eq!((lines[0].statements, lines[1].statements), (1, 1));
    let captured = lines[0].captured.date.value.as_deref();
    assert_eq!(captured, Some("2025-02-01T09:00:00Z"));
}

#[test]
fn an_entity_tells_its_part_in_a_case() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let add = |name: &str| {
        let made = desk
            .library
            .add_entity(name, EntityType::Organisation, "AB");
        made.unwrap();
    };
    add("Kite Labs");
    add("Orbit");
    let acme = NewParty {
        name: "Acme Charts".to_owned(),
        entity_type: EntityType::Organisation,
        role: PartyRole::Accuser,
        aliases: vec!["Acme".to_owned()],
        wikidata: None,
    };
    desk.library.add_party(desk.case.id, acme, "AB").unwrap();
    let lines = desk.library.entity_lines(&desk.case).unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|it| (it.entity.name.as_str(), it.role, it.said))
        .collect();
    assert_eq!(told[0], ("Acme Charts", Some(PartyRole::Accuser), 1));
    assert_eq!(told[1].0, "Orbit");
    assert_eq!(told[2], ("Kite Labs", None, 0));
    assert_eq!((lines[1].about, lines[1].documents), (1, 1), "{lines:#?}");
    assert_eq!((lines[2].about, lines[2].documents), (0, 0));
}

#[test]
fn a_preview_is_what_will_be_written() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.accept(desk.id("accused Orbit"), "AB");
    let filter = TimelineFilter {
        show: Show::Checked,
        ..TimelineFilter::default()
    };
    for format in Format::ALL {
        let whole = desk.library.export(&desk.case, &filter, format).unwrap();
        let preview = desk.library.export_preview(&desk.case, &filter, format);
        let preview = preview.unwrap();
        assert_eq!(preview.text.as_bytes(), whole.bytes, "{format}");
        assert!(!preview.is_cut);
        assert_eq!(preview.file_name, whole.file_name);
        assert_eq!((preview.rows, preview.proposals_left_out), (1, 1));
    }
}

#[test]
fn a_long_preview_is_cut_at_a_line_and_says_so() {
    let desk = Desk::new();
    for number in 0..300 {
        desk.lead(&format!("{number}: {}", "Acme sued Orbit. ".repeat(60)));
    }
    let filter = TimelineFilter::default();
    let preview = desk
        .library
        .export_preview(&desk.case, &filter, Format::Markdown)
        .unwrap();
    assert!(preview.is_cut && preview.text.len() <= 200_000);
    assert!(preview.text.ends_with('\n'));
    assert_eq!(preview.rows, 300);
}
