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
    /// What it does to accounts.
    pub movements: Vec<Movement>,
    /// The accounts it opens: address, short code, name.
    pub opened: Vec<(Pubkey, String, Commitment)>,
    /// The dividend it is: rank, each member's amount, members, supply afterwards.
    pub dividend: Option<(u64, Amount, u64, Amount)>,
    /// The account whose earlier texts it erases.
    pub erases: Option<Pubkey>,
}

/// One line of an account's statement.
#[derive(Clone, Debug)]
pub struct Movement {
    /// Whose.
    pub account: Pubkey,
    /// What happened.
    pub kind: MovementKind,
    /// The other party.
    pub other: Option<Pubkey>,
    /// What it does to the balance, in hundredths.
    pub delta: i64,
    /// The memo.
    pub memo: Option<Commitment>,
    /// The listing paid for.
    pub listing: Option<DocumentId>,
    /// The payment given back.
    pub refund_of: Option<u64>,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementKind {
    /// It paid.
    Sent,
    /// It was paid.
    Received,
    /// It was granted the current dividend.
    Granted,
    /// It was opened.
    Joined,
    /// It became a member.
    Admitted,
    /// It is a member no more.
    Departed,
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

impl MovementKind {
    pub(super) const ALL: [MovementKind; 6] = [
        MovementKind::Sent,
        MovementKind::Received,
        MovementKind::Granted,
        MovementKind::Joined,
        MovementKind::Admitted,
        MovementKind::Departed,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            MovementKind::Sent => "sent",
            MovementKind::Received => "received",
            MovementKind::Granted => "granted",
            MovementKind::Joined => "joined",
            MovementKind::Admitted => "admitted",
            MovementKind::Departed => "departed",
        }
    }
}
