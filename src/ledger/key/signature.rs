//! Signatures: 64 bytes, and their one spelling.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Length of a spelled signature: 64 bytes in base64, padding included.
const SIGNATURE_CHARACTERS: usize = 88;

/// An Ed25519 signature R ‖ S, spelled in base64 with padding. Any 64 bytes may stand here; [`super::Pubkey::verify`] decides.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature([u8; 64]);

/// A text that does not spell 64 bytes in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 bytes in base64")]
pub struct NotASignature;

impl Signature {
    /// The signature with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes R ‖ S.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 64] {
        &self.0
    }

    /// R and S.
    pub(in crate::ledger) fn parts(&self) -> ([u8; 32], [u8; 32]) {
        let half = |half: Option<&[u8; 32]>| *half.expect("32 is not more than 64");
        (half(self.0.first_chunk()), half(self.0.last_chunk()))
    }

    /// R, the signer's commitment.
    pub(super) fn commitment(&self) -> &[u8; 32] {
        self.0.first_chunk().expect("32 is not more than 64")
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

impl FromStr for Signature {
    type Err = NotASignature;

    fn from_str(text: &str) -> Result<Self, NotASignature> {
        if text.len() != SIGNATURE_CHARACTERS {
            return Err(NotASignature);
        }
        let mut bytes = [0; 64];
        // This engine wants the padding, and the unused bits to be zero: one spelling.
        match STANDARD.decode_slice(text, &mut bytes) {
            Ok(64) => Ok(Self(bytes)),
            Ok(_) | Err(_) => Err(NotASignature),
        }
    }
}

impl From<ed25519_dalek::Signature> for Signature {
    fn from(signature: ed25519_dalek::Signature) -> Self {
        Self(signature.to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_has_one_spelling() {
        let text = Signature::from_bytes([0xff; 64]).to_string();
        assert!(text.ends_with("/w=="));
        assert_eq!(text.parse(), Ok(Signature::from_bytes([0xff; 64])));
        for bad in [
            text.trim_end_matches('=').to_owned(),
            text.replace("/w==", "/x=="),
            text.replace('/', "_"),
            format!("{text}="),
            format!("{text}\n"),
            String::new(),
            STANDARD.encode([0; 63]),
            STANDARD.encode([0; 65]),
            STANDARD.encode([0; 66]),
        ] {
            assert_eq!(bad.parse::<Signature>(), Err(NotASignature), "{bad}");
        }
    }
}
