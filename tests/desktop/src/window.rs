//! One open window, driven step by step; every step waits for what it needs and says what was missing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::time::sleep;

use crate::display::Display;
use crate::driver::Driver;

/// How long a step waits for what it needs.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(40);
/// How often something is clicked that is gone when the click comes, or stands in a list that still
/// scrolls: its rows take no clicks then.
const TRIES: u32 = 25;

/// How often a picture is taken before the window counts as one that is never still.
const STILLS: u32 = 12;

/// Finds what a person would call by its name: `role` is a CSS selector, the name is what is read out.
const BY_NAME: &str = include_str!("by_name.js");

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// Returns the word that settings and file names have.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What a window is opened with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The library; when none is named, that of the home folder handed in, or a fresh one.
    pub library: Option<PathBuf>,
    /// A home folder that outlives the window; what was set in it before holds.
    pub home: Option<PathBuf>,
    /// Private hosts that may be fetched from.
    pub allowed: Vec<String>,
    /// How it looks.
    pub theme: Theme,
    /// Whether the hints of the first minute are shown.
    pub hints: bool,
    /// Pixels of the window.
    pub size: (u32, u32),
    /// Folders that are searched for programs before the system's own.
    pub path: Vec<PathBuf>,
    /// The program; the one that was built last when none is named.
    pub program: Option<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            library: None,
            home: None,
            allowed: Vec::new(),
            theme: Theme::Light,
            hints: true,
            size: (1280, 800),
            path: Vec::new(),
            program: None,
        }
    }
}

/// An open window with a home folder and, unless told otherwise, a library of its own.
pub struct Window {
    // In the order in which they have to end: the session, its driver, the display, the folder.
    runtime: Runtime,
    client: Client,
    _driver: Driver,
    _display: Display,
    home: Home,
}

/// The folder that the window takes for the person's own.
enum Home {
    Fresh(TempDir),
    Lasting(PathBuf),
}

impl Home {
    fn of(setup: &Setup) -> Result<Self> {
        Ok(match &setup.home {
            Some(folder) => Self::Lasting(folder.clone()),
            None => Self::Fresh(TempDir::new().context("make a home folder")?),
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Fresh(folder) => folder.path(),
            Self::Lasting(folder) => folder,
        }
    }
}

impl Window {
    /// Opens the window and waits until it shows something.
    pub fn open(setup: &Setup) -> Result<Self> {
        let home = Home::of(setup)?;
        write_settings(home.path(), setup)?;
        let display = Display::start(setup.size.0, setup.size.1)?;
        let driver = Driver::start(&environment(home.path(), display.name(), setup)?)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let program = setup.program.clone().map_or_else(desktop_program, Ok)?;
        let client = runtime.block_on(driver.session(&program))?;
        let window = Self {
            runtime,
            client,
            _driver: driver,
            _display: display,
            home,
        };
        window.resize(setup.size.0, setup.size.1)?;
        window.wait(
            "the window shows something",
            "return document.querySelector('h1')",
        )?;
        Ok(window)
    }

    /// Returns the folder that the window takes for the person's own.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Makes the window as large as that many pixels; the display stays as it is.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        let resized = self.client.set_window_rect(0, 0, width, height);
        Ok(self.runtime.block_on(resized)?)
    }

    /// Runs a script in the page and returns what it returns.
    pub fn eval(&self, script: &str) -> Result<Value> {
        self.eval_with(script, Vec::new())
    }

