//! The SQLite file: the log (truth), the views made from it, and the erasable texts beside it. The only place with SQL.

mod batch;

mod append;
mod beside;
mod erase;
mod heads;
mod listings;
mod log;
mod people;
mod statements;
mod watch;
mod witnesses;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use batch::{Batch, Beside, Block, Erasure, NewListing, NewWitness, Row};
pub use heads::HeadRow;
pub use listings::{ListingQuery, ListingRow};
pub use log::{BlockRow, StoredEntry};
pub use people::{AccountRow, DividendRow};
pub use statements::{Exchange, Movement, Paid, Statement, StatementLine};
pub use watch::{ConflictRow, CosignedRow, WatchStore};
pub use witnesses::WitnessRow;

/// What the file says it is: "Gune" in ASCII, as SQLite's `application_id`.
const APPLICATION_ID: i64 = 0x4775_6E65;

/// The file's name in a data folder.
pub const BOOK: &str = "gune.db";

/// Each file brings the tables one version further.
const MIGRATIONS: [&str; 6] = [
    include_str!("../../migrations/0001_book.sql"),
    include_str!("../../migrations/0002_heads.sql"),
    include_str!("../../migrations/0003_erasure.sql"),
    include_str!("../../migrations/0004_witness.sql"),
    include_str!("../../migrations/0005_cheaper_rows.sql"),
    include_str!("../../migrations/0006_statements_from_the_log.sql"),
];

/// How long a reader waits for the writer's lock before it gives up.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Pages of 4 KiB in the write-ahead file before they are carried over: pages that every batch touches are then carried
/// once for many batches. A crash leaves at most so much (32 MiB) to be read again.
const WAL_PAGES: u32 = 8192;

/// KiB of pages that a reader of the whole book keeps: texts are looked up all over their table.
const PAGES_OF_A_WHOLE_BOOK: i64 = 16 * 1024;

/// Idle reading connections that are kept open.
const IDLE_READERS_MAX: usize = 8;

/// What can go wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite's own words.
    #[error("the book's file: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file that cannot be made, or read.
    #[error("a file of the book: {0}")]
    Io(#[from] std::io::Error),
    /// Another program's database, or no database at all.
    #[error("{0} is not a Ğune book")]
    NotABook(PathBuf),
    /// Another program's database, or a book.
    #[error("{0} is not the file of a witness")]
    NotAWitness(PathBuf),
    /// Written by a later version of the program.
    #[error("the book was written by a later version of the program (format {0})")]
    TooNew(i64),
    /// A figure in the file that cannot be: the file was changed by other hands.
    #[error("the book's file holds an impossible value: {0}")]
    Impossible(&'static str),
}

/// The writer's side: there is one, and it belongs to the sequencer.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// The file was rewritten since the last erasure; the write-ahead file may still hold it as it was.
    rewritten: bool,
}

/// The readers' side, shared by everybody.
#[derive(Clone, Debug)]
pub struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
}

/// One reading connection, with the queries.
#[derive(Debug)]
pub struct Reader<'a>(&'a Connection);

impl Store {
    /// Opens the book in this file, making it if there is none.
    ///
    /// # Errors
    /// [`StoreError`]: the file cannot be opened, is another program's, or a later version's.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        connection.pragma_update(None, "recursive_triggers", true)?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        migrate(&mut connection, path)?;
        Ok(Store { connection, path: path.to_owned(), rewritten: false })
    }

    /// The readers' side of this file.
    pub fn readers(&self) -> Readers {
        Readers { path: self.path.clone(), idle: Arc::default() }
    }

    /// The queries, on the writer's own connection.
    pub fn reader(&self) -> Reader<'_> {
        Reader(&self.connection)
    }
}

impl Readers {
    /// Opens an existing book for reading only.
    ///
    /// # Errors
    /// [`StoreError`]: no such file, not a book, or a later version's.
    pub fn open(path: &Path) -> Result<Readers, StoreError> {
        // What stands where the book was is a book, whatever became of it.
        if !is_a_database(path)? && !path.ends_with(BOOK) {
            return Err(StoreError::NotABook(path.to_owned()));
        }
        let readers = Readers { path: path.to_owned(), idle: Arc::default() };
        let connection = readers.connect()?;
        let (id, version) = marks(&connection)?;
        if id != APPLICATION_ID {
            return Err(StoreError::NotABook(path.to_owned()));
        }
        if version > latest() {
            return Err(StoreError::TooNew(version));
        }
        Ok(readers)
    }

    /// Runs queries that all see the same state of the file.
    ///
    /// # Errors
    /// Those of the queries, or of opening one more connection.
    pub fn read<T>(&self, queries: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let transaction = connection.transaction()?;
        let answer = queries(&Reader(&transaction))?;
        drop(transaction);
        let mut idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if idle.len() < IDLE_READERS_MAX {
            idle.push(connection);
        }
        Ok(answer)
    }

    /// Makes a consistent copy of the whole file while others write to it.
    ///
    /// # Errors
    /// The target exists already or cannot be written.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let source = self.connect()?;
        // Made first, so that a backup never overwrites anything.
        File::create_new(target)?;
        let mut copy = Connection::open(target)?;
        rusqlite::backup::Backup::new(&source, &mut copy)?.run_to_completion(256, Duration::ZERO, None)?;
        erase::scrub_copy(&copy)
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        let connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}

/// Whether SQLite wrote this file, as far as its first bytes tell (https://www.sqlite.org/fileformat.html § 1.3): they begin
/// with its mark, or bear its three constants, by which a database with a damaged mark is known from a picture.
fn is_a_database(path: &Path) -> Result<bool, StoreError> {
    let mut first = Vec::new();
    File::open(path)?.take(24).read_to_end(&mut first)?;
    Ok(first.starts_with(b"SQLite format 3\0") || first.get(21..24) == Some(&[64, 32, 32]))
}

fn latest() -> i64 {
    MIGRATIONS.len() as i64
}

fn marks(connection: &Connection) -> Result<(i64, i64), StoreError> {
    let id = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((id, version))
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let (id, version) = marks(connection)?;
    let tables: i64 = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if id != APPLICATION_ID && tables > 0 {
        return Err(StoreError::NotABook(path.to_owned()));
    }
    if version > latest() {
        return Err(StoreError::TooNew(version));
    }
    let transaction = connection.transaction()?;
    for (migration, to) in MIGRATIONS.iter().zip(1i64..) {
        if to > version {
            transaction.execute_batch(migration)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", latest())?;
    transaction.commit()?;
    Ok(())
}

/// SQLite counts in signed integers; ours are never negative and far below its largest.
fn signed(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::Impossible("an integer past 2^63"))
}

fn unsigned(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Impossible("a negative integer"))
}

fn bytes_32(bytes: &[u8]) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Impossible("not 32 bytes"))
}

#[cfg(test)]
mod tests;
