//! Honest books: a village lives an afternoon, and whatever a lie may need happens in it.

use std::collections::BTreeMap;

use fastrand::Rng;
use gune::ledger::document::{
    Admission, Body, Departure, Document, Door, Erasure, Joining, KeyGrant, Opening, Organiser, Output, Payment, Revocation,
    TempoChange,
};
use gune::ledger::log::Signer;
use gune::ledger::tempo::Schedule;
use gune::ledger::words::Words;
use gune::ledger::{Commitment, DocumentId, Entry, Fold, Ledger, Limit, Moment, Phase, Pubkey, Rights, Roles, Rule};

use crate::people::{Person, hundredths};

/// 28 November 2026, 14:00 UTC.
const OPENED: u64 = 1_795_874_400;
const PERIOD: u64 = 600;

/// The two organisers come first; the last one joins and is never admitted.
pub const OLIVE: u64 = 0;
pub const OSCAR: u64 = 1;
pub const ALICE: u64 = 2;
pub const BASILE: u64 = 3;
pub const CHLOE: u64 = 4;
pub const DALILA: u64 = 5;
pub const EMILE: u64 = 6;
pub const FARID: u64 = 7;
/// Their other keys: so much a period, one dividend a period, revoked, ended, for paying only, for organising only.
pub const PHONE: u64 = 20;
pub const TABLET: u64 = 21;
pub const LOST: u64 = 22;
pub const SUMMER: u64 = 23;
pub const PURSE: u64 = 24;
pub const CLERK: u64 = 25;
/// Nobody of the village.
pub const STRANGER: u64 = 40;

/// A book in which everything is right, and the state after each of its entries.
pub struct Honest {
    pub name: String,
    pub entries: Vec<Vec<u8>>,
    pub read: Vec<Entry>,
    states: Vec<Ledger>,
}

impl Honest {
    pub fn size(&self) -> usize {
        self.entries.len()
    }

    /// The state before this line, which is not the first.
    pub fn state(&self, line: usize) -> &Ledger {
        &self.states[line - 1]
    }

    pub fn currency(&self) -> DocumentId {
        self.states[0].currency()
    }
}

/// The log's key. Whoever forges is thought to own it.
pub fn log_key() -> Signer {
    log_key_of("gune.test/forged", 99)
}

pub fn log_key_of(origin: &str, seed: u8) -> Signer {
    Signer::new(origin, ed25519_dalek::SigningKey::from_bytes(&[seed; 32])).unwrap()
}

pub fn person(number: u64) -> Person {
    Person::new(number)
}

/// Whose key this is.
pub fn signer(key: &Pubkey) -> Option<Person> {
    (OLIVE..=STRANGER).map(person).find(|person| person.address() == *key)
}

/// A name's or a memo's commitment.
pub fn commitment(text: &str) -> Commitment {
    Commitment::to(&[7; 16], text)
}

pub fn pay(to: &[(Pubkey, u64)]) -> Payment {
    let outputs = to.iter().map(|(to, sum)| Output { to: *to, amount: hundredths(*sum) }).collect();
    Payment { outputs, listing: None, refund_of: None, memo: None }
}

pub fn rights(roles: Roles, limit: Option<Limit>, end: Option<Moment>) -> Rights {
    Rights { roles, limit, end }
}

pub const PAY: Roles = Roles { pay: true, organise: false };
pub const ORGANISE: Roles = Roles { pay: false, organise: true };

pub fn opening(rule: Rule, market: &str, log: &Signer) -> Opening {
    let words = |text: &str| Words::new(text, 16).unwrap();
    let organiser = |who| Organiser { address: person(who).address(), name: commitment(&format!("name {who}")) };
    Opening {
        market: words(market),
        place: words("Roubaix"),
        unit: words("Ğune"),
        log: log.verifier().clone(),
        salt: [0xab; 16],
        rule,
        first: hundredths(1_000),
        schedule: Schedule { period: PERIOD, end: None, after: None },
        organisers: vec![organiser(OLIVE), organiser(OSCAR)],
    }
}

