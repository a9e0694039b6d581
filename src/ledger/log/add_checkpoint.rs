//! What a witness is sent (C2SP tlog-witness, `add-checkpoint`): the size it knows, the proof from there, the new head.

use std::fmt;

use super::note::{NOTE_BYTES_MAX, Note, NoteError};
use super::proof::PROOF_HASHES_MAX;
use super::spelling;
use super::tree::Hash;

/// Longest body: the longest proof and note, and room for the line of the old size.
pub const ADD_CHECKPOINT_BYTES_MAX: usize = PROOF_HASHES_MAX * 45 + NOTE_BYTES_MAX + 100;

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

impl AddCheckpoint {
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
