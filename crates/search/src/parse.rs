//! What is typed into the search box, as a tree that the index can run.
//!
//! Nothing that is typed is an error: what cannot be understood is named as a problem, and the rest
//! runs. A colon after a word that is no field (an address, a headline) is read as plain text.

use tantivy::query_grammar::{
    Delimiter, Occur, UserInputAst, UserInputLeaf, UserInputLiteral, parse_query_lenient,
};

use crate::fields::IN_THE_BOX;

/// Characters of a query beyond which the rest is not read.
const LONGEST: usize = 2_000;

/// Brackets inside one another beyond which they are left out; the parser calls itself for each.
const DEEPEST: usize = 16;

/// A query as a tree, with what was left out of it.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    /// Nothing when no part could be understood.
    pub(crate) tree: Option<UserInputAst>,
    pub(crate) problems: Vec<String>,
}

/// Reads a query. An empty one has no tree and no problems.
pub(crate) fn parse(text: &str) -> Parsed {
    let mut problems = Vec::new();
    let text = tame(text, &mut problems);
    if text.trim().is_empty() {
        return Parsed {
            tree: None,
            problems,
        };
    }
    let (tree, errors) = parse_query_lenient(&text);
    problems.extend(
        errors
            .into_iter()
            .map(|error| format!("{} at character {}", error.message, error.pos + 1)),
    );
    let tree = understood(tree, &mut problems);
    if tree.is_none() && problems.is_empty() {
        problems.push("there is no word in the query".to_owned());
    }
    Parsed { tree, problems }
}

/// Bounds a query and gives typographic quotation marks their plain form.
fn tame(text: &str, problems: &mut Vec<String>) -> String {
    if text.chars().count() > LONGEST {
        problems.push(format!("only the first {LONGEST} characters were read"));
    }
    let mut depth = 0_usize;
    let mut flattened = false;
    let tamed = text
        .chars()
        .take(LONGEST)
        .map(|character| match character {
            '“' | '”' | '„' | '«' | '»' => '"',
            '(' => {
                depth += 1;
                flattened |= depth > DEEPEST;
                if depth > DEEPEST { ' ' } else { '(' }
            }
            ')' => {
                let kept = depth <= DEEPEST;
                depth = depth.saturating_sub(1);
                if kept { ')' } else { ' ' }
            }
            other => other,
        })
        .collect();
    if flattened {
        problems.push(format!("brackets deeper than {DEEPEST} were left out"));
    }
    tamed
}

fn understood(tree: UserInputAst, problems: &mut Vec<String>) -> Option<UserInputAst> {
    match tree {
        UserInputAst::Clause(parts) => {
            let parts: Vec<_> = parts
                .into_iter()
                .filter_map(|(occur, part)| Some(lifted(occur, understood(part, problems)?)))
                .collect();
            (!parts.is_empty()).then_some(UserInputAst::Clause(parts))
        }
        UserInputAst::Boost(part, by) => {
            let part = understood(*part, problems)?;
            Some(UserInputAst::Boost(Box::new(part), by))
        }
        UserInputAst::Leaf(leaf) => Some(understood_leaf(*leaf, problems)?.into()),
    }
}

/// Lifts a lone negation out of its brackets: `a AND NOT b` is `a NOT b`, and not `a` together with
/// everything that is nothing but "not b", which is nothing.
fn lifted(occur: Option<Occur>, part: UserInputAst) -> (Option<Occur>, UserInputAst) {
    match part {
        UserInputAst::Clause(mut inner) if occur != Some(Occur::MustNot) && is_negation(&inner) => {
            let (occur, part) = inner.remove(0);
            (occur, part)
        }
        part => (occur, part),
    }
}

fn is_negation(parts: &[(Option<Occur>, UserInputAst)]) -> bool {
    matches!(parts, [(Some(Occur::MustNot), _)])
}

fn understood_leaf(leaf: UserInputLeaf, problems: &mut Vec<String>) -> Option<UserInputLeaf> {
    match leaf {
        UserInputLeaf::Literal(literal) if holds_no_word(&literal) => None,
        UserInputLeaf::Literal(literal) => Some(plain_or_field(literal, problems).into()),
        UserInputLeaf::All => Some(UserInputLeaf::All),
        UserInputLeaf::Set { field, elements } if is_field(field.as_deref()) => {
            Some(UserInputLeaf::Set { field, elements })
        }
        UserInputLeaf::Exists { field } => {
            problems.push(format!("`{field}:*` was left out: name a value"));
            None
        }
        UserInputLeaf::Range { .. } => {
            problems.push("a range in brackets was left out: ranges are filters".to_owned());
            None
        }
        UserInputLeaf::Set { .. } => {
            problems.push("a list was left out: it needs a field before it".to_owned());
            None
        }
        UserInputLeaf::Regex { .. } => {
            problems.push("a pattern between slashes was left out".to_owned());
            None
        }
    }
}

fn plain_or_field(mut literal: UserInputLiteral, problems: &mut Vec<String>) -> UserInputLiteral {
    if literal.field_name.is_none() || is_field(literal.field_name.as_deref()) {
        return literal;
    }
    let name = literal.field_name.take().unwrap_or_default();
    problems.push(format!(
        "there is no field `{name}`: searched as words; the fields are {}",
        IN_THE_BOX.join(", ")
    ));
    literal.phrase = format!("{name} {}", literal.phrase);
    literal.delimiter = Delimiter::DoubleQuotes;
    literal
}

/// Tells whether a literal is nothing but punctuation, which the parser would take for everything.
fn holds_no_word(literal: &UserInputLiteral) -> bool {
    !literal.phrase.contains(char::is_alphanumeric)
}

fn is_field(name: Option<&str>) -> bool {
    name.is_some_and(|name| IN_THE_BOX.contains(&name))
}

/// Calls `visit` with every literal of a tree that a hit may contain.
pub(crate) fn wanted_literals(tree: &UserInputAst, visit: &mut impl FnMut(&UserInputLiteral)) {
    match tree {
        UserInputAst::Clause(parts) => {
            for (occur, part) in parts {
                if *occur != Some(Occur::MustNot) {
                    wanted_literals(part, visit);
                }
            }
        }
        UserInputAst::Boost(part, _) => wanted_literals(part, visit),
        UserInputAst::Leaf(leaf) => {
            if let UserInputLeaf::Literal(literal) = leaf.as_ref() {
                visit(literal);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn anything_may_be_typed(
            text in r#"([a-zé深 ]{0,6}|[(){}\[\]"'+\-:*~^\\/ ]|AND|OR|NOT|TO|IN|kind:|x:){0,40}"#,
        ) {
            let parsed = parse(&text);
            let silent = parsed.tree.is_none() && parsed.problems.is_empty();
            prop_assert!(!silent || text.trim().is_empty(), "{text:?}");
        }
    }
}
