//! A notice on its way onto the market: a listing put up or taken down, a phone that watches.

use super::Writer;
use super::round::Round;
use crate::ledger::account::Key;
use crate::ledger::document::{Kinds as _, Verified};
use crate::ledger::{DocumentId, Moment, Refusal, Role};
use crate::market::search::fold;
use crate::market::{Listing, Notice, Shelved};
use crate::sequencer::{Event, Posted, Rejection};
use crate::store::{Beside, NewListing, StoreError};

impl Writer {
    pub(super) fn notice(
        &mut self,
        at: Moment,
        signed: &Verified<Notice>,
        round: &mut Round,
    ) -> Result<Result<Posted, Rejection>, StoreError> {
        let document = signed.document();
        let id = signed.id();
        if let Notice::Witness(witness) = &document.body {
            return Ok(self.register(at, signed, witness, round));
        }
        if self.store.reader().listing(&id)?.is_some() || round.notices.contains(&id) {
            return Ok(Ok(Posted { id, fresh: false }));
        }
        if let Err(refusal) = self.may_post(at, signed) {
            return Ok(Err(refusal.into()));
        }
        if let Err(refusal) = self.shelf.check(&document.account, &document.body) {
            return Ok(Err(refusal.into()));
        }
        round.notices.insert(id);
        match &document.body {
            Notice::Listing(listing) => {
                if let Some(replaced) = listing.replaces {
                    self.shelf.remove(&replaced);
                    round.beside.push(Beside::Closed(replaced, at));
                }
                self.shelf.put(id, Shelved { account: document.account, sort: listing.sort, left: listing.quantity });
                round.beside.push(Beside::Listing(Box::new(new_listing(id, at, signed, listing))));
            }
            Notice::Withdrawal(withdrawal) => {
                self.shelf.remove(&withdrawal.listing);
                round.beside.push(Beside::Closed(withdrawal.listing, at));
            }
            // Taken in above: nothing that pages show at once.
            Notice::Witness(_) => {}
        }
        round.events.push(Event { index: None, kind: document.body.kind(), accounts: vec![document.account] });
        Ok(Ok(Posted { id, fresh: true }))
    }

    fn may_post(&self, at: Moment, signed: &Verified<Notice>) -> Result<(), Refusal> {
        let key = self.may_sign(at, signed)?;
        if key.has(Role::Pay) { Ok(()) } else { Err(Refusal::RoleMissing) }
    }

    /// The key of a notice, if it may sign for its account now.
    pub(super) fn may_sign(&self, at: Moment, signed: &Verified<Notice>) -> Result<Key, Refusal> {
        let document = signed.document();
        let ledger = self.fold.ledger.as_ref().ok_or(Refusal::NotOpened)?;
        if document.currency != Some(ledger.currency()) {
            return Err(Refusal::WrongCurrency);
        }
        if let Some(until) = document.until.filter(|until| at > *until) {
            return Err(Refusal::DocumentExpired { until });
        }
        if !ledger.accounts().contains_key(&document.account) {
            return Err(Refusal::UnknownAccount);
        }
        ledger.right_of(&document.account, &document.key, at)
    }
}

fn new_listing(id: DocumentId, at: Moment, signed: &Verified<Notice>, listing: &Listing) -> NewListing {
    let text: Vec<&str> = listing.text.iter().map(|line| line.as_str()).collect();
    NewListing {
        id,
        account: signed.document().account,
        at,
        document: signed.to_text(),
        words: fold(&format!("{} {}", listing.title, text.join(" "))),
        sort: listing.sort.name(),
        category: listing.category.name(),
        stock: listing.quantity,
    }
}
