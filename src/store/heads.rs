//! Heads by their check words: a view of the log, so that words noted on paper are found again.

use rusqlite::{Transaction, params};

use super::{BlockRow, Reader, Store, StoreError, signed, unsigned};
use crate::ledger::Moment;
use crate::ledger::log::CheckNumbers;
use crate::ledger::log::check_words::CHECK_WORDS;

/// Blocks looked at in one transaction while the view is filled.
const CHUNK: u64 = 4096;

/// How many of the six words an index entry holds: five of eleven bits fit into SQLite's integers.
const INDEXED: usize = CHECK_WORDS - 1;

/// A head that was revealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRow {
    /// How many entries it covers.
    pub size: u64,
    /// When the last of them entered the book.
    pub at: Moment,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Store {
    /// Fills the view up with the heads it does not hold yet: all of them in a book that an earlier version has written, or
    /// after [`Store::clear_views`]. A checkpoint of which `check` knows no words is passed over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_heads(&mut self, check: impl Fn(&str) -> Option<CheckNumbers>) -> Result<(), StoreError> {
        let mut noted = unsigned(self.connection.query_row("select coalesce(max(size), 0) from head", [], |row| row.get(0))?)?;
        loop {
            let blocks = self.reader().blocks_after(noted, CHUNK)?;
            let Some(last) = blocks.last() else { return Ok(()) };
            noted = last.size;
            let transaction = self.connection.transaction()?;
            for BlockRow { size, checkpoint, .. } in &blocks {
                if let Some(numbers) = check(checkpoint) {
                    note_head(&transaction, *size, &numbers)?;
                }
            }
            transaction.commit()?;
        }
    }
}

pub(super) fn note_head(transaction: &Transaction<'_>, size: u64, numbers: &CheckNumbers) -> Result<(), StoreError> {
    transaction
        .prepare_cached("insert into head (size, words) values (?, ?)")?
        .execute(params![signed(size)?, packed(numbers)])?;
    Ok(())
}

impl Reader<'_> {
    /// The heads whose first five check words are these, the latest first.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn heads_by_words(&self, numbers: &CheckNumbers) -> Result<Vec<HeadRow>, StoreError> {
        self.heads_query("where head.words = ?1", params![packed(numbers)])
    }

    /// The heads of which at least four of the first five check words are these, the latest first: one word may have been
    /// noted wrongly.
    pub fn heads_like_words(&self, numbers: &CheckNumbers) -> Result<Vec<HeadRow>, StoreError> {
        let alike: Vec<String> = (0..INDEXED)
            .map(|place| {
                let shift = 11 * (INDEXED - 1 - place);
                format!("((head.words >> {shift}) & 2047 = (?1 >> {shift}) & 2047)")
            })
            .collect();
        let condition = format!("where {} >= {}", alike.join(" + "), INDEXED - 1);
        self.heads_query(&condition, params![packed(numbers)])
    }

    fn heads_query(&self, condition: &str, parameters: impl rusqlite::Params) -> Result<Vec<HeadRow>, StoreError> {
        let sql = format!(
            "select head.size, entry.at, block.checkpoint from head
             join block on block.size = head.size
             join entry on entry.idx = head.size - 1
             {condition} order by head.size desc limit 16"
        );
        let mut query = self.0.prepare_cached(&sql)?;
        let mut rows = query.query(parameters)?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            let at = Moment::from_seconds(unsigned(row.get(1)?)?).ok_or(StoreError::Impossible("a moment"))?;
            heads.push(HeadRow { size: unsigned(row.get(0)?)?, at, checkpoint: row.get(2)? });
        }
        Ok(heads)
    }
}

/// The first five numbers, eleven bits each, the first the most significant.
fn packed(numbers: &CheckNumbers) -> i64 {
    numbers.iter().take(INDEXED).fold(0, |bits, number| bits << 11 | i64::from(*number & 2047))
}
