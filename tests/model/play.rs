//! A market played twice, in the ledger and in the model: both must say the same of every entry, and hold the same figures.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::document::{Admission, Body, Document, Joining, Opening, Organiser};
use gune::ledger::entry::NotAnEntry;
use gune::ledger::log::{Algorithm, VerifierKey};
use gune::ledger::tempo::Schedule;
use gune::ledger::words::Words;
use gune::ledger::{Amount, Commitment, Content, DocumentId, Entry, Ledger, Moment, Pubkey, Refusal, Rule, Signature};
use proptest::prelude::*;

use crate::choice::Act;
use crate::naive::{Book, Said};

pub const OPENED: u64 = 1_800_000_000;
/// The first two organise; the last never joins.
pub const PEOPLE: u8 = 7;
pub const ORGANISERS: u8 = 2;

/// Each has an owner key, and devices.
pub const KEYS: u8 = 5;

#[derive(Clone, Debug)]
pub struct Market {
    pub rule: Rule,
    pub first: u64,
    pub schedule: Schedule,
}

pub struct Play {
    keys: BTreeMap<(u8, u8), SigningKey>,
    ledger: Ledger,
    pub book: Book,
    log: Vec<String>,
    now: u64,
}

impl Play {
    pub fn new(market: &Market) -> Play {
        let keys = (0..PEOPLE).flat_map(|who| (0..KEYS).map(move |which| (who, which)));
        let keys: BTreeMap<_, _> =
            keys.map(|(who, which)| ((who, which), SigningKey::from_bytes(&[who * 8 + which + 1; 32]))).collect();
        let address = |who| Pubkey::from(&keys[&(who, 0)].verifying_key());
        let organiser = |who| Organiser { address: address(who), name: Commitment([who; 32]) };
        let opening = Opening {
            market: Words::new("Marché", 80).unwrap(),
            place: Words::new("Rennes", 80).unwrap(),
            unit: Words::new("Ğune", 16).unwrap(),
            log: VerifierKey::new("gune.example/model", Algorithm::Ed25519, address(PEOPLE - 1)).unwrap(),
            salt: [0; 16],
            rule: market.rule,
            first: Amount::from_hundredths(market.first).unwrap(),
            schedule: market.schedule,
            organisers: (0..ORGANISERS).map(organiser).collect(),
        };
        let (account, at) = (address(0), Moment::from_seconds(OPENED).unwrap());
        let document =
            Document { currency: None, account, key: account, number: 1, until: None, body: Body::Opening(Box::new(opening)) };
        let text = sent(&keys[&(0, 0)], at, &document);
        let entry = Entry::read(text.as_bytes()).unwrap();
        let ledger = Ledger::open(&entry).unwrap();
        let book = Book::open(at, ledger.currency(), &document);
        Play { keys, ledger, book, log: vec![text], now: OPENED }
    }

    pub fn address(&self, who: u8, which: u8) -> Pubkey {
        Pubkey::from(&self.keys[&(who % PEOPLE, which)].verifying_key())
    }

    /// Everybody but the last two joins, and is admitted, so that most sequences have something to move.
    pub fn gather(&mut self) -> Result<(), TestCaseError> {
        for who in ORGANISERS..PEOPLE - 2 {
            let name = Commitment([who; 32]);
            self.send(self.now, self.document(who, 0, Body::Joining(Joining { name })), (who, 0))?;
        }
        let members = (0..PEOPLE - 2).map(|who| self.address(who, 0)).collect();
        self.send(self.now, self.document(0, 0, Body::Admission(Admission { members })), (0, 0))
    }

    pub fn act(&mut self, act: Act) -> Result<(), TestCaseError> {
        let due = self.book.due.map_or(self.now + 60, |due| due as u64);
        let at = match act.wait {
            0..=140 => self.now,
            141..=190 => self.now + u64::from(act.more % 64),
            191..=210 => due - 1,
            211..=235 => due,
            _ => due + u64::from(act.more) * 4,
        };
        let asleep = act.slip == 1;
        while !asleep && self.book.due.is_some_and(|due| due <= u128::from(at)) {
            self.dividend(act)?;
        }
        let organises = (12..=21).contains(&act.what);
        let who = if organises && act.slip < 230 { act.who % ORGANISERS } else { act.who % (PEOPLE - 1) };
        let authorised = |which: &u8| act.slip > 215 || self.book.record(&self.address(who, *which)).is_some();
        let which = [act.with % 8].into_iter().filter(|which| *which < KEYS).find(authorised).unwrap_or(0);
        // Who wrongly uses another's key signs well with it.
        let signer = if act.slip == 2 { (who + 1, which) } else { (who, which) };
        let mut document = self.document(who, which, self.body(act, who, at));
        document.key = self.address(signer.0, signer.1);
        let last = self.book.record(&document.key).and_then(|key| key.numbers.last()).copied().unwrap_or(0);
        document.number = match act.slip {
            3..=6 => last.max(1),
            7..=20 => last + 7,
            _ => last + 1,
        };
        document.until = match act.slip {
            21..=24 => Moment::from_seconds(at - 1),
            25..=40 => Moment::from_seconds(at),
            _ => None,
        };
        if act.slip == 41 {
            document.currency = Some(DocumentId([0; 32]));
        }
        let at = if act.slip == 42 { self.now - 1 } else { at };
        self.send(at, document, signer)
    }

    fn document(&self, who: u8, which: u8, body: Body) -> Document {
        let (account, key) = (self.address(who, 0), self.address(who, which));
        Document { currency: Some(self.ledger.currency()), account, key, number: 1, until: None, body }
    }

