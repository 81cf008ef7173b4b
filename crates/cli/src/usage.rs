//! Wrong use, told in the same three lines as every other failure.
//!
//! `clap` knows what was wrong and where; this module only says it in our form. Help and version
//! are no errors and stay as `clap` prints them.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::failure::{WRONG_USE, three_lines};
use crate::output;

/// Prints what was asked for (help, version) or what is wrong with the arguments as `typed`.
pub(crate) fn tell(error: &Error, mut program: Command, typed: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        // A reader of a pipe that has gone needs no help.
        let _closed = error.print();
        return ExitCode::SUCCESS;
    }
    program.build();
    let mut meant = meant(&program, typed).clone();
    let name = name(&meant).to_owned();
    let subject = subject(error).unwrap_or_else(|| name.clone());
    let usage = meant.render_usage().to_string();
    output::to_stderr(&three_lines(
        &message(error, &name),
        &subject,
        &hint(error, &name, &usage),
    ));
    ExitCode::from(WRONG_USE)
}

/// Returns the command that the arguments lead to, as far as they name one.
fn meant<'a>(program: &'a Command, typed: &[OsString]) -> &'a Command {
    let mut words = typed.iter().skip(1).filter_map(|it| it.to_str());
    let mut command = program;
    while let Some(word) = words.next() {
        if word == "--library" {
            words.next();
        } else if let Some(next) = command.find_subcommand(word) {
            command = next;
        }
    }
    command
}

/// Returns a command as it is typed.
fn name(command: &Command) -> &str {
    // A command that has no other above it goes by its own name.
    command.get_bin_name().unwrap_or_else(|| command.get_name())
}

/// Returns what is wrong: the message up to its advice, so that it keeps the reason.
fn message(error: &Error, name: &str) -> String {
    if is_without_command(error) {
        return format!("`{name}` needs a command after it");
    }
    let mut text = error.to_string();
    // From behind, since a value in the message may hold any words.
    for follows in ["\n\nFor more information", "\n\nUsage: ", "\n\n  tip: "] {
        text.truncate(text.rfind(follows).unwrap_or(text.len()));
    }
    text.strip_prefix("error: ").unwrap_or(&text).to_owned()
}

/// Returns the offending arguments as they were typed, when there are any.
fn subject(error: &Error) -> Option<String> {
    let argument = text_of(error, ContextKind::InvalidArg);
    let value = text_of(error, ContextKind::InvalidValue);
    match (error.kind(), argument, value) {
        (ErrorKind::MissingRequiredArgument, ..) => None,
        // The argument comes as in the usage: `--date <DATE>`, or `<ID>` for one without a name.
        (_, Some(argument), Some(value)) if argument.starts_with('-') => {
            let option = argument.split(' ').next().unwrap_or_default();
            Some(format!("{option} {value}"))
        }
        (_, _, Some(value)) => Some(value),
        (_, Some(argument), None) => Some(argument),
        (_, None, None) => text_of(error, ContextKind::InvalidSubcommand),
    }
}

/// Returns what to do: what may have been meant, how the command is used, where its help is.
fn hint(error: &Error, name: &str, usage: &str) -> String {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    if let Some(near) = kinds.into_iter().find_map(|kind| text_of(error, kind)) {
        return format!("did you mean {near}? `{name} --help` lists what there is");
    }
    let usage = usage.strip_prefix("Usage: ").unwrap_or(usage);
    match error.kind() {
        ErrorKind::MissingRequiredArgument | ErrorKind::UnknownArgument => {
            format!("use it as `{usage}`; run `{name} --help` for an example")
        }
        _ => format!("run `{name} --help`"),
    }
}

fn is_without_command(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

fn text_of(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::None => None,
        value => Some(value.to_string()).filter(|it| !it.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::command::Arguments;

    #[test]
    fn the_command_that_was_meant_is_found_among_options() {
        for (typed, expected) in [
            ("counterclaim", "counterclaim"),
            ("counterclaim fly", "counterclaim"),
            ("counterclaim --json timeline", "counterclaim timeline"),
            (
                "counterclaim --library case lead add x",
                "counterclaim lead add",
            ),
            (
                "counterclaim review accept no-id",
                "counterclaim review accept",
            ),
        ] {
            let typed: Vec<OsString> = typed.split(' ').map(Into::into).collect();
            let mut program = Arguments::command();
            program.build();
            assert_eq!(name(meant(&program, &typed)), expected);
        }
    }
}
