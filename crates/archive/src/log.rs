//! The capture log: a Merkle tree over captures as in RFC 6962, 2.1, with a nonce in every leaf.
//!
//! With the tree one capture can be proved to be in the log without showing any other. The nonce
//! keeps a leaf from being guessed once what it stood for was purged. `store` keeps nonces, leaves
//! and records; checkpoints are made over [`root`].

use std::collections::BTreeMap;

use model::{Capture, Sha256};
use serde_json::Value;

/// Returns the hash of a leaf: SHA-256 over a zero byte, the nonce and the record.
pub fn leaf_hash(nonce: &[u8; 32], record: &[u8]) -> Sha256 {
    Sha256::of_parts(&[&[0], nonce, record])
}

/// Returns the root of the tree over `leaves`; that of no leaves is the hash of nothing.
pub fn root(leaves: &[Sha256]) -> Sha256 {
    match leaves {
        [] => Sha256::of(b""),
        [leaf] => *leaf,
        _ => {
            // The left side holds the largest power of two that leaves something for the right.
            let middle = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(middle);
            let (left, right) = (root(left), root(right));
            Sha256::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
        }
    }
}

/// Returns the record of a capture in the log: JSON in the canonical form of RFC 8785, with sorted
/// names and no white space, so that the same capture always has the same bytes.
///
/// Where the bytes are kept is left out: a record that moves to another file stays the same one.
#[expect(
    clippy::missing_panics_doc,
    reason = "what it expects holds for every retrieval"
)]
pub fn record(capture: &Capture) -> Vec<u8> {
    let value = serde_json::to_value(&capture.retrieval)
        .expect("a retrieval is made of text, numbers and lists, all of which JSON has");
    let mut record = String::new();
    write_canonical(&value, &mut record);
    record.into_bytes()
}

/// Writes a value with the names of every object in order. Names here are ASCII and numbers are
/// whole, for which the order of bytes and serde's spelling are those of the RFC.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<&String, &Value> = members.iter().collect();
            out.push('{');
            for (index, (name, member)) in sorted.into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write_canonical(member, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_canonical(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leaves of the known-answer tests of Certificate Transparency.
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// Their roots, for one leaf, two leaves, and so on.
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let leaves: Vec<Sha256> = LEAVES
            .iter()
            .map(|leaf| Sha256::of_parts(&[&[0], leaf]))
            .collect();
        for (count, expected) in (1..).zip(ROOTS) {
            assert_eq!(
                root(&leaves[..count]).to_string(),
                expected,
                "{count} leaves"
            );
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(root(&[]).to_string(), empty);
    }

    #[test]
    fn the_nonce_and_the_record_both_make_the_leaf() {
        let leaf = leaf_hash(&[7; 32], b"record");
        assert_eq!(
            leaf,
            Sha256::of(&[&[0; 1][..], &[7; 32], b"record"].concat())
        );
        assert_ne!(leaf, leaf_hash(&[8; 32], b"record"));
        assert_ne!(leaf, leaf_hash(&[7; 32], b"recorD"));
    }

    #[test]
    fn names_are_sorted_at_every_depth() {
        let value = serde_json::json!({
            "b": [{"z": 1, "a": "\u{e9}\n\u{1}"}, [], {}],
            "a": null,
            "B": -3,
        });
        let mut found = String::new();
        write_canonical(&value, &mut found);
        let expected = r#"{"B":-3,"a":null,"b":[{"a":"é\n\u0001","z":1},[],{}]}"#;
        assert_eq!(found, expected);
    }
}
