//! Reading the phones that watch, and what they have cosigned.

use rusqlite::params;

use super::people::pubkey;
use super::{Reader, StoreError, bytes_32, signed, unsigned};
use crate::ledger::{Moment, Pubkey};
use crate::market::Cosigned;

/// A phone that watches, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessRow {
    /// The key that vouches for it.
    pub key: Pubkey,
    /// The signed document by which it does.
    pub document: String,
    /// The newest head it has cosigned.
    pub newest: Option<Cosigned>,
}

impl Reader<'_> {
    /// The phones that watch, those with the newest heads first, `count` at the most.
    ///
    /// # Errors
    /// [`StoreError`], as for every query here.
    pub fn witnesses(&self, count: u64) -> Result<Vec<WitnessRow>, StoreError> {
        let mut query = self.0.prepare_cached(
            "select key, document, size, root, time, line from witness order by size desc, time desc, key limit ?",
        )?;
        let mut rows = query.query(params![signed(count)?])?;
        let mut witnesses = Vec::new();
        while let Some(row) = rows.next()? {
            let newest = match row.get::<_, Option<i64>>(2)? {
                None => None,
                Some(size) => Some(Cosigned {
                    size: unsigned(size)?,
                    root: bytes_32(&row.get::<_, Vec<u8>>(3)?)?,
                    time: unsigned(row.get(4)?)?,
                    line: row.get(5)?,
                }),
            };
            witnesses.push(WitnessRow { key: pubkey(&row.get::<_, Vec<u8>>(0)?)?, document: row.get(1)?, newest });
        }
        Ok(witnesses)
    }

    /// How many entries the book had at this moment.
    pub fn size_at(&self, at: Moment) -> Result<u64, StoreError> {
        // From the end, where the moment asked for is: moments never decrease.
        let mut query =
            self.0.prepare_cached("select coalesce((select idx + 1 from entry where at <= ? order by idx desc limit 1), 0)")?;
        unsigned(query.query_row(params![signed(at.seconds())?], |row| row.get(0))?)
    }
}
