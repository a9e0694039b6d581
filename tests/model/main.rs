//! The ledger against a naive reference model: several people do right and wrong things in any order, and the model
//! predicts every answer and every figure.
#![allow(clippy::unwrap_used, clippy::as_conversions)]

mod naive;

use std::cell::RefCell;
use std::collections::BTreeMap;

use ed25519_dalek::{Signer as _, SigningKey};
use gune::ledger::document::{
    Admission, Body, Departure, Document, Door, Erasure, Joining, KeyGrant, Opening, Organiser, Output, Payment, Revocation,
    TempoChange,
};
use gune::ledger::entry::NotAnEntry;
use gune::ledger::log::{Algorithm, VerifierKey};
use gune::ledger::tempo::Schedule;
use gune::ledger::words::Words;
use gune::ledger::{
    Amount, Commitment, Content, DocumentId, Entry, Ledger, Limit, Moment, Phase, Pubkey, Refusal, Rights, Roles, Rule, Signature,
};
use naive::{Book, MOST};
use proptest::prelude::*;

const OPENED: u64 = 1_800_000_000;
/// The first two organise; the last never joins.
const PEOPLE: u8 = 7;
const ORGANISERS: u8 = 2;

/// Each has an owner key, and devices.
const KEYS: u8 = 5;

/// One step: bytes that choose what is done, by whom, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
struct Act {
    what: u8,
    who: u8,
    with: u8,
    whom: u8,
    much: u8,
    wait: u8,
    slip: u8,
    more: u8,
}

#[derive(Clone, Debug)]
struct Market {
    rule: Rule,
    first: u64,
    schedule: Schedule,
}

struct Play {
    keys: BTreeMap<(u8, u8), SigningKey>,
    ledger: Ledger,
    book: Book,
    log: Vec<String>,
    now: u64,
}

impl Play {
    fn new(market: &Market) -> Play {
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
        let document = Document { currency: None, account, key: account, number: 1, until: None, body: Body::Opening(opening) };
        let text = sent(&keys[&(0, 0)], at, &document);
        let entry = Entry::read(text.as_bytes()).unwrap();
        let ledger = Ledger::open(&entry).unwrap();
        let book = Book::open(at, ledger.currency(), &document);
        Play { keys, ledger, book, log: vec![text], now: OPENED }
    }

    fn address(&self, who: u8, which: u8) -> Pubkey {
        Pubkey::from(&self.keys[&(who % PEOPLE, which)].verifying_key())
    }

    /// Everybody but the last two joins, and is admitted, so that most sequences have something to move.
    fn gather(&mut self) -> Result<(), TestCaseError> {
        for who in ORGANISERS..PEOPLE - 2 {
            let name = Commitment([who; 32]);
            self.send(self.now, self.document(who, 0, Body::Joining(Joining { name })), (who, 0))?;
        }
        let members = (0..PEOPLE - 2).map(|who| self.address(who, 0)).collect();
        self.send(self.now, self.document(0, 0, Body::Admission(Admission { members })), (0, 0))
    }

