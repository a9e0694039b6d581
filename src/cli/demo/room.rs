//! Who is in the room and what stands on the tables, as far as the story knows.

use super::phone::Phone;
use crate::ledger::{Amount, DocumentId, Pubkey};
use crate::market::{Listing, Price, Sort};

/// How many payments somebody remembers to have received.
const REMEMBERED_MAX: usize = 40;

/// Somebody in the story.
pub(super) struct Person {
    /// What they are called.
    pub name: String,
    /// Their phone.
    pub phone: Phone,
    /// The round in which they come.
    pub comes: u64,
    /// The round in which they go home, if they do.
    pub goes: Option<u64>,
    /// Whether they are in the room.
    pub here: bool,
    /// What they received and could give back.
    pub received: Vec<Received>,
}

/// A payment somebody received.
pub(super) struct Received {
    /// Its place in the book.
    pub index: u64,
    /// Who paid.
    pub payer: Pubkey,
    /// Their name.
    pub name: String,
    /// What of it was not given back.
    pub left: Amount,
}

/// A listing on the tables.
pub(super) struct OnTable {
    /// Its identifier.
    pub id: DocumentId,
    /// Whose it is.
    pub owner: Pubkey,
    /// Their name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Offer, want, gift, swap, helping hand.
    pub sort: Sort,
    /// What is asked.
    pub price: Option<Price>,
    /// How many are left.
    pub left: u64,
    /// The turn in which somebody last meant to take one, or to take it down.
    pub touched: u64,
    /// Whether it was taken down.
    pub down: bool,
}

impl Person {
    /// Remembers a payment received.
    pub fn remember(&mut self, received: Received) {
        if self.received.len() >= REMEMBERED_MAX {
            self.received.remove(0);
        }
        self.received.push(received);
    }
}

impl OnTable {
    /// A listing that was just put up.
    pub fn new(id: DocumentId, (owner, name): (Pubkey, String), listing: &Listing) -> OnTable {
        OnTable {
            id,
            owner,
            name,
            title: listing.title.to_string(),
            sort: listing.sort,
            price: listing.price,
            left: listing.quantity,
            touched: 0,
            down: false,
        }
    }

    /// Whether one can still be taken.
    pub fn stands(&self) -> bool {
        self.left > 0 && !self.down
    }
}
