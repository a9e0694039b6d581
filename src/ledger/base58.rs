//! Base58 with the Bitcoin alphabet: the spelling of every 32-byte value of the book.

/// No 32 bytes need more characters than this: 44 = ⌈32 · log 256 / log 58⌉.
pub const CHARACTERS_MAX: usize = 44;

/// The spelling of any bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    bs58::encode(bytes).into_string()
}

/// The 32 bytes that `text` spells, or nothing.
///
/// Each value has one spelling: a leading `1` stands for exactly one zero byte, so no two texts decode to the same bytes.
#[must_use]
pub fn decode_32(text: &str) -> Option<[u8; 32]> {
    // The conversion is quadratic in the length: a long text is refused before it is read.
    if text.len() > CHARACTERS_MAX {
        return None;
    }
    let mut bytes = [0; 32];
    match bs58::decode(text).onto(&mut bytes) {
        Ok(32) => Some(bytes),
        Ok(_) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leading_zero_bytes_are_leading_ones() {
        assert_eq!(encode(&[0; 32]), "1".repeat(32));
        assert_eq!(decode_32(&"1".repeat(32)), Some([0; 32]));
        assert_eq!(decode_32(&"1".repeat(31)), None);
        assert_eq!(decode_32(&"1".repeat(33)), None);
    }

    #[test]
    fn other_lengths_and_other_characters_are_refused() {
        let text = encode(&[0xff; 32]);
        assert_eq!(text.len(), CHARACTERS_MAX);
        assert_eq!(decode_32(&text), Some([0xff; 32]));
        for bad in ["", "0", "O", "I", "l", "é", &encode(&[1; 31]), &encode(&[1; 33]), &encode(&[255; 33])] {
            assert_eq!(decode_32(bad), None, "{bad:?}");
        }
        assert_eq!(decode_32(&format!(" {text}")), None);
        assert_eq!(decode_32(&format!("1{text}")), None);
        // The largest text of 44 characters is a number beyond 2²⁵⁶.
        assert_eq!(decode_32(&"z".repeat(44)), None);
    }

    proptest! {
        #[test]
        fn every_value_has_one_spelling(bytes: [u8; 32], zeros in 0_usize..32) {
            let mut bytes = bytes;
            bytes.iter_mut().take(zeros).for_each(|byte| *byte = 0);
            prop_assert_eq!(decode_32(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn a_text_that_decodes_is_the_spelling(text in "[1-9A-HJ-NP-Za-km-z]{30,46}") {
            if let Some(bytes) = decode_32(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
