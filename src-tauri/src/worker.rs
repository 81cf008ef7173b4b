//! The program that parses hostile bytes: the command `counterclaim`, which lies beside this one.

use std::path::{Path, PathBuf};

use engine::WorkerProgram;

use crate::error::{Answer, Failure};

/// Returns how the worker is started, or why it cannot be.
pub(crate) fn program() -> Answer<WorkerProgram> {
    let name = format!("counterclaim{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().unwrap_or_else(|_| PathBuf::from(&name));
    let program = own.with_file_name(name);
    if !program.is_file() {
        return Err(missing(&program));
    }
    Ok(WorkerProgram {
        program,
        arguments: vec!["worker".into()],
    })
}

fn missing(program: &Path) -> Failure {
    Failure {
        code: "worker",
        message: "the program that reads captured pages is missing".to_owned(),
        subject: Some(program.display().to_string()),
        hint: "install Counterclaim again; in its source folder, run `cargo build`".to_owned(),
    }
}