    fn act(&mut self, act: Act) -> Result<(), TestCaseError> {
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

    fn body(&self, act: Act, who: u8, at: u64) -> Body {
        let closed = self.book.phase == Phase::Closed;
        let stranger = !self.book.balances.contains_key(&self.address(who, 0));
        let whom = self.address(act.whom, 0);
        match act.what {
            _ if closed && act.more < 120 => self.tempo(act, Phase::Running, at),
            _ if stranger && act.slip < 200 => Body::Joining(Joining { name: Commitment([who; 32]) }),
            0..=8 => self.payment(act, who),
            9 | 10 => self.refund(act, who),
            11 => Body::Joining(Joining { name: Commitment([who; 32]) }),
            12..=14 => {
                let some = (0..PEOPLE).filter(|person| act.more >> person & 1 == 1).map(|person| self.address(person, 0));
                let some: Vec<Pubkey> = some
                    .filter(|person| {
                        let (account, member) = (self.book.balances.contains_key(person), self.book.members.contains(person));
                        account && !member || act.much > 220
                    })
                    .collect();
                Body::Admission(Admission { members: if some.is_empty() { vec![whom] } else { some } })
            }
            15 | 16 => Body::Departure(Departure { member: if act.more < 90 { self.address(who, 0) } else { whom } }),
            17 | 18 => Body::Door(if act.more < 128 { Door::Open } else { Door::Shut }),
            19..=21 => {
                let phase = match act.much % 8 {
                    0 => Phase::Closed,
                    1 | 2 => Phase::Paused,
                    _ => Phase::Running,
                };
                self.tempo(act, phase, at)
            }
            22..=25 => self.grant(act, who, at),
            26 => Body::Erasure(Erasure),
            _ => Body::Revocation(Revocation {
                revoked: self.address(if act.more < 200 { who } else { act.whom }, act.much % KEYS),
            }),
        }
    }

    fn payment(&self, act: Act, who: u8) -> Body {
        let balance = self.book.balances.get(&self.address(who, 0)).copied().unwrap_or(0);
        let count = if act.more.is_multiple_of(4) { 1 + usize::from(act.more % 3) } else { 1 };
        let amount = |place: u128| match act.much {
            0..=5 => 0,
            6..=30 => balance,
            31..=45 => balance + 1,
            46..=50 => MOST,
            51..=90 => self.book.dividend,
            _ => balance / (u128::from(act.much % 5) + 2 + place),
        };
        // Most pay somebody who is there and is not themselves.
        let sensible = |to: &Pubkey| act.slip > 225 || *to != self.address(who, 0) && self.book.balances.contains_key(to);
        let payees = (0..PEOPLE).map(|place| self.address(act.whom % PEOPLE + place, 0)).filter(sensible).take(count);
        let pay = |(place, to)| Output { to, amount: money(amount(place)) };
        let outputs = (0..).zip(payees).map(pay).collect();
        let listing = (act.more > 200).then_some(DocumentId([7; 32]));
        let memo = (act.more > 220).then_some(Commitment([8; 32]));
        Body::Payment(Payment { outputs, listing, refund_of: None, memo })
    }

    /// Gives back a payment that this person received, if there is one; otherwise, or by a slip, anything.
    fn refund(&self, act: Act, who: u8) -> Body {
        let me = self.address(who, 0);
        let mine = |paid: &&(u64, Pubkey, Payment)| paid.2.outputs.iter().any(|output| output.to == me) || act.slip > 225;
        let candidates: Vec<_> = self.book.payments.iter().rev().filter(mine).take(4).collect();
        let Some((index, payer, paid)) = candidates.get(usize::from(act.whom) % candidates.len().max(1)) else {
            let outputs = vec![Output { to: self.address(act.whom, 0), amount: money(1) }];
            return Body::Payment(Payment { outputs, listing: None, refund_of: Some(u64::from(act.more)), memo: None });
        };
        let received = paid.outputs.iter().find(|output| output.to == me).map_or(1, |output| output.amount.hundredths());
        let amount = match act.much % 4 {
            0 => received,
            1 => received + 1,
            _ => received / 2,
        };
        let to = if act.slip % 32 == 31 { self.address(act.whom, 0) } else { *payer };
        let refund_of = Some(if act.slip % 32 == 30 { index + 1 } else { *index });
        let outputs = vec![Output { to, amount: money(u128::from(amount)) }];
        Body::Payment(Payment { outputs, listing: (amount == 0).then_some(DocumentId([7; 32])), refund_of, memo: None })
    }

    fn grant(&self, act: Act, who: u8, at: u64) -> Body {
        let authorised = match act.whom {
            0..=9 => Pubkey::from_bytes([0; 32]),
            10..=29 => self.address(act.more, act.whom % KEYS),
            _ => self.address(who, 1 + act.whom % (KEYS - 1)),
        };
        let period = if act.more < 128 { 60 } else { 600 };
        let limit = match act.much % 5 {
            0 => None,
            1 => Some(Limit::Dividends { count: 1, period }),
            2 => Some(Limit::Dividends { count: u64::from(act.more) + 1, period }),
            3 => Some(Limit::Units { most: money(self.book.dividend / 8), period }),
            _ => Some(Limit::Units { most: money(u128::from(act.more) * self.book.dividend), period }),
        };
        let end = match act.with {
            0..=210 => None,
            211..=216 => Some(at),
            more => Some(at + u64::from(more) * 8),
        };
        let roles = Roles { pay: !act.more.is_multiple_of(4), organise: act.more % 4 < 2 };
        let rights = Rights { roles, limit, end: end.and_then(Moment::from_seconds) };
        Body::Key(KeyGrant { authorised, rights })
    }

    fn tempo(&self, act: Act, phase: Phase, at: u64) -> Body {
        let end = (act.with > 100).then(|| Moment::from_seconds(at + u64::from(act.whom) * 8).unwrap());
        let after = (end.is_some() && act.with > 150).then_some(1000);
        Body::Tempo(TempoChange { phase, schedule: Schedule { period: u64::from(act.whom) * 3 + 1, end, after } })
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
        prop_assert_eq!(naive::Said { at: u128::from(entry.at.seconds()), rank, amount, members, supply }, said);
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
    fn replay(&self) -> Result<(), TestCaseError> {
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

fn money(hundredths: u128) -> Amount {
    Amount::from_hundredths(hundredths.min(MOST) as u64).unwrap()
}

thread_local! {
    static SEEN: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts what happened, so that a model test that no longer reaches a rule is seen.
fn note(what: &'static str) {
    SEEN.with_borrow_mut(|seen| *seen.entry(what).or_default() += 1);
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = any::<[u8; 8]>().prop_map(|[what, who, with, whom, much, wait, slip, more]| Act {
        what: what % 29,
        who,
        with,
        whom,
        much,
        wait,
        slip,
        more,
    });
    proptest::collection::vec(act, 200..240)
}

fn market(rule: impl Strategy<Value = Rule>) -> impl Strategy<Value = Market> {
    let first = prop_oneof![6 => Just(1000), 1 => Just(1), 1 => Just(MOST as u64 / 9), 1 => Just(MOST as u64)];
    let schedule =
        (prop_oneof![Just(60), Just(600)], any::<Option<u16>>(), any::<Option<u16>>()).prop_map(|(period, end, after)| {
            let end = end.and_then(|end| Moment::from_seconds(OPENED + u64::from(end)));
            Schedule { period, end, after: end.and(after).map(|after| u64::from(after) + 1) }
        });
    (rule, first, schedule).prop_map(|(rule, first, schedule)| Market { rule, first, schedule })
}

fn growth() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(48_800_000), Just(100_000_000), 0..=1_000_000_000u64, Just(1_000_000_000)]
}

fn run(rule: impl Strategy<Value = Rule>, expected: &[&str]) {
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let played = runner.run(&(market(rule), acts(), proptest::bool::weighted(0.8)), |(market, acts, gathered)| {
        let mut play = Play::new(&market);
        if gathered {
            play.gather()?;
        }
        acts.into_iter().try_for_each(|act| play.act(act))?;
        play.replay()
    });
    if let Err(failure) = played {
        panic!("{failure}");
    }
    let seen = SEEN.with_borrow(Clone::clone);
    for what in expected {
        assert!(seen.contains_key(what), "never reached: {what}; reached: {seen:?}");
    }
}

/// What so many acts reach whatever the seed: most of them some hundred times, none less than thirty.
#[rustfmt::skip]
const REACHED: [&str; 30] = [
    "payment", "joining", "admission", "departure", "door", "key", "revocation", "tempo", "erasure", "dividend",
    "a dividend that does not fit", "document-expired", "market-closed", "account-exists", "key-not-authorised",
    "key-revoked", "key-ended", "number-used", "not-organiser", "role-missing", "owner-only", "already-member", "not-member",
    "nothing-changes", "unknown-key", "limit-passed", "zero-amount", "unknown-payment", "refund-too-much",
    "balance-too-small",
];

#[test]
fn under_ratio_the_ledger_answers_as_the_model_does() {
    run(growth().prop_map(|growth| Rule::Ratio { growth }), &REACHED);
}

#[test]
fn under_g1_the_ledger_answers_as_the_model_does() {
    let reevaluation = prop_oneof![Just(600), Just(660), Just(3600)];
    run((growth(), reevaluation).prop_map(|(growth, reevaluation)| Rule::G1 { growth, reevaluation }), &REACHED);
}

#[test]
fn under_the_first_version_of_g1_the_ledger_answers_as_the_model_does() {
    let reevaluation = prop_oneof![Just(600), Just(660), Just(3600)];
    run((growth(), reevaluation).prop_map(|(growth, reevaluation)| Rule::G1V1 { growth, reevaluation }), &REACHED);
}
