//! The set of hostile inputs: a row each with its name, how its bytes are made and what has to come of
//! it. The bytes are made anew in every run, by code and, where chance is wanted, from a seed.
//!
//! Whatever comes of an input: it takes at most [`LONGEST`], the program lives, needs little memory
//! ([`watched`]), and reads the sound page that follows in the same run.

#![expect(
    clippy::too_many_lines,
    reason = "the set is tables, with a row for each input"
)]

mod archives;
mod feeds;
mod mails;
mod make;
mod marked_up;
mod pdfs;
mod served;
mod spoken;
mod watched;
mod written;
mod zipped;

use std::time::Duration;

use counterclaim_tests::Program;
use serde_json::Value;

use crate::{STORY, all_is_well, with_case};
use watched::Watched;

/// The longest that one input may take, from the line before it to its own: the 15 s that the engine
/// gives to the worker, and time to store and index on a busy machine without optimisation.
const LONGEST: Duration = Duration::from_secs(30);

/// What has to come of an input.
#[derive(Debug, Clone, Copy)]
enum Expected {
    /// It is read, and its text holds these words.
    Read(&'static str),
    /// It is read in part: its text holds these words, and a problem is told.
    Cut(&'static str),
    /// It is refused with an error that holds these words, and a hint.
    Refused(&'static str),
    /// It is refused, or what could not be read of it is told.
    Told,
    /// It may be read or refused; only the bounds hold.
    Bounded,
}

/// One hostile input.
struct Bomb {
    /// Its name; the ending says as what it is imported.
    name: &'static str,
    make: Box<dyn Fn() -> Vec<u8>>,
    expected: Expected,
}

fn bomb<B: Into<Vec<u8>>>(
    name: &'static str,
    expected: Expected,
    make: impl Fn() -> B + 'static,
) -> Bomb {
    Bomb {
        name,
        make: Box::new(move || make().into()),
        expected,
    }
}

/// Imports all of them and then a sound page in one run, and checks each.
fn check(bombs: &[Bomb]) {
    let program = with_case(Program::new());
    let mut paths = Vec::new();
    for bomb in bombs {
        paths.push(program.file(&format!("bombs/{}", bomb.name), (bomb.make)()));
    }
    let sound = program.file("sound.html", STORY);
    let mut arguments = vec!["--json", "import", "acme"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.push(&sound);
    let run = Watched::run(&program, &arguments, LONGEST);
    assert!(matches!(run.code, 0 | 1), "{}: {}", run.code, run.stderr);
    for (bomb, path) in bombs.iter().zip(&paths) {
        // What a web archive holds has lines of its own, under the addresses of its pages.
        let line = run.lines().find(|line| line["url"] == path.as_str());
        if line.is_some() || !is_archive(bomb.name) {
            check_line(bomb, line.expect(bomb.name));
        } else {
            assert!(
                matches!(bomb.expected, Expected::Bounded),
                "{}: it was read",
                bomb.name
            );
        }
    }
    assert_eq!(run.line(&sound)["result"], "new", "the sound page");
    check_texts(&program, bombs, &paths);
    for place in [program.folder(), &program.library(), &std::env::temp_dir()] {
        assert!(!place.join("slipped.warc").exists(), "{}", place.display());
    }
    check_sound(&program);
}

fn is_archive(name: &str) -> bool {
    [".warc", ".warc.gz", ".wacz"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn check_line(bomb: &Bomb, line: &Value) {
    let name = bomb.name;
    let error = line["error"].as_str().unwrap_or_default();
    let is_failed = line["result"] == "failed";
    if is_failed {
        assert!(!error.is_empty(), "{name}: {line}");
        assert!(
            line["hint"].as_str().is_some_and(|it| !it.is_empty()),
            "{name}: {line}"
        );
    }
    let problems = line["problems"].as_array().map_or(0, Vec::len);
    match bomb.expected {
        Expected::Read(_) => assert!(!is_failed, "{name}: {line}"),
        Expected::Cut(_) => assert!(!is_failed && problems > 0, "{name}: {line}"),
        Expected::Refused(words) => {
            assert!(is_failed && error.contains(words), "{name}: {line}");
        }
        Expected::Told => assert!(is_failed || problems > 0, "{name}: {line}"),
        Expected::Bounded => {}
    }
}

/// Reads those again of which words are expected, all in one run.
fn check_texts(program: &Program, bombs: &[Bomb], paths: &[String]) {
    let mut wanted = Vec::new();
    for (bomb, path) in bombs.iter().zip(paths) {
        if let Expected::Read(words) | Expected::Cut(words) = bomb.expected {
            wanted.push((path, words));
        }
    }
    if wanted.is_empty() {
        return;
    }
    let mut arguments = vec!["--json", "read"];
    arguments.extend(wanted.iter().map(|(path, _)| path.as_str()));
    let run = Watched::run(program, &arguments, LONGEST);
    for (line, (path, words)) in run.lines().zip(&wanted) {
        let text = line["text"].as_str().unwrap_or_default();
        let begins: String = text.chars().take(300).collect();
        assert!(
            text.contains(words),
            "{path}: {begins:?} {}",
            line["problems"]
        );
    }
    assert_eq!(run.lines().count(), wanted.len());
}

/// Checks that the library is in order and holds the statements of the sound page.
fn check_sound(program: &Program) {
    let rows = program.json(&["timeline", "acme"]);
    let told = rows
        .iter()
        .any(|row| row["text"].to_string().contains("We drew every line"));
    assert!(told, "the quotation of the sound page is not there");
    all_is_well(program);
}

#[test]
fn there_are_at_least_a_hundred_and_fifty_of_them_and_no_two_have_one_name() {
    let files = [
        marked_up::bombs(),
        written::bombs(),
        spoken::bombs(),
        pdfs::bombs(),
        mails::bombs(),
        archives::bombs(),
        zipped::bombs(),
    ];
    let mut names: Vec<String> = files
        .iter()
        .flatten()
        .map(|it| it.name.to_owned())
        .collect();
    names.extend(feeds::names());
    names.extend(served::names());
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two have one name");
    assert!(count >= 150, "{count}");
}
