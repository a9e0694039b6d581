//! Appending: one batch, one transaction, one fsync. A block of the log, and what stands beside it.

use rusqlite::{Transaction, params};

use super::erase::{erase_listings, erase_texts, erase_unlisted};
use super::heads::note_head;
use super::{Store, StoreError, signed};
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

impl Store {
    /// Writes a batch; when this returns it is on the disk.
    ///
    /// # Errors
    /// [`StoreError`]. Whether a failed commit reached the disk is unknown: the caller must stop, and replay at a restart.
    pub fn append(&mut self, batch: &Batch) -> Result<(), StoreError> {
        if batch.beside.iter().any(|beside| matches!(beside, Beside::Erased(..))) {
            self.rewritten = false;
        }
        let transaction = self.connection.transaction()?;
        if let Some(block) = &batch.block {
            append_block(&transaction, block)?;
        }
        for beside in &batch.beside {
            append_beside(&transaction, beside)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Drops the views, so that [`Store::append_views`] can rebuild them from the log.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn clear_views(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch(
            "delete from movement; delete from dividend; delete from account; delete from head; delete from erased;",
        )?;
        Ok(())
    }

    /// Writes the views of entries that are in the log already, the first of them at `first`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append_views(&mut self, first: u64, rows: &[Row]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        for (index, row) in (first..).zip(rows) {
            append_row_views(&transaction, signed(index)?, row)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn append_block(transaction: &Transaction<'_>, block: &Block) -> Result<(), StoreError> {
    for (index, row) in (block.previous_size..).zip(&block.rows) {
        let index = signed(index)?;
        let (key, number) = match &row.signed {
            Some((key, number)) => (Some(key.bytes().as_slice()), Some(signed(*number)?)),
            None => (None, None),
        };
        transaction
            .prepare_cached("insert into entry (idx, at, kind, key, number, bytes) values (?, ?, ?, ?, ?, ?)")?
            .execute(params![index, signed(row.at.seconds())?, row.kind, key, number, row.bytes])?;
        append_row_views(transaction, index, row)?;
    }
    transaction
        .prepare_cached("insert into block (size, previous_size, previous_root, root, checkpoint) values (?, ?, ?, ?, ?)")?
        .execute(params![signed(block.size)?, signed(block.previous_size)?, block.previous_root, block.root, block.checkpoint])?;
    note_head(transaction, block.size, &block.check)
}

fn append_row_views(transaction: &Transaction<'_>, index: i64, row: &Row) -> Result<(), StoreError> {
    let at = signed(row.at.seconds())?;
    for (line, movement) in (0i64..).zip(&row.movements) {
        transaction
            .prepare_cached(
                "insert into movement (account, idx, line, kind, other, delta, memo, listing, refund_of, at)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                movement.account.bytes(),
                index,
                line,
                movement.kind.name(),
                movement.other.as_ref().map(|other| other.bytes().as_slice()),
                movement.delta,
                movement.memo.as_ref().map(|memo| memo.0.as_slice()),
                movement.listing.as_ref().map(|listing| listing.0.as_slice()),
                movement.refund_of.map(signed).transpose()?,
                at
            ])?;
    }
    for (address, code, name) in &row.opened {
        transaction.prepare_cached("insert into account (address, code, name, at) values (?, ?, ?, ?)")?.execute(params![
            address.bytes(),
            code,
            name.0,
            at
        ])?;
    }
    if let Some((rank, amount, members, supply)) = row.dividend {
        transaction
            .prepare_cached("insert into dividend (rank, idx, at, amount, members, supply) values (?, ?, ?, ?, ?, ?)")?
            .execute(params![
                signed(rank)?,
                index,
                at,
                signed(amount.hundredths())?,
                signed(members)?,
                signed(supply.hundredths())?
            ])?;
    }
    if let Some(account) = &row.erases {
        erase_texts(transaction, index, account)?;
    }
    Ok(())
}

fn append_beside(transaction: &Transaction<'_>, beside: &Beside) -> Result<(), StoreError> {
    match beside {
        Beside::Erased(account, at) => return erase_listings(transaction, account, *at),
        Beside::Text(commitment, salt, text) => transaction
            .prepare_cached(
                "insert or ignore into personal_text (commitment, salt, text)
                 select ?1, ?2, ?3 where not exists (select 1 from erased where commitment = ?1)",
            )?
            .execute(params![commitment.0, salt, text])?,
        Beside::Listing(listing) => transaction
            .prepare_cached(
                "insert or ignore into listing (id, account, at, document, words, sort, category, stock)
                 values (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                listing.id.0,
                listing.account.bytes(),
                signed(listing.at.seconds())?,
                listing.document,
                listing.words,
                listing.sort,
                listing.category,
                signed(listing.stock)?
            ])?,
        Beside::Closed(id, at) => transaction
            .prepare_cached("update listing set closed_at = ?2 where id = ?1 and closed_at is null")?
            .execute(params![id.0, signed(at.seconds())?])?,
        Beside::Sold(id, left, at) => transaction
            .prepare_cached("update listing set stock = ?2, closed_at = iif(?2 = 0, ?3, closed_at) where id = ?1")?
            .execute(params![id.0, signed(*left)?, signed(at.seconds())?])?,
        Beside::Photo(id, at, jpeg) => transaction
            .prepare_cached("insert into photo (id, at, jpeg) values (?1, ?2, ?3) on conflict (id) do update set at = ?2")?
            .execute(params![id.0, signed(at.seconds())?, jpeg])?,
        Beside::Unlisted(at) => return erase_unlisted(transaction, *at),
        Beside::Setting(name, value) => transaction
            .prepare_cached("insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = ?2")?
            .execute(params![name, value])?,
        Beside::Witness(new) => transaction
            .prepare_cached(
                "insert into witness (key, account, witness, number, document) values (?1, ?2, ?3, ?4, ?5)
                 on conflict (key) do update set account = ?2, witness = ?3, number = ?4, document = ?5,
                   size = null, root = null, time = null, line = null",
            )?
            .execute(params![new.key.bytes(), new.account.bytes(), new.witness.bytes(), signed(new.number)?, new.document])?,
        Beside::Cosigned(witness, cosigned) => transaction
            .prepare_cached("update witness set size = ?2, root = ?3, time = ?4, line = ?5 where witness = ?1")?
            .execute(params![witness.bytes(), signed(cosigned.size)?, cosigned.root, signed(cosigned.time)?, cosigned.line])?,
    };
    Ok(())
}
