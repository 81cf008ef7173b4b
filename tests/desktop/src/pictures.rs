//! A picture of every screen, light and dark, as the window really shows it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use fantoccini::key::Key;
use serde_json::Value;
use tempfile::TempDir;

use crate::{Setup, Theme, Window};

const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';

/// How many proposals are read right before the timeline of checked statements is shown.
const DECISIONS: usize = 24;

/// One picture: its name, and the steps from the one before.
struct Shot {
    name: &'static str,
    steps: fn(&Window) -> Result<()>,
}

const SHOTS: &[Shot] = &[
    Shot {
        name: "first-minute",
        steps: |window| selected(window),
    },
    Shot {
        name: "keys",
        steps: |window| {
            window.press('?')?;
            window.see("Moving about")
        },
    },
    Shot {
        name: "commands",
        steps: |window| {
            window.press(ESCAPE)?;
            window.chord(&[char::from(Key::Control)], 'k')?;
            window.see("Show every command")
        },
    },
    Shot {
        name: "review",
        steps: |window| {
            window.press(ESCAPE)?;
            window.go("Review")?;
            window.see("What the machine read")
        },
    },
    Shot {
        name: "edit",
        steps: |window| {
            window.press('e')?;
            window.see("What you save is your decision")
        },
    },
    Shot {
        name: "timeline",
        steps: |window| {
            window.press(ESCAPE)?;
            read_right(window)?;
            window.go("Timeline")?;
            window.button("Put the first steps away")?;
            answered(window)
        },
    },
    Shot {
        name: "reader",
        steps: |window| {
            window.press(ENTER)?;
            window.see("Copy line")
        },
    },
    Shot {
        name: "as-archived",
        steps: |window| {
            window.click("input, [role=tab]", "As archived")?;
            window.see("Nothing is loaded from anywhere.")
        },
    },
    Shot {
        name: "table",
        steps: |window| {
            window.button("Close the reader")?;
            window.press('t')?;
            window
                .wait(
                    "the table stands",
                    "return document.querySelector('[role=table], table')",
                )
                .map(drop)
        },
    },
    Shot {
        name: "search",
        steps: |window| {
            window.go("Search")?;
            window.fill(
                "Search statements and documents",
                "speaker:Ullswold answers",
            )?;
            let own =
                "return document.querySelector('[id^=hit-] .speaker')?.innerText === 'Ullswold'";
            window.wait("its hits come", own).map(drop)
        },
    },
    Shot {
        name: "entities",
        steps: |window| {
            window.go("Entities")?;
            window.fill("Filter by name, alias or tag", "Ullswold")?;
            window.click("main button", "Ullswold")?;
            let named =
                "return document.querySelector('main article h2')?.innerText === 'Ullswold'";
            window.wait("it is shown", named).map(drop)
        },
    },
    Shot {
        name: "capture",
        steps: |window| {
            window.go("Capture")?;
            window.see("Watches")
        },
    },
    Shot {
        name: "versions",
        steps: |window| {
            window.click("input[type=radio]", "Documents")?;
            let open = "const list = [...document.querySelectorAll('main [role=list]')] \
                    .find((it) => it.scrollHeight > it.clientHeight); \
                if (list) list.scrollTop += 120; \
                const buttons = [...document.querySelectorAll('main button')]; \
                const row = buttons.find((it) => it.innerText.includes('Tapersmith memo raises')); \
                row?.click(); \
                return row !== undefined";
            window.wait("the document is in the list", open)?;
            window.button("Compare versions")?;
            window.see("Present in A, absent in B")
        },
    },
    Shot {
        name: "export",
        steps: |window| {
            window.press(ESCAPE)?;
            window.chord(&[char::from(Key::Control)], 'e')?;
            window.click("input[type=radio]", "Web page")?;
            window.wait(
                "the preview stands",
                "return document.querySelector('iframe[srcdoc]')",
            )?;
            window.fill("File", "Documents/timeline.html")
        },
    },
    Shot {
        name: "settings",
        steps: |window| {
            window.go("Settings")?;
            window.see("Privacy")
        },
    },
    Shot {
        name: "cases",
        steps: |window| {
            window.click("header button", "Case: ")?;
            window.button("All cases")?;
            window.see("Ready to start")
        },
    },
    Shot {
        name: "starter-case",
        steps: |window| {
            window.button("Start OpenAI v. DeepSeek")?;
            window.see("Nothing was fetched")?;
            window.click("main input[type=radio]", "Lanes")
        },
    },
];

/// Takes the pictures at the usual size of the window, and returns their files.
pub fn of_every_screen(folder: &Path) -> Result<Vec<PathBuf>> {
    at_size(folder, Setup::default().size)
}

/// Takes the pictures at a size in pixels.
pub fn at_size(folder: &Path, size: (u32, u32)) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let home = TempDir::new()?;
        let setup = Setup {
            theme,
            size,
            library: Some(home.path().join("Documents/Counterclaim")),
            ..Setup::default()
        };
        let window = Window::open(&setup)?;
        for shot in SHOTS {
            (shot.steps)(&window).with_context(|| format!("come to {}", shot.name))?;
            settled(&window)?;
            let file = folder.join(format!("{}-{}.png", shot.name, theme.as_str()));
            window.picture(&file)?;
            files.push(file);
        }
        window.close()?;
    }
    Ok(files)
}

/// Waits until what is shown is whole: nothing is on its way, nothing moves, each row was measured.
fn settled(window: &Window) -> Result<()> {
    let script = "return !document.querySelector('.loading, main [aria-busy=true]') \
         && document.getAnimations().every((it) => it.playState !== 'running') \
         && !document.querySelector('[aria-posinset][style*=\"visibility: hidden\"]')";
    window.wait("everything is there", script).map(drop)
}

fn selected(window: &Window) -> Result<()> {
    let script = "return document.querySelector('main [aria-current=true]')";
    window.wait("a statement is selected", script).map(drop)
}

/// Goes down the timeline to a statement that is answered.
fn answered(window: &Window) -> Result<()> {
    let shown = "[...document.querySelectorAll('main [aria-current=true]')]\
         .map((it) => [it.ariaPosInSet, /answered|answer proposed/.test(it.innerText)])[0]";
    let mut at = Value::Null;
    for _ in 0..DECISIONS {
        window.press('j')?;
        let script = format!("const it = {shown}; return it && it[0] !== {at} && it");
        let found = window.wait("the next statement is selected", &script)?;
        if found[1] == Value::Bool(true) {
            return Ok(());
        }
        at = found[0].clone();
    }
    bail!("none of {DECISIONS} statements is answered")
}

fn read_right(window: &Window) -> Result<()> {
    let left =
        "return document.querySelector('main')?.innerText.match(/Proposal \\d+ of ([\\d,]+)/)?.[1]";
    let waiting = "return Number(document.querySelector('nav [aria-current] .count')?.innerText)";
    window.unfold()?;
    let all = window.eval(waiting)?.as_u64().unwrap_or_default();
    for _ in 0..DECISIONS {
        let before = window.wait("a proposal is shown", left)?;
        window.press('r')?;
        let changed = format!("const now = (() => {{ {left} }})(); return now && now !== {before}");
        window.wait("the next proposal comes", &changed)?;
    }
    let left = all.saturating_sub(DECISIONS as u64);
    let saved = format!("return (() => {{ {waiting} }})() <= {left}");
    window.wait("every decision is saved", &saved).map(drop)
}
