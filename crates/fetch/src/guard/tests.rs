//! The guard against every spelling of a private address that the url crate reads as one.

use super::*;

fn refused(guard: &Guard, address: &str) -> Refusal {
    let url: Url = address
        .parse()
        .unwrap_or_else(|_| panic!("{address} is an address"));
    match guard.check(&url) {
        Err(refusal) => refusal,
        Ok(()) => panic!("{address} was let through as {url}"),
    }
}

/// One spelling a line; a line may be an address that the URL standard reads as another text.
const PRIVATE: &str = "
    127.0.0.1  127.1  127.0.1  127.0.0.1.  127.255.255.254  2130706433  0x7f000001  0x7F.1
    0x7f.0.0.1  0177.0.0.1  0177.1  017700000001  127.0.0.0x1  127.0x0.0.01  0x7f.0x0.0x0.0x1
    ①②⑦.⓪.⓪.①  １２７.０.０.１  127。0。0。1  127．0．0．1  %31%32%37.0.0.1  0  0.0.0.0  0x0
    00.0  0.1.2.3  10.0.0.1  10.1  012.0.0.1  167772161  0xa.1  10.255.255.255  172.16.0.1
    172.31.255.255  0xac.16.1  2886729729  192.168.0.1  192.168.1  192.168.257  0xc0a80001
    0300.0250.0.1  3232235521  169.254.169.254  0xa9fea9fe  2852039166  0251.0376.0251.0376
    169.254.43518  100.64.0.1  100.127.255.255  0x64.64.1  192.0.0.1  192.0.0.170  192.0.2.1
    198.18.0.1  198.19.255.255  198.51.100.7  203.0.113.7  192.88.99.1  224.0.0.1
    239.255.255.250  240.0.0.1  255.255.255.255  4294967295
    [::]  [::1]  [0:0:0:0:0:0:0:1]  [0000:0000:0000:0000:0000:0000:0000:0001]  [::0.0.0.1]
    [::127.0.0.1]  [::ffff:127.0.0.1]  [::ffff:7f00:1]  [0:0:0:0:0:ffff:127.0.0.1]
    [::FFFF:10.0.0.1]  [::ffff:a9fe:a9fe]  [::ffff:192.168.0.1]  [::ffff:0.0.0.0]
    [64:ff9b::127.0.0.1]  [64:ff9b::7f00:1]  [64:ff9b::10.0.0.1]  [64:ff9b::a9fe:a9fe]
    [64:ff9b:1::1]  [2002:7f00:1::]  [2002:7f00:0001::1]  [2002:a00:1::]  [2002:c0a8:1::]
    [2002:a9fe:a9fe::]  [2001::1]  [2001:db8::1]  [3fff::1]  [fc00::1]  [fd00::1]
    [fdff:ffff::1]  [fe80::1]  [febf::1]  [fec0::1]  [ff02::1]  [ff0e::1]  [100::1]
    [5f00::1]  [4000::1]  [::ffff:0:127.0.0.1]
";

#[test]
fn no_spelling_of_a_private_address_gets_through() {
    let spellings: Vec<&str> = PRIVATE.split_whitespace().collect();
    assert!(spellings.len() >= 100, "{}", spellings.len());
    for host in spellings {
        for address in [format!("http://{host}/a"), format!("https://{host}:8443/a")] {
            let refusal = refused(&Guard::default(), &address);
            assert!(
                matches!(refusal, Refusal::Private { .. }),
                "{address}: {refusal}"
            );
        }
    }
}

#[test]
fn names_of_this_machine_are_refused() {
    for host in [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "loc%61lhost",
    ] {
        let refusal = refused(&Guard::default(), &format!("http://{host}/"));
        assert!(
            matches!(refusal, Refusal::LocalName { .. }),
            "{host}: {refusal}"
        );
    }
}

#[test]
fn only_web_addresses_are_fetched() {
    for (address, expected) in [
        (
            "ftp://outlet.example/a",
            "only http and https addresses are fetched, not ftp",
        ),
        (
            "file:///etc/passwd",
            "only http and https addresses are fetched, not file",
        ),
        (
            "javascript:alert(1)",
            "only http and https addresses are fetched, not javascript",
        ),
        (
            "data:text/html,a",
            "only http and https addresses are fetched, not data",
        ),
        (
            "http://me@outlet.example/",
            "it carries a user name or password",
        ),
        (
            "http://:secret@outlet.example/",
            "it carries a user name or password",
        ),
        (
            "http://outlet.example:22/",
            "port 22 belongs to another service than the web",
        ),
        (
            "http://outlet.example:6667/",
            "port 6667 belongs to another service than the web",
        ),
    ] {
        assert_eq!(refused(&Guard::default(), address).to_string(), expected);
    }
}

