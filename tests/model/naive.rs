//! The reference: docs/protocol.md §§ 4 and 5 said again, as plainly as it can be, without regard to cost.
//!
//! Every dividend touches every member; every question is answered by going through a list from its beginning; an entry
//! is tried on a copy of the whole book. It shares the shape of documents with the program, and no rule.

mod dividends;

use std::collections::{BTreeMap, BTreeSet};

pub use dividends::Said;
use gune::ledger::document::{Body, Door, KeyGrant, Payment};
use gune::ledger::{Document, DocumentId, Limit, Moment, Phase, Pubkey, Rights, Role, Rule};

/// The refusal's code, if it is refused.
pub type Answer = Result<(), &'static str>;

/// The largest amount.
pub const MOST: u128 = (1 << 53) - 1;

/// A book, by plain maps and lists.
#[derive(Clone)]
pub struct Book {
    pub currency: DocumentId,
    pub rule: Rule,
    pub first: u128,
    pub opening_period: u128,
    pub organisers: BTreeSet<Pubkey>,
    pub balances: BTreeMap<Pubkey, u128>,
    pub members: BTreeSet<Pubkey>,
    pub received: BTreeSet<(Pubkey, u128)>,
    pub keys: Vec<Key>,
    pub payments: Vec<(u64, Pubkey, Payment)>,
    pub size: u64,
    pub at: u128,
    pub door_open: bool,
    pub supply: u128,
    pub rank: u128,
    pub dividend: u128,
    pub reevaluate_at: u128,
    pub kept_supply: u128,
    pub phase: Phase,
    pub period: u128,
    pub end: Option<u128>,
    pub after: Option<u128>,
    pub due: Option<u128>,
    pub remains: Option<u128>,
}

/// A key and all that it ever did.
#[derive(Clone)]
pub struct Key {
    pub key: Pubkey,
    pub account: Pubkey,
    pub rights: Option<Rights>,
    pub numbers: Vec<u64>,
    pub revoked: bool,
    pub windows_from: u128,
    pub spent: Vec<(u128, u128)>,
}

impl Book {
    pub fn open(at: Moment, currency: DocumentId, document: &Document) -> Book {
        let Body::Opening(opening) = &document.body else { panic!("not an opening") };
        let at = u128::from(at.seconds());
        let mut book = Book {
            currency,
            rule: opening.rule,
            first: u128::from(opening.first.hundredths()),
            opening_period: u128::from(opening.schedule.period),
            organisers: opening.organisers.iter().map(|organiser| organiser.address).collect(),
            balances: BTreeMap::new(),
            members: BTreeSet::new(),
            received: BTreeSet::new(),
            keys: Vec::new(),
            payments: Vec::new(),
            size: 1,
            at,
            door_open: false,
            supply: 0,
            rank: 0,
            dividend: u128::from(opening.first.hundredths()),
            reevaluate_at: at + u128::from(opening.rule.reevaluation().unwrap_or(0)),
            kept_supply: 0,
            phase: Phase::Running,
            period: u128::from(opening.schedule.period),
            end: opening.schedule.end.map(|end| u128::from(end.seconds())),
            after: opening.schedule.after.map(u128::from),
            due: Some(at + u128::from(opening.schedule.period)),
            remains: None,
        };
        book.due = book.next_after(at);
        for organiser in &opening.organisers {
            let numbers = if organiser.address == document.key { vec![1] } else { Vec::new() };
            book.new_account(organiser.address, numbers);
        }
        book
    }

    /// Appends a document, or says why not and stays as it was.
    pub fn append(&mut self, at: Moment, document: &Document) -> Answer {
        let mut next = self.clone();
        next.apply(u128::from(at.seconds()), document)?;
        *self = next;
        Ok(())
    }

