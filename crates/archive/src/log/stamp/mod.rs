//! Time stamps (RFC 3161): an authority says that it saw the digest of a signed checkpoint, and when.
//!
//! What is sent is one digest and a random number. What comes back is believed as far as it was
//! signed: for this checkpoint, with the key of the certificate that it carries, which is one for
//! time stamps. Whether that certificate is to be trusted is a question of roots, which nobody
//! answers here: it is named by its fingerprint, and `openssl ts -verify` takes the same bytes.

mod signature;
mod token;

use chrono::{DateTime, Utc};
use der::asn1::{Any, Int, OctetString};
use der::{Encode as _, Sequence};
use model::Sha256;
use spki::AlgorithmIdentifierOwned;

pub use token::read_stamp;

/// What says that a digest is one of SHA-256 (RFC 5754).
const SHA_256: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// How much of a nonce is sent.
const NONCE: usize = 16;

/// What an authority said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// When it saw the digest, by its clock.
    pub at: DateTime<Utc>,
    /// The subject of the certificate that signed.
    pub signer: String,
    /// The digest of that certificate.
    pub certificate: Sha256,
}

/// Why an answer is no time stamp over a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// It cannot be read.
    #[error("it is not an answer of a time-stamp authority: {0}")]
    NotAStamp(String),
    /// The authority gave none.
    #[error("the authority gave no time stamp: {0}")]
    Refused(String),
    /// It is for something else.
    #[error("it is for other words than this checkpoint")]
    OtherWords,
    /// It answers another request.
    #[error("it answers another request")]
    OtherRequest,
    /// The certificate that it names is not in it.
    #[error("the certificate that signed it is not in it")]
    NoCertificate,
    /// The certificate is not one that may sign it.
    #[error("its certificate {0}")]
    Certificate(&'static str),
    /// It is signed in a way that is not known here.
    #[error("its signature cannot be checked here: {0}")]
    UnknownAlgorithm(String),
    /// The signature is wrong.
    #[error("its signature does not match its words")]
    Signature,
}

impl From<der::Error> for StampError {
    fn from(error: der::Error) -> Self {
        Self::NotAStamp(error.to_string())
    }
}

/// A request (RFC 3161, 2.4.1).
#[derive(Sequence)]
struct TimeStampReq {
    version: u8,
    message_imprint: MessageImprint,
    nonce: Int,
    cert_req: bool,
}

/// A digest, and of which kind.
#[derive(Clone, PartialEq, Eq, Sequence)]
struct MessageImprint {
    hash_algorithm: AlgorithmIdentifierOwned,
    hashed_message: OctetString,
}

impl MessageImprint {
    fn of(note: &str) -> Result<Self, StampError> {
        Ok(Self {
            hash_algorithm: AlgorithmIdentifierOwned {
                oid: SHA_256,
                parameters: Some(Any::null()),
            },
            hashed_message: OctetString::new(Sha256::of(note.as_bytes()).as_bytes().as_slice())?,
        })
    }

    /// Tells whether it is the digest of these words.
    fn is_of(&self, note: &str) -> bool {
        self.hash_algorithm.oid == SHA_256
            && self.hashed_message.as_bytes() == Sha256::of(note.as_bytes()).as_bytes()
    }
}

/// Returns the request for a time stamp over a signed checkpoint, as DER.
pub fn stamp_request(note: &str, nonce: &[u8; 32]) -> Result<Vec<u8>, StampError> {
    let request = TimeStampReq {
        version: 1,
        message_imprint: MessageImprint::of(note)?,
        nonce: number(nonce)?,
        cert_req: true,
    };
    Ok(request.to_der()?)
}

/// Returns a positive number made of a nonce.
fn number(nonce: &[u8; 32]) -> Result<Int, StampError> {
    let mut bytes = nonce[..NONCE].to_vec();
    // In the one spelling that DER has for it: positive, without leading zeros.
    bytes[0] = bytes[0] & 0x3f | 0x40;
    Ok(Int::new(&bytes)?)
}
