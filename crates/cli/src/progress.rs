//! Progress: results as they come on stdout, what is going on on stderr when it is a terminal.

use std::io::IsTerminal as _;
use std::sync::{Arc, Once};
use std::time::Duration;

use engine::view::{CaptureLine, CaptureResult};
use engine::{Event, Progress};
use indicatif::{ProgressBar, ProgressStyle};

use crate::hint;
use crate::output::{self, Output};
use crate::phrase::counted;

/// Prints a line per capture, and shows the address that is being worked on.
pub(crate) struct Lines {
    output: Output,
    bar: ProgressBar,
    spin: Once,
}

/// Time between two pictures of the spinner.
const TICK: Duration = Duration::from_millis(120);

impl Lines {
    /// Prints to `output`.
    pub(crate) fn new(output: Output) -> Arc<Self> {
        let bar = if std::io::stderr().is_terminal() {
            ProgressBar::new_spinner().with_style(style())
        } else {
            ProgressBar::hidden()
        };
        let spin = Once::new();
        Arc::new(Self { output, bar, spin })
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// How many of how many, how fast, and how long it may still take.
fn style_of_many() -> ProgressStyle {
    ProgressStyle::with_template(
        "{spinner} {pos} of {len}, {per_sec}, about {eta} left  {wide_msg}",
    )
    .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

impl Progress for Lines {
    fn report(&self, event: &Event<'_>) {
        match event {
            Event::Started(address) => {
                // Nothing is drawn before there is something to wait for.
                self.spin.call_once(|| self.bar.enable_steady_tick(TICK));
                self.bar.set_message(output::harmless(address).into_owned());
            }
            Event::Advanced { done, total } => {
                if *total > 1 && self.bar.length() != Some(*total) {
                    self.bar.set_style(style_of_many());
                    self.bar.set_length(*total);
                }
                self.bar.set_position(*done);
            }
            Event::Captured(line) => self.bar.suspend(|| {
                // A closed pipe ends the command when its last line is printed.
                let _closed = self.output.result(*line, || in_words(line));
            }),
            Event::Noticed(text) => self
                .bar
                .suspend(|| output::to_stderr(&format!("note: {text}"))),
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if self.spin.is_completed() {
            self.bar.finish_and_clear();
        }
    }
}

fn in_words(line: &CaptureLine) -> String {
    let head = match line.result {
        CaptureResult::New => {
            let statements = counted(line.statements, "statement", "statements");
            format!("new        {} ({statements})", line.url)
        }
        CaptureResult::Unchanged => format!("unchanged  {}", line.url),
        CaptureResult::Wall => {
            let wall = line
                .wall
                .map_or("a", |wall| wall.as_str())
                .replace('_', " ");
            format!(
                "wall       {} (a {wall} page stands in front; the capture is kept)",
                line.url
            )
        }
        CaptureResult::Failed => {
            let error = line.error.as_deref().unwrap_or("unknown error");
            let hint = hint::page(line.hint.as_deref().unwrap_or("try again"), Some(&line.url));
            format!(
                "failed     {}\n           {error}\n           {hint}",
                line.url
            )
        }
    };
    line.problems.iter().fold(head, |text, problem| {
        format!("{text}\n           note: {problem}")
    })
}
