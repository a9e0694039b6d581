//! Damage: what happens to good bytes on their way, or in bad hands.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One thing that is done to some bytes.
#[derive(Clone, Debug)]
pub enum Damage {
    Flip(Index, u8),
    Put(Index, Vec<u8>),
    Cut(Index, Index),
    End(Index),
    /// A part stands there so many times.
    Repeat(Index, Index, usize),
    /// A part of other good bytes takes the place of one of these.
    Splice(Index, Index, Index, Index),
    /// Two lines change places.
    Swap(Index, Index),
    /// A run of digits becomes another number.
    Number(Index, &'static str),
}

/// What stands at the edges of the spellings.
const PIECES: [&[u8]; 18] = [
    b"\n",
    b"\n\n",
    b"\r\n",
    b" ",
    b"  ",
    b"\t",
    b"\0",
    b"=",
    b"==",
    b"+",
    b"-",
    b"0",
    b"1",
    "— ".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{202e}é".as_bytes(),
    b"\xff",
    b"\xc3",
];

const NUMBERS: [&str; 12] = [
    "",
    "0",
    "00",
    "01",
    "255",
    "65536",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "18446744073709551615",
    "18446744073709551616",
    "999999999999999999999999999999999999999999999999999999999999",
];

pub fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        3 => (index(), select(PIECES.to_vec())).prop_map(|(at, piece)| Damage::Put(at, piece.to_vec())),
        1 => (index(), proptest::collection::vec(any::<u8>(), 1..9)).prop_map(|(at, bytes)| Damage::Put(at, bytes)),
        1 => (index(), 1_000..40_000_usize).prop_map(|(at, length)| Damage::Put(at, vec![b'a'; length])),
        2 => (index(), index()).prop_map(|(from, to)| Damage::Cut(from, to)),
        1 => index().prop_map(Damage::End),
        2 => (index(), index(), 2..300_usize).prop_map(|(from, to, times)| Damage::Repeat(from, to, times)),
        2 => (index(), index(), index(), index()).prop_map(|(from, to, of, until)| Damage::Splice(from, to, of, until)),
        2 => (index(), index()).prop_map(|(one, two)| Damage::Swap(one, two)),
        3 => (index(), select(NUMBERS.to_vec())).prop_map(|(at, number)| Damage::Number(at, number)),
    ]
}

/// Does it; `other` is what may be spliced in. No more than `bytes_max` come of it.
pub fn done(mut bytes: Vec<u8>, damage: &Damage, other: &[u8], bytes_max: usize) -> Vec<u8> {
    let range = |bytes: &[u8], from: &Index, to: &Index| {
        let (one, two) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
        one.min(two)..one.max(two)
    };
    match damage {
        Damage::Flip(at, bit) => {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
        }
        Damage::Put(at, piece) => {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, piece.iter().copied());
        }
        Damage::Cut(from, to) => drop(bytes.drain(range(&bytes, from, to))),
        Damage::End(at) => bytes.truncate(at.index(bytes.len() + 1)),
        Damage::Repeat(from, to, times) => {
            let range = range(&bytes, from, to);
            let times = (*times).min(bytes_max.saturating_sub(bytes.len()) / range.len().max(1));
            let part = bytes[range.clone()].repeat(times);
            bytes.splice(range, part);
        }
        Damage::Splice(from, to, of, until) => {
            let part = other[range(other, of, until)].to_vec();
            bytes.splice(range(&bytes, from, to), part);
        }
        Damage::Swap(one, two) => {
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            if !lines.is_empty() {
                let (one, two) = (one.index(lines.len()), two.index(lines.len()));
                lines.swap(one, two);
            }
            bytes = lines.concat();
        }
        Damage::Number(at, number) => {
            let digit = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_digit);
            let begins: Vec<usize> = (0..bytes.len()).filter(|at| digit(at) && (*at == 0 || !digit(&(at - 1)))).collect();
            if !begins.is_empty() {
                let from = *at.get(&begins);
                let to = (from..bytes.len()).find(|at| !digit(at)).unwrap_or(bytes.len());
                bytes.splice(from..to, number.bytes());
            }
        }
    }
    bytes
}
