//! One fetch: an address, its redirects, and the bytes at the end.
//!
//! Any final status is a result. Whether a 404 is worth keeping, a 429 means waiting and a 304
//! means nothing new is for the caller to say.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use model::{
    Body, CaptureId, Clock, Header, Hop, Provenance, Retrieval, RobotsVerdict, header_value,
};
use url::Url;

use crate::decode::unpacked;
use crate::error::FetchError;
use crate::guard::Guard;
use crate::limits::Limits;
use crate::retry::retry_after;
use crate::transport::{Request, Response, Step, Transport, TransportError};

/// The name under which pages are fetched unless a case has one of its own.
pub const DEFAULT_USER_AGENT: &str = concat!(
    "Counterclaim/",
    env!("CARGO_PKG_VERSION"),
    " (archiving reader for journalists)"
);

const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
/// What [`decode()`](crate::decode()) can take off. No zstd: 32 KB of it hold a gigabyte.
const ACCEPT_ENCODING: &str = "gzip, br, deflate";

/// What to fetch, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The address.
    pub url: Url,
    /// The `User-Agent` to send.
    pub user_agent: String,
    /// What robots.txt said of the address; kept with the capture.
    pub robots: RobotsVerdict,
    /// What was seen there before, so that an unchanged page need not be sent again.
    pub conditional: Conditional,
    /// The proxy to go through, as [`proxy_address`](crate::proxy_address) reads it.
    pub proxy: Option<Url>,
    /// The bounds.
    pub limits: Limits,
}

impl Ask {
    /// Returns a plain ask for `url`: the default name and bounds, no condition, no proxy.
    pub fn new(url: Url, robots: RobotsVerdict) -> Self {
        Self {
            url,
            user_agent: DEFAULT_USER_AGENT.to_owned(),
            robots,
            conditional: Conditional::default(),
            proxy: None,
            limits: Limits::default(),
        }
    }
}

/// The validators of an earlier response, sent back as they came (RFC 9110, 13.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditional {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a fetch brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The first request and its response.
    pub first: Hop,
    /// The hops that redirects led to, in order. The bodies of redirects are not kept.
    pub redirects: Vec<Hop>,
    /// The body of the last hop as received.
    pub body: Vec<u8>,
    /// The same body without its content encodings, where it has any.
    pub unpacked: Option<Vec<u8>>,
    /// How long the server asks to be left alone, if it does.
    pub retry_after: Option<TimeDelta>,
    /// What robots.txt had said of the address.
    pub robots: RobotsVerdict,
}

impl Fetched {
    /// Returns the last hop, the one that carries the body.
    pub fn last_hop(&self) -> &Hop {
        self.redirects.last().unwrap_or(&self.first)
    }

    /// Returns the body without its content encodings.
    pub fn decoded(&self) -> &[u8] {
        self.unpacked.as_deref().unwrap_or(&self.body)
    }

