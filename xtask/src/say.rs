//! What the task runner tells the person in front of it. The only module that prints.

/// Prints one line.
#[expect(clippy::print_stdout, reason = "a task runner speaks to its terminal")]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Prints the heading of a step.
pub(crate) fn heading(text: &str) {
    line(&format!("\n== {text}"));
}

/// Prints an error where errors belong.
#[expect(clippy::print_stderr, reason = "a task runner speaks to its terminal")]
pub(crate) fn error(text: &str) {
    eprintln!("{text}");
}
