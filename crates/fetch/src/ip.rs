//! Which IP addresses are public: everything that the IANA special-purpose registries do not set
//! aside (RFC 6890 and its successors,
//! <https://www.iana.org/assignments/iana-ipv4-special-registry/> and `…ipv6-special-registry/`).
//!
//! Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4) are judged by what they
//! carry. `IpAddr::is_global` would say much of this, but is not stable.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Returns the name of the range that keeps `address` from being public, or nothing when it is.
pub(crate) fn special_range(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<&'static str> {
    Some(match address.octets() {
        [0, ..] => "this network",
        [127, ..] => "loopback",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "private network",
        [100, 64..=127, ..] => "shared address space of a provider",
        [169, 254, ..] => "link-local",
        [192, 0, 0, _] => "protocol assignments",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "documentation",
        [192, 88, 99, _] => "6to4 relay",
        [198, 18..=19, ..] => "benchmarking",
        [224..=239, ..] => "multicast",
        [240..=255, ..] => "reserved",
        _ => return None,
    })
}

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    if let Some(carried) = carried_v4(address) {
        return special_v4(carried);
    }
    Some(match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "unspecified",
        [0, 0, 0, 0, 0, 0, 0, 1] => "loopback",
        [0xfc00..=0xfdff, ..] => "private network",
        [0xfe80..=0xfebf, ..] => "link-local",
        [0xff00..=0xffff, ..] => "multicast",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => "documentation",
        // Teredo, ORCHID, benchmarking and others; nothing in it serves pages.
        [0x2001, 0..=0x1ff, ..] => "protocol assignments",
        // All global unicast addresses that were ever given out are in 2000::/3.
        [0x2000..=0x3fff, ..] => return None,
        _ => "reserved",
    })
}

/// Returns the IPv4 address inside an IPv4-mapped (RFC 4291), NAT64 (RFC 6052) or 6to4 (RFC 3056)
/// address.
fn carried_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let ([0, 0, 0, 0, 0, 0xffff, high, low]
    | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
    | [0x2002, high, low, ..]) = address.segments()
    else {
        return None;
    };
    Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_where_the_registries_say() {
        let check = |inside: &str, outside: &[&str]| {
            for address in inside.split(' ') {
                let parsed = address.parse().expect("an address");
                assert!(special_range(parsed).is_some(), "{address} is not public");
            }
            for address in outside {
                let parsed = address.parse().expect("an address");
                assert_eq!(special_range(parsed), None, "{address} is public");
            }
        };
        check("0.0.0.0 0.255.255.255", &["1.0.0.0"]);
        check("10.0.0.0 10.255.255.255", &["9.255.255.255", "11.0.0.0"]);
        check(
            "100.64.0.0 100.127.255.255",
            &["100.63.255.255", "100.128.0.0"],
        );
        check(
            "127.0.0.0 127.255.255.255",
            &["126.255.255.255", "128.0.0.0"],
        );
        check(
            "169.254.0.0 169.254.169.254",
            &["169.253.255.255", "169.255.0.0"],
        );
        check(
            "172.16.0.0 172.31.255.255",
            &["172.15.255.255", "172.32.0.0"],
        );
        check(
            "192.0.0.0 192.0.0.255 192.0.2.1",
            &["192.0.1.0", "192.0.3.0"],
        );
        check(
            "192.168.0.0 192.168.255.255",
            &["192.167.255.255", "192.169.0.0"],
        );
        check(
            "198.18.0.0 198.19.255.255",
            &["198.17.255.255", "198.20.0.0"],
        );
        check("224.0.0.0 255.255.255.255", &["223.255.255.255"]);
        check(":: ::1 ::2 ::7f00:1 100::1 5f00::1", &["2606:4700::1111"]);
        check("fc00::1 fdff::1 fe80::1 fec0::1 ff02::1", &["2a00:1450::1"]);
        check("2001::1 2001:1ff::1 2001:db8::1 3fff::1", &["2001:200::1"]);
        check("::ffff:10.0.0.1 64:ff9b::7f00:1", &["64:ff9b::808:808"]);
        check("64:ff9b:1::808:808 2002:a00:1::1", &["2002:808:808::1"]);
        check("2002:7f00:1:: 2002:c0a8:101::", &["::ffff:8.8.8.8"]);
    }
}
