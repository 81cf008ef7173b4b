//! Names of files and folders on their way to the window, which has them as text.
//!
//! A name that is no text is never mended: the mended one would be that of another file.

use std::path::{Path, PathBuf};

use crate::error::{Answer, Failure};

/// Returns a path as text, or the failure of one that is none.
pub(crate) fn text(path: &Path) -> Answer<String> {
    let text = path.to_str().ok_or_else(|| Failure::no_text(path))?;
    Ok(text.to_owned())
}

/// Returns the paths that are text, and the failures of the others.
pub(crate) fn texts(paths: &[PathBuf]) -> (Vec<String>, Vec<Failure>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for path in paths {
        match text(path) {
            Ok(text) => good.push(text),
            Err(failure) => bad.push(failure),
        }
    }
    (good, bad)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    #[test]
    fn a_name_that_is_no_text_is_told_and_never_mended() {
        let odd = PathBuf::from(OsStr::from_bytes(b"/notes/caf\xe9.html"));
        let (good, bad) = texts(&[PathBuf::from("/notes/café.html"), odd]);
        assert_eq!(good, ["/notes/café.html"]);
        let [failure] = &bad[..] else {
            panic!("one failure expected: {bad:?}");
        };
        assert_eq!(failure.code, "name");
        assert!(failure.in_a_line().contains("caf"), "{failure:?}");
    }
}