#[test]
fn public_addresses_pass() {
    for address in [
        "http://outlet.example/a",
        "https://outlet.example:8443/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://[64:ff9b::8.8.8.8]/",
        "http://localhost.outlet.example/",
    ] {
        let url = address.parse().expect("an address");
        assert_eq!(Guard::default().check(&url), Ok(()), "{address}");
    }
}

#[test]
fn what_is_allowed_is_exact() {
    let guard: Guard = "127.0.0.1:8080, intranet.local:80,[::1]:81"
        .parse()
        .expect("a list");
    for (address, expected) in [
        ("http://127.0.0.1:8080/a", true),
        ("http://0x7f.1:8080/a", true),
        ("https://127.0.0.1:8080/", true),
        ("http://127.0.0.1:8081/", false),
        ("http://127.0.0.1/", false),
        ("http://127.0.0.2:8080/", false),
        ("http://localhost:8080/", false),
        ("http://[::ffff:127.0.0.1]:8080/", false),
        ("http://[::1]:81/", true),
        ("http://[::1]:8080/", false),
        ("http://me@127.0.0.1:8080/", false),
        ("ftp://127.0.0.1:8080/", false),
    ] {
        let url = address.parse().expect("an address");
        assert_eq!(guard.check(&url).is_ok(), expected, "{address}");
    }
}

#[test]
fn resolved_addresses_are_checked_unless_the_name_is_allowed() {
    let guard: Guard = "intranet.local:80".parse().expect("a list");
    for (address, peer, expected) in [
        ("http://outlet.example/", "93.184.216.34", true),
        ("http://outlet.example/", "10.0.0.1", false),
        ("http://outlet.example/", "::ffff:10.0.0.1", false),
        ("http://intranet.local/", "10.0.0.1", true),
        ("http://INTRANET.local./", "10.0.0.1", true),
        ("http://intranet.local:81/", "10.0.0.1", false),
        ("http://8.8.8.8/", "8.8.8.8", true),
        ("http://8.8.8.8/", "8.8.4.4", false),
    ] {
        let url = address.parse().expect("an address");
        let peer = peer.parse().expect("an IP address");
        assert_eq!(
            guard.check_address(&url, peer).is_ok(),
            expected,
            "{address} {peer}"
        );
    }
}

#[test]
fn a_list_of_allowed_hosts_is_read_strictly() {
    for wrong in [
        "127.0.0.1",
        "http://a:80",
        "a:",
        "a:99999",
        "a b:80",
        ":80",
        "127.0.0.1:80:90",
    ] {
        let error = wrong.parse::<Guard>().expect_err(wrong);
        assert!(
            error
                .to_string()
                .starts_with(&format!("{wrong:?} is not a host")),
            "{error}"
        );
    }
    let guard: Guard = " a.example:80 ,, [::1]:81 ".parse().expect("a list");
    let shown: Vec<String> = guard.allowed().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["a.example:80", "[::1]:81"]);
    assert_eq!("".parse::<Guard>(), Ok(Guard::default()));
}

#[test]
fn an_onion_service_is_reached_by_a_socks_proxy_alone() {
    let allowing_it: Guard = "abc.onion:80".parse().expect("a guard");
    let check = |proxy: Option<&str>, expected: bool| {
        let proxy: Option<Url> = proxy.map(|it| it.parse().expect("an address"));
        for name in ["abc.onion", "www.ABC.onion", "abc.onion."] {
            let url: Url = format!("http://{name}/a").parse().expect("an address");
            for guard in [&Guard::default(), &allowing_it] {
                let passed = guard.check_by(&url, proxy.as_ref());
                assert_eq!(passed.is_ok(), expected, "{name} by {proxy:?}");
                if let Err(refusal) = passed {
                    assert!(matches!(refusal, Refusal::Onion { .. }), "{refusal}");
                }
            }
        }
    };
    check(None, false);
    check(Some("http://127.0.0.1:8118"), false);
    check(Some("socks5h://127.0.0.1:9050"), true);
    check(Some("socks5://127.0.0.1:9050"), true);
}
