//! The log's formats against the vectors of other implementations: Merkle proofs, notes, checkpoints, tiles.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

mod notes;
mod proofs;
mod tiles;

use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

fn decoded(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

fn parse_and_print<T: std::str::FromStr<Err: Debug> + ToString>(text: &str) -> T {
    let value: T = text.parse().unwrap();
    assert_eq!(value.to_string(), text);
    value
}
