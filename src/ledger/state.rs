//! The state of the book: the fold of its entries. `check` decides and changes nothing; `commit` changes and cannot fail.

mod documents;
mod payments;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use super::account::{Account, Key};
use super::dividend::Dividends;
use super::document::{Body, Opening};
use super::entry::{Content, Dividend, Entry};
use super::{Amount, DocumentId, Moment, Pubkey, Refusal, Tempo};

/// How many payments can still be given back: the last so many. Bounds the memory a verifier needs.
pub const REFUNDABLE_PAYMENTS_MAX: usize = 65_536;

/// The most accounts of a book.
pub const ACCOUNTS_MAX: usize = 100_000;

/// The whole state of a market's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    currency: DocumentId,
    opening: Opening,
    organisers: BTreeSet<Pubkey>,
    accounts: BTreeMap<Pubkey, Account>,
    keys: BTreeMap<Pubkey, Key>,
    payments: BTreeMap<u64, Paid>,
    standing: Standing,
}

/// The figures that nearly every entry moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many entries the book has.
    pub size: u64,
    /// The moment of the last.
    pub at: Moment,
    /// How many members there are.
    pub members: u64,
    /// All the money there is.
    pub supply: Amount,
    /// The dividends so far.
    pub dividends: Dividends,
    /// When they fall.
    pub tempo: Tempo,
    /// Whether whoever joins is a member at once.
    pub door_open: bool,
}

/// A payment that can still be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Who paid.
    pub payer: Pubkey,
    /// Who received, and how much of it is not yet given back.
    pub left: Vec<(Pubkey, Amount)>,
}

/// What an accepted entry changes: the new value of everything it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    accounts: Vec<(Pubkey, Account)>,
    keys: Vec<(Pubkey, Key)>,
    payments: Vec<(u64, Paid)>,
    standing: Standing,
    /// The members it makes, and what each is granted at once (zero where the rule grants nothing).
    pub admitted: Vec<(Pubkey, Amount)>,
}

impl Ledger {
    /// Opens a book with its first entry.
    ///
    /// # Errors
    /// [`Refusal::NotOpened`] if it is no opening; otherwise as [`Ledger::check`].
    pub fn open(entry: &Entry) -> Result<Ledger, Refusal> {
        let Content::Document(signed) = &entry.content else { return Err(Refusal::NotOpened) };
        let document = signed.document();
        let Body::Opening(opening) = &document.body else { return Err(Refusal::NotOpened) };
        let at = entry.at;
        let organisers: BTreeSet<Pubkey> = opening.organisers.iter().map(|organiser| organiser.address).collect();
        let valid = organisers.iter().chain([opening.log.key()]).all(|key| key.validate().is_ok());
        if !valid {
            return Err(Refusal::BadKey);
        }
        let owner = |address: &Pubkey| {
            let last_number = if *address == document.key { 1 } else { 0 };
            (*address, Key { last_number, ..Key::owner(*address, at) })
        };
        Ok(Ledger {
            currency: signed.id(),
            opening: Opening::clone(opening),
            accounts: organisers.iter().map(|address| (*address, Account::opened(at))).collect(),
            keys: organisers.iter().map(owner).collect(),
            organisers,
            payments: BTreeMap::new(),
            standing: Standing {
                size: 1,
                at,
                members: 0,
                supply: Amount::ZERO,
                dividends: Dividends::opening(at, opening.rule, opening.first, opening.schedule.period),
                tempo: Tempo::opening(at, opening.schedule),
                door_open: false,
            },
        })
    }

