//! `counterclaim worker`: parses hostile bytes and answers over a pipe.
//!
//! Before the first byte is read the process limits itself ([`limits`]); from then on it can open
//! no file and reach no network. The protocol is `extract::worker`.

mod limits;

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

/// Answers until the parent closes the pipe.
pub(crate) fn serve() -> ExitCode {
    if let Err(error) = limits::apply() {
        crate::output::to_stderr(&format!("error: the worker cannot limit itself: {error}"));
        return ExitCode::from(crate::failure::CANNOT);
    }
    let mut questions = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    match engine::serve_worker(&mut questions, &mut answers) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
