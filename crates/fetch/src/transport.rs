//! The transport: one request, one response, nothing else.
//!
//! The trait is the seam between what Counterclaim does with an address and the wire below it.
//! The sample case is replayed through it.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use model::{Header, Sha256};
use url::Url;

use crate::guard::{Guard, Refusal};
use crate::limits::Limits;

/// Carries one request and brings its response.
pub trait Transport: Send + Sync {
    /// Sends `request` once and returns what came, following no redirect and decoding nothing.
    ///
    /// The body of a redirect may be left out. A name in the address is resolved here, and only
    /// to addresses that the guard in the request lets through; with a proxy it is not resolved
    /// here at all.
    fn exchange(&self, request: &Request, limits: &Limits) -> Result<Response, TransportError>;
}

/// A request: a GET, or a POST where there is a body to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address; the guard has passed it as text.
    pub url: Url,
    /// Every header field to send, in its order, `Host` included.
    pub headers: Vec<Header>,
    /// What is sent; nothing with a GET.
    pub body: Option<Vec<u8>>,
    /// Which peers it may be sent to.
    pub guard: Guard,
    /// The proxy that it goes through; there is no other way for it then.
    pub proxy: Option<Url>,
}

/// A response as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The header fields: names in lower case, in the order in which each first came, values byte
    /// for byte with each byte as one character (ISO 8859-1), so that nothing of them is lost.
    pub headers: Vec<Header>,
    /// The body without its transfer coding, with its content encodings still on.
    pub body: Vec<u8>,
    /// Who answered, when it came over a network and not through a proxy.
    pub remote: Option<SocketAddr>,
    /// The digest of the certificate of the site, in its DER form, when it came over TLS: behind a
    /// proxy too, since TLS ends at the site.
    pub certificate: Option<Sha256>,
}

/// A part of an exchange that has a time limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The look-up of the name.
    Lookup,
    /// Connection and TLS handshake.
    Connect,
    /// The wait for the header fields.
    FirstByte,
    /// A silence in the body.
    Body,
    /// Everything together.
    Whole,
}

impl Step {
    /// Tells in words that this step was not done in time.
    fn overrun(self, limit: Duration) -> String {
        let seconds = limit.as_secs_f32();
        match self {
            Self::Lookup => format!("the name was not resolved within {seconds} s"),
            Self::Connect => format!("no connection came about within {seconds} s"),
            Self::FirstByte => format!("no answer came within {seconds} s"),
            Self::Body => format!("nothing more came for {seconds} s"),
            Self::Whole => format!("the page was not complete within {seconds} s"),
        }
    }
}

/// Why an exchange came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The name has no address.
    #[error("no such host: {host}")]
    NoSuchHost {
        /// The name.
        host: String,
        /// What the resolver said.
        source: io::Error,
    },
    /// The guard turned the peer down.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody could be connected to.
    #[error("no connection: {reason}")]
    Unreachable {
        /// The cause in plain words.
        reason: String,
        /// The error below.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The proxy cannot be reached, so that nothing can.
    #[error("the proxy {proxy} cannot be reached: {reason}")]
    NoProxy {
        /// The proxy, without its password.
        proxy: String,
        /// The cause in plain words.
        reason: String,
    },
    /// The proxy brought no connection about: it could not reach the host, or would not.
    #[error("the proxy {proxy} gave no connection: {reason}")]
    Proxy {
        /// The proxy, without its password.
        proxy: String,
        /// The cause in plain words.
        reason: String,
    },
    /// The TLS handshake failed.
    #[error("no secure connection: {source}")]
    Tls {
        /// What TLS said.
        source: rustls::Error,
    },
    /// A time limit ran out.
    #[error("{}", step.overrun(*limit))]
    TooSlow {
        /// What took too long.
        step: Step,
        /// How long it may take.
        limit: Duration,
    },
    /// The header fields are too many or too long.
    #[error("its header is longer than {bytes} bytes or {fields} fields")]
    HeaderTooLarge {
        /// How many bytes it may have.
        bytes: usize,
        /// How many fields it may have.
        fields: usize,
    },
    /// The body is too long.
    #[error("it is larger than {most} bytes")]
    BodyTooLarge {
        /// How many bytes it may have.
        most: usize,
    },
    /// The connection ended before the response did.
    #[error("the connection was closed before the answer was complete")]
    ClosedEarly {
        /// The error below.
        source: Box<dyn Error + Send + Sync>,
    },
    /// What came is no HTTP.
    #[error("the answer is not valid HTTP")]
    NotHttp {
        /// The error below.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The address or a header field cannot be put into a request.
    #[error("the request cannot be written: {source}")]
    BadRequest {
        /// The error below.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A replay has no page for the address.
    #[error("there is no such page among the bundled ones")]
    NotBundled,
    /// This machine cannot start a transport at all.
    #[error("the network cannot be used: {source}")]
    NotReady {
        /// The error below.
        source: Box<dyn Error + Send + Sync>,
    },
}
