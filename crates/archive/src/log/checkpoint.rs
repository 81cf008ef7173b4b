//! Checkpoints: the size and root of the log, signed, as the C2SP formats `tlog-checkpoint` and
//! `signed-note` (<https://c2sp.org/tlog-checkpoint>) have them, with Ed25519.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use model::Sha256;

/// What says in a key that it is one of Ed25519.
const ED25519: u8 = 1;
/// What a secret key begins with.
const PRIVATE: &str = "PRIVATE+KEY+";
/// The longest note that is read.
const LONGEST: usize = 64 * 1024;

/// The state of the log at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Sha256,
}

/// Why a signed checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is no signed checkpoint.
    #[error("it is not a signed checkpoint")]
    NotANote,
    /// It is of another log, or signed with another key.
    #[error("it is not signed with the key {key}")]
    OtherKey {
        /// The key that was asked for.
        key: String,
    },
    /// Its signature is wrong.
    #[error("its signature does not match its words")]
    Signature,
    /// The text of a key is none.
    #[error("it is not a public key: expected NAME+8 hexadecimal digits+base64")]
    NotAKey,
}

/// Returns the name of a log, made of randomness alone, so that it says nothing of whose it is.
pub fn origin_of(random: &[u8; 32]) -> String {
    let digits = Sha256::of(random).to_string();
    format!("counterclaim-log/{}", &digits[..32])
}

/// The key that signs checkpoints of one log.
pub struct SigningKey {
    origin: String,
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// Returns the key of a log that was made of 32 random bytes.
    pub fn new(origin: impl Into<String>, seed: &[u8; 32]) -> Self {
        Self {
            origin: origin.into(),
            key: ed25519_dalek::SigningKey::from_bytes(seed),
        }
    }

    /// Reads a key as [`secret_text`](Self::secret_text) writes it.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let text = text
            .trim()
            .strip_prefix(PRIVATE)
            .ok_or(NoteError::NotAKey)?;
        let (origin, rest) = text.split_once('+').ok_or(NoteError::NotAKey)?;
        let (id, secret) = rest.split_once('+').ok_or(NoteError::NotAKey)?;
        let bytes = STANDARD.decode(secret).map_err(|_| NoteError::NotAKey)?;
        let seed = bytes.strip_prefix(&[ED25519]).ok_or(NoteError::NotAKey)?;
        let key = Self::new(origin, seed.try_into().map_err(|_| NoteError::NotAKey)?);
        let is_it = id == hex_id(key.public().id());
        if is_it {
            Ok(key)
        } else {
            Err(NoteError::NotAKey)
        }
    }

    /// Returns the key as it is kept: `PRIVATE+KEY+NAME+HASH+KEY`.
    pub fn secret_text(&self) -> String {
        let secret = [&[ED25519][..], self.key.as_bytes()].concat();
        let (origin, id) = (&self.origin, hex_id(self.public().id()));
        format!("{PRIVATE}{origin}+{id}+{}\n", STANDARD.encode(secret))
    }

    /// Returns the key by which its signatures are checked.
    pub fn public(&self) -> PublicKey {
        PublicKey {
            origin: self.origin.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// Returns the signed checkpoint of a log of this size and root.
    pub fn sign(&self, size: u64, root: Sha256) -> String {
        let body = Checkpoint {
            origin: self.origin.clone(),
            size,
            root,
        };
        self.note(&body.to_string())
    }

    fn note(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let signature = [&self.public().id()[..], &signature].concat();
        format!("{text}\n— {} {}\n", self.origin, STANDARD.encode(signature))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// The key by which the checkpoints of one log are checked. Written `NAME+HASH+KEY`, as the C2SP
/// format has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    origin: String,
    key: VerifyingKey,
}

impl PublicKey {
    /// Returns which log it is of.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns what a note says when the key signed it.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NoteError> {
        self.signed(note)?.parse()
    }

    /// Returns the signed words of a note.
    fn signed<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let (text, signatures) = parts(note)?;
        let own = signatures
            .lines()
            .filter_map(|line| line.strip_prefix("— ")?.split_once(' '))
            .filter(|(name, _)| *name == self.origin)
            .filter_map(|(_, signature)| STANDARD.decode(signature).ok())
            .find_map(|bytes| Some(bytes.strip_prefix(&self.id())?.to_vec()));
        let signature = own.ok_or_else(|| NoteError::OtherKey {
            key: self.to_string(),
        })?;
        let signature = Signature::from_slice(&signature).map_err(|_| NoteError::Signature)?;
        match self.key.verify_strict(text.as_bytes(), &signature) {
            Ok(()) => Ok(text),
            Err(_) => Err(NoteError::Signature),
        }
    }

    /// Returns the first bytes of a digest of the key, by which a signature names it.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::of_parts(&[
            self.origin.as_bytes(),
            b"\n",
            &[ED25519],
            self.key.as_bytes(),
        ]);
        let [a, b, c, d, ..] = *digest.as_bytes();
        [a, b, c, d]
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519][..], self.key.as_bytes()].concat());
        write!(f, "{}+{}+{key}", self.origin, hex_id(self.id()))
    }
}

