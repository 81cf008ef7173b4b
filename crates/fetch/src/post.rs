//! One question to a service: bytes to an address, and what it answers.
//!
//! Nothing is followed: who was asked is who answers. The address is guarded like that of a page.

use url::Url;

use crate::error::FetchError;
use crate::get::host_field;
use crate::guard::Guard;
use crate::limits::Limits;
use crate::transport::{Request, Response, Transport};

/// What to send, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The address.
    pub url: Url,
    /// The `User-Agent` to send.
    pub user_agent: String,
    /// The media type of the bytes.
    pub media_type: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
    /// The proxy to go through, as [`proxy_address`](crate::proxy_address) reads it.
    pub proxy: Option<Url>,
    /// The bounds.
    pub limits: Limits,
}

/// Sends a question and returns the answer, of whatever status, as it came.
pub fn post(
    transport: &dyn Transport,
    guard: &Guard,
    question: Question,
) -> Result<Response, FetchError> {
    let url = Box::new(question.url.clone());
    if let Err(cause) = guard.check_by(&url, question.proxy.as_ref()) {
        return Err(FetchError::Refused { url, cause });
    }
    let fields = [
        ("Host", host_field(&url)),
        ("User-Agent", question.user_agent),
        ("Content-Type", question.media_type.to_owned()),
    ];
    let request = Request {
        url: question.url,
        headers: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        body: Some(question.body),
        guard: guard.clone(),
        proxy: question.proxy,
    };
    transport
        .exchange(&request, &question.limits)
        .map_err(|cause| FetchError::NoAnswer { url, cause })
}