    /// Decides whether an entry may come next, and what it would change. Changes nothing.
    ///
    /// # Errors
    /// The first [`Refusal`] that applies, in the order of docs/protocol.md § 4.
    pub fn check(&self, entry: &Entry) -> Result<Change, Refusal> {
        let at = entry.at;
        match &entry.content {
            Content::Document(signed) if matches!(signed.document().body, Body::Opening(_)) => Err(Refusal::AlreadyOpened),
            Content::Document(signed) if signed.document().currency != Some(self.currency) => Err(Refusal::WrongCurrency),
            Content::Dividend(dividend) if dividend.currency != self.currency => Err(Refusal::WrongCurrency),
            _ if at < self.standing.at => Err(Refusal::MomentDecreases),
            Content::Document(signed) => match self.standing.tempo.due {
                Some(due) if at >= due => Err(Refusal::DividendDue { due }),
                _ => self.check_document(at, signed),
            },
            Content::Dividend(dividend) => self.check_dividend(at, dividend),
        }
    }

    /// Makes the change that [`Ledger::check`] decided, which must be the last one it decided on this state.
    pub fn commit(&mut self, change: Change) {
        self.accounts.extend(change.accounts);
        self.keys.extend(change.keys);
        self.payments.extend(change.payments);
        while self.payments.len() > REFUNDABLE_PAYMENTS_MAX {
            self.payments.pop_first();
        }
        self.standing = change.standing;
    }

    /// The dividend's entry that must come before anything at or after its moment; `None` if none is due at all.
    pub fn next_dividend(&self) -> Option<Entry> {
        let due = self.standing.tempo.due?;
        let Standing { members, supply, dividends, .. } = self.standing;
        let fallen = dividends.fall(due, members, supply);
        let dividend = Dividend {
            currency: self.currency,
            rank: fallen.dividends.rank,
            amount: fallen.amount,
            members,
            supply: fallen.supply,
        };
        Some(Entry { at: due, content: Content::Dividend(dividend) })
    }

    fn check_dividend(&self, at: Moment, dividend: &Dividend) -> Result<Change, Refusal> {
        let expected = self.next_dividend().ok_or(Refusal::DividendNotDue)?;
        if at != expected.at {
            return Err(Refusal::DividendNotDue);
        }
        if expected.content != Content::Dividend(*dividend) {
            return Err(Refusal::DividendWrong);
        }
        let Standing { members, supply, dividends, tempo, .. } = self.standing;
        let fallen = dividends.fall(at, members, supply);
        let mut change = self.nothing(at);
        change.standing.supply = fallen.supply;
        change.standing.dividends = fallen.dividends;
        change.standing.tempo = tempo.fallen(at);
        Ok(change)
    }

    /// The change that only counts the entry.
    fn nothing(&self, at: Moment) -> Change {
        let size = self.standing.size.saturating_add(1);
        Change {
            accounts: Vec::new(),
            keys: Vec::new(),
            payments: Vec::new(),
            standing: Standing { size, at, ..self.standing },
            admitted: Vec::new(),
        }
    }

    /// The market's identifier: that of its opening document.
    pub fn currency(&self) -> DocumentId {
        self.currency
    }

    /// What the market is.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The figures now.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The organisers' addresses.
    pub fn organisers(&self) -> &BTreeSet<Pubkey> {
        &self.organisers
    }

    /// Every account, by address.
    pub fn accounts(&self) -> &BTreeMap<Pubkey, Account> {
        &self.accounts
    }

    /// A key's record, whatever its state.
    pub fn key(&self, key: &Pubkey) -> Option<&Key> {
        self.keys.get(key)
    }

    /// An account's balance now.
    pub fn balance(&self, address: &Pubkey) -> Option<Amount> {
        self.accounts.get(address).map(|account| account.balance(self.standing.dividends.sum))
    }

    /// A payment that can still be given back.
    pub fn refundable(&self, index: u64) -> Option<&Paid> {
        self.payments.get(&index)
    }

    /// The sum of all balances, which is the supply: always true, and what an audit ends with.
    pub fn sum_of_balances(&self) -> Option<Amount> {
        Amount::sum(self.accounts.values().map(|account| account.balance(self.standing.dividends.sum)))
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
