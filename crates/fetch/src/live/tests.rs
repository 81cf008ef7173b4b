//! What TLS tells of a site: against a server on the loopback that speaks it.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::thread::JoinHandle;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::*;
use crate::guard::Guard;

const HOST: &str = "outlet.example";

/// Leads every name to the loopback.
struct Loopback;

impl Resolver for Loopback {
    fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, port))])
    }
}

/// Answers one request over TLS on a port of the loopback, with a certificate of its own.
fn secure_server(answer: &'static str) -> (CertificateDer<'static>, u16, JoinHandle<()>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([HOST.to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a key that fits");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let serving = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        let tls = ServerConnection::new(Arc::new(config)).expect("a session");
        let mut stream = StreamOwned::new(tls, stream);
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("a request");
            asked.extend(byte);
        }
        stream.write_all(answer.as_bytes()).expect("a client");
        stream.conn.send_close_notify();
        stream.flush().expect("a client");
    });
    (cert.der().clone(), port, serving)
}

fn trusting(certificate: &CertificateDer<'static>) -> LiveTransport {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_root_certificates(roots)
        .with_no_client_auth();
    LiveTransport {
        tls,
        resolver: Arc::new(Loopback),
    }
}

#[track_caller]
fn check(answer: &'static str, expected_status: u16) {
    let (certificate, port, serving) = secure_server(answer);
    let request = Request {
        url: format!("https://{HOST}:{port}/a")
            .parse()
            .expect("an address"),
        headers: Vec::new(),
        body: None,
        guard: format!("{HOST}:{port}").parse::<Guard>().expect("a guard"),
        proxy: None,
    };
    let response = trusting(&certificate).exchange(&request, &Limits::default());
    let response = response.expect("an answer");
    serving.join().expect("the server is well");
    assert_eq!(response.status, expected_status);
    assert_eq!(response.certificate, Some(Sha256::of(&certificate)));
}

#[test]
fn the_certificate_of_a_site_is_kept_by_its_digest() {
    check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200);
}

#[test]
fn a_redirect_has_the_certificate_of_its_own_site() {
    check(
        "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
        302,
    );
}
