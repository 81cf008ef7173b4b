//! What a person set for a whole library: under which name pages are asked for, through which proxy,
//! and whether the queue is worked while a window is open.

use fetch::{DEFAULT_USER_AGENT, proxy_address};
use model::Case;
use store::StoredSettings;
use url::Url;

use crate::collect::without_credentials;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::{LibrarySettings, LibraryView};

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
                settings: shown(tx.settings().get()?),
            })
        })
    }

    /// Sets the library; what is empty is set to nothing.
    pub fn set_settings(&self, settings: &LibrarySettings) -> Result<(), EngineError> {
        let settings = checked(settings)?;
        self.store.write(|tx| Ok(tx.settings_mut().put(&settings)?))
    }

    /// Returns how the pages of a case are asked for: by the name of the case, or that of the
    /// library, or that of the program.
    pub(crate) fn manner(&self, case: &Case) -> Result<Manner, EngineError> {
        let stored = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.settings().get()?))?;
        let set = case.user_agent.clone().or(stored.user_agent);
        Ok(Manner {
            user_agent: set.unwrap_or_else(|| DEFAULT_USER_AGENT.to_owned()),
            proxy: stored.proxy.as_deref().map(proxy).transpose()?,
        })
    }
}

fn shown(stored: StoredSettings) -> LibrarySettings {
    LibrarySettings {
        user_agent: stored.user_agent,
        proxy: stored.proxy,
        fetch_while_open: stored.fetch_while_open,
    }
}

fn checked(settings: &LibrarySettings) -> Result<StoredSettings, EngineError> {
    Ok(StoredSettings {
        user_agent: given(settings.user_agent.as_ref())
            .map(user_agent)
            .transpose()?,
        proxy: given(settings.proxy.as_ref())
            .map(|text| proxy(text).map(String::from))
            .transpose()?,
        fetch_while_open: settings.fetch_while_open,
    })
}

/// Returns what a field says, if it says anything.
fn given(field: Option<&String>) -> Option<&str> {
    field
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
}

/// Returns a User-Agent as it is sent: another character would end the field, or be sent as
/// something else.
fn user_agent(text: &str) -> Result<String, EngineError> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(text.to_owned());
    }
    Err(EngineError::BadValue {
        noun: "User-Agent",
        given: text.to_owned(),
        expected: "one line of letters, digits and signs of ASCII".to_owned(),
    })
}

/// Reads the address of a proxy; a password in it is not repeated.
fn proxy(text: &str) -> Result<Url, EngineError> {
    proxy_address(text).map_err(|cause| EngineError::BadValue {
        noun: "address of a proxy",
        given: without_credentials(text),
        expected: format!("one like socks5h://127.0.0.1:9050 or http://127.0.0.1:8118; {cause}"),
    })
}
