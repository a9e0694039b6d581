//! Cosignatures (C2SP tlog-cosignature, Ed25519, `cosignature/v1`): a witness says when it saw a log to be consistent.

use ed25519_dalek::{Signer as _, SigningKey};

use super::note::{NoteSignature, SIGNATURES_MAX};
use super::verifier_key::{Algorithm, VerifierKey, VerifierKeyError};
use crate::ledger::key::{Pubkey, Signature};

/// Latest time of a cosignature, in seconds since 1970.
pub const TIME_MAX: u64 = (1 << 63) - 1;

/// Longest answer of a witness that is read: cosignatures by a few keys, of the large kinds too.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// What a cosigner signs: the text of the checkpoint under two lines that say what this is.
fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The time of a cosignature of this text by this key, if it counts: eight bytes of time, then the signature.
pub(super) fn verify(key: &Pubkey, text: &str, bytes: &[u8]) -> Option<u64> {
    let (time, signature) = bytes.split_first_chunk()?;
    let time = u64::from_be_bytes(*time);
    let signature = Signature::from_bytes(signature.try_into().ok()?);
    (time <= TIME_MAX && key.verify(message(time, text).as_bytes(), &signature)).then_some(time)
}

/// The cosignature of this text by this witness in the answer to an `add-checkpoint`, and its time. Lines by others are
/// passed over; if one by this witness does not count, none does (C2SP signed-note).
#[must_use]
pub fn read_answer(answer: &[u8], text: &str, witness: &VerifierKey) -> Option<(NoteSignature, u64)> {
    let lines = Some(answer).filter(|answer| answer.len() <= ANSWER_BYTES_MAX)?;
    let lines = str::from_utf8(lines).ok()?.strip_suffix('\n')?.split('\n');
    let mut found = None;
    for line in lines.take(SIGNATURES_MAX) {
        // What is no signature line at all is no answer of a witness.
        let signature = NoteSignature::parse(line)?;
        if signature.is_by(witness) {
            let time = verify(witness.key(), text, &signature.bytes)?;
            found = Some((signature, time));
        }
    }
    found
}

/// A witness that signs checkpoints of logs. It has no `Debug`, so that the key is never printed.
pub struct Cosigner {
    verifier: VerifierKey,
    key: SigningKey,
}

impl Cosigner {
    /// The cosigner of this name. The key must sign nothing else: the signed text does not hold the name.
    ///
    /// # Errors
    ///
    /// [`VerifierKeyError::BadName`].
    pub fn new(name: &str, key: SigningKey) -> Result<Self, VerifierKeyError> {
        let verifier = VerifierKey::new(name, Algorithm::Cosignature, Pubkey::from(&key.verifying_key()))?;
        Ok(Self { verifier, key })
    }

    /// What others need to check the cosignatures.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signature line under the text of a checkpoint seen at `time`, in seconds since 1970; nothing if the time is
    /// 0, as of a clock that was never set, or beyond [`TIME_MAX`].
    #[must_use]
    pub fn sign(&self, text: &str, time: u64) -> Option<NoteSignature> {
        if time == 0 || time > TIME_MAX {
            return None;
        }
        let mut bytes = time.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.key.sign(message(time, text).as_bytes()).to_bytes());
        Some(NoteSignature { name: self.verifier.name().to_owned(), id: self.verifier.id(), bytes })
    }
}
