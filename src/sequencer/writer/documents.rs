//! A document on its way into the book: known already, refused, or taken into the state and the tree.

use std::sync::PoisonError;

use super::Writer;
use super::round::Round;
use crate::ledger::document::{Body, Verified};
use crate::ledger::identifier::Salt;
use crate::ledger::log::leaf_hash;
use crate::ledger::{Content, Entry, Moment, Pubkey, Refusal};
use crate::sequencer::book::Applied;
use crate::sequencer::rows::{row_of, touched};
use crate::sequencer::{Accepted, Event, Rejection};
use crate::store::{Beside, StoreError};

impl Writer {
    pub(super) fn document(
        &mut self,
        at: Moment,
        signed: Verified,
        texts: Vec<(Salt, String)>,
        round: &mut Round,
    ) -> Result<Result<Accepted, Rejection>, StoreError> {
        let document = signed.document();
        if let Some(known) = self.known(&document.key, document.number, round)? {
            return Ok(same_text(known, &signed));
        }
        if let Body::Opening(opening) = &document.body
            && opening.log != *self.signer.verifier()
        {
            return Ok(Err(Rejection::WrongLog));
        }
        let sale = match &document.body {
            Body::Payment(payment) => {
                if let Err(refusal) = self.shelf.check_sale(&document.account, payment) {
                    return Ok(Err(refusal.into()));
                }
                payment.listing
            }
            _ => None,
        };
        let commitments = document.body.commitments();
        let (account, erases) = (document.account, matches!(document.body, Body::Erasure(_)));
        let entry = Entry { at, content: Content::Document(Box::new(signed)) };
        let (index, bytes) = match self.take(entry, round) {
            Ok(taken) => taken,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        round
            .beside
            .extend(commitments.into_iter().zip(texts).map(|(commitment, (salt, text))| Beside::Text(commitment, salt, text)));
        if erases {
            self.shelf.remove_all(&account);
            round.beside.push(Beside::Erased(account, at));
            self.scrubbing.ask();
        }
        if let Some(listing) = sale
            && let Some(left) = self.shelf.take(&listing)
        {
            round.beside.push(Beside::Sold(listing, left, at));
        }
        Ok(Ok(Accepted { index, entry: bytes, fresh: true }))
    }

    /// The document that already has this key and number, in the file or in this batch.
    fn known(&self, key: &Pubkey, number: u64, round: &Round) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let Some(index) = self.numbers.find(key, number) else { return Ok(None) };
        let first = self.fold.frontier.size() - round.rows.len() as u64;
        let row = index.checked_sub(first).and_then(|row| round.rows.get(usize::try_from(row).ok()?));
        let bytes = match row {
            Some(row) => Some(row.bytes.clone()),
            None => self.store.reader().entry(index)?,
        };
        Ok(bytes.map(|bytes| (index, bytes)))
    }

    /// Takes an entry into the state and the tree: its place and bytes.
    pub(super) fn take(&mut self, entry: Entry, round: &mut Round) -> Result<(u64, Vec<u8>), Refusal> {
        let bytes = entry.to_text().into_bytes();
        let index = self.fold.frontier.size();
        let accounts = self.fold.ledger.as_ref().map_or(0, |ledger| ledger.accounts().len() as u64);
        let change = self.fold.push(&bytes, &entry)?;
        self.numbers.note(index, &entry);
        let row = row_of(&entry, bytes.clone(), change.as_ref(), accounts, |account| self.unerased(account, index));
        round.events.push(Event { index: Some(index), kind: row.kind, accounts: touched(&entry, change.as_ref()) });
        let applied = match (change, &self.fold.ledger) {
            (Some(change), _) => Applied::Changed(Box::new(change)),
            (None, Some(ledger)) => Applied::Opened(Box::new(ledger.clone())),
            (None, None) => return Err(Refusal::NotOpened),
        };
        round.entries.push((entry, applied, leaf_hash(&bytes)));
        round.rows.push(row);
        Ok((index, bytes))
    }

    /// Places among which are an account's payments since its last erasure: in what is revealed, and all that this batch has
    /// brought so far.
    fn unerased(&self, account: &Pubkey, index: u64) -> Vec<u64> {
        let book = self.published.read().unwrap_or_else(PoisonError::into_inner);
        let revealed = book.places.since_erasure(account, index);
        revealed.into_iter().chain(book.tree.size()..index).collect()
    }
}

/// The same key and number: the same text gets its old receipt, another is refused.
fn same_text((index, entry): (u64, Vec<u8>), signed: &Verified) -> Result<Accepted, Rejection> {
    let known = Entry::read(&entry).ok().and_then(|entry| match entry.content {
        Content::Document(known) => Some(known.id()),
        Content::Dividend(_) => None,
    });
    if known == Some(signed.id()) { Ok(Accepted { index, entry, fresh: false }) } else { Err(Rejection::NumberReused) }
}
