//! Lies about keys and signatures (docs/protocol.md § 3): points that are none of the book's, equations that nearly hold.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as B, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;
use fastrand::Rng;
use gune::ledger::document::{Body, KeyGrant};
use gune::ledger::log::{Algorithm, VerifierKey};
use gune::ledger::{Pubkey, Signature};
use sha2::{Digest as _, Sha512};

use super::people::{KEYS, act, is_open};
use crate::lie::{Broken, Hand, Kind, document};
use crate::people::Person;
use crate::village::{ALICE, FARID, OLIVE, PAY, commitment, log_key, opening, person, rights, signer};

/// L, the prime order of the base point, least significant byte first.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0x10,
];

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::rule("signature-of-another-document", |hand| {
            let line = hand.line(|_, entry| document(entry).is_some())?;
            let key = document(&hand.honest.read[line])?.key;
            let same = |other: usize, entry: &gune::ledger::Entry| {
                other != line && document(entry).is_some_and(|document| document.key == key)
            };
            let other = hand.line(same)?;
            let signature = hand.text(other).lines().last()?.strip_prefix("signature: ")?.parse().ok()?;
            under(hand, line, signature)
        }),
        Kind::rule("signature-by-another-key", |hand| {
            let who = hand.one_of(&KEYS)?;
            replaced(hand, move |_, signed, own| (own.address() != person(who).address()).then(|| person(who).sign_text(signed)))
        }),
        Kind::rule("signature-with-a-bit-flipped", |hand| {
            let bit = hand.chance.usize(..512);
            replaced(hand, move |_, signed, own| {
                let mut bytes = *own.sign_text(signed).bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                Some(Signature::from_bytes(bytes))
            })
        }),
        Kind::rule("signature-of-the-moment-too", |hand| {
            replaced(hand, |at, signed, own| Some(own.sign_text(&format!("{at}\n{signed}"))))
        }),
        Kind::rule("signature-whose-scalar-is-not-reduced", |hand| {
            replaced(hand, |_, signed, own| Some(not_reduced(&own.sign_text(signed))))
        }),
        Kind::rule("signature-with-a-part-of-small-order", |hand| {
            let torsion = hand.chance.usize(1..8);
            let nonce = Scalar::from(hand.chance.u64(1..));
            replaced(hand, move |_, signed, own| Some(with_torsion(own, signed, nonce, torsion)))
        }),
        Kind::rule("signature-whose-commitment-is-of-small-order", |hand| {
            let torsion = hand.chance.usize(..8);
            replaced(hand, move |_, signed, own| {
                // S = k·a: with R of small order the cofactored equation holds.
                let commitment = EIGHT_TORSION[torsion].compress().to_bytes();
                let scalar = challenge(&commitment, &own.address(), signed) * own.secret().to_scalar();
                Some(joined(commitment, scalar))
            })
        }),
        Kind::rule("signature-of-nothing-but-zeros", |hand| replaced(hand, |_, _, _| Some(Signature::from_bytes([0; 64])))),
        Kind::rule("authorised-a-key-of-small-order", |hand| {
            let key = EIGHT_TORSION[hand.chance.usize(..8)].compress().to_bytes();
            authorised(hand, key)
        }),
        Kind::rule("authorised-a-key-of-mixed-order", |hand| {
            let (_, key) = mixed(hand.chance);
            authorised(hand, key)
        }),
        Kind::rule("authorised-a-key-that-is-not-canonical", |hand| {
            // y + p for the few y that leave room for it in 255 bits.
            let mut key = [0xff; 32];
            key[0] = hand.chance.u8(0xed..);
            key[31] = if hand.chance.bool() { 0x7f } else { 0xff };
            authorised(hand, key)
        }),
        Kind::rule("authorised-a-key-that-is-no-point", |hand| {
            let mut key = [0; 32];
            while curve25519_dalek::edwards::CompressedEdwardsY(key).decompress().is_some() {
                key = std::array::from_fn(|_| hand.chance.u8(..));
            }
            authorised(hand, key)
        }),
        Kind::rule("joined-under-a-key-of-mixed-order", joined_mixed),
        Kind::rule("joined-under-a-key-of-mixed-order-by-the-cofactor", joined_mixed_by_the_cofactor),
        Kind::rule("joined-under-a-key-of-small-order", |hand| {
            let key = EIGHT_TORSION[hand.chance.usize(..8)].compress().to_bytes();
            let commitment = EIGHT_TORSION[hand.chance.usize(..8)].compress().to_bytes();
            joined_as(hand, Pubkey::from_bytes(key), |_| joined(commitment, Scalar::ZERO), "bad-signature")
        }),
        Kind::rule("opened-by-an-organiser-whose-key-counts-for-nothing", |hand| {
            let key = mixed(hand.chance).1;
            opened(hand, |opening| opening.organisers[1].address = Pubkey::from_bytes(key))
        }),
        Kind::rule("opened-with-a-log-key-that-counts-for-nothing", |hand| {
            let key = if hand.chance.bool() {
                mixed(hand.chance).1
            } else {
                EIGHT_TORSION[hand.chance.usize(..8)].compress().to_bytes()
            };
            opened(hand, |opening| {
                opening.log = VerifierKey::new(opening.log.name(), Algorithm::Ed25519, Pubkey::from_bytes(key)).unwrap();
            })
        }),
    ]
}

