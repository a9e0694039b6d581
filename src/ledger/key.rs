//! Public keys and signatures: their one spelling, and which of them count (protocol § 3).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use curve25519_dalek::edwards::CompressedEdwardsY;
use ed25519_dalek::{Verifier as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::base58;

/// Characters of its spelling that [`Pubkey::short`] shows at either end.
const SHORT_CHARACTERS: usize = 4;

/// Characters of a key's hash that tell apart keys whose ends look alike (protocol § 8).
const CHECK_CHARACTERS: usize = 3;

/// Length of a spelled signature: 64 bytes in base64, padding included.
const SIGNATURE_CHARACTERS: usize = 88;

/// The y coordinates below p of the eight points whose order divides 8, least significant byte first: 0, 1, −1 and the
/// two of order 8. With the sign bit put aside they cover every encoding of such a point with y < p.
#[rustfmt::skip]
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [0; 32],
    [
        0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
        0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
        0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// An Ed25519 public key, and so the address of an account, spelled in base58.
///
/// Any 32 bytes may stand here: a document can name a key that does not count. [`Pubkey::validate`] decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pubkey([u8; 32]);

/// Why 32 bytes may not enter the book as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// y is not below p.
    #[error("the key is not spelled canonically")]
    NotCanonical,
    /// No point of the curve has this y.
    #[error("the key is not a point of the curve")]
    NotAPoint,
    /// The order of the point divides 8: anybody can sign for it.
    #[error("the key is a point of small order")]
    SmallOrder,
    /// The point has a part of small order beside the prime one: verifiers would disagree on some of its signatures.
    #[error("the key is a point of mixed order")]
    MixedOrder,
}

/// A text that does not spell 32 bytes in base58.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 bytes in base58")]
pub struct NotAPubkey;

impl Pubkey {
    /// The key with these bytes, whether it counts or not.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes: y least significant byte first, the sign of x in the last bit.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether this key may enter the book: canonical, on the curve, of the prime order.
    ///
    /// # Errors
    ///
    /// The first reason against it.
    pub fn validate(&self) -> Result<(), BadKey> {
        if !is_canonical(&self.0) {
            return Err(BadKey::NotCanonical);
        }
        if is_small_order(&self.0) {
            return Err(BadKey::SmallOrder);
        }
        let point = CompressedEdwardsY(self.0).decompress().ok_or(BadKey::NotAPoint)?;
        if !point.is_torsion_free() {
            return Err(BadKey::MixedOrder);
        }
        Ok(())
    }

    /// Whether `signature` is one of `text` by this key.
    ///
    /// S < L, and the bytes of S·B − k·A are those of R: no cofactor, hence R canonical. Neither A nor R is of small
    /// order. That A is torsion-free is not asked again: [`Pubkey::validate`] said so when the key entered the book.
    #[must_use]
    pub fn verify(&self, text: &[u8], signature: &Signature) -> bool {
        if !is_canonical(&self.0) || is_small_order(&self.0) || is_small_order(signature.commitment()) {
            return false;
        }
        let Ok(key) = VerifyingKey::from_bytes(&self.0) else {
            return false;
        };
        key.verify(text, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
    }

    /// The key as it is shown to people: `7hRq…x2Vb:4Yt`.
    #[must_use]
    pub fn short(&self) -> String {
        let text = self.to_string();
        let head: String = text.chars().take(SHORT_CHARACTERS).collect();
        let tail: String = text.chars().skip(text.len().saturating_sub(SHORT_CHARACTERS)).collect();
        format!("{head}…{tail}:{}", self.check_characters())
    }

    /// The first three base58 characters of SHA-256(SHA-256(key)).
    #[must_use]
    pub fn check_characters(&self) -> String {
        let hash = Sha256::digest(Sha256::digest(self.0));
        base58::encode(&hash.into()).as_str().chars().take(CHECK_CHARACTERS).collect()
    }
}

impl fmt::Display for Pubkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(base58::encode(&self.0).as_str())
    }
}

impl fmt::Debug for Pubkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pubkey({self})")
    }
}

impl FromStr for Pubkey {
    type Err = NotAPubkey;

    fn from_str(text: &str) -> Result<Self, NotAPubkey> {
        base58::decode_32(text).map(Self).ok_or(NotAPubkey)
    }
}

impl From<&VerifyingKey> for Pubkey {
    fn from(key: &VerifyingKey) -> Self {
        Self(key.to_bytes())
    }
}

/// An Ed25519 signature R ‖ S, spelled in base64 with padding. Any 64 bytes may stand here; [`Pubkey::verify`] decides.
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
    pub(super) fn parts(&self) -> ([u8; 32], [u8; 32]) {
        let half = |half: Option<&[u8; 32]>| *half.expect("32 is not more than 64");
        (half(self.0.first_chunk()), half(self.0.last_chunk()))
    }

    /// R, the signer's commitment.
    fn commitment(&self) -> &[u8; 32] {
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

/// Whether y < p = 2²⁵⁵ − 19, the sign bit put aside.
pub(super) fn is_canonical(encoding: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = encoding;
    *first < 0xed || last & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// Whether a canonical y is that of a point whose order divides 8, whatever the sign bit.
pub(super) fn is_small_order(encoding: &[u8; 32]) -> bool {
    let mut y = *encoding;
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    SMALL_ORDER_Y.contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};
    use proptest::prelude::*;

    #[test]
    fn a_key_is_shown_by_its_ends_and_check_characters() {
        let key = Pubkey::from_bytes([7; 32]);
        let text = key.to_string();
        let short = key.short();
        assert!(short.starts_with(text.get(..4).unwrap()));
        assert!(short.ends_with(&format!("{}:{}", text.get(text.len() - 4..).unwrap(), key.check_characters())));
        assert_eq!(short.chars().count(), 13);
        // Every key has both ends and three check characters, be it all zero.
        assert_eq!(Pubkey::from_bytes([0; 32]).short().chars().count(), 13);
    }

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

    proptest! {
        #[test]
        fn what_a_valid_key_signs_counts_and_any_flipped_bit_does_not(
            seed: [u8; 32], text in proptest::collection::vec(any::<u8>(), 1..80), bit in 0_usize..512,
        ) {
            let signer = SigningKey::from_bytes(&seed);
            let key = Pubkey::from(&signer.verifying_key());
            let signature = Signature::from(signer.sign(&text));
            prop_assert_eq!(key.validate(), Ok(()));
            prop_assert!(key.verify(&text, &signature));
            prop_assert_eq!(key.to_string().parse(), Ok(key));
            prop_assert_eq!(signature.to_string().parse(), Ok(signature));

            let mut forged = *signature.bytes();
            if let Some(byte) = forged.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            prop_assert!(!key.verify(&text, &Signature::from_bytes(forged)));
            let mut other = text.clone();
            if let Some(byte) = other.first_mut() {
                *byte ^= 1;
            }
            prop_assert!(!key.verify(&other, &signature));
        }

        #[test]
        fn any_bytes_are_judged_without_a_panic(key: [u8; 32], text in "\\PC{0,90}", bytes: [u8; 32]) {
            let key = Pubkey::from_bytes(key);
            let mut signature = [0; 64];
            signature.iter_mut().zip(bytes).for_each(|(into, from)| *into = from);
            let _ = key.validate();
            prop_assert!(!key.verify(b"text", &Signature::from_bytes(signature)));
            let _ = text.parse::<Pubkey>();
            let _ = text.parse::<Signature>();
        }
    }
}
