//! The rules of docs/protocol.md §§ 4 and 5, each as a sentence, told about a small village.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::as_conversions)]

#[path = "state_tests/dividends.rs"]
mod dividends;
#[path = "state_tests/erasures.rs"]
mod erasures;
#[path = "state_tests/keys.rs"]
mod keys;
#[path = "state_tests/limits.rs"]
mod limits;
#[path = "state_tests/order.rs"]
mod order;
#[path = "state_tests/payments.rs"]
mod payments;
#[path = "state_tests/people.rs"]
mod people;

use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};

use super::*;
use crate::ledger::document::{
    Admission, Departure, Document, Door, Erasure, Joining, KeyGrant, Organiser, Output, Payment, Revocation, Signed, TempoChange,
};
use crate::ledger::log::{Algorithm, VerifierKey};
use crate::ledger::tempo::Schedule;
use crate::ledger::words::Words;
use crate::ledger::{Commitment, Limit, Phase, Rights, Role, Roles, Rule, Signature};

/// When every village opens.
const OPENED: u64 = 1_800_000_000;
/// Ten per cent a period; a first dividend of 10.00 every ten minutes.
const RATIO: Rule = Rule::Ratio { growth: 100_000_000 };
const FIRST: u64 = 1_000;
const PERIOD: u64 = 600;
const MOST: u64 = (1 << 53) - 1;

/// A refusal's code, or nothing.
type Answer = Result<(), &'static str>;

/// A market with two organisers, olive and oscar; a key is what its name says.
struct Village {
    ledger: Ledger,
    now: u64,
    book: Vec<Entry>,
}

/// What somebody is about to do: right in every respect but those that a test changes.
#[derive(Clone)]
struct Act {
    account: Pubkey,
    signer: SigningKey,
    currency: Option<DocumentId>,
    number: Option<u64>,
    until: Option<u64>,
    at: Option<u64>,
    body: Body,
}

impl Village {
    fn new() -> Village {
        Village::with(RATIO, FIRST)
    }

    fn with(rule: Rule, first: u64) -> Village {
        Village::opened_by(opening(rule, first))
    }

    fn opened_by(opening: Opening) -> Village {
        let entry = opening_entry("olive", 1, None, opening);
        Village { ledger: Ledger::open(&entry).unwrap(), now: OPENED, book: vec![entry] }
    }

    /// A village where these have joined and are members.
    fn of(people: &[&str]) -> Village {
        let mut village = Village::new();
        for person in people {
            village.act(person, join()).unwrap();
        }
        village.act("olive", admit(people)).unwrap();
        village
    }

    /// Time passes, and the dividends that fall meanwhile are written.
    fn wait(&mut self, seconds: u64) {
        let until = moment(self.now + seconds);
        while let Some(dividend) = self.ledger.next_dividend().filter(|dividend| dividend.at <= until) {
            self.append(dividend).unwrap();
        }
        self.now += seconds;
    }

    fn act(&mut self, person: &str, body: Body) -> Answer {
        self.try_act(Act::new(person, body))
    }

    /// Somebody acts for an account by a key that has its own name.
    fn act_by(&mut self, person: &str, key: &str, body: Body) -> Answer {
        self.try_act(Act::new(person, body).by(key))
    }

    fn try_act(&mut self, act: Act) -> Answer {
        let entry = self.entry(&act);
        self.append(entry).map_err(|refusal| refusal.code())
    }

    fn check(&self, act: &Act) -> Result<Change, Refusal> {
        self.ledger.check(&self.entry(act))
    }

    fn append(&mut self, entry: Entry) -> Result<(), Refusal> {
        let change = self.ledger.check(&entry)?;
        self.ledger.commit(change);
        self.book.push(entry);
        assert_eq!(self.ledger.sum_of_balances(), Some(self.ledger.standing().supply));
        Ok(())
    }

    fn entry(&self, act: &Act) -> Entry {
        let key = Pubkey::from(&act.signer.verifying_key());
        let next = self.ledger.key(&key).map_or(1, |key| key.last_number + 1);
        let document = Document {
            currency: Some(act.currency.unwrap_or(self.ledger.currency())),
            account: act.account,
            key,
            number: act.number.unwrap_or(next),
            until: act.until.map(moment),
            body: act.body.clone(),
        };
        signed(moment(act.at.unwrap_or(self.now)), &act.signer, document)
    }

    fn balance(&self, person: &str) -> u64 {
        self.ledger.balance(&address(person)).unwrap().hundredths()
    }

    fn supply(&self) -> u64 {
        self.ledger.standing().supply.hundredths()
    }

    fn due(&self) -> Option<u64> {
        self.ledger.standing().tempo.due.map(|due| due.seconds() - OPENED)
    }

