//! What a witness is sent (C2SP tlog-witness, `add-checkpoint`): the size it knows, the proof from there, the new head.

use std::fmt;

use super::checkpoint::Checkpoint;
use super::note::{NOTE_BYTES_MAX, Note, NoteError};
use super::proof::{PROOF_HASHES_MAX, verify_consistency};
use super::spelling;
use super::tree::Hash;
use super::verifier_key::VerifierKey;

/// Longest body: the longest proof and note, and room for the line of the old size.
pub const ADD_CHECKPOINT_BYTES_MAX: usize = PROOF_HASHES_MAX * 45 + NOTE_BYTES_MAX + 100;

/// Longest text of a checkpoint that a witness keeps: the longest origin, and room for extension lines.
pub const WATCHED_TEXT_BYTES_MAX: usize = 4096;

/// Largest log that a witness watches: beyond it, [`PROOF_HASHES_MAX`] hashes prove nothing.
pub const WATCHED_SIZE_MAX: u64 = (1 << 63) - 1;

/// The body of a request, of which nothing is checked yet but its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size from which the proof leads; 0 if the witness knows nothing of the log.
    pub old: u64,
    /// The consistency proof, at most [`PROOF_HASHES_MAX`] hashes.
    pub proof: Vec<Hash>,
    /// The signed checkpoint to which it leads.
    pub checkpoint: Note,
}

/// Why a body is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddCheckpointError {
    /// More than [`ADD_CHECKPOINT_BYTES_MAX`].
    #[error("the request is too long")]
    TooLong,
    /// A line is missing or not in its one spelling, or the proof has more than [`PROOF_HASHES_MAX`] hashes.
    #[error("the request is malformed")]
    Malformed,
    /// The checkpoint is not a note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Why a witness does not cosign (C2SP tlog-witness, `add-checkpoint`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Declined {
    /// The request, or the checkpoint in it, has not its form.
    #[error("the request is malformed")]
    Malformed,
    /// The size from which the proof leads is larger than the one to which it leads.
    #[error("the old size is larger than the new one")]
    Shrinks,
    /// The origin is of no log that this witness watches.
    #[error("this witness does not watch this log")]
    UnknownLog,
    /// The log has not signed it, or what claims to be its signature is none.
    #[error("no key that this witness trusts for this log has signed the checkpoint")]
    NotSigned,
    /// The proof does not lead from the size that this witness cosigned last: this one.
    #[error("{0}")]
    OtherSize(u64),
    /// The proof does not lead from the head cosigned last to this one.
    #[error("the checkpoint is not proved to continue the one cosigned last")]
    Inconsistent,
}

/// The size in the answer of a witness that has cosigned another one last: its number and a line end.
#[must_use]
pub fn read_size(answer: &[u8]) -> Option<u64> {
    spelling::number(str::from_utf8(answer).ok()?.strip_suffix('\n')?)
}

impl From<AddCheckpointError> for Declined {
    fn from(error: AddCheckpointError) -> Self {
        match error {
            // A line that no key can have signed.
            AddCheckpointError::Note(NoteError::MalformedSignature) => Self::NotSigned,
            AddCheckpointError::TooLong | AddCheckpointError::Malformed | AddCheckpointError::Note(_) => Self::Malformed,
        }
    }
}

impl AddCheckpoint {
    /// The head that a witness of these logs is shown, if one of them has signed it. Several keys may be of one log.
    ///
    /// # Errors
    ///
    /// The first reason not to cosign it, whatever this witness has seen before.
    pub fn open(&self, logs: &[VerifierKey]) -> Result<Checkpoint, Declined> {
        let text = self.checkpoint.text();
        let head: Checkpoint = text.parse().map_err(|_| Declined::Malformed)?;
        let trusted: Vec<VerifierKey> = logs.iter().filter(|key| key.name() == head.origin()).cloned().collect();
        if trusted.is_empty() {
            return Err(Declined::UnknownLog);
        }
        self.checkpoint.verify(&trusted).map_err(|_| Declined::NotSigned)?;
        if text.len() > WATCHED_TEXT_BYTES_MAX || head.size() > WATCHED_SIZE_MAX {
            return Err(Declined::Malformed);
        }
        if self.old > head.size() {
            return Err(Declined::Shrinks);
        }
        Ok(head)
    }

    /// Whether `head` continues the one cosigned last; before the first, that is size 0 and the root of the empty tree.
    ///
    /// # Errors
    ///
    /// [`Declined::OtherSize`], [`Declined::Inconsistent`].
    pub fn continues(&self, head: &Checkpoint, size: u64, root: &Hash) -> Result<(), Declined> {
        if self.old != size {
            return Err(Declined::OtherSize(size));
        }
        verify_consistency(size, head.size(), &self.proof, root, head.root()).map_err(|_| Declined::Inconsistent)
    }

    /// Reads a body.
    ///
    /// # Errors
    ///
    /// The first thing wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, AddCheckpointError> {
        if bytes.len() > ADD_CHECKPOINT_BYTES_MAX {
            return Err(AddCheckpointError::TooLong);
        }
        let text = str::from_utf8(bytes).map_err(|_| AddCheckpointError::Malformed)?;
        let (head, note) = text.split_once("\n\n").ok_or(AddCheckpointError::Malformed)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = old.and_then(spelling::number).ok_or(AddCheckpointError::Malformed)?;
        let proof = spelling::hashes(lines).ok_or(AddCheckpointError::Malformed)?;
        Ok(Self { old, proof, checkpoint: Note::parse(note.as_bytes())? })
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(f, "{}", spelling::base64(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
