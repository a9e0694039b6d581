//! The check words of a head (protocol § 6): six words that people compare aloud.

use sha2::{Digest as _, Sha256};

use super::checkpoint::Checkpoint;
use super::note::Note;

/// How many words; with 11 bits each, 66 bits: nobody finds a second head with the same ones in time.
pub const CHECK_WORDS: usize = 6;

/// The places of the six words of a head in a BIP 39 list.
pub type CheckNumbers = [u16; CHECK_WORDS];

/// The places of the six words in a BIP 39 list, 0 ..= 2047: the first 66 bits of SHA-256 over the head's three lines.
#[must_use]
pub fn check_numbers(checkpoint: &Checkpoint) -> CheckNumbers {
    let hash = Sha256::digest(checkpoint.head());
    let mut bits = u128::from_be_bytes(*hash.first_chunk().expect("16 is not more than 32"));
    [(); CHECK_WORDS].map(|()| {
        bits = bits.rotate_left(11);
        u16::try_from(bits & 0x7ff).expect("11 bits fit in 16")
    })
}

/// The places of the check words of the checkpoint in a note, whoever signed it; `None` if the note holds none.
#[must_use]
pub fn check_numbers_of(note: &Note) -> Option<CheckNumbers> {
    note.text().parse().ok().map(|checkpoint| check_numbers(&checkpoint))
}
