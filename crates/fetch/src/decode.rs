//! Content encodings taken off under caps: gzip, deflate, brotli and zstd, no more than two deep.
//!
//! A megabyte of gzip can hold a gigabyte, so every coding is read in small pieces and counted.
//! Bundled and imported bodies take the same path as fetched ones.

use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use model::Header;
use ruzstd::decoding::StreamingDecoder;

use crate::limits::Limits;

/// How many encodings may lie over one another.
const DEEPEST: usize = 2;
/// How much is decoded between two looks at the limits.
const PIECE: usize = 64 << 10;
/// The bytes that every gzip member begins with (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The bytes that every zstd frame begins with (RFC 8878, 3.1.1).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The largest window of a frame that goes over HTTP (RFC 9659), in bytes.
const ZSTD_WINDOW: u64 = 8 << 20;

/// Why a body could not be decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// An encoding that we never asked for.
    #[error("its encoding {coding:?} is not known")]
    Unknown {
        /// The name in `Content-Encoding`.
        coding: String,
    },
    /// More encodings over one another than anybody needs.
    #[error("it is encoded {count} times over")]
    TooDeep {
        /// How many there are.
        count: usize,
    },
    /// Bytes that are not what the encoding says.
    #[error("its {coding} encoding is damaged: {source}")]
    Damaged {
        /// The encoding.
        coding: &'static str,
        /// What the decoder said.
        source: io::Error,
    },
    /// The decoded body is too long.
    #[error("its {coding} body expands to more than {most} bytes")]
    TooLarge {
        /// The encoding.
        coding: &'static str,
        /// How many bytes it may have.
        most: usize,
    },
    /// The body expands as only a bomb does.
    #[error("its {coding} body expands to more than {ratio} times its size")]
    ExpandsTooFar {
        /// The encoding.
        coding: &'static str,
        /// How many times its size it may have.
        ratio: usize,
    },
}

/// Takes the encodings named by `Content-Encoding` in `headers` off `body`, the last one first
/// (RFC 9110, 8.4).
///
/// Bytes after the end of a stream are ignored, as browsers do.
pub fn decode(body: &[u8], headers: &[Header], limits: &Limits) -> Result<Vec<u8>, DecodeError> {
    let decoded = unpacked(body, headers, limits)?;
    Ok(decoded.unwrap_or_else(|| body.to_vec()))
}

/// Takes the encodings off as [`decode`] does; nothing where there are none to take off.
pub(crate) fn unpacked(
    body: &[u8],
    headers: &[Header],
    limits: &Limits,
) -> Result<Option<Vec<u8>>, DecodeError> {
    let codings = codings(headers)?;
    if codings.len() > DEEPEST {
        let count = codings.len();
        return Err(DecodeError::TooDeep { count });
    }
    let mut decoded: Option<Vec<u8>> = None;
    for coding in codings.into_iter().rev() {
        let encoded = decoded.as_deref().unwrap_or(body);
        // A response without a body (304, or an empty page) still names its encoding.
        if !encoded.is_empty() {
            decoded = Some(coding.take_off(encoded, limits)?);
        }
    }
    Ok(decoded)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    /// Never asked for, but other tools archived it.
    Zstd,
}

fn codings(headers: &[Header]) -> Result<Vec<Coding>, DecodeError> {
    headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"))
        .flat_map(|(_, value)| value.split(','))
        .filter_map(|word| Coding::named(word.trim()).transpose())
        .collect()
}

impl Coding {
    fn named(word: &str) -> Result<Option<Self>, DecodeError> {
        Ok(Some(match word.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Self::Gzip,
            "deflate" => Self::Deflate,
            "br" => Self::Brotli,
            "zstd" => Self::Zstd,
            "" | "identity" | "none" => return Ok(None),
            other => {
                let coding = other.to_owned();
                return Err(DecodeError::Unknown { coding });
            }
        }))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    fn take_off(self, encoded: &[u8], limits: &Limits) -> Result<Vec<u8>, DecodeError> {
        let mut decoded = Decoded {
            coding: self.name(),
            encoded: encoded.len(),
            limits,
            bytes: Vec::new(),
        };
        match self {
            Self::Gzip => decoded.read_gzip(encoded)?,
            Self::Deflate if has_zlib_header(encoded) => {
                decoded.read(&mut ZlibDecoder::new(encoded))?;
            }
            Self::Deflate => decoded.read(&mut DeflateDecoder::new(encoded))?,
            Self::Brotli => decoded.read(&mut brotli::Decompressor::new(encoded, PIECE))?,
            Self::Zstd => decoded.read_zstd(encoded)?,
        }
        Ok(decoded.bytes)
    }
}

/// Tells a zlib stream (RFC 1950), which "deflate" means, from the bare one (RFC 1951) that some
/// servers send: method 8 and a check sum over the first two bytes.
fn has_zlib_header(encoded: &[u8]) -> bool {
    match *encoded {
        [method, flags, ..] => {
            method & 0x0f == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31)
        }
        _ => false,
    }
}

/// What one coding has yielded so far, held against the limits.
struct Decoded<'a> {
    coding: &'static str,
    encoded: usize,
    limits: &'a Limits,
    bytes: Vec<u8>,
}

impl Decoded<'_> {
    /// Reads one member after the other; what follows the last one and is none is ignored.
    fn read_gzip(&mut self, encoded: &[u8]) -> Result<(), DecodeError> {
        let mut member = GzDecoder::new(encoded);
        loop {
            self.read(&mut member)?;
            let rest = member.into_inner();
            if !rest.starts_with(&GZIP_MAGIC) {
                return Ok(());
            }
            member = GzDecoder::new(rest);
        }
    }

    /// Reads one frame after the other, as far as they are frames.
    fn read_zstd(&mut self, mut encoded: &[u8]) -> Result<(), DecodeError> {
        let coding = self.coding;
        loop {
            let frame = StreamingDecoder::new_with_max_window_size(encoded, ZSTD_WINDOW);
            let mut frame = frame.map_err(|error| DecodeError::Damaged {
                coding,
                source: io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
            })?;
            self.read(&mut frame)?;
            encoded = frame.into_inner();
            if !encoded.starts_with(&ZSTD_MAGIC) {
                return Ok(());
            }
        }
    }

    fn read(&mut self, decoder: &mut dyn Read) -> Result<(), DecodeError> {
        let mut piece = vec![0; PIECE];
        loop {
            let count = match decoder.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(source) => {
                    let coding = self.coding;
                    return Err(DecodeError::Damaged { coding, source });
                }
            };
            self.bytes.extend_from_slice(&piece[..count]);
            self.check()?;
        }
    }

    fn check(&self) -> Result<(), DecodeError> {
        let (coding, limits) = (self.coding, self.limits);
        let ratio = limits.ratio;
        if self.bytes.len() > limits.ratio_from
            && self.bytes.len() > self.encoded.saturating_mul(ratio)
        {
            return Err(DecodeError::ExpandsTooFar { coding, ratio });
        }
        if self.bytes.len() > limits.decoded_bytes {
            let most = limits.decoded_bytes;
            return Err(DecodeError::TooLarge { coding, most });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