    /// Runs a script with arguments, for it to take from `arguments`.
    pub fn eval_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.runtime
            .block_on(self.client.execute(script, arguments))
            .with_context(|| format!("run in the window: {script}"))
    }

    /// Runs a script that hands its answer to its last argument, a function.
    pub fn eval_async(&self, script: &str) -> Result<Value> {
        self.runtime
            .block_on(self.client.execute_async(script, Vec::new()))
            .with_context(|| format!("run in the window: {script}"))
    }

    /// Calls a command of the program as the window itself does. The answer is what came back, under
    /// `ok` or under `error`.
    pub fn call(&self, command: &str, arguments: &Value) -> Result<Value> {
        let command = json!(command);
        self.eval_async(&format!(
            "const done = arguments[arguments.length - 1];\
             window.__TAURI_INTERNALS__.invoke({command}, {arguments})\
             .then((it) => done({{ ok: it }}), (error) => done({{ error }}));"
        ))
    }

    /// Waits until something outside the window is there.
    pub fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> Result<T> {
        let attempts = PATIENCE.as_millis() / PAUSE.as_millis();
        for _ in 0..attempts {
            if let Some(found) = look() {
                return Ok(found);
            }
            self.runtime.block_on(async { sleep(PAUSE).await });
        }
        bail!("waited in vain until {what}")
    }

    /// Lets every step go to the frame of that place in the page.
    pub fn enter_frame(&self, index: u16) -> Result<()> {
        Ok(self.runtime.block_on(self.client.enter_frame(index))?)
    }

    /// Lets every step go to the page again.
    pub fn leave_frame(&self) -> Result<()> {
        Ok(self.runtime.block_on(self.client.enter_parent_frame())?)
    }

    /// Runs a script until it returns something other than null, false, 0 or an empty text.
    pub fn wait(&self, what: &str, script: &str) -> Result<Value> {
        self.wait_with(what, script, &[])
    }

    fn wait_with(&self, what: &str, script: &str, arguments: &[Value]) -> Result<Value> {
        let attempts = PATIENCE.as_millis() / PAUSE.as_millis();
        for _ in 0..attempts {
            let value = self.eval_with(script, arguments.to_vec())?;
            if is_something(&value) {
                return Ok(value);
            }
            self.runtime.block_on(async { sleep(PAUSE).await });
        }
        let shown = self.eval("return document.body.innerText.slice(0, 3000)")?;
        bail!(
            "waited in vain until {what}; the window shows:\n{}",
            shown.as_str().unwrap_or_default()
        )
    }

    /// Waits until a text stands somewhere in the window.
    pub fn see(&self, text: &str) -> Result<()> {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.wait_with(&format!("it shows {text:?}"), script, &[json!(text)])?;
        Ok(())
    }

    /// Clicks what is called `name` among the elements of a CSS selector.
    pub fn click(&self, selector: &str, name: &str) -> Result<()> {
        let what = format!("there is a {selector:?} called {name:?}");
        let mut clicked = Ok(());
        for _ in 0..TRIES {
            self.wait_with(&what, BY_NAME, &[json!(selector), json!(name)])?;
            clicked = self.click_focused();
            if clicked.is_ok() {
                break;
            }
            // A list that was just loaded anew has another element in its place.
            self.runtime.block_on(async { sleep(PAUSE).await });
        }
        clicked.with_context(|| format!("click {name:?} of {selector:?}"))
    }

    fn click_focused(&self) -> Result<()> {
        let found = self.runtime.block_on(self.client.active_element())?;
        Ok(self.runtime.block_on(found.click())?)
    }

    /// Presses a button by its name.
    pub fn button(&self, name: &str) -> Result<()> {
        self.click("button, [role=button], summary", name)
    }

    /// Goes to a screen by the navigation.
    pub fn go(&self, screen: &str) -> Result<()> {
        self.unfold()?;
        self.click("nav button, nav a", screen)
    }

    /// Shows the navigation, which a narrow window keeps folded.
    pub fn unfold(&self) -> Result<()> {
        let script = "if (document.querySelector('nav')) return true; \
                      document.querySelector('header button[aria-label=\"Open the navigation\"]')?.click()";
        self.wait("the navigation is shown", script).map(drop)
    }

    /// Writes into the field with that label, in place of what stands there.
    pub fn fill(&self, label: &str, text: &str) -> Result<()> {
        let fields = "input, textarea, select, [role=combobox], [role=textbox], [role=searchbox]";
        let what = format!("there is a field called {label:?}");
        self.wait_with(&what, BY_NAME, &[json!(fields), json!(label)])?;
        self.eval("document.activeElement.select?.()")?;
        let field = self.runtime.block_on(self.client.active_element())?;
        self.runtime.block_on(field.clear())?;
        self.runtime.block_on(field.send_keys(text))?;
        Ok(())
    }

    /// Presses one key, as `WebDriver` names it: a character, or one of [`fantoccini::key::Key`].
    pub fn press(&self, key: char) -> Result<()> {
        self.chord(&[], key)
    }

    /// Presses a key while others are held.
    pub fn chord(&self, held: &[char], key: char) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in held {
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        for &value in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.runtime
            .block_on(self.client.perform_actions(actions))?;
        Ok(())
    }

    /// Types a text where the focus is.
    pub fn type_text(&self, text: &str) -> Result<()> {
        text.chars().try_for_each(|key| self.press(key))
    }

    /// Counts the elements of a CSS selector.
    pub fn count(&self, selector: &str) -> Result<usize> {
        let found = self
            .runtime
            .block_on(self.client.find_all(Locator::Css(selector)))?;
        Ok(found.len())
    }

    /// Writes what the window shows into a PNG file.
    pub fn picture(&self, file: &Path) -> Result<()> {
        // Fonts and the frame that is being drawn come first.
        self.wait(
            "the fonts are there",
            "return document.fonts.status === 'loaded'",
        )?;
        let png = self.still()?;
        ensure!(png.len() > 1000, "the picture is empty");
        if let Some(folder) = file.parent() {
            fs_err::create_dir_all(folder)?;
        }
        Ok(fs_err::write(file, png)?)
    }

    /// Returns a picture that the next one is like: what is handed out first can be what was drawn
    /// before the last step.
    fn still(&self) -> Result<Vec<u8>> {
        let mut before = Vec::new();
        for _ in 0..STILLS {
            self.eval_async(
                "const done = arguments[arguments.length - 1]; \
                 requestAnimationFrame(() => requestAnimationFrame(() => done(true)))",
            )?;
            let png = self.runtime.block_on(self.client.screenshot())?;
            if png == before {
                break;
            }
            before = png;
        }
        Ok(before)
    }

    /// Closes the window as the driver does, and ends everything.
    pub fn close(self) -> Result<()> {
        Ok(self.runtime.block_on(self.client.clone().close())?)
    }
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Bool(true) | Value::Array(_) | Value::Object(_) => true,
    }
}