    /// The index of the last entry.
    fn last(&self) -> u64 {
        self.ledger.standing().size - 1
    }
}

impl Act {
    fn new(person: &str, body: Body) -> Act {
        Act { account: address(person), signer: key(person), currency: None, number: None, until: None, at: None, body }
    }

    fn by(self, name: &str) -> Act {
        Act { signer: key(name), ..self }
    }
}

fn key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&Sha256::digest(name).into())
}

fn address(name: &str) -> Pubkey {
    Pubkey::from(&key(name).verifying_key())
}

fn moment(seconds: u64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

fn amount(hundredths: u64) -> Amount {
    Amount::from_hundredths(hundredths).unwrap()
}

fn signed(at: Moment, signer: &SigningKey, document: Document) -> Entry {
    let document = Signed::new(&document, |text| Signature::from(signer.sign(text))).unwrap();
    let text = format!("at: {at}\n{}", document.to_text());
    Entry::read(text.as_bytes()).unwrap()
}

fn opening(rule: Rule, first: u64) -> Opening {
    let organiser = |name| Organiser { address: address(name), name: Commitment([0; 32]) };
    Opening {
        market: Words::new("Marché des Lilas", 80).unwrap(),
        place: Words::new("Rennes", 80).unwrap(),
        unit: Words::new("Ğune", 16).unwrap(),
        log: VerifierKey::new("gune.example/lilas", Algorithm::Ed25519, address("the log")).unwrap(),
        salt: [0; 16],
        rule,
        first: amount(first),
        schedule: Schedule { period: PERIOD, end: None, after: None },
        organisers: vec![organiser("olive"), organiser("oscar")],
    }
}

fn opening_entry(by: &str, number: u64, until: Option<u64>, opening: Opening) -> Entry {
    let (account, until, body) = (address(by), until.map(moment), Body::Opening(Box::new(opening)));
    signed(moment(OPENED), &key(by), Document { currency: None, account, key: account, number, until, body })
}

fn join() -> Body {
    Body::Joining(Joining { name: Commitment([1; 32]) })
}

fn admit(people: &[&str]) -> Body {
    Body::Admission(Admission { members: people.iter().map(|person| address(person)).collect() })
}

fn part(person: &str) -> Body {
    Body::Departure(Departure { member: address(person) })
}

fn erase() -> Body {
    Body::Erasure(Erasure)
}

fn door(door: Door) -> Body {
    Body::Door(door)
}

fn tempo(phase: Phase, period: u64) -> Body {
    Body::Tempo(TempoChange { phase, schedule: Schedule { period, end: None, after: None } })
}

fn payment(to: &[(&str, u64)]) -> Payment {
    let outputs = to.iter().map(|(to, hundredths)| Output { to: address(to), amount: amount(*hundredths) }).collect();
    Payment { outputs, listing: None, refund_of: None, memo: None }
}

fn pay(to: &str, hundredths: u64) -> Body {
    Body::Payment(payment(&[(to, hundredths)]))
}

fn give_back(index: u64, to: &str, hundredths: u64) -> Body {
    Body::Payment(Payment { refund_of: Some(index), ..payment(&[(to, hundredths)]) })
}

fn rights(roles: &[Role]) -> Rights {
    let roles = Roles { pay: roles.contains(&Role::Pay), organise: roles.contains(&Role::Organise) };
    Rights { roles, limit: None, end: None }
}

fn grant(authorised: &str, rights: Rights) -> Body {
    Body::Key(KeyGrant { authorised: address(authorised), rights })
}

fn revoke(revoked: &str) -> Body {
    Body::Revocation(Revocation { revoked: address(revoked) })
}

#[test]
fn the_same_entries_give_an_equal_ledger() {
    let mut village = Village::of(&["alice", "bob"]);
    village.act("alice", grant("phone", rights(&[Role::Pay]))).unwrap();
    village.wait(PERIOD);
    village.act_by("alice", "phone", pay("bob", 300)).unwrap();
    village.act("bob", give_back(village.last(), "alice", 100)).unwrap();
    village.act("olive", tempo(Phase::Paused, 60)).unwrap();
    village.act("alice", part("alice")).unwrap();
    village.wait(1_000);
    village.act("olive", tempo(Phase::Running, 60)).unwrap();
    village.act("alice", revoke("phone")).unwrap();
    village.wait(200);
    let mut again = Ledger::open(&village.book[0]).unwrap();
    for entry in &village.book[1..] {
        let entry = Entry::read(entry.to_text().as_bytes()).unwrap();
        let change = again.check(&entry).unwrap();
        again.commit(change);
    }
    assert!(again == village.ledger);
    assert_eq!(again.standing().size, village.book.len() as u64);
}
