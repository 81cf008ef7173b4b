//! The chores of the project, as `cargo xtask COMMAND`: set up, run, test, prove, measure, tidy.
//!
//! Automation lives here and nowhere else; there is no second task runner and no shell script
//! beside `.ci/run`, which calls `test`. Each command is one module. What a command starts is
//! shown before it runs ([`shell`]), so that every step can be repeated by hand.

mod bench;
mod bindings;
mod pictures;
mod prove;
mod python;
mod run;
mod say;
mod setup;
mod shell;
mod test;
mod tidy;
mod tool;
mod train;
mod ui;
mod window;

use std::process::ExitCode;

use anyhow::Result;

/// One command: how it is called, what it does, and the function that does it.
struct Task {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    example: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "setup",
        arguments: "",
        about: "install what building and testing need and this machine lacks",
        example: "cargo xtask setup",
        run: setup::run,
    },
    Task {
        name: "run",
        arguments: "",
        about: "open the window on the sample case; without a display, drive it and write to out/",
        example: "cargo xtask run",
        run: run::run,
    },
    Task {
        name: "test",
        arguments: "",
        about: "the whole check: tidy, pages, format, clippy, tests in the window too, documentation",
        example: "cargo xtask test",
        run: test::run,
    },
    Task {
        name: "prove",
        arguments: "[deny] [archive] [replay] [crash [N]] [memory]",
        about: "what takes longer or needs other people's tools; all of it without an argument",
        example: "cargo xtask prove archive",
        run: prove::run,
    },
    Task {
        name: "bench",
        arguments: "DIR [--peer|--statements]",
        about: "time reading, the whole pipeline and search over a folder of saved pages, or statements over texts",
        example: "cargo xtask bench ../pages --peer",
        run: bench::run,
    },
    Task {
        name: "pictures",
        arguments: "",
        about: "drive the window through every screen, light and dark, into docs/pictures",
        example: "cargo xtask pictures",
        run: pictures::run,
    },
    Task {
        name: "bindings",
        arguments: "",
        about: "write the TypeScript types of the window from the views of the engine",
        example: "cargo xtask bindings",
        run: bindings::run,
    },
    Task {
        name: "train",
        arguments: "DIR [--check | --folds N]",
        about: "make the shipped model for names from the corpora in a folder; check or validate it",
        example: "cargo xtask train ../shared/corpora --folds 5",
        run: train::run,
    },
    Task {
        name: "tidy",
        arguments: "",
        about: "the rules that no compiler knows: file sizes, words, arrows, glossary",
        example: "cargo xtask tidy",
        run: tidy::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        return usage(None);
    };
    if is_help(name) {
        help();
        return ExitCode::SUCCESS;
    }
    match TASKS.iter().find(|task| task.name == name) {
        Some(task) if rest.iter().any(|argument| is_help(argument)) => {
            help_on(task);
            ExitCode::SUCCESS
        }
        Some(task) => finish(task, (task.run)(rest)),
        None => usage(Some(name)),
    }
}

fn finish(task: &Task, outcome: Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&format!("cargo xtask {} failed: {error:#}", task.name));
            ExitCode::FAILURE
        }
    }
}

fn is_help(argument: &str) -> bool {
    matches!(argument, "--help" | "-h" | "help")
}

fn usage(unknown: Option<&str>) -> ExitCode {
    if let Some(name) = unknown {
        say::error(&format!("there is no command {name:?}"));
    }
    help();
    ExitCode::from(2)
}

fn help() {
    say::line("cargo xtask COMMAND\n");
    for task in TASKS {
        let call = format!("{} {}", task.name, task.arguments);
        say::line(&format!("  {call:<32} {}", task.about));
    }
    say::line("\ncargo xtask COMMAND --help shows an example.");
}

fn help_on(task: &Task) {
    say::line(&format!(
        "cargo xtask {} {}\n\n  {}\n\nExample: {}",
        task.name, task.arguments, task.about, task.example
    ));
}
