//! `cargo xtask setup`: finds what this machine lacks and installs it, saying what first.
//!
//! A C compiler for the bundled SQLite and for `ring`, the system's web view for the window, Node for
//! its pages, the two components that `test` calls, and for the tests of the window a virtual display
//! with a driver. `prove` adds Python. Debian and Ubuntu are served by apt-get; on macOS and Windows
//! the steps are printed, and have not been tried.

use anyhow::{Result, bail};

use crate::{say, shell};

/// Something that has to be on the machine.
struct Need {
    /// What it is, and what for.
    what: &'static str,
    /// A command that succeeds when it is there.
    check: (&'static str, &'static [&'static str]),
    /// The Debian package that brings it.
    apt: &'static str,
}

const BUILDING: &[Need] = &[Need {
    what: "a C compiler, for the bundled SQLite and for ring",
    check: ("cc", &["--version"]),
    apt: "build-essential",
}];

const WINDOW: &[Need] = &[
    Need {
        what: "pkg-config, which finds the system's libraries",
        check: ("pkg-config", &["--version"]),
        apt: "pkg-config",
    },
    Need {
        what: "WebKitGTK with its headers, for the window",
        check: ("pkg-config", &["--exists", "webkit2gtk-4.1"]),
        apt: "libwebkit2gtk-4.1-dev",
    },
];

const DISPLAY: &[Need] = &[
    Need {
        what: "Xvfb, a virtual display for the tests of the window",
        check: ("Xvfb", &["-help"]),
        apt: "xvfb",
    },
    Need {
        what: "WebKitWebDriver, which drives the window in its tests",
        check: ("WebKitWebDriver", &["--help"]),
        apt: "webkit2gtk-driver",
    },
    Need {
        what: "a typeface for what the bundled ones lack",
        check: ("test", &["-d", "/usr/share/fonts/truetype/dejavu"]),
        apt: "fonts-dejavu-core",
    },
    Need {
        what: "openssl, which plays a time-stamp authority in the tests",
        check: ("openssl", &["version"]),
        apt: "openssl",
    },
];

/// The program of npm, which is a script on Windows.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

const NODE: &[Need] = &[
    Need {
        what: "Node 20.19 or later, for the pages of the window (https://nodejs.org has it where \
               the system's is older)",
        check: (
            "node",
            &[
                "-e",
                "const [a, b] = process.versions.node.split('.'); process.exit(+(a * 100 + +b < 2019))",
            ],
        ),
        apt: "nodejs",
    },
    Need {
        what: "npm, which installs what the pages are built with",
        check: (NPM, &["--version"]),
        apt: "npm",
    },
];

const PYTHON: &[Need] = &[
    Need {
        what: "Python, for other people's checkers",
        check: ("python3", &["--version"]),
        apt: "python3",
    },
    Need {
        what: "Python's virtual environments",
        check: ("python3", &["-c", "import ensurepip, venv"]),
        apt: "python3-venv",
    },
];

/// Installs what building and testing need.
pub(crate) fn run(_: &[String]) -> Result<()> {
    window()?;
    node()?;
    driving()?;
    components()?;
    say::line("setup: everything is there");
    Ok(())
}

/// Installs what building needs.
///
/// On Windows there is nothing to look for: whoever could link this program there has the compiler
/// of Visual Studio, which goes by another name.
pub(crate) fn building() -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    install(BUILDING)
}

/// Installs what building the window needs, beside what all else does.
///
/// Windows and macOS bring their web view with them.
pub(crate) fn window() -> Result<()> {
    building()?;
    if cfg!(any(windows, target_os = "macos")) {
        return Ok(());
    }
    install(WINDOW)
}

/// Installs what the window is driven with in tests, where that is possible at all.
pub(crate) fn display() -> Result<()> {
    if cfg!(not(target_os = "linux")) {
        bail!("the window is driven by WebKitGTK's driver, which Linux alone has");
    }
    install(DISPLAY)
}

/// Installs what the tests of the window need; elsewhere than on Linux says that there are none.
pub(crate) fn driving() -> Result<()> {
    if cfg!(target_os = "linux") {
        return display();
    }
    say::line(
        "the tests in the window are left out: they need WebKitGTK's driver, which Linux alone has",
    );
    Ok(())
}

/// Installs Node.
pub(crate) fn node() -> Result<()> {
    install(NODE)
}

/// Installs what other people's checkers need.
pub(crate) fn python() -> Result<()> {
    install(PYTHON)
}

/// Checks for the parts of the Rust toolchain that `test` calls.
pub(crate) fn components() -> Result<()> {
    for (subcommand, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
        if !shell::answers("cargo", &[subcommand, "--version"]) {
            bail!(
                "`cargo {subcommand}` is missing; install it with: rustup component add {component}"
            );
        }
    }
    Ok(())
}

fn install(needs: &[Need]) -> Result<()> {
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    for need in &missing {
        say::line(&format!("missing: {}", need.what));
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.apt).collect();
    if !shell::answers("apt-get", &["--version"]) {
        bail!("{}", by_hand(std::env::consts::OS, &packages));
    }
    with_apt(&packages)?;
    match self::missing(needs).first() {
        Some(need) => bail!(
            "apt-get ended well, and this is still missing: {}",
            need.what
        ),
        None => Ok(()),
    }
}

fn missing(needs: &[Need]) -> Vec<&Need> {
    let is_missing = |need: &&Need| !shell::answers(need.check.0, need.check.1);
    needs.iter().filter(is_missing).collect()
}

fn with_apt(packages: &[&str]) -> Result<()> {
    say::line(&format!("installing with apt-get: {}", packages.join(" ")));
    let install = ["install", "--yes", "--no-install-recommends"];
    let install: Vec<&str> = install.iter().chain(packages).copied().collect();
    shell::run(&mut as_root(&["update"]))?;
    shell::run(&mut as_root(&install))
}

/// Returns an apt-get command, with sudo only for somebody who is not root.
fn as_root(arguments: &[&str]) -> std::process::Command {
    let is_root = shell::printed_by(&mut shell::command("id", ["-u"]))
        .is_ok_and(|(_, printed)| printed.trim() == "0");
    if is_root {
        return shell::command("apt-get", arguments);
    }
    let arguments = std::iter::once("apt-get").chain(arguments.iter().copied());
    shell::command("sudo", arguments)
}

/// Returns the steps for a machine without apt-get.
fn by_hand(os: &str, packages: &[&str]) -> String {
    match os {
        "macos" => "install Apple's command line tools, which bring a C compiler and Python \
             (xcode-select --install), and Node (https://nodejs.org), then try again (untried)"
            .to_owned(),
        "windows" => {
            "install Visual Studio Build Tools with \"Desktop development with C++\", Node \
             (https://nodejs.org) and Python 3, then try again (untried)"
                .to_owned()
        }
        _ => format!(
            "install what Debian calls {} with this system's package manager, then try again",
            packages.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_by_hand_name_the_tool_of_the_system() {
        for (os, part) in [
            ("macos", "xcode-select --install"),
            ("windows", "Visual Studio Build Tools"),
            ("linux", "build-essential, python3"),
        ] {
            let steps = by_hand(os, &["build-essential", "python3"]);
            assert!(steps.contains(part), "{os}: {steps}");
        }
    }
}
