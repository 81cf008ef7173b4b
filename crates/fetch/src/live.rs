//! The live transport: reqwest over HTTP/1.1, with everything clever in it switched off.
//!
//! No redirects, cookies, retries, pooled connections or decoders, and no proxy but the one in the
//! request: what is sent and what comes back is exactly what the capture records. Names are looked up once, here, and the client
//! gets only the addresses that the guard let through, so that a second answer of the name server
//! has no chance (DNS rebinding); the peer that answered is compared again. Literal addresses never
//! pass a resolver in reqwest (reqwest#1515); the guard has checked them as text. Through a proxy all of
//! this is the proxy's part ([`crate::proxy`]), and who answered is not known.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use model::{Header, Sha256, header_value};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, redirect, retry};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::time::timeout;
use url::Url;

use crate::get::is_redirect;
use crate::guard::{Refusal, literal};
use crate::limits::Limits;
use crate::proxy::{gone, literal_of, route_by, unusable};
use crate::resolve::{Resolver, SystemResolver};
use crate::transport::{Request, Response, Step, Transport, TransportError};

mod blame;
pub(crate) use blame::is_network_gone;
use blame::{during_body, during_request};

/// The status by which a proxy, and nobody else, asks for a name and password (RFC 9110, 15.5.8).
const NOT_AUTHENTICATED: u16 = 407;
/// The statuses by which a proxy says that it got nothing from the site (RFC 9110, 15.6).
const GATEWAY: [u16; 3] = [502, 503, 504];

/// Reaches servers over the network of this machine.
///
/// It blocks the thread that calls it and must not be called from within an async runtime.
pub struct LiveTransport {
    tls: rustls::ClientConfig,
    resolver: Arc<dyn Resolver>,
}

impl LiveTransport {
    /// Returns a transport that resolves names as the system does.
    ///
    /// Fails when the system's root certificates cannot be loaded.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_resolver(Arc::new(SystemResolver))
    }

    /// Returns a transport that resolves names by `resolver`.
    pub fn with_resolver(resolver: Arc<dyn Resolver>) -> Result<Self, TransportError> {
        Ok(Self {
            tls: tls_config().map_err(not_ready)?,
            resolver,
        })
    }
}

impl Transport for LiveTransport {
    fn exchange(&self, request: &Request, limits: &Limits) -> Result<Response, TransportError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(not_ready)?;
        let answer =
            runtime.block_on(async { timeout(limits.whole, self.answer(request, limits)).await });
        // A look-up that hangs in the system must not hold the caller back.
        runtime.shutdown_background();
        answer.unwrap_or(Err(too_slow(Step::Whole, limits.whole)))
    }
}

impl LiveTransport {
    async fn answer(&self, request: &Request, limits: &Limits) -> Result<Response, TransportError> {
        let peers = self.peers(request, limits).await?;
        let client = self.client(peers, request.proxy.as_ref(), limits)?;
        let url = request.url.clone();
        let builder = match &request.body {
            Some(body) => client.post(url).body(body.clone()),
            None => client.get(url),
        };
        let sending = builder.headers(header_map(&request.headers)?).send();
        let patience = limits.connect + limits.first_byte;
        let answer = timeout(patience, sending)
            .await
            .map_err(|_| too_slow(Step::FirstByte, limits.first_byte))?;
        let response = match answer {
            Ok(response) => response,
            Err(error) => return Err(self.blame(error, request, limits).await),
        };
        let remote = response.remote_addr().filter(|_| request.proxy.is_none());
        if let Some(peer) = remote {
            request.guard.check_address(&request.url, peer.ip())?;
        }
        let certificate = certificate_of(&response);
        let status = response.status().as_u16();
        let headers = headers_of(response.headers(), limits)?;
        if let Some(error) = of_the_proxy(request, status, &headers) {
            return Err(error);
        }
        let body = if is_redirect(status, &headers) {
            Vec::new()
        } else {
            body_of(response, limits).await?
        };
        Ok(Response {
            status,
            headers,
            body,
            remote,
            certificate,
        })
    }

    /// Returns what an error before the body means. What a SOCKS client says does not tell a proxy that
    /// is gone from one that reached nobody, so the proxy is knocked at once more.
    async fn blame(
        &self,
        error: reqwest::Error,
        request: &Request,
        limits: &Limits,
    ) -> TransportError {
        let error = during_request(error, request.proxy.as_ref(), limits);
        let (TransportError::Proxy { .. }, Some(proxy)) = (&error, &request.proxy) else {
            return error;
        };
        let peers = match literal_of(proxy) {
            Some(address) => {
                let port = proxy.port_or_known_default().unwrap_or_default();
                vec![SocketAddr::new(address, port)]
            }
            None => self.look_up(proxy, limits).await.unwrap_or_default(),
        };
        let knocking = tokio::net::TcpStream::connect(peers.as_slice());
        match timeout(limits.connect, knocking).await {
            Ok(Ok(_)) => error,
            Ok(Err(nobody)) => gone(proxy, &nobody.to_string()),
            Err(_) => gone(proxy, "it does not answer"),
        }
    }

    /// Returns whom the client may connect to: the proxy, or else the host of the request.
    async fn peers(
        &self,
        request: &Request,
        limits: &Limits,
    ) -> Result<Vec<SocketAddr>, TransportError> {
        match &request.proxy {
            None => self.checked_peers(request, limits).await,
            Some(proxy) if literal_of(proxy).is_some() => Ok(Vec::new()),
            Some(proxy) => {
                let found = self.look_up(proxy, limits).await;
                found.map_err(|error| gone(proxy, &error.to_string()))
            }
        }
    }

