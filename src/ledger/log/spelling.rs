//! The spellings that the C2SP formats share: a decimal number, a hash in base64.

use std::fmt;

use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;

use super::proof::PROOF_HASHES_MAX;
use super::tree::Hash;

/// Length of a spelled hash: 32 bytes in base64, padding included.
const HASH_CHARACTERS: usize = 44;

/// The number that `text` spells in decimal, without sign, space or leading zero.
pub(super) fn number(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && digits { text.parse().ok() } else { None }
}

/// The hash that `text` spells.
pub(super) fn hash(text: &str) -> Option<Hash> {
    if text.len() != HASH_CHARACTERS {
        return None;
    }
    let mut hash = [0; 32];
    // This engine wants the padding, and the unused bits to be zero: one spelling.
    match STANDARD.decode_slice(text, &mut hash) {
        Ok(32) => Some(hash),
        Ok(_) | Err(_) => None,
    }
}

/// The hashes of a proof, one a line, at most [`PROOF_HASHES_MAX`].
pub(super) fn hashes<'t>(mut lines: impl Iterator<Item = &'t str>) -> Option<Vec<Hash>> {
    let proof = lines.by_ref().take(PROOF_HASHES_MAX).map(hash).collect::<Option<_>>()?;
    lines.next().is_none().then_some(proof)
}

/// The bytes that `text` spells in base64.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The base64 spelling of some bytes.
pub(super) fn base64(bytes: &[u8]) -> impl fmt::Display + '_ {
    Base64Display::new(bytes, &STANDARD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("18446744073709551615"), Some(u64::MAX));
        for bad in ["", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "0x1", "١", "18446744073709551616"] {
            assert_eq!(number(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_hash_has_one_spelling() {
        let text = base64(&[7; 32]).to_string();
        assert_eq!(hash(&text), Some([7; 32]));
        assert_eq!(hash(&text.replace("c=", "d=")), None);
        assert_eq!(hash(text.trim_end_matches('=')), None);
        assert_eq!(hash(&base64(&[7; 31]).to_string()), None);
        assert_eq!(hash(&base64(&[7; 33]).to_string()), None);
    }
}
