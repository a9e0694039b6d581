//! Verifier keys of signed notes (C2SP signed-note): a name, what the key signs, the key, in one line.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::spelling;
use crate::ledger::key::Pubkey;
use crate::ledger::words::is_hidden;

/// Longest name of a key; C2SP gives the names of cosigners one byte for their length.
pub const NAME_BYTES_MAX: usize = 255;

/// Bytes of base64 at the end of the line: 33 bytes, the type and the key.
const KEY_CHARACTERS: usize = 44;

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Type 0x01: the text of the note.
    Ed25519,
    /// Type 0x04: that a log was seen to be consistent at a time (C2SP tlog-cosignature, `cosignature/v1`).
    Cosignature,
}

impl Algorithm {
    /// The byte of the type.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::Cosignature].into_iter().find(|algorithm| algorithm.byte() == byte)
    }
}

/// A key that signs notes, spelled `<name>+<8 hexadecimal digits>+<base64 of type and key>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: Algorithm,
    key: Pubkey,
}

/// Why a line is not a verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// Not a name, eight digits and base64 between two plus signs.
    #[error("not the line of a verifier key")]
    Malformed,
    /// The name is empty or too long, or contains a space, a plus sign, or a character that cannot be seen.
    #[error("a name has 1 to 255 bytes, and no space, no plus sign, no character that cannot be seen")]
    BadName,
    /// The type is neither 0x01 nor 0x04.
    #[error("a key of an unknown type")]
    UnknownAlgorithm,
    /// The digits are not those of this name and key.
    #[error("the key's hash is not that of its name and key")]
    WrongHash,
}

impl VerifierKey {
    /// The verifier key of this name and key. Whether the key is a good one, [`Pubkey::validate`] decides.
    ///
    /// # Errors
    ///
    /// [`VerifierKeyError::BadName`].
    pub fn new(name: &str, algorithm: Algorithm, key: Pubkey) -> Result<Self, VerifierKeyError> {
        if !is_name(name) || name.len() > NAME_BYTES_MAX {
            return Err(VerifierKeyError::BadName);
        }
        Ok(Self { name: name.to_owned(), algorithm, key })
    }

    /// The name: of a log, its origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key itself.
    #[must_use]
    pub fn key(&self) -> &Pubkey {
        &self.key
    }

    /// The first four bytes of SHA-256(name ‖ `\n` ‖ type ‖ key), which stand before each signature.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.algorithm.byte()])
            .chain_update(self.key.bytes())
            .finalize();
        *hash.first_chunk().expect("4 is not more than 32")
    }
}

/// Whether `name` may stand in a signature line: not empty, no space, no plus sign, nothing that hides or reorders.
pub(super) fn is_name(name: &str) -> bool {
    let is_barred = |c: char| c.is_whitespace() || c == '+' || is_hidden(c);
    !name.is_empty() && !name.contains(is_barred)
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![self.algorithm.byte()];
        bytes.extend_from_slice(self.key.bytes());
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), spelling::base64(&bytes))
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    fn from_str(text: &str) -> Result<Self, VerifierKeyError> {
        // Base64 has plus signs too, so the parts are counted from the left.
        let (name, rest) = text.split_once('+').ok_or(VerifierKeyError::Malformed)?;
        let (id, key) = rest.split_once('+').ok_or(VerifierKeyError::Malformed)?;
        // A key of another type may have another length: its first characters tell the type.
        let first = key.get(..4).and_then(spelling::bytes).ok_or(VerifierKeyError::Malformed)?;
        let byte = *first.first().ok_or(VerifierKeyError::Malformed)?;
        let algorithm = Algorithm::from_byte(byte).ok_or(VerifierKeyError::UnknownAlgorithm)?;
        if key.len() != KEY_CHARACTERS {
            return Err(VerifierKeyError::Malformed);
        }
        let bytes = spelling::bytes(key).ok_or(VerifierKeyError::Malformed)?;
        let (_, key) = bytes.split_first().ok_or(VerifierKeyError::Malformed)?;
        let key = Pubkey::from_bytes(key.try_into().map_err(|_| VerifierKeyError::Malformed)?);
        let verifier = Self::new(name, algorithm, key)?;
        if id != hex::encode(verifier.id()) {
            return Err(VerifierKeyError::WrongHash);
        }
        Ok(verifier)
    }
}
