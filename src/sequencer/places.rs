//! Where in the book each account's statement is: it is read from the entries themselves.
//!
//! Kept in memory, 24 bytes a payment to one payee: a table ordered by account costs each payment two pages of its own.

use std::collections::HashMap;

use crate::ledger::document::Body;
use crate::ledger::{Amount, Content, Entry, Pubkey};

/// The places of the entries that move money, by account and all together, each list in the order of the book.
#[derive(Debug, Default)]
pub struct Places {
    accounts: HashMap<Pubkey, Account>,
    payments: Vec<u64>,
    /// Of each erasure, by its place: how many names and memos its account had signed before.
    erasures: HashMap<u64, u64>,
}

#[derive(Debug, Default)]
struct Account {
    /// The entries that move money from or to it, or grant it a dividend.
    places: Vec<u64>,
    /// How many of its payments have a memo.
    memos: u64,
    /// The place of its last erasure.
    erased: Option<u64>,
}

impl Places {
    /// Notes the entry at `index`, by which these members were admitted and granted so much. Entries come in the order of
    /// the book.
    pub(super) fn note(&mut self, index: u64, entry: &Entry, admitted: &[(Pubkey, Amount)]) {
        for (member, _) in admitted.iter().filter(|(_, grant)| *grant > Amount::ZERO) {
            self.account(*member).places.push(index);
        }
        let Content::Document(signed) = &entry.content else { return };
        let document = signed.document();
        match &document.body {
            Body::Payment(payment) => {
                let payer = self.account(document.account);
                payer.places.push(index);
                payer.memos += u64::from(payment.memo.is_some());
                payment.outputs.iter().for_each(|output| self.account(output.to).places.push(index));
                self.payments.push(index);
            }
            Body::Erasure(_) => {
                let account = self.account(document.account);
                account.erased = Some(index);
                let texts = account.memos + 1;
                self.erasures.insert(index, texts);
            }
            _ => {}
        }
    }

    /// The entries before `before` that move money from or to this account, or grant it a dividend: the latest `count`,
    /// the latest first.
    pub fn of(&self, account: &Pubkey, before: u64, count: usize) -> Vec<u64> {
        self.between(account, None, before).iter().rev().take(count).copied().collect()
    }

    /// Those of them since the account's last erasure: what it wrote before is erased already.
    pub(super) fn since_erasure(&self, account: &Pubkey, before: u64) -> Vec<u64> {
        let erased = self.accounts.get(account).and_then(|account| account.erased);
        self.between(account, erased, before).to_vec()
    }

    /// The latest `count` payments of the book, the latest first.
    pub fn payments(&self, count: usize) -> Vec<u64> {
        self.payments.iter().rev().take(count).copied().collect()
    }

    /// How many names and memos the account had signed before it had them erased by the entry at this place.
    pub fn texts_erased(&self, index: u64) -> u64 {
        self.erasures.get(&index).copied().unwrap_or_default()
    }

    fn account(&mut self, address: Pubkey) -> &mut Account {
        self.accounts.entry(address).or_default()
    }

    fn between(&self, account: &Pubkey, after: Option<u64>, before: u64) -> &[u64] {
        let places = self.accounts.get(account).map_or(&[][..], |account| &account.places);
        let start = after.map_or(0, |after| places.partition_point(|place| *place <= after));
        let end = places.partition_point(|place| *place < before);
        places.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::document::{Admission, Erasure, Output, Payment};
    use crate::ledger::{Commitment, Document, DocumentId, Moment, Signature, Signed};

    const ALICE: Pubkey = Pubkey::from_bytes([1; 32]);
    const BOB: Pubkey = Pubkey::from_bytes([2; 32]);
    const CAROLE: Pubkey = Pubkey::from_bytes([3; 32]);

    fn entry(account: Pubkey, body: Body) -> Entry {
        let document = Document { currency: Some(DocumentId([7; 32])), account, key: account, number: 1, until: None, body };
        let signed = Signed::new(&document, |_| Signature::from_bytes([0; 64])).unwrap();
        Entry::read_trusted(format!("at: {}\n{}", Moment::default(), signed.to_text()).as_bytes()).unwrap()
    }

    fn payment(from: Pubkey, to: &[Pubkey], memo: Option<Commitment>) -> Entry {
        let outputs = to.iter().map(|to| Output { to: *to, amount: Amount::MAX }).collect();
        entry(from, Body::Payment(Payment { outputs, listing: None, refund_of: None, memo }))
    }

    #[test]
    fn a_statement_has_the_places_of_both_sides_and_of_what_was_granted_the_latest_first() {
        let mut places = Places::default();
        let admission = entry(ALICE, Body::Admission(Admission { members: vec![BOB, CAROLE] }));
        places.note(4, &admission, &[(BOB, Amount::MAX), (CAROLE, Amount::ZERO)]);
        places.note(5, &payment(ALICE, &[BOB, CAROLE], None), &[]);
        places.note(9, &payment(BOB, &[ALICE], None), &[]);
        assert_eq!(places.of(&ALICE, u64::MAX, 50), [9, 5]);
        assert_eq!(places.of(&BOB, u64::MAX, 50), [9, 5, 4]);
        assert_eq!(places.of(&CAROLE, u64::MAX, 50), [5], "nothing was granted");
        assert_eq!((places.of(&BOB, u64::MAX, 2), places.of(&BOB, 5, 2)), (vec![9, 5], vec![4]), "each line on one page");
        assert!(places.of(&Pubkey::from_bytes([9; 32]), u64::MAX, 50).is_empty());
        assert_eq!((places.payments(1), places.payments(9)), (vec![9], vec![9, 5]));
    }

    #[test]
    fn an_erasure_takes_what_was_written_since_the_last_one_and_counts_all() {
        let mut places = Places::default();
        let memo = Some(Commitment([5; 32]));
        let erasure = entry(ALICE, Body::Erasure(Erasure));
        places.note(1, &payment(ALICE, &[BOB], memo), &[]);
        places.note(2, &payment(BOB, &[ALICE], memo), &[]);
        places.note(3, &payment(ALICE, &[BOB], None), &[]);
        assert_eq!(places.since_erasure(&ALICE, 4), [1, 2, 3]);
        places.note(4, &erasure, &[]);
        let nothing = places.since_erasure(&ALICE, 5);
        assert_eq!((nothing.len(), nothing.capacity()), (0, 0), "many erasures keep no list of the past each");
        places.note(5, &payment(ALICE, &[BOB], memo), &[]);
        assert_eq!((places.since_erasure(&ALICE, 6), places.since_erasure(&BOB, 6)), (vec![5], vec![1, 2, 3, 5]));
        places.note(6, &erasure, &[]);
        assert_eq!([4, 6, 1].map(|index| places.texts_erased(index)), [2, 3, 0]);
    }
}