    fn apply(&mut self, at: u128, document: &Document) -> Answer {
        let Document { account, key, number, .. } = document;
        refuse(matches!(document.body, Body::Opening(_)), "already-opened")?;
        refuse(document.currency != Some(self.currency), "wrong-currency")?;
        refuse(at < self.at, "moment-decreases")?;
        refuse(self.due.is_some_and(|due| due <= at), "dividend-due")?;
        refuse(document.until.is_some_and(|until| at > u128::from(until.seconds())), "document-expired")?;
        let allowed_when_closed = matches!(document.body, Body::Tempo(_) | Body::Key(_) | Body::Revocation(_) | Body::Erasure(_));
        refuse(self.phase == Phase::Closed && !allowed_when_closed, "market-closed")?;
        if let Body::Joining(_) = document.body {
            refuse(self.balances.contains_key(account), "account-exists")?;
            refuse(self.record(account).is_some(), "key-taken")?;
            refuse(key.validate().is_err(), "bad-key")?;
            self.new_account(*account, vec![*number]);
            if self.door_open {
                self.admit(*account)?;
            }
        } else {
            refuse(!self.balances.contains_key(account), "unknown-account")?;
            let signer = self.record(key).filter(|record| record.account == *account).cloned();
            let signer = signer.ok_or("key-not-authorised")?;
            refuse(signer.revoked, "key-revoked")?;
            let end = signer.rights.and_then(|rights| rights.end);
            refuse(end.is_some_and(|end| at > u128::from(end.seconds())), "key-ended")?;
            refuse(signer.numbers.iter().any(|used| number <= used), "number-used")?;
            self.record_mut(key).numbers.push(*number);
            self.by_kind(at, document, &signer)?;
        }
        self.at = at;
        self.size += 1;
        Ok(())
    }

    fn by_kind(&mut self, at: u128, document: &Document, signer: &Key) -> Answer {
        let account = document.account;
        match &document.body {
            Body::Opening(_) | Body::Joining(_) => panic!("judged before"),
            Body::Payment(payment) => {
                refuse(!signer.may(Role::Pay), "role-missing")?;
                self.pay(at, account, signer, payment)
            }
            Body::Departure(departure) => {
                if departure.member == account {
                    refuse(!signer.may(Role::Pay), "role-missing")?;
                } else {
                    self.only_organisers(account, signer)?;
                }
                refuse(!self.balances.contains_key(&departure.member), "unknown-member")?;
                refuse(!self.members.remove(&departure.member), "not-member")
            }
            Body::Admission(admission) => {
                self.only_organisers(account, signer)?;
                admission.members.iter().try_for_each(|member| self.admit(*member))
            }
            Body::Door(door) => {
                self.only_organisers(account, signer)?;
                refuse((*door == Door::Open) == self.door_open, "nothing-changes")?;
                self.door_open = !self.door_open;
                Ok(())
            }
            Body::Tempo(tempo) => {
                self.only_organisers(account, signer)?;
                self.set_tempo(at, tempo);
                Ok(())
            }
            Body::Erasure(_) => refuse(!signer.may(Role::Pay), "role-missing"),
            Body::Key(grant) => {
                refuse(signer.rights.is_some(), "owner-only")?;
                self.authorise(at, account, grant)
            }
            Body::Revocation(revocation) => {
                refuse(signer.rights.is_some() && signer.key != revocation.revoked, "owner-only")?;
                let known = self.record(&revocation.revoked).filter(|key| key.account == account && key.rights.is_some());
                refuse(known.ok_or("unknown-key")?.revoked, "key-revoked")?;
                self.record_mut(&revocation.revoked).revoked = true;
                Ok(())
            }
        }
    }

    fn admit(&mut self, member: Pubkey) -> Answer {
        refuse(!self.balances.contains_key(&member), "unknown-member")?;
        refuse(!self.members.insert(member), "already-member")?;
        if matches!(self.rule, Rule::Ratio { .. }) && self.received.insert((member, self.rank)) {
            refuse(self.supply + self.dividend > MOST, "supply-full")?;
            self.supply += self.dividend;
            *self.balances.get_mut(&member).unwrap() += self.dividend;
        }
        Ok(())
    }

