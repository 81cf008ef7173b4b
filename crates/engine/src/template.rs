//! Templates: the cases that ship with the program, as data (`assets/cases`).
//!
//! A starter case brings parties, points, watches and leads. The sample case brings its pages and
//! feeds too; they are replayed behind `fetch`'s trait and take the same path as live ones.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use include_dir::{Dir, include_dir};
use model::{EntityType, Header, Kind, PartyRole, WatchKind, When};
use serde::Deserialize;
use url::Url;

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/cases");

/// A case that ships with the program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) subtitle: String,
    #[serde(default)]
    pub(crate) fictional: bool,
    pub(crate) as_of: When,
    #[serde(default, rename = "party")]
    pub(crate) parties: Vec<TemplateParty>,
    #[serde(default, rename = "point")]
    pub(crate) points: Vec<TemplatePoint>,
    #[serde(default, rename = "watch")]
    pub(crate) watches: Vec<TemplateWatch>,
    #[serde(default, rename = "lead")]
    pub(crate) leads: Vec<TemplateLead>,
    #[serde(default, rename = "exchange")]
    pub(crate) exchanges: Vec<TemplateExchange>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateParty {
    pub(crate) name: String,
    #[serde(default = "party")]
    pub(crate) role: PartyRole,
    #[serde(default = "organisation", rename = "type")]
    pub(crate) entity_type: EntityType,
    pub(crate) wikidata: Option<String>,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplatePoint {
    pub(crate) key: String,
    pub(crate) proposition: String,
    #[serde(default)]
    pub(crate) accuser: Vec<String>,
    #[serde(default)]
    pub(crate) accused: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateWatch {
    pub(crate) kind: WatchKind,
    pub(crate) url: String,
    pub(crate) every: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateLead {
    pub(crate) kind: Kind,
    pub(crate) date: When,
    pub(crate) words: String,
    pub(crate) by: Option<String>,
    pub(crate) about: Option<String>,
    pub(crate) address: Url,
    pub(crate) response: Option<String>,
    pub(crate) point: Option<String>,
}

/// One answer of a bundled address at a fixed time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateExchange {
    pub(crate) url: Url,
    pub(crate) at: DateTime<Utc>,
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) headers: Vec<Header>,
    #[serde(default)]
    body: Option<String>,
}

fn party() -> PartyRole {
    PartyRole::Party
}

fn organisation() -> EntityType {
    EntityType::Organisation
}

/// A template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// There is none of that name.
    #[error("there is no starter case {name:?}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The shipped file is broken.
    #[error("the starter case {name:?} cannot be read")]
    Broken {
        /// Which.
        name: String,
        /// Why.
        source: toml::de::Error,
    },
    /// The shipped file names a page that is not there.
    #[error("the starter case {name:?} names {file:?}, which is not there")]
    MissingFile {
        /// Which.
        name: String,
        /// The page.
        file: String,
    },
}

/// Returns the templates by name, with the text of each.
fn sources() -> BTreeMap<String, &'static str> {
    let starters = CASES.files().filter_map(|file| {
        let name = file.path().file_stem()?.to_str()?;
        let is_toml = file.path().extension().is_some_and(|it| it == "toml");
        is_toml.then_some((name.to_owned(), file.contents_utf8()?))
    });
    let folders = CASES.dirs().filter_map(|folder| {
        let manifest = CASES.get_file(folder.path().join("manifest.toml"))?;
        Some((
            folder.path().to_str()?.to_owned(),
            manifest.contents_utf8()?,
        ))
    });
    starters.chain(folders).collect()
}

/// Returns the names of the templates.
pub(crate) fn names() -> Vec<String> {
    sources().into_keys().collect()
}

/// Reads the template called `name`.
pub(crate) fn load(name: &str) -> Result<Template, TemplateError> {
    let sources = sources();
    let Some(source) = sources.get(name) else {
        return Err(TemplateError::Unknown {
            name: name.to_owned(),
            known: sources.into_keys().collect(),
        });
    };
    toml::from_str(source).map_err(|source| TemplateError::Broken {
        name: name.to_owned(),
        source,
    })
}

impl TemplateExchange {
    /// Returns the bytes of the body, as they ship.
    pub(crate) fn bytes(&self, template: &str) -> Result<&'static [u8], TemplateError> {
        let Some(body) = &self.body else {
            return Ok(&[]);
        };
        match CASES.get_file(format!("{template}/{body}")) {
            Some(file) => Ok(file.contents()),
            None => Err(TemplateError::MissingFile {
                name: template.to_owned(),
                file: body.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_can_be_read() {
        let names: Vec<String> = sources().into_keys().collect();
        assert!(names.contains(&"sample".to_owned()), "{names:?}");
        assert!(names.contains(&"openai-v-deepseek".to_owned()), "{names:?}");
        for name in names {
            let template = load(&name).expect(&name);
            assert_eq!(template.slug, name);
            assert!(template.as_of.is_known());
            for exchange in &template.exchanges {
                exchange.bytes(&name).expect(&name);
            }
        }
    }

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        let Err(TemplateError::Unknown { known, .. }) = load("nothing") else {
            panic!("there is no such template");
        };
        assert!(known.contains(&"sample".to_owned()));
    }
}
