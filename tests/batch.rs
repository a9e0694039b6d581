//! The fast audit of many signatures gives exactly the verdict of one strict verification after another.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

use std::slice;

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::batch::{Claim, Keys, verdicts};
use gune::ledger::log::{self, Checkpoint};
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
    agreed_after(said, &mut Keys::default())
}

/// The same, with keys kept from batches before.
fn agreed_after(said: &[Said], keys: &mut Keys) -> Vec<bool> {
    let claims: Vec<Claim<'_>> =
        said.iter().map(|said| Claim { key: said.key, text: &said.text, signature: said.signature }).collect();
    let strict: Vec<bool> = claims.iter().map(Claim::holds).collect();
    assert_eq!(verdicts(&claims, keys, &mut coins), strict);
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
    mixed(number, torsion, 0)
}

/// A signature whose R and whose key have parts of small order, each one of the eight. Whether the strict rule accepts it
/// depends on what the text's hash leaves of the key's.
fn mixed(number: u64, of_commitment: usize, of_key: usize) -> Said {
    made(1_000 + number, number, of_commitment, of_key)
}

fn made(secret: u64, number: u64, of_commitment: usize, of_key: usize) -> Said {
    let secret = Scalar::from(secret);
    let key = (B * secret + EIGHT_TORSION[of_key]).compress().to_bytes();
    let nonce = Scalar::from(5_000 + 31 * number);
    let commitment = (B * nonce + EIGHT_TORSION[of_commitment]).compress().to_bytes();
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

#[test]
fn every_mixture_of_small_orders_gets_the_strict_verdict_in_batches_of_every_size() {
    // Both sides of where batches begin, and of where the torsion test takes more buckets.
    for (size, step) in [(47, 1), (48, 1), (64, 1), (333, 3), (4_200, 13)] {
        let crowd: Vec<Said> = (0..size).map(honest).collect();
        let (mut accepted, mut refused) = (0, 0);
        for mixture in (0..64_usize).step_by(step) {
            let mut said = crowd.clone();
            let place = (mixture * 37 + 5) % crowd.len();
            said[place] = mixed(mixture as u64, mixture / 8, mixture % 8);
            if agreed(&said)[place] { accepted += 1 } else { refused += 1 }
        }
        assert!(accepted > 0 && refused > accepted, "of {size}: {accepted} accepted, {refused} refused");
    }
}

#[test]
fn what_is_known_of_a_key_lets_no_wrong_signature_of_it_through() {
    let mut keys = Keys::default();
    let honest: Vec<Said> = (0..200).map(honest).collect();
    assert!(agreed_after(&honest, &mut keys).into_iter().all(|holds| holds));
    // The same keys again, the 13 of them known now.
    for place in [0, 77, 199] {
        let mut said = honest.clone();
        said[place].text.push(b'!');
        said[(place + 1) % 200] = with_torsion(3, 4);
        let mut flipped = *said[(place + 2) % 200].signature.bytes();
        flipped[40] ^= 1;
        said[(place + 2) % 200].signature = Signature::from_bytes(flipped);
        assert_eq!(agreed_after(&said, &mut keys).iter().filter(|holds| !**holds).count(), 3);
    }
    assert!(agreed_after(&honest, &mut keys).into_iter().all(|holds| holds));
}

#[test]
fn a_key_of_mixed_order_is_not_taken_for_a_known_one_though_all_its_signatures_held() {
    for of_key in 1..8 {
        // Texts of one key: what their hashes leave of its part of small order, the strict rule accepts.
        let said = |text| made(77, text, 0, of_key);
        let (accepted, refused): (Vec<Said>, Vec<Said>) = (0..64).map(said).partition(|said| agreed(slice::from_ref(said))[0]);
        assert!(!accepted.is_empty() && !refused.is_empty());
        let mut keys = Keys::default();
        let mut crowd: Vec<Said> = (0..100).map(honest).collect();
        crowd.extend(accepted);
        assert!(agreed_after(&crowd, &mut keys).into_iter().all(|holds| holds));
        crowd.insert(50, refused[0].clone());
        assert_eq!(agreed_after(&crowd, &mut keys).iter().filter(|holds| !**holds).count(), 1);
    }
}

#[test]
fn commitments_and_scalars_out_of_bounds_get_the_strict_verdict() {
    let order = {
        let mut order = (Scalar::ZERO - Scalar::ONE).to_bytes();
        order[0] += 1;
        order
    };
    let plus_order = |scalar: [u8; 32]| {
        let mut carry = 0;
        let sum = |(one, other): (u8, u8)| {
            carry += u16::from(one) + u16::from(other);
            let byte = carry.to_le_bytes()[0];
            carry >>= 8;
            byte
        };
        scalar.into_iter().zip(order).map(sum).collect::<Vec<u8>>()
    };
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut not_canonical = [0xff; 32];
    (not_canonical[0], not_canonical[31]) = (0xee, 0x7f);
    for place in [0, 50, 99] {
        let mut said: Vec<Said> = (0..100).map(honest).collect();
        let bytes = *said[place].signature.bytes();
        let (commitment, scalar): ([u8; 32], [u8; 32]) = (bytes[..32].try_into().unwrap(), bytes[32..].try_into().unwrap());
        let odd = [
            [commitment.to_vec(), plus_order(scalar)].concat(),
            [commitment.to_vec(), order.to_vec()].concat(),
            [identity.to_vec(), scalar.to_vec()].concat(),
            [identity.to_vec(), vec![0; 32]].concat(),
            [not_canonical.to_vec(), scalar.to_vec()].concat(),
            [vec![2; 32], scalar.to_vec()].concat(),
        ];
        for signature in odd {
            said[place].signature = Signature::from_bytes(signature.try_into().unwrap());
            assert_eq!(agreed(&said).iter().filter(|holds| !**holds).count(), 1);
        }
    }
}

#[test]
fn without_chance_nothing_would_be_found() {
    // If every coin fell the same way, no point would be in any subset and every weight zero: all would pass.
    let mut said: Vec<Said> = (0..100).map(honest).collect();
    said[7] = with_torsion(3, 4);
    let claims: Vec<Claim<'_>> =
        said.iter().map(|said| Claim { key: said.key, text: &said.text, signature: said.signature }).collect();
    assert!(verdicts(&claims, &mut Keys::default(), &mut |bytes| bytes.fill(0)).into_iter().all(|holds| holds));
}

#[test]
fn many_heads_get_the_answer_that_each_gets_alone() {
    let signer = |name: &str, seed| log::Signer::new(name, SigningKey::from_bytes(&[seed; 32])).unwrap();
    let (log, other) = (signer("market.example/log", 1), signer("market.example/log", 2));
    let elsewhere = signer("elsewhere.example/log", 1);
    let mut heads: Vec<String> = (1..=150).map(|size| Checkpoint::sign(size, [size as u8; 32], &log).to_string()).collect();
    let twice = |text: &str, second: &log::Signer| {
        let mut note = log::Note::parse(text.as_bytes()).unwrap();
        note.add(second.sign(note.text())).unwrap();
        note.to_string()
    };
    heads[3] = Checkpoint::sign(4, [4; 32], &other).to_string();
    heads[20] = Checkpoint::sign(21, [4; 32], &elsewhere).to_string();
    heads[40] = heads[40].replacen("\n41\n", "\n42\n", 1);
    heads[60] = "no note".to_owned();
    heads[70] = twice(&heads[70], &other);
    heads[80] = twice(&heads[80], &log);
    heads[90] = log::Note::sign("market.example/log\n1\nno root\n", &log).unwrap().to_string();
    heads[100] = log::Note::sign(&format!("{}extension\n", log::Note::parse(heads[100].as_bytes()).unwrap().text()), &log)
        .unwrap()
        .to_string();
    for heads in [&heads[..], &heads[..20], &heads[101..]] {
        let alone: Vec<_> = heads.iter().map(|head| Checkpoint::open(head.as_bytes(), log.verifier())).collect();
        assert_eq!(Checkpoint::open_all(heads, log.verifier(), &mut coins), alone);
    }
    let wrong = heads.iter().filter(|head| Checkpoint::open(head.as_bytes(), log.verifier()).is_err());
    assert_eq!(wrong.count(), 6);
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
