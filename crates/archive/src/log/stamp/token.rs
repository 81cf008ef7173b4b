//! Reading what an authority answered.

use chrono::{DateTime, NaiveDateTime, Utc};
use cms::cert::CertificateChoices;
use cms::cert::x509::Certificate;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{Any, BitString, Int, ObjectIdentifier, OctetString};
use der::{Decode as _, Encode as _, Reader as _, Sequence, SliceReader, Tag, Tagged as _};
use model::Sha256;

use super::{MessageImprint, StampError, Stamped, number, signature};

/// Signed data (RFC 5652, 5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// The words of a time stamp (RFC 3161, 2.4.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// The extension that names the key of a certificate (RFC 5280, 4.2.1.2).
const SUBJECT_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");

/// An answer (RFC 3161, 2.4.2).
#[derive(Sequence)]
struct TimeStampResp {
    status: PkiStatusInfo,
    #[asn1(optional = "true")]
    token: Option<ContentInfo>,
}

#[derive(Sequence)]
struct PkiStatusInfo {
    status: u8,
    #[asn1(optional = "true")]
    words: Option<Vec<Any>>,
    #[asn1(optional = "true")]
    failure: Option<BitString>,
}

/// What is signed in a token.
struct TstInfo {
    imprint: MessageImprint,
    at: DateTime<Utc>,
    nonce: Option<Int>,
}

/// Reads what an authority answered to a request for a time stamp over a signed checkpoint, and
/// checks that it is one. Without `nonce`, any request for it will do.
pub fn read_stamp(
    answer: &[u8],
    note: &str,
    nonce: Option<&[u8; 32]>,
) -> Result<Stamped, StampError> {
    let data = signed_data(answer)?;
    let content = &data.encap_content_info;
    let words = match (&content.econtent, content.econtent_type) {
        (Some(words), TST_INFO) => words.decode_as::<OctetString>()?,
        _ => return Err(StampError::NotAStamp("it signs no time".to_owned())),
    };
    let info = tst_info(words.as_bytes())?;
    if !info.imprint.is_of(note) {
        return Err(StampError::OtherWords);
    }
    if let Some(nonce) = nonce
        && info.nonce.as_ref() != Some(&number(nonce)?)
    {
        return Err(StampError::OtherRequest);
    }
    let mut signers = data.signer_infos.0.iter();
    let (Some(signer), None) = (signers.next(), signers.next()) else {
        return Err(StampError::NotAStamp("it has not one signer".to_owned()));
    };
    let certificate = certificate_of(&data, signer)?;
    signature::check(signer, certificate, words.as_bytes(), info.at)?;
    Ok(Stamped {
        at: info.at,
        signer: certificate.tbs_certificate.subject.to_string(),
        certificate: Sha256::of(&certificate.to_der()?),
    })
}

fn signed_data(answer: &[u8]) -> Result<SignedData, StampError> {
    let answer = TimeStampResp::from_der(answer)?;
    let token = match (answer.status.status, answer.token) {
        (0 | 1, Some(token)) => token,
        (0 | 1, None) => return Err(StampError::Refused("its answer is empty".to_owned())),
        (status, _) => return Err(refused(status, answer.status.words.as_deref())),
    };
    if token.content_type != SIGNED_DATA {
        return Err(StampError::NotAStamp("it is not signed".to_owned()));
    }
    Ok(token.content.decode_as()?)
}

fn refused(status: u8, words: Option<&[Any]>) -> StampError {
    let words = words.unwrap_or_default().iter();
    let words: Vec<_> = words
        .map(|it| String::from_utf8_lossy(it.value()).into_owned())
        .collect();
    if words.is_empty() {
        return StampError::Refused(format!("status {status}"));
    }
    StampError::Refused(words.join("; "))
}

/// Reads the signed words field by field: the time may have fractions of a second, which the type
/// of the certificates' times has no room for.
fn tst_info(bytes: &[u8]) -> Result<TstInfo, StampError> {
    let info = Any::from_der(bytes)?;
    info.tag().assert_eq(Tag::Sequence)?;
    let mut fields = SliceReader::new(info.value())?;
    fields.decode::<u8>()?;
    fields.decode::<ObjectIdentifier>()?;
    let imprint = fields.decode()?;
    fields.decode::<Int>()?;
    let time: Any = fields.decode()?;
    time.tag().assert_eq(Tag::GeneralizedTime)?;
    let mut nonce = None;
    while !fields.is_finished() {
        let field: Any = fields.decode()?;
        if field.tag() == Tag::Integer {
            nonce = Some(field.decode_as()?);
        }
    }
    Ok(TstInfo {
        imprint,
        at: instant(time.value())?,
        nonce,
    })
}

fn instant(value: &[u8]) -> Result<DateTime<Utc>, StampError> {
    let text = String::from_utf8_lossy(value);
    NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S%.fZ")
        .map(|it| it.and_utc())
        .map_err(|_| StampError::NotAStamp(format!("{text:?} is no time")))
}

fn certificate_of<'a>(
    data: &'a SignedData,
    signer: &SignerInfo,
) -> Result<&'a Certificate, StampError> {
    let all = data.certificates.as_ref().map(|it| it.0.iter());
    let mut certificates = all.into_iter().flatten().filter_map(|it| match it {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    certificates
        .find(|it| is_of(it, &signer.sid))
        .ok_or(StampError::NoCertificate)
}

fn is_of(certificate: &Certificate, signer: &SignerIdentifier) -> bool {
    let told = &certificate.tbs_certificate;
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(it) => {
            told.issuer == it.issuer && told.serial_number == it.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(it) => {
            let mut extensions = told.extensions.iter().flatten();
            let key = extensions.find(|it| it.extn_id == SUBJECT_KEY_ID);
            let key = key.and_then(|it| OctetString::from_der(it.extn_value.as_bytes()).ok());
            key.as_ref() == Some(&it.0)
        }
    }
}
