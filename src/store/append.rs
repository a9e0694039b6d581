//! Appending: one batch, one transaction, one fsync. A block of the log, and what stands beside it.

use rusqlite::{Transaction, params};

use super::batch::{Batch, Beside, Block, Row};
use super::erase::{erase_listings, erase_texts, erase_unlisted};
use super::heads::note_head;
use super::{Store, StoreError, signed};

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
            "delete from membership; delete from dividend; delete from account; delete from head; delete from erased;",
        )?;
        Ok(())
    }

    /// Writes the views of entries that are in the log already, each row with its place: all of them or none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append_views(&mut self, rows: &[(u64, Row)]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        for (index, row) in rows {
            append_row_views(&transaction, signed(*index)?, row)?;
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
    for (account, granted) in &row.membership {
        transaction.prepare_cached("insert into membership (account, idx, granted) values (?, ?, ?)")?.execute(params![
            account.bytes(),
            index,
            granted.map(|grant| signed(grant.hundredths())).transpose()?
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
    if let Some(erasure) = &row.erasure {
        erase_texts(transaction, erasure)?;
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
