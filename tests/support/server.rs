//! A web server on the loopback interface that does what a test tells it, well-behaved or not.
//!
//! It speaks plain HTTP/1.1 over raw sockets with a thread a connection, so that a test can send
//! any bytes at any speed, which a real server library would not let it do.

use std::collections::{BTreeMap, VecDeque};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::Reply;
use crate::reply::Step;

/// How often a connection that waits looks whether the server stops.
const POLL: Duration = Duration::from_millis(20);
/// More than any request of ours; a longer one is cut off.
const LONGEST_REQUEST: usize = 1 << 20;

/// A request that reached the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The method ("GET").
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The header fields in their order and case.
    pub headers: Vec<(String, String)>,
    /// The body, where its length was told.
    pub body: Vec<u8>,
}

impl Seen {
    /// Returns the value of the first header field called `name`, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }
}

/// A server on a free port of 127.0.0.1; it stops when it is dropped.
///
/// A path without a route is answered with 404.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

/// Makes the reply to a request.
struct Answer(Box<dyn Fn(&Seen) -> Reply + Send + Sync>);

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer")
    }
}

#[derive(Debug, Default)]
struct Shared {
    routes: Mutex<BTreeMap<String, VecDeque<Reply>>>,
    answers: Mutex<BTreeMap<String, Answer>>,
    seen: Mutex<Vec<Seen>>,
    stopping: AtomicBool,
}

impl Server {
    /// Starts a server without routes.
    ///
    /// # Panics
    ///
    /// When the machine has no loopback interface or no free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on the loopback");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::new(Shared::default());
        let for_thread = Arc::clone(&shared);
        let accepting = std::thread::spawn(move || accept(&listener, &for_thread));
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// Starts a server with one lasting reply for each path.
    pub fn with<'a>(routes: impl IntoIterator<Item = (&'a str, Reply)>) -> Self {
        let server = Self::start();
        for (path, reply) in routes {
            server.route(path, reply);
        }
        server
    }

    /// Answers `path` with this reply from now on. A path with a query is matched as a whole
    /// before its bare path is.
    pub fn route(&self, path: &str, reply: Reply) {
        self.route_each(path, [reply]);
    }

    /// Answers `path` with one reply after the other; the last one stays.
    pub fn route_each(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        let replies = replies.into_iter().collect();
        held(&self.shared.routes).insert(path.to_owned(), replies);
    }

    /// Answers `path` with what `answer` makes of each request from now on.
    pub fn answer(&self, path: &str, answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) {
        held(&self.shared.answers).insert(path.to_owned(), Answer(Box::new(answer)));
    }

    /// Returns the full address of a path on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Returns host and port, as an allow-list names them.
    pub fn host_port(&self) -> String {
        self.address.to_string()
    }

    /// Returns the address of the socket.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns every request so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Seen> {
        held(&self.shared.seen).clone()
    }

    /// Returns the targets of every request so far, in the order of arrival.
    pub fn targets(&self) -> Vec<String> {
        held(&self.shared.seen)
            .iter()
            .map(|seen| seen.target.clone())
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The accepting thread sits in `accept`; one more connection wakes it.
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            drop(accepting.join());
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock()
        .expect("no thread panics while it holds the lock")
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        std::thread::spawn(move || serve(stream, &shared));
    }
}

/// Answers one request on `stream`; whatever goes wrong on the way ends the connection only.
fn serve(mut stream: TcpStream, shared: &Shared) {
    if stream.set_read_timeout(Some(POLL)).is_err() {
        return;
    }
    let Some(request) = read_request(&mut stream, shared) else {
        return;
    };
    let steps = shared.reply_to(&request).steps(&request);
    held(&shared.seen).push(request);
    for step in steps {
        if play(&mut stream, &step, shared).is_err() {
            return;
        }
    }
    // A client that reads to the end must see an end and no reset.
    drop(stream.shutdown(Shutdown::Write));
    wait_for_close(&mut stream, shared);
}

