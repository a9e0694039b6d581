//! The rows of the file, read piece by piece.

use super::super::chunk::BYTES_MAX;
use crate::store::{BlockRow, Reader, StoreError, StoredEntry};

/// Rows read together.
const ROWS: u64 = 1_024;

/// Rows as they stand in the file, and the blocks up to the one over the last of them, or the next.
pub(super) struct Chunk {
    pub first: u64,
    pub rows: Vec<StoredEntry>,
    /// Why no more rows could be read.
    pub broken: Option<StoreError>,
    pub blocks: Vec<BlockRow>,
    /// Why no more blocks could be read.
    pub blocks_broken: Option<StoreError>,
}

/// The file, read piece by piece.
pub(super) struct Rows<'a> {
    reader: &'a Reader<'a>,
    /// How many lines were read, and up to which line blocks were.
    lines: u64,
    blocks: u64,
    rows_end: bool,
    blocks_end: bool,
}

impl<'a> Rows<'a> {
    /// From the beginning.
    pub fn of(reader: &'a Reader<'a>) -> Rows<'a> {
        Rows { reader, lines: 0, blocks: 0, rows_end: false, blocks_end: false }
    }

    /// How many were read.
    pub fn read(&self) -> u64 {
        self.lines
    }

    /// Whether there are no more.
    pub fn end(&self) -> bool {
        self.rows_end
    }

    /// The next so many rows, or fewer: at the end, or if they are long.
    pub fn chunk(&mut self, count: u64) -> Chunk {
        let first = self.lines;
        let (mut rows, mut broken, mut bytes) = (Vec::new(), None, 0);
        while !self.rows_end && (rows.len() as u64) < count && bytes < BYTES_MAX {
            let wanted = (count - rows.len() as u64).min(ROWS);
            let (some, error) = read_as_far(wanted, |read: Option<&StoredEntry>, count| {
                self.reader.entries(read.map_or(self.lines, |row| row.index.saturating_add(1)), count)
            });
            self.rows_end = error.is_some() || (some.len() as u64) < wanted;
            self.lines = some.last().map_or(self.lines, |row| row.index.saturating_add(1));
            bytes += some.iter().map(|row| row.bytes.len()).sum::<usize>();
            rows.extend(some);
            broken = error;
        }
        let (mut blocks, mut blocks_broken) = (Vec::new(), None);
        while !self.blocks_end && self.blocks <= self.lines {
            let from = self.blocks;
            let (some, error) = read_as_far(count, |read: Option<&BlockRow>, count| {
                self.reader.blocks_after(read.map_or(from, |block| block.size), count)
            });
            self.blocks_end = error.is_some() || (some.len() as u64) < count;
            self.blocks = some.last().map_or(from, |block| block.size);
            blocks.extend(some);
            blocks_broken = error;
        }
        Chunk { first, rows, broken, blocks, blocks_broken }
    }
}

/// The next so many rows. If one of them cannot be read, those before it, and why.
fn read_as_far<T>(count: u64, read: impl Fn(Option<&T>, u64) -> Result<Vec<T>, StoreError>) -> (Vec<T>, Option<StoreError>) {
    if let Ok(rows) = read(None, count) {
        return (rows, None);
    }
    let mut rows: Vec<T> = Vec::new();
    while (rows.len() as u64) < count {
        match read(rows.last(), 1) {
            Ok(row) if row.is_empty() => break,
            Ok(row) => rows.extend(row),
            Err(error) => return (rows, Some(error)),
        }
    }
    (rows, None)
}
