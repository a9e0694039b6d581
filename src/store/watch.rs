//! The file of a witness: what it has cosigned of the logs it watches, and what they have shown.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{BUSY_WAIT, StoreError, bytes_32, marks, signed, unsigned};
use crate::ledger::log::{Checkpoint, Hash};

/// What the file says it is: "GunW" in ASCII, as SQLite's `application_id`.
const APPLICATION_ID: i64 = 0x4775_6E57;

/// The only format so far.
const VERSION: i64 = 1;

/// Heads of each log that are remembered, so that a second one of the same size is noticed: a long afternoon's.
const SHOWN_MAX: i64 = 20_000;

/// Contradictions of each log that are kept: one proves all there is to prove, a few show how it went on.
const CONFLICTS_MAX: i64 = 16;

/// The file; whoever opens it is its only writer.
#[derive(Debug)]
pub struct WatchStore(Connection);

/// The last head of a log that was cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CosignedRow {
    /// How many entries the log had.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When it was cosigned, in seconds since 1970.
    pub at: u64,
    /// The checkpoint with the log's signature and the cosignature.
    pub note: String,
}

/// Two heads of one size, both signed by the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The size of both.
    pub size: u64,
    /// When the second was shown, in seconds since 1970.
    pub at: u64,
    /// The head that was shown first.
    pub first: String,
    /// The one that contradicts it.
    pub other: String,
}

impl WatchStore {
    /// Opens the file, making it if there is none.
    ///
    /// # Errors
    /// [`StoreError`]: the file cannot be opened, is another program's, or a later version's.
    pub fn open(path: &Path) -> Result<WatchStore, StoreError> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A commit is on the disk before it returns: only then may the cosignature leave.
        connection.pragma_update(None, "synchronous", "full")?;
        let (id, version) = marks(&connection)?;
        let tables: i64 = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
        if id != APPLICATION_ID && tables > 0 {
            return Err(StoreError::NotAWitness(path.to_owned()));
        }
        if version > VERSION {
            return Err(StoreError::TooNew(version));
        }
        if version < VERSION {
            let transaction = connection.transaction()?;
            transaction.execute_batch(include_str!("../../migrations/watch.sql"))?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            transaction.commit()?;
        }
        Ok(WatchStore(connection))
    }

    /// The last head of this log that was cosigned.
    ///
    /// # Errors
    /// [`StoreError`], as for everything here.
    pub fn cosigned(&self, origin: &str) -> Result<Option<CosignedRow>, StoreError> {
        let mut query = self.0.prepare_cached("select size, root, at, note from cosigned where origin = ?")?;
        let found = query
            .query_row([origin], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, i64>(2)?, row.get(3)?)))
            .optional()?;
        let Some((size, root, at, note)) = found else { return Ok(None) };
        Ok(Some(CosignedRow { size: unsigned(size)?, root: bytes_32(&root)?, at: unsigned(at)?, note }))
    }

    /// Moves the record from size `old` to this head, in one transaction that is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError`], also if the record is not of size `old`; nothing was changed then.
    pub fn cosign(&mut self, old: u64, head: &Checkpoint, at: u64, note: &str) -> Result<(), StoreError> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (origin, size, root) = (head.origin(), signed(head.size())?, head.root().as_slice());
        let moved = transaction
            .prepare_cached("update cosigned set size = ?, root = ?, at = ?, note = ? where origin = ? and size = ?")?
            .execute(params![size, root, signed(at)?, note, origin, signed(old)?])?;
        if moved == 0 {
            // The first one: another record of this log would break the key, and the transaction with it.
            transaction
                .prepare_cached("insert into cosigned (origin, size, root, at, note) values (?, ?, ?, ?, ?)")?
                .execute(params![origin, size, root, signed(at)?, note])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Remembers a head that a log has signed; the one it contradicts, if there is one and the contradiction is new.
    pub fn show(&mut self, head: &Checkpoint, at: u64, note: &str) -> Result<Option<ConflictRow>, StoreError> {
        let (origin, size, root) = (head.origin(), signed(head.size())?, head.root().as_slice());
        let known: Vec<(Vec<u8>, String)> = self
            .0
            .prepare_cached("select root, note from shown where origin = ? and size = ? order by rowid")?
            .query_map(params![origin, size], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        if known.iter().any(|(shown, _)| shown == root) {
            return Ok(None);
        }
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut conflict = None;
        if let Some((_, first)) = known.into_iter().next() {
            // The head that was shown first stands for the size: a log that signs many others fills nothing.
            let kept = transaction
                .prepare_cached(
                    "insert into conflict (origin, size, root, at, first, other) select ?1, ?2, ?3, ?4, ?5, ?6 \
                     where (select count(*) from conflict where origin = ?1) < ?7 on conflict do nothing",
                )?
                .execute(params![origin, size, root, signed(at)?, first, note, CONFLICTS_MAX])?;
            conflict = (kept > 0).then(|| ConflictRow { size: head.size(), at, first, other: note.to_owned() });
        } else {
            transaction
                .prepare_cached("insert into shown (origin, size, root, note) values (?, ?, ?, ?)")?
                .execute(params![origin, size, root, note])?;
            transaction
                .prepare_cached(
                    "delete from shown where origin = ?1 and rowid <= \
                     (select rowid from shown where origin = ?1 order by rowid desc limit 1 offset ?2)",
                )?
                .execute(params![origin, SHOWN_MAX])?;
        }
        transaction.commit()?;
        Ok(conflict)
    }

    /// The contradictions of this log, the first one first.
    pub fn conflicts(&self, origin: &str) -> Result<Vec<ConflictRow>, StoreError> {
        let mut query =
            self.0.prepare_cached("select size, at, first, other from conflict where origin = ? order by at, size limit ?")?;
        let rows = query.query_map(params![origin, CONFLICTS_MAX], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?))
        })?;
        rows.map(|row| {
            let (size, at, first, other) = row?;
            Ok(ConflictRow { size: unsigned(size)?, at: unsigned(at)?, first, other })
        })
        .collect()
    }
}
