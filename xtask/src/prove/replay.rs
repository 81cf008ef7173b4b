//! Our archive is one that others can show: pywb replays every page of the sample case, from our WARC
//! files alone, and each is the body in its record, byte for byte.
//!
//! pywb comes from the package registry of Python. Where that cannot be reached nothing is proven, which
//! is said and is no failure.

use anyhow::{Result, bail};

use super::archive::warc_files;
use crate::python::Environment;
use crate::tool::{Profile, Tool};
use crate::{say, shell};

/// Where the sample case is started, from the root of the project.
const LIBRARY: &str = "target/prove/replay";
/// Where pywb keeps its collection.
const SCRATCH: &str = "target/prove/pywb";
const SCRIPT: &str = include_str!("replay.py");

/// Lets pywb replay the archive of the sample case.
pub(super) fn run() -> Result<()> {
    let python = match Environment::with(&["pywb", "cdxj-indexer"]) {
        Ok(python) => python,
        Err(error) => {
            say::line(&format!(
                "not proven: pywb could not be installed ({error:#})"
            ));
            return Ok(());
        }
    };
    let tool = Tool::built(Profile::Dev, LIBRARY)?;
    tool.forget_everything()?;
    tool.show(&["case", "start", "sample"])?;
    let files = warc_files(&shell::root().join(LIBRARY))?;
    let files: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
    let scratch = shell::emptied(shell::root().join(SCRATCH))?;
    let mut command = python.tool("python", &["-c", SCRIPT]);
    let (status, printed) = shell::printed_by(command.arg(scratch).args(&files))?;
    let last = printed.lines().last().unwrap_or("pywb said nothing");
    if !status.success() {
        bail!("pywb does not replay the archive: {last}");
    }
    say::line(last);
    Ok(())
}
