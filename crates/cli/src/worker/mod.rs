//! `counterclaim worker`: parses hostile bytes and answers over a pipe.
//!
//! Before the first byte is read the process limits itself ([`limits`]); from then on it can open
//! no file and reach no network. The protocol is `extract::worker`. A web archive is too large for a
//! pipe that is read as a whole, and a ZIP has to be read back and forth: the worker is handed the
//! open file as its standard input, and still can open no other.

mod limits;

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use crate::command::WorkerArguments;

/// Answers until the parent closes the pipe, or reads one web archive.
pub(crate) fn serve(task: &WorkerArguments) -> ExitCode {
    if let Err(error) = limits::apply() {
        crate::output::to_stderr(&format!("error: the worker cannot limit itself: {error}"));
        return ExitCode::from(crate::failure::CANNOT);
    }
    let mut answers = BufWriter::new(io::stdout().lock());
    let served = if task.web_archive {
        let Ok(file) = standard_input() else {
            return ExitCode::FAILURE;
        };
        engine::serve_web_archive(file, &mut answers)
    } else {
        engine::serve_worker(&mut BufReader::new(io::stdin().lock()), &mut answers)
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Returns standard input as the file that it is.
fn standard_input() -> io::Result<fs_err::File> {
    #[cfg(unix)]
    let held = {
        use std::os::fd::AsFd as _;
        io::stdin().as_fd().try_clone_to_owned()?
    };
    #[cfg(windows)]
    let held = {
        use std::os::windows::io::AsHandle as _;
        io::stdin().as_handle().try_clone_to_owned()?
    };
    Ok(fs_err::File::from_parts(held.into(), "standard input"))
}
