//! A bounded stream over a foreign WARC: counts what goes in and what comes out, and ends with an
//! error where an honest archive would not go.

use std::cell::Cell;
use std::io::{self, BufRead as _, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::Bounds;

/// What the files of one archive may still unpack to, all together.
pub(super) struct Budget(Cell<u64>);

impl Budget {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self(Cell::new(bounds.total_bytes))
    }

    /// Takes what a stream has used.
    pub(super) fn spend(&self, unpacked: &Spent) {
        let left = self
            .0
            .get()
            .saturating_sub(unpacked.0.load(Ordering::Relaxed));
        self.0.set(left);
    }
}

/// How many bytes a stream has given out so far.
#[derive(Clone, Default)]
pub(super) struct Spent(Arc<AtomicU64>);

/// A WARC stream with its compression taken off.
pub(super) struct Bounded {
    inner: Box<dyn Read + Send>,
    packed: Option<Spent>,
    unpacked: Spent,
    most: u64,
    ratio: u64,
    ratio_from: u64,
}

impl Bounded {
    /// Opens a stream, telling by its first bytes whether it is packed by gzip.
    pub(super) fn open(
        input: impl Read + Send + 'static,
        bounds: &Bounds,
        budget: &Budget,
    ) -> io::Result<Self> {
        let packed = Spent::default();
        let mut input = BufReader::new(Counted {
            inner: input,
            count: packed.clone(),
        });
        let is_gzip = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let inner: Box<dyn Read + Send> = if is_gzip {
            Box::new(MultiGzDecoder::new(input))
        } else {
            Box::new(input)
        };
        Ok(Self {
            inner,
            packed: is_gzip.then_some(packed),
            unpacked: Spent::default(),
            most: budget.0.get(),
            ratio: bounds.ratio,
            ratio_from: bounds.ratio_from,
        })
    }

    /// Returns the count of what was given out, which goes on counting.
    pub(super) fn spent(&self) -> Spent {
        self.unpacked.clone()
    }

    fn check(&self, unpacked: u64) -> io::Result<()> {
        if unpacked > self.most {
            return Err(io::Error::other(
                "it unpacks to more than an import may have",
            ));
        }
        let packed = self
            .packed
            .as_ref()
            .map(|count| count.0.load(Ordering::Relaxed));
        let too_far = packed.is_some_and(|packed| unpacked > packed.saturating_mul(self.ratio));
        if unpacked > self.ratio_from && too_far {
            let ratio = self.ratio;
            return Err(io::Error::other(format!(
                "it unpacks to more than {ratio} times its size"
            )));
        }
        Ok(())
    }
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let unpacked = self.unpacked.0.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        self.check(unpacked)?;
        Ok(count)
    }
}

impl Seek for Bounded {
    /// Tells the position, which is all that fastwarc asks of a stream it walks over.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.unpacked.0.load(Ordering::Relaxed)),
            _ => Err(io::Error::from(io::ErrorKind::Unsupported)),
        }
    }
}

struct Counted<R> {
    inner: R,
    count: Spent,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
