//! What a person set for a whole library: under which name pages are asked for, through which proxy,
//! and whether the queue is worked while a window is open.

use fetch::{DEFAULT_USER_AGENT, proxy_address};
use model::Case;
use store::StoredSettings;
use url::Url;

use crate::collect::{SAVING_TELLS, without_credentials};
use crate::error::EngineError;
use crate::library::Library;
use crate::view::{LibrarySettings, LibraryView};

/// What a person changes about the settings of a library; what is not given stays as it is by then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsChange {
    /// The name under which pages are asked for; an empty one is none.
    pub user_agent: Option<String>,
    /// The address of the proxy; an empty one is none.
    pub proxy: Option<String>,
    /// Whether the queue is worked while a window is open.
    pub fetch_while_open: Option<bool>,
}

/// How a request is made, as a person set it.
pub(crate) struct Manner {
    pub(crate) user_agent: String,
    pub(crate) proxy: Option<Url>,
}

impl Library {
    /// Returns the library as the settings show it.
    pub fn library_view(&self) -> Result<LibraryView, EngineError> {
        self.store.read(|tx| {
            Ok(LibraryView {
                folder: self.folder.display().to_string(),
                captures: tx.captures().count()?,
                documents: tx.documents().count()?,
                default_user_agent: DEFAULT_USER_AGENT.to_owned(),
                may_save_to_archive: tx.settings().may_save_to_web_archive()?,
                saving_tells: SAVING_TELLS.to_owned(),
                settings: shown(tx.settings().get()?),
            })
        })
    }

    /// Changes what is given. What another window or program set meanwhile stays: a late change of
    /// one thing must not take a proxy away.
    pub fn change_settings(&self, change: &SettingsChange) -> Result<(), EngineError> {
        let user_agent = change.user_agent.as_deref();
        let user_agent = user_agent
            .map(|text| given(text).map(checked_name).transpose())
            .transpose()?;
        let proxy = change.proxy.as_deref();
        let proxy = proxy
            .map(|text| given(text).map(checked_proxy).transpose())
            .transpose()?;
        self.store.write(|tx| {
            let before = tx.settings().get()?;
            let after = StoredSettings {
                user_agent: user_agent.unwrap_or(before.user_agent),
                proxy: proxy.unwrap_or(before.proxy),
                fetch_while_open: change.fetch_while_open.unwrap_or(before.fetch_while_open),
            };
            Ok(tx.settings_mut().put(&after)?)
        })
    }

    /// Returns how the pages of a case are asked for: by the name of the case, or that of the
    /// library, or that of the program.
    pub(crate) fn manner(&self, case: Option<&Case>) -> Result<Manner, EngineError> {
        let (stored, own) = self.store.read(|tx| {
            let settings = tx.settings();
            let own = case.map(|case| settings.proxy_of(case.id)).transpose()?;
            Ok::<_, EngineError>((settings.get()?, own.flatten()))
        })?;
        let own_name = case.and_then(|case| case.user_agent.clone());
        let set = own_name.or(stored.user_agent);
        Ok(Manner {
            user_agent: set.unwrap_or_else(|| DEFAULT_USER_AGENT.to_owned()),
            proxy: self.way(own.as_deref().or(stored.proxy.as_deref()))?,
        })
    }

    /// Returns the proxy that a setting means.
    fn way(&self, set: Option<&str>) -> Result<Option<Url>, EngineError> {
        match set.unwrap_or(NONE) {
            NONE => Ok(None),
            TOR => proxy(fetch::TOR).map(Some),
            SYSTEM => self.world.system_proxy.as_deref().map(proxy).transpose(),
            address => proxy(address).map(Some),
        }
    }

    /// Gives a case a way of its own to the network, or that of the library again.
    pub fn set_case_proxy(&self, case: &Case, set: Option<&str>) -> Result<(), EngineError> {
        let checked = set.and_then(given).map(checked_proxy).transpose()?;
        self.store.write(|tx| {
            Ok(tx
                .settings_mut()
                .set_proxy_of(case.id, checked.as_deref())?)
        })
    }

    /// Returns the way of its own that a case has.
    pub fn case_proxy(&self, case: &Case) -> Result<Option<String>, EngineError> {
        self.store.read(|tx| Ok(tx.settings().proxy_of(case.id)?))
    }
}

/// No proxy.
const NONE: &str = "none";
/// Tor, where it listens by itself.
const TOR: &str = "tor";
/// The proxy of the system.
const SYSTEM: &str = "system";

fn shown(stored: StoredSettings) -> LibrarySettings {
    LibrarySettings {
        user_agent: stored.user_agent,
        proxy: stored.proxy,
        fetch_while_open: stored.fetch_while_open,
    }
}

/// Returns what a field says, if it says anything.
fn given(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|text| !text.is_empty())
}

/// Returns a User-Agent as it is sent: another character would end the field, or be sent as
/// something else.
fn checked_name(text: &str) -> Result<String, EngineError> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(text.to_owned());
    }
    Err(EngineError::BadValue {
        noun: "User-Agent",
        given: text.to_owned(),
        expected: "one line of letters, digits and signs of ASCII".to_owned(),
    })
}

fn checked_proxy(text: &str) -> Result<String, EngineError> {
    let word = text.to_lowercase();
    if [NONE, TOR, SYSTEM].contains(&word.as_str()) {
        return Ok(word);
    }
    proxy(text).map(String::from)
}

/// Reads the address of a proxy; a password in it is not repeated.
fn proxy(text: &str) -> Result<Url, EngineError> {
    proxy_address(text).map_err(|cause| EngineError::BadValue {
        noun: "address of a proxy",
        given: without_credentials(text),
        expected: format!("one like socks5h://127.0.0.1:9050 or http://127.0.0.1:8118, or the word tor, system or none; {cause}"),
    })
}