    /// Returns the retrieval to put into the archive.
    pub fn retrieval(&self, id: CaptureId, provenance: Provenance) -> Retrieval {
        Retrieval {
            id,
            provenance,
            first: self.first.clone(),
            redirects: self.redirects.clone(),
            received: Body::of(&self.body),
            decoded: Body::of(self.decoded()),
            robots: self.robots,
            tool: concat!("counterclaim ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Fetches an address: follows its redirects by hand, checking each hop, and takes the content
/// encodings off.
///
/// The part of an address after `#` is not sent and not kept.
pub fn get(
    transport: &dyn Transport,
    clock: &dyn Clock,
    guard: &Guard,
    ask: &Ask,
) -> Result<Fetched, FetchError> {
    get_through(transport, clock, guard, ask, &mut |_| Ok(()))
}

/// Fetches an address as [`get`] does, and asks `enter` before each request, once the guard has
/// passed its address: there a caller waits for its turn, asks robots.txt, or says no. The time
/// that this takes is not of the fetch.
pub fn get_through<E: From<FetchError>>(
    transport: &dyn Transport,
    clock: &dyn Clock,
    guard: &Guard,
    ask: &Ask,
    enter: &mut dyn FnMut(&Url) -> Result<(), E>,
) -> Result<Fetched, E> {
    let mut walk = Walk {
        transport,
        clock,
        guard,
        ask,
        spent: TimeDelta::zero(),
    };
    let chain = walk.follow(enter)?;
    Ok(decoded(chain, ask)?)
}

fn decoded(chain: Chain, ask: &Ask) -> Result<Fetched, FetchError> {
    let last = chain.redirects.last().unwrap_or(&chain.first);
    let unpacked = unpacked(&chain.body, &last.headers, &ask.limits).map_err(|cause| {
        FetchError::Undecodable {
            url: Box::new(last.url.clone()),
            cause,
        }
    })?;
    Ok(Fetched {
        unpacked,
        retry_after: retry_after(&last.headers, last.finished),
        first: chain.first,
        redirects: chain.redirects,
        body: chain.body,
        robots: ask.robots,
    })
}

/// Every hop, and the body of the last one.
struct Chain {
    first: Hop,
    redirects: Vec<Hop>,
    body: Vec<u8>,
}

/// A fetch on its way.
struct Walk<'a> {
    transport: &'a dyn Transport,
    clock: &'a dyn Clock,
    guard: &'a Guard,
    ask: &'a Ask,
    /// What the exchanges so far have taken.
    spent: TimeDelta,
}

impl Walk<'_> {
    fn follow<E: From<FetchError>>(
        &mut self,
        enter: &mut dyn FnMut(&Url) -> Result<(), E>,
    ) -> Result<Chain, E> {
        let asked = without_fragment(self.ask.url.clone());
        let mut seen = BTreeSet::from([asked.clone()]);
        self.check(&asked)?;
        enter(&asked)?;
        let (first, mut body) = self.hop(&asked)?;
        let mut redirects: Vec<Hop> = Vec::new();
        while let Some(target) = redirect_target(redirects.last().unwrap_or(&first))? {
            self.may_go_on(&asked, &target, redirects.len(), &mut seen)?;
            self.check(&target)?;
            enter(&target)?;
            let (next, its_body) = self.hop(&target)?;
            redirects.push(next);
            body = its_body;
        }
        Ok(Chain {
            first,
            redirects,
            body,
        })
    }

    /// Ends a chain of redirects that is too long or goes round.
    fn may_go_on(
        &self,
        asked: &Url,
        target: &Url,
        redirects: usize,
        seen: &mut BTreeSet<Url>,
    ) -> Result<(), FetchError> {
        if redirects == self.ask.limits.redirects {
            return Err(FetchError::TooManyRedirects {
                url: Box::new(asked.clone()),
                most: self.ask.limits.redirects,
            });
        }
        if !seen.insert(target.clone()) {
            return Err(FetchError::RedirectLoop {
                url: Box::new(asked.clone()),
                back_to: Box::new(target.clone()),
            });
        }
        Ok(())
    }

    fn check(&self, url: &Url) -> Result<(), FetchError> {
        let checked = self.guard.check_by(url, self.ask.proxy.as_ref());
        checked.map_err(|cause| FetchError::Refused {
            url: Box::new(url.clone()),
            cause,
        })
    }

    /// Does one exchange with `url`.
    fn hop(&mut self, url: &Url) -> Result<(Hop, Vec<u8>), FetchError> {
        let no_answer = |cause| FetchError::NoAnswer {
            url: Box::new(url.clone()),
            cause: of_the_whole(cause, &self.ask.limits),
        };
        let limits = remaining(&self.ask.limits, self.spent).map_err(no_answer)?;
        let request = Request {
            url: url.clone(),
            headers: request_headers(url, self.ask),
            body: None,
            guard: self.guard.clone(),
            proxy: self.ask.proxy.clone(),
        };
        let started = self.clock.now();
        let answer = self.transport.exchange(&request, &limits);
        let finished = self.clock.now();
        let response = answer.map_err(no_answer)?;
        self.spent += finished - started;
        let Response {
            status,
            headers,
            body,
            remote,
            certificate,
        } = response;
        let hop = Hop {
            url: request.url,
            request_headers: request.headers,
            status,
            headers,
            remote: remote.map(|peer| peer.to_string()),
            certificate,
            started,
            finished,
        };
        Ok((hop, body))
    }
}

/// Returns the limits with what `elapsed` leaves of the whole time.
fn remaining(limits: &Limits, elapsed: TimeDelta) -> Result<Limits, TransportError> {
    // A clock that is set back in between counts as no time.
    let elapsed = elapsed.to_std().unwrap_or_default();
    let whole = limits.whole.saturating_sub(elapsed);
    if whole == Duration::ZERO {
        return Err(TransportError::TooSlow {
            step: Step::Whole,
            limit: limits.whole,
        });
    }
    Ok(Limits {
        whole,
        ..limits.clone()
    })
}

/// A hop knows only what the others left of the whole time; a reader wants to know all of it.
fn of_the_whole(cause: TransportError, limits: &Limits) -> TransportError {
    match cause {
        TransportError::TooSlow {
            step: Step::Whole, ..
        } => TransportError::TooSlow {
            step: Step::Whole,
            limit: limits.whole,
        },
        other => other,
    }
}

fn request_headers(url: &Url, ask: &Ask) -> Vec<Header> {
    // What one site gave to be known by again is nothing for another one.
    let is_own = url.origin() == ask.url.origin();
    let conditional = Some(&ask.conditional).filter(|_| is_own);
    let of =
        |field: fn(&Conditional) -> &Option<String>| conditional.and_then(|it| field(it).clone());
    let fields = [
        ("Host", Some(host_field(url))),
        ("User-Agent", Some(ask.user_agent.clone())),
        ("Accept", Some(ACCEPT.to_owned())),
        ("Accept-Encoding", Some(ACCEPT_ENCODING.to_owned())),
        ("If-None-Match", of(|it| &it.etag)),
        ("If-Modified-Since", of(|it| &it.last_modified)),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// Returns the value of the field `Host` (RFC 9110, 7.2).
pub(crate) fn host_field(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    }
}

/// Tells whether a response sends the reader to another address by itself.
pub(crate) fn is_redirect(status: u16, headers: &[Header]) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308) && header_value(headers, "location").is_some()
}

fn redirect_target(hop: &Hop) -> Result<Option<Url>, FetchError> {
    if !is_redirect(hop.status, &hop.headers) {
        return Ok(None);
    }
    let location = utf8_value(header_value(&hop.headers, "location").unwrap_or_default());
    match hop.url.join(&location) {
        Ok(target) => Ok(Some(without_fragment(target))),
        Err(_) => Err(FetchError::BadRedirect {
            url: Box::new(hop.url.clone()),
            location,
        }),
    }
}

/// Reads a header value, one character a byte, as the UTF-8 that most servers mean by it.
fn utf8_value(value: &str) -> String {
    let bytes: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| value.to_owned())
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}
