//! A proxy on the loopback interface: SOCKS5 without a password (RFC 1928), or HTTP with tunnels
//! (RFC 9110, 9.3.6) and without. Whatever host it is asked for, it leads to one server.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::Server;

/// How the proxy is spoken to.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Socks,
    Http,
    /// SOCKS5 that finds no host.
    Refusing,
}

/// A proxy on a free port of 127.0.0.1; it stops when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    manner: Manner,
    target: Option<SocketAddr>,
    asked: Mutex<Vec<String>>,
    stopping: AtomicBool,
}

impl Proxy {
    /// Starts a SOCKS5 proxy that leads to `server`.
    pub fn socks(server: &Server) -> Self {
        Self::start(Manner::Socks, Some(server.address()))
    }

    /// Starts an HTTP proxy that leads to `server`.
    pub fn http(server: &Server) -> Self {
        Self::start(Manner::Http, Some(server.address()))
    }

    /// Starts a SOCKS5 proxy that reaches nobody.
    pub fn refusing() -> Self {
        Self::start(Manner::Refusing, None)
    }

    fn start(manner: Manner, target: Option<SocketAddr>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on the loopback");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            manner,
            target,
            asked: Mutex::default(),
            stopping: AtomicBool::new(false),
        });
        let for_thread = Arc::clone(&shared);
        let accepting = std::thread::spawn(move || accept(&listener, &for_thread));
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// Returns the address of the proxy by a scheme.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// Returns every host and port that was asked for, in the order of arrival.
    ///
    /// # Panics
    ///
    /// When a thread of the proxy panicked.
    pub fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().expect("no holder panics").clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            drop(accepting.join());
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // Whatever goes wrong on a connection ends that connection only.
        std::thread::spawn(move || drop(serve(stream, &shared)));
    }
}

fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    match shared.manner {
        Manner::Socks | Manner::Refusing => serve_socks(stream, shared),
        Manner::Http => serve_http(stream, shared),
    }
}

fn serve_socks(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut greeting = [0; 2];
    stream.read_exact(&mut greeting)?;
    stream.read_exact(&mut vec![0; greeting[1].into()])?;
    stream.write_all(&[5, 0])?;
    let mut head = [0; 4];
    stream.read_exact(&mut head)?;
    let host = match head[3] {
        3 => {
            let mut length = [0];
            stream.read_exact(&mut length)?;
            let mut name = vec![0; length[0].into()];
            stream.read_exact(&mut name)?;
            String::from_utf8_lossy(&name).into_owned()
        }
        kind => {
            let mut address = vec![0; if kind == 1 { 4 } else { 16 }];
            stream.read_exact(&mut address)?;
            format!("{address:?}")
        }
    };
    let mut port = [0; 2];
    stream.read_exact(&mut port)?;
    shared.note(format!("{host}:{}", u16::from_be_bytes(port)));
    let Some(target) = shared.target else {
        return stream.write_all(&[5, 4, 0, 1, 0, 0, 0, 0, 0, 0]);
    };
    let server = TcpStream::connect(target)?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    join(stream, server)
}

fn serve_http(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let (first, rest) = head.split_once("\r\n").unwrap_or_default();
    let target = first.split(' ').nth(1).unwrap_or_default();
    let mut server = TcpStream::connect(shared.target.unwrap_or(stream.local_addr()?))?;
    if first.starts_with("CONNECT ") {
        shared.note(target.to_owned());
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
        return join(stream, server);
    }
    let whole = target.strip_prefix("http://").unwrap_or(target);
    let (host, path) = whole.split_once('/').unwrap_or((whole, ""));
    let port = if host.contains(':') { "" } else { ":80" };
    shared.note(format!("{host}{port}"));
    write!(server, "GET /{path} HTTP/1.1\r\n{rest}")?;
    join(stream, server)
}

/// Passes bytes both ways until both sides have said all.
fn join(client: TcpStream, server: TcpStream) -> std::io::Result<()> {
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let (mut from_server, mut to_client) = (server, client);
    let forth = std::thread::spawn(move || {
        drop(std::io::copy(&mut from_client, &mut to_server));
        to_server.shutdown(Shutdown::Write)
    });
    let back = std::io::copy(&mut from_server, &mut to_client);
    drop(to_client.shutdown(Shutdown::Write));
    drop(forth.join());
    back.map(drop)
}

impl Shared {
    fn note(&self, asked: String) {
        self.asked.lock().expect("no holder panics").push(asked);
    }
}
