//! The guard: which addresses a fetch may go to.
//!
//! A page can redirect to the router, to a service on this machine or to a cloud's metadata, and
//! a name can resolve to them. So every hop is checked as text, every resolved address and the
//! peer that was connected to as numbers. What the reporter allows is exact: host and port as
//! written in the address, nothing near it.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use url::{Host, Url};

use crate::ip::special_range;

/// A host and a port, exactly as they stand in an address (`127.0.0.1:8080`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPort {
    host: Host,
    port: u16,
}

/// A text that names no host and port.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a host with a port: expected one like 127.0.0.1:8080, [::1]:8080 or intranet.local:80"
)]
pub struct AllowError {
    /// What was given.
    pub text: String,
}

impl FromStr for HostPort {
    type Err = AllowError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || AllowError {
            text: text.to_owned(),
        };
        let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
        let host = Host::parse(host).map_err(|_| wrong())?;
        let port = port.parse().map_err(|_| wrong())?;
        Ok(Self {
            host: bare(host),
            port,
        })
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Decides which addresses may be fetched; the default lets only public ones through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guard {
    allowed: Vec<HostPort>,
}

/// Why the guard turned an address down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something else than a web address.
    #[error("only http and https addresses are fetched, not {scheme}")]
    Scheme {
        /// The scheme that was given.
        scheme: String,
    },
    /// A user name or password in the address.
    #[error("it carries a user name or password")]
    Credentials,
    /// No host in the address.
    #[error("it names no host")]
    NoHost,
    /// A port that belongs to another service.
    #[error("port {port} belongs to another service than the web")]
    Port {
        /// The port.
        port: u16,
    },
    /// A name that means this machine.
    #[error("the name {host} is not one of the public web")]
    LocalName {
        /// The name.
        host: String,
    },
    /// An onion service without a way to it.
    #[error("{host} is an onion service, which is reached through Tor alone")]
    Onion {
        /// The name.
        host: String,
    },
    /// An address that is not public.
    #[error("{host} is not on the public internet ({address}: {range})")]
    Private {
        /// The host as it stands in the address.
        host: String,
        /// The IP address that it means.
        address: IpAddr,
        /// The range that sets it aside, in words.
        range: &'static str,
    },
    /// A connection to somewhere else than the address that was checked.
    #[error("{host} was answered by {peer}, which is not the address that was checked")]
    Stranger {
        /// The host as it stands in the address.
        host: String,
        /// Who answered.
        peer: IpAddr,
    },
}

impl FromStr for Guard {
    type Err = AllowError;

    /// Reads hosts with ports, divided by commas; an empty text allows nothing.
    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let entries = list.split(',').map(str::trim).filter(|it| !it.is_empty());
        let allowed = entries.map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self { allowed })
    }
}

impl Guard {
    /// Returns the hosts that are let through although they are not public.
    pub fn allowed(&self) -> &[HostPort] {
        &self.allowed
    }

    /// Checks all that an address says by itself: scheme, user name, port, and the host where it
    /// is written as a number. Without a proxy an onion service is refused.
    pub fn check(&self, url: &Url) -> Result<(), Refusal> {
        self.check_by(url, None)
    }

    /// Checks an address as [`check`](Self::check) does, for a request that goes through `proxy`.
    pub fn check_by(&self, url: &Url, proxy: Option<&Url>) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            let scheme = url.scheme().to_owned();
            return Err(Refusal::Scheme { scheme });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let host = url.host().ok_or(Refusal::NoHost)?.to_owned();
        check_onion(&host, proxy)?;
        if self.allows(url) {
            return Ok(());
        }
        if let Some(port) = url.port().filter(|port| BAD_PORTS.contains(port)) {
            return Err(Refusal::Port { port });
        }
        match bare(host) {
            Host::Domain(name) => check_name(name),
            Host::Ipv4(address) => check_public(url, address.into()),
            Host::Ipv6(address) => check_public(url, address.into()),
        }
    }

    /// Checks an IP address that the host of `url` resolved to, or that a connection to it ended
    /// at.
    pub fn check_address(&self, url: &Url, address: IpAddr) -> Result<(), Refusal> {
        match literal(url) {
            Some(literal) if literal == address => Ok(()),
            Some(_) => Err(Refusal::Stranger {
                host: host_text(url),
                peer: address,
            }),
            None if self.allows(url) => Ok(()),
            None => check_public(url, address),
        }
    }

    /// Tells whether the host of `url` was allowed by name: one of the reporter's own.
    pub fn allows(&self, url: &Url) -> bool {
        let host = url.host().map(|host| bare(host.to_owned()));
        self.allowed.iter().any(|it| {
            host.as_ref() == Some(&it.host) && url.port_or_known_default() == Some(it.port)
        })
    }
}

/// Returns the IP address that the host of `url` is written as, if it is no name.
pub(crate) fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
    }
}

fn host_text(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn check_public(url: &Url, address: IpAddr) -> Result<(), Refusal> {
    match special_range(address) {
        None => Ok(()),
        Some(range) => Err(Refusal::Private {
            host: host_text(url),
            address,
            range,
        }),
    }
}

/// Refuses names that mean this machine (RFC 6761).
fn check_name(name: String) -> Result<(), Refusal> {
    if last_label(&name) == "localhost" {
        return Err(Refusal::LocalName { host: name });
    }
    Ok(())
}

/// Refuses an onion service unless a SOCKS proxy gets its name. A name server must never hear of it
/// (RFC 7686), and an HTTP proxy would ask one.
fn check_onion(host: &Host, proxy: Option<&Url>) -> Result<(), Refusal> {
    let Host::Domain(name) = bare(host.clone()) else {
        return Ok(());
    };
    let is_socks = proxy.is_some_and(|it| matches!(it.scheme(), "socks5" | "socks5h"));
    if last_label(&name) == "onion" && !is_socks {
        return Err(Refusal::Onion { host: name });
    }
    Ok(())
}

fn last_label(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// Returns a host without the final dot that makes a name absolute.
fn bare(host: Host) -> Host {
    match host {
        Host::Domain(name) => Host::Domain(name.trim_end_matches('.').to_owned()),
        literal => literal,
    }
}

/// Ports that browsers refuse for http and https
/// (<https://fetch.spec.whatwg.org/#port-blocking>).
const BAD_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

#[cfg(test)]
mod tests;