/// Returns the built program of the window.
pub fn desktop_program() -> Result<PathBuf> {
    built("counterclaim-desktop")
}

/// Returns a built program, which lies beside the folder of this program or test.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe().context("find this program")?;
    let found = own.ancestors().skip(1).take(2).map(|it| it.join(name));
    found
        .into_iter()
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not built: run `cargo build`"))
}

/// Writes the settings that the window starts with, unless some were kept.
fn write_settings(home: &Path, setup: &Setup) -> Result<()> {
    let folder = home.join(".config").join("counterclaim");
    let file = folder.join("window.toml");
    if file.is_file() {
        return Ok(());
    }
    fs_err::create_dir_all(&folder)?;
    let text = format!(
        "theme = {:?}\nhints = {}\nreporter = \"AB\"\n",
        setup.theme.as_str(),
        setup.hints
    );
    Ok(fs_err::write(file, text)?)
}

/// Returns the whole environment of the program: nothing of the person's own.
fn environment(home: &Path, display: &str, setup: &Setup) -> Result<Vec<(String, String)>> {
    let fresh = setup.home.is_none().then(|| home.join("library"));
    let library = setup.library.clone().or(fresh);
    let system = ["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from);
    let path = std::env::join_paths(setup.path.iter().chain(&system))?;
    let text = |path: &Path| path.display().to_string();
    let pairs = [
        ("HOME", text(home)),
        ("XDG_CONFIG_HOME", text(&home.join(".config"))),
        ("XDG_DATA_HOME", text(&home.join(".local/share"))),
        ("XDG_CACHE_HOME", text(&home.join(".cache"))),
        ("DISPLAY", display.to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("PATH", path.to_string_lossy().into_owned()),
        // Empty, the settings say where it lies.
        (
            "COUNTERCLAIM_LIBRARY",
            library.map_or_else(String::new, |it| text(&it)),
        ),
        ("COUNTERCLAIM_ALLOW_HOSTS", setup.allowed.join(",")),
        // No session bus and no accessibility bus: neither is there on a virtual display.
        ("NO_AT_BRIDGE", "1".to_owned()),
        ("DBUS_SESSION_BUS_ADDRESS", "disabled:".to_owned()),
        ("GTK_USE_PORTAL", "0".to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
    ];
    let pairs = pairs.into_iter();
    Ok(pairs
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}
