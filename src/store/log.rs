//! Reading the log.

use rusqlite::{OptionalExtension, Row, params};

use super::{PAGES_OF_A_WHOLE_BOOK, Reader, StoreError, bytes_32, signed, unsigned};

/// An entry as it stands in the file, columns included: an audit compares them with the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its place.
    pub index: u64,
    /// Column `at`.
    pub at: i64,
    /// Column `kind`.
    pub kind: String,
    /// Columns `key` and `number`.
    pub signed: Option<(Vec<u8>, i64)>,
    /// The leaf.
    pub bytes: Vec<u8>,
}

/// A block as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRow {
    /// How many entries the log has with it.
    pub size: u64,
    /// How many it had before.
    pub previous_size: u64,
    /// The root before.
    pub previous_root: [u8; 32],
    /// The root with it.
    pub root: [u8; 32],
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Reader<'_> {
    /// How many entries there are.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn size(&self) -> Result<u64, StoreError> {
        let size = self.0.prepare_cached("select coalesce(max(idx) + 1, 0) from entry")?.query_row([], |row| row.get(0))?;
        unsigned(size)
    }

    /// The entries from `first` on, `count` at the most, in order.
    pub fn entries(&self, first: u64, count: u64) -> Result<Vec<StoredEntry>, StoreError> {
        let mut query =
            self.0.prepare_cached("select idx, at, kind, key, number, bytes from entry where idx >= ? order by idx limit ?")?;
        let rows = query.query_map(params![signed(first)?, signed(count)?], stored_entry)?;
        rows.map(|row| row.map_err(StoreError::from)).collect()
    }

    /// One entry's bytes.
    pub fn entry(&self, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self.0.prepare_cached("select bytes from entry where idx = ?")?;
        Ok(query.query_row([signed(index)?], |row| row.get(0)).optional()?)
    }

    /// The last block.
    pub fn last_block(&self) -> Result<Option<BlockRow>, StoreError> {
        Ok(self
            .blocks_query(
                "select size, previous_size, previous_root, root, checkpoint from block order by size desc limit 1",
                &[],
            )?
            .pop())
    }

    /// The blocks that end after `size`, `count` at the most, in order.
    pub fn blocks_after(&self, size: u64, count: u64) -> Result<Vec<BlockRow>, StoreError> {
        self.blocks_query(
            "select size, previous_size, previous_root, root, checkpoint from block where size > ? order by size limit ?",
            &[signed(size)?, signed(count)?],
        )
    }

    fn blocks_query(&self, sql: &str, parameters: &[i64]) -> Result<Vec<BlockRow>, StoreError> {
        let mut query = self.0.prepare_cached(sql)?;
        let mut rows = query.query(rusqlite::params_from_iter(parameters))?;
        let mut blocks = Vec::new();
        while let Some(row) = rows.next()? {
            blocks.push(BlockRow {
                size: unsigned(row.get(0)?)?,
                previous_size: unsigned(row.get(1)?)?,
                previous_root: bytes_32(&row.get::<_, Vec<u8>>(2)?)?,
                root: bytes_32(&row.get::<_, Vec<u8>>(3)?)?,
                checkpoint: text(row, 4)?,
            });
        }
        Ok(blocks)
    }

    /// Keeps more pages in memory: for whoever reads the whole book, and looks texts up all over their table.
    pub fn keep_pages(&self) -> Result<(), StoreError> {
        // A negative size is in KiB (https://www.sqlite.org/pragma.html#pragma_cache_size).
        Ok(self.0.pragma_update(None, "cache_size", -PAGES_OF_A_WHOLE_BOOK)?)
    }

    /// Whether the file itself is whole, as SQLite sees it; its first complaint if not. Looked at are the pages of every
    /// table and index. Not whether an index says what its table says: each can be made again at will, and the log is not
    /// read by one. Nor the bounds of values: whoever asks compares them with what the log says.
    pub fn complaint(&self) -> Result<Option<String>, StoreError> {
        self.0.pragma_update(None, "ignore_check_constraints", true)?;
        let answer = self.0.query_row("pragma quick_check(1)", [], |row| row.get(0));
        self.0.pragma_update(None, "ignore_check_constraints", false)?;
        let answer: String = answer?;
        Ok((answer != "ok").then_some(answer))
    }
}

fn stored_entry(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    let key: Option<Vec<u8>> = row.get(3)?;
    let number: Option<i64> = row.get(4)?;
    Ok(StoredEntry {
        index: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(u64::MAX),
        at: row.get(1)?,
        kind: text(row, 2)?,
        signed: key.zip(number),
        bytes: row.get(5)?,
    })
}

/// A column of text, whatever other hands have made of it: what is no UTF-8 is read as what it is not, and so found wrong.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into_owned())
}