/// Six honest books: each rule, open or closed at the end.
pub fn books(seed: u64) -> Vec<Honest> {
    let rules = [
        Rule::Ratio { growth: 100_000_000 },
        Rule::G1 { growth: 238_230_400, reevaluation: 1_200 },
        Rule::G1V1 { growth: 488_000_000, reevaluation: 1_200 },
    ];
    let turns = [false, true].into_iter().flat_map(|closes| rules.map(|rule| (rule, closes)));
    turns.zip(0..).map(|((rule, closes), turn)| play(rule, closes, seed, turn)).collect()
}

fn play(rule: Rule, closes: bool, seed: u64, turn: u64) -> Honest {
    let market = format!("Village {turn}");
    let mut pen = Pen::open(opening(rule, &market, &log_key()), Rng::with_seed(seed.wrapping_mul(31).wrapping_add(turn)));
    pen.own(OLIVE, Body::Door(Door::Open));
    pen.own(OLIVE, admission(&[OLIVE, OSCAR]));
    for who in ALICE..=DALILA {
        pen.wait(20);
        pen.join(who);
    }
    pen.own(OSCAR, Body::Door(Door::Shut));
    pen.join(EMILE);
    pen.join(FARID);
    pen.own(OLIVE, admission(&[EMILE]));
    pen.now += PERIOD;
    pen.grant(ALICE, PHONE, rights(PAY, Some(Limit::Units { most: hundredths(200), period: 7_200 }), None));
    pen.grant(BASILE, TABLET, rights(PAY, Some(Limit::Dividends { count: 1, period: 7_200 }), None));
    pen.grant(CHLOE, LOST, rights(PAY, None, None));
    pen.grant(DALILA, SUMMER, rights(PAY, None, Moment::from_seconds(pen.now + 400)));
    pen.grant(OLIVE, PURSE, rights(PAY, None, None));
    pen.grant(OLIVE, CLERK, rights(ORGANISE, None, None));
    pen.act(ALICE, PHONE, Body::Payment(pay(&[(person(BASILE).address(), 150)])));
    pen.act(DALILA, SUMMER, Body::Payment(pay(&[(person(FARID).address(), 75)])));
    pen.payments(3);
    let paid = pen.own(ALICE, Body::Payment(pay(&[(person(BASILE).address(), 300), (person(CHLOE).address(), 100)])));
    let back = Payment { refund_of: Some(paid), ..pay(&[(person(ALICE).address(), 120)]) };
    pen.own(BASILE, Body::Payment(back));
    let gift = Payment { listing: Some(DocumentId::of(b"jam")), ..pay(&[(person(EMILE).address(), 0)]) };
    pen.own(ALICE, Body::Payment(gift));
    pen.own(CHLOE, Body::Revocation(Revocation { revoked: person(LOST).address() }));
    pen.now += PERIOD;
    pen.payments(4);
    pen.own(DALILA, Body::Departure(Departure { member: person(DALILA).address() }));
    pen.now += PERIOD;
    pen.payments(2);
    pen.tempo(Phase::Paused, PERIOD, None);
    pen.now += PERIOD;
    pen.payments(3);
    pen.act(ALICE, PHONE, Body::Erasure(Erasure));
    pen.own(CHLOE, Body::Erasure(Erasure));
    let end = pen.chance.bool().then(|| pen.now + 900);
    pen.tempo(Phase::Running, 400, end);
    pen.now += PERIOD;
    pen.act(OLIVE, CLERK, admission(&[DALILA]));
    pen.payments(4);
    pen.now += PERIOD;
    pen.payments(3);
    if closes {
        pen.tempo(Phase::Closed, 400, None);
        pen.own(FARID, Body::Erasure(Erasure));
        for key in 30..34 {
            pen.wait(9);
            pen.grant(FARID, key, rights(PAY, None, None));
        }
    }
    pen.finish(format!("honest-{turn}-{}{}", rule.name(), if closes { "-closed" } else { "" }))
}

pub fn admission(members: &[u64]) -> Body {
    Body::Admission(Admission { members: members.iter().map(|who| person(*who).address()).collect() })
}

/// Who writes an honest book, by the ledger's own rules.
struct Pen {
    chance: Rng,
    now: u64,
    fold: Fold,
    numbers: BTreeMap<u64, u64>,
    entries: Vec<Vec<u8>>,
    read: Vec<Entry>,
    states: Vec<Ledger>,
}

