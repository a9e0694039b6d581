//! Auditing the SQLite file: every row of the log, every block, the texts beside it, and the file itself.

mod heads;
mod rows;
mod texts;

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

use super::chunk::{self, Leaf};
use super::replay::Replay;
use super::{Failure, Finding, Reason, Unreadable};
use crate::ledger::log::{Checkpoint, VerifierKey};
use crate::ledger::{Body, Content, Entry};
use crate::sequencer::{Reading, coins, in_order};
use crate::store::{BlockRow, Reader, Readers, StoreError, StoredEntry};
use heads::{Head, Heads};
use rows::{Chunk, Rows};
use texts::Texts;

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
    reader.keep_pages().map_err(damaged)?;
    let mut rows = Rows::of(reader);
    let mut desk = Desk { reader, replay, heads: Heads::default(), texts: Texts::default(), total, progress };
    // The opening by itself: it names the log's key, by which heads are signed.
    let reading = Reading::default();
    desk.take(check(rows.chunk(1), None, 0, &reading))?;
    let (log, trusted) = (desk.replay.log().cloned(), desk.replay.trusted());
    let whole = OnceLock::new();
    in_order(
        threads,
        || whole.get_or_init(|| readers.read(|reader| reader.complaint())),
        || (!rows.end()).then(|| rows.chunk(chunk::length(total.saturating_sub(rows.read()), threads))),
        |chunk| check(chunk, log.as_ref(), trusted, &reading),
        |chunk| desk.take(chunk),
    )?;
    if let Some((block, _)) = desk.heads.next()? {
        return Err(Finding::among(desk.replay.size(), block.size, Reason::Missing).into());
    }
    // The book itself is right; now what should be gone from beside it.
    let erased = desk.texts.finish()?;
    // Said last, because it names no line: the pages of tables and indexes.
    match whole.into_inner().expect("what is done beside is done when all is taken").map_err(damaged)? {
        Some(complaint) => Err(Finding::whole(Reason::File(complaint)).into()),
        None => Ok(erased),
    }
}

/// A piece of the file, with what can be said of each row alone.
struct Checked {
    leaves: Vec<Result<Leaf, Finding>>,
    broken: Option<StoreError>,
    heads: Vec<(BlockRow, Head)>,
    heads_broken: Option<StoreError>,
}

/// What needs no state: on any thread.
fn check(chunk: Chunk, log: Option<&VerifierKey>, trusted: u64, reading: &Reading) -> Checked {
    let Chunk { first, rows, broken, blocks, blocks_broken } = chunk;
    let bytes: Vec<&[u8]> = rows.iter().map(|row| row.bytes.as_slice()).collect();
    let leaves = (first..).zip(rows.iter().zip(chunk::read(first, &bytes, trusted, reading)));
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

/// Where the book is put together again, in order.
struct Desk<'a> {
    reader: &'a Reader<'a>,
    replay: &'a mut Replay,
    heads: Heads,
    texts: Texts,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Desk<'_> {
    fn take(&mut self, chunk: Checked) -> Result<(), Failure> {
        self.heads.ahead.extend(chunk.heads);
        self.heads.broken = self.heads.broken.take().or(chunk.heads_broken);
        self.texts.look_up(self.reader, &chunk.leaves);
        for leaf in chunk.leaves {
            let Leaf { entry, hash } = leaf?;
            let line = self.replay.size();
            self.replay.push(hash, &entry)?;
            self.texts.compare(line, &entry)?;
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

fn not_opened(path: &Path, error: StoreError) -> Failure {
    match error {
        StoreError::NotABook(path) => Unreadable::NoBook(path.display().to_string()).into(),
        StoreError::TooNew(format) => Unreadable::TooNew(format).into(),
        StoreError::Io(error) => Unreadable::Path(path.to_owned(), error).into(),
        StoreError::Sqlite(_) | StoreError::NotAWitness(_) | StoreError::Impossible(_) => damaged(error),
    }
}

fn damaged(error: StoreError) -> Failure {
    Finding::whole(Reason::File(error.to_string())).into()
}
