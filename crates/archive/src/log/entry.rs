//! What stands in an entry of the log: the canonical record of a capture or deletion, and its leaf.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use model::{Capture, CaptureId, Retrieval, Sha256};
use serde_json::Value;

/// Returns the hash of a leaf: SHA-256 over a zero byte, the nonce and the record.
pub fn leaf_hash(nonce: &[u8; 32], record: &[u8]) -> Sha256 {
    Sha256::of_parts(&[&[0], nonce, record])
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
    of_retrieval(&capture.retrieval)
        .expect("a retrieval is made of text, numbers and lists, all of which JSON has")
}

/// Returns the record of a retrieval.
pub(crate) fn of_retrieval(retrieval: &Retrieval) -> serde_json::Result<Vec<u8>> {
    Ok(canonical(&serde_json::to_value(retrieval)?))
}

/// Returns the record of a deletion: that the entry of this number and leaf lost its record, and
/// when. Why, and by whom, is nobody's business.
pub fn deletion(capture: CaptureId, entry: u64, leaf: Sha256, at: DateTime<Utc>) -> Vec<u8> {
    canonical(&serde_json::json!({
        "capture": capture.to_string(),
        "deleted": at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "entry": entry,
        "leaf": leaf.to_string(),
    }))
}

fn canonical(value: &Value) -> Vec<u8> {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text.into_bytes()
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

    #[test]
    fn a_deletion_names_the_entry_and_its_leaf() {
        let id = "01JJZ5Y3QK9V0ABCDEFGHJKMNP".parse().expect("an id");
        let at = "2026-11-23T10:00:00Z".parse().expect("an instant");
        let record = deletion(id, 7, Sha256::of(b"abc"), at);
        let expected = r#"{"capture":"01JJZ5Y3QK9V0ABCDEFGHJKMNP","deleted":"2026-11-23T10:00:00.000Z","entry":7,"leaf":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}"#;
        assert_eq!(record, expected.as_bytes());
    }
}
