//! The vectors that Rust, TypeScript and Python share: one document, one spelling, everywhere.
#![allow(clippy::unwrap_used, reason = "the vectors are part of the test")]

use bip39::Language;
use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::document::Signed;
use gune::ledger::log::{AddCheckpoint, Checkpoint, Note, Receipt, VerifierKey, check_numbers, verify_consistency};
use gune::ledger::{Amount, Body, Commitment, Pubkey};
use gune::market::price::dividends_in_units;
use gune::market::{Notice, Price, Witness};
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn list<'a>(vectors: &'a Value, name: &str) -> &'a Vec<Value> {
    let list = vectors[name].as_array().unwrap();
    assert!(!list.is_empty(), "{name}");
    list
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} of {value}"))
}

#[test]
fn documents_are_read_signed_and_named_alike() {
    let vectors = vectors("documents");
    let mut kinds = std::collections::BTreeSet::new();
    for case in list(&vectors, "documents") {
        let (name, sent) = (text(case, "name"), text(case, "document"));
        let (signed_text, id) = match text(case, "kind") {
            "listing" | "withdrawal" | "witness" => {
                let signed = Signed::<Notice>::parse(sent.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
                let read = (signed.text().to_owned(), signed.id().to_string());
                signed.verify().unwrap();
                read
            }
            _ => {
                let signed = Signed::<Body>::parse(sent.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(signed.document().text(), text(case, "text"), "{name}");
                let read = (signed.text().to_owned(), signed.id().to_string());
                signed.verify().unwrap();
                read
            }
        };
        assert_eq!(signed_text, text(case, "text"), "{name}");
        assert_eq!(id, text(case, "identifier"), "{name}");
        let seed: [u8; 32] = hex::decode(text(case, "seed")).unwrap().try_into().unwrap();
        let signature = SigningKey::from_bytes(&seed).sign(signed_text.as_bytes());
        assert_eq!(gune::ledger::Signature::from(signature).to_string(), text(case, "signature"), "{name}");
        kinds.insert(text(case, "kind").to_owned());
    }
    assert_eq!(kinds.len(), 13, "every kind: {kinds:?}");
}

#[test]
fn what_one_refuses_the_others_refuse() {
    let vectors = vectors("documents");
    for case in list(&vectors, "refused") {
        let sent = text(case, "document").as_bytes();
        let book = Signed::<Body>::parse(sent).map(|signed| signed.verify().is_ok()).unwrap_or(false);
        let notice = Signed::<Notice>::parse(sent).map(|signed| signed.verify().is_ok()).unwrap_or(false);
        assert!(!book && !notice, "{}", text(case, "name"));
    }
}

#[test]
fn commitments_are_the_same() {
    for case in list(&vectors("documents"), "commitments") {
        let salt = hex::decode(text(case, "salt")).unwrap().try_into().unwrap();
        assert_eq!(Commitment::to(&salt, text(case, "text")).to_string(), text(case, "commitment"));
    }
}

#[test]
fn amounts_have_the_same_spellings_and_prices_the_same_units() {
    let vectors = vectors("amounts");
    for case in list(&vectors, "good") {
        let amount: Amount = text(case, "text").parse().unwrap();
        assert_eq!(amount.hundredths().to_string(), text(case, "hundredths"));
        assert_eq!(amount.to_string(), text(case, "text"));
    }
    for bad in list(&vectors, "bad") {
        assert!(bad.as_str().unwrap().parse::<Amount>().is_err(), "{bad}");
    }
    for case in list(&vectors, "price_in_dividends") {
        let [price, dividend] = ["price", "dividend"].map(|name| text(case, name).parse::<Amount>().unwrap());
        let units = case["units"].as_str().map(|units| units.parse::<Amount>().unwrap());
        assert_eq!(dividends_in_units(price, dividend), units, "{case}");
        assert_eq!(Price::Dividends(price).in_units(dividend), units, "{case}");
    }
}

#[test]
fn rescue_phrases_open_the_same_keys() {
    for case in vectors("phrases").as_array().unwrap() {
        let entropy = hex::decode(text(case, "entropy")).unwrap();
        for (language, name) in [(Language::French, "french"), (Language::English, "english")] {
            let phrase = bip39::Mnemonic::from_entropy_in(language, &entropy).unwrap().to_string();
            // One may write French words with accents composed or not: as people read them they are the same.
            assert_eq!(gune::market::search::fold(&phrase), gune::market::search::fold(text(case, name)), "{name}");
        }
        let seed: [u8; 32] = hex::decode(text(case, "seed")).unwrap().try_into().unwrap();
        let key = Pubkey::from(&SigningKey::from_bytes(&seed).verifying_key());
        assert_eq!(key.to_string(), text(case, "public_key"));
        assert_eq!(key.short(), text(case, "shown"));
    }
}

#[test]
fn check_words_are_the_same() {
    for case in vectors("check_words").as_array().unwrap() {
        let head: Checkpoint = text(case, "lines").parse().unwrap();
        for (language, name) in [(Language::French, "french"), (Language::English, "english")] {
            let words: Vec<&str> = check_numbers(&head).iter().map(|number| language.word_list()[usize::from(*number)]).collect();
            assert_eq!(gune::market::search::fold(&words.join(" ")), gune::market::search::fold(text(case, name)), "{name}");
        }
    }
}

#[test]
fn receipts_and_consistency_proofs_made_elsewhere_verify_here() {
    let vectors = vectors("receipts");
    let log: VerifierKey = text(&vectors, "vkey").parse().unwrap();
    let heads: Vec<Checkpoint> = list(&vectors, "checkpoints")
        .iter()
        .map(|head| Checkpoint::open(head.as_str().unwrap().as_bytes(), &log).unwrap())
        .collect();
    for case in list(&vectors, "receipts") {
        let verified = Receipt::parse(text(case, "text").as_bytes()).unwrap().verify(&log).unwrap();
        assert_eq!(Some(verified.index), case["index"].as_u64());
        let entry = list(&vectors, "entries")[verified.index as usize].as_str().unwrap();
        assert_eq!(verified.entry, entry.as_bytes());
    }
    for case in list(&vectors, "consistency") {
        let request = AddCheckpoint::parse(text(case, "text").as_bytes()).unwrap();
        let new = Checkpoint::from_note(&request.checkpoint, &log).unwrap();
        let old = heads.iter().find(|head| head.size() == request.old).unwrap();
        verify_consistency(old.size(), new.size(), &request.proof, old.root(), new.root()).unwrap();
    }
}

#[test]
fn what_a_phone_cosigned_counts_here_with_its_time() {
    let vectors = vectors("receipts");
    let log: VerifierKey = text(&vectors, "vkey").parse().unwrap();
    for case in list(&vectors, "cosigned") {
        let note = Note::parse(text(case, "note").as_bytes()).unwrap();
        let phone = Witness { witness: text(case, "witness").parse().unwrap() };
        let known = [log.clone(), phone.verifier()];
        let signed = note.verify(&known).unwrap();
        let times: Vec<Option<u64>> = signed.iter().map(|attestation| attestation.time).collect();
        assert_eq!(times, [None, case["time"].as_u64()]);
        let changed = text(case, "note").replacen("\n", "x\n", 1);
        assert!(Note::parse(changed.as_bytes()).unwrap().verify(&[phone.verifier()]).is_err());
    }
}
