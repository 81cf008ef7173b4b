//! Which part of an exchange a reqwest error comes from, read off its chain of sources.

use std::error::Error;
use std::io;

use url::Url;

use crate::limits::Limits;
use crate::proxy::unusable;
use crate::transport::{Step, TransportError};

/// Returns what an error before the body means.
pub(super) fn during_request(
    error: reqwest::Error,
    proxy: Option<&Url>,
    limits: &Limits,
) -> TransportError {
    if error.is_builder() {
        return TransportError::BadRequest {
            source: Box::new(error),
        };
    }
    if let Some(source) = cause::<rustls::Error>(&error) {
        let source = source.clone();
        return TransportError::Tls { source };
    }
    if error.is_connect() && error.is_timeout() {
        return TransportError::TooSlow {
            step: Step::Connect,
            limit: limits.connect,
        };
    }
    if error.is_connect() {
        return match proxy {
            Some(proxy) => unusable(proxy, &reason_in(&error)),
            None => TransportError::Unreachable {
                reason: reason_in(&error),
                source: Box::new(error),
            },
        };
    }
    match cause::<hyper::Error>(&error) {
        Some(below) if below.is_parse_too_large() => TransportError::HeaderTooLarge {
            bytes: limits.header_bytes,
            fields: limits.header_fields,
        },
        Some(below) if below.is_parse() => TransportError::NotHttp {
            source: Box::new(error),
        },
        _ => TransportError::ClosedEarly {
            source: Box::new(error),
        },
    }
}

/// Returns what an error in the middle of the body means.
pub(super) fn during_body(error: reqwest::Error) -> TransportError {
    let source = Box::new(error);
    let is_bad_framing = cause::<io::Error>(&*source)
        .is_some_and(|below| below.kind() == io::ErrorKind::InvalidInput);
    if is_bad_framing {
        TransportError::NotHttp { source }
    } else {
        TransportError::ClosedEarly { source }
    }
}

/// Tells whether an error says that this machine has no way to any network.
pub(crate) fn is_network_gone(error: &(dyn Error + 'static)) -> bool {
    let kind = cause::<io::Error>(error).map(io::Error::kind);
    matches!(
        kind,
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown)
    )
}

fn reason_in(error: &reqwest::Error) -> String {
    match cause::<io::Error>(error) {
        Some(below) if below.kind() == io::ErrorKind::ConnectionRefused => {
            "nobody answers there (connection refused)".to_owned()
        }
        Some(below) => below.to_string(),
        None => innermost(error),
    }
}

/// Returns what the last of the causes of an error says.
fn innermost(error: &dyn Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// Finds an error of one type among the causes of another. An `io::Error` hides what it carries
/// from `source`, so it is opened.
fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inside = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if let Some(found) = inside.and_then(|inner| cause(inner)) {
            return Some(found);
        }
        next = error.source();
    }
    None
}
