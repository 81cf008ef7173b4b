//! The `WebDriver` of `WebKitGTK`, and one session with the program in it.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::time::sleep;

use crate::group::Group;

/// How often a driver that was just started is asked whether it is there.
const ATTEMPTS: u32 = 200;
const PAUSE: Duration = Duration::from_millis(25);

/// A running `WebKitWebDriver`.
pub(crate) struct Driver {
    port: u16,
    _process: Group,
}

impl Driver {
    /// Starts the driver with the environment that the program is to have.
    pub(crate) fn start(environment: &[(String, String)]) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = Group::start(&mut command)?;
        Ok(Self {
            port,
            _process: process,
        })
    }

    /// Lets the driver start the program and returns the session with its window.
    pub(crate) async fn session(&self, program: &Path) -> Result<Client> {
        self.wait_until_there().await?;
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": program, "args": [] }
        });
        let capabilities = capabilities.as_object().cloned().unwrap_or_default();
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .with_context(|| format!("open the window of {}", program.display()))
    }

    async fn wait_until_there(&self) -> Result<()> {
        for _ in 0..ATTEMPTS {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
        bail!("WebKitWebDriver did not answer on port {}", self.port)
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("find a free port")?;
    Ok(listener.local_addr()?.port())
}
