//! Fetching over a real wire: a loopback server that behaves, misbehaves and redirects.

use std::time::Duration;

use counterclaim_fetch::{Ask, FetchError, Fetched, Guard, Limits, LiveTransport, get};
use counterclaim_tests::{FixedClock, Server};
use model::RobotsVerdict;

mod addresses;
mod bombs;
mod fetching;
mod hostile;
mod private;
mod proxied;

/// Returns an ask with bounds so short that a test of them does not take long.
fn ask(address: &str) -> Ask {
    Ask {
        limits: Limits {
            connect: Duration::from_millis(500),
            first_byte: Duration::from_millis(300),
            stall: Duration::from_millis(300),
            whole: Duration::from_secs(10),
            ..Limits::default()
        },
        ..Ask::new(address.parse().expect("an address"), RobotsVerdict::Allowed)
    }
}

/// Returns a guard that lets only this server through.
fn allowing(server: &Server) -> Guard {
    server.host_port().parse().expect("host and port")
}

fn fetch_path(server: &Server, path: &str) -> Result<Fetched, FetchError> {
    fetch_with(server, &ask(&server.url(path)))
}

fn fetch_with(server: &Server, ask: &Ask) -> Result<Fetched, FetchError> {
    let transport = LiveTransport::new().expect("the system has root certificates");
    get(&transport, &FixedClock::default(), &allowing(server), ask)
}
