//! What stands on the shelf: whose each listing is and how many are left. A payment from a listing takes one.

use std::collections::BTreeMap;

use super::{Listing, Notice, Sort};
use crate::ledger::document::Payment;
use crate::ledger::{DocumentId, Pubkey};

/// The listings that still stand.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    standing: BTreeMap<DocumentId, Shelved>,
}

/// A listing that still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Whose it is.
    pub account: Pubkey,
    /// What they do with it.
    pub sort: Sort,
    /// How many are left, at least one.
    pub left: u64,
}

/// Why a listing cannot be changed or paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListingRefusal {
    /// It was never put up, or is gone: withdrawn, replaced, or the last one taken.
    #[error("listing-closed")]
    Closed,
    /// It is somebody else's, or the payment does not go to (or, for a want, come from) whose it is.
    #[error("listing-not-yours")]
    NotYours,
    /// The account has as many listings as it may.
    #[error("too-many-listings")]
    TooMany,
}

/// The most listings one account has standing at a time.
pub const LISTINGS_PER_ACCOUNT_MAX: usize = 100;

impl Shelf {
    /// Whether this notice may be put up or taken down by this account.
    ///
    /// # Errors
    /// [`ListingRefusal`].
    pub fn check(&self, account: &Pubkey, notice: &Notice) -> Result<(), ListingRefusal> {
        match notice {
            Notice::Listing(Listing { replaces: Some(old), .. }) => self.own(account, old),
            Notice::Listing(_) => {
                let standing = self.standing.values().filter(|shelved| shelved.account == *account).count();
                if standing < LISTINGS_PER_ACCOUNT_MAX { Ok(()) } else { Err(ListingRefusal::TooMany) }
            }
            Notice::Withdrawal(withdrawal) => self.own(account, &withdrawal.listing),
            Notice::Witness(_) => Ok(()),
        }
    }

    /// Whether this payment may take one from the listing it names.
    ///
    /// # Errors
    /// [`ListingRefusal`].
    pub fn check_sale(&self, payer: &Pubkey, payment: &Payment) -> Result<(), ListingRefusal> {
        let Some(listing) = payment.listing else { return Ok(()) };
        let shelved = self.standing.get(&listing).ok_or(ListingRefusal::Closed)?;
        let theirs = match shelved.sort {
            Sort::Want => shelved.account == *payer,
            Sort::Offer | Sort::Gift | Sort::Swap | Sort::Help => {
                payment.outputs.iter().any(|output| output.to == shelved.account)
            }
        };
        if theirs { Ok(()) } else { Err(ListingRefusal::NotYours) }
    }

    /// Puts a listing up.
    pub fn put(&mut self, id: DocumentId, shelved: Shelved) {
        self.standing.insert(id, shelved);
    }

    /// Takes a listing down.
    pub fn remove(&mut self, id: &DocumentId) {
        self.standing.remove(id);
    }

    /// Takes all listings of an account down.
    pub fn remove_all(&mut self, account: &Pubkey) {
        self.standing.retain(|_, shelved| shelved.account != *account);
    }

    /// Takes one from a listing; the number left, zero closing it. `None` if it does not stand.
    pub fn take(&mut self, id: &DocumentId) -> Option<u64> {
        let shelved = self.standing.get_mut(id)?;
        shelved.left = shelved.left.saturating_sub(1);
        let left = shelved.left;
        if left == 0 {
            self.standing.remove(id);
        }
        Some(left)
    }

    /// A listing that still stands.
    pub fn standing(&self, id: &DocumentId) -> Option<&Shelved> {
        self.standing.get(id)
    }

    fn own(&self, account: &Pubkey, listing: &DocumentId) -> Result<(), ListingRefusal> {
        let shelved = self.standing.get(listing).ok_or(ListingRefusal::Closed)?;
        if shelved.account == *account { Ok(()) } else { Err(ListingRefusal::NotYours) }
    }
}