impl Shared {
    fn reply_to(&self, request: &Seen) -> Reply {
        let path = request.target.split('?').next().unwrap_or_default();
        if let Some(Answer(answer)) = held(&self.answers).get(path) {
            return answer(request);
        }
        let mut routes = held(&self.routes);
        let key = if routes.contains_key(&request.target) {
            &request.target
        } else {
            path
        };
        let Some(replies) = routes.get_mut(key) else {
            return Reply::of(404, "text/plain", "no such page");
        };
        let next = if replies.len() > 1 {
            replies.pop_front()
        } else {
            replies.front().cloned()
        };
        next.unwrap_or_else(|| Reply::status(404))
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

fn play(stream: &mut TcpStream, step: &Step, shared: &Shared) -> std::io::Result<()> {
    match step {
        Step::Send(bytes) => stream.write_all(bytes),
        Step::Drip(bytes, pause) => {
            for byte in bytes {
                std::thread::sleep(*pause);
                stream.write_all(&[*byte])?;
            }
            Ok(())
        }
        Step::Endless(bytes) => {
            while !shared.is_stopping() {
                stream.write_all(bytes)?;
            }
            Ok(())
        }
        Step::Hold => {
            wait_for_close(stream, shared);
            Ok(())
        }
    }
}

/// Reads a request head; nothing when the client leaves, floods or does not speak HTTP.
fn read_request(stream: &mut TcpStream, shared: &Shared) -> Option<Seen> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match stream.read(&mut byte) {
            Ok(0) => return None,
            Ok(_) => bytes.push(byte[0]),
            Err(error) if is_timeout(&error) && !shared.is_stopping() => {}
            Err(_) => return None,
        }
        // A TLS handshake begins with this byte. Real servers answer it in plain text too.
        if bytes == [0x16] {
            drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
            return None;
        }
        if bytes.len() > LONGEST_REQUEST {
            return None;
        }
    }
    let request = parse_request(&String::from_utf8_lossy(&bytes))?;
    let length = request
        .header("Content-Length")
        .and_then(|it| it.parse().ok());
    let body = read_body(stream, shared, length.unwrap_or(0))?;
    Some(Seen { body, ..request })
}

/// Reads a body of so many bytes; nothing when the client leaves before.
fn read_body(stream: &mut TcpStream, shared: &Shared, length: usize) -> Option<Vec<u8>> {
    let mut body = vec![0; length.min(LONGEST_REQUEST)];
    let mut read = 0;
    while read < body.len() {
        match stream.read(&mut body[read..]) {
            Ok(0) => return None,
            Ok(more) => read += more,
            Err(error) if is_timeout(&error) && !shared.is_stopping() => {}
            Err(_) => return None,
        }
    }
    Some(body)
}

fn parse_request(text: &str) -> Option<Seen> {
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?, first.next()?);
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Some(Seen {
        method: method.to_owned(),
        target: target.to_owned(),
        body: Vec::new(),
        headers,
    })
}

fn wait_for_close(stream: &mut TcpStream, shared: &Shared) {
    let mut rest = [0; 1024];
    while !shared.is_stopping() {
        match stream.read(&mut rest) {
            Ok(0) => return,
            Err(error) if !is_timeout(&error) => return,
            _ => {}
        }
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, target: &str, more: &str) -> String {
        let mut stream = TcpStream::connect(server.address()).expect("the server listens");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: here\r\n{more}\r\n").expect("a live socket");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("an answer in UTF-8");
        answer
    }

    #[test]
    fn replies_come_in_their_order_and_the_last_one_stays() {
        let server = Server::start();
        server.route_each("/a", [Reply::status(503), Reply::page("<p>two</p>")]);
        assert!(ask(&server, "/a", "").starts_with("HTTP/1.1 503 "));
        assert!(ask(&server, "/a?b", "").ends_with("\r\n\r\n<p>two</p>"));
        assert!(ask(&server, "/a", "").contains("Content-Length: 10\r\n"));
        assert!(ask(&server, "/b", "").starts_with("HTTP/1.1 404 "));
        assert_eq!(server.targets(), ["/a", "/a?b", "/a", "/b"]);
        assert_eq!(server.requests()[0].header("host"), Some("here"));
    }

    #[test]
    fn an_unchanged_page_is_not_sent_again() {
        let reply = Reply::page("<p>same</p>")
            .header("ETag", "\"v1\"")
            .conditional();
        let server = Server::with([("/a", reply)]);
        assert!(ask(&server, "/a", "").ends_with("<p>same</p>"));
        assert!(ask(&server, "/a", "If-None-Match: \"v0\"\r\n").ends_with("<p>same</p>"));
        let unchanged = ask(&server, "/a", "If-None-Match: \"v1\"\r\n");
        assert!(unchanged.starts_with("HTTP/1.1 304 "), "{unchanged}");
        assert!(unchanged.ends_with("\r\n\r\n"), "{unchanged}");
    }

    #[test]
    fn raw_bytes_are_sent_as_they_are() {
        let server = Server::with([("/a", Reply::raw("no http at all"))]);
        assert_eq!(ask(&server, "/a", ""), "no http at all");
    }
}
