//! Whether this machine has a way to the network.
//!
//! Asking a server would tell somebody that a reporter has opened the program. `connect` on a UDP
//! socket sends nothing: the system only looks the target up in its table of routes, and fails when
//! there is none. The targets are addresses for documentation (RFC 5737, RFC 3849), which nobody
//! has.

use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};

/// 192.0.2.1, of the first range for documentation.
const TARGET: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
/// `2001:db8::1`, of the range for documentation.
const TARGET_V6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
/// The port "discard": no packet is sent to it.
const PORT: u16 = 9;

/// Tells whether the system finds a route to the public network, without sending anything. A route
/// is no promise that anybody answers.
pub fn has_route() -> bool {
    let by_v4 = || UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?.connect((TARGET, PORT));
    let by_v6 = || UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))?.connect((TARGET_V6, PORT));
    by_v4().or_else(|_: std::io::Error| by_v6()).is_ok()
}
