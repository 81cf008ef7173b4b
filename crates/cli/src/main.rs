//! `counterclaim`: the command line of Counterclaim, and its worker.
//!
//! Each command unpacks its arguments, calls one operation of `engine` and prints what came of it.
//! Results go to stdout, everything else to stderr; the exit code is 0 for done, 1 for done with
//! problems, 2 for a wrong use, 3 for not possible.

mod command;
mod failure;
mod hint;
mod output;
mod phrase;
mod progress;
mod usage;
mod worker;
mod world;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::command::Arguments;
use crate::failure::{CANNOT, complain};
use crate::output::Output;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let arguments = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error, Arguments::command(), &typed),
    };
    if let Some(task) = arguments.worker() {
        return worker::serve(task);
    }
    let output = Output::new(arguments.json);
    match arguments.run(output) {
        Ok(outcome) => outcome.into(),
        Err(failure) if output::is_closed_pipe(&failure) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::from(CANNOT)
        }
    }
}
