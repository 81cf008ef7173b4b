//! What a person set for the whole library: one row, which is not there until something is set.

use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "settings",
    sql: "
CREATE TABLE settings (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    user_agent TEXT,
    proxy TEXT,
    fetch_while_open INTEGER NOT NULL CHECK (fetch_while_open IN (0, 1))
) STRICT;
",
};

/// The settings of a library; the default is what holds while nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredSettings {
    /// The name under which pages are asked for.
    pub user_agent: Option<String>,
    /// The address of the proxy through which every request goes.
    pub proxy: Option<String>,
    /// Whether the queue is worked while a window is open.
    pub fetch_while_open: bool,
}

/// Reads the settings.
#[derive(Debug)]
pub struct Settings<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Settings<'_> {
    /// Returns the settings.
    pub fn get(&self) -> Result<StoredSettings, StoreError> {
        let sql = "SELECT user_agent, proxy, fetch_while_open FROM settings";
        let stored = self.tx.one("the settings", sql, [], |row| {
            Ok(StoredSettings {
                user_agent: row.get("user_agent")?,
                proxy: row.get("proxy")?,
                fetch_while_open: row.get("fetch_while_open")?,
            })
        })?;
        Ok(stored.unwrap_or_default())
    }
}

/// Writes the settings.
#[derive(Debug)]
pub struct SettingsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl SettingsMut<'_> {
    /// Puts these settings in the place of those before.
    pub fn put(&self, settings: &StoredSettings) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO settings (one, user_agent, proxy, fetch_while_open)
            VALUES (1, ?1, ?2, ?3)";
        let row = params![
            settings.user_agent,
            settings.proxy,
            settings.fetch_while_open
        ];
        self.tx.run("the settings", sql, row)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{read, store, write};

    #[test]
    fn the_settings_that_were_put_last_hold() {
        let store = store();
        let get = || read(&store, |tx| tx.settings().get());
        assert_eq!(get(), StoredSettings::default());
        let first = StoredSettings {
            user_agent: Some("Harrow Desk".to_owned()),
            proxy: Some("socks5h://127.0.0.1:9050".to_owned()),
            fetch_while_open: true,
        };
        let second = StoredSettings {
            proxy: None,
            ..first.clone()
        };
        for settings in [first, second] {
            write(&store, |tx| tx.settings_mut().put(&settings));
            assert_eq!(get(), settings);
        }
    }
}
