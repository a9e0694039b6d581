//! What is written at once: a block of the log with all that its views need to know, and what stands beside it.

use crate::ledger::identifier::Salt;
use crate::ledger::log::CheckNumbers;
use crate::ledger::{Amount, Commitment, DocumentId, Moment, Pubkey};
use crate::market::Cosigned;

/// What is written at once.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The block of the log, if the log grows.
    pub block: Option<Block>,
    /// What stands beside the log.
    pub beside: Vec<Beside>,
}

/// A block: entries, and the checkpoint after them. It follows one state of the log and no other.
#[derive(Clone, Debug)]
pub struct Block {
    /// How many entries the log had before.
    pub previous_size: u64,
    /// The root before.
    pub previous_root: [u8; 32],
    /// The new entries.
    pub rows: Vec<Row>,
    /// How many entries the log has then.
    pub size: u64,
    /// The root then.
    pub root: [u8; 32],
    /// The signed checkpoint of that size and root.
    pub checkpoint: String,
    /// The places of its check words.
    pub check: CheckNumbers,
}

/// An entry, with what the views need to know of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// When it entered the book.
    pub at: Moment,
    /// The kind of document, or `dividend`.
    pub kind: &'static str,
    /// The key and number it was signed with; none for a dividend.
    pub signed: Option<(Pubkey, u64)>,
    /// The leaf.
    pub bytes: Vec<u8>,
    /// Whom it makes a member, and grants so much; or a member no more (`None`).
    pub membership: Vec<(Pubkey, Option<Amount>)>,
    /// The accounts it opens: address, short code, name.
    pub opened: Vec<(Pubkey, String, Commitment)>,
    /// The dividend it is: rank, each member's amount, members, supply afterwards.
    pub dividend: Option<(u64, Amount, u64, Amount)>,
    /// The texts it erases.
    pub erasure: Option<Erasure>,
}

impl Row {
    /// Whether any view is to know of it: payments stand in the log alone.
    pub fn has_views(&self) -> bool {
        let Row { membership, opened, dividend, erasure, .. } = self;
        !membership.is_empty() || !opened.is_empty() || dividend.is_some() || erasure.is_some()
    }
}

/// An erasure: of an account's name, and of the memos it has written since its last one.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// Whose.
    pub account: Pubkey,
    /// Places among which are all its payments since then.
    pub places: Vec<u64>,
}

/// What stands beside the log.
#[derive(Clone, Debug)]
pub enum Beside {
    /// A name or memo.
    Text(Commitment, Salt, String),
    /// A listing put up.
    Listing(Box<NewListing>),
    /// A listing taken down.
    Closed(DocumentId, Moment),
    /// One taken from a listing: so many are left.
    Sold(DocumentId, u64, Moment),
    /// All listings of an account, erased with their pictures.
    Erased(Pubkey, Moment),
    /// A picture.
    Photo(DocumentId, Moment, Vec<u8>),
    /// At this moment, the pictures that no listing came for go.
    Unlisted(Moment),
    /// An organiser's setting.
    Setting(&'static str, String),
    /// A phone's witness key, in the place of the one that the same key vouched for before.
    Witness(Box<NewWitness>),
    /// The newest head that the phone with this witness key has cosigned.
    Cosigned(Pubkey, Cosigned),
}

/// A listing as it is stored.
#[derive(Clone, Debug)]
pub struct NewListing {
    /// Its identifier.
    pub id: DocumentId,
    /// Whose it is.
    pub account: Pubkey,
    /// When it was put up.
    pub at: Moment,
    /// The signed document.
    pub document: String,
    /// Its words, folded for searching.
    pub words: String,
    /// What somebody does with it.
    pub sort: &'static str,
    /// Where it belongs.
    pub category: &'static str,
    /// How many there are.
    pub stock: u64,
}

/// A phone's witness key as it is stored.
#[derive(Clone, Debug)]
pub struct NewWitness {
    /// The key that vouches for it.
    pub key: Pubkey,
    /// Whose phone it is.
    pub account: Pubkey,
    /// The witness key.
    pub witness: Pubkey,
    /// The document's number.
    pub number: u64,
    /// The signed document.
    pub document: String,
}
