//! `cargo xtask run`: the window, on a library of its own under `out/`.
//!
//! With a display, the window opens on the sample case and stays open. Without one, a virtual display
//! is started and the same window is driven through the main job; pictures of it and the export that
//! came of it are written to `out/`.

use anyhow::{Result, bail};

use crate::{say, setup, shell, test, ui, window};

/// Where everything goes, from the root of the project.
const OUT: &str = "out";
const LIBRARY: &str = "out/library";

/// Builds, and opens or drives the window.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let [other, ..] = arguments {
        bail!("expected nothing, not {other:?}");
    }
    setup::window()?;
    say::heading("build");
    ui::build()?;
    shell::run(&mut shell::cargo(test::BUILD))?;
    let programs = shell::target_dir()?.join("debug");
    if has_display() {
        say::heading("open the window");
        let mut window = shell::command(programs.join("counterclaim-desktop"), [""; 0]);
        return shell::run(window.env("COUNTERCLAIM_LIBRARY", shell::root().join(LIBRARY)));
    }
    setup::display()?;
    say::heading("no display: drive the window on a virtual one");
    let out = shell::emptied(shell::root().join(OUT))?;
    window::drive(shell::command(programs.join("drive"), ["job"]).arg(out))
}

/// Tells whether a window can be shown to a person.
fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| shell::variable(name).is_some_and(|value| !value.is_empty()))
}
