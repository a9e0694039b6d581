//! People with keys, the papers they sign, and the real program that they send them to.
//!
//! Shared by the tests and benches that knock at the market from outside; each uses a part of it.
#![allow(dead_code)]

pub mod program;

use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::document::{
    Admission, Body, Document, Door, Erasure, Joining, KeyGrant, Kinds, Opening, Organiser, Output, Payment, TempoChange,
};
use gune::ledger::identifier::Salt;
use gune::ledger::log::VerifierKey;
use gune::ledger::tempo::Schedule;
use gune::ledger::words::Words;
use gune::ledger::{Amount, Commitment, DocumentId, Phase, Pubkey, Rule, Signature, Signed};

/// The salt under every personal text here: secrecy is not what these tests are about.
pub const SALT: Salt = [7; 16];

/// Somebody with a key.
#[derive(Clone)]
pub struct Person {
    key: SigningKey,
}

impl Person {
    /// The same number, the same person.
    pub fn new(number: u64) -> Person {
        let mut seed = [0x5e; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        Person { key: SigningKey::from_bytes(&seed) }
    }

    pub fn address(&self) -> Pubkey {
        Pubkey::from(&self.key.verifying_key())
    }

    /// Signs any text at all.
    pub fn sign_text(&self, text: &str) -> Signature {
        Signature::from(self.key.sign(text.as_bytes()))
    }

    /// The secret itself, for signatures that no honest signer makes.
    pub fn secret(&self) -> &SigningKey {
        &self.key
    }

    /// Signs for oneself, with the owner key.
    pub fn sign<B: Kinds>(&self, currency: Option<DocumentId>, number: u64, body: B) -> Signed<B> {
        let address = self.address();
        self.sign_document(Document { currency, account: address, key: address, number, until: None, body })
    }

    /// Signs any document, be it wrong.
    pub fn sign_document<B: Kinds>(&self, document: Document<B>) -> Signed<B> {
        Signed::new(&document, |text| Signature::from(self.key.sign(text))).unwrap()
    }

    /// The document that opens a market in which this person is the organiser, and each who joins is granted `first`.
    pub fn open(&self, log: &VerifierKey, first: u64, period: u64) -> Signed {
        let words = |text| Words::new(text, 80).unwrap();
        self.sign(
            None,
            1,
            Body::Opening(Box::new(Opening {
                market: words("Marché d’essai"),
                place: words("Roubaix"),
                unit: words("Ğune"),
                log: log.clone(),
                salt: SALT,
                rule: Rule::Ratio { growth: 0 },
                first: hundredths(first),
                schedule: Schedule { period, end: None, after: None },
                organisers: vec![Organiser { address: self.address(), name: Commitment::to(&SALT, "Organisatrice") }],
            })),
        )
    }

    pub fn join(&self, currency: DocumentId, name: &str) -> Signed {
        self.sign(Some(currency), 1, Body::Joining(Joining { name: Commitment::to(&SALT, name) }))
    }

    pub fn pay(&self, currency: DocumentId, number: u64, to: &Person, amount: u64) -> Signed {
        let outputs = vec![Output { to: to.address(), amount: hundredths(amount) }];
        self.sign(Some(currency), number, Body::Payment(Payment { outputs, listing: None, refund_of: None, memo: None }))
    }

    pub fn erase(&self, currency: DocumentId, number: u64) -> Signed {
        self.sign(Some(currency), number, Body::Erasure(Erasure))
    }

    pub fn door(&self, currency: DocumentId, number: u64, door: Door) -> Signed {
        self.sign(Some(currency), number, Body::Door(door))
    }

    pub fn admit(&self, currency: DocumentId, number: u64, who: &Person) -> Signed {
        self.sign(Some(currency), number, Body::Admission(Admission { members: vec![who.address()] }))
    }

    pub fn tempo(&self, currency: DocumentId, number: u64, phase: Phase, period: u64) -> Signed {
        let schedule = Schedule { period, end: None, after: None };
        self.sign(Some(currency), number, Body::Tempo(TempoChange { phase, schedule }))
    }

    pub fn grant(&self, currency: DocumentId, number: u64, grant: KeyGrant) -> Signed {
        self.sign(Some(currency), number, Body::Key(grant))
    }
}

pub fn hundredths(amount: u64) -> Amount {
    Amount::from_hundredths(amount).unwrap()
}

/// A document with the personal texts it commits to, as a form.
pub fn form(document: &str, texts: &[&str]) -> String {
    let salt = hex::encode(SALT);
    let texts = texts.iter().flat_map(|text| [("salt", salt.as_str()), ("text", *text)]);
    let fields: Vec<(&str, &str)> = [("document", document)].into_iter().chain(texts).collect();
    serde_urlencoded::to_string(fields).unwrap()
}