    /// Signs a document, sends it through both, and compares all they say.
    fn send(&mut self, at: u64, document: Document, signer: (u8, u8)) -> Result<(), TestCaseError> {
        let at = Moment::from_seconds(at).unwrap();
        let text = sent(&self.keys[&(signer.0 % PEOPLE, signer.1)], at, &document);
        if matches!(document.body, Body::Joining(_)) && document.key != document.account {
            // Whoever joins does so with the owner key: a matter of form, which comes before all rules.
            prop_assert!(matches!(Entry::read(text.as_bytes()), Err(NotAnEntry::Document(_))));
            note("malformed");
            return Ok(());
        }
        let entry = Entry::read(text.as_bytes()).unwrap();
        let answer = self.check(&entry)?;
        let predicted = self.book.append(at, &document);
        prop_assert_eq!(answer.as_ref().map(|_| ()).map_err(Refusal::code), predicted, "{}", text);
        note(predicted.err().unwrap_or(entry.kind()));
        if let Ok(change) = answer {
            self.ledger.commit(change);
            self.log.push(text);
            self.now = at.seconds();
        }
        self.compare()
    }

    /// The dividend that is due; before it, now and then, one that is wrong.
    fn dividend(&mut self, act: Act) -> Result<(), TestCaseError> {
        let entry = self.ledger.next_dividend().unwrap();
        let Content::Dividend(right) = &entry.content else { panic!("not a dividend") };
        if act.slip.is_multiple_of(8) {
            let mut wrong = *right;
            wrong.members += 1;
            let wrong = Entry { at: entry.at, content: Content::Dividend(wrong) };
            prop_assert_eq!(self.check(&wrong)?, Err(Refusal::DividendWrong));
            for at in [entry.at.seconds() - 1, entry.at.seconds() + 1] {
                let early_or_late = Entry { at: Moment::from_seconds(at).unwrap(), ..entry.clone() };
                let refusal = if at < self.now { Refusal::MomentDecreases } else { Refusal::DividendNotDue };
                prop_assert_eq!(self.check(&early_or_late)?, Err(refusal));
            }
        }
        let said = self.book.append_dividend().unwrap();
        let [rank, members] = [right.rank, right.members].map(u128::from);
        let [amount, supply] = [right.amount, right.supply].map(|amount| u128::from(amount.hundredths()));
        prop_assert_eq!(Said { at: u128::from(entry.at.seconds()), rank, amount, members, supply }, said);
        note(if members > 0 && amount == 0 { "a dividend that does not fit" } else { "dividend" });
        let change = self.check(&entry)?.unwrap();
        self.ledger.commit(change);
        self.log.push(entry.to_text());
        self.now = entry.at.seconds();
        self.compare()
    }

    /// Checks an entry, and that checking changes nothing.
    fn check(&self, entry: &Entry) -> Result<Result<gune::ledger::Change, Refusal>, TestCaseError> {
        let before = self.ledger.clone();
        let answer = self.ledger.check(entry);
        prop_assert!(self.ledger == before, "a check changed the ledger");
        Ok(answer)
    }

    fn compare(&self) -> Result<(), TestCaseError> {
        let (ledger, book, standing) = (&self.ledger, &self.book, self.ledger.standing());
        prop_assert_eq!(ledger.accounts().len(), book.balances.len());
        for (address, balance) in &book.balances {
            prop_assert_eq!(ledger.balance(address).map(|balance| u128::from(balance.hundredths())), Some(*balance));
            prop_assert_eq!(ledger.accounts()[address].member, book.members.contains(address));
        }
        prop_assert_eq!(ledger.sum_of_balances(), Some(standing.supply));
        prop_assert_eq!(u128::from(standing.supply.hundredths()), book.supply);
        prop_assert_eq!(u128::from(standing.dividends.current.hundredths()), book.dividend);
        prop_assert_eq!(standing.members, book.members.len() as u64);
        prop_assert_eq!((standing.size, u128::from(standing.at.seconds())), (book.size, book.at));
        let tempo = standing.tempo;
        prop_assert_eq!(tempo.due.map(|due| u128::from(due.seconds())), book.due);
        prop_assert_eq!(tempo.remaining.map(u128::from), book.remains);
        prop_assert_eq!((tempo.phase, standing.door_open), (book.phase, book.door_open));
        Ok(())
    }

    /// The same entries, read again from their bytes, give the same ledger.
    pub fn replay(&self) -> Result<(), TestCaseError> {
        let mut entries = self.log.iter().map(|text| Entry::read(text.as_bytes()).unwrap());
        let mut again = Ledger::open(&entries.next().unwrap()).unwrap();
        for entry in entries {
            let change = again.check(&entry).unwrap();
            again.commit(change);
        }
        prop_assert!(again == self.ledger, "a replay gives another ledger");
        Ok(())
    }
}

fn sent(key: &SigningKey, at: Moment, document: &Document) -> String {
    let text = document.text();
    format!("at: {at}\n{text}signature: {}\n", Signature::from(key.sign(text.as_bytes())))
}

thread_local! {
    static SEEN: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts what happened, so that a model test that no longer reaches a rule is seen.
fn note(what: &'static str) {
    SEEN.with_borrow_mut(|seen| *seen.entry(what).or_default() += 1);
}

/// What happened so far, in this thread, and how often.
pub fn seen() -> BTreeMap<&'static str, u32> {
    SEEN.with_borrow(Clone::clone)
}
