//! The words of the project and its code: each noun is explained in `docs/glossary.md`, and each
//! type named there exists in `model`.

use super::{SourceFile, Violation};

/// Where the words are explained.
const GLOSSARY: &str = "docs/glossary.md";

/// Where their types live.
const MODEL: &str = "crates/model/src/";

/// The nouns that a reader of the code and of the screen has to know.
const NOUNS: &[&str] = &[
    "library",
    "case",
    "proceeding",
    "outlet",
    "watch",
    "capture",
    "document",
    "version",
    "reading",
    "statement",
    "speaker",
    "origin",
    "point",
    "answer",
    "entity",
    "mention",
    "proposal",
    "decision",
    "lead",
    "four clocks",
];

/// Finds nouns without an explanation and explanations without a type.
pub(super) fn check(files: &[SourceFile]) -> Vec<Violation> {
    let Some(glossary) = files.iter().find(|file| file.path == GLOSSARY) else {
        return vec![violation(
            1,
            "is missing; explain the nouns there".to_owned(),
        )];
    };
    let terms = terms(&glossary.text);
    let model: Vec<&SourceFile> = files
        .iter()
        .filter(|file| file.path.starts_with(MODEL))
        .collect();
    unexplained(&terms).chain(untyped(&terms, &model)).collect()
}

/// A row of a table of the glossary.
struct Term<'a> {
    line: usize,
    word: &'a str,
    /// The type that stands for it, where there is one.
    type_name: Option<&'a str>,
}

/// Reads the rows `| word | `Type` or nothing | meaning |`.
fn terms(glossary: &str) -> Vec<Term<'_>> {
    let rows = glossary.lines().enumerate();
    rows.filter_map(|(index, line)| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let word = cells.next()?;
        let type_name = cells.next()?.trim_matches('`');
        Some(Term {
            line: index + 1,
            word,
            type_name: (type_name.starts_with(char::is_uppercase)).then_some(type_name),
        })
    })
    .collect()
}

fn unexplained(terms: &[Term<'_>]) -> impl Iterator<Item = Violation> {
    let is_explained = |noun: &str| terms.iter().any(|term| term.word == noun);
    NOUNS
        .iter()
        .filter(move |noun| !is_explained(noun))
        .map(|noun| violation(1, format!("{noun:?} is not explained; add a row for it")))
}

fn untyped(terms: &[Term<'_>], model: &[&SourceFile]) -> impl Iterator<Item = Violation> {
    terms.iter().filter_map(|term| {
        let name = term.type_name?;
        let exists = model.iter().any(|file| declares(&file.text, name));
        let what = format!("{name} is no public type of crates/model; rename the one or the other");
        (!exists).then(|| violation(term.line, what))
    })
}

/// Tells whether a source text declares a public struct or enum, or an id by the `ids!` list.
fn declares(source: &str, name: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim_start();
        let declared = line
            .strip_prefix("pub struct ")
            .or_else(|| line.strip_prefix("pub enum "));
        let rest = declared.unwrap_or(line).strip_prefix(name);
        rest.is_some_and(|rest| match declared {
            Some(_) => !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'),
            None => rest == "," && name.ends_with("Id"),
        })
    })
}

fn violation(line: usize, what: String) -> Violation {
    Violation {
        path: GLOSSARY.to_owned(),
        line,
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::expect;
    use super::*;

    fn glossary(last: &str) -> String {
        let rows: Vec<String> = NOUNS
            .iter()
            .map(|noun| format!("| {noun} | | x |"))
            .collect();
        format!(
            "| word | type | meaning |\n|---|---|---|\n{}\n{last}",
            rows.join("\n")
        )
    }

    #[test]
    fn every_noun_is_explained() {
        let whole = glossary("");
        let partial = whole.replace("| origin |", "| source |");
        expect(check, &[(GLOSSARY, &whole)], &[]);
        expect(
            check,
            &[(GLOSSARY, &partial)],
            &["docs/glossary.md:1: \"origin\" is not explained; add a row for it"],
        );
        expect(
            check,
            &[],
            &["docs/glossary.md:1: is missing; explain the nouns there"],
        );
    }

    #[test]
    fn every_type_of_the_glossary_exists() {
        let model = "pub struct Hop {\n    pub enum Wall as \"wall\" {\n    CaseId,\n";
        let line = NOUNS.len() + 3;
        let check_type = |name: &str, exists: bool| {
            let text = glossary(&format!("| x | `{name}` | y |"));
            let expected = format!(
                "docs/glossary.md:{line}: {name} is no public type of crates/model; rename the one or the other"
            );
            let expected = if exists {
                vec![]
            } else {
                vec![expected.as_str()]
            };
            expect(
                check,
                &[(GLOSSARY, &text), ("crates/model/src/a.rs", model)],
                &expected,
            );
        };
        for (name, exists) in [
            ("Hop", true),
            ("Wall", true),
            ("CaseId", true),
            ("Ho", false),
            ("Case", false),
        ] {
            check_type(name, exists);
        }
    }
}