    /// Resolves the host of a request and returns the addresses that the guard lets through; none
    /// for a literal, which needs no look-up.
    async fn checked_peers(
        &self,
        request: &Request,
        limits: &Limits,
    ) -> Result<Vec<SocketAddr>, TransportError> {
        let url = &request.url;
        if literal(url).is_some() {
            return Ok(Vec::new());
        }
        let found = self.look_up(url, limits).await?;
        let mut refusal: Option<Refusal> = None;
        let mut passed = Vec::new();
        for peer in found {
            match request.guard.check_address(url, peer.ip()) {
                Ok(()) => passed.push(peer),
                Err(why) => refusal = Some(why),
            }
        }
        match (passed.is_empty(), refusal) {
            (false, _) => Ok(passed),
            (true, Some(refusal)) => Err(refusal.into()),
            (true, None) => Err(TransportError::NoSuchHost {
                host: url.host_str().unwrap_or_default().to_owned(),
                source: io::Error::from(io::ErrorKind::NotFound),
            }),
        }
    }

    async fn look_up(&self, url: &Url, limits: &Limits) -> Result<Vec<SocketAddr>, TransportError> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let port = url.port_or_known_default().unwrap_or(80);
        let resolver = Arc::clone(&self.resolver);
        let name = host.clone();
        let asking = tokio::task::spawn_blocking(move || resolver.addresses(&name, port));
        timeout(limits.connect, asking)
            .await
            .map_err(|_| too_slow(Step::Lookup, limits.connect))?
            .map_err(not_ready)?
            .map_err(|source| TransportError::NoSuchHost { host, source })
    }

    /// Returns a client for one exchange that can connect to nobody but `peers`, or to the literal
    /// address in the request or of the proxy.
    fn client(
        &self,
        peers: Vec<SocketAddr>,
        proxy: Option<&Url>,
        limits: &Limits,
    ) -> Result<Client, TransportError> {
        let builder = Client::builder().no_proxy();
        let builder = match proxy {
            Some(proxy) => builder.proxy(route_by(proxy)?),
            None => builder,
        };
        builder
            .tls_backend_preconfigured(self.tls.clone())
            .tls_info(true)
            .http1_only()
            .http1_max_headers(limits.header_fields)
            .http1_title_case_headers()
            .dns_resolver(Checked(peers))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .pool_max_idle_per_host(0)
            .connect_timeout(limits.connect)
            .build()
            .map_err(not_ready)
    }
}

/// Answers every name with the addresses that were checked before.
struct Checked(Vec<SocketAddr>);

impl reqwest::dns::Resolve for Checked {
    fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let peers: reqwest::dns::Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(peers)))
    }
}

fn tls_config() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Returns what an HTTP proxy said in the place of the site. It speaks for the site only where it is
/// asked for a page without TLS; a site that says when to come back has spoken itself.
fn of_the_proxy(request: &Request, status: u16, headers: &[Header]) -> Option<TransportError> {
    let proxy = request.proxy.as_ref().filter(|it| it.scheme() == "http")?;
    if status == NOT_AUTHENTICATED {
        return Some(unusable(proxy, "it asks for a name and password"));
    }
    let is_gateway = request.url.scheme() == "http" && GATEWAY.contains(&status);
    let from_site = header_value(headers, "retry-after").is_some();
    (is_gateway && !from_site).then(|| {
        let reason = format!("it answered {status}: it got no answer from the site");
        unusable(proxy, &reason)
    })
}

/// Returns the digest of the certificate that the site named itself by, when it came over TLS.
fn certificate_of(response: &reqwest::Response) -> Option<Sha256> {
    let tls = response.extensions().get::<reqwest::tls::TlsInfo>()?;
    tls.peer_certificate().map(Sha256::of)
}

fn header_map(headers: &[Header]) -> Result<HeaderMap, TransportError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(bad_request)?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(bad_request)?;
        map.append(name, value);
    }
    Ok(map)
}

fn headers_of(map: &HeaderMap, limits: &Limits) -> Result<Vec<Header>, TransportError> {
    let headers: Vec<Header> = map
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), latin1(value.as_bytes())))
        .collect();
    // Colon, space and line end count too, as they do on the wire.
    let bytes: usize = map
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if bytes > limits.header_bytes || headers.len() > limits.header_fields {
        return Err(TransportError::HeaderTooLarge {
            bytes: limits.header_bytes,
            fields: limits.header_fields,
        });
    }
    Ok(headers)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

async fn body_of(
    mut response: reqwest::Response,
    limits: &Limits,
) -> Result<Vec<u8>, TransportError> {
    let most = limits.wire_bytes;
    let announced = response.content_length().unwrap_or(0);
    if announced > most as u64 {
        return Err(TransportError::BodyTooLarge { most });
    }
    // Growing by doubling would hold a long body twice over.
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(most));
    loop {
        let piece = timeout(limits.stall, response.chunk())
            .await
            .map_err(|_| too_slow(Step::Body, limits.stall))?
            .map_err(during_body)?;
        let Some(piece) = piece else { return Ok(body) };
        if body.len() + piece.len() > most {
            return Err(TransportError::BodyTooLarge { most });
        }
        body.extend_from_slice(&piece);
    }
}

fn too_slow(step: Step, limit: Duration) -> TransportError {
    TransportError::TooSlow { step, limit }
}

fn not_ready(source: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::NotReady {
        source: Box::new(source),
    }
}

fn bad_request(source: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::BadRequest {
        source: Box::new(source),
    }
}

#[cfg(test)]
mod tests;
