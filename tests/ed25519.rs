//! Which keys and signatures count (protocol § 3), on published edge cases and on some made for the purpose.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use gune::ledger::key::{BadKey, Pubkey, Signature};
use serde::Deserialize;
use sha2::{Digest as _, Sha512};

#[derive(Deserialize)]
struct Vectors {
    low_order_canonical: Vec<String>,
    low_order_non_canonical: Vec<String>,
    speccheck: Vec<Case>,
    wycheproof: Vec<Case>,
    cctv: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    number: u32,
    key: String,
    msg: String,
    sig: String,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    result: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/ed25519.json")).unwrap()
}

fn pubkey(text: &str) -> Pubkey {
    Pubkey::from_bytes(hex::decode(text).unwrap().try_into().unwrap())
}

/// Whether the text's signature counts; one of another length than 64 bytes cannot even be spelled.
fn verifies(key: &Pubkey, text: &[u8], signature: &str) -> bool {
    match <[u8; 64]>::try_from(hex::decode(signature).unwrap()) {
        Ok(bytes) => key.verify(text, &Signature::from_bytes(bytes)),
        Err(_) => false,
    }
}

#[test]
fn cctv_signatures_count_if_no_flag_bars_them() {
    // The flags name what is odd about a case. A component of small order bars nothing by itself where bytes are
    // compared; a residue does. `reencoded_k` hashes another spelling of R or A than the one that was sent.
    let barring = ["low_order_R", "low_order_A", "non_canonical_R", "non_canonical_A", "low_order_residue", "reencoded_k"];
    let mut accepted = 0;
    for case in vectors().cctv {
        let expected = !case.flags.iter().any(|flag| barring.contains(&flag.as_str()));
        let key = pubkey(&case.key);
        let verified = verifies(&key, case.msg.as_bytes(), &case.sig);
        assert_eq!(verified, expected, "case {} {:?}", case.number, case.flags);
        accepted += u32::from(verified);

        // A key of the book moreover has no component of small order.
        let barring_key = ["low_order_A", "non_canonical_A", "low_order_component_A"];
        let valid = !case.flags.iter().any(|flag| barring_key.contains(&flag.as_str()));
        assert_eq!(key.validate().is_ok(), valid, "key of case {} {:?}", case.number, case.flags);
    }
    assert_eq!(accepted, 43, "a rule that refuses everything passes no test");
}

#[test]
fn speccheck_has_the_row_that_the_rule_gives() {
    // 0, 1: A of small order. 2: R of small order. 3: A and R mixed, the equation holds byte for byte. 4: A and R mixed,
    // and 5: A mixed, hold with the cofactor only. 6, 7: S not below L. 8, 9: R not canonical. 10, 11: A not canonical.
    let row = [3];
    // The mixed keys never enter a book, so case 3 counts for nobody there.
    let valid_keys = [6, 7];
    for case in vectors().speccheck {
        let key = pubkey(&case.key);
        let text = hex::decode(&case.msg).unwrap();
        assert_eq!(verifies(&key, &text, &case.sig), row.contains(&case.number), "{}", case.number);
        let is_valid = key.validate().is_ok();
        assert_eq!(is_valid, valid_keys.contains(&case.number), "key of {}: {:?}", case.number, key.validate());
    }
}

#[test]
fn wycheproof_is_agreed_with() {
    for case in vectors().wycheproof {
        let key = pubkey(&case.key);
        let text = hex::decode(&case.msg).unwrap();
        assert_eq!(key.validate(), Ok(()), "key of {}", case.number);
        assert_eq!(verifies(&key, &text, &case.sig), case.result == "valid", "{}", case.number);
    }
}

#[test]
fn the_encodings_of_small_order_are_no_keys_and_no_commitments() {
    let vectors = vectors();
    for text in &vectors.low_order_canonical {
        assert_eq!(pubkey(text).validate(), Err(BadKey::SmallOrder), "{text}");
    }
    for text in &vectors.low_order_non_canonical {
        assert!(matches!(pubkey(text).validate(), Err(BadKey::NotCanonical | BadKey::SmallOrder)), "{text}");
    }
    // With S = 0 and A of small order the equation holds for many texts: all of them are refused.
    let encodings = vectors.low_order_canonical.iter().chain(&vectors.low_order_non_canonical);
    for text in encodings.clone() {
        for commitment in encodings.clone() {
            for message in 0_u8..16 {
                let signature = format!("{commitment}{}", "00".repeat(32));
                assert!(!verifies(&pubkey(text), &[message], &signature), "{text} {commitment}");
            }
        }
    }
}

