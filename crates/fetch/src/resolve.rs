//! Names to addresses: one look-up a request, whose answer is checked before anything connects.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};

/// Finds the addresses of a host.
pub trait Resolver: Send + Sync {
    /// Returns the addresses of `host`, each with `port`; an error when it has none.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The resolver of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok((host, port).to_socket_addrs()?.collect())
    }
}
