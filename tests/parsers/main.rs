//! Whatever reads the bytes of strangers: it never panics, asks for no more memory than the bytes are worth, and has one
//! spelling for all that it accepts.
//!
//! `tests/vectors/corpus` holds edge cases and former faults, a folder a format: `good-…` is accepted, `bad-…` refused.
//! They are tried first; then they, and the published vectors, are damaged in every way.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod damage;
mod formats;
mod seeds;

use allocation_counter::measure;
use damage::{damage, done};
use formats::{FORMATS, Format};
use proptest::prelude::*;
use proptest::sample::Index;
use seeds::{corpus, seeds};

/// What any reader may ask for, be the bytes few: its tables, its errors.
const ALLOWANCE: u64 = 24 << 10;

/// How much memory a byte is worth: it is copied, decoded, split into lines, and printed to be compared.
const WORTH: u64 = 24;

/// Reads, and asserts what holds for any bytes; whether they were accepted.
fn read(format: &Format, bytes: &[u8]) -> bool {
    let mut printed = None;
    let used = measure(|| printed = (format.print)(bytes));
    let decoded = bytes.len().min(format.bytes_max.min(2 << 20)) as u64;
    let name = format.name;
    assert!(used.bytes_max <= ALLOWANCE + WORTH * decoded, "{name}: {} bytes for {}", used.bytes_max, bytes.len());
    if bytes.len() > format.bytes_max {
        assert!(used.bytes_max <= ALLOWANCE, "{name}: {} bytes for what is too long", used.bytes_max);
        assert!(printed.is_none(), "{name}: {} bytes are too many", bytes.len());
    }
    let Some(printed) = printed else { return false };
    assert_eq!(String::from_utf8_lossy(&printed), String::from_utf8_lossy(bytes), "{name}: one spelling");
    assert_eq!(printed, bytes, "{name}: one spelling");
    true
}

#[test]
fn the_corpus_is_judged_as_its_names_say() {
    for format in &FORMATS {
        let cases = corpus(format.name);
        for good in [true, false] {
            assert!(cases.iter().any(|case| case.good == good), "{}: none that is {good}", format.name);
        }
        for case in cases {
            assert_eq!(read(format, &case.bytes), case.good, "{}/{}", format.name, case.name);
        }
    }
}

#[test]
fn what_others_have_published_is_accepted_and_has_one_spelling() {
    for format in &FORMATS {
        let accepted = seeds(format.name).iter().filter(|seed| read(format, seed)).count();
        assert!(accepted > 0, "{}: nothing good to damage", format.name);
    }
}

#[test]
fn damaged_bytes_are_refused_or_are_right_by_themselves() {
    for format in &FORMATS {
        let seeds = seeds(format.name);
        // Twice what is allowed, so that the bound is passed too; but nobody waits for megabytes.
        let bytes_max = 2 * format.bytes_max.min(200_000);
        let damages = proptest::collection::vec(damage(), 1..5);
        let input = (any::<Index>(), any::<Index>(), damages);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(600));
        let run = runner.run(&input, |(seed, other, damages)| {
            let (mut bytes, other) = (seed.get(&seeds).clone(), other.get(&seeds));
            for damage in &damages {
                bytes = done(bytes, damage, other, bytes_max);
            }
            read(format, &bytes);
            Ok(())
        });
        run.unwrap_or_else(|failure| panic!("{}: {failure}", format.name));
    }
}

#[test]
fn one_byte_more_or_less_at_either_end_is_another_text() {
    for format in &FORMATS {
        for seed in seeds(format.name).into_iter().filter(|seed| read(format, seed)) {
            for byte in [b'\n', b' ', b'=', 0] {
                for changed in [[&[byte], seed.as_slice()].concat(), [seed.as_slice(), &[byte]].concat()] {
                    read(format, &changed);
                }
            }
            read(format, seed.get(1..).unwrap_or_default());
            read(format, &seed[..seed.len().saturating_sub(1)]);
        }
    }
}

#[test]
fn what_is_far_too_long_is_refused_before_it_is_decoded() {
    for format in FORMATS.iter().filter(|format| format.bytes_max < 20_000_000) {
        let seeds = seeds(format.name);
        for filler in [b'a', b'0', b'1', b'\n', b' ', b'=', b'z', 0xff, 0] {
            let long = vec![filler; format.bytes_max + 1];
            assert!(!read(format, &long), "{}: {filler}", format.name);
            // A good beginning, and a good end.
            let seed = &seeds[usize::from(filler) % seeds.len()];
            assert!(!read(format, &[seed.as_slice(), &long].concat()), "{}: {filler}", format.name);
            assert!(!read(format, &[&long, seed.as_slice()].concat()), "{}: {filler}", format.name);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_and_any_text_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,90}") {
        for format in &FORMATS {
            read(format, &bytes);
            read(format, text.as_bytes());
        }
    }
}
