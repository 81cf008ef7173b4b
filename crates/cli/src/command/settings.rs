//! `settings`: under which name and through which proxy pages are asked for.

use anyhow::Result;
use clap::Args;
use engine::{Library, SettingsChange};

use super::Desk;
use crate::failure::Outcome;

/// Arguments of `settings`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterclaim settings --proxy tor\n  counterclaim settings --case acme-v-orbit --proxy socks5h://127.0.0.1:9150\n\nWith a proxy every request goes through it, names of sites are looked up by it alone, and without it nothing is fetched."
)]
pub(crate) struct SettingsArguments {
    /// The proxy: none, system, tor, or an address like `socks5h://127.0.0.1:9050`
    #[arg(long, value_name = "PROXY")]
    proxy: Option<String>,
    /// For this case alone; with `--proxy library` it goes the way of the library again
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// The User-Agent that is sent; an empty one is the program's own
    #[arg(long, value_name = "TEXT", conflicts_with = "case")]
    user_agent: Option<String>,
}

/// Does it.
pub(crate) fn run(desk: &Desk, arguments: SettingsArguments) -> Result<Outcome> {
    let library = desk.library()?;
    match &arguments.case {
        Some(case) => of_case(desk, &library, case, arguments.proxy.as_deref())?,
        None => of_library(desk, &library, arguments)?,
    }
    Ok(Outcome::Done)
}

fn of_case(desk: &Desk, library: &Library, case: &str, proxy: Option<&str>) -> Result<()> {
    let case = library.case(case)?;
    if let Some(proxy) = proxy {
        let own = Some(proxy).filter(|it| *it != "library");
        library.set_case_proxy(&case, own)?;
    }
    let proxy = library.case_proxy(&case)?;
    let shown = serde_json::json!({ "case": case.id, "proxy": proxy });
    desk.output.result(&shown, || {
        let proxy = proxy.as_deref().unwrap_or("that of the library");
        format!("{}: proxy: {proxy}", case.name)
    })
}

fn of_library(desk: &Desk, library: &Library, arguments: SettingsArguments) -> Result<()> {
    if arguments.proxy.is_some() || arguments.user_agent.is_some() {
        library.change_settings(&SettingsChange {
            user_agent: arguments.user_agent,
            proxy: arguments.proxy,
            fetch_while_open: None,
        })?;
    }
    let view = library.library_view()?;
    desk.output.result(&view.settings, || {
        let settings = &view.settings;
        let name = settings.user_agent.as_ref();
        format!(
            "User-Agent: {}\nproxy: {}",
            name.unwrap_or(&view.default_user_agent),
            settings.proxy.as_deref().unwrap_or("none")
        )
    })
}
