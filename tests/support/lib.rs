//! What the test suites of every room share: a loopback server that plays scripted answers, a
//! clock that stands still and ids that count.
//!
//! Nothing here stands in for our own code: the server is the outside world, and time and ids are
//! what a program hands in. It stays beside the suites that run over several crates; a single crate takes
//! it as a development dependency.

mod program;
mod proxy;
mod reply;
mod server;
mod world;

pub use program::{Program, Ran};
pub use proxy::Proxy;
pub use reply::Reply;
pub use server::{Seen, Server};
pub use world::{CountingIds, FixedClock};
