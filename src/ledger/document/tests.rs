//! Documents: one spelling each, and every other text refused at its line.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::as_conversions)]

#[path = "tests/samples.rs"]
mod samples;

#[path = "tests/lines.rs"]
mod lines;
#[path = "tests/values.rs"]
mod values;

#[path = "tests/any.rs"]
mod any;

use ed25519_dalek::{Signer, SigningKey};

use self::samples::{ALL, CURRENCY, ERASURE, JOINING, KEY, OPENING, PAYMENT};
use super::*;
use crate::ledger::log::{Algorithm, VerifierKey};
use crate::ledger::{Amount, Commitment, Limit, Rights, Roles, Rule, Signature};

fn parse(text: &str) -> Result<Signed, Malformed> {
    Signed::parse(text.as_bytes())
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn address(seed: u8) -> Pubkey {
    Pubkey::from(&key(seed).verifying_key())
}

fn amount(hundredths: u64) -> Amount {
    Amount::from_hundredths(hundredths).unwrap()
}

/// What stands on a line, from 1.
fn line(text: &str, number: usize) -> &str {
    text.lines().nth(number - 1).unwrap()
}

/// The text with another line there.
fn with_line(text: &str, number: usize, other: &str) -> String {
    text.lines().zip(1..).map(|(line, at)| if at == number { format!("{other}\n") } else { format!("{line}\n") }).collect()
}

#[track_caller]
fn refused(text: &str, line: u32, problem: Problem) {
    assert_eq!(parse(text).map(|signed| signed.to_text()), Err(Malformed { line, problem }), "{text}");
}

#[test]
fn every_kind_is_read_and_written_back_letter_for_letter() {
    let kinds = ["opening", "joining", "admission", "departure", "door", "key", "revocation", "payment", "tempo", "erasure"];
    for (text, kind) in ALL.into_iter().zip(kinds) {
        let signed = parse(text).unwrap();
        assert_eq!(signed.to_text(), text);
        assert_eq!(signed.document().body.kind(), kind);
        assert_eq!(signed.document().currency.is_none(), kind == "opening");
        let (document, seed) = (signed.document().clone(), (1..5).find(|seed| address(*seed) == signed.document().key));
        assert!(signed.clone().verify().is_ok(), "{kind}");
        // Written and signed here, it is the very same text: RFC 8032 leaves a signer no choice.
        assert_eq!(Signed::new(&document, |text| Signature::from(key(seed.unwrap()).sign(text))), Ok(signed));
    }
}

#[test]
fn a_document_spells_its_own_text_and_none_that_differs_by_a_letter() {
    for text in ALL {
        let signed = parse(text).unwrap();
        let (document, text) = (signed.document(), signed.text());
        assert!(document.spells(text));
        assert!(!document.spells(&format!("{text}\n")) && !document.spells(&text[..text.len() - 1]) && !document.spells(""));
        for (place, letter) in text.char_indices() {
            let other =
                format!("{}{}{}", &text[..place], if letter == 'x' { 'y' } else { 'x' }, &text[place + letter.len_utf8()..]);
            assert!(!document.spells(&other), "{other}");
        }
    }
}

#[test]
fn the_openings_identifier_is_the_currency_and_its_fields_are_what_they_say() {
    let signed = parse(OPENING).unwrap();
    assert_eq!(signed.id().to_string(), CURRENCY);
    let Body::Opening(opening) = &signed.document().body else { panic!("not an opening") };
    assert_eq!((opening.market.as_str(), opening.unit.as_str()), ("Marché des Lilas", "Ğune"));
    assert_eq!(opening.rule, Rule::G1 { growth: 2_382_304, reevaluation: 3_600 });
    assert_eq!((opening.schedule.period, opening.schedule.after, opening.first), (600, Some(86_400), amount(1_000)));
    assert_eq!(opening.organisers[1], Organiser { address: address(2), name: Commitment::to(&[8; 16], "Basile") });
    assert_eq!((opening.log.name(), opening.log.key()), ("gune.example/lilas", &address(9)));
    assert_eq!(signed.document().body.commitments(), [Commitment::to(&[7; 16], "Olive"), Commitment::to(&[8; 16], "Basile")]);
}

#[test]
fn each_personal_text_is_somebodys() {
    let personal = |text| parse(text).unwrap().document().personal();
    let [olive, basile] = [(1, [7; 16], "Olive"), (2, [8; 16], "Basile")];
    let named = |(seed, salt, name)| (address(seed), Commitment::to(&salt, name));
    assert_eq!(personal(OPENING), [named(olive), named(basile)], "of an opening each organiser has their own");
    // Signed by a phone, a memo is still the account's.
    assert_eq!(personal(PAYMENT), [(address(3), Commitment::to(&[9; 16], "merci"))]);
    assert_eq!(personal(JOINING).len(), 1);
    assert_eq!(personal(ERASURE), []);
}

#[test]
fn a_payment_and_a_key_are_what_they_say() {
    let payment = parse(PAYMENT).unwrap();
    let document = payment.document();
    assert_eq!((document.account, document.key, document.number), (address(3), address(4), 1_764_338_592_123));
    assert_eq!(document.until.unwrap().to_string(), "2026-11-29T14:03:12Z");
    let outputs = vec![Output { to: address(2), amount: amount(1_250) }, Output { to: address(1), amount: amount(5) }];
    let (listing, memo) = (Some(DocumentId::of(b"listing")), Some(Commitment::to(&[9; 16], "merci")));
    assert_eq!(document.body, Body::Payment(Payment { outputs, listing, refund_of: Some(42), memo }));
    let grant = parse(KEY).unwrap().document().body.clone();
    let roles = Roles { pay: true, organise: true };
    let limit = Some(Limit::Dividends { count: 3, period: 86_400 });
    let rights = Rights { roles, limit, end: Some("2027-01-01T00:00:00Z".parse().unwrap()) };
    assert_eq!(grant, Body::Key(KeyGrant { authorised: address(4), rights }));
}
