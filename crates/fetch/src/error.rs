//! What can go wrong on the way to a page, each with what a reporter can do about it.

use url::Url;

use crate::decode::DecodeError;
use crate::guard::Refusal;
use crate::transport::{Step, TransportError};

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The guard turned an address down, the one that was asked for or one it led to.
    #[error("cannot fetch {url}: {cause}")]
    Refused {
        /// The address that was refused.
        url: Box<Url>,
        /// Why.
        #[source]
        cause: Refusal,
    },
    /// A request came to nothing.
    #[error("cannot reach {url}: {cause}")]
    NoAnswer {
        /// The address that was asked.
        url: Box<Url>,
        /// Why.
        #[source]
        cause: TransportError,
    },
    /// A chain of redirects that is too long.
    #[error("cannot fetch {url}: it redirects more than {most} times")]
    TooManyRedirects {
        /// The address that was asked first.
        url: Box<Url>,
        /// How many redirects are followed.
        most: usize,
    },
    /// A chain of redirects that comes back to itself.
    #[error("cannot fetch {url}: it redirects in a circle, back to {back_to}")]
    RedirectLoop {
        /// The address that was asked first.
        url: Box<Url>,
        /// The address that came up again.
        back_to: Box<Url>,
    },
    /// A redirect that leads nowhere.
    #[error("cannot fetch {url}: it redirects to {location:?}, which is not an address")]
    BadRedirect {
        /// The address that redirects.
        url: Box<Url>,
        /// What it gives as target.
        location: String,
    },
    /// A body whose encodings could not be taken off.
    #[error("cannot read {url}: {cause}")]
    Undecodable {
        /// The address that answered.
        url: Box<Url>,
        /// Why.
        #[source]
        cause: DecodeError,
    },
}

impl FetchError {
    /// Returns a word for the kind of failure, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "address_refused",
            Self::TooManyRedirects { .. } | Self::RedirectLoop { .. } => "redirects",
            Self::BadRedirect { .. } => "bad_redirect",
            Self::Undecodable { .. } => "undecodable",
            Self::NoAnswer { cause, .. } => cause.code(),
        }
    }

    /// Returns what a reporter can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Refused { cause, .. } => cause.hint(),
            Self::TooManyRedirects { .. } | Self::RedirectLoop { .. } => {
                "open the page in a browser; if it shows there, save it and import the file"
            }
            Self::BadRedirect { .. } => "the site is misconfigured; try again later",
            Self::Undecodable { cause, .. } => cause.hint(),
            Self::NoAnswer { cause, .. } => cause.hint(),
        }
    }
}

impl Refusal {
    fn hint(&self) -> &'static str {
        match self {
            Self::Scheme { .. } | Self::NoHost => "give a full address that begins with https://",
            Self::Credentials => "take the name and the password out of the address",
            Self::Port { .. } | Self::LocalName { .. } | Self::Private { .. } => {
                "if you mean this host, allow it by exact host and port in COUNTERCLAIM_ALLOW_HOSTS"
            }
            Self::Onion { .. } => {
                "set Tor as the proxy (tor), or another one that begins with socks5h://"
            }
            Self::Stranger { .. } => "try again; if it stays, ask who runs your network",
        }
    }
}

impl DecodeError {
    fn hint(&self) -> &'static str {
        match self {
            Self::Unknown { .. } | Self::TooDeep { .. } | Self::Damaged { .. } => {
                "try again; if it stays, save the page in a browser and import the file"
            }
            Self::TooLarge { .. } | Self::ExpandsTooFar { .. } => {
                "the page may be meant to do harm; leave it, or look at it with a tool made for that"
            }
        }
    }
}

impl TransportError {
    /// Tells whether the way to every site is gone, and not this one alone: no network, no proxy.
    pub fn is_of_the_network(&self) -> bool {
        match self {
            Self::NoProxy { .. } => true,
            Self::Unreachable { source, .. } => crate::live::is_network_gone(&**source),
            _ => false,
        }
    }

    /// Tells whether nobody was reached: the site may be down, or the network.
    pub fn is_silence(&self) -> bool {
        let is_slow_to_begin = matches!(
            self,
            Self::TooSlow {
                step: Step::Lookup | Step::Connect,
                ..
            }
        );
        is_slow_to_begin || matches!(self, Self::NoSuchHost { .. } | Self::Unreachable { .. })
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchHost { .. } => "no_such_host",
            Self::Refused(_) => "address_refused",
            Self::Unreachable { .. } => "unreachable",
            Self::NoProxy { .. } | Self::Proxy { .. } => "proxy",
            Self::Tls { .. } => "insecure",
            Self::TooSlow { .. } => "too_slow",
            Self::HeaderTooLarge { .. } | Self::BodyTooLarge { .. } => "too_large",
            Self::ClosedEarly { .. } | Self::NotHttp { .. } => "broken_answer",
            Self::BadRequest { .. } => "bad_request",
            Self::NotBundled => "not_bundled",
            Self::NotReady { .. } => "no_network",
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::NoSuchHost { .. } => "check the spelling of the address and your connection",
            Self::Refused(refusal) => refusal.hint(),
            Self::Unreachable { .. }
            | Self::TooSlow {
                step: Step::Lookup | Step::Connect,
                ..
            } => "check your connection, or try again later: the site may be down",
            Self::NoProxy { .. } | Self::Proxy { .. } => {
                "see that the proxy runs and that its address in the settings is right; if it is, \
                 the site may be down"
            }
            Self::Tls { .. } => {
                "do not go on by http: somebody may stand between you and the site; try another network"
            }
            Self::TooSlow { .. } | Self::ClosedEarly { .. } => {
                "try again later; the site is slow or overloaded"
            }
            Self::HeaderTooLarge { .. } | Self::NotHttp { .. } => {
                "the site is misconfigured or hostile; save the page in a browser and import the file"
            }
            Self::BodyTooLarge { .. } => "save it in a browser and import the file",
            Self::BadRequest { .. } => "check the address and the User-Agent that is set",
            Self::NotBundled => "a bundled case fetches only its own pages",
            Self::NotReady { .. } => {
                "see that the system has its root certificates (package ca-certificates on Debian)"
            }
        }
    }
}
