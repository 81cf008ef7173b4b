//! From an address to bytes, header fields and time: the only room that reaches the network.
//!
//! [`get()`] follows redirects by hand, because every hop is checked by the [`Guard`] and kept as a
//! record of its own, and takes content encodings off under caps, because the bytes as received
//! are the evidence. What goes over the wire is one [`Transport`]: [`LiveTransport`] here, a
//! replay of bundled pages elsewhere, so that both take the same path.
//!
//! Nothing here reads what it fetched; that is `extract`'s, in a worker. Whether robots.txt allows
//! an address is decided by the caller and handed in.

mod decode;
mod error;
mod get;
mod guard;
mod ip;
mod limits;
mod live;
mod post;
mod proxy;
mod resolve;
mod retry;
mod route;
mod transport;
mod turns;

pub use decode::{DecodeError, decode};
pub use error::FetchError;
pub use get::{Ask, Conditional, DEFAULT_USER_AGENT, Fetched, get, get_through};
pub use guard::{AllowError, Guard, HostPort, Refusal};
pub use limits::Limits;
pub use live::LiveTransport;
pub use post::{Question, post};
pub use proxy::{ProxyError, TOR, proxy_address};
pub use resolve::{Resolver, SystemResolver};
pub use retry::{LONGEST_WAIT, retry_after};
pub use route::has_route;
pub use transport::{Request, Response, Step, Transport, TransportError};
pub use turns::{Turn, Turns};
