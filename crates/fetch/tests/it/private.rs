//! Every spelling of every private address, by every way that leads to one: nobody ever connects.
//!
//! A canary listens on all of 127.0.0.0/8 and on `::1`, at one port that every case names. That the
//! canary sings is shown first.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterclaim_fetch::{FetchError, Guard, LiveTransport, Resolver, get};
use counterclaim_tests::{FixedClock, Reply, Server};

use super::ask;

/// Listens where a connection to a private address would end that this machine can make.
struct Canary {
    port: u16,
    listeners: Vec<TcpListener>,
}

impl Canary {
    fn start() -> Self {
        let wide = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("a free port");
        let port = wide.local_addr().expect("an address").port();
        let mut listeners = vec![wide];
        // A machine without IPv6 has nothing there to connect to.
        listeners.extend(TcpListener::bind((Ipv6Addr::LOCALHOST, port)).ok());
        for listener in &listeners {
            listener.set_nonblocking(true).expect("a socket");
        }
        Self { port, listeners }
    }

    /// Returns how many have connected since it was last asked.
    fn heard(&self) -> usize {
        let heard = |it: &TcpListener| std::iter::from_fn(|| it.accept().ok()).count();
        self.listeners.iter().map(heard).sum()
    }
}

/// Private addresses of each range of the registries.
const V4: [&str; 22] = [
    "127.0.0.1",
    "127.0.0.53",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.0.1",
    "192.168.255.254",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.0.1",
    "192.0.2.1",
    "198.51.100.7",
    "203.0.113.7",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
];
const V6: [&str; 22] = [
    "::",
    "::1",
    "::7f00:1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "3fff::1",
    "2001::1",
    "2001:10::1",
    "100::1",
    "64:ff9b:1::7f00:1",
    "5f00::1",
    "4000::1",
    "::ffff:0:7f00:1",
    "2001:0:7f00:1::",
    "0:0:1::1",
    "8000::1",
];

/// Returns every spelling of an IPv4 address that some reader of addresses takes for it.
fn spellings(address: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = address.octets();
    let number = u32::from(address);
    let dotted = address.to_string();
    let wide = |text: &str| -> String {
        let digit = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(0xff10 + digit).expect("a digit"),
            None => c,
        };
        text.chars().map(digit).collect()
    };
    vec![
        dotted.clone(),
        format!("{dotted}."),
        number.to_string(),
        format!("0x{number:x}"),
        format!("0X{number:08X}"),
        format!("0{number:o}"),
        format!("{a}.{b}.{}", u32::from(c) << 8 | u32::from(d)),
        format!(
            "{a}.{}",
            u32::from(b) << 16 | u32::from(c) << 8 | u32::from(d)
        ),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("0x{a:x}.0{b:o}.{c}.{d}"),
        wide(&dotted),
        dotted.replace('.', "。"),
        dotted.replace('.', "．"),
        format!("%{:02x}{}", dotted.as_bytes()[0], &dotted[1..]),
        format!("[::ffff:{dotted}]"),
        format!("[::ffff:{a:02x}{b:02x}:{c:02x}{d:02x}]"),
        format!("[0:0:0:0:0:ffff:{dotted}]"),
        format!("[::{dotted}]"),
        format!("[64:ff9b::{dotted}]"),
        format!("[64:ff9b::{a:02x}{b:02x}:{c:02x}{d:02x}]"),
        format!("[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::]"),
        format!("[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1]"),
    ]
}

fn hosts() -> Vec<String> {
    let v4 = V4.iter().flat_map(|it| spellings(it.parse().expect(it)));
    let v6 = V6.iter().flat_map(|it| {
        let address: Ipv6Addr = it.parse().expect(it);
        let whole: Vec<String> = address
            .segments()
            .map(|part| format!("{part:04X}"))
            .to_vec();
        [format!("[{it}]"), format!("[{}]", whole.join(":"))]
    });
    let names = ["localhost", "LOCALHOST.", "a.localhost"].map(str::to_owned);
    v4.chain(v6).chain(names).collect()
}

/// Returns the addresses themselves, and those of IPv4 in each form in which IPv6 carries them.
fn resolved() -> Vec<IpAddr> {
    let carried = V4.iter().flat_map(|it| {
        let address: Ipv4Addr = it.parse().expect(it);
        let [a, b, c, d] = address.octets().map(u16::from);
        let (high, low) = (a << 8 | b, c << 8 | d);
        [
            IpAddr::V4(address),
            IpAddr::V6(address.to_ipv6_mapped()),
            IpAddr::V6(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low)),
            IpAddr::V6(Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)),
        ]
    });
    let v6 = V6.iter().map(|it| IpAddr::V6(it.parse().expect(it)));
    carried.chain(v6).collect()
}

