//! The main job, as a reporter does it in the window: open the sample case, follow an allegation to its
//! answer, decide on proposals, search, tag, export.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;

use crate::{Setup, Window};

const ENTER: char = '\u{E007}';

/// The article in the reader, for a script.
const ARTICLE: &str = "document.querySelector('aside [lang], aside article')";

/// A name of the sample case that is no party of it.
const NAME: &str = "Perpetua Skelhorn";

/// How many proposals are decided on.
const DECISIONS: usize = 5;

/// Does the job in a fresh library in `folder`, and returns the pictures and the export that came of it.
pub fn main_job(folder: &Path) -> Result<Vec<PathBuf>> {
    let setup = Setup {
        library: Some(folder.join("library")),
        ..Setup::default()
    };
    let window = Window::open(&setup)?;
    let mut album = Album::in_folder(folder);
    let done = steps(&window, &mut album, folder);
    if done.is_err() {
        album.add(&window, "failed")?;
    }
    let export = done?;
    window.close()?;
    Ok(album.pictures.into_iter().chain([export]).collect())
}

/// Does one step after the other and returns the path of the export.
fn steps(window: &Window, album: &mut Album, folder: &Path) -> Result<PathBuf> {
    open(window).context("open the sample case")?;
    album.add(window, "allegation")?;
    follow_to_answer(window).context("go to the answer")?;
    album.add(window, "answer")?;
    decide(window).context("decide on proposals")?;
    album.add(window, "review")?;
    search(window).context("search")?;
    album.add(window, "search")?;
    tag(window).context("tag a name")?;
    album.add(window, "entities")?;
    let export = export(window, folder).context("export")?;
    album.add(window, "export")?;
    Ok(export)
}

/// Pictures in the order in which they were taken.
struct Album {
    folder: PathBuf,
    pictures: Vec<PathBuf>,
}

impl Album {
    fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            pictures: Vec::new(),
        }
    }

    fn add(&mut self, window: &Window, name: &str) -> Result<()> {
        let number = self.pictures.len() + 1;
        let path = self.folder.join(format!("{number}-{name}.png"));
        window.picture(&path)?;
        self.pictures.push(path);
        Ok(())
    }
}

/// Waits until an allegation is selected whose answer can be gone to.
fn open(window: &Window) -> Result<()> {
    window.see("Tapersmith v. Ullswold")?;
    window.wait(
        "an allegation is selected",
        "return document.querySelector('[role=listitem][aria-current=true]')?.innerText.includes('alleges')",
    )?;
    Ok(())
}

fn follow_to_answer(window: &Window) -> Result<()> {
    let selected =
        "return document.querySelector('[role=listitem][aria-current=true]')?.dataset.cardBox";
    let allegation = window.eval(selected)?;
    window.press(']')?;
    window.wait(
        "its answer is selected",
        &format!("const it = (() => {{ {selected} }})(); return it && it !== {allegation}"),
    )?;
    window.press(ENTER)?;
    window.wait(
        "the reader shows the article",
        "return document.querySelector('aside h2, aside h1')",
    )?;
    Ok(())
}

fn decide(window: &Window) -> Result<()> {
    window.go("Review")?;
    let left =
        "return document.querySelector('main')?.innerText.match(/Proposal \\d+ of ([\\d,]+)/)?.[1]";
    for _ in 0..DECISIONS {
        let before = window.wait("a proposal is shown", left)?;
        window.press('r')?;
        window.wait(
            "the next proposal comes",
            &format!("const now = (() => {{ {left} }})(); return now && now !== {before}"),
        )?;
    }
    Ok(())
}

fn search(window: &Window) -> Result<()> {
    window.go("Search")?;
    window.fill("Search statements and documents", "“free service”")?;
    window.wait("hits come", "return document.querySelector('[id^=hit-]')")?;
    window.click("[id^=hit-]", "Ullswold")?;
    window.wait("the hit is read", &format!("return {ARTICLE}"))?;
    Ok(())
}

/// Tags a name that stands in the article, as a reporter does who has it selected.
fn tag(window: &Window) -> Result<()> {
    window.wait(
        "the name stands in the article",
        &format!(
            "const walk = document.createTreeWalker({ARTICLE}, NodeFilter.SHOW_TEXT); \
             for (let node = walk.nextNode(); node; node = walk.nextNode()) {{ \
               const at = node.data.indexOf({NAME:?}); if (at < 0) continue; \
               node.parentElement.scrollIntoView(); \
               getSelection().setBaseAndExtent(node, at, node, at + {NAME:?}.length); return true }}"
        ),
    )?;
    window.press('n')?;
    window.see("Tag the selected words")?;
    window.button("Save")?;
    window.see(&format!("Tagged as {NAME}"))?;
    window.go("Entities")?;
    window.click("main button", NAME)
}

fn export(window: &Window, folder: &Path) -> Result<PathBuf> {
    window.chord(&[char::from(Key::Control)], 'e')?;
    window.click("input[type=radio]", "Web page")?;
    // With the preview comes a name for the file, which must not come into the one that is typed.
    window.wait(
        "the preview stands",
        "return document.querySelector('iframe[srcdoc]')",
    )?;
    let path = folder.join("sample.html");
    window.fill("File", &path.display().to_string())?;
    window.click("main button", "Export")?;
    window.see("Exported to")?;
    ensure!(path.is_file(), "{} was not written", path.display());
    Ok(path)
}
