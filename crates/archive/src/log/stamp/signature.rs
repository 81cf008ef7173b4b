//! Checking that the certificate of an authority signed what its time stamp says.

use chrono::{DateTime, Utc};
use cms::cert::x509::Certificate;
use cms::signed_data::SignerInfo;
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode as _, Encode as _};
use ring::digest::{self, digest};
use ring::signature::{self as sign, UnparsedPublicKey, VerificationAlgorithm};

use super::StampError;

const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// Checks that the certificate signed these words, and that it may sign a time such as `at`.
pub(super) fn check(
    signer: &SignerInfo,
    certificate: &Certificate,
    words: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StampError> {
    check_certificate(certificate, at)?;
    let kind = kind_of_digest(signer.digest_alg.oid)?;
    // Without signed attributes the words themselves would be signed; RFC 3161, 2.4.2, wants them.
    let attributes = signer.signed_attrs.as_ref().ok_or(StampError::Signature)?;
    let mut told = attributes.iter().filter(|it| it.oid == MESSAGE_DIGEST);
    let told = told.next().and_then(|it| it.values.get(0));
    let told = told.ok_or(StampError::Signature)?;
    if told.decode_as::<OctetString>()?.as_bytes() != digest(kind.algorithm, words).as_ref() {
        return Err(StampError::Signature);
    }
    let key = &certificate.tbs_certificate.subject_public_key_info;
    let curve = key.algorithm.parameters.as_ref();
    let curve = curve.and_then(|it| it.decode_as().ok());
    let way = way(signer.signature_algorithm.oid, &kind, curve)?;
    UnparsedPublicKey::new(way, key.subject_public_key.raw_bytes())
        .verify(&attributes.to_der()?, signer.signature.as_bytes())
        .map_err(|_| StampError::Signature)
}

/// A certificate signs time stamps only if it says that it is for that and nothing else (RFC 3161,
/// 2.3), and in its own time.
fn check_certificate(certificate: &Certificate, at: DateTime<Utc>) -> Result<(), StampError> {
    let told = &certificate.tbs_certificate;
    let mut extensions = told.extensions.iter().flatten();
    let uses = extensions.find(|it| it.extn_id == EXTENDED_KEY_USAGE);
    let uses = uses.and_then(|it| <Vec<ObjectIdentifier>>::from_der(it.extn_value.as_bytes()).ok());
    if uses.as_deref() != Some(&[TIME_STAMPING]) {
        return Err(StampError::Certificate("is not one for time stamps"));
    }
    let second = u64::try_from(at.timestamp()).unwrap_or_default();
    let (from, to) = (told.validity.not_before, told.validity.not_after);
    let is_valid =
        from.to_unix_duration().as_secs() <= second && second <= to.to_unix_duration().as_secs();
    is_valid
        .then_some(())
        .ok_or(StampError::Certificate("was not valid at that time"))
}

/// A digest that signatures are made over.
struct Digest {
    algorithm: &'static digest::Algorithm,
    bits: u32,
}

fn kind_of_digest(oid: ObjectIdentifier) -> Result<Digest, StampError> {
    let (algorithm, bits) = match oid.to_string().as_str() {
        "2.16.840.1.101.3.4.2.1" => (&digest::SHA256, 256),
        "2.16.840.1.101.3.4.2.2" => (&digest::SHA384, 384),
        "2.16.840.1.101.3.4.2.3" => (&digest::SHA512, 512),
        other => return Err(StampError::UnknownAlgorithm(format!("digest {other}"))),
    };
    Ok(Digest { algorithm, bits })
}

/// Returns how a signature is checked: RSA of PKCS #1 (RFC 8017) or ECDSA (RFC 5758).
fn way(
    signature: ObjectIdentifier,
    digest: &Digest,
    curve: Option<ObjectIdentifier>,
) -> Result<&'static dyn VerificationAlgorithm, StampError> {
    let curve = curve.map(|it| it.to_string()).unwrap_or_default();
    let way: &dyn VerificationAlgorithm =
        match (signature.to_string().as_str(), digest.bits, curve.as_str()) {
            ("1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.11", 256, _) => {
                &sign::RSA_PKCS1_2048_8192_SHA256
            }
            ("1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.12", 384, _) => {
                &sign::RSA_PKCS1_2048_8192_SHA384
            }
            ("1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.13", 512, _) => {
                &sign::RSA_PKCS1_2048_8192_SHA512
            }
            ("1.2.840.10045.4.3.2", 256, "1.2.840.10045.3.1.7") => &sign::ECDSA_P256_SHA256_ASN1,
            ("1.2.840.10045.4.3.3", 384, "1.2.840.10045.3.1.7") => &sign::ECDSA_P256_SHA384_ASN1,
            ("1.2.840.10045.4.3.2", 256, "1.3.132.0.34") => &sign::ECDSA_P384_SHA256_ASN1,
            ("1.2.840.10045.4.3.3", 384, "1.3.132.0.34") => &sign::ECDSA_P384_SHA384_ASN1,
            (other, bits, curve) => {
                return Err(StampError::UnknownAlgorithm(format!(
                    "{other} over {bits} bits {curve}"
                )));
            }
        };
    Ok(way)
}
