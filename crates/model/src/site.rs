//! Sites: the registrable domain by which an outlet is known and a host is treated politely.

use std::fmt;

use url::{Host, Url};

/// A registrable domain (`ft.com` for `www.ft.com`), by the public suffix list; for an address
/// without a name, the literal IP address.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Site(String);

impl Site {
    /// Returns the domain as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Site {
    fn from(domain: String) -> Self {
        Self(domain)
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Returns the site that `address` belongs to, or nothing when it has no host.
pub fn site_of(address: &Url) -> Option<Site> {
    match address.host()? {
        Host::Domain(name) => Some(Site(psl::domain_str(name).unwrap_or(name).to_owned())),
        Host::Ipv4(literal) => Some(Site(literal.to_string())),
        Host::Ipv6(literal) => Some(Site(literal.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_registrable_domain() {
        for (address, site) in [
            ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
            ("https://news.outlet.example/a", "outlet.example"),
            ("https://co.uk/", "co.uk"),
            ("http://127.0.0.1:8080/", "127.0.0.1"),
            ("http://localhost/", "localhost"),
        ] {
            let found = Url::parse(address).ok().as_ref().and_then(site_of);
            assert_eq!(found.as_ref().map(Site::as_str), Some(site), "{address}");
        }
    }
}
