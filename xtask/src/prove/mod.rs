//! `cargo xtask prove`: what takes longer than a developer waits for, or needs other people's
//! tools: licences and bans over the whole dependency tree, independent readers of our
//! archive, a program that is killed again and again, memory among a thousand pages and among bombs.

mod archive;
mod crash;
mod deny;
mod memory;
mod replay;
mod site;

use anyhow::{Result, bail};

use crate::say;

/// A proof: its name as an argument, and the function that gives it, told how often where that is a
/// question.
type Proof = (&'static str, fn(Option<u64>) -> Result<()>);

const PROOFS: &[Proof] = &[
    ("deny", |_| deny::run()),
    ("archive", |_| archive::run()),
    ("replay", |_| replay::run()),
    ("crash", |cycles| crash::run(cycles)),
    ("memory", |_| memory::run()),
];

/// Gives the proofs that are asked for, or all of them. A number after a name says how often.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let asked = asked(arguments)?;
    let wanted = |name: &str| asked.iter().find(|(it, _)| it == name);
    for (name, prove) in PROOFS {
        let count = match wanted(name) {
            Some((_, count)) => *count,
            None if asked.is_empty() => None,
            None => continue,
        };
        say::heading(name);
        prove(count)?;
    }
    say::heading("all proven");
    Ok(())
}

/// Reads the names with their numbers.
fn asked(arguments: &[String]) -> Result<Vec<(String, Option<u64>)>> {
    let mut asked: Vec<(String, Option<u64>)> = Vec::new();
    for argument in arguments {
        match (argument.parse(), asked.last_mut()) {
            (Ok(count), Some((_, times @ None))) => *times = Some(count),
            (Err(_), _) if PROOFS.iter().any(|(name, _)| name == argument) => {
                asked.push((argument.clone(), None));
            }
            _ => bail!("there is no proof {argument:?}"),
        }
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_belongs_to_the_name_before_it() {
        let check = |words: &str| {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            asked(&words).ok()
        };
        let crash = |count| vec![("crash".to_owned(), count)];
        assert_eq!(check("crash 1000"), Some(crash(Some(1000))));
        assert_eq!(check("crash"), Some(crash(None)));
        assert_eq!(check(""), Some(Vec::new()));
        assert_eq!(check("1000"), None);
        assert_eq!(check("crash 1 2"), None);
        assert_eq!(check("else"), None);
    }
}
