//! The 32-byte names of things: documents (and so currencies, listings, pictures) and commitments to personal texts.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::base58;

/// SHA-256 of a document's text (or of a picture's bytes), written in base58.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub [u8; 32]);

/// SHA-256 of a salt and a personal text: what the book holds in place of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commitment(pub [u8; 32]);

/// The text is not base58 of 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 bytes in base58")]
pub struct NotAnIdentifier;

/// Sixteen random bytes that keep a commitment from being guessed.
pub type Salt = [u8; 16];

impl DocumentId {
    /// The identifier of these bytes.
    pub fn of(bytes: &[u8]) -> DocumentId {
        DocumentId(Sha256::digest(bytes).into())
    }
}

impl Commitment {
    /// The commitment to `text` under `salt`: SHA-256(salt ‖ text).
    pub fn to(salt: &Salt, text: &str) -> Commitment {
        let mut hash = Sha256::new();
        hash.update(salt);
        hash.update(text.as_bytes());
        Commitment(hash.finalize().into())
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(base58::encode(&self.0).as_str())
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentId({self})")
    }
}

impl FromStr for DocumentId {
    type Err = NotAnIdentifier;

    fn from_str(text: &str) -> Result<DocumentId, NotAnIdentifier> {
        base58::decode_32(text).map(DocumentId).ok_or(NotAnIdentifier)
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(base58::encode(&self.0).as_str())
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({self})")
    }
}

impl FromStr for Commitment {
    type Err = NotAnIdentifier;

    fn from_str(text: &str) -> Result<Commitment, NotAnIdentifier> {
        base58::decode_32(text).map(Commitment).ok_or(NotAnIdentifier)
    }
}
