//! A case of many statements, to see that the window stays as quick with them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::window::built;

/// How many statements the case has.
pub const STATEMENTS: usize = 10_000;
/// What it is called.
pub const NAME: &str = "Orvane v. Wenlock";

/// How many statements stand in one document.
const A_PAGE: usize = 100;

const FIRMS: [&str; 7] = [
    "Orvane", "Pellmark", "Quistrel", "Sandolow", "Tirrim", "Vastrel", "Wenlock",
];
const MONTHS: [&str; 5] = ["January", "March", "May", "July", "October"];

/// Makes a library with the case in a folder, and returns the library's own.
pub fn library_of_many(folder: &Path) -> Result<PathBuf> {
    let pages = folder.join("pages");
    fs_err::create_dir_all(&pages)?;
    for page in 0..STATEMENTS / A_PAGE {
        let lines = page * A_PAGE..(page + 1) * A_PAGE;
        let text: Vec<String> = lines.map(sentence).collect();
        let file = pages.join(format!("page-{page:03}.txt"));
        fs_err::write(file, text.join("\n\n"))?;
    }
    let library = folder.join("library");
    run(&library, &["case", "new", NAME])?;
    let import = ["import", NAME, &pages.display().to_string()];
    run(&library, &import)?;
    Ok(library)
}

/// Returns a sentence that says something of its own: repeats would share a card.
fn sentence(number: usize) -> String {
    let speaker = FIRMS[number % FIRMS.len()];
    let about = FIRMS[(number + 1 + number / FIRMS.len() % (FIRMS.len() - 1)) % FIRMS.len()];
    let day = 1 + number % 28;
    let month = MONTHS[number / 28 % MONTHS.len()];
    match number % 4 {
        0 => format!("{speaker} accused {about} on {day} {month} 2031 of copying mould {number}."),
        1 => {
            format!("{speaker} said on {day} {month} 2031 that it had sold {about} mould {number}.")
        }
        2 => format!("{speaker} denied on {day} {month} 2031 that it had copied mould {number}."),
        _ => format!("{speaker} sued {about} on {day} {month} 2031 over mould {number}."),
    }
}

/// Runs the command line on a library.
fn run(library: &Path, arguments: &[&str]) -> Result<()> {
    let program = built("counterclaim")?;
    let output = Command::new(&program)
        .args(arguments)
        .env_clear()
        .env("COUNTERCLAIM_LIBRARY", library)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("start {}", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{arguments:?} failed: {told}");
    Ok(())
}
