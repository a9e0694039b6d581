//! Statements and exchanges, read from the entries themselves; beside them only names, memos, and what was granted.
//!
//! Where the entries are is kept in memory by whoever serves the book (`sequencer/places.rs`).

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::people::amount;
use super::{Reader, StoreError, signed};
use crate::ledger::document::{Body, Payment};
use crate::ledger::{Amount, Commitment, Content, DocumentId, Entry, Moment, Pubkey};

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The entry.
    pub index: u64,
    /// When.
    pub at: Moment,
    /// What happened.
    pub movement: Movement,
    /// How much it moved.
    pub amount: Amount,
}

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It paid.
    Sent(Paid),
    /// It was paid.
    Received(Paid),
    /// It was granted the current dividend.
    Granted,
}

/// What a statement says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The other party: address and name; the name is `None` once erased.
    pub other: (Pubkey, Option<String>),
    /// The memo; `None` if there is none or it was erased.
    pub memo: Option<String>,
    /// The payment given back.
    pub refund_of: Option<u64>,
}

/// An account's statement, in the order of the places asked for.
pub type Statement = Vec<StatementLine>;

/// What one payee receives by a payment, as the wall shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Who paid: address and name.
    pub from: (Pubkey, Option<String>),
    /// Who received: address and name.
    pub to: (Pubkey, Option<String>),
    /// How much.
    pub amount: Amount,
    /// The listing paid for.
    pub listing: Option<DocumentId>,
    /// The memo.
    pub memo: Option<String>,
}

impl Reader<'_> {
    /// What the entries at these places did to an account's balance.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn statement(&self, account: &Pubkey, places: &[u64]) -> Result<Statement, StoreError> {
        let mut lines = Vec::new();
        for index in places.iter().copied() {
            let entry = self.read_entry(index)?;
            let at = entry.at;
            let mut line = |movement, amount| lines.push(StatementLine { index, at, movement, amount });
            let Some((payer, payment)) = payment_of(&entry) else {
                self.granted(account, index)?.into_iter().for_each(|grant| line(Movement::Granted, grant));
                continue;
            };
            let memo = self.memo(payment)?;
            let paid = |other: Pubkey| {
                let other = (other, self.name(&other)?);
                Ok::<_, StoreError>(Paid { other, memo: memo.clone(), refund_of: payment.refund_of })
            };
            for output in &payment.outputs {
                if payer == *account {
                    line(Movement::Sent(paid(output.to)?), output.amount);
                } else if output.to == *account {
                    line(Movement::Received(paid(payer)?), output.amount);
                }
            }
        }
        Ok(lines)
    }

    /// Who paid whom by the payments at these places.
    pub fn exchanges(&self, places: &[u64]) -> Result<Vec<Exchange>, StoreError> {
        let mut exchanges = Vec::new();
        for index in places {
            let entry = self.read_entry(*index)?;
            let Some((payer, payment)) = payment_of(&entry) else { continue };
            let (from, memo) = ((payer, self.name(&payer)?), self.memo(payment)?);
            for output in &payment.outputs {
                let to = (output.to, self.name(&output.to)?);
                let (amount, listing) = (output.amount, payment.listing);
                exchanges.push(Exchange { from: from.clone(), to, amount, listing, memo: memo.clone() });
            }
        }
        Ok(exchanges)
    }

    /// The commitments to an account's personal texts: its name, and the memos of the payments it made at these places.
    pub(super) fn commitments(&self, account: &Pubkey, places: &[u64]) -> Result<BTreeSet<Commitment>, StoreError> {
        let mut query = self.0.prepare_cached("select name from account where address = ?")?;
        let name = query.query_row([account.bytes()], |row| row.get(0)).optional()?;
        let mut commitments: BTreeSet<Commitment> = name.map(Commitment).into_iter().collect();
        for index in places {
            let entry = self.read_entry(*index)?;
            let memo = payment_of(&entry).filter(|(payer, _)| payer == account).and_then(|(_, payment)| payment.memo);
            commitments.extend(memo);
        }
        Ok(commitments)
    }

    /// An entry that is in the book; its signature was checked when it came, and when the program started.
    fn read_entry(&self, index: u64) -> Result<Entry, StoreError> {
        let bytes = self.entry(index)?.ok_or(StoreError::Impossible("a place in the book where nothing is"))?;
        Entry::read_trusted(&bytes).map_err(|_| StoreError::Impossible("bytes that are no entry"))
    }

    /// The dividend that this entry granted to this account.
    fn granted(&self, account: &Pubkey, index: u64) -> Result<Option<Amount>, StoreError> {
        let mut query = self.0.prepare_cached("select granted from membership where account = ? and idx = ?")?;
        let granted = query.query_row(params![account.bytes(), signed(index)?], |row| row.get::<_, Option<i64>>(0)).optional()?;
        granted.flatten().map(amount).transpose()
    }

    fn name(&self, account: &Pubkey) -> Result<Option<String>, StoreError> {
        let mut query = self.0.prepare_cached(
            "select personal_text.text from account
             join personal_text on personal_text.commitment = account.name where account.address = ?",
        )?;
        Ok(query.query_row([account.bytes()], |row| row.get(0)).optional()?)
    }

    fn memo(&self, payment: &Payment) -> Result<Option<String>, StoreError> {
        let Some(memo) = payment.memo else { return Ok(None) };
        Ok(self.personal_text(&memo)?.map(|(_, text)| text))
    }
}

/// The payment that an entry is, and who makes it.
fn payment_of(entry: &Entry) -> Option<(Pubkey, &Payment)> {
    let Content::Document(signed) = &entry.content else { return None };
    match &signed.document().body {
        Body::Payment(payment) => Some((signed.document().account, payment)),
        _ => None,
    }
}
