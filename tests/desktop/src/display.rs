//! A display to open windows on: a virtual one of any size.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::group::Group;

/// A virtual display (Xvfb) that lives as long as this value.
pub struct Display {
    name: String,
    _server: Group,
}

impl Display {
    /// Starts a display of that many pixels on the first free number.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = Group::start(&mut command)?;
        let stdout = server.stdout().context("hear which display was started")?;
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number)?;
        let number = number.trim();
        ensure!(!number.is_empty(), "Xvfb ended before it had a display");
        Ok(Self {
            name: format!(":{number}"),
            _server: server,
        })
    }

    /// Returns its name, as `DISPLAY` has it.
    pub fn name(&self) -> &str {
        &self.name
    }
}
