//! Public keys and signatures: their one spelling, and which of them count (protocol § 3).

mod encoding;
mod signature;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use curve25519_dalek::edwards::CompressedEdwardsY;
use ed25519_dalek::{Verifier as _, VerifyingKey};
use sha2::{Digest as _, Sha256};

pub(super) use self::encoding::{is_canonical, is_small_order};
pub use self::signature::{NotASignature, Signature};
use super::base58;

/// Characters of its spelling that [`Pubkey::short`] shows at either end.
const SHORT_CHARACTERS: usize = 4;

/// Characters of a key's hash that tell apart keys whose ends look alike (protocol § 8).
const CHECK_CHARACTERS: usize = 3;

/// An Ed25519 public key, and so the address of an account, spelled in base58.
///
/// Any 32 bytes may stand here: a document can name a key that does not count. [`Pubkey::validate`] decides.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
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
        key.verify(text, &ed25519_dalek::Signature::from_bytes(signature.bytes())).is_ok()
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

/// The order of the bytes, eight at a time: every map of the book compares keys, most often told apart by the first eight.
impl Ord for Pubkey {
    fn cmp(&self, other: &Self) -> Ordering {
        let [mine, theirs] =
            [&self.0, &other.0].map(|bytes| bytes.as_chunks::<8>().0.iter().map(|word| u64::from_be_bytes(*word)));
        mine.cmp(theirs)
    }
}

impl PartialOrd for Pubkey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
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
        fn keys_stand_in_the_order_of_their_bytes(one: [u8; 32], other: [u8; 32], alike in 0_usize..=32) {
            let mut other = other;
            other.iter_mut().zip(one).take(alike).for_each(|(byte, same)| *byte = same);
            prop_assert_eq!(Pubkey(one).cmp(&Pubkey(other)), one.cmp(&other));
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
