//! Auditing a book in one file, in one pass: from a stick, or through a pipe.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read as _};
use std::num::NonZeroUsize;
use std::path::Path;

use super::chunk::{self, BYTES_MAX, Leaf};
use super::replay::Replay;
use super::{Failure, Finding, Reason, Unreadable};
use crate::ledger::log::Lead;
use crate::ledger::log::book_file::LEAD_BYTES_MAX;
use crate::sequencer::{Reading, in_order};

/// Audits the file to its last byte.
pub(super) fn audit(
    path: &Path,
    threads: NonZeroUsize,
    replay: &mut Replay,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Failure> {
    let unreadable = |error| Unreadable::Path(path.to_owned(), error);
    let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
    let lead = Lead::parse(&read_lead(&mut file).map_err(unreadable)?);
    let lead = lead.ok_or_else(|| Unreadable::NoBook(path.display().to_string()))?;
    let size = lead.claimed.size();
    let mut entries = Entries { file, lines: 0, size, ended: false };
    // The opening by itself: it says which head is to be trusted.
    let reading = Reading::default();
    take(check(entries.chunk(1), 0, &reading), replay, &lead, unreadable)?;
    let trusted = replay.trusted();
    in_order(
        threads,
        || (),
        || (!entries.end()).then(|| entries.chunk(chunk::length(size.saturating_sub(entries.lines), threads))),
        |chunk| check(chunk, trusted, &reading),
        |chunk| {
            take(chunk, replay, &lead, unreadable)?;
            progress(replay.size(), size);
            Ok::<(), Failure>(())
        },
    )?;
    if !entries.file.fill_buf().map_err(unreadable)?.is_empty() {
        return Err(Finding::at(size, Reason::Trailing).into());
    }
    if replay.root() != *lead.claimed.root() {
        return Err(Finding::whole(Reason::Root).into());
    }
    Ok(())
}

/// Entries from line `first` on, and why no more of them could be read, if more should be there.
struct Chunk<E> {
    first: u64,
    entries: Vec<E>,
    broken: Option<Broken>,
}

/// The file ends before or within an entry, or cannot be read.
enum Broken {
    Ended,
    Unreadable(io::Error),
}

/// What needs no state: on any thread.
fn check(chunk: Chunk<Vec<u8>>, trusted: u64, reading: &Reading) -> Chunk<Result<Leaf, Finding>> {
    let Chunk { first, entries, broken } = chunk;
    Chunk { first, entries: chunk::read(first, &entries, trusted, reading), broken }
}

/// Puts the book together again, in order.
fn take(
    chunk: Chunk<Result<Leaf, Finding>>,
    replay: &mut Replay,
    lead: &Lead,
    unreadable: impl Fn(io::Error) -> Unreadable,
) -> Result<(), Failure> {
    for leaf in chunk.entries {
        let Leaf { entry, hash } = leaf?;
        let line = replay.size();
        replay.push(hash, &entry)?;
        if line == 0 {
            replay.check_head(&lead.key, &lead.head)?;
        }
        replay.recall(hash)?;
    }
    match chunk.broken {
        Some(Broken::Ended) => Err(Finding::at(replay.size(), Reason::Missing).into()),
        Some(Broken::Unreadable(error)) => Err(unreadable(error).into()),
        None => Ok(()),
    }
}

/// The bytes up to the third empty line; whatever there is, if there are no three.
fn read_lead(file: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let (mut lead, mut empty) = (Vec::new(), 0);
    let mut file = file.take(LEAD_BYTES_MAX as u64);
    while empty < 3 {
        match file.read_until(b'\n', &mut lead)? {
            0 => break,
            1 => empty += 1,
            _ => {}
        }
    }
    Ok(lead)
}

/// The entries, read one after the other.
struct Entries<R> {
    file: R,
    lines: u64,
    size: u64,
    ended: bool,
}

impl<R: BufRead> Entries<R> {
    fn chunk(&mut self, count: u64) -> Chunk<Vec<u8>> {
        let (mut chunk, mut bytes) = (Chunk { first: self.lines, entries: Vec::new(), broken: None }, 0);
        while (chunk.entries.len() as u64) < count && bytes < BYTES_MAX && !self.end() {
            chunk.broken = match read_entry(&mut self.file) {
                Ok(Some(entry)) => {
                    bytes += entry.len();
                    self.lines += 1;
                    chunk.entries.push(entry);
                    None
                }
                Ok(None) => Some(Broken::Ended),
                Err(error) => Some(Broken::Unreadable(error)),
            };
            self.ended = chunk.broken.is_some();
        }
        chunk
    }

    /// Whether nothing more is to be read.
    fn end(&self) -> bool {
        self.ended || self.lines >= self.size
    }
}

/// The next entry; `None` if the file ends before its last byte, or its length is 0.
fn read_entry(file: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 2];
    let mut entry = Vec::new();
    let read = file.read_exact(&mut length).and_then(|()| {
        entry.resize(usize::from(u16::from_be_bytes(length)), 0);
        file.read_exact(&mut entry)
    });
    match read {
        Ok(()) => Ok(Some(entry).filter(|entry| !entry.is_empty())),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}
