//! How quick the window is: from its start to the first rows, and with ten thousand statements.
//!
//! Times hold for the machine and the profile that they were taken on. No test looks at them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::{Setup, Window, many};

/// How often the window is started.
const STARTS: usize = 5;
/// How many steps of scrolling are timed, and how far each goes.
const STEPS: usize = 40;
const STEP: usize = 800;

const FIRST_ROWS: &str = "return document.querySelector('main [role=listitem] [data-card]')";

/// Runs what `act` starts in the page, and hands on how many milliseconds pass until `until` holds and
/// the page has been drawn once more.
const TIMED: &str = "const done = arguments[arguments.length - 1]; \
     const begun = performance.now(); const act = () => { ACT }; const until = () => { UNTIL }; \
     act(); const look = () => until() ? requestAnimationFrame(() => done(performance.now() - begun)) \
     : requestAnimationFrame(look); requestAnimationFrame(look);";

/// What was timed, with what came of it.
struct Figure {
    what: &'static str,
    times: Vec<Duration>,
}

/// Times the window, working in a folder, and returns a file with a small table.
pub fn of_the_window(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut figures = vec![start_on_the_sample()?];
    figures.extend(with_many(folder)?);
    let text: String = figures.iter().map(Figure::line).collect();
    let file = folder.join("speed.txt");
    let head = format!("{:<44} {:>9} {:>9}\n", "", "mean", "worst");
    fs_err::write(&file, head + &text)?;
    Ok(vec![file])
}

impl Figure {
    fn line(&self) -> String {
        let sum: Duration = self.times.iter().sum();
        let count = u32::try_from(self.times.len()).unwrap_or(u32::MAX).max(1);
        let worst = self.times.iter().max().copied().unwrap_or_default();
        let (mean, worst) = ((sum / count).as_millis(), worst.as_millis());
        format!("{:<44} {mean:>6} ms {worst:>6} ms\n", self.what)
    }
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn now() -> Instant {
    Instant::now()
}

/// Starts the window with the sample case in its library already, as on any day but the first.
fn start_on_the_sample() -> Result<Figure> {
    let home = tempfile::tempdir()?;
    let setup = Setup {
        home: Some(home.path().to_owned()),
        ..Setup::default()
    };
    first_rows(&setup)?.close()?;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(start(&setup)?);
    }
    Ok(Figure {
        what: "start to first rows, sample case",
        times,
    })
}

/// Opens a window and closes it again; the driver and the display are started with it.
fn start(setup: &Setup) -> Result<Duration> {
    let begun = now();
    let window = first_rows(setup)?;
    let time = begun.elapsed();
    window.close()?;
    Ok(time)
}

fn first_rows(setup: &Setup) -> Result<Window> {
    let window = Window::open(setup)?;
    window.wait("rows are there", FIRST_ROWS)?;
    Ok(window)
}

fn with_many(folder: &Path) -> Result<Vec<Figure>> {
    let setup = Setup {
        library: Some(many::library_of_many(folder)?),
        hints: false,
        ..Setup::default()
    };
    start(&setup)?;
    let begun = now();
    let window = first_rows(&setup)?;
    let opened = begun.elapsed();
    let figures = vec![
        Figure {
            what: "start to first rows, 10,000 statements",
            times: vec![opened],
        },
        Figure {
            what: "filter by a kind, there and back",
            times: press_there_and_back(&window, "nav [role=group] button")?,
        },
        Figure {
            what: "clock to the date of capture, and back",
            times: clock_there_and_back(&window)?,
        },
        Figure {
            what: "one step of scrolling, of 40",
            times: scroll(&window)?,
        },
    ];
    window.close()?;
    Ok(figures)
}

/// Presses a facet, and once more: the number of lines that are shown tells when it has acted.
fn press_there_and_back(window: &Window, button: &str) -> Result<Vec<Duration>> {
    let act = format!(
        "window.before = document.querySelector('main [role=status]').innerText; \
         document.querySelector('{button}').click()"
    );
    let until = "return document.querySelector('main [role=status]').innerText !== window.before \
         && document.querySelector('main [role=listitem] [data-card]')";
    (0..2).map(|_| timed(window, &act, until)).collect()
}

/// Orders the lines by when they were captured, and back: the dates beside them change.
fn clock_there_and_back(window: &Window) -> Result<Vec<Duration>> {
    let times = ["captured", "said"].map(|clock| {
        let act = format!(
            "window.before = document.querySelector('main [role=list]').textContent; \
             document.querySelector('main input[value={clock}]').click()"
        );
        let until = "return document.querySelector('main [role=list]').textContent !== window.before \
             && document.querySelector('main [role=listitem] [data-card]')";
        timed(window, &act, until)
    });
    times.into_iter().collect()
}

fn scroll(window: &Window) -> Result<Vec<Duration>> {
    let act = format!(
        "document.querySelector('main [role=list]').scrollTop += {STEP}; \
         window.drawn = 0; requestAnimationFrame(() => (window.drawn = 1))"
    );
    (0..STEPS)
        .map(|_| timed(window, &act, "return window.drawn"))
        .collect()
}

fn timed(window: &Window, act: &str, until: &str) -> Result<Duration> {
    let script = TIMED.replace("ACT", act).replace("UNTIL", until);
    let millis = window.eval_async(&script)?;
    let millis = millis.as_f64().context("the page tells no time")?;
    Ok(Duration::from_secs_f64(millis / 1000.0))
}
