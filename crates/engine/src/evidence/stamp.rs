//! Time stamps over checkpoints, from the authorities that a person named; from nobody while none is.
//!
//! One request for a checkpoint, not for a page: an authority sees a digest, the time, and the
//! network address of this machine or its proxy. A checkpoint speaks of all that was captured
//! before it, so that a stamp that could not be had is made up for by the next.

use std::fmt::Display;

use archive::log::{Stamped, read_stamp, stamp_request};
use fetch::{Question, post};
use store::{StoredCheckpoint, StoredStamp};
use url::Url;

use crate::collect::page_address;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::in_one_line;
use crate::view::StampLine;

/// What a time-stamp authority learns, in words for the person who decides.
pub const STAMPING_TELLS: &str = "After each run that captured something the authority is sent one \
digest, which tells nothing of what was captured. It learns that somebody signed something, when, and \
the network address of this computer or of the proxy that is set.";

impl Library {
    /// Returns the authorities that are asked for time stamps.
    pub fn stamp_authorities(&self) -> Result<Vec<Url>, EngineError> {
        self.store.read(|tx| Ok(tx.checkpoints().authorities()?))
    }

    /// Has an authority asked for a time stamp over each checkpoint from now on.
    pub fn add_stamp_authority(&self, address: &str) -> Result<Vec<Url>, EngineError> {
        let url = page_address(address)?;
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.checkpoints_mut().add_authority(&url)?))?;
        self.stamp_authorities()
    }

    /// Has an authority asked no longer; the stamps that it gave stay.
    pub fn remove_stamp_authority(&self, address: &str) -> Result<Vec<Url>, EngineError> {
        let url = page_address(address)?;
        let removed = self
            .store
            .write(|tx| Ok::<_, EngineError>(tx.checkpoints_mut().remove_authority(&url)?))?;
        if removed {
            return self.stamp_authorities();
        }
        Err(EngineError::NotFound {
            noun: "time-stamp authority",
            given: url.to_string(),
        })
    }

    /// Signs the log as it stands and asks each authority for a time stamp over the checkpoint, if
    /// it has given none yet. Nothing is stamped while the log is empty.
    pub fn stamp(&self) -> Result<Vec<StampLine>, EngineError> {
        self.checkpoint()?;
        let (last, authorities, before) = self.store.read(|tx| {
            let checkpoints = tx.checkpoints();
            Ok::<_, EngineError>((
                checkpoints.last()?,
                checkpoints.authorities()?,
                checkpoints.stamps()?,
            ))
        })?;
        let Some(checkpoint) = last else {
            return Ok(Vec::new());
        };
        let line = |authority: Url| {
            let is_it = |it: &&StoredStamp| {
                it.checkpoint == checkpoint.index && it.authority == authority.as_str()
            };
            let stamped = match before.iter().find(is_it) {
                Some(stamp) => read(&stamp.token, &checkpoint.note, &authority, None),
                None => self.stamped_by(&authority, &checkpoint),
            };
            match stamped {
                Err(error) if !error.concerns_one_page() => Err(error),
                other => {
                    let stamped = other.map_err(|error| in_one_line(&error));
                    Ok(shown(authority.as_str(), checkpoint.size, stamped))
                }
            }
        };
        authorities.into_iter().map(line).collect()
    }

    /// Asks the authorities at the end of a run; what was captured is safe without them.
    pub(super) fn stamp_run(&self) -> Result<(), EngineError> {
        if self.stamp_authorities()?.is_empty() {
            return Ok(());
        }
        for line in self.stamp()? {
            if let Some(error) = line.error {
                self.notice(&format!("no time stamp from {}: {error}", line.authority));
            }
        }
        Ok(())
    }

    fn stamped_by(
        &self,
        authority: &Url,
        checkpoint: &StoredCheckpoint,
    ) -> Result<Stamped, EngineError> {
        let nonce = self.world.ids.nonce();
        let manner = self.manner(None)?;
        let question = Question {
            url: authority.clone(),
            user_agent: manner.user_agent,
            media_type: "application/timestamp-query",
            body: stamp_request(&checkpoint.note, &nonce).map_err(|it| no_stamp(authority, &it))?,
            proxy: manner.proxy,
            limits: self.world.limits.clone(),
        };
        let answer = post(&*self.world.transport, &self.world.guard, question)?;
        if answer.status != 200 {
            return Err(EngineError::Status {
                url: authority.to_string(),
                status: answer.status,
            });
        }
        let stamped = read(&answer.body, &checkpoint.note, authority, Some(&nonce))?;
        self.store.write(|tx| {
            Ok::<_, EngineError>(tx.checkpoints_mut().add_stamp(&StoredStamp {
                checkpoint: checkpoint.index,
                authority: authority.to_string(),
                at: self.world.clock.now(),
                token: answer.body.clone(),
            })?)
        })?;
        Ok(stamped)
    }
}

fn read(
    answer: &[u8],
    note: &str,
    authority: &Url,
    nonce: Option<&[u8; 32]>,
) -> Result<Stamped, EngineError> {
    read_stamp(answer, note, nonce).map_err(|error| no_stamp(authority, &error))
}

fn no_stamp(authority: &Url, error: &archive::log::StampError) -> EngineError {
    EngineError::Unreadable {
        url: authority.to_string(),
        why: error.to_string(),
    }
}

/// Shows what an authority said of a checkpoint over `size` entries.
pub(crate) fn shown<E: Display>(
    authority: &str,
    size: u64,
    stamped: Result<Stamped, E>,
) -> StampLine {
    let (stamped, error) = match stamped {
        Ok(stamped) => (Some(stamped), None),
        Err(error) => (None, Some(error.to_string())),
    };
    StampLine {
        authority: authority.to_owned(),
        size,
        at: stamped.as_ref().map(|it| it.at),
        certificate: stamped.as_ref().map(|it| it.certificate),
        signer: stamped.map(|it| it.signer),
        error,
    }
}

/// Says what is wrong about a time stamp.
pub(crate) fn problem_of(stamp: &StampLine) -> Option<String> {
    let error = stamp.error.as_ref()?;
    Some(format!("that of {}: {error}", stamp.authority))
}