/// A name server that gives a public address first and a private one from then on, or only that.
struct Lying {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Resolver for Lying {
    fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.get(turn).or(self.answers.last());
        let answer = answer.into_iter().flatten();
        Ok(answer.map(|ip| SocketAddr::new(*ip, port)).collect())
    }
}

fn refused(outcome: Result<counterclaim_fetch::Fetched, FetchError>, case: &str) {
    match outcome {
        Err(error) => assert_eq!(error.code(), "address_refused", "{case}: {error}"),
        Ok(_) => panic!("{case} was fetched"),
    }
}

#[test]
fn the_canary_hears_who_connects() {
    let canary = Canary::start();
    for address in ["127.0.0.1", "127.1.2.3"] {
        let address: Ipv4Addr = address.parse().expect(address);
        drop(TcpStream::connect((address, canary.port)).expect("it listens"));
    }
    assert_eq!(canary.heard(), 2);
}

#[test]
fn no_spelling_of_a_private_address_is_connected_to_directly_or_by_a_redirect() {
    let canary = Canary::start();
    let server = Server::start();
    let guard: Guard = server.host_port().parse().expect("a guard");
    let transport = LiveTransport::new().expect("root certificates");
    let clock = FixedClock::default();
    let hosts = hosts();
    for host in &hosts {
        let address = format!("http://{host}:{}/a", canary.port);
        refused(get(&transport, &clock, &guard, &ask(&address)), &address);
        server.route("/go", Reply::redirect(302, &address));
        let by_redirect = get(&transport, &clock, &guard, &ask(&server.url("/go")));
        refused(by_redirect, &format!("redirect to {address}"));
    }
    assert!(2 * hosts.len() >= 1_106, "{} cases", 2 * hosts.len());
    assert_eq!(canary.heard(), 0);
}

#[test]
fn no_name_that_resolves_to_a_private_address_is_connected_to_now_or_later() {
    let canary = Canary::start();
    let clock = FixedClock::default();
    let mut cases = 0;
    for private in resolved() {
        // The first answer of one that rebinds is of a range for documentation, which nobody has.
        let rebinding = vec![
            vec!["192.0.2.9".parse().expect("an address")],
            vec![private],
        ];
        for answers in [vec![vec![private]], vec![vec![private; 3]], rebinding] {
            let resolver = Arc::new(Lying {
                answers,
                asked: AtomicUsize::new(0),
            });
            let counted = Arc::clone(&resolver);
            let transport = LiveTransport::with_resolver(counted).expect("root certificates");
            let address = format!("http://outlet.example:{}/a", canary.port);
            let outcome = get(&transport, &clock, &Guard::default(), &ask(&address));
            refused(outcome, &format!("{address} at {private}"));
            assert_eq!(resolver.asked.load(Ordering::SeqCst), 1, "asked again");
            cases += 1;
        }
    }
    assert!(cases >= 330, "{cases} cases");
    assert_eq!(canary.heard(), 0);
}

/// The name was the reporter's own a moment ago; at the second hop it means something else.
#[test]
fn a_name_that_rebinds_between_two_hops_is_not_connected_to() {
    let canary = Canary::start();
    let clock = FixedClock::default();
    let server = Server::start();
    let port = server.address().port();
    let guard: Guard = format!("outlet.example:{port}").parse().expect("a guard");
    let target = format!("http://outlet.example:{}/b", canary.port);
    server.route("/a", Reply::redirect(302, &target));
    let all = resolved();
    for private in &all {
        let resolver = Arc::new(Lying {
            answers: vec![vec![IpAddr::V4(Ipv4Addr::LOCALHOST)], vec![*private]],
            asked: AtomicUsize::new(0),
        });
        let counted = Arc::clone(&resolver);
        let transport = LiveTransport::with_resolver(counted).expect("root certificates");
        let address = format!("http://outlet.example:{port}/a");
        let outcome = get(&transport, &clock, &guard, &ask(&address));
        refused(outcome, &format!("{target} at {private}"));
        assert_eq!(resolver.asked.load(Ordering::SeqCst), 2, "each hop once");
    }
    assert!(all.len() >= 110, "{} cases", all.len());
    assert_eq!(server.targets().len(), all.len(), "the first hop is gone");
    assert_eq!(canary.heard(), 0);
}
