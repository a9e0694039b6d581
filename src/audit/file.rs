//! Auditing the SQLite file: every row of the log, every block, the texts beside it, and the file itself.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

use super::chunk::{self, Leaf};
use super::replay::Replay;
use super::{Failure, Finding, Reason, Unreadable};
use crate::ledger::log::{Checkpoint, CheckpointError, EMPTY_ROOT, Hash, VerifierKey};
use crate::ledger::{Body, Commitment, Content, Entry};
use crate::sequencer::{coins, in_order};
use crate::store::{BlockRow, Reader, Readers, StoreError, StoredEntry};

/// Rows read and checked together, at the most: the more, the less each costs (a key is dealt with once for all of them),
/// and the more memory they take (about 2 KiB each).
const CHUNK: u64 = 32_768;

/// Bytes of entries in a chunk, at the most, but for the last rows that were read together: four times what payments have.
const CHUNK_BYTES_MAX: usize = 64 << 20;

/// Rows read together.
const ROWS: u64 = 1_024;

/// Fewer are not worth a thread's while.
const CHUNK_MIN: u64 = 4_096;

/// Audits the file up to its last row; how many personal texts were erased.
pub(super) fn audit(
    path: &Path,
    threads: NonZeroUsize,
    replay: &mut Replay,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, Failure> {
    let readers = Readers::open(path).map_err(|error| not_opened(path, error))?;
    readers.read(|reader| Ok(audit_rows(&readers, reader, threads, replay, progress))).map_err(damaged)?
}

fn audit_rows(
    readers: &Readers,
    reader: &Reader<'_>,
    threads: NonZeroUsize,
    replay: &mut Replay,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, Failure> {
    let total = reader.size().map_err(damaged)?;
    let mut shelf = Shelf { reader, lines: 0, blocks: 0, rows_end: false, blocks_end: false };
    let mut desk = Desk { reader, replay, heads: Heads::default(), erased: 0, total, progress };
    // The opening by itself: it names the log's key, by which heads are signed.
    desk.take(check(shelf.chunk(1), None, 0))?;
    let (log, trusted) = (desk.replay.log().cloned(), desk.replay.trusted());
    // So many that every thread has work, be the book short.
    let count = (total / (3 * threads.get() as u64)).clamp(CHUNK_MIN, CHUNK);
    let whole = OnceLock::new();
    in_order(
        threads,
        || whole.get_or_init(|| readers.read(|reader| reader.complaint())),
        || (!shelf.rows_end).then(|| shelf.chunk(count)),
        |chunk| check(chunk, log.as_ref(), trusted),
        |chunk| desk.take(chunk),
    )?;
    if let Some((block, _)) = desk.heads.next()? {
        return Err(Finding::among(desk.replay.size(), block.size, Reason::Missing).into());
    }
    // Said last, because it names no line: pages, indexes, the views.
    match whole.into_inner().expect("what is done beside is done when all is taken").map_err(damaged)? {
        Some(complaint) => Err(Finding::whole(Reason::File(complaint)).into()),
        None => Ok(desk.erased),
    }
}

/// Rows as they stand in the file, and the blocks up to the one over the last of them, or the next.
struct Chunk {
    first: u64,
    rows: Vec<StoredEntry>,
    /// Why no more rows could be read.
    broken: Option<StoreError>,
    blocks: Vec<BlockRow>,
    /// Why no more blocks could be read.
    blocks_broken: Option<StoreError>,
}

/// The same, with what can be said of each alone.
struct Checked {
    leaves: Vec<Result<Leaf, Finding>>,
    broken: Option<StoreError>,
    heads: Vec<(BlockRow, Head)>,
    heads_broken: Option<StoreError>,
}

/// A block's checkpoint.
enum Head {
    Opened(Result<Checkpoint, CheckpointError>),
    /// Its signature is taken on trust.
    Trusted,
}

/// The file, read piece by piece.
struct Shelf<'a> {
    reader: &'a Reader<'a>,
    /// How many lines were read, and up to which line blocks were.
    lines: u64,
    blocks: u64,
    rows_end: bool,
    blocks_end: bool,
}

impl Shelf<'_> {
    fn chunk(&mut self, count: u64) -> Chunk {
        let first = self.lines;
        let (mut rows, mut broken, mut bytes) = (Vec::new(), None, 0);
        while !self.rows_end && (rows.len() as u64) < count && bytes < CHUNK_BYTES_MAX {
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

/// What needs no state: on any thread.
fn check(chunk: Chunk, log: Option<&VerifierKey>, trusted: u64) -> Checked {
    let Chunk { first, rows, broken, blocks, blocks_broken } = chunk;
    let bytes: Vec<&[u8]> = rows.iter().map(|row| row.bytes.as_slice()).collect();
    let leaves = (first..).zip(rows.iter().zip(chunk::read(first, &bytes, trusted)));
    let leaves: Vec<_> = leaves
        .map(|(line, (row, leaf))| {
            if row.index != line {
                return Err(Finding::at(line, Reason::Missing));
            }
            let leaf = leaf?;
            compare_columns(row, &leaf.entry)?;
            Ok(leaf)
        })
        .collect();
    // The first chunk brings the key itself.
    let log = log.or_else(|| leaves.first().and_then(|leaf| leaf.as_ref().ok()).and_then(|leaf| log_of(&leaf.entry)));
    let signed: Vec<&str> = blocks.iter().filter(|block| block.size > trusted).map(|block| block.checkpoint.as_str()).collect();
    let mut opened = log.map(|log| Checkpoint::open_all(&signed, log, &mut coins)).unwrap_or_default().into_iter();
    let mut head = |block: &BlockRow| if block.size > trusted { opened.next().map(Head::Opened) } else { Some(Head::Trusted) };
    let heads = blocks.into_iter().map_while(|block| head(&block).map(|head| (block, head))).collect();
    Checked { leaves, broken, heads, heads_broken: blocks_broken }
}

fn log_of(entry: &Entry) -> Option<&VerifierKey> {
    match &entry.content {
        Content::Document(signed) => match &signed.document().body {
            Body::Opening(opening) => Some(&opening.log),
            _ => None,
        },
        Content::Dividend(_) => None,
    }
}

fn compare_columns(row: &StoredEntry, entry: &Entry) -> Result<(), Finding> {
    let signed = match &entry.content {
        Content::Document(signed) => Some(signed.document()),
        Content::Dividend(_) => None,
    };
    let stored_number = row.signed.as_ref().map(|(_, number)| u64::try_from(*number).unwrap_or(u64::MAX));
    let stored_key = row.signed.as_ref().map(|(key, _)| key.as_slice());
    let wrong = [
        (u64::try_from(row.at).ok() != Some(entry.at.seconds()), "at"),
        (row.kind != entry.kind(), "kind"),
        (stored_key != signed.map(|document| document.key.bytes().as_slice()), "key"),
        (stored_number != signed.map(|document| document.number), "number"),
    ];
    match wrong.into_iter().find(|(wrong, _)| *wrong) {
        Some((_, column)) => Err(Finding::at(row.index, Reason::Column(column))),
        None => Ok(()),
    }
}

/// How many of the personal texts that this entry commits to are gone; those that are there must open it.
fn count_erased(reader: &Reader<'_>, line: u64, entry: &Entry) -> Result<u64, Failure> {
    let Content::Document(signed) = &entry.content else { return Ok(0) };
    let mut erased = 0;
    for commitment in signed.document().body.commitments() {
        let text = reader.personal_text(&commitment);
        match text.map_err(|error| Finding::at(line, Reason::File(error.to_string())))? {
            None => erased += 1,
            Some((salt, text)) if Commitment::to(&salt, &text) == commitment => {}
            Some(_) => return Err(Finding::at(line, Reason::Text).into()),
        }
    }
    Ok(erased)
}

/// Where the book is put together again, in order.
struct Desk<'a> {
    reader: &'a Reader<'a>,
    replay: &'a mut Replay,
    heads: Heads,
    erased: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Desk<'_> {
    fn take(&mut self, chunk: Checked) -> Result<(), Failure> {
        self.heads.ahead.extend(chunk.heads);
        self.heads.broken = self.heads.broken.take().or(chunk.heads_broken);
        for leaf in chunk.leaves {
            let Leaf { entry, hash } = leaf?;
            let line = self.replay.size();
            self.replay.push(hash, &entry)?;
            self.erased += count_erased(self.reader, line, &entry)?;
            self.heads.cover(self.replay, self.total)?;
            self.replay.recall(hash)?;
        }
        if let Some(error) = chunk.broken {
            return Err(Finding::at(self.replay.size(), Reason::File(error.to_string())).into());
        }
        (self.progress)(self.replay.size(), self.total);
        Ok(())
    }
}

/// The blocks, one after the other.
struct Heads {
    ahead: VecDeque<(BlockRow, Head)>,
    /// Why there are no more, if there should be.
    broken: Option<StoreError>,
    /// How many lines the blocks so far cover, and the root over them.
    size: u64,
    root: Hash,
}

impl Default for Heads {
    fn default() -> Heads {
        Heads { ahead: VecDeque::new(), broken: None, size: 0, root: EMPTY_ROOT }
    }
}

impl Heads {
    /// Checks the block of the line just replayed: how it begins at its first line, all of it at its last.
    fn cover(&mut self, replay: &Replay, total: u64) -> Result<(), Finding> {
        let from = self.size;
        let root = self.root;
        let Some((block, head)) = self.next()? else {
            return Err(Finding::among(from, total, Reason::Uncovered));
        };
        if block.previous_size != from || block.previous_root != root {
            return Err(Finding::at(from, Reason::Chain));
        }
        if block.size > replay.size() {
            return Ok(());
        }
        let wrong = |reason| Finding::among(from, block.size, reason);
        if block.root != replay.root() {
            return Err(wrong(Reason::Root));
        }
        if let Head::Opened(opened) = head {
            let head = opened.as_ref().map_err(|error| wrong(Reason::Signature(*error)))?;
            if head.size() != block.size || *head.root() != block.root {
                return Err(wrong(Reason::Root));
            }
        }
        (self.size, self.root) = (block.size, block.root);
        self.ahead.pop_front();
        Ok(())
    }

    /// The next block, if there is one.
    fn next(&self) -> Result<Option<&(BlockRow, Head)>, Finding> {
        match (self.ahead.front(), &self.broken) {
            (None, Some(error)) => Err(Finding::at(self.size, Reason::File(error.to_string()))),
            (block, _) => Ok(block),
        }
    }
}

fn not_opened(path: &Path, error: StoreError) -> Failure {
    match error {
        StoreError::NotABook(path) => Unreadable::NoBook(path.display().to_string()).into(),
        StoreError::TooNew(format) => Unreadable::TooNew(format).into(),
        StoreError::Io(error) => Unreadable::Path(path.to_owned(), error).into(),
        StoreError::Sqlite(_) | StoreError::Impossible(_) => damaged(error),
    }
}

fn damaged(error: StoreError) -> Failure {
    Finding::whole(Reason::File(error.to_string())).into()
}
