//! Receipts (C2SP tlog-proof): an entry, its place, the way to a root, and the log's word for that root.

use std::fmt;

use super::checkpoint::{Checkpoint, CheckpointError};
use super::note::{NOTE_BYTES_MAX, Note, NoteError};
use super::proof::{PROOF_HASHES_MAX, ProofError, verify_inclusion};
use super::spelling;
use super::tree::{Hash, leaf_hash};
use super::verifier_key::VerifierKey;

/// The first line of a receipt.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Longest entry (protocol § 2): its length is written in two bytes in a bundle.
pub const ENTRY_BYTES_MAX: usize = 65_535;

/// Base64 of the longest entry.
const ENTRY_CHARACTERS_MAX: usize = ENTRY_BYTES_MAX.div_ceil(3) * 4;

/// Longest receipt: the longest entry, proof and note, and room for the two short lines.
pub const RECEIPT_BYTES_MAX: usize = ENTRY_CHARACTERS_MAX + PROOF_HASHES_MAX * 45 + NOTE_BYTES_MAX + 100;

/// A receipt as it was handed out: well formed, not yet checked. See [`Receipt::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    index: u64,
    entry: Vec<u8>,
    proof: Vec<Hash>,
    checkpoint: Note,
}

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    /// The entry's place in the log.
    pub index: u64,
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// The head of the log that holds it.
    pub checkpoint: Checkpoint,
}

/// Why a receipt is none, or proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// More than [`RECEIPT_BYTES_MAX`], or an entry over [`ENTRY_BYTES_MAX`].
    #[error("the receipt is too long")]
    TooLong,
    /// A line is missing or not in its one spelling, the entry is empty, or the proof over [`PROOF_HASHES_MAX`] hashes.
    #[error("the receipt is malformed")]
    Malformed,
    /// The checkpoint is wrong.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The proof is wrong.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl From<NoteError> for ReceiptError {
    fn from(error: NoteError) -> Self {
        Self::Checkpoint(error.into())
    }
}

impl Receipt {
    /// The receipt of an entry, with its proof of inclusion in the tree of the signed checkpoint.
    ///
    /// # Errors
    ///
    /// The entry is empty or too long, or the proof too long.
    pub fn new(index: u64, entry: Vec<u8>, proof: Vec<Hash>, checkpoint: Note) -> Result<Self, ReceiptError> {
        if entry.is_empty() || proof.len() > PROOF_HASHES_MAX {
            return Err(ReceiptError::Malformed);
        }
        if entry.len() > ENTRY_BYTES_MAX {
            return Err(ReceiptError::TooLong);
        }
        Ok(Self { index, entry, proof, checkpoint })
    }

    /// Reads a receipt.
    ///
    /// # Errors
    ///
    /// The first thing wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > RECEIPT_BYTES_MAX {
            return Err(ReceiptError::TooLong);
        }
        let text = str::from_utf8(bytes).map_err(|_| ReceiptError::Malformed)?;
        let (head, note) = text.split_once("\n\n").ok_or(ReceiptError::Malformed)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(ReceiptError::Malformed);
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let extra = extra.ok_or(ReceiptError::Malformed)?;
        if extra.len() > ENTRY_CHARACTERS_MAX {
            return Err(ReceiptError::TooLong);
        }
        let entry = spelling::bytes(extra).ok_or(ReceiptError::Malformed)?;
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(spelling::number).ok_or(ReceiptError::Malformed)?;
        let proof = spelling::hashes(lines).ok_or(ReceiptError::Malformed)?;
        Self::new(index, entry, proof, Note::parse(note.as_bytes())?)
    }

    /// The same receipt with those signatures alone under its head that claim to be by one of these keys: all that it takes
    /// to verify, where there is little room.
    #[must_use]
    pub fn only_by(&self, known: &[VerifierKey]) -> Self {
        Self { checkpoint: self.checkpoint.only_by(known), ..self.clone() }
    }

    /// Checks the whole receipt against the log's key: its signature, and the way from the entry to the signed root.
    ///
    /// # Errors
    ///
    /// The first thing wrong with it.
    pub fn verify(self, log: &VerifierKey) -> Result<VerifiedReceipt, ReceiptError> {
        let checkpoint = Checkpoint::from_note(&self.checkpoint, log)?;
        let leaf = leaf_hash(&self.entry);
        verify_inclusion(&leaf, self.index, checkpoint.size(), &self.proof, checkpoint.root())?;
        Ok(VerifiedReceipt { index: self.index, entry: self.entry, checkpoint })
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\nextra {}\nindex {}", spelling::base64(&self.entry), self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", spelling::base64(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
