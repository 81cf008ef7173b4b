//! How much one fetch may cost: the bounds that keep a hostile server from filling memory or time.

use std::time::Duration;

/// The bounds of one fetch; each hop of a chain of redirects has those on size for itself and
/// shares `whole` with the others.
///
/// The defaults are made for pages. A filing in PDF may want more of `whole` and `wire_bytes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many redirects are followed.
    pub redirects: usize,
    /// Bytes of all header fields together, names and values.
    pub header_bytes: usize,
    /// Number of header fields.
    pub header_fields: usize,
    /// Bytes of the body as received.
    pub wire_bytes: usize,
    /// Bytes of the body once its encodings are taken off.
    pub decoded_bytes: usize,
    /// How many times the received size a body may expand to, once it is longer than `ratio_from`.
    pub ratio: usize,
    /// Decoded bytes that may come at any ratio.
    pub ratio_from: usize,
    /// Name look-up, and then connection and TLS handshake: each.
    pub connect: Duration,
    /// From the connection to the end of the header fields.
    pub first_byte: Duration,
    /// Silence in the middle of a body.
    pub stall: Duration,
    /// Everything together, redirects included.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            redirects: 10,
            header_bytes: 64 << 10,
            header_fields: 100,
            wire_bytes: 25_000_000,
            decoded_bytes: 50_000_000,
            ratio: 100,
            ratio_from: 1_000_000,
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            stall: Duration::from_secs(15),
            whole: Duration::from_mins(1),
        }
    }
}
