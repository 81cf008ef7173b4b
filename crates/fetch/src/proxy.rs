//! Proxies: what address one may have, and what reqwest is told about it.
//!
//! With a proxy no name is looked up on this machine, the proxy's own excepted: the look-up of an
//! outlet's name would tell the network what a reporter reads, which is what a proxy is often there
//! to prevent. What a name means is then known to the proxy alone, so that the guard checks an
//! address as text (scheme, user name, port, literal, names of this machine) and can check neither
//! the numbers behind a name nor the peer. The proxy itself is the reporter's own choice and may
//! stand on this machine.
//!
//! One request may go past the proxy all the same: on macOS and Windows the platform's check of a
//! certificate may ask the certificate authority whether it was revoked. On Linux nobody is asked.

use std::net::IpAddr;

use reqwest::Proxy;
use url::Url;

use crate::transport::TransportError;

/// Where Tor listens unless it is told otherwise.
pub const TOR: &str = "socks5h://127.0.0.1:9050";

/// An address that no proxy has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// It is none at all.
    #[error("it is not a full address")]
    NoAddress,
    /// Something else than a proxy.
    #[error("a proxy is reached by http, socks5 or socks5h, not by {scheme}")]
    Scheme {
        /// The scheme that was given.
        scheme: String,
    },
    /// No host in it.
    #[error("it names no host")]
    NoHost,
    /// No port in it.
    #[error("it names no port")]
    NoPort,
    /// More than scheme, host and port.
    #[error("something follows the port")]
    TooMuch,
}

/// Reads the address of a proxy, with its port (`socks5h://127.0.0.1:9050`).
pub fn proxy_address(text: &str) -> Result<Url, ProxyError> {
    let url = Url::parse(text.trim()).map_err(|_| ProxyError::NoAddress)?;
    let scheme = url.scheme();
    if !matches!(scheme, "http" | "socks5" | "socks5h") {
        return Err(ProxyError::Scheme {
            scheme: scheme.to_owned(),
        });
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(ProxyError::NoHost);
    }
    // For http the port 80 goes without saying, and is not kept.
    if url.port_or_known_default().is_none() {
        return Err(ProxyError::NoPort);
    }
    let has_more =
        !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some();
    if has_more {
        return Err(ProxyError::TooMuch);
    }
    Ok(url)
}

/// Returns the proxy for reqwest. By `socks5` reqwest would look the name up itself, which is why
/// both spellings of SOCKS leave it to the proxy.
pub(crate) fn route_by(proxy: &Url) -> Result<Proxy, TransportError> {
    let mut address = proxy.clone();
    if address.scheme() == "socks5" && address.set_scheme("socks5h").is_err() {
        return Err(unusable(proxy, "its scheme cannot be changed"));
    }
    Proxy::all(address.as_str()).map_err(|error| unusable(proxy, &error.to_string()))
}

/// Returns the host of a proxy that is written as a number, and needs no look-up.
pub(crate) fn literal_of(proxy: &Url) -> Option<IpAddr> {
    // The host of a scheme that is not of the web is kept as text, whatever it looks like.
    let host = proxy.host_str().unwrap_or_default();
    host.trim_matches(['[', ']']).parse().ok()
}

/// Returns the error of a proxy that cannot be used.
pub(crate) fn unusable(proxy: &Url, reason: &str) -> TransportError {
    TransportError::Proxy {
        proxy: shown(proxy),
        reason: reason.to_owned(),
    }
}

/// Returns the error of a proxy that is not there.
pub(crate) fn gone(proxy: &Url, reason: &str) -> TransportError {
    TransportError::NoProxy {
        proxy: shown(proxy),
        reason: reason.to_owned(),
    }
}

/// Returns a proxy without its name and password.
pub(crate) fn shown(proxy: &Url) -> String {
    let host = proxy.host_str().unwrap_or_default();
    let port = proxy.port_or_known_default().unwrap_or_default();
    format!("{}://{host}:{port}", proxy.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_has_a_scheme_a_host_and_a_port() {
        let check = |text: &str, expected: Result<&str, &str>| {
            let found = proxy_address(text);
            let found = found.as_ref().map(Url::as_str).map_err(ToString::to_string);
            assert_eq!(found, expected.map_err(str::to_owned), "{text}");
        };
        for text in [
            "socks5h://127.0.0.1:9050",
            "socks5://[::1]:1080",
            "socks5h://me:secret@proxy.example:1080",
        ] {
            check(text, Ok(text));
        }
        check(
            " http://proxy.example:3128 ",
            Ok("http://proxy.example:3128/"),
        );
        check("http://proxy.example:80", Ok("http://proxy.example/"));
        check("127.0.0.1:9050", Err("it is not a full address"));
        check("", Err("it is not a full address"));
        check("socks5h://", Err("it names no host"));
        check("socks5h://127.0.0.1", Err("it names no port"));
        check(
            "socks5h://127.0.0.1:9050/a",
            Err("something follows the port"),
        );
        let other = "a proxy is reached by http, socks5 or socks5h, not by ";
        for scheme in ["https", "socks4", "ftp"] {
            let text = format!("{scheme}://127.0.0.1:9050");
            check(&text, Err(&format!("{other}{scheme}")));
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let proxy = "socks5h://me:secret@127.0.0.1:9050"
            .parse()
            .expect("an address");
        assert_eq!(shown(&proxy), "socks5h://127.0.0.1:9050");
    }
}