impl FromStr for PublicKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.trim().splitn(3, '+');
        let (origin, id, key) = (parts.next(), parts.next(), parts.next());
        let bytes = STANDARD.decode(key.unwrap_or_default());
        let bytes: [u8; 33] = bytes
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(NoteError::NotAKey)?;
        let (kind, key) = bytes.split_first().ok_or(NoteError::NotAKey)?;
        let key: &[u8; 32] = key.try_into().map_err(|_| NoteError::NotAKey)?;
        let key = Self {
            origin: origin.unwrap_or_default().to_owned(),
            key: VerifyingKey::from_bytes(key).map_err(|_| NoteError::NotAKey)?,
        };
        let is_sound = *kind == ED25519 && !key.origin.is_empty() && id == Some(&hex_id(key.id()));
        if is_sound {
            Ok(key)
        } else {
            Err(NoteError::NotAKey)
        }
    }
}

impl Checkpoint {
    /// Returns what a note says, signed or not: to tell what it claims to be.
    pub fn claimed(note: &str) -> Result<Self, NoteError> {
        parts(note)?.0.parse()
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = STANDARD.encode(self.root.as_bytes());
        writeln!(f, "{}\n{}\n{root}", self.origin, self.size)
    }
}

impl FromStr for Checkpoint {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next(), lines.next(), lines.next());
        let root = STANDARD.decode(root.unwrap_or_default());
        let root: Option<[u8; 32]> = root.ok().and_then(|bytes| bytes.try_into().ok());
        let checkpoint = Self {
            origin: origin.unwrap_or_default().to_owned(),
            size: size
                .and_then(|size| size.parse().ok())
                .ok_or(NoteError::NotANote)?,
            root: root.ok_or(NoteError::NotANote)?.into(),
        };
        // What is not the same when written again was not written by this program: `+7`, `007`.
        if checkpoint.origin.is_empty() || !text.starts_with(&checkpoint.to_string()) {
            return Err(NoteError::NotANote);
        }
        Ok(checkpoint)
    }
}

fn hex_id(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

/// Parts a note into its words, with the line end that closes them, and its signatures.
fn parts(note: &str) -> Result<(&str, &str), NoteError> {
    if note.len() > LONGEST {
        return Err(NoteError::NotANote);
    }
    let at = note.rfind("\n\n").ok_or(NoteError::NotANote)?;
    Ok((&note[..=at], &note[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key and note that Go's `golang.org/x/mod/sumdb/note` has as its example.
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n";
    const SIGNATURE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn key() -> SigningKey {
        SigningKey::new("a-log.example/1", &[7; 32])
    }

    #[test]
    fn notes_are_those_of_other_programs() {
        let seed: [u8; 32] = STANDARD.decode(SECRET).unwrap()[1..].try_into().unwrap();
        let key = SigningKey::new("PeterNeumann", &seed);
        assert_eq!(key.public().to_string(), PUBLIC);
        let note = format!("{TEXT}\n{SIGNATURE}");
        assert_eq!(key.note(TEXT), note);
        let secret = format!("PRIVATE+KEY+PeterNeumann+c74f20a3+{SECRET}");
        assert_eq!(key.secret_text().trim(), secret);
        let same = SigningKey::parse(&secret).map(|it| it.public());
        assert_eq!(same, Ok(key.public()));
        let damaged = SigningKey::parse(&secret.replace("YEK", "YEL"));
        assert!(damaged.is_err(), "{damaged:?}");
        let public: PublicKey = PUBLIC.parse().unwrap();
        assert_eq!(public, key.public());
        assert_eq!(public.signed(&note), Ok(TEXT));
    }

    #[test]
    fn a_signed_checkpoint_comes_back_as_it_was() {
        let note = key().sign(3, Sha256::of(b"abc"));
        let expected = Checkpoint {
            origin: "a-log.example/1".to_owned(),
            size: 3,
            root: Sha256::of(b"abc"),
        };
        assert_eq!(key().public().open(&note), Ok(expected.clone()));
        assert_eq!(Checkpoint::claimed(&note), Ok(expected));
        assert!(note.starts_with("a-log.example/1\n3\n"), "{note}");
    }

    #[test]
    fn what_was_changed_or_signed_by_another_is_not_believed() {
        let note = key().sign(3, Sha256::of(b"abc"));
        let public = key().public();
        assert_eq!(
            public.open(&note.replace("\n3\n", "\n4\n")),
            Err(NoteError::Signature)
        );
        for other in [
            SigningKey::new("a-log.example/1", &[8; 32]),
            SigningKey::new("a-log.example/2", &[7; 32]),
        ] {
            let found = other.public().open(&note);
            assert!(
                matches!(found, Err(NoteError::OtherKey { .. })),
                "{found:?}"
            );
        }
        for broken in ["", "\n\n", "a\n1\n\n", &note[..20], &"x\n\n".repeat(40_000)] {
            assert!(public.open(broken).is_err(), "{broken:.40}");
        }
        for size in ["+3", "03", "-1", "3 "] {
            let text = note.replace("\n3\n", &format!("\n{size}\n"));
            assert_eq!(
                Checkpoint::claimed(&text),
                Err(NoteError::NotANote),
                "{size}"
            );
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "PeterNeumann",
            "PeterNeumann+c74f20a3",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+AhpcQcUPDhMQegwxbzhKqiBfsVkmqq",
        ] {
            assert_eq!(text.parse::<PublicKey>(), Err(NoteError::NotAKey), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_log_is_random() {
        let (one, other) = (origin_of(&[1; 32]), origin_of(&[2; 32]));
        assert_ne!(one, other);
        assert_eq!(one.len(), "counterclaim-log/".len() + 32);
    }
}
