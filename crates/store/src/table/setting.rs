//! What a person set for the whole library: one row, which is not there until something is set.

use model::CaseId;
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::Text;

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

/// Proxies of single cases, and what may be told to a web archive.
pub(crate) const WAYS: Migration = Migration {
    date: "2026-11-23",
    name: "ways of cases",
    sql: "
CREATE TABLE case_proxies (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    proxy TEXT NOT NULL
) STRICT;
CREATE TABLE web_archive (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    may_save INTEGER NOT NULL CHECK (may_save IN (0, 1))
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

    /// Returns the proxy that a case has of its own.
    pub fn proxy_of(&self, case: CaseId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT proxy FROM case_proxies WHERE case_id = ?1";
        self.tx
            .one("the proxy of a case", sql, [Text(case)], |row| {
                row.get("proxy")
            })
    }

    /// Tells whether a web archive may be asked to save pages.
    pub fn may_save_to_web_archive(&self) -> Result<bool, StoreError> {
        let sql = "SELECT may_save FROM web_archive";
        let found = self
            .tx
            .one("the settings", sql, [], |row| row.get("may_save"))?;
        Ok(found.unwrap_or_default())
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

    /// Gives a case a proxy of its own, or takes it away.
    pub fn set_proxy_of(&self, case: CaseId, proxy: Option<&str>) -> Result<(), StoreError> {
        let noun = "the proxy of a case";
        if let Some(proxy) = proxy {
            let sql = "INSERT OR REPLACE INTO case_proxies (case_id, proxy) VALUES (?1, ?2)";
            self.tx.run(noun, sql, params![Text(case), proxy])?;
        } else {
            let sql = "DELETE FROM case_proxies WHERE case_id = ?1";
            self.tx.run(noun, sql, [Text(case)])?;
        }
        Ok(())
    }

    /// Sets whether a web archive may be asked to save pages.
    pub fn set_may_save_to_web_archive(&self, may: bool) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO web_archive (one, may_save) VALUES (1, ?1)";
        self.tx.run("the settings", sql, [may])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, id, read, store, write};

    #[test]
    fn a_case_may_have_a_way_of_its_own_and_a_web_archive_is_told_nothing_unasked() {
        let store = store();
        write(&store, |tx| tx.cases_mut().insert(&case(1)));
        let proxy = || read(&store, |tx| tx.settings().proxy_of(id(1)));
        assert_eq!(proxy(), None);
        for set in [Some("tor"), Some("none"), None] {
            write(&store, |tx| tx.settings_mut().set_proxy_of(id(1), set));
            assert_eq!(proxy().as_deref(), set);
        }
        let may = || read(&store, |tx| tx.settings().may_save_to_web_archive());
        assert!(!may());
        write(&store, |tx| {
            tx.settings_mut().set_may_save_to_web_archive(true)
        });
        assert!(may());
    }

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
