//! What is printed for a person: no control characters, sources told apart, right numbers.

use counterclaim_tests::Program;

/// Escape sequences as characters and as references, in everything that a page says of itself.
const HOSTILE: &str = "<!doctype html><html lang=\"en\"><head>
<title>Orbit \u{1b}[31mrejects\u{7} \u{202e}claim</title>
<meta property=\"og:title\" content=\"Orbit \u{1b}[31mrejects\u{7} \u{202e}claim\">
<meta property=\"og:site_name\" content=\"The &#27;[2J\u{1b}]0;Outlet\u{7} \u{202e}Two\">
</head><body><article><h1>Orbit \u{1b}[31mrejects\u{7} \u{202e}claim</h1>
<p>“We drew \u{1b}[31mevery\u{202e} line ourselves,” said Mira Vane, the chief executive of Orbit.</p>
<p>Acme accused Orbit on Tuesday of copying its catalogue of sea charts, which took eleven years.</p>
</article></body></html>";

const WIRE: &str =
    "“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit.\n";

const ADDRESS: &str = "https://outlet.example/orbit";

fn with_case() -> Program {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program
}

fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n') || c == '\u{202e}'
}

#[test]
fn no_control_character_of_a_page_is_printed_for_a_person() {
    let program = with_case();
    let file = program.file("hostile.html", HOSTILE);
    let import = ["import", "acme", &file, "--url", ADDRESS];
    program.run(&import).done();
    let mut json = String::new();
    for arguments in [
        ["timeline", "acme"].as_slice(),
        &["search", "Orbit"],
        &["read", &file],
        &["review", "acme", "--all"],
        &["statements", &file],
    ] {
        let ran = program.run(arguments).done();
        assert!(
            ran.stdout.contains("Orbit"),
            "{arguments:?}: {}",
            ran.stdout
        );
        let printed = ran.stdout + &ran.stderr;
        assert!(!printed.contains(is_hostile), "{arguments:?}: {printed:?}");
        for line in program.json(arguments) {
            json.push_str(&line.to_string());
        }
    }
    assert!(
        json.contains('\u{202e}'),
        "JSON keeps the text as it is: {json}"
    );
}

#[test]
fn a_line_names_the_headline_of_its_source() {
    let program = with_case();
    let page = format!(
        "<!doctype html><html><head><title>Orbit answers</title>\
         <meta property=\"og:site_name\" content=\"The Outlet\"></head>\
         <body><article><h1>Orbit answers</h1><p>{WIRE}</p></article></body></html>"
    );
    let file = program.file("page.html", page);
    program
        .run(&["import", "acme", &file, "--url", ADDRESS])
        .done();
    let shown = program.run(&["timeline", "acme"]).done().stdout;
    assert!(shown.contains("The Outlet, “Orbit answers”, "), "{shown}");
    assert!(shown.contains(&format!("\n    {ADDRESS}\n")), "{shown}");
}

#[test]
fn a_file_without_an_address_is_called_an_imported_file() {
    let program = with_case();
    let file = program.file("note.txt", WIRE);
    program.run(&["import", "acme", &file]).done();
    for arguments in [["timeline", "acme"], ["search", "line"]] {
        let shown = program.run(&arguments).done().stdout;
        assert!(shown.contains("imported file"), "{shown}");
        assert!(!shown.contains("urn:"), "{shown}");
    }
}

#[test]
fn lines_with_the_same_words_say_how_many_others_there_are() {
    let program = with_case();
    for (name, more) in [("one.txt", "One."), ("two.txt", "Two."), ("three.txt", "")] {
        let file = program.file(name, format!("{WIRE}\n{more}\n"));
        program.run(&["import", "acme", &file]).done();
    }
    for arguments in [["timeline", "acme"], ["review", "acme"]] {
        let shown = program.run(&arguments).done().stdout;
        let told = shown.matches("    same words in 2 other lines\n").count();
        assert_eq!(told, 3, "{shown}");
    }
}

#[test]
fn one_thing_is_told_in_the_singular() {
    let program = with_case();
    let file = program.file("note.txt", WIRE);
    let check = |arguments: &[&str], expected: &str| {
        let ran = program.run(arguments).done();
        let shown = ran.stdout + &ran.stderr;
        assert!(shown.contains(expected), "{arguments:?}: {shown}");
    };
    check(&["import", "acme", &file], "(1 statement)");
    check(&["case", "list"], "(1 document, 1 statement, 1 unread)");
    check(&["statements", &file], "note: 1 statement\n");
    check(&["timeline", "acme"], "1 line; left out: 0 proposals,");
    check(&["review", "acme"], "1 proposal\n");
    check(&["export", "acme", "--format", "md"], "1 proposal left out");
    check(
        &["watch", "add", "acme", "https://outlet.example/feed.xml"],
        "watching https://outlet.example/feed.xml; what it is shows at the first look\n",
    );
    check(&["case", "show", "acme"], "1 watch, 0 leads");
    check(
        &[
            "watch",
            "add",
            "acme",
            "https://outlet.example/b",
            "--kind",
            "page",
        ],
        "watching https://outlet.example/b as a page\n",
    );
}

#[test]
fn there_is_no_gap_where_nothing_is_told() {
    let program = with_case();
    let shown = program.run(&["timeline", "acme"]).done().stdout;
    assert!(shown.starts_with("Acme v. Orbit\n\n0 lines;"), "{shown:?}");
    let file = program.file("note.txt", format!("\n\n{WIRE}"));
    let shown = program.run(&["read", &file]).done().stdout;
    assert!(!shown.starts_with('\n'), "{shown:?}");
    assert!(!shown.contains("\n\n\n"), "{shown:?}");
}