/// An entry under another signature.
fn under(hand: &Hand<'_>, line: usize, signature: Signature) -> Option<Broken> {
    let text = hand.text(line);
    let cut = text.rfind("signature: ")?;
    Broken::new(hand.with(line, format!("{}signature: {signature}\n", &text[..cut])), "bad-signature", line)
}

/// Some document under a signature that its own signer, or somebody, made in another way.
fn replaced(hand: &mut Hand<'_>, sign: impl Fn(&str, &str, &Person) -> Option<Signature>) -> Option<Broken> {
    let line = hand.line(|_, entry| document(entry).is_some())?;
    let own = signer(&document(&hand.honest.read[line])?.key)?;
    let text = hand.text(line);
    let (at, rest) = text.split_once('\n')?;
    let signed = &rest[..rest.rfind("signature: ")?];
    under(hand, line, sign(at, signed, &own)?)
}

fn challenge(commitment: &[u8; 32], key: &Pubkey, text: &str) -> Scalar {
    let hash = Sha512::new().chain_update(commitment).chain_update(key.bytes()).chain_update(text).finalize();
    Scalar::from_bytes_mod_order_wide(&hash.into())
}

fn joined(commitment: [u8; 32], scalar: Scalar) -> Signature {
    Signature::from_bytes([commitment, scalar.to_bytes()].concat().try_into().unwrap())
}

fn with_torsion(own: &Person, text: &str, nonce: Scalar, torsion: usize) -> Signature {
    let commitment = (B * nonce + EIGHT_TORSION[torsion]).compress().to_bytes();
    joined(commitment, nonce + challenge(&commitment, &own.address(), text) * own.secret().to_scalar())
}

/// S + L: the same scalar, spelled a second way.
fn not_reduced(signature: &Signature) -> Signature {
    let mut bytes = *signature.bytes();
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    Signature::from_bytes(bytes)
}

/// A secret, and a key that is its point and a point of small order.
fn mixed(chance: &mut Rng) -> (Scalar, [u8; 32]) {
    let secret = Scalar::from(chance.u64(1..));
    (secret, (B * secret + EIGHT_TORSION[chance.usize(1..8)]).compress().to_bytes())
}

fn authorised(hand: &mut Hand<'_>, key: [u8; 32]) -> Option<Broken> {
    let grant = KeyGrant { authorised: Pubkey::from_bytes(key), rights: rights(PAY, None, None) };
    let who = hand.one_of(&[ALICE, FARID])?;
    act(hand, is_open, who, who, || Body::Key(grant), "bad-key")
}

/// Somebody joins under any key; `sign` makes the signature of the text.
fn joined_as(hand: &mut Hand<'_>, key: Pubkey, sign: impl FnOnce(&str) -> Signature, code: &'static str) -> Option<Broken> {
    let line = hand.place(is_open)?;
    let (currency, name) = (hand.honest.currency(), commitment("Mallory"));
    let text = format!("gune/1 joining\ncurrency: {currency}\naccount: {key}\nkey: {key}\nnumber: 1\nname: {name}\n");
    let entry = format!("at: {}\n{text}signature: {}\n", hand.moment(line), sign(&text));
    Broken::new(hand.insert(line, vec![entry.into_bytes()]), code, line)
}

/// A key of mixed order signs so that the equation holds byte for byte: k is a multiple of 8. (The document is in its form:
/// a joining needs nothing but its key.)
fn joined_mixed(hand: &mut Hand<'_>) -> Option<Broken> {
    let (secret, key) = mixed(hand.chance);
    let key = Pubkey::from_bytes(key);
    let mut nonces = hand.chance.fork();
    joined_as(hand, key, |text| mixed_signature(secret, &key, text, &mut nonces, true), "bad-key")
}

/// The same where only the equation with the cofactor holds.
fn joined_mixed_by_the_cofactor(hand: &mut Hand<'_>) -> Option<Broken> {
    let secret = Scalar::from(hand.chance.u64(1..));
    // Order 8: k·T is nothing only if 8 divides k.
    let torsion = [1, 3, 5, 7].iter().map(|at| EIGHT_TORSION[*at]).nth(hand.chance.usize(..4))?;
    let key = Pubkey::from_bytes((B * secret + torsion).compress().to_bytes());
    let mut nonces = hand.chance.fork();
    joined_as(hand, key, |text| mixed_signature(secret, &key, text, &mut nonces, false), "bad-signature")
}

fn mixed_signature(secret: Scalar, key: &Pubkey, text: &str, nonces: &mut Rng, holds: bool) -> Signature {
    loop {
        let nonce = Scalar::from(nonces.u64(1..));
        let commitment = (B * nonce).compress().to_bytes();
        let challenge = challenge(&commitment, key, text);
        if challenge.to_bytes()[0].is_multiple_of(8) == holds {
            return joined(commitment, nonce + challenge * secret);
        }
    }
}

/// Another opening of the same people, rightly signed but for a key.
fn opened(hand: &mut Hand<'_>, change: impl FnOnce(&mut gune::ledger::document::Opening)) -> Option<Broken> {
    let mut told = opening(hand.state(1).opening().rule, "Village", &log_key());
    change(&mut told);
    let at = hand.honest.read[0].at;
    let entry = format!("at: {at}\n{}", person(OLIVE).sign(None, 1, Body::Opening(Box::new(told))).to_text());
    Broken::new(hand.with(0, entry), "bad-key", 0)
}
