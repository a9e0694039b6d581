//! Forgetting: an account's texts, listings and pictures go from the tables, then from every byte of the files.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::{Connection, Params, Transaction, params};

use super::{BUSY_WAIT, Erasure, Reader, Store, StoreError, signed};
use crate::ledger::{DocumentId, Moment, Pubkey};

/// The setting that says what the file still owes to those who were forgotten; absent, it owes nothing.
const DEBT: &str = "scrubbing";

/// The write-ahead file holds what was erased.
const NOW: &str = "now";

/// It is empty; at the next start the whole file is rewritten as well.
const AT_THE_START: &str = "at the start";

/// How long the scrubbing waits for readers that still see an older state, before it is given up until later.
const READERS_WAIT: Duration = Duration::from_millis(100);

/// So long a picture waits for the listing that it was sent for: whoever writes one up, with a laptop that sleeps between.
const PICTURE_WAIT_SECONDS: u64 = 24 * 3_600;

impl Store {
    /// Whether scrubbing is owed, across crashes too: now, or `at_the_start` of the program.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn owes_scrubbing(&self, at_the_start: bool) -> Result<bool, StoreError> {
        let debt = self.reader().setting(DEBT)?;
        Ok(if at_the_start { debt.is_some() } else { debt.as_deref() == Some(NOW) })
    }

    /// Carries everything over into the file, where `secure_delete` has put zeros in the place of what was erased, and
    /// empties the write-ahead file. At the start, when nobody waits, the whole file is first rewritten from its rows:
    /// whatever unused space might hold, from whichever hands and versions, goes too. `false` if somebody still reads an
    /// older state: it stays owed, to be tried again.
    ///
    /// # Errors
    /// [`StoreError`]: no room on the disk, as a rule. The book is as it was, and the scrubbing still owed.
    pub fn scrub(&mut self, at_the_start: bool) -> Result<bool, StoreError> {
        if at_the_start && !self.rewritten {
            self.connection.execute_batch("vacuum")?;
            self.rewritten = true;
        }
        self.connection.busy_timeout(READERS_WAIT)?;
        let busy = self.connection.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, i64>(0));
        self.connection.busy_timeout(BUSY_WAIT)?;
        if busy? != 0 {
            return Ok(false);
        }
        if self.rewritten {
            self.connection.execute("delete from setting where name = ?", [DEBT])?;
        } else {
            self.connection.execute("update setting set value = ?2 where name = ?1", [DEBT, AT_THE_START])?;
        }
        self.rewritten = false;
        Ok(true)
    }
}

/// Scrubs a copy that was made while its original still owed it: page by page, it holds the unused space too.
pub(super) fn scrub_copy(copy: &Connection) -> Result<(), StoreError> {
    if Reader(copy).setting(DEBT)?.is_some() {
        copy.execute_batch("vacuum")?;
        copy.execute("delete from setting where name = ?", [DEBT])?;
    }
    Ok(())
}

/// Erases personal texts for good. A part of the views: when they are rebuilt, nothing comes back.
pub(super) fn erase_texts(transaction: &Transaction<'_>, erasure: &Erasure) -> Result<(), StoreError> {
    let mut gone = 0;
    for commitment in Reader(transaction).commitments(&erasure.account, &erasure.places)? {
        transaction.prepare_cached("insert or ignore into erased (commitment) values (?)")?.execute([commitment.0])?;
        gone += transaction.prepare_cached("delete from personal_text where commitment = ?")?.execute([commitment.0])?;
    }
    if gone > 0 { owe(transaction) } else { Ok(()) }
}

/// Erases an account's listings, and the pictures that are nobody else's. What stays of a listing is that it was one: sent
/// again, it is known and not put up.
pub(super) fn erase_listings(transaction: &Transaction<'_>, account: &Pubkey, at: Moment) -> Result<(), StoreError> {
    let own = "select document from listing where account = ? and document is not null";
    let mut pictures = BTreeSet::new();
    visit(transaction, own, [account.bytes()], |picture| _ = pictures.insert(picture))?;
    let gone = transaction
        .prepare_cached(
            "update listing set document = null, words = '', sort = '', category = '', stock = 0,
                closed_at = coalesce(closed_at, ?2)
             where account = ?1 and document is not null",
        )?
        .execute(params![account.bytes(), signed(at.seconds())?])?;
    if !pictures.is_empty() {
        let others = "select document from listing where account <> ? and instr(document, char(10) || 'photo: ') > 0";
        visit(transaction, others, [account.bytes()], |picture| _ = pictures.remove(&picture))?;
    }
    erase_pictures(transaction, &pictures)?;
    if gone > 0 { owe(transaction) } else { Ok(()) }
}

/// Erases the pictures that were sent and that no listing names: nobody sees them, and nobody could have them erased.
pub(super) fn erase_unlisted(transaction: &Transaction<'_>, at: Moment) -> Result<(), StoreError> {
    let sent_before = signed(at.seconds().saturating_sub(PICTURE_WAIT_SECONDS))?;
    let mut pictures = BTreeSet::new();
    let mut query = transaction.prepare_cached("select id from photo where at < ?")?;
    for id in query.query_map([sent_before], |row| row.get(0))? {
        pictures.insert(DocumentId(id?));
    }
    if pictures.is_empty() {
        return Ok(());
    }
    let listed = "select document from listing where instr(document, char(10) || 'photo: ') > 0";
    visit(transaction, listed, [], |picture| _ = pictures.remove(&picture))?;
    erase_pictures(transaction, &pictures)?;
    if pictures.is_empty() { Ok(()) } else { owe(transaction) }
}

fn erase_pictures(transaction: &Transaction<'_>, pictures: &BTreeSet<DocumentId>) -> Result<(), StoreError> {
    for picture in pictures {
        transaction.prepare_cached("delete from photo where id = ?")?.execute([picture.0])?;
    }
    Ok(())
}

/// Visits the pictures that these listings name.
fn visit(
    transaction: &Transaction<'_>,
    documents: &str,
    of: impl Params,
    mut picture: impl FnMut(DocumentId),
) -> Result<(), StoreError> {
    let mut query = transaction.prepare_cached(documents)?;
    let mut rows = query.query(of)?;
    while let Some(row) = rows.next()? {
        let document: String = row.get(0)?;
        let named = document.lines().find_map(|line| line.strip_prefix("photo: "));
        if let Some(named) = named.and_then(|id| id.parse().ok()) {
            picture(named);
        }
    }
    Ok(())
}

/// Notes, in the same transaction as the erasure, that the file is to be scrubbed.
fn owe(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.prepare_cached("insert or replace into setting (name, value) values (?, ?)")?.execute([DEBT, NOW])?;
    Ok(())
}

#[cfg(test)]
#[path = "erase_tests.rs"]
mod tests;
