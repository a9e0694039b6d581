//! Where in the book each account's statement is: it is read from the entries themselves.
//!
//! Kept in memory, 24 bytes a payment to one payee: a table ordered by account costs each payment two pages of its own.

use std::collections::HashMap;

use crate::ledger::document::Body;
use crate::ledger::{Amount, Content, Entry, Pubkey};

/// The places of the entries that move money, by account and all together, each list in the order of the book.
#[derive(Debug, Default)]
pub struct Places {
    accounts: HashMap<Pubkey, Vec<u64>>,
    payments: Vec<u64>,
    /// Each account's last erasure.
    erasures: HashMap<Pubkey, u64>,
}

impl Places {
    /// Notes the entry at `index`, by which these members were admitted and granted so much. Entries come in the order of
    /// the book.
    pub(super) fn note(&mut self, index: u64, entry: &Entry, admitted: &[(Pubkey, Amount)]) {
        let mut note = |account| self.accounts.entry(account).or_default().push(index);
        admitted.iter().filter(|(_, grant)| *grant > Amount::ZERO).for_each(|(member, _)| note(*member));
        let Content::Document(signed) = &entry.content else { return };
        let document = signed.document();
        match &document.body {
            Body::Payment(payment) => {
                note(document.account);
                payment.outputs.iter().for_each(|output| note(output.to));
                self.payments.push(index);
            }
            Body::Erasure(_) => _ = self.erasures.insert(document.account, index),
            _ => {}
        }
    }

    /// The entries before `before` that move money from or to this account, or grant it a dividend: the latest `count`,
    /// the latest first.
    pub fn of(&self, account: &Pubkey, before: u64, count: usize) -> Vec<u64> {
        let places = self.accounts.get(account).map_or(&[][..], Vec::as_slice);
        let end = places.partition_point(|place| *place < before);
        places.iter().take(end).rev().take(count).copied().collect()
    }

    /// Those of them since the account's last erasure: what it wrote before is erased already.
    pub fn since_erasure(&self, account: &Pubkey, before: u64) -> Vec<u64> {
        let mut places = self.of(account, before, usize::MAX);
        if let Some(erasure) = self.erasures.get(account) {
            places.retain(|place| place > erasure);
        }
        places
    }

    /// The latest `count` payments of the book, the latest first.
    pub fn payments(&self, count: usize) -> Vec<u64> {
        self.payments.iter().rev().take(count).copied().collect()
    }
}