    fn authorise(&mut self, at: u128, account: Pubkey, grant: &KeyGrant) -> Answer {
        let rights = Some(grant.rights);
        refuse(grant.authorised.validate().is_err(), "bad-key")?;
        refuse(self.balances.contains_key(&grant.authorised), "key-taken")?;
        let known = self.record(&grant.authorised).cloned();
        refuse(known.as_ref().is_some_and(|known| known.account != account), "key-taken")?;
        refuse(known.as_ref().is_some_and(|known| known.revoked), "key-revoked")?;
        refuse(grant.rights.end.is_some_and(|end| u128::from(end.seconds()) <= at), "end-past")?;
        if let Some(known) = known {
            let same_period = known.limit().map(|limit| limit.period()) == grant.rights.limit.map(|limit| limit.period());
            let record = self.record_mut(&grant.authorised);
            record.rights = rights;
            if !same_period {
                record.windows_from = at;
                record.spent.clear();
            }
            return Ok(());
        }
        let authorised = self.keys.iter().filter(|key| key.account == account && key.rights.is_some()).count();
        refuse(authorised >= 16, "too-many-keys")?;
        let (numbers, spent) = (Vec::new(), Vec::new());
        self.keys.push(Key { key: grant.authorised, account, rights, numbers, revoked: false, windows_from: at, spent });
        Ok(())
    }

    fn pay(&mut self, at: u128, payer: Pubkey, signer: &Key, payment: &Payment) -> Answer {
        let to = &payment.outputs;
        refuse(to.iter().any(|output| output.to == payer), "pay-oneself")?;
        refuse(to.iter().any(|output| !self.balances.contains_key(&output.to)), "unknown-payee")?;
        refuse(payment.listing.is_none() && to.iter().any(|output| output.amount.hundredths() == 0), "zero-amount")?;
        if let Some(index) = payment.refund_of {
            self.may_give_back(index, payer, payment)?;
        }
        let sum: u128 = to.iter().map(|output| u128::from(output.amount.hundredths())).sum();
        refuse(sum > self.balances[&payer], "balance-too-small")?;
        if let Some(limit) = signer.limit() {
            let window = |moment: u128| (moment - signer.windows_from) / u128::from(limit.period());
            let before: u128 = signer.spent.iter().filter(|spent| window(spent.0) == window(at)).map(|spent| spent.1).sum();
            let most = match limit {
                Limit::Units { most, .. } => u128::from(most.hundredths()),
                Limit::Dividends { count, .. } => u128::from(count) * self.dividend,
            };
            refuse(before + sum > most, "limit-passed")?;
        }
        self.record_mut(&signer.key).spent.push((at, sum));
        *self.balances.get_mut(&payer).unwrap() -= sum;
        for output in to {
            *self.balances.get_mut(&output.to).unwrap() += u128::from(output.amount.hundredths());
        }
        self.payments.push((self.size, payer, payment.clone()));
        Ok(())
    }

    fn may_give_back(&self, index: u64, giver: Pubkey, payment: &Payment) -> Answer {
        let known = self.payments.iter().rev().take(65_536).find(|known| known.0 == index);
        let (_, payer, paid) = known.ok_or("unknown-payment")?;
        refuse(payment.outputs.len() != 1 || payment.outputs[0].to != *payer, "refund-not-payer")?;
        let received = paid.outputs.iter().find(|output| output.to == giver).ok_or("refund-not-payee")?.amount;
        let given_back = self.payments.iter().filter(|later| later.1 == giver && later.2.refund_of == Some(index));
        let given_back: u64 = given_back.map(|later| later.2.outputs[0].amount.hundredths()).sum();
        refuse(given_back + payment.outputs[0].amount.hundredths() > received.hundredths(), "refund-too-much")
    }

    fn only_organisers(&self, account: Pubkey, signer: &Key) -> Answer {
        refuse(!self.organisers.contains(&account), "not-organiser")?;
        refuse(!signer.may(Role::Organise), "role-missing")
    }

    fn new_account(&mut self, address: Pubkey, numbers: Vec<u64>) {
        self.balances.insert(address, 0);
        let (rights, spent) = (None, Vec::new());
        self.keys.push(Key { key: address, account: address, rights, numbers, revoked: false, windows_from: self.at, spent });
    }

    pub fn record(&self, key: &Pubkey) -> Option<&Key> {
        self.keys.iter().find(|record| record.key == *key)
    }

    fn record_mut(&mut self, key: &Pubkey) -> &mut Key {
        self.keys.iter_mut().find(|record| record.key == *key).unwrap()
    }
}

impl Key {
    fn limit(&self) -> Option<Limit> {
        self.rights.and_then(|rights| rights.limit)
    }

    fn may(&self, role: Role) -> bool {
        self.rights.is_none_or(|rights| rights.roles.named().contains(&role))
    }
}

fn refuse(broken: bool, code: &'static str) -> Answer {
    if broken { Err(code) } else { Ok(()) }
}