/// An honest key made by hand: a and a·B.
fn pair() -> (Scalar, EdwardsPoint) {
    let a = Scalar::from(0x5eed_5eed_5eed_5eed_u64);
    (a, B * a)
}

/// k = SHA-512(R ‖ A ‖ text) mod L.
fn challenge(commitment: &EdwardsPoint, key: &EdwardsPoint, text: &[u8]) -> Scalar {
    let hash = Sha512::new().chain_update(commitment.compress().0).chain_update(key.compress().0).chain_update(text).finalize();
    Scalar::from_bytes_mod_order_wide(&hash.into())
}

/// R ‖ S with S = r + k·a, where R and A may be more than r·B and a·B.
fn signature(r: Scalar, a: Scalar, commitment: &EdwardsPoint, key: &EdwardsPoint, text: &[u8]) -> Signature {
    let s = r + challenge(commitment, key, text) * a;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&commitment.compress().0);
    bytes[32..].copy_from_slice(&s.to_bytes());
    Signature::from_bytes(bytes)
}

#[test]
fn a_commitment_of_mixed_order_is_refused() {
    let (a, key) = pair();
    let r = Scalar::from(77_u64);
    let pubkey = Pubkey::from_bytes(key.compress().0);
    assert_eq!(pubkey.validate(), Ok(()));
    for (order, torsion) in EIGHT_TORSION.iter().enumerate() {
        for text in [b"one".as_slice(), b"two", b"three", b"four"] {
            let commitment = B * r + torsion;
            let forged = signature(r, a, &commitment, &key, text);
            assert_eq!(pubkey.verify(text, &forged), order == 0, "torsion {order}");
        }
    }
}

#[test]
fn a_key_of_mixed_order_does_not_enter_even_when_its_signature_verifies() {
    let (a, key) = pair();
    let r = Scalar::from(77_u64);
    for torsion in EIGHT_TORSION.iter().skip(1) {
        let mixed = key + torsion;
        let pubkey = Pubkey::from_bytes(mixed.compress().0);
        assert_eq!(pubkey.validate(), Err(BadKey::MixedOrder));
        // For some texts k·T vanishes and the bytes agree: that is why keys are checked when they enter.
        let verified = (0_u8..64).filter(|text| {
            let commitment = B * r;
            pubkey.verify(&[*text], &signature(r, a, &commitment, &mixed, &[*text]))
        });
        let count = verified.count();
        assert!((1..64).contains(&count), "{count}");
    }
}

#[test]
fn bytes_that_are_no_point_are_no_key() {
    // Half of all y have no x: the first of them.
    let mut bytes = [0; 32];
    bytes[0] = 2;
    let key = Pubkey::from_bytes(bytes);
    assert_eq!(key.validate(), Err(BadKey::NotAPoint));
    assert!(!key.verify(b"text", &Signature::from_bytes([0; 64])));
    assert_eq!(Pubkey::from_bytes([0xff; 32]).validate(), Err(BadKey::NotCanonical));
}

#[test]
fn s_not_below_the_order_is_refused() {
    let (a, key) = pair();
    let r = Scalar::from(5_u64);
    let pubkey = Pubkey::from_bytes(key.compress().0);
    let commitment = B * r;
    let good = signature(r, a, &commitment, &key, b"text");
    assert!(pubkey.verify(b"text", &good));
    // S + L, the same number modulo L.
    let order: [u8; 32] = {
        let mut bytes = (-Scalar::ONE).to_bytes();
        bytes[0] += 1;
        bytes
    };
    let mut bytes = *good.bytes();
    let mut carry = 0;
    for (place, digit) in bytes[32..].iter_mut().zip(order) {
        let sum = u16::from(*place) + u16::from(digit) + carry;
        *place = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
    assert!(!pubkey.verify(b"text", &Signature::from_bytes(bytes)));
}
