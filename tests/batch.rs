//! The fast audit of many signatures gives exactly the verdict of one strict verification after another.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::batch::{Claim, verdicts};
use gune::ledger::{Pubkey, Signature};
use proptest::prelude::*;
use sha2::{Digest as _, Sha512};

/// A claim that owns its text.
#[derive(Clone, Debug)]
struct Said {
    key: Pubkey,
    text: Vec<u8>,
    signature: Signature,
}

fn coins(bytes: &mut [u8]) {
    getrandom::fill(bytes).unwrap();
}

/// The verdicts of both ways, which must agree; those of the strict one.
fn agreed(said: &[Said]) -> Vec<bool> {
    let claims: Vec<Claim<'_>> =
        said.iter().map(|said| Claim { key: said.key, text: &said.text, signature: said.signature }).collect();
    let strict: Vec<bool> = claims.iter().map(Claim::holds).collect();
    assert_eq!(verdicts(&claims, &mut coins), strict);
    strict
}

fn honest(number: u64) -> Said {
    let mut seed = [7; 32];
    // Few keys sign many texts, as in a book.
    seed[0] = (number % 13) as u8;
    let key = SigningKey::from_bytes(&seed);
    let text = format!("text {number}").into_bytes();
    Said { key: (&key.verifying_key()).into(), signature: key.sign(&text).into(), text }
}

/// A signature by an ordinary key whose R has a part of small order: a cofactored equation accepts it, the strict does not.
fn with_torsion(number: u64, torsion: usize) -> Said {
    let secret = Scalar::from(1_000 + number);
    let key = (B * secret).compress().to_bytes();
    let nonce = Scalar::from(5_000 + 31 * number);
    let commitment = (B * nonce + EIGHT_TORSION[torsion]).compress().to_bytes();
    let text = format!("text {number}").into_bytes();
    let hash = Sha512::new().chain_update(commitment).chain_update(key).chain_update(&text).finalize();
    let challenge = Scalar::from_bytes_mod_order_wide(&hash.into());
    let scalar = (nonce + challenge * secret).to_bytes();
    let signature = Signature::from_bytes([commitment, scalar].concat().try_into().unwrap());
    Said { key: Pubkey::from_bytes(key), text, signature }
}

/// The published edge cases.
fn published() -> Vec<Said> {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/ed25519.json")).unwrap();
    let mut said = Vec::new();
    for set in ["speccheck", "wycheproof", "cctv"] {
        for case in vectors[set].as_array().unwrap() {
            let hex = |name: &str| hex::decode(case[name].as_str().unwrap()).unwrap();
            let text = if set == "cctv" { case["msg"].as_str().unwrap().as_bytes().to_vec() } else { hex("msg") };
            if let (Ok(key), Ok(signature)) = (hex("key").try_into(), hex("sig").try_into()) {
                said.push(Said { key: Pubkey::from_bytes(key), text, signature: Signature::from_bytes(signature) });
            }
        }
    }
    said
}

#[test]
fn honest_signatures_all_hold() {
    let said: Vec<Said> = (0..500).map(honest).collect();
    assert!(agreed(&said).into_iter().all(|holds| holds));
}

#[test]
fn published_edge_cases_among_honest_ones_get_the_strict_verdict() {
    let mut said = published();
    assert!(said.len() > 1_000);
    let cases = said.len();
    said.extend((0..500).map(honest));
    let strict = agreed(&said);
    assert!(strict[..cases].contains(&true) && strict[..cases].contains(&false));
}

#[test]
fn each_published_edge_case_alone_among_honest_ones_gets_the_strict_verdict() {
    // One odd claim in a batch of honest ones is the hardest to see.
    let crowd: Vec<Said> = (0..63).map(honest).collect();
    for case in published().into_iter().step_by(7) {
        let mut said = crowd.clone();
        said.insert(31, case);
        agreed(&said);
    }
}

#[test]
fn torsion_in_a_commitment_is_found_wherever_it_stands_and_however_it_cancels() {
    for torsion in 1..8 {
        let mut said: Vec<Said> = (0..100).map(honest).collect();
        said[usize::from(torsion as u8) * 11] = with_torsion(3, torsion);
        assert_eq!(agreed(&said).iter().filter(|holds| !**holds).count(), 1);
        // Two that cancel: T and −T.
        said[5] = with_torsion(4, 8 - torsion);
        assert_eq!(agreed(&said).iter().filter(|holds| !**holds).count(), 2);
    }
    // Without torsion the same making is honest.
    let mut said: Vec<Said> = (0..100).map(honest).collect();
    said[50] = with_torsion(3, 0);
    assert!(agreed(&said).into_iter().all(|holds| holds));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn spoiled_signatures_are_found_and_no_other(spoiled in prop::collection::vec((0..200usize, 0..64usize, 0..8usize, 0..3u8), 0..12)) {
        let mut said: Vec<Said> = (0..200).map(honest).collect();
        for (place, byte, torsion, how) in spoiled {
            match how {
                0 => {
                    let mut bytes = *said[place].signature.bytes();
                    bytes[byte] ^= 1 << torsion;
                    said[place].signature = Signature::from_bytes(bytes);
                }
                1 => said[place] = with_torsion(place as u64, torsion),
                _ => said[place].text.push(b'!'),
            }
        }
        agreed(&said);
    }
}