impl Pen {
    fn open(opening: Opening, chance: Rng) -> Pen {
        let (fold, numbers) = (Fold::default(), BTreeMap::from([(OLIVE, 1)]));
        let mut pen = Pen { chance, now: OPENED, fold, numbers, entries: Vec::new(), read: Vec::new(), states: Vec::new() };
        let signed = person(OLIVE).sign(None, 1, Body::Opening(Box::new(opening)));
        pen.push(format!("at: {}\n{}", pen.moment(), signed.to_text()).into_bytes());
        pen
    }

    fn finish(self, name: String) -> Honest {
        let Pen { entries, read, states, .. } = self;
        Honest { name, entries, read, states }
    }

    fn moment(&self) -> Moment {
        Moment::from_seconds(self.now).unwrap()
    }

    fn ledger(&self) -> &Ledger {
        self.fold.ledger.as_ref().unwrap()
    }

    fn push(&mut self, bytes: Vec<u8>) -> u64 {
        let entry = Entry::read(&bytes).unwrap();
        self.fold.push(&bytes, &entry).unwrap_or_else(|refusal| panic!("{refusal}\n{}", String::from_utf8_lossy(&bytes)));
        self.states.push(self.ledger().clone());
        self.entries.push(bytes);
        self.read.push(entry);
        self.entries.len() as u64 - 1
    }

    /// Up to so many seconds pass, or none.
    fn wait(&mut self, most: u64) {
        self.now += self.chance.u64(0..=most);
    }

    fn own(&mut self, who: u64, body: Body) -> u64 {
        self.act(who, who, body)
    }

    fn act(&mut self, who: u64, key: u64, body: Body) -> u64 {
        let until = self.chance.bool().then(|| Moment::from_seconds(self.now + self.chance.u64(60..9_000)).unwrap());
        while let Some(due) = self.ledger().next_dividend().filter(|due| due.at.seconds() <= self.now) {
            self.push(due.to_text().into_bytes());
        }
        // Numbers leave gaps, as those of phones do.
        let number = self.numbers.entry(key).or_insert(0);
        *number += self.chance.u64(100..1_000);
        let (account, key, number) = (person(who).address(), person(key), *number);
        let currency = Some(self.ledger().currency());
        let document = key.sign_document(Document { currency, account, key: key.address(), number, until, body });
        self.push(format!("at: {}\n{}", self.moment(), document.to_text()).into_bytes())
    }

    fn join(&mut self, who: u64) {
        self.own(who, Body::Joining(Joining { name: commitment(&format!("name {who}")) }));
    }

    fn grant(&mut self, who: u64, key: u64, rights: Rights) {
        self.own(who, Body::Key(KeyGrant { authorised: person(key).address(), rights }));
    }

    fn tempo(&mut self, phase: Phase, period: u64, end: Option<u64>) {
        let end = end.map(|end| Moment::from_seconds(end).unwrap());
        let schedule = Schedule { period, end, after: end.map(|_| 86_400) };
        self.own(OLIVE, Body::Tempo(TempoChange { phase, schedule }));
    }

    /// So many payments by anybody who has something, at most a third of it.
    fn payments(&mut self, count: usize) {
        for turn in 0..count {
            self.wait(if turn == 0 { 0 } else { 60 });
            let payer = loop {
                let who = self.chance.u64(OLIVE..=FARID);
                if self.ledger().balance(&person(who).address()).unwrap().hundredths() > 100 {
                    break who;
                }
            };
            let sum = self.ledger().balance(&person(payer).address()).unwrap().hundredths() / 3;
            let mut others: Vec<u64> = (OLIVE..=FARID).filter(|who| *who != payer).collect();
            self.chance.shuffle(&mut others);
            others.truncate(self.chance.usize(1..=2));
            let most = sum / others.len() as u64;
            let to: Vec<_> = others.iter().map(|who| (person(*who).address(), self.chance.u64(10..=most))).collect();
            let memo = (turn % 2 == 0).then(|| commitment(&format!("memo {}", self.entries.len())));
            self.own(payer, Body::Payment(Payment { memo, ..pay(&to) }));
        }
    }
}
