//! `cargo xtask pictures`: every screen of the window, light and dark, into `docs/pictures`.

use anyhow::Result;

use crate::{setup, shell, test, ui, window};

const PICTURES: &str = "docs/pictures";

/// Builds the window, drives it through every screen and writes what it shows.
pub(crate) fn run(_: &[String]) -> Result<()> {
    setup::window()?;
    setup::display()?;
    ui::build()?;
    shell::run(&mut shell::cargo(test::BUILD))?;
    let drive = shell::target_dir()?.join("debug").join("drive");
    let folder = shell::root().join(PICTURES);
    window::drive(shell::command(drive, ["pictures"]).arg(folder))
}
