//! Base58 with the Bitcoin alphabet: the spelling of every 32-byte value of the book.
//!
//! A payment spells four of them, and an audit reads and writes each: hence not digit by digit as a library for any length
//! does, but five digits at a time, in a number of fixed size.

#![expect(clippy::arithmetic_side_effects, reason = "each product fits 64 bits: see the bounds beside them")]

/// No 32 bytes need more characters than this: 44 = ⌈32 · log 256 / log 58⌉.
pub const CHARACTERS_MAX: usize = 44;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// What stands for a byte that is no digit.
const NO_DIGIT: u8 = 0xff;

/// The digit of each byte.
const DIGITS: [u8; 256] = digits();

/// Five digits at a time: 58⁵ < 2³².
const GROUP: usize = 5;
const GROUP_VALUE: u64 = 58 * 58 * 58 * 58 * 58;

/// Groups that hold any 256 bits: 58⁴⁵ > 2²⁵⁶.
const GROUPS: usize = 9;

/// What the words of 32 bytes are worth, the largest word first, in groups of digits, the smallest group first.
const PLACES: [[u64; GROUPS]; 8] = places();

#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which stops at a wrong index")]
const fn places() -> [[u64; GROUPS]; 8] {
    let mut places = [[0; GROUPS]; 8];
    places[7][0] = 1;
    let mut word = 7;
    while word > 0 {
        word -= 1;
        // The word before is worth 2³² times as much.
        let (mut group, mut carry) = (0, 0);
        while group < GROUPS {
            let value = (places[word + 1][group] << 32) + carry;
            places[word][group] = value % GROUP_VALUE;
            carry = value / GROUP_VALUE;
            group += 1;
        }
    }
    // The largest words, and what the groups below carry: a sum beyond 2⁶⁴ stops the compiler.
    let (mut group, mut carry) = (0, 0);
    while group < GROUPS {
        let (mut word, mut sum) = (0, carry);
        while word < 8 {
            sum += places[word][group] * 0xffff_ffff;
            word += 1;
        }
        carry = sum / GROUP_VALUE;
        group += 1;
    }
    places
}

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "computed by the compiler, which stops at a wrong index")]
const fn digits() -> [u8; 256] {
    let mut digits = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        digits[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    digits
}

/// 32 bytes, spelled.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    characters: [u8; GROUPS * GROUP],
    from: usize,
}

impl Spelling {
    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let spelled = self.characters.get(self.from..).and_then(|characters| str::from_utf8(characters).ok());
        spelled.unwrap_or_default()
    }
}

/// The spelling of 32 bytes.
#[must_use]
pub fn encode(bytes: &[u8; 32]) -> Spelling {
    let mut groups = [0; GROUPS];
    let (words, _) = bytes.as_chunks::<4>();
    for (word, place) in words.iter().zip(&PLACES) {
        let word = u64::from(u32::from_be_bytes(*word));
        // The compiler has added up the largest words: a group stays below 2⁶⁴, what is carried into it included.
        groups.iter_mut().zip(place).for_each(|(group, value)| *group += word * value);
    }
    let mut characters = [0; GROUPS * GROUP];
    let mut carry = 0;
    for (spelled, group) in characters.rchunks_exact_mut(GROUP).zip(groups) {
        let mut rest = group + carry;
        carry = rest / GROUP_VALUE;
        rest %= GROUP_VALUE;
        for character in spelled.iter_mut().rev() {
            let digit = usize::try_from(rest % 58).unwrap_or(0);
            *character = ALPHABET.get(digit).copied().unwrap_or_default();
            rest /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let ones = characters.iter().take_while(|character| **character == b'1').count();
    // No number below 2²⁵⁶ has as many digits as there is room for, so the ones go before those that are left.
    Spelling { characters, from: ones.saturating_sub(zeros) }
}

/// The 32 bytes that `text` spells, or nothing.
///
/// Each value has one spelling: a leading `1` stands for exactly one zero byte, so no two texts decode to the same bytes.
#[must_use]
pub fn decode_32(text: &str) -> Option<[u8; 32]> {
    if text.len() > CHARACTERS_MAX {
        return None;
    }
    // The smallest word first.
    let mut words = [0; 8];
    for group in text.as_bytes().chunks(GROUP) {
        let (mut value, mut factor) = (0, 1);
        for character in group {
            let digit = *DIGITS.get(usize::from(*character))?;
            if digit == NO_DIGIT {
                return None;
            }
            (value, factor) = (value * 58 + u64::from(digit), factor * 58);
        }
        if multiply_add(&mut words, factor, value) > 0 {
            return None;
        }
    }
    let mut bytes = [0; 32];
    let (spelled, _) = bytes.as_chunks_mut::<4>();
    spelled.iter_mut().zip(words.iter().rev()).for_each(|(bytes, word)| *bytes = word.to_be_bytes());
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let ones = text.bytes().take_while(|character| *character == b'1').count();
    (zeros == ones).then_some(bytes)
}

/// Multiplies a number, its smallest word first, by a factor of at most 58⁵, and adds less than that; what it has too much.
fn multiply_add(words: &mut [u32; 8], factor: u64, value: u64) -> u64 {
    words.iter_mut().fold(value, |carry, word| {
        // At most (2³² − 1) · 58⁵ + 2³² < 2⁶⁴.
        let value = u64::from(*word) * factor + carry;
        *word = u32::try_from(value & 0xffff_ffff).unwrap_or(u32::MAX);
        value >> 32
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelled(bytes: &[u8; 32]) -> String {
        encode(bytes).as_str().to_owned()
    }

    #[test]
    fn leading_zero_bytes_are_leading_ones() {
        assert_eq!(spelled(&[0; 32]), "1".repeat(32));
        assert_eq!(decode_32(&"1".repeat(32)), Some([0; 32]));
        assert_eq!(decode_32(&"1".repeat(31)), None);
        assert_eq!(decode_32(&"1".repeat(33)), None);
    }

    #[test]
    fn other_lengths_and_other_characters_are_refused() {
        let text = spelled(&[0xff; 32]);
        assert_eq!(text.len(), CHARACTERS_MAX);
        assert_eq!(decode_32(&text), Some([0xff; 32]));
        let other = |bytes: &[u8]| bs58::encode(bytes).into_string();
        for bad in ["", "0", "O", "I", "l", "é", &other(&[1; 31]), &other(&[1; 33]), &other(&[255; 33])] {
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
            prop_assert_eq!(decode_32(&spelled(&bytes)), Some(bytes));
            prop_assert_eq!(spelled(&bytes), bs58::encode(bytes).into_string());
        }

        #[test]
        fn a_library_for_any_length_reads_the_same(text in "[0-9A-Za-z]{0,50}|1{0,40}[1-9A-HJ-NP-Za-km-z]{0,44}|\\PC{0,50}") {
            let read = bs58::decode(&text).into_vec().ok().and_then(|bytes| bytes.try_into().ok());
            prop_assert_eq!(decode_32(&text), read);
        }

        #[test]
        fn a_text_that_decodes_is_the_spelling(text in "[1-9A-HJ-NP-Za-km-z]{30,46}") {
            if let Some(bytes) = decode_32(&text) {
                prop_assert_eq!(spelled(&bytes), text);
            }
        }
    }
}
